"""The tables of rules are read, and refused where they are none."""

from __future__ import annotations

import pytest

from ocppgen.errors import GeneratorError
from ocppgen.validate.sequences.rules import load_rules, read_rules

RULE = """
[[rules]]
id = "J-1-once"
severity = "note"
tier = 1
statement = "Say it once."
fires = "It is said twice."
undecidable = "Never."
source = ["A: 1", "B: 2"]
"""
TABLE = f'area = "rpc"\n{RULE}'


def test_each_rule_knows_its_id() -> None:
    rules = load_rules()
    assert rules
    assert all(rule.id == ident for ident, rule in rules.items())


def test_a_table_gives_its_rules_an_area_and_one_source() -> None:
    rule = read_rules(TABLE, "t.toml")["J-1-once"]
    assert (rule.area, rule.tier, rule.source) == ("rpc", 1, "A: 1; B: 2")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (TABLE + RULE, "twice"),
        (RULE, "area"),
        (TABLE.replace("tier", "tear"), "tear"),
        (TABLE.replace('"J-1-once"', '"once"'), "no rule id"),
        (TABLE.replace('"note"', '"fatal"'), "severity"),
        (TABLE.replace("tier = 1", "tier = 4"), "tier"),
        (TABLE.replace('"Never."', '" "'), "undecidable is empty"),
        (TABLE.replace('["A: 1", "B: 2"]', "[]"), "source"),
        (f"more = 1\n{TABLE}", "nothing else"),
    ],
)
def test_what_is_no_table_of_rules_is_refused(text: str, wrong: str) -> None:
    with pytest.raises(GeneratorError) as told:
        read_rules(text, "t.toml")
    assert wrong in told.value.message
