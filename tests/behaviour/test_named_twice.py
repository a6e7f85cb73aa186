"""A member that is named twice is found wherever it is, in every message.

The package proves by the commas of a text that there is none; here the text of each example is
written anew with one member repeated, in each object that it has.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ocpp16 import FEATURES, ValidationError
from ocpp16.central_system import CentralSystemStub
from ocpp16.central_system import Endpoint as CentralSystem
from ocpp16.charge_point import ChargePointStub
from ocpp16.charge_point import Endpoint as ChargePoint
from ocpp16.events import Send
from ocpp16.frames import FrameError, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocpp16 import Structure

EXAMPLES = sorted((Path(__file__).resolve().parents[1] / "golden" / "messages").iterdir())


class Twice(dict[str, Any]):
    """An object whose text has its first member a second time, at the end."""


def spelled(value: Any, gap: str) -> str:
    match value:
        case dict():
            members = [
                f"{json.dumps(name)}:{gap}{spelled(one, gap)}" for name, one in value.items()
            ]
            if isinstance(value, Twice):
                members.append(members[0])
            return "{" + f",{gap}".join(members) + "}"
        case list():
            return "[" + f",{gap}".join(spelled(one, gap) for one in value) + "]"
    return json.dumps(value)


def with_one_twice(value: Any) -> Iterator[Any]:
    """Give copies of a value, each with another of its objects spoilt."""
    match value:
        case dict():
            if value:
                yield Twice(value)
            for name, one in value.items():
                for spoilt in with_one_twice(one):
                    yield {**value, name: spoilt}
        case list():
            for place, one in enumerate(value):
                for spoilt in with_one_twice(one):
                    yield [*value[:place], spoilt, *value[place + 1 :]]


def class_of(example: Path) -> type[Structure]:
    name, role, *_ = example.name.split(".")
    feature = FEATURES[name]
    return feature.request_type if role == "request" else feature.response_type


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize("gap", ["", " \n"])
def test_in_each_object_of_each_message(example: Path, gap: str) -> None:
    payload = json.loads(example.read_bytes())
    message = class_of(example)
    assert message.from_json(spelled(payload, gap)) == message.from_dict(payload)
    for spoilt in with_one_twice(payload):
        text = spelled(spoilt, gap)
        with pytest.raises(ValidationError, match="twice in one object"):
            message.from_json(text)
        with pytest.raises(FrameError, match="twice in one object"):
            parse(f'[3,"1",{text}]')


REQUESTS = [path for path in EXAMPLES if ".request." in path.name]


@pytest.mark.parametrize("example", REQUESTS, ids=lambda path: path.name)
def test_in_each_object_of_each_frame(example: Path) -> None:
    """Nothing that a handler could answer comes of it."""
    name = example.name.split(".")[0]
    payload = json.loads(example.read_bytes())
    ends = [ChargePoint(ChargePointStub()), CentralSystem(CentralSystemStub(), "CP-1")]
    for spoilt in with_one_twice(payload):
        for end in ends:
            (event,) = end.receive(f'[2,"1","{name}",{spelled(spoilt, "")}]')
            assert isinstance(event, Send)
            reply = json.loads(event.text)
            assert reply[:3] == [4, "1", "FormationViolation"]
            assert "twice" in reply[3]


def test_a_comma_within_a_text_proves_nothing() -> None:
    """Such a text is looked at more closely, and read all the same."""
    message = FEATURES["DataTransfer"].request_type
    text = '{"vendorId":"a,b,c","data":"{\\"x\\":1,\\"x\\":2}"}'
    assert message.from_json(text).to_dict() == json.loads(text)
    with pytest.raises(ValidationError, match="'vendorId' twice"):
        message.from_json('{"vendorId":"a,b,c","vendorId":"d"}')
