"""Each feature goes to its method, in each direction in which it may be sent, and nowhere else."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ocpp16 import FEATURES, CallRefused, ErrorCode, Initiator
from ocpp16.events import Send
from tests.endpoints.ends import (
    MODULES,
    ROLES,
    STUBS,
    Everything,
    async_endpoint,
    endpoint,
    only,
    payload,
    received,
    request,
    response,
    served,
    text,
)

ROOT = Path(__file__).resolve().parents[2]
LEGAL = [(role, feature.name) for role in ROLES for feature in received(role)]
ROLES_IN_WORDS = {
    Initiator.CENTRAL_SYSTEM: "central system",
    Initiator.CHARGE_POINT: "charge point",
}
WRONG = [(role, action) for role in ROLES for action in FEATURES if (role, action) not in LEGAL]


def _arguments(role: Initiator, action: str) -> tuple[Any, ...]:
    who = ("CP-1",) if role is Initiator.CENTRAL_SYSTEM else ()
    return (*who, request(action))


def _method(action: str) -> str:
    return "on_" + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", action).lower()


def test_all_features_are_there() -> None:
    assert len(FEATURES) == 39
    assert len(LEGAL) == 39 + 1  # DataTransfer goes both ways
    assert {action for _, action in LEGAL} == {*FEATURES}


@pytest.mark.parametrize(("role", "action"), LEGAL)
def test_an_endpoint_serves_it(role: Initiator, action: str) -> None:
    handler = Everything()
    event = only(endpoint(role, handler).receive(text("7", action)))
    assert json.loads(event.text) == [3, "7", json.loads(response(action).to_json())]
    ((name, *arguments),) = handler.served
    assert name == _method(action)
    assert tuple(arguments) == _arguments(role, action)


@pytest.mark.parametrize("coroutines", [False, True])
@pytest.mark.parametrize("role", ROLES)
def test_an_asynchronous_endpoint_serves_it(role: Initiator, *, coroutines: bool) -> None:
    async def later(action: str) -> Any:
        await asyncio.sleep(0)
        return response(action)

    async def main() -> None:
        handler = Everything(later if coroutines else response)
        async with served(async_endpoint(role, handler)) as wire:
            for feature in received(role):
                action = feature.name
                wire.say(2, "7", action, payload(action, "request"))
                assert await wire.said() == [3, "7", json.loads(response(action).to_json())]
                assert handler.served[-1][1:] == _arguments(role, action)
        assert len(handler.served) == len(received(role))

    asyncio.run(main())


@pytest.mark.parametrize(("role", "action"), LEGAL)
def test_a_request_goes_to_its_method(role: Initiator, action: str) -> None:
    handler = Everything()
    arguments = _arguments(role, action)
    assert MODULES[role].answer(handler, *arguments) == response(action)
    assert handler.served == [(_method(action), *arguments)]


@pytest.mark.parametrize(("role", "action"), WRONG)
def test_what_the_role_does_not_receive_has_no_method(role: Initiator, action: str) -> None:
    """Neither the other role's requests, nor responses, nor what is no message."""
    who = ("CP-1",) if role is Initiator.CENTRAL_SYSTEM else ()
    for wrong in (request(action), response(action), {"location": "ftp://x"}, None):
        said = f"{type(wrong).__name__} is no request that a {ROLES_IN_WORDS[role]} receives"
        with pytest.raises(TypeError, match=said):
            MODULES[role].answer(Everything(), *who, wrong)


@pytest.mark.parametrize(("role", "action"), LEGAL)
def test_a_request_goes_to_its_coroutine(role: Initiator, action: str) -> None:
    async def later(asked: str) -> Any:
        await asyncio.sleep(0)
        return response(asked)

    arguments = _arguments(role, action)
    for answer in (response, later):
        answered = MODULES[role].answer_async(Everything(answer), *arguments)
        assert asyncio.run(answered) == response(action)


@pytest.mark.parametrize(("role", "action"), LEGAL)
def test_a_stub_does_not_support_it(role: Initiator, action: str) -> None:
    event = only(endpoint(role, STUBS[role]()).receive(text("7", action)))
    frame = json.loads(event.text)
    assert frame == [4, "7", "NotSupported", f"{action} is not supported", {}]
    with pytest.raises(CallRefused) as caught:
        MODULES[role].answer(STUBS[role](), *_arguments(role, action))
    assert caught.value.code is ErrorCode.NOT_SUPPORTED


@pytest.mark.parametrize(("role", "action"), WRONG)
def test_the_other_role_does_not_support_it(role: Initiator, action: str) -> None:
    """Whatever its payload: it is known, and not served (table 7)."""
    handler = Everything()
    for said in (text("7", action), json.dumps([2, "7", action, {"x": 1}])):
        event = only(endpoint(role, handler).receive(said))
        assert isinstance(event, Send)
        assert json.loads(event.text)[:3] == [4, "7", "NotSupported"]
    assert not handler.served


@pytest.mark.parametrize(("role", "action"), LEGAL)
def test_only_its_sender_sends_it(role: Initiator, action: str) -> None:
    """What a role receives it does not send, unless both may."""
    end = endpoint(role)
    if FEATURES[action].initiator is Initiator.EITHER:
        assert json.loads(end.call(request(action), "7")) == json.loads(text("7", action))
        return
    with pytest.raises(TypeError, match=f"does not send {action}"):
        end.call(request(action))
    assert end.pending is None
    sender = endpoint(ROLES[role is ROLES[0]])
    assert json.loads(sender.call(request(action), "7")) == json.loads(text("7", action))


@pytest.mark.parametrize("wrong", [None, {}, "Heartbeat", response("Heartbeat"), FEATURES])
def test_what_is_no_request_is_not_sent(wrong: Any) -> None:
    for role in ROLES:
        with pytest.raises(TypeError, match="no request of this package"):
            endpoint(role).call(wrong)


def test_a_profile_is_imported_when_it_is_used() -> None:
    code = """
import sys
from ocpp16 import charge_point
end = charge_point.Endpoint(charge_point.ChargePointStub())
end.receive('[2,"1","Unheard",{}]')
end.receive('[2,"1","Heartbeat",{}]')
def loaded():
    own = ("__init__", "handlers", "profile", "charge_point", "central_system")
    names = [name.split(".") for name in sys.modules if name.startswith("ocpp16.")]
    inner = [one[1:] for one in names if len(one) > 2 and one[1] != "runtime"]
    return sorted(".".join(one) for one in inner if one[1] not in own)
print(loaded())
end.receive('[2,"1","GetDiagnostics",{"location":"http://a/"}]')
print(loaded())
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "generated",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n['firmware.get_diagnostics']\n"
