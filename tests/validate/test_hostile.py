"""Captures of every sort of junk: a result, in time and in few words."""

from __future__ import annotations

import random
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ocppgen.errors import GeneratorError
from ocppgen.validate.text_output import lines_of
from tests.hostile.counting import MOST, growth
from tests.validate.tools import HEARTBEAT, frame, judged

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = 5_000_000


def junk(size: int, seed: int = 4) -> bytes:
    """Make random bytes that do not pass for another encoding."""
    return random.Random(seed).randbytes(size).replace(b"\0", b"\n")


CAPTURES: dict[str, tuple[bytes, list[str]]] = {
    "junk": (junk(2_000_000), []),
    "junk around": (b"\xff\xfa\x80" + HEARTBEAT.encode() + b"\xc3\x28", []),
    "bytes in a frame": (b'[2,"1","Heartbeat",{"\xff":1}]', ["1 Heartbeat.req - json"]),
    "escape codes": (
        b'[2,"1","Heartbeat",{"\\u001b[2J":1}]',
        ["1 Heartbeat.req /\x1b[2J additionalProperties"],
    ),
    "lone surrogates": (
        b'[2,"1","DataTransfer",{"vendorId":"\\ud800","\\udc00":1}]',
        ["1 DataTransfer.req /\udc00 additionalProperties"],
    ),
    "depth": (b"[2," * (LONG // 3), ["1 (not readable) - json"]),
    "depth of objects": (
        b'[2,"1","Heartbeat",' + b'{"a":' * (LONG // 5),
        ["1 (not readable) - json"],
    ),
    "depth that can be read": (
        b'[2,"1","DataTransfer",{"vendorId":' + b"[" * 300 + b"]" * 300 + b"}]",
        ["1 DataTransfer.req /vendorId type"],
    ),
    "a long text": (
        frame(2, "1", "DataTransfer", {"vendorId": "x" * LONG}).encode(),
        ["1 DataTransfer.req /vendorId maxLength"],
    ),
    "a long id": (frame(2, "x" * LONG, "Heartbeat", {}).encode(), ["1 Heartbeat.req /1 frame"]),
    "a long action": (
        frame(2, "1", "x" * LONG, {}).encode(),
        ["1 (unknown action) /2 action"],
    ),
    "a long line": (b"x " * (LONG // 2), []),
    "many brackets": (b"[" * LONG, []),
    "many openings": (b"[2,x" * (LONG // 4), []),
    "many opened texts": (b'[2,"' * (LONG // 4), ["1 (not readable) - json"]),
    "a huge number": (
        b'[2,"1","Heartbeat",{"a":' + b"9" * 100_000 + b"}]",
        ["1 Heartbeat.req - json"],
    ),
    "no number": (b'[2,"1","Heartbeat",{"a":NaN}]', ["1 Heartbeat.req - json"]),
    "beyond a double": (
        b'[2,"1","SetChargingProfile",{"connectorId":1e999,"csChargingProfiles":{}}]',
        [
            "1 SetChargingProfile.req /connectorId type",
            *["1 SetChargingProfile.req /csChargingProfiles required"] * 5,
        ],
    ),
    "twice": (
        b'[2,"1","DataTransfer",{"vendorId":"a","vendorId":"b"}]',
        ["1 DataTransfer.req - json"],
    ),
}


@pytest.mark.parametrize("name", CAPTURES)
def test_hostile_captures(name: str) -> None:
    """The good frame on the next line is judged all the same, and messages stay short."""
    data, faults = CAPTURES[name]
    found = judged(data + b"\n" + HEARTBEAT.encode() + b"\n")
    assert found.faults == faults
    assert any(row.label == "Heartbeat.req" for row in found.summary.rows())
    assert all(len(one.message) < 500 for one in found.violations)
    assert all(one.id is None or len(one.id) <= 100 for one in found.records)


MEGABYTE = 1024 * 1024
LINES: dict[str, Callable[[int], str]] = {
    "openings": lambda size: "[2,x" * (size // 4),
    "openings in strings": lambda size: '[2,\\"' * (size // 5),
    "records": lambda size: '{"a":1}' * (size // 7),
    "labels": lambda size: "a=b " * (size // 4),
    "times": lambda size: "12:00:00 " * (size // 9),
    "colours": lambda size: "\x1b[31m" * (size // 5),
    "headers of a tail": lambda size: "==> x <== " * (size // 10),
    "quotes of a table": lambda size: '"",' * (size // 3),
}


@pytest.mark.parametrize("name", LINES)
def test_long_lines_are_read_in_linear_work(name: str) -> None:
    """Twice the line is twice the work, whatever it is made of."""

    def work(size: int) -> Callable[[], object]:
        data = f"{LINES[name](size)}{HEARTBEAT}\n{HEARTBEAT}\n".encode()
        return lambda: judged(data)

    assert growth(work, MEGABYTE // 2) < MOST


def test_a_line_of_16_mib_is_read() -> None:
    """What looks for the header of a tail in each place of it would take hours."""
    found = judged(f"{HEARTBEAT}\n{LINES['headers of a tail'](16 * MEGABYTE)}\n{HEARTBEAT}\n")
    assert found.summary.frames == 2


def test_a_frame_with_a_hundred_thousand_faults() -> None:
    """The first hundred are told, all are counted."""
    members = {f"k{number}": 1 for number in range(100_000)}
    found = judged(frame(2, "1", "Heartbeat", members))
    assert len(found.violations) == 100
    (record,) = found.records
    assert record.omitted == 99_900
    assert found.summary.keywords == {"additionalProperties": 100_000}
    assert found.summary.faulty == 1


def test_long_pointers_are_cut() -> None:
    found = judged(frame(2, "1", "Heartbeat", {"x" * LONG: 1}))
    assert len(found.violations[0].pointer) == 400


def test_many_unknown_actions_make_one_row() -> None:
    """The summary does not grow with a capture that invents actions."""
    lines = [frame(2, str(number), f"Action{number}", {}) for number in range(3000)]
    rows = list(judged("\n".join(lines)).summary.rows())
    assert [(row.label, row.frames, row.faulty) for row in rows] == [
        ("(unknown action)", 3000, 3000)
    ]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=5)
    | st.dictionaries(st.text(max_size=8) | st.just("status"), inner, max_size=5),
    max_leaves=8,
)
_FRAMES = st.builds(
    lambda parts: frame(*parts),
    st.tuples(
        st.sampled_from([2, 3, 4, 5, "2", 2.5, None, True]),
        st.sampled_from(["1", "x" * 40, 7, None, [], {}]),
        st.sampled_from(["Heartbeat", "Reset", "DataTransfer", "Jump", 1]) | _JSON,
        _JSON,
    )
    | st.lists(_JSON, max_size=6),
)
_PARTS = (
    _FRAMES.map(str.encode)
    | st.binary(max_size=12)
    | st.text(max_size=12).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.sampled_from(
        [b"\n", b"\r\n", b"[2,", b'[3,"1",', b"]", b'"', b"\\", b" sent ", b"[CP1] "]
    )
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PARTS, max_size=20).map(b"".join))
@example(b'[2,"1","Heartbeat",null][][{"[":null}]')
def test_nothing_else_escapes(data: bytes) -> None:
    """Any bytes give violations whose lines exist, or are refused."""
    try:
        found = judged(data)
    except GeneratorError:
        return
    lines = data.count(b"\n") + 1
    assert all(1 <= one.line <= lines for one in found.records)
    assert found.summary.faulty <= found.summary.frames
    told = len(found.violations) + sum(one.omitted for one in found.records)
    assert told == sum(found.summary.keywords.values())


def test_no_credentials_are_told() -> None:
    """Not in values, not in names of members, not in pointers that are cut."""
    for secret in ("ftp://user:hunter2@host/ x", f"ftp://user:hunter2{'p' * 500}@host/ x"):
        payload = {"location": secret, "retrieveDate": secret, secret: 1, "retries": secret}
        (record,) = judged(frame(2, "1", "UpdateFirmware", payload)).records
        lines = list(lines_of(record))
        assert len(lines) == len(record.violations) == 4
        for violation, line in zip(record.violations, lines, strict=True):
            for told in (violation.message, violation.pointer, line):
                assert "hunter2" not in told
        assert record.violations[-1].pointer == "/***@host~1 x"


SAMPLES = '{"connectorId":1,"meterValue":[{"timestamp":"2024-05-01T12:00:00Z","sampledValue":['
FAULTY_LINES = {
    "empty objects": (SAMPLES, "{}", "]}]}"),
    "numbers": ('{"connectorId":1,"meterValue":[', "1", "]}"),
    "words out of a set": (SAMPLES, '{"value":"1","unit":"x"}', "]}]}"),
    "unknown members": ('{"x":[', "{}", "]}"),
    "no JSON": (SAMPLES, "{}", "]}"),
}


@pytest.mark.parametrize("parts", FAULTY_LINES.values(), ids=FAULTY_LINES)
def test_a_faulty_line_takes_little_memory(parts: tuple[str, str, str]) -> None:
    """At most 30 bytes for each of the line, be it faulty at each third one."""
    begin, item, end = parts
    line = f'[2,"7","MeterValues",{begin}{",".join([item] * (500_000 // len(item)))}{end}]'
    judged(line)
    tracemalloc.start()
    try:
        reports, _ = judged(line)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert reports
    assert peak < 30 * len(line)
