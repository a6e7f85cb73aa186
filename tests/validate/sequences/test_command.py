"""What ``validate --sequences`` and ``rules`` say on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen.validate.sequences.rules import load_rules
from tests.cli.commands import invoke
from tests.validate.tools import command

if TYPE_CHECKING:
    from pathlib import Path

LOG = """\
2024-05-14T08:00:00Z CP-1 -> [2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]
2024-05-14T08:00:01Z CP-1 <- [3,"1",{"status":"Accepted","currentTime":"2024-05-14T08:00:01Z","interval":300}]
2024-05-14T08:00:02Z CP-1 -> [2,"2","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Finishing"}]
2024-05-14T08:00:02Z CP-1 <- [3,"2",{}]
2024-05-14T08:00:03Z CP-1 -> [2,"3","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Charging"}]
2024-05-14T08:00:04Z CP-1 <- [3,"3",{}]
2024-05-14T08:05:30Z CP-1 -> [2,"4","FirmwareStatusNotification",{"status":"Idle"}]
2024-05-14T08:05:31Z CP-1 <- [3,"4",{}]
"""
NOTE, WARNING, ERROR = (
    "STA-4.9-report-every-connector",
    "STA-4.9-transition",
    "FW-4.5-idle-not-triggered",
)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a capture with a finding of each severity."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "day.log"
    path.write_text(LOG)
    return path


def findings(*arguments: object) -> list[dict[str, Any]]:
    """Judge as JSON."""
    told = json.loads(command("--sequences", "--format", "json", *arguments).out)
    return [dict(one) for one in told["findings"]]


def test_without_it_nothing_is_told(log: Path) -> None:
    answer = command(log)
    assert answer.code == 0
    assert "rule" not in answer.out
    assert "findings" not in json.loads(command("--format", "json", log).out)


def test_a_finding_is_told_in_a_line(log: Path) -> None:
    lines = command("--sequences", log.name).out.splitlines()
    assert (
        "day.log:5 StatusNotification: connector 1 goes from Finishing to Charging;"
        " was a short status left out? (warning, STA-4.9-transition; see line 3)"
        " [2024-05-14T08:00:03Z, CP-1, to central system]"
    ) in lines
    assert lines[-2] == "143 rules over conversations: 3 broken"


@pytest.mark.parametrize(
    ("level", "told"),
    [
        ("note", {NOTE, WARNING, ERROR}),
        ("warning", {WARNING, ERROR}),
        ("error", {ERROR}),
    ],
)
def test_the_level_says_what_is_told(log: Path, level: str, told: set[str]) -> None:
    assert {one["rule"] for one in findings("--level", level, log)} == told


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 1),
        (("--ignore", ERROR), 0),
        (("--ignore", ERROR, "--strict"), 1),
        (("--rules", NOTE, "--level", "note"), 0),
        (("--rules", "status, tier:3"), 0),
        (("--rules", "firmware"), 1),
    ],
)
def test_errors_decide_the_exit_code(log: Path, arguments: tuple[str, ...], code: int) -> None:
    assert command("--sequences", *arguments, log).code == code


def test_json_has_findings_rules_and_stations(log: Path) -> None:
    told = json.loads(command("--sequences", "--format", "json", log.name).out)
    (finding,) = [one for one in told["findings"] if one["rule"] == ERROR]
    assert finding == {
        "rule": ERROR,
        "severity": "error",
        "level": "error",
        "file": "day.log",
        "line": 7,
        "related": [],
        "connection": "CP-1",
        "direction": "to central system",
        "time": "2024-05-14T08:05:30Z",
        "action": "FirmwareStatusNotification",
        "id": "4",
        "message": "says Idle, and no trigger asked for it",
        "source": load_rules()[ERROR].source,
    }
    rules = {one["rule"]: one for one in told["sequences"]}
    assert rules.keys() == load_rules().keys()
    assert rules[ERROR] == {"rule": ERROR, "violated": 1, "satisfied": 0, "undecidable": {}}
    assert rules["FW-4.5-idle-while-busy"]["undecidable"] == {"earlier messages": 1}
    (station,) = told["stations"]
    assert station["findings"] == {NOTE: 1, WARNING: 1, ERROR: 1}
    del station["findings"]
    assert station == {
        "file": "day.log",
        "connection": "CP-1",
        "first": "2024-05-14T08:00:00Z",
        "last": "2024-05-14T08:05:31Z",
        "frames": 8,
        "faults": 0,
        "gaps": 0,
        "judged": True,
        "why": "",
    }


def test_json_lines_have_findings_between_the_frames(log: Path) -> None:
    lines = command("--sequences", "--format", "jsonl", "--all", log).out.splitlines()
    rules = [json.loads(line).get("rule") for line in lines]
    assert [rules.index(WARNING), rules.index(ERROR)] == [5, 8]


def test_settings_have_the_times(log: Path) -> None:
    settings = log.parent / "ocppgen.toml"
    settings.write_text("[validate.sequences]\npatience = 1000\n")
    rules = {one["rule"] for one in findings("--level", "note", log)}
    assert rules == {WARNING, ERROR}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "[validate.sequences]\npatience = 0",
            "/validate/sequences/patience: must be a number",
        ),
        ("[validate.sequences]\nhaste = 1", "/validate/sequences/haste: there is no such"),
        ("[validate]\nrules = 1", "/validate/rules: there is no such key; use sequences"),
        ("validate = 1", "/validate: must be a table"),
    ],
)
def test_settings_that_are_none_are_refused(log: Path, text: str, told: str) -> None:
    (log.parent / "ocppgen.toml").write_text(text)
    answer = command("--sequences", log)
    assert answer.code == 2
    assert told in answer.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("--level", "note"),
            "--level chooses among rules over conversations: say --sequences",
        ),
        (("--sequences", "--rules", "FW-5.19-ordr"), "did you mean FW-5.19-order"),
        (("--sequences", "--rules", ","), "names no rule"),
        (("--sequences", "--ignore", "tier:1,tier:2,tier:3"), "no rule is left"),
        (("--sequences", "--message", "Heartbeat.req"), "does not go with --message"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    log: Path, arguments: tuple[str, ...], told: str
) -> None:
    answer = command(*arguments, log)
    assert answer.code == 2
    assert told in answer.err


def test_a_finding_is_told_before_the_end(log: Path) -> None:
    """What is certain is told with the frame that made it so, not at the end of the file."""
    lines = command("--sequences", "--format", "jsonl", "--all", log).out.splitlines()
    assert "rule" in json.loads(lines[5])
    assert json.loads(lines[6])["line"] == 6


def test_a_station_keeps_its_name_though_answers_do_not_fit(log: Path) -> None:
    """Two calls have one id, so that each answer seems to be the other one's."""
    lines = [
        *LOG.splitlines()[:2],
        '2024-05-14T08:00:02Z CP-1 <- [2,"x","GetConfiguration",{"key":["K"]}]',
        '2024-05-14T08:00:20Z CP-1 <- [2,"x","GetLocalListVersion",{}]',
        '2024-05-14T08:00:21Z CP-1 -> [3,"x",{"listVersion":1}]',
        '2024-05-14T08:00:22Z CP-1 -> [3,"x",{"unknownKey":["K"]}]',
    ]
    log.write_text("\n".join(lines))
    told = [(one["rule"], one["line"], one["connection"]) for one in findings(log)]
    assert told == [("J-4.1.4-id-used-twice", 4, "CP-1")]


