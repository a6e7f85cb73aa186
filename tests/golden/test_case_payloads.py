"""What the cases give is right: package and oracle agree on their payloads."""

from __future__ import annotations

import copy
import functools
import importlib
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
import referencing
from referencing.jsonschema import DRAFT7

from ocppgen.memory import load_sources, sources
from ocppgen.naming.flavors import DATACLASS
from tests.golden.shapes import CASES, SHAPES, Payloads, payloads, project, write_package
from tests.oracle import as_decimals, validator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TypeAlias

    Load: TypeAlias = Callable[[str], Any]


@pytest.fixture(scope="module")
def load(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Load]:
    """Give the function that writes the package of a case and imports it."""
    folder: Path = tmp_path_factory.mktemp("packages")
    flavor = request.config.getoption("--flavor")

    @functools.cache
    def load(shape: str) -> Any:
        if flavor != DATACLASS:
            return load_sources(sources(project(shape), flavor=flavor))
        write_package(shape, folder)
        importlib.invalidate_caches()
        return importlib.import_module(f"golden_{shape}")

    sys.path.insert(0, str(folder))
    yield load
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.startswith("golden_")]:
        del sys.modules[name]


def _messages(package: Any) -> list[Any]:
    carried = getattr(package, "PAYLOADS", {})
    return [
        one
        for feature in (*package.FEATURES.values(), *carried.values())
        for one in (feature.request_type, feature.response_type)
        if one is not None
    ]


def _class(package: Any, file: str) -> Any:
    """Find the class of a schema file by the place that its docstring names."""
    (found,) = [one for one in _messages(package) if f"``{file}``" in one.__doc__]
    return found


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
def test_valid_payloads_come_back(case: Payloads, load: Load) -> None:
    message = _class(load(case.shape), case.file)
    oracle = _oracle(case.shape, case.file)
    assert case.valid
    for payload in case.valid:
        before = copy.deepcopy(payload)
        assert oracle.is_valid(as_decimals(payload)), payload
        assert message.check(payload) == []
        read = message.from_dict(payload)
        assert payload == before
        assert read.validate() == []
        assert read.to_dict() == payload
        assert json.loads(read.to_json()) == payload
        assert message.from_json(json.dumps(payload)) == read
        assert copy.deepcopy(read) == read


@pytest.mark.parametrize("case", payloads(), ids=_name)
def test_invalid_payloads_are_refused(case: Payloads, load: Load) -> None:
    package = load(case.shape)
    message, oracle = _class(package, case.file), _oracle(case.shape, case.file)
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


@pytest.mark.parametrize("shape", SHAPES)
def test_every_message_has_payloads(shape: str, load: Load) -> None:
    package = load(shape)
    judged = {_class(package, case.file) for case in payloads() if case.shape == shape}
    assert judged == set(_messages(package))


@pytest.mark.parametrize("case", payloads(), ids=_name)
def test_the_exported_schema_judges_alike(case: Payloads, load: Load) -> None:
    message = _class(load(case.shape), case.file)
    judge = validator(as_decimals(message.json_schema()))
    for payload in case.valid:
        assert judge.is_valid(as_decimals(payload)), payload
    for payload, _, _ in case.invalid:
        # 1.0 is no integer in draft-04 only.
        alike = judge.is_valid(as_decimals(payload)) is False
        assert alike or case.shape == "draft_04", payload
