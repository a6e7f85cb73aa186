"""Whatever is logged, in whatever way: rules never fail, and say no more than they may."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen.validate.sequences.from_python import Line, validate
from tests.hostile import counting
from tests.validate.sequences.script import instant, scripts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SCRIPTS = [one for one in scripts() if one.times == "dated"]
ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    1.5,
    1e300,
    10**30,
    "",
    "x" * 3000,
    "2024-13-45T99:00:00Z",
    "NaN",
    "1e999999",
    [],
    {},
    [[]],
    {"a": []},
    ["a", 1, None],
)
WAYS = {True: "to central system", False: "to charge point"}
TOLD_LATE = "STA-4.9-transition clean told late"
"""Without a date no message counts as late."""


def odd(value: Any, pick: random.Random, share: float) -> Any:
    """Put odd values into a frame, and leave members out."""
    if pick.random() < share:
        return pick.choice(ODD)
    if isinstance(value, dict):
        return {
            name: odd(one, pick, share)
            for name, one in value.items()
            if pick.random() > share / 2
        }
    return [odd(one, pick, share) for one in value] if isinstance(value, list) else value


def traffic(seed: int) -> list[Line]:
    """Make lines of two stations and of an unnamed one, with times that jump, or are not there."""
    pick = random.Random(seed)
    lines: list[Line] = []
    now = 0.0
    for script in pick.choices(SCRIPTS, k=25):
        begin = now
        for one in script.frames():
            share = pick.choice([0, 0, 0.05, 0.3])
            frame = [one.frame[0], *(odd(member, pick, share) for member in one.frame[1:])]
            at = begin + one.time - pick.choice([0] * 30 + [0.5, 1000])
            time = pick.choice([instant(at)] * 8 + [None, instant(at)[11:23], at])
            word = "sent" if one.to_central else "received"
            way = pick.choice([WAYS[one.to_central]] * 6 + [word, ""])
            lines.append(Line(time, pick.choice(["CP-1", "CP-2", ""]), way, json.dumps(frame)))
            now = max(now, at)
        now += pick.choice([1, 20, 400, 700])
    return lines


def found(lines: Iterable[Line]) -> set[tuple[str, int]]:
    """Judge by all rules."""
    return {(one.rule, one.line) for one in validate(lines)}


@pytest.mark.parametrize("seed", range(12))
def test_odd_traffic_is_judged(seed: int) -> None:
    findings = list(validate(traffic(seed)))
    assert len(findings) > 5
    assert len({(one.rule, one.line) for one in findings}) == len(findings)


@pytest.mark.parametrize("seed", range(4))
def test_stations_may_be_judged_apart(seed: int) -> None:
    lines = [line._replace(line=number) for number, line in enumerate(traffic(seed), 1)]
    apart = [
        found(one for one in lines if one.station == name) for name in ("CP-1", "CP-2", "")
    ]
    assert found(lines) == set().union(*apart)


def lines_of(index: int) -> list[Line]:
    """Give the lines of a script."""
    return [
        Line(instant(one.time), "CP-1", WAYS[one.to_central], json.dumps(one.frame))
        for one in SCRIPTS[index].frames()
    ]


@pytest.mark.parametrize("index", range(0, len(SCRIPTS), 3), ids=lambda one: SCRIPTS[one].name)
def test_how_it_is_logged_changes_little(index: int) -> None:
    lines = lines_of(index)
    told = found(lines)
    twice = [one for line in lines for one in (line, line)]
    assert found(twice) == {(rule, 2 * line - 1) for rule, line in told}
    words = {WAYS[True]: "received", WAYS[False]: "sent"}
    assert found(line._replace(direction=words[line.direction]) for line in lines) == told
    assert found(line._replace(direction="") for line in lines) <= told
    if SCRIPTS[index].name != TOLD_LATE:
        undated = [line._replace(time=str(line.time)[11:23]) for line in lines]
        assert found(undated) <= told


@pytest.mark.parametrize(
    "frame",
    [
        [2, "1", "GetConfiguration", {"key": [1]}],
        [3, "1", {"configurationKey": [{}]}],
        [4, "1", "GenericError", "", {"a": [{}]}],
    ],
)
def test_frames_that_are_cut_short_are_judged(frame: list[Any]) -> None:
    """Also those of which so little is left that they have no payload."""
    whole = Line(0, "CP-1", "", json.dumps([2, "1", "Heartbeat", {}]))
    lines = [Line(1, "CP-1", "", json.dumps(frame[:size])) for size in range(len(frame) + 1)]
    assert all(one.line <= 6 for one in validate([whole, *lines]))


def same_moment(number: int, time: float | None, name: str) -> Callable[[], object]:
    """Make heartbeats and answers that are all told at one time."""
    lines = [
        Line(time, name, "", json.dumps(frame))
        for ident in map(str, range(number))
        for frame in ([2, ident, "Heartbeat", {}], [3, ident, {}])
    ]
    return lambda: list(validate(lines))


@pytest.mark.parametrize("time", [None, 8.0, 1714521600.0])
def test_work_grows_with_the_lines_whatever_their_times(time: float | None) -> None:
    """A clock that stands still makes nothing wait, and nothing is compared with all before."""
    assert (
        counting.growth(lambda number: same_moment(number, time, "CP-1"), 400, counting.lines)
        < counting.MOST
    )


def test_work_grows_with_the_lines_when_the_clock_was_set_back() -> None:
    def work(number: int) -> Callable[[], object]:
        lines = [
            Line(
                base + index / 100,
                "CP-1",
                "",
                json.dumps([2, f"{base}{index}", "Heartbeat", {}]),
            )
            for base in (1.2e9, 1.1e9, 1e9)
            for index in range(number)
        ]
        return lambda: list(validate(lines))

    assert counting.growth(work, 200, counting.lines) < counting.MOST
