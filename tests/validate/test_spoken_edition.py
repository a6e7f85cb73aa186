"""The version of OCPP is found in the capture, where nobody names one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen.validate.editions import spoken
from tests.cli.commands import invoke, one_line

if TYPE_CHECKING:
    from pathlib import Path

BOOT_16 = [2, "1", "BootNotification", {"chargePointVendor": "v", "chargePointModel": "m"}]
STATION = {"model": "m", "vendorName": "v"}
BOOT_2X = [2, "1", "BootNotification", {"reason": "PowerUp", "chargingStation": STATION}]
HEARTBEAT: list[Any] = [2, "2", "Heartbeat", {}]
GET_VARIABLES: list[Any] = [2, "3", "GetVariables", {}]
START: list[Any] = [2, "4", "StartTransaction", {}]
BATTERIES: list[Any] = [2, "5", "BatterySwap", {}]
STREAM: list[Any] = [6, "6", "NotifyPeriodicEventStream", {}]
REFUSED = [5, "1", "FormatViolation", "", {}]
METER_16 = {"connectorId": 1, "meterValue": []}
METER_21 = {"evseId": 1, "meterValue": []}


def lines(*frames: list[Any]) -> str:
    """Write frames as a log has them."""
    return "".join(f"12:00:00 CS-1 > {json.dumps(frame)}\n" for frame in frames)


@pytest.mark.parametrize(
    ("text", "version", "why"),
    [
        (lines(BOOT_2X), "2.0.1", "line 1 has BootNotification"),
        (lines(HEARTBEAT, BOOT_2X, BATTERIES), "2.1", "line 3 has BatterySwap"),
        (lines(BOOT_2X, STREAM), "2.1", "line 2 has a SEND, NotifyPeriodicEventStream"),
        (lines(HEARTBEAT, REFUSED), "2.1", "line 2 has a CALLRESULTERROR"),
        (lines(HEARTBEAT, GET_VARIABLES), "2.0.1", "line 2 has GetVariables"),
        (lines([2, "1", "MeterValues", METER_21]), "2.0.1", "line 1 has MeterValues"),
        ("Sec-WebSocket-Protocol: ocpp2.0.1\n", "2.0.1", "line 1 says ocpp2.0.1"),
        ("offered: ocpp2.1, ocpp1.6\nopened as ocpp2.1\n", "2.1", "line 2 says ocpp2.1"),
        (json.dumps({"raw": json.dumps(BOOT_2X)}), "2.0.1", "line 1 has BootNotification"),
        (
            f'1,"{json.dumps(BOOT_2X)}"'.replace('"', '""'),
            "2.0.1",
            "line 1 has BootNotification",
        ),
        ('{"messageTypeId": 2, "action": "GetReport"}', "2.0.1", "line 1 has GetReport"),
        (json.dumps(BOOT_2X, indent=1), "2.0.1", "line 1 has BootNotification"),
    ],
)
def test_what_shows_it(text: str, version: str, why: str) -> None:
    assert spoken(text) == (version, why)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing",
        lines(HEARTBEAT),
        lines(BOOT_16),
        lines([2, "1", "MeterValues", METER_16]),
        lines([2, "1", "BootNotification", {"neither": 1}]),
        lines(BOOT_2X, START),
        lines(START, GET_VARIABLES),
        lines(BATTERIES, BOOT_16),
        lines([2, "1", "GetVariable", {}]),
        lines([6, "1", "Heartbeat", {}]),
        lines([5, "1", "Nope", "", {}]),
        "Sec-WebSocket-Protocol: ocpp1.6\n" + lines(BOOT_2X),
        "opened as ocpp2.0.1\nopened as ocpp2.1\n",
        "offered: ocpp2.0.1, ocpp1.6\n",
        "ocpp2.0.17 ocpp2.0\n",
        lines([2, "1", "DataTransfer", {"vendorId": "ocpp2.0.1"}]),
        '[2,"1","BootNotification",' + "[" * 100_000,
    ],
)
def test_in_doubt_it_is_the_usual_one(text: str) -> None:
    assert spoken(text) is None


@pytest.fixture
def captures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write captures of two versions."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "new.log").write_text(lines(BOOT_2X))
    (tmp_path / "old.log").write_text(lines(BOOT_16))
    (tmp_path / "both.log").write_text(lines(BOOT_16, GET_VARIABLES))
    return tmp_path


NOTE = "note: new.log is judged as OCPP 2.0.1: line 1 has BootNotification\n"


def test_each_file_by_its_own(captures: Path) -> None:
    answer = invoke("validate", "new.log", "old.log")
    assert answer.code == 0
    assert NOTE in answer.out
    assert "old.log" not in answer.out
    assert answer.out.endswith("2 messages in 2 files, none faulty\n")
    told = json.loads(invoke("validate", "--format", "json", "new.log", "old.log").out)
    assert [one.get("edition") for one in told["files"]] == ["2.0.1", None]
    assert captures.is_dir()


def test_a_flag_goes_before_what_is_found(captures: Path) -> None:
    answer = invoke("validate", "--edition", "1.6", "new.log")
    assert answer.code == 1
    assert "judged as" not in answer.out
    assert captures.is_dir()


def test_settings_go_before_what_is_found(captures: Path) -> None:
    (captures / "ocppgen.toml").write_text('edition = "1.6"')
    assert invoke("validate", "new.log").code == 1


def test_of_several_packages_the_one_that_is_spoken(captures: Path) -> None:
    tables = '[[package]]\nname = "a"\n[[package]]\nname = "b"\nedition = "2.0.1"\n'
    (captures / "ocppgen.toml").write_text(tables)
    answer = invoke("validate", "new.log", "old.log")
    assert answer.code == 0
    assert NOTE in answer.out


def test_rules_are_for_the_usual_one(captures: Path) -> None:
    answer = invoke("validate", "--sequences", "old.log", "new.log")
    assert answer.code == 2
    assert answer.err == (
        "new.log: speaks OCPP 2.0.1 (line 1 has BootNotification), and the rules are those of"
        " OCPP 1.6; do without --sequences, or say --edition\n"
    )
    assert "1 message" in answer.out
    assert captures.is_dir()


def test_standard_input(captures: Path) -> None:
    del captures
    assert "holds no OCPP-J frame" in one_line(invoke("validate", "-"))
