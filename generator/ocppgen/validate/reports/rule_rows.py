"""The table of rules: which were broken, how often, and what became of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocppgen.validate.reports.limits import RULES_LISTED
from ocppgen.validate.reports.problems import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocppgen.validate.reports.entries import Statements
    from ocppgen.validate.reports.problems import Problems
    from ocppgen.validate.sequences.tally import RuleTally


def broken_rules(
    problems: Problems, statements: Statements, tallies: Mapping[str, RuleTally]
) -> list[dict[str, Any]]:
    """List the rules and keywords that were broken, the worst first."""
    order = sorted(
        problems.counts,
        key=lambda rule: (
            SEVERITIES.index(problems.severity(rule)),
            -problems.counts[rule],
            rule,
        ),
    )
    return [
        {
            "id": rule,
            "severity": problems.severity(rule),
            "count": problems.counts[rule],
            "statement": statements.statement(rule),
            "otherwise": _otherwise(tallies.get(rule)),
        }
        for rule in order[:RULES_LISTED]
    ]


def other_rules(
    problems: Problems, statements: Statements, tallies: Mapping[str, RuleTally]
) -> list[dict[str, Any]]:
    """List the rules that were judged by and told nothing, those that were kept first."""
    others = [rule for rule in tallies if rule not in problems.counts]
    order = sorted(others, key=lambda rule: (-tallies[rule].satisfied, rule))
    return [
        {
            "id": rule,
            "statement": statements.statement(rule),
            "otherwise": _otherwise(tallies[rule]) or "nothing to judge",
        }
        for rule in order
    ]


def _otherwise(tally: RuleTally | None) -> str:
    """Say how often a rule was kept, and how often it could not be decided, and why."""
    if tally is None:
        return ""
    parts = [f"kept {_times(tally.satisfied)}"] if tally.satisfied else []
    if tally.undecidable:
        reasons = ", ".join(
            f"{reason} {count:,}" for reason, count in tally.undecidable.most_common()
        )
        parts.append(f"undecidable {_times(tally.undecidable.total())} ({reasons})")
    return "; ".join(parts)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"
