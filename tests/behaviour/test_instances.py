"""Messages are ordinary objects: made, changed, compared, copied, inherited from."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from decimal import Decimal
from typing import Any

import pytest

from ocpp16 import FEATURES
from ocpp16.core import (
    DataTransferConfirmation,
    DataTransferStatus,
    MeterValuesRequest,
    RegistrationStatus,
    ResetConfirmation,
    ResetStatus,
)
from ocpp16.firmware import UpdateFirmwareConfirmation, UpdateFirmwareRequest
from ocpp16.securefirmware import SignedFirmwareStatusNotificationRequest
from ocpp16.types import MeterValue, SampledValue
from tests.behaviour.firmware import MESSAGES, MOMENT, NOON, Message, update


def test_optional_fields_are_given_or_set_afterwards() -> None:
    given = update(retries=3, retry_interval=60)
    later = update()
    assert (later.retries, later.retry_interval) == (None, None)
    assert later.to_dict() == {
        "location": "ftp://host/fw",
        "retrieveDate": "2024-05-01T12:00:00Z",
    }
    later.retries = 3
    later.retry_interval = 60
    assert later == given
    assert later.to_dict() == {
        "location": "ftp://host/fw",
        "retries": 3,
        "retrieveDate": "2024-05-01T12:00:00Z",
        "retryInterval": 60,
    }
    later.retries = None
    assert "retries" not in later.to_dict()


def test_required_fields_are_required() -> None:
    for message in MESSAGES:
        required = [one for one in dataclasses.fields(message.type) if one.default is not None]
        if required:
            with pytest.raises(TypeError, match=required[0].name):
                message.type()
        else:
            assert message.type().to_dict() == {}
    with pytest.raises(TypeError):
        update(unknown=1)
    positional: Any = ResetConfirmation
    with pytest.raises(TypeError):
        positional(ResetStatus.ACCEPTED)


def test_a_misspelled_field_cannot_be_set() -> None:
    message: Any = update()
    with pytest.raises(AttributeError):
        message.retry = 3


def test_strings_are_read_as_members_of_the_enum() -> None:
    for given in ("Accepted", ResetStatus.ACCEPTED):
        read = ResetConfirmation.from_dict({"status": given})
        assert read.status is ResetStatus.ACCEPTED
    assert ResetConfirmation.check({"status": ResetStatus.ACCEPTED}) == []
    assert (
        ResetConfirmation.from_dict({"status": RegistrationStatus.ACCEPTED}).status
        is ResetStatus.ACCEPTED
    )
    assert ResetConfirmation.check({"status": RegistrationStatus.PENDING})[0].keyword == "enum"


class NamedConfirmation(DataTransferConfirmation):
    """A user's own confirmation, with a method."""

    def is_fine(self) -> bool:
        """Tell whether it was accepted."""
        return self.status is DataTransferStatus.ACCEPTED


@pytest.mark.flavor("dataclass")
def test_a_subclass_may_have_slots_of_its_own() -> None:
    class TracedRequest(UpdateFirmwareRequest):
        __slots__ = ("trace",)
        trace: str

    payload = {"location": "ftp://host/fw", "retrieveDate": MOMENT}
    traced = TracedRequest.from_dict(payload)
    assert type(traced) is TracedRequest
    traced.trace = "here"
    assert traced.to_dict() == payload
    assert TracedRequest.check({}) == UpdateFirmwareRequest.check({})


def test_a_subclass_reads_itself() -> None:
    named = NamedConfirmation.from_json('{"status":"Accepted","data":"x"}')
    assert type(named) is NamedConfirmation
    assert named.is_fine()
    assert named.to_json() == '{"status":"Accepted","data":"x"}'
    assert NamedConfirmation.feature_name == "DataTransfer"


@pytest.mark.parametrize("message", MESSAGES, ids=str)
def test_copies_and_pickles(message: Message) -> None:
    one = message.type.from_dict(message.payload)
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(one, protocol)) == one  # noqa: S301
    assert copy.copy(one) == copy.deepcopy(one) == dataclasses.replace(one) == one
    assert repr(one).startswith(f"{message.type.__name__}(")
    assert (
        message.type(
            **{field.name: getattr(one, field.name) for field in dataclasses.fields(one)}
        )
        == one
    )


def test_equality_is_of_the_class() -> None:
    empty = [
        FEATURES[name].response_type
        for name in ("UpdateFirmware", "DiagnosticsStatusNotification")
    ]
    assert empty[0]() == empty[0]() == UpdateFirmwareConfirmation()
    assert empty[0]() != empty[1]()
    assert update() != update(retries=0)
    assert update().__eq__({"location": "ftp://host/fw"}) is NotImplemented
    with pytest.raises(TypeError, match="unhashable"):
        hash(update())


def test_shared_structures_nest() -> None:
    sample = SampledValue(value="1")
    values = MeterValuesRequest(
        connector_id=1, meter_value=[MeterValue(timestamp=NOON, sampled_value=[sample, sample])]
    )
    assert values.to_dict()["meterValue"] == [
        {"timestamp": "2024-05-01T12:00:00Z", "sampledValue": [{"value": "1"}, {"value": "1"}]}
    ]
    broken: Any = sample
    broken.value = 1
    assert [one.pointer for one in values.validate()] == [
        "/meterValue/0/sampledValue/0/value",
        "/meterValue/0/sampledValue/1/value",
    ]
    assert [one.pointer for one in broken.validate()] == ["/value"]


def test_decimals_may_be_given() -> None:
    """A `Decimal` is a number; what is read from it is what JSON text would have given."""
    payload = {"status": "Idle", "requestId": Decimal(7)}
    assert SignedFirmwareStatusNotificationRequest.from_dict(payload).request_id == 7


@pytest.mark.flavor("dataclass")
def test_an_object_of_a_derived_class_is_another() -> None:
    """It may have more to it than the fields that are compared."""

    class Mine(UpdateFirmwareConfirmation):
        pass

    assert Mine() == Mine()
    assert Mine() != UpdateFirmwareConfirmation()
    assert UpdateFirmwareConfirmation() != Mine()
