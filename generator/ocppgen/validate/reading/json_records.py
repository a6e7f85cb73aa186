"""Frames within JSON records: a frame as a member, as a string, or in members of its own."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ocppgen.validate.frame_finder import Found, frames, is_frame, read
from ocppgen.validate.reading.tokens import simple
from ocppgen.validate.records import made

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

_MOST_MEMBERS = 200
_MOST_TEXT = 200
_DEEPEST = 8
_TYPES = {"call": 2, "callresult": 3, "callerror": 4, "2": 2, "3": 3, "4": 4}
_TYPE_NAMES = frozenset(
    (
        "messagetypeid",
        "messagetype",
        "msgtype",
        "msgtypeid",
        "typeid",
        "calltype",
        "mtype",
        "frametype",
        "type",
        "ocppmessagetype",
    )
)
_ID_NAMES = frozenset(
    (
        "messageid",
        "uniqueid",
        "msgid",
        "id",
        "uid",
        "callid",
        "requestid",
        "correlationid",
        "uuid",
        "messageuniqueid",
    )
)
_ACTION_NAMES = frozenset(("action", "command", "feature", "operation", "method", "actionname"))
_PAYLOAD_NAMES = frozenset(
    ("payload", "data", "body", "params", "content", "arguments", "message")
)
_CODE_NAMES = frozenset(("errorcode", "code"))
_TEXT_NAMES = frozenset(("errordescription", "description"))
_DETAIL_NAMES = frozenset(("errordetails", "details"))


class Record(NamedTuple):
    """One record, row or line, and the frames in it."""

    line: int
    last_line: int
    frames: list[Found]
    fields: Mapping[str, str]
    before: str = ""
    """What a wrapper has put before it."""


def of_line(line: str, peel: re.Pattern[str] | None = None) -> Record | None:
    """Read a line that is a JSON object; None if it is none, or has no frame."""
    start = 0
    if peel is not None and (prefix := peel.match(line)):
        start = prefix.end()
    if not line.startswith("{", start):
        while line[start : start + 1] in (" ", "\t") and start < len(line):
            start += 1
    if not line.startswith("{", start) or not (
        line.endswith("}") or line.rstrip().endswith("}")
    ):
        return None
    try:
        value, end, fault = read(line, start)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or (end < len(line) and line[end:].strip()):
        return None
    found, fields = members(value)
    if not found:
        return None
    if fault:
        found = [one._replace(fault=one.fault or fault) for one in found]
    return made(Record, (0, 0, found, fields, line[:start]))


def members(value: dict[str, Any]) -> tuple[list[Found], dict[str, str]]:
    """Find the frames in an object, and the scalar members beside them by their paths."""
    found: list[Found] = []
    fields: dict[str, str] = {}
    _walk(value, "", found, fields, 0)
    return found, fields


def _walk(
    value: dict[str, Any], path: str, found: list[Found], fields: dict[str, str], depth: int
) -> None:
    if (whole := _apart(value)) is not None:
        found.append(Found(0, 0, whole))
        used = _PAYLOAD_NAMES | _ACTION_NAMES | _ID_NAMES | _DETAIL_NAMES
        value = {name: one for name, one in value.items() if simple(name) not in used}
    for name, member in value.items():
        if type(member) is str and "[" not in member and len(member) <= _MOST_TEXT:
            fields[f"{path}.{name}" if path else name] = member
            continue
        if type(member) is list and _is_frame(member):
            found.append(made(Found, (0, 0, member, "", False, False, None, "")))
            continue
        if len(fields) >= _MOST_MEMBERS:
            return
        _member(member, f"{path}.{name}" if path else name, found, fields, depth)


def _member(
    member: Any, path: str, found: list[Found], fields: dict[str, str], depth: int
) -> None:
    if isinstance(member, str):
        if "[" in member and (within := [one for one in frames(member, 1) if not one.doubtful]):
            for one in within:
                header = member[: one.start] if one.header is None else one.header
                behind = member[one.end :] if not one.behind else one.behind
                found.append(one._replace(header=header, behind=behind, open=False))
        elif len(member) <= _MOST_TEXT:
            fields[path] = member
    elif isinstance(member, list):
        if _is_frame(member):
            found.append(Found(0, 0, member))
        elif depth < _DEEPEST:
            for one in member[:_MOST_MEMBERS]:
                if isinstance(one, list | dict):
                    _member(one, path, found, fields, depth + 1)
    elif isinstance(member, dict):
        if depth < _DEEPEST:
            _walk(member, path, found, fields, depth + 1)
    elif member is not None:
        fields[path] = (
            json.dumps(member) if isinstance(member, bool) else str(member)[:_MOST_TEXT]
        )


def _is_frame(value: list[Any]) -> bool:
    return bool(value) and type(value[0]) is int and value[0] in (2, 3, 4) and is_frame(value)


def _apart(value: dict[str, Any]) -> list[Any] | None:
    """Put a frame together whose parts are members of their own; None if it is none."""
    if not _names_a_type(tuple(value)):
        return None
    by_name = {simple(name): one for name, one in value.items()}
    number = _first(by_name, _TYPE_NAMES)
    ident = _first(by_name, _ID_NAMES)
    kind = (
        number
        if type(number) is int
        else _TYPES.get(simple(number)) if isinstance(number, str) else None
    )
    if kind not in (2, 3, 4) or not isinstance(ident, str | int) or isinstance(ident, bool):
        return None
    if kind == 4:  # noqa: PLR2004
        code = _first(by_name, _CODE_NAMES)
        if code is None:
            return None
        details = _first(by_name, _DETAIL_NAMES)
        return [
            4,
            ident,
            code,
            _first(by_name, _TEXT_NAMES) or "",
            {} if details is None else details,
        ]
    names = _PAYLOAD_NAMES & by_name.keys()
    if not names:
        return None
    payload = _first(by_name, _PAYLOAD_NAMES)
    if isinstance(payload, str) and payload[:1] == "{":
        try:
            payload = json.loads(payload)
        except (ValueError, RecursionError):
            return None
    if kind == 3:  # noqa: PLR2004
        return [3, ident, payload]
    action = _first(by_name, _ACTION_NAMES)
    return [2, ident, action, payload] if isinstance(action, str) else None


@lru_cache(maxsize=1024)
def _names_a_type(names: tuple[str, ...]) -> bool:
    """Tell whether the members of an object may say what type of message it is."""
    return any(simple(name) in _TYPE_NAMES for name in names[:_MOST_MEMBERS])


def _first(by_name: dict[str, Any], names: frozenset[str]) -> Any:
    for name, value in by_name.items():
        if name in names:
            return value
    return None


def paths(records: Iterator[Record]) -> set[str]:
    """List the names of the fields of some records."""
    return {name for record in records for name in record.fields}
