"""`validate --tolerate` counts what may pass apart; `ocppgen tolerance` says what would have to."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest

from ocpp16.tolerance import Tolerance
from tests.cli.commands import invoke

if TYPE_CHECKING:
    from pathlib import Path

LOG = """\
2024-05-01 11:58:02 CP-7 -> [2,"a1","StatusNotification",{"connectorId":1,"errorCode":"Error","status":"Available","x":1}]
2024-05-01 11:58:02 CP-7 <- [3,"a1",{}]
2024-05-01 11:58:03 CP-7 -> [2,"a2","StatusNotification",{"connectorId":"one","errorCode":"NoError","status":"Available","x":1}]
2024-05-01 11:58:03 CP-7 <- [3,"a2",{}]
2024-05-01 11:58:04 CP-7 -> [2,"a3","MeterValues",{"connectorId":1,"meterValue":[{"timestamp":"2024-05-01T11:58:04Z","sampledValue":[{"value":"1"},{"value":"50","unit":"Hz"}]}]}]
2024-05-01 11:58:04 CP-7 <- [3,"a3",{}]
2024-05-01 11:58:05 CP-7 -> [2,"a4","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":1,"timestamp":"2024-05-01T11:58:05Z"}]
2024-05-01 11:58:05 CP-7 <- [3,"a4",{"idTagInfo":{"status":"Accepted"}}]
"""


@pytest.fixture
def log(tmp_path: Path) -> str:
    """Write the capture."""
    place = tmp_path / "day.log"
    place.write_text(LOG)
    return str(place)


def suggested(log: str) -> str:
    """Return what `ocppgen tolerance` prints."""
    code, out, err = invoke("tolerance", log)
    assert (code, err) == (0, "")
    return out


def test_what_may_pass_is_counted_apart(log: str, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text('rules = ["additionalProperties", "StatusNotification.req enum"]')
    code, out, _ = invoke("validate", "--tolerate", str(rules), log)
    assert code == 1
    assert "tolerated: 3 in 2 messages: additionalProperties 2, enum 1" in out
    assert ":1 " not in out
    assert "/connectorId: must be an integer" in out
    assert "unknown member" not in out


def test_nothing_left_is_no_fault(log: str, tmp_path: Path) -> None:
    lines = LOG.splitlines(keepends=True)
    (tmp_path / "day.log").write_text("".join([*lines[:2], *lines[4:6]]))
    code, out, _ = invoke("validate", "--tolerate", "field", log)
    assert code == 0
    assert "none faulty" in out
    assert "tolerated: 3 in 2 messages" in out
    assert invoke("validate", log)[0] == 1


@pytest.mark.parametrize(("faults", "code"), [(1_000, 0), (1_001, 1)])
def test_what_is_broken_too_often_is_refused(faults: int, code: int, tmp_path: Path) -> None:
    """As an endpoint does: to mend it would take long, and much memory."""
    extra = dict.fromkeys((str(number) for number in range(faults)), 1)
    (tmp_path / "day.jsonl").write_text(json.dumps([2, "1", "Heartbeat", extra]))
    told = invoke("validate", "--tolerate", "field", str(tmp_path / "day.jsonl"))
    assert told.code == code
    assert ("tolerated: 1,000 in 1 message: additionalProperties 1,000" in told.out) == (
        not code
    )
    assert ("901 more" in told.out) == bool(code)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_json_has_the_counts(log: str, jobs: str) -> None:
    arguments = ("validate", "--format", "json", "--jobs", jobs, "--tolerate", "field", log)
    told = json.loads(invoke(*arguments)[1])
    assert told["summary"]["tolerated"] == 3
    rows = {(row["action"], row["kind"]): row for row in told["summary"]["messages"]}
    assert rows["StatusNotification", "request"]["tolerated"] == {
        "additionalProperties": 2,
        "enum": 1,
    }
    assert "tolerated" not in rows["StatusNotification", "response"]
    plain = json.loads(invoke("validate", "--format", "json", log)[1])
    assert "tolerated" not in plain["summary"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('rules = ["enumm"]', "can never match"),
        ("rules = 1", "rules must be a list of strings"),
        ("rules = [", "is not a tolerance"),
    ],
)
def test_what_is_no_tolerance(log: str, tmp_path: Path, text: str, words: str) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(text)
    code, out, err = invoke("validate", "--tolerate", str(rules), log)
    assert (code, out) == (2, "")
    assert err.startswith(f"{rules}: ")
    assert words in err
    assert err.count("\n") == 1


def test_a_file_that_is_not_there(log: str) -> None:
    code, _, err = invoke("validate", "--tolerate", "nowhere.toml", log)
    assert code == 2
    assert err.startswith("nowhere.toml: cannot be read")


def test_the_smallest_tolerance(log: str) -> None:
    text = suggested(log)
    assert tomllib.loads(text) == {
        "rules": [
            "MeterValues.req#/meterValue/*/sampledValue/*/unit enum",
            "StatusNotification.req#/errorCode enum",
            "StatusNotification.req#/x additionalProperties",
        ]
    }
    assert '# "StartTransaction.conf#/transactionId" = ' in text
    assert "# StatusNotification.req#/connectorId type: 1 time: must be an integer" in text
    assert 'additionalProperties",  # 2 times: unknown member "x"' in text
    Tolerance.from_toml(text)


def test_it_lets_the_capture_pass_but_for_what_it_says(log: str, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(
        suggested(log) + '[defaults]\n"StartTransaction.conf#/transactionId" = -1\n'
    )
    code, out, _ = invoke("validate", "--tolerate", str(rules), log)
    assert code == 1
    assert [line for line in out.splitlines() if line.startswith(log)] == [
        line for line in out.splitlines() if "/connectorId: must be an integer" in line
    ]
    assert "tolerated: 5 in 4 messages" in out


def test_a_clean_capture_needs_none(tmp_path: Path) -> None:
    place = tmp_path / "clean.log"
    place.write_text('CP-7 -> [2,"1","Heartbeat",{}]\n')
    assert tomllib.loads(suggested(str(place))) == {"rules": []}


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    name = 'a"]\\nrules = ["additionalProperties'
    payload = json.dumps({name: 1, "\u202e": 2, "a/b~c": 3})
    place = tmp_path / "hostile.log"
    place.write_text(f'CP-7 -> [2,"1","Heartbeat",{payload}]\n')
    rules = tomllib.loads(suggested(str(place)))["rules"]
    assert len(rules) == 3
    assert all(rule.startswith("Heartbeat.req#/") for rule in rules)
    Tolerance(*rules)


def test_a_file_that_holds_no_frame(tmp_path: Path) -> None:
    place = tmp_path / "empty.log"
    place.write_text("nothing\n")
    code, out, err = invoke("tolerance", str(place))
    assert (code, out) == (2, "")
    assert "holds no OCPP-J frame" in err


@pytest.mark.parametrize("edition", ["2.0.1", "2.1"])
def test_later_editions_have_none_of_their_own(log: str, edition: str) -> None:
    code, _, err = invoke("validate", "--edition", edition, "--tolerate", "field", log)
    assert code == 2
    assert err == "these schemas have no tolerance called field; name a file\n"
