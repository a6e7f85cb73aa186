"""The package under test, alone and with a faster reader of JSON text in front of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from benchmarks.jobs import Contestant, Jobs
from ocpp16 import FEATURES, ValidationError

if TYPE_CHECKING:
    from benchmarks.workloads import Workload

NAME = "ocpp16"
WITH_ORJSON = "ocpp16 + orjson"


def _standard(workload: Workload) -> Jobs:
    message = FEATURES[workload.name].request_type

    def refuse(text: bytes) -> object:
        try:
            return message.from_json(text)
        except ValidationError as error:
            return error.violations

    return Jobs(
        decode=message.from_json,
        build=message.from_dict,
        verdict=message.check,
        encode=message.to_json,
        refuse=refuse,
    )


def _with_orjson(workload: Workload) -> Jobs:
    message = FEATURES[workload.name].request_type

    def decode(text: bytes) -> object:
        return message.from_dict(orjson.loads(text))

    def encode(item: Any) -> bytes:
        return orjson.dumps(item.to_dict())

    def refuse(text: bytes) -> object:
        try:
            return message.from_dict(orjson.loads(text))
        except ValidationError as error:
            return error.violations

    return Jobs(decode=decode, encode=encode, refuse=refuse)


OURS = Contestant(NAME, _standard, "standard library only")
OURS_WITH_ORJSON = Contestant(WITH_ORJSON, _with_orjson, "from_dict(orjson.loads(data))")
