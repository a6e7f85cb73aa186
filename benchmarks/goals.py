"""The goals, and whether the figures of a run reach them.

What is wanted was set before this package was written. What needs a Go
toolchain cannot be measured here; it is shown with the relation found elsewhere, and not judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks import generating, importing
from benchmarks.contestants import frames_by_hand, frames_of_mobilityhouse
from benchmarks.contestants.mobilityhouse import NAME as MOBILITYHOUSE
from benchmarks.contestants.msgspec_models import NAME as MSGSPEC
from benchmarks.contestants.ours import NAME as OURS
from benchmarks.contestants.ours import WITH_ORJSON
from benchmarks.contestants.pydantic_models import NAME as PYDANTIC
from benchmarks.contestants.validators import FAST, RUST
from benchmarks.jobs import BUILD, DECODE, ENCODE, FRAME, VERDICT
from benchmarks.results import Results, ratio, ratios

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.results import Times

_ON_A_PAR: Final = 1.1
"""How many times as long two things may take that are called equally fast."""

GO_DECODE: Final = 1.65
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
        *_verdict(results.jobs[VERDICT]),
        *_frames(results),
        *_encode(results.jobs[ENCODE]),
        *_imports(results.imports),
        *_generation(results.generation),
    ]


def _decode(times: Times) -> Iterator[Goal]:
    each = ratios(times, MOBILITYHOUSE, OURS)
    yield _faster(1, f"decode, {MOBILITYHOUSE}, slowest workload", min(each.values()), 20)
    yield _faster(1, f"decode, {MOBILITYHOUSE}, mean", ratio(times, MOBILITYHOUSE, OURS), 35)
    yield _faster(1, f"decode, {FAST}, mean", ratio(times, FAST, OURS), 3)
    yield _no_slower(1, f"decode, {PYDANTIC}, mean", ratio(times, OURS, PYDANTIC), 1.7)
    yield _no_slower(
        2, f"decode with orjson, {PYDANTIC}, mean", ratio(times, WITH_ORJSON, PYDANTIC), 1.0
    )


def _verdict(times: Times) -> Iterator[Goal]:
    yield _faster(3, f"verdict, {PYDANTIC}, mean", ratio(times, PYDANTIC, OURS), 2)
    for name, short in ((MSGSPEC, MSGSPEC), (RUST, RUST.partition(" ")[0])):
        found = ratio(times, OURS, name)
        yield _no_slower(3, f"verdict, on a par with {short}, mean", found, _ON_A_PAR)


def _frames(results: Results) -> Iterator[Goal]:
    times = results.jobs.get(FRAME, {})
    in_loop, pydantic = frames_of_mobilityhouse.IN_LOOP, frames_by_hand.PYDANTIC
    whats = (
        f"whole frame, {in_loop}, slowest workload",
        f"whole frame, {pydantic}, mean",
    )
    if OURS in times:
        slowest = min(ratios(times, in_loop, OURS).values())
        yield _faster(4, whats[0], slowest, 30)
        yield _faster(4, whats[1], ratio(times, pydantic, OURS), 1)
    else:
        for what, wanted in zip(whats, (30, 1), strict=True):
            yield Goal(4, what, f"at least {wanted}x faster", "no endpoint yet", None)
    yield Goal(
        4,
        "whole frame, ocpp-go, mean",
        "at least 3x faster",
        f"needs Go; elsewhere {GO_FRAME}x, against a prototype",
        None,
    )
    built = results.jobs[BUILD]
    worst = min(ratios(built, PYDANTIC, OURS).values())
    yield _faster(4, f"dict to object, {PYDANTIC}, slowest workload", worst, 1)


def _encode(times: Times) -> Iterator[Goal]:
    yield _faster(
        5,
        f"encode, {MOBILITYHOUSE} with its validation, mean",
        ratio(times, MOBILITYHOUSE, OURS),
        40,
    )
    yield _no_slower(
        5, f"encode, {PYDANTIC} (which does not check), mean", ratio(times, OURS, PYDANTIC), 2
    )


def _imports(found: dict[str, tuple[float, float]]) -> Iterator[Goal]:
    if not found:
        return
    firmware = found[importing.FIRMWARE][0] / found[importing.STANDARD][0]
    yield _no_slower(6, "import ocpp16.firmware, its standard modules", firmware, 1.5)
    theirs, ours = found[importing.MOBILITYHOUSE], found[importing.ALL]
    yield _faster(6, f"import of all features, {MOBILITYHOUSE}", theirs[0] / ours[0], 2)
    if ours[1]:
        yield Goal(
            6,
            f"memory of all features, {MOBILITYHOUSE}",
            "less than half",
            f"{ours[1] / theirs[1]:.2f} of it",
            ours[1] * 2 < theirs[1],
        )


def _generation(found: dict[str, float]) -> Iterator[Goal]:
    if not found:
        return
    unchanged = found[generating.DMCG] / found[generating.UNCHANGED]
    yield _faster(7, "generate, nothing changed, dmcg without formatter", unchanged, 4)
    empty = found[generating.DMCG_BLACK] / found[generating.EMPTY]
    yield _faster(7, "generate from empty, dmcg with black", empty, 1)


def _faster(number: int, what: str, found: float, wanted: float) -> Goal:
    return Goal(number, what, f"at least {wanted:g}x faster", f"{found:.2f}x", found >= wanted)


def _no_slower(number: int, what: str, found: float, wanted: float) -> Goal:
    return Goal(number, what, f"at most {wanted:g}x its time", f"{found:.2f}x", found <= wanted)
