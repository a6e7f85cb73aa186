"""The figures on the project's pages: two sentences in README.md, all of them in docs/speed.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks import generating, importing
from benchmarks.contestants.mobilityhouse import NAME as MOBILITYHOUSE
from benchmarks.contestants.ours import NAME as OURS
from benchmarks.contestants.pydantic_models import NAME as PYDANTIC
from benchmarks.jobs import BUILD, DECODE, ENCODE, FRAME, REFUSE, VERDICT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from benchmarks.records import Record

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


def write(records: list[Record], root: Path) -> None:
    """Renew the figures of the pages below *root*, between their marks, from all records.

    README.md has those of the oldest Python, docs/speed.md all.
    """
    _replace(root / "README.md", _summary(records[0]))
    _replace(root / "docs" / "speed.md", _lines(records))


def _replace(page: Path, lines: Iterable[str]) -> None:
    before, _, rest = page.read_text(encoding="utf-8").partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not end:
        message = f"{page} has no place for the figures"
        raise ValueError(message)
    block = "\n".join(lines)
    page.write_text(f"{before}{_BEGIN}{block}\n{_END}{after}", encoding="utf-8")


def _summary(record: Record) -> Iterator[str]:
    times = record["jobs"][DECODE]
    slow, fast = times[MOBILITYHOUSE]["ratio"], 1 / times[PYDANTIC]["ratio"]
    yield "![Time of each library as a multiple of ours](docs/speed.svg)"
    yield ""
    yield f"From text to a validated object `ocpp16` takes one part in {slow:.0f} of the time of"
    yield f"mobilityhouse/ocpp and {fast:.1f} times that of pydantic's core, with a verdict that was"
    yield f"wrong in {_wrong(record, OURS)} tries. [All jobs and peers](docs/speed.md)."


def _lines(records: list[Record]) -> Iterator[str]:
    yield "![Time of each library as a multiple of ours](speed.svg)"
    yield ""
    yield "Times as multiples of what `ocpp16` takes, below 1 is faster; geometric means over seven"
    yield "messages, all contestants in turn in one process. *Wrong* counts the verdicts that differ"
    yield "from the schema's in as many tries. The chart is that of the first table."
    for record in records:
        machine = record["machine"]
        yield ""
        yield f"## {machine['python']}"
        yield ""
        yield from _table(record)
        yield ""
        yield f"Made by `make bench` on {machine['cores']} x {machine['processor']}."
        yield from _processes(record)
    yield ""
    yield "[benchmarks](../benchmarks/README.md) says how it is measured."


def _processes(record: Record) -> Iterator[str]:
    imports = {name: one["milliseconds"] for name, one in record["imports"].items()}
    seconds = record["generation"]["seconds"]
    yield f"Importing all features takes {imports[importing.ALL]:.0f} ms"
    yield f"({importing.MOBILITYHOUSE}: {imports[importing.MOBILITYHOUSE]:.0f} ms), a profile"
    yield f"{imports[importing.FIRMWARE]:.0f} ms; generating all 78 schemas"
    yield f"{seconds[generating.EMPTY]:.1f} s, with nothing changed"
    yield f"{seconds[generating.UNCHANGED]:.2f} s (datamodel-code-generator:"
    yield f"{seconds[generating.DMCG_BLACK]:.1f} s with black, {seconds[generating.DMCG]:.1f} s without)."
    missed = [one for one in record["goals"] if one["reached"] is False]
    if missed:
        yield ""
        yield "Goals that were missed:"
        yield ""
        yield from (f"- {one['what']}: {one['wanted']}, found {one['found']}" for one in missed)


def _table(record: Record) -> Iterator[str]:
    found = record["jobs"]
    jobs = [job for job in _COLUMNS if OURS in found.get(job, {})]
    names = dict.fromkeys(name for job in jobs for name in found[job])
    yield f"| | {' | '.join(_COLUMNS[job] for job in jobs)} | wrong |"
    yield f"|---|{'---:|' * (len(jobs) + 1)}"
    for name in sorted(names, key=lambda name: _rank(record, name)):
        cells = [_cell(record, job, name) for job in jobs]
        shown = f"**{name}**" if name == OURS else name
        yield f"| {shown} | {' | '.join(cells)} | {_wrong(record, name)} |"


def _rank(record: Record, name: str) -> tuple[bool, float]:
    """Order by the text's reading; who only answers frames comes last, by these."""
    found = record["jobs"]
    if name in found[DECODE]:
        return (False, found[DECODE][name]["ratio"])
    ranks = [found[job][name]["ratio"] for job in _COLUMNS if name in found.get(job, {})]
    return (True, ranks[0] if ranks else 0.0)


def _cell(record: Record, job: str, name: str) -> str:
    times = record["jobs"][job]
    return f"{times[name]['ratio']:.2f}" if name in times else ""


def _wrong(record: Record, name: str) -> str:
    for job in (DECODE, VERDICT):
        score = record["jobs"][job].get(name, {})
        if "asked" in score:
            missed = score["wrongly_taken"] + score["wrongly_refused"]
            return f"{missed} of {score['asked']}"
    return ""
