"""The shape of an OCPP-J frame (OCPP-J, section 4): what stands around the payload."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ocppgen.model.protocol import DEFAULT, PROTOCOLS
from ocppgen.text import listed, shown
from ocppgen.validate.records import MISSING, Frame, Kind, Violation, made

if TYPE_CHECKING:
    from ocppgen.model.protocol import Protocol

MOST_ID = 36
_MOST_DESCRIPTION = 255
_KEPT_ID = 100
_ACTION = _ERROR_CODE = 2
_DESCRIPTION, _DETAILS = 3, 4
_CALL, _OF_CALL = 2, 4
_RESULT, _OF_RESULT = 3, 3
_USUAL = (_OF_CALL, _OF_RESULT)
_CALLS, _RESULTS = Kind.CALL, Kind.RESULT
_NOTHING: tuple[Violation, ...] = ()

_KINDS = {
    "CALL": Kind.CALL,
    "CALLRESULT": Kind.RESULT,
    "CALLERROR": Kind.ERROR,
    "CALLRESULTERROR": Kind.RESULT_ERROR,
    "SEND": Kind.SEND,
}
_ELEMENTS = {
    Kind.CALL: ("CALL", "[2, id, action, payload]", 4),
    Kind.RESULT: ("CALLRESULT", "[3, id, payload]", 3),
    Kind.ERROR: ("CALLERROR", "[4, id, code, description, details]", 5),
    Kind.RESULT_ERROR: ("CALLRESULTERROR", "[5, id, code, description, details]", 5),
    Kind.SEND: ("SEND", "[6, id, action, payload]", 4),
}
_ERRORS = (Kind.ERROR, Kind.RESULT_ERROR)


def parse_frame(frame: list[Any], protocol: Protocol = DEFAULT) -> Frame:
    """Tell the parts of a frame and the faults of its shape; a ``null`` payload means none."""
    return parser(protocol).parse(frame)


def parser(protocol: Protocol) -> Parser:
    """Give what takes the frames of a version of OCPP-J apart."""
    return _parser(protocol.version)


class Parser:
    """Takes the frames of one version of OCPP-J apart."""

    def __init__(self, protocol: Protocol) -> None:
        """Go by *protocol*."""
        self._version = protocol.version
        self._code = protocol.code(protocol.framing)
        self._kinds: dict[float, Kind] = {
            number: _KINDS[name] for number, name in enumerate(protocol.types, 2)
        }
        self._as_text = {str(number): kind for number, kind in self._kinds.items()}
        self._codes = frozenset(code.value for code in protocol.codes)
        self._corrected = {
            value: protocol.code(name) for value, name in protocol.misspelt.items()
        }

    def parse(self, frame: list[Any]) -> Frame:
        """Tell the parts of a frame and the faults of its shape; a ``null`` payload means none."""
        size = len(frame)
        if size in _USUAL:
            # By far the most: nothing is wrong with them.
            number, ident, content = frame[0], frame[1], frame[-1]
            if type(ident) is str and len(ident) <= MOST_ID and type(number) is int:
                content = {} if content is None else content
                if number == _RESULT and size == _OF_RESULT:
                    return made(
                        Frame, (_RESULTS, ident, None, content, _NOTHING, None, MISSING)
                    )
                called = frame[_ACTION]
                if number == _CALL and size == _OF_CALL and type(called) is str:
                    return made(
                        Frame, (_CALLS, ident, called, content, _NOTHING, None, MISSING)
                    )
        faults: list[Violation] = []
        kind = self._kind(frame, faults)
        if kind not in _ELEMENTS:
            return Frame(kind, None, None, MISSING, faults)
        name, shape, count = _ELEMENTS[kind]
        if len(frame) != count:
            message = f"a {name} has {count} elements, {shape}, not {len(frame)}"
            faults.append(self._fault("", message))
        ident = self._ident(frame, faults)
        action: str | None = None
        payload: Any = MISSING
        if kind in _ERRORS:
            code = self._check_error(frame, faults)
            details = frame[_DETAILS] if len(frame) > _DETAILS else MISSING
            return Frame(kind, ident, None, MISSING, faults, code, details)
        if len(frame) >= count:
            payload = frame[count - 1]
            payload = {} if payload is None else payload
        if kind is not Kind.RESULT:
            action = self._text(frame, _ACTION, "the action", faults)
        return Frame(kind, ident, action, payload, faults)

    def _fault(self, pointer: str, message: str) -> Violation:
        """Make a fault of the frame itself."""
        return Violation("frame", pointer, "frame", self._code, message)

    def _kind(self, frame: list[Any], faults: list[Violation]) -> Kind:
        number = frame[0] if frame else None
        if type(number) is int:
            return self._kinds.get(number, Kind.OTHER)
        meant = Kind.OTHER
        if isinstance(number, str):
            meant = self._as_text.get(number, Kind.OTHER)
        elif isinstance(number, float):
            meant = self._kinds.get(number, Kind.OTHER)
        if meant is Kind.OTHER:
            return meant
        numbers = listed(map(str, self._kinds), "or")
        message = f"the message type must be the integer {numbers}, not {shown(number)}"
        faults.append(self._fault("/0", message))
        return meant

    def _ident(self, frame: list[Any], faults: list[Violation]) -> str | None:
        ident = frame[1] if len(frame) > 1 else None
        if isinstance(ident, str):
            if len(ident) > MOST_ID:
                message = f"the id must have at most {MOST_ID} characters, not {len(ident)}"
                faults.append(self._fault("/1", message))
            return ident[:_KEPT_ID]
        if len(frame) > 1:
            faults.append(self._fault("/1", f"the id must be a string, not {shown(ident)}"))
        return shown(ident) if type(ident) is int else None

    def _text(
        self, frame: list[Any], at: int, what: str, faults: list[Violation]
    ) -> str | None:
        """Give an element that must be a string; None if it is none, or absent."""
        if len(frame) <= at:
            return None
        value = frame[at]
        if isinstance(value, str):
            return value
        faults.append(self._fault(f"/{at}", f"{what} must be a string, not {shown(value)}"))
        return None

    def _check_error(self, frame: list[Any], faults: list[Violation]) -> str | None:
        """Check what stands in a CALLERROR or CALLRESULTERROR; return its code."""
        code = self._text(frame, _ERROR_CODE, "the error code", faults)
        if code is not None and code not in self._codes:
            other = self._corrected.get(code)
            hint = f"; OCPP {self._version} spells it {other}" if other else ""
            message = f"{shown(code)} is no error code of OCPP {self._version}{hint}"
            faults.append(self._fault(f"/{_ERROR_CODE}", message))
        text = self._text(frame, _DESCRIPTION, "the description", faults)
        if text is not None and len(text) > _MOST_DESCRIPTION:
            what = f"at most {_MOST_DESCRIPTION} characters, not {len(text)}"
            faults.append(self._fault(f"/{_DESCRIPTION}", f"the description must have {what}"))
        if len(frame) > _DETAILS and not isinstance(frame[_DETAILS], dict):
            message = f"the details must be an object, not {shown(frame[_DETAILS])}"
            faults.append(self._fault(f"/{_DETAILS}", message))
        return code


@cache
def _parser(version: str) -> Parser:
    return Parser(PROTOCOLS[version])
