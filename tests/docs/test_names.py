"""Every name of ocpp-go's firmware packages has its own here, and each exists as said."""

from __future__ import annotations

import dataclasses
import inspect
import re
from enum import StrEnum
from importlib import import_module
from typing import Any

import pytest

from ocpp16 import Feature, Profile, Request, Response, Structure
from tests.docs.tables import ROOT, rows, section

PAGE = "docs/ocpp-go.md"
# Each name in the documentation of the two packages; methods and fields stand behind their type.
GO_NAMES = [
    tuple(line.split())
    for line in (ROOT / "tests/docs/go_names.txt").read_text("ascii").splitlines()
]
PACKAGES = ("firmware", "securefirmware")
ROWS = {
    (package, go.strip("`")): (path.strip("`"), kind)
    for package in PACKAGES
    for go, path, kind in rows(section(PAGE, f"Package `{package}`"))
}
CALL = re.compile(r"(?P<path>[\w.]+)\((?P<arguments>.*)\)")


def find(path: str) -> tuple[Any, Any]:
    """Give what *path* names within ocpp16, and what it is an attribute of."""
    module, *names = path.split(".")
    owner: Any = None
    found: Any = import_module(f"ocpp16.{module}")
    for name in names:
        owner, found = found, getattr(found, name)
    return found, owner


def last(path: str) -> str:
    return path.rpartition(".")[2]


def test_every_name_is_in_the_table() -> None:
    """No name of the documentation is missing, and none is made up."""
    assert sorted(ROWS) == sorted(GO_NAMES)


@pytest.mark.parametrize(("place", "row"), ROWS.items())
def test_a_name_exists_and_is_what_the_table_says(
    place: tuple[str, str], row: tuple[str, str]
) -> None:
    """The Python name can be imported and is of the kind in the last column."""
    package, go = place
    path, kind = row
    assert path.startswith(f"{package}.")
    assert is_a(kind, path, go)


def is_a(kind: str, path: str, go: str) -> bool:
    """Tell whether *path* is of the *kind* that the table says."""
    if kind == "constructor":
        return builds_with_required_only(path)
    found, owner = find(path)
    match kind:
        case "request":
            return issubclass(found, Request) and dataclasses.is_dataclass(found)
        case "response":
            return issubclass(found, Response) and dataclasses.is_dataclass(found)
        case "structure":
            return issubclass(found, Structure) and dataclasses.is_dataclass(found)
        case "enum":
            return issubclass(found, StrEnum)
        case "value":
            return isinstance(found, StrEnum) and go == type(found).__name__ + found.value
        case "field":
            return last(path) in {field.name for field in dataclasses.fields(owner)}
        case "feature":
            return isinstance(found, Feature) and go == f"{found.name}Feature"
        case "profile":
            return isinstance(found, Profile)
        case "constant":
            return isinstance(found, str) and go in {f"{found}FeatureName", "ProfileName"}
        case "attribute":
            return isinstance(found, str | type)
        case "handler":
            return inspect.isclass(found) and bool(getattr(found, "_is_protocol", False))
        case "handler method":
            return takes_what_its_role_gets(found, owner)
    return False


def builds_with_required_only(path: str) -> bool:
    """Tell whether the arguments are exactly the required fields of the class."""
    call = CALL.fullmatch(path)
    assert call is not None
    message, _ = find(call["path"])
    required = [
        field.name
        for field in dataclasses.fields(message)
        if field.default is dataclasses.MISSING
    ]
    return [
        one.removesuffix("=...") for one in call["arguments"].split(", ") if one
    ] == required


def takes_what_its_role_gets(method: Any, owner: Any) -> bool:
    """Tell whether a method has the parameters of its role, here and in the other handlers."""
    wanted = ["self", "charge_point_id", "request"]
    if owner.__name__ == "ChargePointHandler":
        wanted.remove("charge_point_id")
    module = import_module(owner.__module__)
    role = owner.__name__.removesuffix("Handler")
    others = (f"Async{role}Handler", f"{role}Stub", f"Async{role}Stub")
    methods = [method, *(getattr(getattr(module, one), method.__name__) for one in others)]
    return all(list(inspect.signature(one).parameters) == wanted for one in methods)
