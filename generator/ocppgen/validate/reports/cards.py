"""The cards of transactions, updates and uploads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocppgen.validate.reports.clock import length
from ocppgen.validate.reports.limits import CARDS
from ocppgen.validate.reports.masking import cut
from ocppgen.validate.reports.updates import BAD_ENDS, GOOD_ENDS, Update

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocppgen.validate.reports.clock import Clock
    from ocppgen.validate.reports.masking import Masks
    from ocppgen.validate.reports.problems import Shown
    from ocppgen.validate.reports.station import Station
    from ocppgen.validate.reports.transactions import Transaction

_WIDTH, _HEIGHT = 100, 24
_FEWEST_SAMPLES = 3


class Cards:
    """Makes the cards of the stations that are drawn, so many in all."""

    def __init__(self, masks: Masks, shown: Sequence[Shown]) -> None:
        """Know which problems are *shown*, to tell on the cards of what they concern."""
        self._masks = masks
        self._left = CARDS
        self._numbers: dict[tuple[int, int], list[int]] = {}
        for number, one in enumerate(shown, 1):
            for place in {one.problem.place, *one.problem.related}:
                self._numbers.setdefault(place, []).append(number)

    def of(self, station: Station, most: int) -> tuple[list[dict[str, Any]], int]:
        """Give *most* cards of a station at most, and tell how many were left out.

        Those with problems come before others, later ones before earlier ones.
        """
        if station.disordered:
            return [], 0
        every: list[Transaction | Update] = [*station.transactions.held, *station.updates.held]
        count = station.transactions.count + station.updates.count
        chosen = sorted(every, key=lambda one: (not self._of(one), -_begun(one)))
        chosen = chosen[: max(0, min(most, self._left))]
        self._left -= len(chosen)
        chosen.sort(key=_begun)
        cards = [self._card(one, station) for one in chosen]
        return cards, count - len(cards)

    def _of(self, one: Transaction | Update) -> list[int]:
        return sorted({number for at in one.places for number in self._numbers.get(at, ())})

    def _card(self, one: Transaction | Update, station: Station) -> dict[str, Any]:
        if isinstance(one, Update):
            about = self._update(one, station)
        else:
            about = self._transaction(one, station)
        return about | {"problems": self._of(one)}

    def _transaction(self, one: Transaction, station: Station) -> dict[str, Any]:
        clock = station.clock
        facts = [("Connector", str(one.connector) if one.connector is not None else "?")]
        tag = self._masks.tag(one.tag)
        if tag:
            status = self._masks.text(one.status)
            facts.append(("Id tag", f"{tag} ({status})" if status else tag))
        facts += [
            ("Start", clock.full(one.started.at) if one.started else "before the capture"),
            ("Stop", _stop(one, clock)),
        ]
        if one.started and one.stopped and station.timed:
            facts.append(("Duration", length(abs(one.stopped.at - one.started.at))))
        energy = _energy(one)
        if energy:
            facts.append(("Energy", energy))
        state = "running"
        if one.stopped:
            state = "finished"
        elif one.replaced:
            state = "never stopped"
        ident = "without id" if one.ident is None else f"{one.ident}"[:20]
        return {
            "kind": "transaction",
            "title": f"Transaction {ident}",
            "state": state,
            "tone": {"finished": "good", "never stopped": "bad"}.get(state, "open"),
            "facts": facts,
            "line": _line(one.samples),
            "steps": [],
            "dropped": 0,
        }

    def _update(self, one: Update, station: Station) -> dict[str, Any]:
        clock = station.clock
        asked = clock.full(one.asked.at) if one.asked else "not in the capture"
        facts = [("Requested", asked)]
        if one.request_id is not None:
            facts.append(("Request id", str(one.request_id)[:20]))
        for name, value in (
            ("Location", one.location),
            ("Retrieve", one.when),
            ("File", one.file_name),
        ):
            text = self._masks.text(value)
            if text:
                facts.append((name, text))
        if one.answer:
            facts.append(("Answer", self._masks.text(one.answer)))
        steps, before = [], one.asked.at if one.asked else None
        for step in one.steps:
            after = length(step.at - before) if before is not None and step.at > before else ""
            steps.append(
                {
                    "status": self._masks.text(step.status),
                    "time": clock.of_day(step.at).partition(".")[0],
                    "after": f"+{after}" if after and station.timed else "",
                    "times": step.times,
                    "tone": _tone(step.status),
                    "line": step.place[1],
                }
            )
            before = step.at
        return {
            "kind": "update",
            "title": one.what[:1].upper() + one.what[1:],
            "state": self._masks.text(one.status) or "no status",
            "tone": _tone(one.status),
            "facts": facts,
            "line": "",
            "steps": steps,
            "dropped": one.dropped,
        }


def _stop(one: Transaction, clock: Clock) -> str:
    if one.stopped is None:
        return "not in the capture"
    return clock.full(one.stopped.at) + (f" ({cut(one.reason)})" if one.reason else "")


def _energy(one: Transaction) -> str:
    """Say how much was charged, and how often that was measured."""
    values = f"{one.values:,} MeterValues" if one.values else ""
    if one.meter_start is None or one.meter_stop is None:
        return values
    energy = f"{(one.meter_stop - one.meter_start) / 1000:,.3f} kWh"
    return f"{energy}, {values}" if values else energy


def _begun(one: Transaction | Update) -> float:
    """Tell when something began, or was first heard of."""
    if isinstance(one, Update):
        return one.asked.at if one.asked else (one.steps[0].at if one.steps else 0.0)
    moment = one.started or one.stopped
    return moment.at if moment else 0.0


def _tone(status: str) -> str:
    if status in GOOD_ENDS:
        return "good"
    if status in BAD_ENDS:
        return "bad"
    return "open"


def _line(samples: Sequence[tuple[float, float]]) -> str:
    """Give the points of a small curve of the energy register."""
    if len(samples) < _FEWEST_SAMPLES:
        return ""
    times, values = zip(*samples, strict=True)
    width, height = max(times) - min(times), max(values) - min(values)
    if not width or not height:
        return ""
    left, low = min(times), min(values)
    points = (
        ((at - left) / width * _WIDTH, _HEIGHT - (value - low) / height * _HEIGHT)
        for at, value in samples
    )
    return " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