def test_newest_first_is_read_from_its_end(log: Path) -> None:
    log.write_text("".join(reversed(LOG.splitlines(keepends=True))))
    assert {one["rule"] for one in findings("--level", "note", log)} == {NOTE, WARNING, ERROR}


def test_a_clock_that_jumps_twice_is_not_judged(log: Path) -> None:
    log.write_text(LOG + LOG.replace("08:", "07:") + LOG.replace("08:", "06:"))
    answer = command("--sequences", "--rules", ERROR, log)
    assert answer.out.count("says Idle") == 2
    assert "note: CP-1 is not judged to its end: its lines are not in the order" in answer.out


def test_rules_are_listed_and_explained() -> None:
    listed = invoke("rules").out
    assert all(f"  {rule}  " in listed for rule in load_rules())
    page = invoke("rules", "fw-5.19-order").out
    assert page.startswith("FW-5.19-order: warning of tier 1, about firmware\n")
    assert "\nFires: " in page
    first, *_ = json.loads(invoke("rules", "--format", "json").out)
    assert set(first) == {*json.loads(invoke("rules", ERROR, "--format", "json").out)}


def test_a_rule_that_is_none_is_refused() -> None:
    answer = invoke("rules", "FW-5.19-odrer")
    assert answer.code == 2
    assert "did you mean FW-5.19-order" in answer.err
