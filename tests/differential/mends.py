"""What tolerant reading makes of a payload, as the table of docs/tolerance.md says it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.differential.instances import spelled

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT = {
    "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems", "minProperties",
    "maxProperties", "format", "const",
}  # fmt: skip
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_CLOCK = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}")
_SECONDS = re.compile(r":([0-9]{2})(?:[.,]([0-9]+))?")
_OFFSET = re.compile(r"([+-])([0-9]{2})(?::?([0-5][0-9]))?")


class CannotMend(Exception):  # noqa: N818  (a verdict)
    """The table has no row for a value."""


@dataclass
class Mended:
    """What became of a payload."""

    payload: Any
    told: list[tuple[Any, bool]] = field(default_factory=list)
    """Each violation, and whether it was let pass."""
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether all that is wrong was let pass."""
        return all(each for _, each in self.told)


def mended(
    schema: Any,
    payload: Any,
    check: Callable[[Any], list[Any]],
    names: Callable[[Any], bool],
    defaults: dict[tuple[str, str], Any],
) -> Mended:
    """Mend what *names* says may pass, and judge again what was put in."""
    result = Mended(json.loads(json.dumps(payload)))
    while True:
        seen = [one for one, _ in result.told]
        found = [one for one in check(result.payload) if one not in seen]
        if not found:
            return result
        for violation in found:
            try:
                if violation.keyword == "required":
                    _complete(result, violation, defaults)
                else:
                    _mend(schema, result, violation, may_pass=names(violation))
            except CannotMend:
                result.told.append((violation, False))
            else:
                result.told.append((violation, True))
        if not result.passed:
            return result


def _complete(result: Mended, violation: Any, defaults: dict[tuple[str, str], Any]) -> None:
    place = violation.pointer, violation.limit
    if place not in defaults:
        raise CannotMend
    _at(result.payload, violation.pointer)[violation.limit] = defaults[place]


def _mend(schema: Any, result: Mended, violation: Any, *, may_pass: bool) -> None:
    if not may_pass:
        raise CannotMend
    pointer, keyword = violation.pointer, violation.keyword
    value = _at(result.payload, pointer)
    if keyword == "additionalProperties":
        result.extra[pointer] = value
        _put(result, pointer)
    elif keyword == "type" and value is None:
        _leave_out(schema, result, pointer)
    elif keyword == "type":
        _put(result, pointer, _converted(value, violation.limit, schema, pointer))
    elif keyword == "format" and violation.limit == "date-time":
        moment = moment_of(value)
        if moment is None:
            _leave_out(schema, result, pointer)
        else:
            _put(result, pointer, spelled(moment))
    elif keyword not in KEPT and not (keyword == "enum" and isinstance(value, str)):
        raise CannotMend


def _leave_out(schema: Any, result: Mended, pointer: str) -> None:
    *_, parent, _ = (None, *_schemas(schema, pointer))
    *_, name = _steps(pointer) or [""]
    if parent is None or "properties" not in parent or name in parent.get("required", ()):
        raise CannotMend
    _put(result, pointer)


def _converted(value: Any, wanted: str, schema: Any, pointer: str) -> Any:
    *_, own = _schemas(schema, pointer)
    match wanted, value:
        case "string", bool():
            pass
        case "string", int() | float() | dict():
            return json.dumps(value, separators=(",", ":"))
        case "integer", float() if value.is_integer():
            return int(Decimal(repr(value)))
        case "boolean", "true" | "false":
            return value == "true"
        case ("integer" | "number"), str() if _NUMBER.fullmatch(value):
            exact = Decimal(value)
            number = int(value) if value.lstrip("-").isdigit() else float(value)
            if Decimal(repr(number)) == exact:
                if wanted == "number" or isinstance(number, int):
                    return number
                if number.is_integer():
                    return int(exact)
        case "array", dict() if _resolved(schema, own["items"]).get("type") == "object":
            return [value]
        case "object", [dict() as alone]:
            return alone
    raise CannotMend


def moment_of(text: str) -> datetime | None:
    """Read a date-time as it is written in the field; without an offset it is UTC."""
    text = text.strip(" ")
    clock = _CLOCK.match(text)
    if clock is None:
        return None
    rest = text[clock.end() :]
    seconds = _SECONDS.match(rest)
    second, fraction = seconds.groups() if seconds else ("00", None)
    rest = rest[seconds.end() :] if seconds else rest
    rest = rest.removeprefix(" ").upper()
    offset = _OFFSET.fullmatch(rest)
    if rest not in ("", "Z") and offset is None:
        return None
    micros = (fraction or "").ljust(6, "0")[:6]
    try:
        moment = datetime.fromisoformat(f"{clock[0].upper()}:{second}.{micros}")
        if moment.hour != int(clock[0][11:13]):  # the hour 24, as some versions take it
            return None
        if offset is None:
            return moment.replace(tzinfo=UTC)
        sign, hours, minutes = offset.groups()
        away = timedelta(hours=int(hours), minutes=int(minutes or 0))
        return moment.replace(tzinfo=timezone(-away if sign == "-" else away))
    except ValueError:
        return None


def _steps(pointer: str) -> list[str]:
    return [one.replace("~1", "/").replace("~0", "~") for one in pointer.split("/")[1:]]


def _at(payload: Any, pointer: str) -> Any:
    for step in _steps(pointer):
        payload = payload[int(step) if isinstance(payload, list) else step]
    return payload


def _put(result: Mended, pointer: str, *value: Any) -> None:
    """Put a value into its place, or take away what stands there."""
    if not pointer:
        (result.payload,) = value
        return
    parent, _, _ = pointer.rpartition("/")
    container, name = _at(result.payload, parent), _steps(pointer)[-1]
    key = int(name) if isinstance(container, list) else name
    if value:
        (container[key],) = value
    else:
        del container[key]


def _schemas(schema: Any, pointer: str) -> list[Any]:
    """List the schemas on the way to a place, its own last; where there is none, `{}`."""
    found = [_resolved(schema, schema)]
    for step in _steps(pointer):
        within = found[-1]
        others = within.get("additionalProperties", within.get("items", {}))
        found.append(_resolved(schema, within.get("properties", {}).get(step, others)))
    return found


def _resolved(root: Any, schema: Any) -> Any:
    while isinstance(schema, dict) and "$ref" in schema:
        target = root
        for step in _steps(schema["$ref"]):
            target = target[step]
        schema = target
    return schema if isinstance(schema, dict) else {}
