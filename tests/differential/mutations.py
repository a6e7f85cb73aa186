"""Small damage to a payload: at one place, or at a few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.differential import pools

if TYPE_CHECKING:
    from random import Random


def mutated(value: Any, random: Random) -> Any:
    """Copy a payload with one change."""
    places = list(_places(value))
    if not places:
        return random.choice(pools.SCALARS)
    target = random.choice(places)
    return _copied(value, target, random)


def _places(value: Any, way: tuple[Any, ...] = ()) -> Any:
    """List the ways to every member and item."""
    if len(way) > 20:
        return
    if isinstance(value, dict):
        for name, each in value.items():
            yield (*way, name)
            yield from _places(each, (*way, name))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield (*way, index)
            yield from _places(each, (*way, index))


def _copied(value: Any, way: tuple[Any, ...], random: Random) -> Any:
    if len(way) == 1:
        return _changed(value, way[0], random)
    inner = _copied(value[way[0]], way[1:], random)
    if isinstance(value, dict):
        return value | {way[0]: inner}
    return [*value[: way[0]], inner, *value[way[0] + 1 :]]


def _changed(value: Any, step: Any, random: Random) -> Any:
    """Change one member of an object, or one item of an array."""
    if isinstance(value, list):
        rest = [*value[:step], *value[step + 1 :]]
        return random.choice(
            (
                rest,
                [*value, value[step]],
                [*value[:step], _scalar(value[step], random), *value[step + 1 :]],
                [*value[:step], [value[step]], *value[step + 1 :]],
                value * random.choice((2, 30)),
            )
        )
    members: dict[str, Any] = value
    others: dict[str, Any] = {name: one for name, one in members.items() if name != step}
    each = members[step]
    return random.choice(
        (
            others,
            members | {step: None},
            members | {step: _scalar(each, random)},
            members | {step: random.choice(pools.SCALARS)},
            members | {step: [each]},
            members | {step: {step: each}},
            members | {random.choice((step + "x", step.upper(), "", "customData")): each},
            others | {random.choice((step.swapcase(), step + " ", "\0" + step)): each},
            members | dict.fromkeys(members, each),
        )
    )


def _scalar(value: Any, random: Random) -> Any:
    """Make something that is close to a scalar."""
    if isinstance(value, bool) or value is None:
        return random.choice((0, 1, "true", None, not value, "null"))
    if isinstance(value, int | float):
        try:
            choices = (
                -value, value + 1, value - 1, float(value), str(value), value * 10, value / 10,
                int(value), value + 0.05, value == 1, value * 1.0000000000000002,
            )  # fmt: skip
        except OverflowError:
            return 0
        return random.choice([one for one in choices if one not in (_INF, -_INF)])
    if isinstance(value, str):
        at = random.randrange(len(value) + 1)
        other = random.choice("aZ09 -:.@/\\\n\0\u00e9\ud800\U0001f600")
        return random.choice(
            (
                value[:at] + other + value[at:],
                value[:at] + value[at + 1 :],
                value[:at] + other + value[at + 1 :],
                value * random.choice((2, 10)),
                value[:at],
                value + "x" * random.choice((1, 20, 50, 255, 500)),
            )
        )
    return random.choice(pools.SCALARS)


_INF = float("inf")
