"""The JSON-Schema-Test-Suite: each of its tests is passed, or its schema refused.

What is refused is counted, and the counts are kept, so that a change of what is understood
is seen. To accept one, say ``pytest tests/suite --accept``.
"""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ocppgen import GeneratorError
from ocppgen.checker import Checker, load_checker
from tests.differential.same import is_same
from tests.oracle import formats
from tests.suite.cases import File, files

COUNTS = Path(__file__).with_name("counts.json")


def _as_floats(value: Any) -> Any:
    """Copy a value that was read with decimals to what Python reads by default."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list):
        return [_as_floats(each) for each in value]
    if isinstance(value, dict):
        return {name: _as_floats(each) for name, each in value.items()}
    return value


def _verdicts(checker: Checker, schema: Any, value: Any) -> set[bool]:
    """Judge a value in every way there is: the fast path, the walk, with decimals."""
    floats = _as_floats(value)
    try:
        read = checker.accept(floats)
    except checker.bailout_errors:
        accepted = False
    else:
        accepted = True
        assert is_same(schema, floats, _sent(checker, read))
    walked = not checker.explain(floats)
    return {accepted, walked, not checker.check(floats), not checker.check(value)}


def _sent(checker: Checker, read: object) -> Any:
    """Write what was read, by the slow path if the fast one leaves it to that."""
    try:
        return json.loads(checker.emit(read))
    except checker.bailout_errors:
        assert checker.explain(read) == []
        return checker.to_json_types(read)


def _deviates(file: File, data: object) -> bool:
    """Tell whether this is a date-time that is valid, but that `datetime` cannot hold."""
    return (
        file.name == "optional/format/date-time"
        and isinstance(data, str)
        and formats.is_rfc3339_date_time(data)
        and not formats.is_date_time(data)
    )


def _count(file: File) -> Counter[str]:
    """Run one file; give how many tests were passed, and how many schemas' were refused."""
    counts: Counter[str] = Counter()
    for group in json.loads(file.text, parse_float=Decimal):
        what = f"{file.draft} {file.name}: {group['description']}"
        try:
            checker = load_checker(group["schema"], formats=file.formats, dialect=file.draft)
        except GeneratorError as error:
            assert str(error).isprintable(), what
            counts["refused"] += len(group["tests"])
            continue
        for test in group["tests"]:
            expected = test["valid"] and not _deviates(file, test["data"])
            schema = group["schema"] if file.formats else {}
            verdicts = _verdicts(checker, schema, test["data"])
            assert verdicts == {expected}, f"{what}: {test['description']}"
            counts["deviating" if expected != test["valid"] else "passed"] += 1
    return counts


_FOUND: dict[str, dict[str, dict[str, int]]] = {}


@pytest.mark.parametrize("file", files(), ids=lambda file: f"{file.draft}-{file.name}")
def test_no_test_is_failed(file: File, request: pytest.FixtureRequest) -> None:
    """Each is passed or its schema refused, and as many are as were before."""
    counts = dict(sorted(_count(file).items()))
    _FOUND.setdefault(file.draft, {})[file.name] = counts
    if not request.config.getoption("--accept"):
        assert counts == json.loads(COUNTS.read_bytes())[file.draft]["files"][file.name]


def test_the_counts_are_of_what_there_is(request: pytest.FixtureRequest) -> None:
    """No file of the suite is left out, none is counted that is gone, and the sums are right."""
    if request.config.getoption("--accept"):
        found = {
            draft: {"sum": _sums(files), "files": files} for draft, files in _FOUND.items()
        }
        COUNTS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    counts = json.loads(COUNTS.read_bytes())
    named = {(draft, name) for draft, each in counts.items() for name in each["files"]}
    assert named == {(file.draft, file.name) for file in files()}
    for each in counts.values():
        assert each["sum"] == _sums(each["files"])


def _sums(counts: dict[str, dict[str, int]]) -> dict[str, int]:
    """Add the counts up: of the required tests, of the optional ones, of the formats."""
    total: Counter[str] = Counter()
    for name, each in counts.items():
        kind = "/".join(name.split("/")[:-1]) or "required"
        total.update({f"{kind} {word}": number for word, number in each.items()})
    return dict(sorted(total.items()))
