"""Tolerant reading, held against `check`, `from_dict` and the table of what becomes of a value."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from tests.differential import mends
from tests.differential.instances import wire_of
from tests.differential.mutations import mutated
from tests.differential.same import is_same

if TYPE_CHECKING:
    from random import Random

    from tests.differential.subjects import Subject

_MOST_FAULTS = 40
"""A payload with more is not mended: others have few, and are read in no time."""


def disagreement(subject: Subject, payload: Any, random: Random) -> str:
    """Say how tolerant reading is wrong about a payload; nothing if it is right."""
    told = _without_rules(subject, payload)
    if told:
        return told
    violations = subject.message.check(payload)
    if not 0 < len(violations) <= _MOST_FAULTS:
        return ""
    return _with_rules(subject, payload, _Chosen.among(violations, subject, random))


def field_like(payload: Any, random: Random) -> Any:
    """Copy a payload with a change such as chargers make."""
    ways = _ways(payload)
    if not ways:
        return payload
    container, name = random.choice(ways)
    match container[name]:
        case bool() as each:
            other: Any = json.dumps(each)
        case int() | float() as each:
            other = random.choice((json.dumps(each), float(each) if abs(each) < 1e9 else 0))
        case str() as each:
            other = random.choice(
                (
                    each[:-1],
                    each.replace("T", " "),
                    each + "x" * 30,
                    each[:-4],
                    None,
                    {each: 1},
                    7,
                )
            )
        case [one]:
            other = one
        case each:
            other = random.choice(([each], {}, None, json.dumps(each)))
    return _replaced(payload, container, name, other)


def with_other(payload: Any, other: Any, random: Random) -> Any:
    """Copy a payload with another value at some place."""
    ways = _ways(payload)
    if not ways or random.random() < 0.1:
        return random.choice((other, {"other": other}))
    return _replaced(payload, *random.choice(ways), other)


def _ways(value: Any) -> list[tuple[dict[str, Any], str]]:
    """List the members in a value, at any depth that one would send."""
    found = []
    stack = [(value, 0)]
    while stack:
        one, depth = stack.pop()
        if isinstance(one, dict):
            found += [(one, name) for name in one]
        if isinstance(one, dict | list) and depth < 20:
            parts = one.values() if isinstance(one, dict) else one
            stack += [(part, depth + 1) for part in parts]
    return found


def _replaced(value: Any, container: Any, name: str, other: Any) -> Any:
    """Copy a value with another member in one of the objects in it."""
    if value is container:
        return value | {name: other}
    if isinstance(value, dict):
        return {key: _replaced(each, container, name, other) for key, each in value.items()}
    if isinstance(value, list):
        return [_replaced(each, container, name, other) for each in value]
    return value


def spoilt(payload: Any, random: Random) -> Any:
    """Copy a payload with a few changes, of chargers and of others."""
    for _ in range(random.randrange(1, 4)):
        payload = (field_like if random.random() < 0.7 else mutated)(payload, random)
    return payload


def _tolerance_of(subject: Subject) -> Any:
    """Find the class `Tolerance` of the package that a message is of."""
    package, _, _ = subject.internals.__package__.rpartition(".")
    return import_module(package + ".tolerance").Tolerance


def _without_rules(subject: Subject, payload: Any) -> str:
    message, error = subject.message, subject.internals.ValidationError
    strict = _tolerance_of(subject)()
    violations = message.check(payload)
    for read, given in ((message.read, payload), (message.read_json, json.dumps(payload))):
        try:
            reading = read(given, strict)
        except error as refused:
            if refused.violations != violations or not violations:
                return f"without rules, {read.__name__} finds {refused.violations}"
            if any(one.tolerated for one in refused.violations):
                return f"without rules, {read.__name__} lets something pass"
        else:
            if violations:
                return f"without rules, {read.__name__} takes it"
            if (reading.violations, reading.extra) != ([], {}):
                return f"without rules, {read.__name__} tells {reading}"
            if reading.message != message.from_dict(payload):
                return f"without rules, {read.__name__} reads {reading.message}"
    return ""


@dataclass
class _Chosen:
    """Rules for some of the violations of a payload, and what they mean."""

    rules: list[Any] = field(default_factory=list)
    defaults: dict[str, Any] = field(default_factory=dict)
    keywords: set[str] = field(default_factory=set)
    places: set[tuple[str, str]] = field(default_factory=set)
    wanting: dict[tuple[str, str], Any] = field(default_factory=dict)

    @classmethod
    def among(cls, violations: list[Any], subject: Subject, random: Random) -> _Chosen:
        """Choose rules of each kind: by keyword, by message, by place, and functions."""
        made = cls()
        label = _tolerance_of(subject).label(subject.message)
        for one in violations:
            choice = random.random()
            place = f"{label}#{one.pointer} {one.keyword}"
            if one.keyword == "required" and choice < 0.6:
                value: Any = random.choice((1, "", "Accepted", [], {}, "2024-05-01T12:00:00Z"))
                name = one.limit.replace("~", "~0").replace("/", "~1")
                made.defaults.setdefault(f"{label}#{one.pointer}/{name}", value)
                made.wanting.setdefault((one.pointer, one.limit), value)
            elif choice < 0.25 and one.keyword != "json":
                made.rules.append(random.choice((one.keyword, f"{label} {one.keyword}")))
                made.keywords.add(one.keyword)
            elif choice < 0.6 and "*" not in one.pointer and _is_plain(one.pointer):
                made.rules.append(place)
                made.places.add((one.pointer, one.keyword))
            elif choice < 0.85:
                made.rules.append(_function(one.pointer, one.keyword))
                made.places.add((one.pointer, one.keyword))
        return made

    def names(self, violation: Any) -> bool:
        """Whether a rule was made for a violation."""
        place = violation.pointer, violation.keyword
        return violation.keyword in self.keywords or place in self.places


def _is_plain(pointer: str) -> bool:
    """Whether a rule can spell a pointer: blanks part it from what stands beside it."""
    return pointer == pointer.strip() and pointer != ""


def _function(pointer: str, keyword: str) -> Any:
    def rule(_: str, violation: Any) -> bool:
        return bool((violation.pointer, violation.keyword) == (pointer, keyword))

    return rule


def _with_rules(subject: Subject, payload: Any, chosen: _Chosen) -> str:
    message, error = subject.message, subject.internals.ValidationError
    violations = message.check(payload)
    tolerance = _tolerance_of(subject)(*chosen.rules, defaults=chosen.defaults)
    wanted = mends.mended(subject.schema, payload, message.check, chosen.names, chosen.wanting)
    said = f"with {chosen.rules} and {chosen.defaults}"
    before = json.dumps(payload)
    try:
        reading = message.read(payload, tolerance)
    except error as refused:
        found = [(one, one.tolerated) for one in refused.violations]
        if found != wanted.told or wanted.passed:
            return f"{said}, it is refused for {found}, not for {wanted.told}"
        return ""
    if not wanted.passed:
        return f"{said}, it is taken, in spite of {wanted.told}"
    if reading.violations[: len(violations)] != violations:
        return f"{said}, what is let pass is not what check finds: {reading.violations}"
    if [(one, one.tolerated) for one in reading.violations] != wanted.told:
        return f"{said}, it tells {reading.violations}"
    if reading.extra != wanted.extra:
        return f"{said}, it keeps {reading.extra} aside"
    if json.dumps(payload) != before:
        return f"{said}, it changes its argument"
    return _badly_read(subject, reading.message, wanted.payload, said)


def _badly_read(subject: Subject, read: Any, payload: Any, said: str) -> str:
    """Say where a message is not what the table makes of its payload."""
    if not is_same(subject.schema, payload, wire_of(read)):
        return f"{said}, it reads {read}, not {payload}"
    if not subject.message.check(payload):
        if read != subject.message.from_dict(payload):
            return f"{said}, a valid {payload} is read as {read}"
        if read.validate():
            return f"{said}, what was read cannot be sent: {read.validate()}"
    return ""
