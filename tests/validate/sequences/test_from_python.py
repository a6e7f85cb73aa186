"""Conversations and messages are judged from Python."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

import ocppgen
from ocpp16 import core
from ocppgen.errors import GeneratorError
from ocppgen.validate.sequences.from_python import Line
from ocppgen.validate.sequences.ways import FROM_CENTRAL_SYSTEM, FROM_CHARGE_POINT

if TYPE_CHECKING:
    from collections.abc import Iterable

IDLE = '[2,"1","FirmwareStatusNotification",{"status":"Idle"}]'
BOOT = '[2,"b","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]'
NOON = datetime(2024, 5, 14, 12, tzinfo=UTC)
OURS = [
    (NOON, "CP-1", "to central system", BOOT),
    (NOON + timedelta(seconds=1), "CP-1", "to charge point", '[3,"b",{"status":"Accepted"}]'),
    (NOON + timedelta(seconds=2), "CP-1", "to central system", IDLE),
]


def rules(lines: Iterable[tuple[Any, str, str, str]]) -> list[tuple[str, int]]:
    """Judge, and say which rules are broken where."""
    return [(one.rule, one.line) for one in ocppgen.validate(lines)]


def test_findings_come_as_an_iterator() -> None:
    found = ocppgen.validate(OURS, file="day")
    (one,) = found
    assert (one.rule, one.line, one.file) == ("FW-4.5-idle-not-triggered", 3, "day")
    assert list(found) == []


@pytest.mark.parametrize(
    "shown",
    [
        lambda time: time,
        lambda time: time.astimezone(timezone(timedelta(hours=2))),
        lambda time: time.timestamp(),
        lambda time: time.isoformat(),
        lambda time: time.strftime("%H:%M:%S"),
        lambda time: time.strftime("%b %d %H:%M:%S"),
        lambda time: time.strftime("%d.%m.%Y %H:%M:%S"),
        lambda time: time.strftime("%m/%d/%Y %I:%M:%S %p"),
        lambda time: time.strftime("%d/%b/%Y:%H:%M:%S +0000"),
        lambda time: str(int(time.timestamp() * 1000)),
        lambda time: None if time else time,
    ],
)
def test_times_may_be_written_in_many_ways(shown: object) -> None:
    assert callable(shown)
    lines = [(shown(time), *rest) for time, *rest in OURS]
    assert rules(lines) == [("FW-4.5-idle-not-triggered", 3)]


def test_sent_and_received_are_learned() -> None:
    words = {"to central system": "received", "to charge point": "sent"}
    lines = [(time, name, words[way], text) for time, name, way, text in OURS]
    assert rules([*lines, (NOON, "CP-1", "received", '[4,"1","X","",{}]')])[1:] == [
        ("J-4.2.3-answer-to-own-call", 4)
    ]


def test_what_is_no_frame_is_a_line() -> None:
    lines = [*OURS[:2], (NOON, "CP-1", "", "lost the connection"), OURS[2]]
    assert rules(lines) == [("FW-4.5-idle-not-triggered", 4)]


def test_a_line_may_have_a_number_of_its_own() -> None:
    lines = [Line(*one, line=10 * number) for number, one in enumerate(OURS, 1)]
    assert [one.line for one in ocppgen.validate(lines)] == [30]


def test_rules_and_times_are_chosen() -> None:
    assert list(ocppgen.validate(OURS, ignore=["firmware"])) == []
    assert list(ocppgen.validate(OURS, rules=["rpc", "tier:3"])) == []
    late = [*OURS, (NOON + timedelta(seconds=30), "CP-1", "to central system", BOOT)]
    late[-1] = (late[-1][0], "CP-1", "to central system", '[2,"h","Heartbeat",{}]')
    found = ocppgen.validate(late, parameters={"patience": 10}, rules=["status"])
    assert [(one.rule, one.line) for one in found] == [("STA-4.9-report-after-boot", 2)]


def test_stations_do_not_know_of_each_other() -> None:
    other = [(time, "CP-2", way, text) for time, _, way, text in OURS]
    both = [one for pair in zip(OURS, other, strict=True) for one in pair]
    assert [one.connection for one in ocppgen.validate(both)] == ["CP-1", "CP-2"]


def test_what_cannot_be_judged_is_refused() -> None:
    with pytest.raises(ValueError, match="'up' is no direction"):
        list(ocppgen.validate([(None, "CP-1", "up", IDLE)]))
    with pytest.raises(GeneratorError, match="no rule or area"):
        ocppgen.validate(OURS, rules=["fashion"])


def test_a_message_is_judged_alone() -> None:
    message = core.StatusNotificationRequest(
        connector_id=0,
        error_code=core.ChargePointErrorCode.NO_ERROR,
        status=core.ChargePointStatus.CHARGING,
    )
    (one,) = ocppgen.spec_violations(message)
    assert (one.rule, one.severity) == ("STA-4.9-connector-zero", "error")
    assert one.message == "connector 0 is said to be Charging"
    message.connector_id = 1
    assert ocppgen.spec_violations(message) == []
    assert ocppgen.spec_violations(core.StatusNotificationConfirmation()) == []
    with pytest.raises(TypeError, match="dict is no class"):
        ocppgen.spec_violations({"connectorId": 0})


def test_who_sends_what_is_what_the_catalog_says() -> None:
    catalog = ocppgen.load_project().catalog
    sent = {
        "charge_point": FROM_CHARGE_POINT,
        "central_system": FROM_CENTRAL_SYSTEM,
        "either": frozenset({"DataTransfer"}),
    }
    for initiator, actions in sent.items():
        every = {one.name for one in catalog.features if str(one.initiator) == initiator}
        assert every == actions
