"""What is written by hand around pydantic and msgspec to answer a frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import msgspec
from pydantic_core import from_json, to_json

from benchmarks.contestants import msgspec_models, pydantic_models
from benchmarks.whole_frames import plainly

if TYPE_CHECKING:
    from benchmarks.workloads import Workload

PYDANTIC: Final = "pydantic by hand"
MSGSPEC: Final = "msgspec by hand"
_CALL: Final = 2
_LENGTH: Final = 4

_RESPONSES: Final = {
    "UpdateFirmware": "EmptyResponse",
    "GetDiagnostics": "FileNameResponse",
    "FirmwareStatusNotification": "EmptyResponse",
    "SignedUpdateFirmware": "StatusResponse",
    "BootNotification": "BootNotificationResponse",
    "MeterValues": "EmptyResponse",
    "SetChargingProfile": "StatusResponse",
}

Handler = Callable[[Any], Any]


def _no_call(text: str) -> ValueError:
    return ValueError(f"no CALL: {text[:60]}")


def _by_pydantic(workload: Workload) -> Callable[[str], bytes]:
    model = getattr(pydantic_models, workload.name)
    response = getattr(pydantic_models, _RESPONSES[workload.name])
    made = response.model_validate_json(to_json(workload.response))

    def handler(_: Any) -> Any:
        return made.model_copy()

    routes: dict[str, tuple[Any, Handler]] = {
        workload.name: (model.__pydantic_validator__.validate_python, handler)
    }

    def receive(text: str) -> bytes:
        frame = from_json(text)
        if type(frame) is not list or len(frame) != _LENGTH or frame[0] != _CALL:
            raise _no_call(text)
        _, unique_id, action, payload = frame
        read, handle = routes[action]
        answer = handle(read(payload))
        return to_json([3, unique_id, answer], exclude_none=True, by_alias=True)

    return receive


def _by_msgspec(workload: Workload) -> Callable[[str], bytes]:
    struct = getattr(msgspec_models, workload.name)
    response = getattr(msgspec_models, _RESPONSES[workload.name])
    made = msgspec.convert(workload.response, response)
    read_frame = msgspec.json.Decoder(tuple[int, str, str, msgspec.Raw]).decode
    encode = msgspec.json.Encoder().encode

    def handler(_: Any) -> Any:
        return msgspec.structs.replace(made)

    routes: dict[str, tuple[Any, Handler]] = {
        workload.name: (msgspec.json.Decoder(struct).decode, handler)
    }

    def receive(text: str) -> bytes:
        kind, unique_id, action, payload = read_frame(text)
        if kind != _CALL:
            raise _no_call(text)
        read, handle = routes[action]
        return encode((3, unique_id, handle(read(payload))))

    return receive


CONTESTANTS: Final = (plainly(PYDANTIC, _by_pydantic), plainly(MSGSPEC, _by_msgspec))
