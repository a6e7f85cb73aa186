"""What ``ocppgen rules`` writes: a table of all rules, or a page on one."""

from __future__ import annotations

import json
from dataclasses import asdict
from textwrap import fill
from typing import TYPE_CHECKING, Final

from ocppgen.validate.sequences.choice import find_rule
from ocppgen.validate.sequences.rules import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ocppgen.validate.sequences.rules import Rule

_WIDTH: Final = 92


def rule_table(form: str) -> str:
    """List the rules: id, severity, tier, what each says; area by area."""
    rules = load_rules()
    if form == "json":
        return json.dumps([asdict(rule) for rule in rules.values()], indent=1) + "\n"
    if form == "markdown":
        return _markdown(rules.values())
    lines: list[str] = []
    area = ""
    for rule in rules.values():
        if rule.area != area:
            area = rule.area
            lines += ["", area]
        lines.append(f"  {rule.id}  ({rule.severity}, tier {rule.tier})")
        lines.append(f"      {rule.statement}")
    number = f"{len(rules)} rules; `ocppgen rules ID` explains one"
    return "\n".join([*lines[1:], "", number, ""])


def rule_page(ident: str, form: str) -> str:
    """Explain one rule; raise `GeneratorError` if there is none such."""
    rule = find_rule(ident)
    if form == "json":
        return json.dumps(asdict(rule), indent=1) + "\n"
    parts = {
        "": rule.statement,
        "Fires": rule.fires,
        "Cannot tell": rule.undecidable,
        "Stands in": rule.source,
    }
    told = [_part(name, text) for name, text in parts.items()]
    head = f"## {_head(rule)}" if form == "markdown" else _head(rule)
    return "\n\n".join([head, *told]) + "\n"


def _markdown(rules: Iterable[Rule]) -> str:
    """Write a table for each area."""
    lines: list[str] = []
    area = ""
    for rule in rules:
        if rule.area != area:
            area = rule.area
            lines += ["", f"### {area.capitalize()}", "", "| rule | it says |", "|---|---|"]
        lines.append(f"| `{rule.id}`<br>{rule.severity}, tier {rule.tier} | {rule.statement} |")
    return "\n".join([*lines[1:], ""])


def _head(rule: Rule) -> str:
    return f"{rule.id}: {rule.severity} of tier {rule.tier}, about {rule.area}"


def _part(name: str, text: str) -> str:
    return fill(f"{name}: {text}" if name else text, _WIDTH, break_long_words=False)
