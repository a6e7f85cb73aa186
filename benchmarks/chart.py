"""The chart for the README: one bar a contestant, as many times as long as `ocpp16` takes.

Lengths are logarithmic. Colours follow the reader's light or dark mode.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from benchmarks.contestants.copies import COPIES
from benchmarks.contestants.ours import NAME as OURS
from benchmarks.jobs import DECODE, ENCODE, FRAME, TITLES, VERDICT
from benchmarks.results import Results, Times, ratio
from benchmarks.tables import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH: Final = 860
_LABELS: Final = 290
_END: Final = 70
_ROW: Final = 20
_HEAD: Final = 44
_STYLE: Final = """\
text { font: 12px system-ui, sans-serif; fill: #24292f; }
.head { font-weight: 600; font-size: 13px; }
.note { fill: #57606a; font-size: 11px; }
.bar { fill: #8c959f; }
.ours { fill: #0969da; }
.line { stroke: #d0d7de; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .note { fill: #8d96a0; }
  .bar { fill: #6e7681; }
  .ours { fill: #4493f8; }
  .line { stroke: #3d444d; }
}"""


def draw(results: Results) -> str:
    """Give the chart as SVG."""
    jobs = [
        job for job in (DECODE, VERDICT, ENCODE, FRAME) if OURS in results.jobs.get(job, {})
    ]
    ranked = {job: _ranked(results.jobs[job]) for job in jobs}
    every = [found for rows in ranked.values() for _, found in rows]
    low, high = math.floor(math.log2(min(every))), math.log2(max(every))
    scale = (_WIDTH - _LABELS - _END) / (high - low)
    body: list[str] = []
    top = 8
    for job in jobs:
        body += _panel(TITLES[job], ranked[job], top, low, scale)
        top += _HEAD + _ROW * len(ranked[job])
    machine = results.machine
    note = f"{machine['python']}, {machine['processor']}; geometric means over seven messages"
    body.append(_text(8, top + 12, note, "note"))
    height = top + 24
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
                f'viewBox="0 0 {_WIDTH} {height}" role="img">'
            ),
            "<title>Time that each contestant takes, relative to ocpp16</title>",
            f"<style>{_STYLE}</style>",
            *body,
            "</svg>",
            "",
        ]
    )


def _ranked(times: Times) -> list[tuple[str, float]]:
    rows = [(name, ratio(times, name, OURS)) for name in times]
    return sorted(rows, key=lambda row: row[1])


def _panel(
    title: str, rows: list[tuple[str, float]], top: int, low: float, scale: float
) -> Iterator[str]:
    yield _text(8, top + 16, title, "head")
    one = _LABELS - low * scale
    bottom = top + 26 + _ROW * len(rows)
    yield f'<line class="line" x1="{one:.1f}" x2="{one:.1f}" y1="{top + 24}" y2="{bottom}"/>'
    for index, (name, found) in enumerate(rows):
        y = top + 26 + _ROW * index
        width = max(2.0, (math.log2(found) - low) * scale)
        kind = "ours" if name in (OURS, *COPIES) else "bar"
        yield _text(8, y + 13, name)
        yield (
            f'<rect class="{kind}" x="{_LABELS}" y="{y + 3}" '
            f'width="{width:.1f}" height="{_ROW - 6}" rx="2"/>'
        )
        yield _text(_LABELS + width + 6, y + 13, figure(found) + "x")


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    mark = f' class="{kind}"' if kind else ""
    return f'<text{mark} x="{x:.1f}" y="{y}">{escape(text)}</text>'
