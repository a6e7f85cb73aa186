"""Packages that share a runtime: one class for each thing, and the wire of each version."""

from __future__ import annotations

import json
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from ocppgen.rendering.formatting import black
from tests.frames import later_rows, rows

if TYPE_CHECKING:
    from types import ModuleType

OWN = {"v16": "ocpp16", "v201": "ocpp201", "v21": "ocpp21"}
SERVERS = {"v16": "central_system", "v201": "csms", "v21": "csms"}
CLIENTS = {"v16": "charge_point", "v201": "charging_station", "v21": "charging_station"}
FOLDERS = {"v16": "core", "v201": "data", "v21": "data"}
MISSPELT = {
    "FormationViolation": "FormatViolation",
    "OccurenceConstraint": "OccurrenceConstraint",
}
SUFFIXES = {"v16": "Confirmation", "v201": "Response", "v21": "Response"}

ENDS = [(name, ends[name]) for name in OWN for ends in (SERVERS, CLIENTS)]
TEXTS = {
    *(row.given for row in later_rows.TABLE),
    *(row.given(role) for row in rows.TABLE for role in rows.OWN),
}
PAYLOADS = {"Reset": {"type": "Immediate"}, "Authorize": {"idTag": 7}}
ACTIONS = ("Authorize", "BootNotification", "GetVariables", "Heartbeat", "Reset")


class Handler:
    """Serves DataTransfer, refuses two actions, and lacks the others."""

    def __init__(self, package: str, name: str, errors: Any) -> None:
        self._messages = import_module(f"{package}.{FOLDERS[name]}")
        self._suffix = SUFFIXES[name]
        self._errors = errors

    def on_data_transfer(self, *_: object) -> Any:
        kind = getattr(self._messages, f"DataTransfer{self._suffix}")
        return kind(status="Accepted")

    def on_heartbeat(self, *_: object) -> Any:
        raise self._errors.CallRefused("FormationViolation", "no", {"a": 1})

    def on_reset(self, *_: object) -> Any:
        raise self._errors.CallRefused("MessageTypeNotSupported", "no")


def _end(package: str, name: str, role: str) -> Any:
    errors = import_module(f"{package}.errors")
    handler = Handler(package, name, errors)
    end: Any = import_module(f"{package}.{role}").Endpoint(handler, "CP-1")
    data = import_module(f"{package}.{FOLDERS[name]}")
    end.call(data.DataTransferRequest(vendor_id="v"), later_rows.OURS)
    return end


def _told(end: Any, text: str | bytes) -> list[tuple[str, Any]]:
    """Say what comes of a text: the kind of each event, and what stands in it.

    What a peer refused has the code that its version spells, or the one that it stands for.
    """
    found = []
    for event in end.receive(text):
        error = str(getattr(event, "error", ""))
        for spelled, meant in MISSPELT.items():
            error = error.replace(spelled, meant)
        found.append((type(event).__name__, getattr(event, "text", None) or error))
    return found


@pytest.mark.parametrize(("name", "role"), ENDS)
def test_the_wire_is_that_of_a_package_with_its_own_runtime(
    acme: ModuleType, name: str, role: str
) -> None:
    texts = [
        *TEXTS,
        *(json.dumps([2, "7", action, PAYLOADS.get(action, {})]) for action in ACTIONS),
    ]
    for text in texts:
        told = _told(_end(f"{acme.__name__}.{name}", name, role), text)
        assert told == _told(_end(OWN[name], name, role), text), text


def test_what_is_compared_has_every_outcome(acme: ModuleType) -> None:
    told = {
        kind
        for name, role in ENDS
        for text in TEXTS
        for kind, _ in _told(_end(f"{acme.__name__}.{name}", name, role), text)
    }
    assert told == {"Answered", "Failed", "Ignored", "Received", "ResultRefused", "Send"}


def test_there_is_one_class_of_each_thing(acme: ModuleType) -> None:
    def found(module: str, *names: str) -> list[tuple[object, ...]]:
        homes = [import_module(f"{acme.__name__}.{one}.{module}") for one in OWN]
        return [tuple(getattr(home, name) for home in homes) for name in names]

    every = found("errors", "CallRefused", "ErrorCode", "ValidationError", "Violation")
    every += found("events", "Answered", "Failed", "Ignored", "Send", "WireMessage")
    every += found("frames", "CallError", "Dialect", "FrameError", "parse")
    every += found("schema", "Array", "Member")
    for one in every:
        assert one[0] is one[1] is one[2]


def test_a_refusal_is_spelled_as_its_version_spells_it(acme: ModuleType) -> None:
    errors = import_module(f"{acme.__name__}.runtime.errors")
    frames = import_module(f"{acme.__name__}.runtime.frames")
    spelled = {}
    for name in OWN:
        public = import_module(f"{acme.__name__}.{name}.frames")
        dialect = getattr(public, {"v16": "OCPP16", "v201": "OCPP201", "v21": "OCPP21"}[name])
        reply = frames.refusal("1", [errors.Violation("/x", "required", "x")], dialect)
        read = frames.parse(reply.to_json(), dialect)
        assert read.code is errors.ErrorCode.OCCURRENCE_CONSTRAINT_VIOLATION
        spelled[name] = json.loads(reply.to_json())[2]
    assert spelled == {
        "v16": "OccurenceConstraintViolation",
        "v201": "OccurrenceConstraintViolation",
        "v21": "OccurrenceConstraintViolation",
    }


def test_the_initiators_are_those_of_all(acme: ModuleType) -> None:
    assert [*import_module(f"{acme.__name__}.v201").Initiator] == [
        "central_system",
        "charge_point",
        "csms",
        "charging_station",
        "either",
    ]


OF_DIALECTS = (
    "calling",
    "caller",
    "dialects",
    "endpoint",
    "errors",
    "frames",
    "roles",
    "serving",
)


@pytest.mark.parametrize("name", OF_DIALECTS)
def test_the_runtime_is_rendered_as_black_lays_it_out(texts: dict[str, str], name: str) -> None:
    """So that a run leaves black aside for it, as it does for the packages."""
    text = texts[f"runtime/{name}.py"]
    assert black(text) == text
    prose = [line for line in text.split("\n") if line.lstrip().startswith('"""')]
    assert max(map(len, prose)) <= 88
