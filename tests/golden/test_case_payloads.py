"""Is what the cases give right? Their payloads, judged by the package and by the oracle."""

from __future__ import annotations

import copy
import importlib
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
import referencing
from referencing.jsonschema import DRAFT7

from tests.golden.shapes import CASES, SHAPES, Payloads, payloads, whole_package
from tests.oracle import as_decimals, validator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module", autouse=True)
def _packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Write every package to one folder that Python imports from."""
    folder: Path = tmp_path_factory.mktemp("packages")
    for shape in SHAPES:
        for path, text in whole_package(shape).items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode())
    sys.path.insert(0, str(folder))
    yield
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.startswith("golden_")]:
        del sys.modules[name]


def _class(shape: str, file: str) -> Any:
    """Find the class of a schema file by the place that its module names."""
    package = importlib.import_module(f"golden_{shape}")
    for feature in package.FEATURES.values():
        for one in (feature.request_type, feature.response_type):
            if one is not None and f"``{file}``" in (one.__doc__ or ""):
                return one
    raise LookupError(file)


def _oracle(shape: str, file: str) -> Any:
    folder = CASES / shape / "schemas"
    contents = {
        path.relative_to(folder).as_posix(): json.loads(path.read_bytes())
        for path in folder.rglob("*.json")
    }
    registry: referencing.Registry[Any] = referencing.Registry().with_resources(
        (name, referencing.Resource.from_contents(one, default_specification=DRAFT7))
        for name, one in contents.items()
    )
    return validator(as_decimals(contents[file]), registry)


def _name(case: Payloads) -> str:
    return f"{case.shape}-{case.file}" if len(case.file) < 40 else case.shape


@pytest.mark.parametrize("case", payloads(), ids=_name)
def test_valid_payloads_come_back(case: Payloads) -> None:
    message, oracle = _class(case.shape, case.file), _oracle(case.shape, case.file)
    assert case.valid
    for payload in case.valid:
        before = copy.deepcopy(payload)
        assert oracle.is_valid(as_decimals(payload))
        assert message.check(payload) == []
        read = message.from_dict(payload)
        assert payload == before
        assert read.validate() == []
        assert read.to_dict() == payload
        assert json.loads(read.to_json()) == payload
        again = message.from_json(json.dumps(payload))
        assert again == read
        assert copy.deepcopy(read) == read


@pytest.mark.parametrize("case", payloads(), ids=_name)
def test_invalid_payloads_are_refused(case: Payloads) -> None:
    message, oracle = _class(case.shape, case.file), _oracle(case.shape, case.file)
    package = importlib.import_module(f"golden_{case.shape}")
    assert case.invalid
    for payload, pointer, keyword in case.invalid:
        before = copy.deepcopy(payload)
        assert not oracle.is_valid(as_decimals(payload)), payload
        violations = message.check(payload)
        assert payload == before
        assert (pointer, keyword) in {(one.pointer, one.keyword) for one in violations}
        with pytest.raises(package.ValidationError) as caught:
            message.from_dict(payload)
        assert caught.value.violations == violations


def test_every_schema_that_is_a_message_has_payloads() -> None:
    for shape in SHAPES:
        package = importlib.import_module(f"golden_{shape}")
        messages = {
            one.__name__
            for feature in package.FEATURES.values()
            for one in (feature.request_type, feature.response_type)
            if one is not None
        }
        cases = [case for case in payloads() if case.shape == shape]
        assert {_class(shape, case.file).__name__ for case in cases} == messages
