"""What endpoints log: a line for each refusal, and all traffic without its secrets."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any

import pytest

from ocpp16 import CallRefused, ErrorCode, central_system, charge_point
from ocpp16.core import ChangeConfigurationRequest, ResetRequest, ResetType
from tests.cli.commands import invoke
from tests.endpoints.ends import Everything, async_endpoint, endpoint, only, served, text
from tests.endpoints.running import STATION, SYSTEM, run, say_reset

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TRAFFIC = "ocpp16.traffic"


def _refuse(_: str) -> Any:
    raise CallRefused(ErrorCode.SECURITY_ERROR, "not\nnow")


REFUSALS = [
    (
        [2, "7", "Heartbeat", {"x": 1, "y": None}],
        'CP-1: refused Heartbeat "7": FormationViolation: /x: ',
    ),
    ([2, "7", "Heartbeat", []], 'refused Heartbeat "7": FormationViolation: the payload must'),
    ([2, "7", "Heartbeat"], 'refused Heartbeat "7": FormationViolation: a CALL has 4 elements'),
    ([2, "7"], 'CP-1: refused a CALL "7": FormationViolation: a CALL has 4 elements, not 2'),
    ([2, "7", "Bo\not", {}], 'CP-1: refused Bo\\not "7": NotImplemented: there is no action'),
    ([2, "7", "Reset", {}], '"7": NotSupported: a central system does not serve Reset'),
    (
        [2, 7, "Heartbeat", {}],
        "CP-1: ignored: is a CALL whose message id must be a string, not 7",
    ),
    ([3, 7, {}], "CP-1: ignored: is a CALLRESULT whose message id must be a string, not 7"),
    ([2], "CP-1: ignored: is a CALL without a message id"),
]


@pytest.mark.parametrize(("said", "line"), REFUSALS)
def test_a_refusal_is_one_line(
    said: list[Any], line: str, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint(SYSTEM).receive(json.dumps(said))
    (record,) = caplog.records
    assert (record.name, record.levelname) == ("ocpp16.endpoint", "WARNING")
    assert line in record.getMessage()
    assert record.getMessage().isprintable()


def test_what_is_logged_of_many_violations_is_bounded(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Ten of them, and 255 characters of each: a list of allowed values may be longer."""
    sample = {"value": "1", "measurand": "x" * 1000}
    value = {"timestamp": "2024-05-01T10:00:00Z", "sampledValue": [sample] * 50}
    said = [2, "7", "MeterValues", {"connectorId": 1, "meterValue": [value]}]
    endpoint(SYSTEM).receive(json.dumps(said))
    (record,) = caplog.records
    listed = record.getMessage().split("; ")
    assert len(listed) == 10
    assert all(len(one) <= 255 for one in listed[1:])


def test_an_action_of_ours_is_logged_on_one_line(caplog: pytest.LogCaptureFixture) -> None:
    """`call_raw` sends any: what becomes of it is said without its line breaks."""

    async def main() -> None:
        end = async_endpoint(SYSTEM)
        async with served(end) as wire:
            call = asyncio.create_task(end.call_raw("Odd\n" + "x" * 1000, {}, id="1"))
            await wire.said()
            call.cancel()
            await asyncio.sleep(0)
            wire.say(3, "1", {})
            await asyncio.sleep(1)

    with caplog.at_level(logging.INFO, "ocpp16.endpoint"):
        run(main())
    (record,) = caplog.records
    assert record.getMessage().startswith("CP-1: ignored: the answer to Odd\\n")
    assert record.getMessage().isprintable()
    assert len(record.getMessage()) < 300


@pytest.mark.parametrize("handler", [Everything(_refuse), central_system.CentralSystemStub()])
def test_a_refusal_of_the_handler_is_one_line(
    handler: object, caplog: pytest.LogCaptureFixture
) -> None:
    code = json.loads(only(endpoint(SYSTEM, handler).receive(text("7", "Heartbeat"))).text)[2]
    (record,) = caplog.records
    words = {"SecurityError": "not\\nnow", "NotSupported": "Heartbeat is not supported"}[code]
    assert record.getMessage() == f'CP-1: refused Heartbeat "7": {code}: {words}'


def test_a_refusal_lists_ten_violations(caplog: pytest.LogCaptureFixture) -> None:
    payload = {f"m{number:02}": number for number in range(30)}
    endpoint(SYSTEM).receive(json.dumps([2, "7", "Heartbeat", payload]))
    line = caplog.records[0].getMessage()
    assert [one for one in payload if f"/{one}: " in line] == [*payload][:10]


def test_who_connects_cannot_forge_a_line(caplog: pytest.LogCaptureFixture) -> None:
    name = "CP-1\nCP-2: all is well" + "x" * 1000
    central_system.Endpoint(central_system.CentralSystemStub(), name).receive("?")
    line = caplog.records[0].getMessage()
    assert line.startswith("CP-1\\nCP-2: all is well")
    assert len(line) < 200


