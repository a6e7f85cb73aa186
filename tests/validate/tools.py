"""Validator bytes by the official schemas, without a command around it."""

from __future__ import annotations

import io
import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from click.testing import CliRunner

from ocppgen import load_project, memory
from ocppgen.cli.main import main
from ocppgen.validate.capture import Capture
from ocppgen.validate.checking import Message, Task, check_chunk
from ocppgen.validate.reading.reading import Reader
from ocppgen.validate.records import FrameRecord
from ocppgen.validate.source import Source
from ocppgen.validate.starting import choose_reading
from ocppgen.validate.validator import Validator
from tests.cli.commands import Answer

if TYPE_CHECKING:
    from ocppgen.validate.records import Violation
    from ocppgen.validate.summary import Summary

HEARTBEAT = '[2,"1","Heartbeat",{}]'
"""A frame without fault."""


class Judged(NamedTuple):
    """What was found in a capture."""

    records: list[FrameRecord]
    """The frames with violations."""
    summary: Summary

    @property
    def violations(self) -> list[Violation]:
        """List those of all frames."""
        return [violation for record in self.records for violation in record.violations]

    @property
    def faults(self) -> list[str]:
        """Tell each violation in short: ``3 Heartbeat.req /a additionalProperties``."""
        return [
            f"{record.line} {record.label} {violation.pointer or '-'} {violation.keyword}"
            for record in self.records
            for violation in record.violations
        ]


@cache
def judge() -> Validator:
    """Give a judge by the official schemas."""
    return Validator(memory.load_package(load_project()))


def judged(
    data: bytes | str, *, message: Message | None = None, strict: bool = False
) -> Judged:
    """Check a whole capture."""
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    capture = Capture("log", judge(), strict=strict)
    source = Source(stream, "log", payload=message is not None)
    reading = choose_reading(source, judge())
    reader, task = Reader(reading), Task(message)
    found = [
        record
        for chunk in source.chunks(reading.shape)
        for record in capture.add(
            chunk, check_chunk(chunk, judge(), task, reader), payloads=message is not None
        )
        if isinstance(record, FrameRecord)
    ]
    return Judged(found, capture.summary)


def everything(data: bytes | str) -> list[FrameRecord]:
    """List the records of all frames of a capture, in the order in which they are read."""
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    source = Source(stream, "log")
    capture = Capture("log", judge(), every=True)
    reading = choose_reading(source, judge())
    turned = reading.newest_first
    chunks = source.chunks_backward if turned else source.chunks
    reader, task = Reader(reading), Task(payloads_kept=True)
    return [
        record
        for chunk in chunks(reading.shape)
        for record in capture.add(
            chunk, check_chunk(chunk, judge(), task, reader), payloads=False
        )
        if isinstance(record, FrameRecord)
    ]


def frame(*elements: Any) -> str:
    """Write a frame as peers do."""
    return json.dumps(elements, separators=(",", ":"))


def command(*arguments: object, data: bytes = b"") -> Answer:
    """Run ``ocppgen validate`` in this process; *data* is its standard input."""
    result = CliRunner().invoke(main, ["validate", *map(str, arguments)], input=data)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)
