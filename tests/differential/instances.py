"""Instances changed by hand: their fields set to what fits, what nearly fits and what is odd."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from tests import oracle
from tests.differential import pools
from tests.differential.samples import Sampler
from tests.oracle.keywords import key

if TYPE_CHECKING:
    from random import Random

    from tests.differential.subjects import Subject

_ZONES = (UTC, UTC, timezone(timedelta(hours=-5, minutes=-30)), timezone(timedelta(0)))
_ODD_ZONE = timezone(timedelta(seconds=3599))


class _NoJson:
    """Stands for what JSON has no word for: no schema admits it."""


class _Word(str):
    __slots__ = ()


class _Whole(int):
    pass


def disagreement(subject: Subject, random: Random) -> str:
    """Change an instance; say how `validate` and `to_json` are wrong about it, if they are."""
    instance = _instance(subject, random)
    if instance is None:
        return ""
    for _ in range(random.choice((1, 1, 2))):
        _change(instance, subject, random)
    wire = wire_of(instance)
    valid = _is_json(wire) and subject.judge.is_valid(oracle.as_decimals(wire))
    violations = instance.validate()
    if valid == bool(violations):
        return f"oracle: {valid}, but {violations}: {wire!r}"
    error = subject.internals.ValidationError
    for send in (instance.to_json, lambda: json.dumps(instance.to_dict())):
        try:
            sent = send()
        except error as refused:
            if valid or not refused.violations:
                return f"is not sent: {refused}: {wire!r}"
        else:
            if not valid:
                return f"is sent: {wire!r}"
            if key(json.loads(sent)) != key(wire):
                return f"is sent as {sent}: {wire!r}"
    return ""


def wire_of(value: Any) -> Any:
    """Make what would be sent for an instance, as its documentation has it."""
    if hasattr(value, "members"):
        members = {}
        for wire, member in value.members.items():
            each = getattr(value, member.name)
            unset = isinstance(each, Enum) and each.name == "UNSET"
            if not unset and (each is not None or member.nullable):
                members[wire] = wire_of(each)
        return members | wire_of(getattr(value, "extra", {}))
    match value:
        case Enum():  # one that is no string stands for absence, which only a field may be
            return value.value if isinstance(value, str) else _NoJson
        case datetime():
            return spelled(value)
        case dict():
            if not all(type(name) is str for name in value):
                return _NoJson
            return {name: wire_of(each) for name, each in value.items()}
        case list():
            return [wire_of(each) for each in value]
        case None | bool() | float() | Decimal():
            return value
        case str():
            return "".join(value)
        case int():
            return int(value)
    return _NoJson


def spelled(moment: datetime) -> str:
    """Spell a moment canonically; one without a proper zone as Python does."""
    offset = moment.utcoffset()
    if offset is None or offset % timedelta(minutes=1):
        return moment.isoformat()
    text = moment.replace(tzinfo=None).isoformat(timespec="microseconds")
    text = text.removesuffix(".000000")
    text = text.removesuffix("000") if "." in text else text
    if not offset:
        return text + "Z"
    minutes = abs(offset) // timedelta(minutes=1)
    sign = "-" if offset < timedelta(0) else "+"
    return f"{text}{sign}{minutes // 60:02}:{minutes % 60:02}"


def _is_json(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_is_json(each) for each in value.values())
    if isinstance(value, list):
        return all(_is_json(each) for each in value)
    if isinstance(value, float | Decimal):
        return Decimal(value).is_finite()
    return value is not _NoJson


def _instance(subject: Subject, random: Random) -> Any:
    """Read an instance from a payload that is valid, if one is found soon."""
    sampler = Sampler(random, subject.schema, wild=0.0)
    for _ in range(20):
        payload = sampler.payload()
        if subject.judge.is_valid(oracle.as_decimals(payload)):
            return subject.message.from_dict(payload)
    return None


def _change(instance: Any, subject: Subject, random: Random) -> None:
    """Set one field, of the message or of an object within it."""
    structures = [one for one in _structures(instance) if one.members]
    if not structures:
        return
    structure = random.choice(structures)
    name = random.choice([one.name for one in structure.members.values()])
    setattr(structure, name, _value(getattr(structure, name), subject, random))


def _structures(value: Any) -> list[Any]:
    found = []
    if hasattr(value, "members"):
        found.append(value)
        for member in value.members.values():
            found += _structures(getattr(value, member.name))
    elif isinstance(value, list):
        found += [one for each in value for one in _structures(each)]
    return found


def _value(before: Any, subject: Subject, random: Random) -> Any:
    """Make a new value for a field."""
    choice = random.random()
    if choice < 0.3:
        return _like(before, random)
    if choice < 0.5:
        return Sampler(random, subject.schema, wild=1.0).payload()
    if choice < 0.7:
        return random.choice(pools.SCALARS)
    now = datetime(2024, 5, random.randrange(1, 28), 12, 30, 15, tzinfo=random.choice(_ZONES))
    return random.choice(
        (
            now, now.replace(microsecond=120_000), now.replace(microsecond=1), now.replace(year=1),
            now.replace(tzinfo=None), now.replace(tzinfo=_ODD_ZONE), date(2024, 5, 1), b"x",
            (1, 2), {1}, {1: 2}, {"a": b""}, [b""], [now], float("nan"), float("inf"), object(),
            _Word("x"), _Whole(7), Decimal(1), Decimal("8.1"), Decimal("NaN"), type, int, [None],
            [before], {"a": before}, before, None, 3 + 4j, range(3), bytearray(b"x"), [[]], {},
        )
    )  # fmt: skip


def _like(before: Any, random: Random) -> Any:
    """Make a value of the kind that is there."""
    if isinstance(before, Enum):
        same = list(type(before))
        return random.choice((*same, before.value, before.value.lower(), _Word(before.value)))
    if isinstance(before, str):
        return random.choice(pools.TEXTS)
    if isinstance(before, bool | int | float):
        return random.choice((*pools.NUMBERS, True, _Whole(3)))
    if isinstance(before, list):
        return random.choice((before * 2, before[:1], [], [*before, None], tuple(before)))
    if isinstance(before, datetime):
        return random.choice(pools.DATE_TIMES)
    if hasattr(before, "members"):
        return random.choice((wire_of(before), None, [before], {}))
    return None