@pytest.mark.parametrize(("length", "shown"), [(60, "x" * 60), (61, "x" * 57 + "...")])
def test_a_name_of_60_characters_is_whole(
    length: int, shown: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A longer one is cut, and that is shown."""
    central_system.Endpoint(central_system.CentralSystemStub(), "x" * length).receive("?")
    assert caplog.records[0].getMessage().startswith(f"{shown}: ignored: ")


def test_a_charge_point_may_have_a_name(caplog: pytest.LogCaptureFixture) -> None:
    stub = charge_point.ChargePointStub()
    charge_point.Endpoint(stub).receive("?")
    named = charge_point.Endpoint(stub, "CP-7")
    named.receive("?")
    lines = [record.getMessage().split(":")[0] for record in caplog.records]
    assert lines == ["central system", "CP-7"]
    assert named.charge_point_id == "CP-7"


def test_traffic_is_logged_when_it_is_wanted(caplog: pytest.LogCaptureFixture) -> None:
    end = endpoint(SYSTEM)
    beat = text("7", "Heartbeat")
    end.receive(beat)
    assert not caplog.records
    caplog.set_level(logging.DEBUG, TRAFFIC)
    answer = only(end.receive(beat)).text
    call = end.call(ResetRequest(type_=ResetType.SOFT), "1")
    end.receive(b'[3,"1",{"status":"Accepted"}]')
    end.receive('["\n"')
    end.receive(b"\xff\x00?")
    assert [one.getMessage() for one in caplog.records if one.name == TRAFFIC] == [
        f"CP-1 -> {beat}",
        f"CP-1 <- {answer}",
        f"CP-1 <- {call}",
        'CP-1 -> [3,"1",{"status":"Accepted"}]',
        'CP-1 -> [" "',
        "CP-1 -> \\xff\\x00?",
    ]


def test_traffic_of_a_charge_point(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, TRAFFIC)
    end = endpoint(STATION)
    end.receive(text("7", "ClearCache"))
    lines = [one.getMessage() for one in caplog.records]
    assert [line[:15] for line in lines] == ["station <- [2, ", 'station -> [3,"']


def test_traffic_in_asyncio(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        async with served(async_endpoint(STATION)) as wire:
            say_reset(wire, "1")
            await wire.said()
            wire.coming.put_nowait("?")
            say_reset(wire, "2")
            await wire.said()

    caplog.set_level(logging.DEBUG, TRAFFIC)
    run(main())
    lines = [one.getMessage()[:12] for one in caplog.records if one.name == TRAFFIC]
    there, back = "station <- [", "station -> ["
    assert lines == [there, back, "station <- ?", there, back]


HIDDEN = "c0ffee"


def _configuration(key: str) -> str:
    request = ChangeConfigurationRequest(key=key, value=HIDDEN)
    return f'[2,"1","ChangeConfiguration",{request.to_json()}]'


@pytest.mark.parametrize(
    "said",
    [
        _configuration("AuthorizationKey"),
        _configuration("authorizationKEY"),
        _configuration("AuthorizationKey").replace("K", "\\u004b"),
        '[2,"1","ChangeConfiguration",{"value":"c0ffee","key":"AuthorizationKey"}]',
        '[3,"1",{"configurationKey":[{"key":"AuthorizationKey","readonly":false,"value":"c0ffee"}]}]',
        _configuration("AuthorizationKey")[:-1],
        _configuration("AuthorizationKey").replace("K", "\\u004b")[:-1],
        '[2,"1","GetDiagnostics",{"location":"ftp://user:c0ffee@files.example"}]',
        '[2,"1","GetDiagnostics",{"location":"ftp://user:c0f/fee@c0ffee@files.example"}]',
        '[2,"1","GetDiagnostics",{"location":"ftp:\\/\\/user:c0ffee\\u0040files.example"}]',
        '[2,"1","GetDiagnostics",{"location":"ftp:\\/\\/user:c0ffee\\u0040files.example"',
        "[" * 100_000 + '"\\ftp://user:c0ffee@files.example',
        "[" * 600 + '"ftp:\\/\\/user:c0ffee\\u0040files.example"' + "]" * 600,
    ],
    ids=lambda said: said[:60],
)
@pytest.mark.parametrize("coded", [str, str.encode])
def test_secrets_are_masked(
    said: str, coded: Callable[[str], str | bytes], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, TRAFFIC)
    endpoint(STATION, charge_point.ChargePointStub()).receive(coded(said))
    line = next(one.getMessage() for one in caplog.records if one.name == TRAFFIC)
    assert HIDDEN not in line
    assert "***" in line


@pytest.mark.parametrize(
    "said",
    [
        '[2,"1","DataTransfer",{"vendorId":"a@b","data":"http://files.example/x y@z"}]',
        _configuration("HeartbeatInterval"),
        '[2,"1","DataTransfer",{"vendorId":"\\u20ac","data":"\\\\"}]',
    ],
)
def test_nothing_else_is_masked(said: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, TRAFFIC)
    endpoint(STATION).receive(said)
    assert caplog.records[0].getMessage() == f"station <- {said}"


def test_validate_reads_the_traffic(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    """The arrows tell who sent what, and the name whose connection it is."""
    caplog.set_level(logging.DEBUG, TRAFFIC)
    end = endpoint(SYSTEM)
    end.receive(text("7", "Heartbeat"))
    end.call(ResetRequest(type_=ResetType.SOFT), "1")
    end.receive('[3,"1",{"status":"Perhaps"}]')
    lines = [f"2024-05-01 12:00:00 {one.getMessage()}" for one in caplog.records]
    capture = tmp_path / "traffic.log"
    capture.write_text("\n".join(lines))
    said = invoke("validate", "--format", "json", str(capture)).out
    (violation,) = json.loads(said)["violations"]
    assert (violation["line"], violation["pointer"]) == (4, "/status")
    assert "CP-1" in violation.values()
