"""mobilityhouse/ocpp, by the steps that its `ChargePoint` takes for a message."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ocpp.charge_point import (  # type: ignore[import-untyped]  # has none
    camel_to_snake_case,
    remove_nones,
    serialize_as_dict,
    snake_to_camel_case,
)
from ocpp.messages import (  # type: ignore[import-untyped]  # has none
    Call,
    _DecimalEncoder,
    _validate_payload,
)
from ocpp.v16 import call  # type: ignore[import-untyped]  # has none

from benchmarks.jobs import Contestant, Jobs

if TYPE_CHECKING:
    from benchmarks.workloads import Workload

NAME = "mobilityhouse/ocpp"
UNCHECKED = "mobilityhouse/ocpp, validation off"


def _text(payload: object) -> str:
    return json.dumps(payload, separators=(",", ":"), cls=_DecimalEncoder)


def _validated(workload: Workload) -> Jobs:
    action = workload.name
    message = getattr(call, action)

    def verdict(payload: Any) -> bool:
        _validate_payload(Call("1", action, payload), "1.6")
        return True

    def build(payload: Any) -> object:
        _validate_payload(Call("1", action, payload), "1.6")
        return message(**camel_to_snake_case(payload))

    def encode(item: Any) -> str:
        payload = remove_nones(snake_to_camel_case(serialize_as_dict(item)))
        request = Call("1", action, payload)
        _validate_payload(request, "1.6")
        return _text(request.payload)

    def refuse(text: bytes) -> object:
        try:
            return build(json.loads(text))
        except Exception as error:  # noqa: BLE001  (which one depends on the fault)
            return [error]

    return Jobs(
        decode=lambda text: build(json.loads(text)),
        build=build,
        verdict=verdict,
        encode=encode,
        refuse=refuse,
    )


def _unchecked(workload: Workload) -> Jobs:
    message = getattr(call, workload.name)

    def build(payload: Any) -> object:
        return message(**camel_to_snake_case(payload))

    def encode(item: Any) -> str:
        return _text(remove_nones(snake_to_camel_case(serialize_as_dict(item))))

    return Jobs(
        decode=lambda text: build(json.loads(text)),
        build=build,
        encode=encode,
    )


MOBILITYHOUSE = Contestant(
    NAME, _validated, "date-times stay text, nested objects dicts; refuse: first error only"
)
MOBILITYHOUSE_UNCHECKED = Contestant(UNCHECKED, _unchecked, "date-times stay text")
