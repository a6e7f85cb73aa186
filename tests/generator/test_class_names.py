"""Classes that nobody named are called for what leads to them, readably and whatever the order."""

from __future__ import annotations

import pytest

from ocppgen.model.ir import Place
from ocppgen.naming.class_names import class_names

A, B = "/properties/a", "/properties/b"

# Places by file and pointer, and what of the schema is meant; the names they get.
CASES: list[tuple[list[tuple[str, ...]], list[str]]] = [
    ([("X.json", A), ("X.json", B)], ["A", "B"]),
    ([("X.json", f"{A}/oneOf/0"), ("X.json", f"{A}/oneOf/1")], ["AOption1", "AOption2"]),
    ([("X.json", f"{A}/items/anyOf/0"), ("X.json", A)], ["AItemOption1", "A"]),
    ([("X.json", A), ("X.json", f"{A}/additionalProperties")], ["A", "AValue"]),
    ([("X.json", f"{A}/items/0"), ("X.json", f"{A}/items/1")], ["AItem1", "AItem2"]),
    ([("Cat.json", A), ("sub/Dog.json", A)], ["CatA", "DogA"]),
    ([("X.json", A), ("X.json", f"{B}/properties/a")], ["A", "BA"]),
    ([("X.json", A), ("X.json", A, "merged")], ["A", "Merged"]),
    ([("X.json", "")], ["X"]),
]


@pytest.mark.parametrize(("places", "named"), CASES)
def test_what_a_class_is_called(places: list[tuple[str, ...]], named: list[str]) -> None:
    every = [Place(*one) for one in places]
    for order in (every, every[::-1]):
        found, spelled = class_names(order, {}, ())
        assert [found[place] for place in every] == named
        assert spelled == set()
