"""Frames are found wherever they stand in a line, and only frames."""

from __future__ import annotations

import json
import time

import pytest

from ocppgen.validate.frame_finder import frames
from tests.validate.tools import HEARTBEAT, frame

CALL = [2, "1", "Heartbeat", {}]
RESULT = [3, "1", {}]

LINES: dict[str, tuple[str, list[object]]] = {
    "nothing": ("", []),
    "no frame": ("12:00 [info] started in [2, 3, 4] ms", []),
    "alone": (HEARTBEAT, [CALL]),
    "spaces": (' [ 2 ,"1" , "Heartbeat",{ } ] ', [CALL]),
    "in a log": (f"2024-05-01 [main] sent {HEARTBEAT} in 3 ms", [CALL]),
    "a member": (f'{{"frame": {HEARTBEAT}, "n": [2, 3]}}', [CALL]),
    "a list of frames": (f"[{HEARTBEAT},{frame(*RESULT)}]", [CALL, RESULT]),
    "two in a line": (f"{HEARTBEAT} -> {frame(*RESULT)}", [CALL, RESULT]),
    "after what looks like one": (f"[2, see below] {HEARTBEAT}", [CALL]),
    "quoted": (json.dumps({"message": f"CP_1: send {HEARTBEAT}"}), [CALL]),
    "quoted twice": (json.dumps({"log": json.dumps({"m": HEARTBEAT})}), [CALL]),
    "quoted with quotes": (json.dumps({"m": f'a "b" {HEARTBEAT} and {HEARTBEAT}'}), [CALL] * 2),
    "a list in a payload": (
        frame(3, "1", {"a": [2, "x", "y"]}),
        [[3, "1", {"a": [2, "x", "y"]}]],
    ),
    "number as id": ('[2,17,"Heartbeat",{}]', [[2, 17, "Heartbeat", {}]]),
    "result with a number": ("got [3, 17, {}]", [[3, 17, {}]]),
    "number as id, and too much": ("got [3, 17, {}, 5, 6]", [[3, 17, {}, 5, 6]]),
    "a list that begins as a result": ("got [3, 17, {}, 5, 6, 7]", []),
    "a list that begins as a call": ('got [2, 17, "ms", 5, 6]', []),
    "a list that ends early": ('got [2, "ms"]', []),
    "list of numbers": ("[2, 17, 4]", [[2, 17, 4]]),
    "numbers in a line": ("took [2, 17, 4] ms", []),
    "short, the whole line": ("[2]", [[2]]),
    "short, in a log": ("[2] started", []),
    "unknown type": ('[9,"1",{}]', [[9, "1", {}]]),
    "type as text": ('["2","1","Heartbeat",{}]', [["2", "1", "Heartbeat", {}]]),
    "other arrays": ('["a","b"]', []),
    "empty array": ("[]", []),
    "a thread": ("[12] started", []),
    "true is no 1": ("[true]", []),
}

BROKEN = {
    "cut off": (
        'x [2,"1","Heartbeat",{"a',
        "is no JSON: Unterminated string, at character 20 of it",
    ),
    "no comma": (
        '[2,"1" "Heartbeat"]',
        "is no JSON: Expecting ',' delimiter, at character 7 of it",
    ),
    "control character": (
        '[2,"a\x01","b"]',
        "is no JSON: Invalid control character at, at character 5 of it",
    ),
    "twice": ('[2,"1","Heartbeat",{"a":1,"a":2}]', 'has the member "a" twice in one object'),
    "deep twice": (
        '[2,"1","Heartbeat",{"x":{"a":1,"a":2}}]',
        'has the member "a" twice in one object',
    ),
    "NaN": ('[2,"1","Heartbeat",{"a":NaN}]', "has NaN, which is no JSON"),
    "Infinity": ('[2,"1","Heartbeat",{"a":[-Infinity]}]', "has -Infinity, which is no JSON"),
    "digits": (
        '[2,"1","Heartbeat",{"a":' + "9" * 5000 + "}]",
        "has a number with too many digits",
    ),
    "depth": ('[2,"1",' + "[" * 100_000, "is nested too deeply"),
}


@pytest.mark.parametrize("name", LINES)
def test_frames_in_a_line(name: str) -> None:
    line, expected = LINES[name]
    found = [one for one in frames(line) if not one.doubtful]
    assert [one.value for one in found] == expected
    assert all(not one.fault for one in found)


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read(name: str) -> None:
    """It is told once, and what follows in the line is found all the same."""
    line, reason = BROKEN[name]
    (found,) = frames(line)
    assert found.fault == reason
    if name not in ("cut off", "depth"):
        after = list(frames(f"{line} {HEARTBEAT}"))
        assert CALL in [one.value for one in after]
        assert reason in [one.fault for one in after]


def test_places() -> None:
    """Start and end cut the frame out, so that the text around it can be read."""
    line = f"one {HEARTBEAT} two {HEARTBEAT} three"
    cuts = [line[one.start : one.end] for one in frames(line)]
    assert cuts == [HEARTBEAT, HEARTBEAT]


HOSTILE = {
    "brackets": "[",
    "spaces": "[ ",
    "opened": "[2,",
    "opened texts": '[2,"',
    "closed texts": '[2,"a",',
    "wrong": "[2,x",
    "closed wrongly": '[2,"a"}',
    "no frames": "[2, 3] ",
    "frames": HEARTBEAT,
    "quoted": '[2,\\"',
    "backslashes": '\\"[2,\\"',
    "backslashes alone": "\\",
    "quotes": '"',
    "objects": '{"a":',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_with_the_line_and_no_faster(name: str) -> None:
    """Four times the text takes about four times as long, not sixteen times."""

    def seconds(size: int) -> float:
        line = HOSTILE[name] * (size // len(HOSTILE[name]))
        start = time.process_time()
        for _ in frames(line):
            pass
        return time.process_time() - start

    small = min(seconds(250_000) for _ in range(3))
    assert min(seconds(1_000_000) for _ in range(3)) < 8 * small + 0.1
