"""Handlers have a method for each request that their role receives; stubs refuse each."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import re
from typing import Any, get_type_hints

import pytest

from ocpp16 import FEATURES, PROFILES, CallRefused, ErrorCode
from ocpp16.core import CentralSystemStub, HeartbeatConfirmation, HeartbeatRequest
from tests.behaviour.firmware import NOON

ROLES = {
    "central_system": ("CentralSystem", ("charge_point", "either")),
    "charge_point": ("ChargePoint", ("central_system", "either")),
}
KINDS = [
    (prefix, kind, role)
    for prefix in ("", "Async")
    for kind in ("Handler", "Stub")
    for role in ROLES
]
SUBPACKAGES = {
    name: profile.features[0].request_type.__module__.rpartition(".")[0]
    for name, profile in PROFILES.items()
}


def method(feature: str) -> str:
    """Name the method that answers a feature."""
    return "on_" + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", feature).lower()


def methods(handler: type) -> set[str]:
    """Name the methods that a handler has."""
    return {name for name in dir(handler) if name.startswith("on_")}


def received(role: str, profile: str | None = None) -> dict[str, Any]:
    """List what a role receives, by its method."""
    senders = ROLES[role][1]
    return {
        method(feature.name): feature
        for feature in FEATURES.values()
        if feature.initiator in senders and profile in (None, feature.profile)
    }


@pytest.mark.parametrize(("prefix", "kind", "role"), KINDS)
def test_a_role_over_all_profiles(prefix: str, kind: str, role: str) -> None:
    module = importlib.import_module(f"ocpp16.{role}")
    handler = getattr(module, prefix + ROLES[role][0] + kind)
    assert methods(handler) == {*received(role)}
    assert getattr(handler, "_is_protocol", False) is (kind == "Handler")


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(("prefix", "kind", "role"), KINDS)
def test_a_role_in_a_profile(prefix: str, kind: str, role: str, profile: str) -> None:
    """The handler is there exactly where the role receives something of the profile."""
    package = importlib.import_module(SUBPACKAGES[profile])
    name, expected = prefix + ROLES[role][0] + kind, received(role, profile)
    assert (name in package.__all__) is bool(expected)
    if not expected:
        assert not hasattr(package, name)
        return
    handler = getattr(package, name)
    assert methods(handler) == {*expected}
    for each, feature in expected.items():
        function = getattr(handler, each)
        assert inspect.iscoroutinefunction(function) is (prefix == "Async")
        parameters = [*inspect.signature(function).parameters]
        central = ["self", "charge_point_id", "request"]
        assert parameters == (central if role == "central_system" else ["self", "request"])
        names = vars(importlib.import_module(feature.request_type.__module__))
        hints = get_type_hints(function, globalns=names)
        assert hints["request"] is feature.request_type
        assert hints["return"] is feature.response_type


@pytest.mark.parametrize("role", ROLES)
def test_a_stub_refuses_everything(role: str) -> None:
    module = importlib.import_module(f"ocpp16.{role}")
    for prefix in ("", "Async"):
        stub: Any = getattr(module, f"{prefix}{ROLES[role][0]}Stub")()
        for name, feature in received(role).items():
            fields = [member.name for member in feature.request_type.members.values()]
            arguments: list[Any] = [feature.request_type(**dict.fromkeys(fields))]
            if role == "central_system":
                arguments.insert(0, "CP-1")
            with pytest.raises(CallRefused, match=feature.name) as caught:
                _called(getattr(stub, name), *arguments)
            assert caught.value.code == ErrorCode.NOT_SUPPORTED


def _called(function: Any, *arguments: Any) -> Any:
    result = function(*arguments)
    return asyncio.run(result) if inspect.iscoroutine(result) else result


def test_a_stub_is_overridden_where_something_is_served() -> None:
    class Central(CentralSystemStub):
        """Serves one feature."""

        def on_heartbeat(
            self, charge_point_id: str, request: HeartbeatRequest
        ) -> HeartbeatConfirmation:
            assert (charge_point_id, request) == ("CP-1", HeartbeatRequest())
            return HeartbeatConfirmation(current_time=NOON)

    answer = Central().on_heartbeat("CP-1", HeartbeatRequest())
    assert answer.to_json() == '{"currentTime":"2024-05-01T12:00:00Z"}'
    assert methods(Central) == methods(CentralSystemStub)
