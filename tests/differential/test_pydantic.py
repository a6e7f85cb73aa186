"""What pydantic exports is generated, and agrees with pydantic wherever that follows its schema."""

from __future__ import annotations

import json
from datetime import date, datetime  # noqa: TC003  (pydantic reads annotations)
from enum import Enum, IntEnum
from typing import Annotated, Any, Literal, Optional
from uuid import UUID  # noqa: TC003  (likewise)

import pytest
from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError

from ocppgen.checker import load_checker


class Color(Enum):
    """The colours of a lamp."""

    RED = "red"
    GREEN = "green"


class Level(IntEnum):
    """How bright it is."""

    LOW = 1
    HIGH = 2


class Bounds(BaseModel):
    """Every bound that pydantic writes."""

    text: Annotated[str, Field(min_length=1, max_length=3)]
    number: Annotated[float, Field(gt=0, le=10)]
    whole: Annotated[int, Field(ge=0, multiple_of=5)] = 0
    code: Annotated[str, Field(pattern="^[A-Z]{2}$")] = "AB"


class Optionals(BaseModel):
    """What may be absent, and what may be null."""

    a: Optional[int] = None  # noqa: UP045  (as many write it)
    b: str | None
    c: list[int | None] = []


class Choices(BaseModel):
    """Closed sets."""

    color: Color
    level: Level = Level.LOW
    mode: Literal["auto", "manual"] = "auto"
    mixed: Literal["a", 1] | None = None


class Point(BaseModel):
    """A place."""

    x: int
    y: int


class Nested(BaseModel):
    """Models in models."""

    origin: Point
    path: list[Point] = []
    named: dict[str, Point] = {}


class Moments(BaseModel):
    """What JSON has strings for."""

    when: datetime
    day: date | None = None
    key: UUID | None = None


class Cat(BaseModel):
    """One kind."""

    kind: Literal["cat"]
    lives: int = 9


class Dog(BaseModel):
    """Another kind."""

    kind: Literal["dog"]
    barks: bool


class Tagged(BaseModel):
    """Unions with a discriminator."""

    pet: Annotated[Cat | Dog, Field(discriminator="kind")]
    pets: list[Annotated[Cat | Dog, Field(discriminator="kind")]] = []


class Untagged(BaseModel):
    """Unions without one."""

    one: Point | str | list[int]
    two: Color | Point | None = None


class Closed(BaseModel):
    """No other members."""

    model_config = ConfigDict(extra="forbid")

    a: int
    inner: Point | None = None


class Tree(BaseModel):
    """What contains itself."""

    value: int
    children: list[Tree] = []
    other: Tree | None = None


class Tuples(BaseModel):
    """Arrays whose items differ."""

    pair: tuple[int, str]
    many: tuple[int, ...] = ()
    few: Annotated[list[str], Field(min_length=1, max_length=2)] = ["a"]


class Aliased(BaseModel):
    """Other names on the wire."""

    first_name: str = Field(alias="firstName", description="As on the card.")
    class_: int = Field(alias="class", default=1)


class Keyed(BaseModel):
    """Keys with a pattern."""

    by_key: dict[Annotated[str, Field(pattern="^x-")], int]


class Points(RootModel[list[Point]]):
    """A root that is no object."""


