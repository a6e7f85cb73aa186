"""Each rule is kept by a clean capture, and broken by a faulty one where its script marks it."""

from __future__ import annotations

from collections import Counter

import pytest

from ocppgen.validate.sequences.from_python import Line, validate
from ocppgen.validate.sequences.rules import load_rules
from tests.validate.sequences.script import Script, scripts

SCRIPTS = scripts()


def found(script: Script) -> set[tuple[str, int]]:
    """Judge a capture by all rules."""
    lines = [
        Line(
            one.stamp(script.times) or None,
            "CP-1",
            "to central system" if one.to_central else "to charge point",
            one.text("none").split(" ", 2)[2],
        )
        for one in script.frames()
    ]
    return {(one.rule, one.line) for one in validate(lines)}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_capture(script: Script) -> None:
    assert found(script) == script.expected()


def test_each_rule_has_a_clean_and_a_faulty_capture() -> None:
    kinds = Counter((one.rule, one.kind.split()[0]) for one in SCRIPTS)
    wanted = {(rule, kind) for rule in load_rules() for kind in ("clean", "faulty")}
    assert wanted - kinds.keys() == set()
    assert {rule for rule, _ in kinds} <= load_rules().keys()


def test_a_faulty_capture_breaks_its_rule() -> None:
    for one in SCRIPTS:
        broken = one.rule in {rule for rule, _ in one.expected()}
        assert broken == one.kind.startswith("faulty"), one.name
