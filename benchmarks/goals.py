"""The goals, and whether the figures of a run reach them.

What is wanted was set before this package was written. What needs a Go
toolchain cannot be measured here; it is shown with the relation found elsewhere, and not judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks import generating, importing
from benchmarks.contestants import frames_by_hand, frames_of_mobilityhouse
from benchmarks.contestants.copies import COPIES
from benchmarks.contestants.mobilityhouse import NAME as MOBILITYHOUSE
from benchmarks.contestants.msgspec_models import NAME as MSGSPEC
from benchmarks.contestants.on_msgspec import NAME as ON_MSGSPEC
from benchmarks.contestants.ours import NAME as OURS
from benchmarks.contestants.pydantic_models import BY_METHODS as PYDANTIC_BY_METHODS
from benchmarks.contestants.pydantic_models import NAME as PYDANTIC
from benchmarks.contestants.validators import FAST
from benchmarks.jobs import BUILD, DECODE, ENCODE, FRAME, REFUSE, VERDICT
from benchmarks.results import Results, mean, ratio, ratios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.results import Times

GO_FRAME: Final = 4.2
"""What ocpp-go took, relative to a prototype of this package, where both were measured."""


@dataclass(frozen=True)
class Goal:
    """One ratio that is wanted, and what was found. `reached` is None if it was not measured."""

    number: int
    what: str
    wanted: str
    found: str
    reached: bool | None

    @property
    def word(self) -> str:
        """Say how it stands."""
        return {True: "reached", False: "NOT REACHED", None: "not measured"}[self.reached]


def judge(results: Results) -> list[Goal]:
    """Compare a run with every goal."""
    return [
        *_decode(results.jobs[DECODE]),
        *_build(results.jobs[BUILD]),
        *_verdict(results.jobs[VERDICT]),
        *_frames(results.jobs.get(FRAME, {})),
        *_encode(results.jobs[ENCODE]),
        *_refuse(results.jobs[REFUSE]),
        *_imports(results.imports),
        *_generation(results.generation),
        *_on_msgspec(results.jobs[DECODE], results.jobs.get(FRAME, {})),
    ]


def _decode(times: Times) -> Iterator[Goal]:
    yield _faster(1, f"decode, {MOBILITYHOUSE}, mean", ratio(times, MOBILITYHOUSE, OURS), 25)
    yield _faster(1, f"decode, {FAST}, mean", ratio(times, FAST, OURS), 2.5)
    yield _no_slower(1, f"decode, {PYDANTIC}, mean", ratio(times, OURS, PYDANTIC), 2)
    for ours in COPIES:
        for name, wanted in ((PYDANTIC_BY_METHODS, 1.1), (PYDANTIC, 1.3)):
            found = ratio(times, ours, name)
            yield _no_slower(1, f"decode, {ours}: {name}, mean", found, wanted)


def _build(times: Times) -> Iterator[Goal]:
    worst = min(ratios(times, PYDANTIC, OURS).values())
    yield _faster(2, f"dict to object, {PYDANTIC}, each message", worst, 1)


def _verdict(times: Times) -> Iterator[Goal]:
    each = ratios(times, PYDANTIC, OURS).values()
    yield _faster(3, f"verdict, {PYDANTIC}, mean", mean(each), 1.4)
    yield _faster(3, f"verdict, {PYDANTIC}, each message", min(each), 1)


def _frames(times: Times) -> Iterator[Goal]:
    if times:
        in_loop, pydantic = frames_of_mobilityhouse.IN_LOOP, frames_by_hand.PYDANTIC
        yield _faster(4, f"whole frame, {in_loop}, mean", ratio(times, in_loop, OURS), 25)
        yield _faster(4, f"whole frame, {pydantic}, mean", ratio(times, pydantic, OURS), 1.15)
        for ours in COPIES:
            found = ratio(times, pydantic, ours)
            yield _faster(4, f"whole frame, {ours}: {pydantic}, mean", found, 1.4)
    yield Goal(
        4,
        "whole frame, ocpp-go, mean",
        "at least 3x faster",
        f"needs Go; elsewhere {GO_FRAME}x, against a prototype",
        None,
    )


def _encode(times: Times) -> Iterator[Goal]:
    checked = ratio(times, MOBILITYHOUSE, OURS)
    yield _faster(5, f"encode, {MOBILITYHOUSE} with its validation, mean", checked, 40)
    unchecked = ratio(times, OURS, PYDANTIC)
    yield _no_slower(5, f"encode, {PYDANTIC} (which does not check), mean", unchecked, 1.5)


def _refuse(times: Times) -> Iterator[Goal]:
    yield _no_slower(6, f"all faults, {PYDANTIC}, mean", ratio(times, OURS, PYDANTIC), 2.5)


def _imports(found: dict[str, tuple[float, float]]) -> Iterator[Goal]:
    if not found:
        return
    firmware = found[importing.FIRMWARE][0] / found[importing.STANDARD][0]
    yield _no_slower(7, "import ocpp16.firmware, its standard modules", firmware, 0.2)
    theirs, ours = found[importing.MOBILITYHOUSE], found[importing.ALL]
    yield _faster(7, f"import of all features, {MOBILITYHOUSE}", theirs[0] / ours[0], 2)
    if ours[1]:
        yield Goal(
            7,
            f"memory of all features, {MOBILITYHOUSE}",
            "less than half",
            f"{ours[1] / theirs[1]:.2f} of it",
            ours[1] * 2 < theirs[1],
        )


def _generation(found: dict[str, float]) -> Iterator[Goal]:
    if not found:
        return
    unchanged = found[generating.DMCG] / found[generating.UNCHANGED]
    yield _faster(8, "generate, nothing changed, dmcg without formatter", unchanged, 4)
    empty = found[generating.DMCG_BLACK] / found[generating.EMPTY]
    yield _faster(8, "generate from empty, dmcg with black", empty, 1)


def _on_msgspec(decode: Times, frames: Times) -> Iterator[Goal]:
    found = ratio(decode, ON_MSGSPEC, MSGSPEC)
    yield _no_slower(9, f"decode, {ON_MSGSPEC}: {MSGSPEC}, mean", found, 2)
    each = ratios(decode, ON_MSGSPEC, PYDANTIC)
    two_dates = each.pop("GetDiag")
    what = f"decode, {ON_MSGSPEC}: {PYDANTIC}"
    yield _no_slower(9, f"{what}, GetDiagnostics", two_dates, 1.1)
    yield _no_slower(9, f"{what}, each other message", max(each.values()), 1)
    if frames:
        found = ratio(frames, ON_MSGSPEC, OURS)
        yield _no_slower(9, f"whole frame, {ON_MSGSPEC}: {OURS}, mean", found, 0.6)


def _faster(number: int, what: str, found: float, wanted: float) -> Goal:
    return Goal(number, what, f"at least {wanted:g}x faster", f"{found:.2f}x", found >= wanted)


def _no_slower(number: int, what: str, found: float, wanted: float) -> Goal:
    return Goal(number, what, f"at most {wanted:g}x its time", f"{found:.2f}x", found <= wanted)