CASES: list[tuple[type[BaseModel], list[Any]]] = [
    (Bounds, [{"text": "a", "number": 1.5}, {"text": "", "number": 1.5}, {"text": "abcd", "number": 1.5},
              {"text": "a", "number": 0.0}, {"text": "a", "number": 10.5}, {"text": "a", "number": 1.5, "whole": 7},
              {"text": "a", "number": 1.5, "code": "ABC"}, {"text": "a"}, {"text": 5, "number": 1.5}, []]),
    (Optionals, [{"b": None}, {"b": "x", "a": None}, {"b": 5}, {}, {"b": "x", "c": [1, None]}, {"b": "x", "c": ["1"]}]),
    (Choices, [{"color": "red"}, {"color": "blue"}, {"color": "red", "level": 2}, {"color": "red", "level": 3},
               {"color": "red", "mode": "odd"}, {"color": "red", "mixed": 1}, {"color": "red", "mixed": 2},
               {"color": "red", "mixed": None}, {"color": None}]),
    (Nested, [{"origin": {"x": 1, "y": 2}}, {"origin": {"x": 1}}, {"origin": {"x": 1, "y": "2"}},
              {"origin": {"x": 1, "y": 2}, "path": [{"x": 0, "y": 0}], "named": {"a": {"x": 1, "y": 1}}},
              {"origin": {"x": 1, "y": 2}, "named": {"a": {}}}, {"origin": None}]),
    (Moments, [{"when": "2024-05-01T10:00:00Z"}, {"when": "yesterday"}, {"when": "2024-05-01T10:00:00Z", "day": "2024-05-01"},
               {"when": "2024-05-01T10:00:00Z", "day": "May"}, {"when": "2024-05-01T10:00:00Z", "key": "x"},
               {"when": "2024-05-01T10:00:00Z", "key": "123e4567-e89b-12d3-a456-426614174000"}]),
    (Tagged, [{"pet": {"kind": "cat"}}, {"pet": {"kind": "dog", "barks": True}}, {"pet": {"kind": "dog"}},
              {"pet": {"kind": "cow"}}, {"pet": {}}, {"pet": {"kind": "cat", "lives": "9"}},
              {"pet": {"kind": "cat"}, "pets": [{"kind": "dog", "barks": False}, {"kind": "cat"}]}]),
    (Untagged, [{"one": "a"}, {"one": {"x": 1, "y": 2}}, {"one": [1, 2]}, {"one": [1, "a"]}, {"one": {"x": 1}},
                {"one": 5}, {"one": "a", "two": "red"}, {"one": "a", "two": "blue"}, {"one": "a", "two": {"x": 1, "y": 1}}]),
    (Closed, [{"a": 1}, {"a": 1, "b": 2}, {"a": 1, "inner": {"x": 1, "y": 2, "z": 3}}, {"a": 1, "inner": None}]),
    (Tree, [{"value": 1}, {"value": 1, "children": [{"value": 2, "other": {"value": 3}}]},
            {"value": 1, "children": [{"value": "2"}]}, {"value": 1, "other": {"children": []}}]),
    (Tuples, [{"pair": [1, "a"]}, {"pair": [1]}, {"pair": [1, "a", 2]}, {"pair": ["a", 1]}, {"pair": [1, "a"], "many": [1, 2, 3]},
              {"pair": [1, "a"], "many": ["x"]}, {"pair": [1, "a"], "few": []}, {"pair": [1, "a"], "few": ["a", "b", "c"]}]),
    (Aliased, [{"firstName": "a"}, {"first_name": "a"}, {"firstName": "a", "class": 2}, {"firstName": "a", "class": "2"}]),
    (Keyed, [{"by_key": {"x-a": 1}}, {"by_key": {"x-a": "1"}}, {"by_key": {}}]),
    (Points, [[{"x": 1, "y": 2}], [], [{"x": 1}], {"x": 1}]),
]  # fmt: skip


def _takes(model: type[BaseModel], payload: Any) -> bool:
    """Ask pydantic, which is told not to convert what is of another type."""
    try:
        model.model_validate_json(json.dumps(payload), strict=True)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("model", "payloads"), CASES, ids=lambda one: getattr(one, "__name__", "")
)
def test_an_export_of_pydantic_is_judged_as_pydantic_does(
    model: type[BaseModel], payloads: list[Any]
) -> None:
    checker = load_checker(model.model_json_schema())
    verdicts = [_takes(model, payload) for payload in payloads]
    assert {*verdicts} == {True, False}
    for payload, valid in zip(payloads, verdicts, strict=True):
        violations = checker.check(payload)
        assert (violations == []) == valid, (payload, violations)
        if valid:
            assert json.loads(checker.emit(checker.accept(payload))) == payload
