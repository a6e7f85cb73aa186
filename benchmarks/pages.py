"""The figures on the project's pages: two sentences in README.md, all of them in docs/speed.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks import generating, importing
from benchmarks.contestants.mobilityhouse import NAME as MOBILITYHOUSE
from benchmarks.contestants.ours import NAME as OURS
from benchmarks.contestants.pydantic_models import NAME as PYDANTIC
from benchmarks.jobs import BUILD, DECODE, ENCODE, FRAME, REFUSE, VERDICT
from benchmarks.results import Results, ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_BEGIN: Final = "<!-- bench:begin -->\n"
_END: Final = "<!-- bench:end -->"
_COLUMNS: Final = {
    DECODE: "text to object",
    BUILD: "dict to object",
    VERDICT: "verdict",
    ENCODE: "object to text",
    REFUSE: "all faults",
    FRAME: "whole frame",
}


def write(results: Results, root: Path) -> None:
    """Renew the figures of the pages below *root*, between their marks."""
    _replace(root / "README.md", _summary(results))
    _replace(root / "docs" / "speed.md", _lines(results))


def _replace(page: Path, lines: Iterable[str]) -> None:
    before, _, rest = page.read_text(encoding="utf-8").partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not end:
        message = f"{page} has no place for the figures"
        raise ValueError(message)
    block = "\n".join(lines)
    page.write_text(f"{before}{_BEGIN}{block}\n{_END}{after}", encoding="utf-8")


def _summary(results: Results) -> Iterator[str]:
    times = results.jobs[DECODE]
    slow, fast = ratio(times, MOBILITYHOUSE, OURS), 1 / ratio(times, PYDANTIC, OURS)
    yield "![Time of each library as a multiple of ours](docs/speed.svg)"
    yield ""
    yield f"From text to a validated object `ocpp16` takes one part in {slow:.0f} of the time of"
    yield f"mobilityhouse/ocpp and {fast:.1f} times that of pydantic's core, with a verdict that was"
    yield f"wrong in {_wrong(results, OURS)} tries. [All jobs and peers](docs/speed.md)."


def _lines(results: Results) -> Iterator[str]:
    machine = results.machine
    yield "![Time of each library as a multiple of ours](speed.svg)"
    yield ""
    yield "Times as multiples of what `ocpp16` takes, below 1 is faster; geometric means over seven"
    yield "messages, all contestants in turn in one process. *Wrong* counts the verdicts that differ"
    yield "from the schema's in as many tries."
    yield ""
    yield from _table(results)
    yield ""
    yield f"Made by `make bench` with {machine['python']} on {machine['cores']} x"
    yield f"{machine['processor']}. Importing all features takes"
    ours, theirs = (
        results.imports[importing.ALL][0],
        results.imports[importing.MOBILITYHOUSE][0],
    )
    yield f"{ours * 1e3:.0f} ms ({importing.MOBILITYHOUSE}: {theirs * 1e3:.0f} ms), a profile"
    yield f"{results.imports[importing.FIRMWARE][0] * 1e3:.0f} ms; generating all 78 schemas"
    unchanged, empty = (
        results.generation[generating.UNCHANGED],
        results.generation[generating.EMPTY],
    )
    yield f"{empty:.1f} s, with nothing changed {unchanged:.2f} s (datamodel-code-generator:"
    black, plain = (
        results.generation[generating.DMCG_BLACK],
        results.generation[generating.DMCG],
    )
    yield f"{black:.1f} s with black, {plain:.1f} s without)."
    yield "[benchmarks](../benchmarks/README.md) says how it is"
    yield "measured, and against which goals; not all of them are reached."


def _table(results: Results) -> Iterator[str]:
    jobs = [job for job in _COLUMNS if OURS in results.jobs.get(job, {})]
    names = dict.fromkeys(name for job in jobs for name in results.jobs[job])
    yield f"| | {' | '.join(_COLUMNS[job] for job in jobs)} | wrong |"
    yield f"|---|{'---:|' * (len(jobs) + 1)}"
    ranked = sorted(names, key=lambda name: _rank(results, name))
    for name in ranked:
        cells = [_cell(results, job, name) for job in jobs]
        shown = f"**{name}**" if name == OURS else name
        yield f"| {shown} | {' | '.join(cells)} | {_wrong(results, name)} |"


def _rank(results: Results, name: str) -> tuple[bool, float]:
    """Order by the text's reading; who only answers frames comes last, by these."""
    times = results.jobs[DECODE]
    if name in times:
        return (False, ratio(times, name, OURS))
    for job in _COLUMNS:
        if name in results.jobs.get(job, {}):
            return (True, ratio(results.jobs[job], name, OURS))
    return (True, 0.0)


def _cell(results: Results, job: str, name: str) -> str:
    times = results.jobs[job]
    return f"{ratio(times, name, OURS):.2f}" if name in times else ""


def _wrong(results: Results, name: str) -> str:
    score = results.scores.get((name, DECODE)) or results.scores.get((name, VERDICT))
    return f"{score.missed} of {score.asked}" if score else ""
