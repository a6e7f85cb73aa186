"""A small catalog adds to another one, and changes it by key."""

from __future__ import annotations

from typing import Any

import pytest

from ocppgen.model.extending import extended, origin

BASE: dict[str, Any] = {
    "package": "ocpp16",
    "features": [{"name": "A", "summary": "a", "profile": "P"}, {"name": "B", "summary": "b"}],
    "types": [{"name": "T", "at": ["x#/1", "x#/2"]}, {"name": "U", "at": ["x#/3"]}],
    "members": [{"at": ["x#/1"], "text": "one"}],
    "tolerances": [{"rule": "r", "reason": "because"}],
    "names": {"x#/1": "one"},
}

# What a small catalog says, what the whole then says under its key, and where an entry is from.
CASES: list[tuple[str, Any, Any, dict[str, str]]] = [
    ("package", "mine", "mine", {"/package": "/package"}),
    (
        "features",
        [{"name": "C"}, {"name": "A", "summary": "new"}],
        [
            {"name": "A", "summary": "new", "profile": "P"},
            {"name": "B", "summary": "b"},
            {"name": "C"},
        ],
        {"/features/0/summary": "/features/1/summary", "/features/2": "/features/0"},
    ),
    (
        "types",
        [{"name": "V", "at": ["x#/2", "x#/3"]}],
        [{"name": "T", "at": ["x#/1"]}, {"name": "V", "at": ["x#/2", "x#/3"]}],
        {"/types/1/at": "/types/0/at"},
    ),
    (
        "members",
        [{"at": ["x#/1"], "text": "new"}, {"at": ["x#/2"], "text": "two"}],
        [{"at": ["x#/1"], "text": "new"}, {"at": ["x#/2"], "text": "two"}],
        {"/members/1/text": "/members/1/text"},
    ),
    (
        "tolerances",
        [{"rule": "r", "reason": "new"}, {"rule": "s", "reason": "t"}],
        [{"rule": "r", "reason": "new"}, {"rule": "s", "reason": "t"}],
        {"/tolerances/0/reason": "/tolerances/0/reason"},
    ),
    (
        "names",
        {"x#/2": "two"},
        {"x#/1": "one", "x#/2": "two"},
        {"/names/x#~12": "/names/x#~12"},
    ),
    ("features", 1, 1, {"/features": "/features"}),
    ("other", 1, 1, {"/other": "/other"}),
]


@pytest.mark.parametrize(("key", "own", "whole", "places"), CASES)
def test_what_a_small_catalog_says(
    key: str, own: Any, whole: Any, places: dict[str, str]
) -> None:
    before = repr(BASE)
    table, origins = extended(BASE, {key: own})
    assert table == BASE | {key: whole}
    assert {at: origin(at, origins) for at in places} == places
    assert origin("/features/1/summary", origins) is None or key == "features"
    assert repr(BASE) == before
