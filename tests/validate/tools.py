"""Judge bytes by the official schemas, without a command around it."""

from __future__ import annotations

import io
import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from click.testing import CliRunner

from ocppgen import load_project, memory
from ocppgen.cli.main import main
from ocppgen.validate.capture import Capture
from ocppgen.validate.judge import Judge
from ocppgen.validate.piecework import Message, judge_piece
from ocppgen.validate.source import Source
from tests.cli.commands import Answer

if TYPE_CHECKING:
    from ocppgen.validate.records import Finding
    from ocppgen.validate.summary import Summary

HEARTBEAT = '[2,"1","Heartbeat",{}]'
"""A frame without fault."""


class Judged(NamedTuple):
    """What was found in a capture."""

    findings: list[Finding]
    summary: Summary

    @property
    def faults(self) -> list[str]:
        """Tell each fault in short: ``3 Heartbeat.req /a additionalProperties``."""
        return [
            f"{one.line} {one.label} {one.fault.pointer or '-'} {one.fault.keyword}"
            for one in self.findings
        ]


@cache
def judge() -> Judge:
    """Give a judge by the official schemas."""
    return Judge(memory.load_package(load_project()))


def judged(
    data: bytes | str, *, message: Message | None = None, strict: bool = False
) -> Judged:
    """Judge a whole capture."""
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    capture = Capture("log", judge(), strict=strict)
    found = [
        finding
        for piece in Source(stream, "log", payload=message is not None).pieces()
        for finding in capture.add(
            piece, judge_piece(piece, judge(), message), payloads=message is not None
        )
    ]
    return Judged(found, capture.summary)


def frame(*elements: Any) -> str:
    """Write a frame as peers do."""
    return json.dumps(elements, separators=(",", ":"))


def command(*arguments: object, data: bytes = b"") -> Answer:
    """Run ``ocppgen validate`` in this process; *data* is its standard input."""
    result = CliRunner().invoke(main, ["validate", *map(str, arguments)], input=data)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)
