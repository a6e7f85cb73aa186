"""The shape of an OCPP-J frame (OCPP-J 1.6, section 4): what stands around the payload."""

from __future__ import annotations

from typing import Any, NamedTuple

from ocppgen.text import shown
from ocppgen.validate.records import MISSING, Kind, Violation

MOST_ID = 36
_MOST_DESCRIPTION = 255
_KEPT_ID = 100
_ACTION = _ERROR_CODE = 2
_DESCRIPTION, _DETAILS = 3, 4
_CODE = "FormationViolation"

_KINDS: dict[float, Kind] = {2: Kind.CALL, 3: Kind.RESULT, 4: Kind.ERROR}
_AS_TEXT = {str(number): kind for number, kind in _KINDS.items()}
_ELEMENTS = {
    Kind.CALL: ("CALL", "[2, id, action, payload]", 4),
    Kind.RESULT: ("CALLRESULT", "[3, id, payload]", 3),
    Kind.ERROR: ("CALLERROR", "[4, id, code, description, details]", 5),
}
_CODES = (
    "NotImplemented",
    "NotSupported",
    "InternalError",
    "ProtocolError",
    "SecurityError",
    "FormationViolation",
    "PropertyConstraintViolation",
    "OccurenceConstraintViolation",
    "TypeConstraintViolation",
    "GenericError",
)
_CORRECTED = {
    "OccurrenceConstraintViolation": "OccurenceConstraintViolation",
    "FormatViolation": "FormationViolation",
}


class Frame(NamedTuple):
    """A frame taken apart."""

    kind: Kind
    ident: str | None
    action: str | None
    payload: Any
    """What is to be judged by the schema; `MISSING` if there is no payload."""
    faults: list[Violation]
    error_code: str | None = None
    details: Any = MISSING
    """Of a CALLERROR, as they came."""


def parse_frame(frame: list[Any]) -> Frame:
    """Tell the parts of a frame and the faults of its shape; a ``null`` payload means none."""
    faults: list[Violation] = []
    kind = _kind(frame, faults)
    if kind not in _ELEMENTS:
        return Frame(kind, None, None, MISSING, faults)
    name, shape, count = _ELEMENTS[kind]
    if len(frame) != count:
        message = f"a {name} has {count} elements, {shape}, not {len(frame)}"
        faults.append(fault("", message))
    ident = _ident(frame, faults)
    action: str | None = None
    payload: Any = MISSING
    if kind is Kind.ERROR:
        code = _check_error(frame, faults)
        details = frame[_DETAILS] if len(frame) > _DETAILS else MISSING
        return Frame(kind, ident, None, MISSING, faults, code, details)
    if len(frame) >= count:
        payload = frame[count - 1]
        payload = {} if payload is None else payload
    if kind is Kind.CALL:
        action = _text(frame, _ACTION, "the action", faults)
    return Frame(kind, ident, action, payload, faults)


def fault(pointer: str, message: str) -> Violation:
    """Make a fault of the frame itself."""
    return Violation("frame", pointer, "frame", _CODE, message)


def _kind(frame: list[Any], faults: list[Violation]) -> Kind:
    number = frame[0] if frame else None
    if type(number) is int:
        return _KINDS.get(number, Kind.OTHER)
    meant = Kind.OTHER
    if isinstance(number, str):
        meant = _AS_TEXT.get(number, Kind.OTHER)
    elif isinstance(number, float):
        meant = _KINDS.get(number, Kind.OTHER)
    if meant is Kind.OTHER:
        return meant
    message = f"the message type must be the integer 2, 3 or 4, not {shown(number)}"
    faults.append(fault("/0", message))
    return meant


def _ident(frame: list[Any], faults: list[Violation]) -> str | None:
    ident = frame[1] if len(frame) > 1 else None
    if isinstance(ident, str):
        if len(ident) > MOST_ID:
            message = f"the id must have at most {MOST_ID} characters, not {len(ident)}"
            faults.append(fault("/1", message))
        return ident[:_KEPT_ID]
    if len(frame) > 1:
        faults.append(fault("/1", f"the id must be a string, not {shown(ident)}"))
    return shown(ident) if type(ident) is int else None


def _text(frame: list[Any], at: int, what: str, faults: list[Violation]) -> str | None:
    """Give an element that must be a string; None if it is none, or absent."""
    if len(frame) <= at:
        return None
    value = frame[at]
    if isinstance(value, str):
        return value
    faults.append(fault(f"/{at}", f"{what} must be a string, not {shown(value)}"))
    return None


def _check_error(frame: list[Any], faults: list[Violation]) -> str | None:
    """Check what stands in a CALLERROR; return its code."""
    code = _text(frame, _ERROR_CODE, "the error code", faults)
    if code is not None and code not in _CODES:
        hint = f"; OCPP 1.6 spells it {_CORRECTED[code]}" if code in _CORRECTED else ""
        message = f"{shown(code)} is no error code of OCPP 1.6{hint}"
        faults.append(fault(f"/{_ERROR_CODE}", message))
    text = _text(frame, _DESCRIPTION, "the description", faults)
    if text is not None and len(text) > _MOST_DESCRIPTION:
        what = f"at most {_MOST_DESCRIPTION} characters, not {len(text)}"
        faults.append(fault(f"/{_DESCRIPTION}", f"the description must have {what}"))
    if len(frame) > _DETAILS and not isinstance(frame[_DETAILS], dict):
        message = f"the details must be an object, not {shown(frame[_DETAILS])}"
        faults.append(fault(f"/{_DETAILS}", message))
    return code
