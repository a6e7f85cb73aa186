"""Which rules are asked for, and which of their findings are told."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from ocppgen.errors import GeneratorError
from ocppgen.text import listed, shown
from ocppgen.validate.sequences.parameters import Parameters
from ocppgen.validate.sequences.rules import SEVERITIES, TIERS, load_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ocppgen.validate.sequences.rules import Rule

_CLOSE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Choice:
    """What to judge conversations by."""

    rules: Mapping[str, Rule] = field(default_factory=load_rules)
    parameters: Parameters = field(default_factory=Parameters)
    level: str = "warning"
    """The least severity that is told."""

    def tells(self, severity: str) -> bool:
        """Whether findings of this severity are told."""
        return SEVERITIES.index(severity) <= SEVERITIES.index(self.level)


def choose(rules: Iterable[str] = (), ignore: Iterable[str] = ()) -> dict[str, Rule]:
    """Give the rules that are named, all if none is, without the ignored ones.

    A name is a rule's id, an area, or ``tier:1``. Raises `GeneratorError` for any other.
    """
    known = load_rules()
    wanted = {ident for name in rules for ident in _named(name)} or set(known)
    unwanted = {ident for name in ignore for ident in _named(name)}
    chosen = {one: rule for one, rule in known.items() if one in wanted - unwanted}
    if not chosen:
        message = "no rule is left; name others with --rules, or fewer with --ignore"
        raise GeneratorError(message)
    return chosen


def find_rule(ident: str) -> Rule:
    """Give a rule by its id, whatever its case; raise `GeneratorError` if there is none such."""
    for known, rule in load_rules().items():
        if known.casefold() == ident.casefold():
            return rule
    raise GeneratorError(_unknown(ident))


def _named(name: str) -> list[str]:
    rules = load_rules()
    spelled = name.strip().casefold().replace("-", " ").replace("_", " ")
    tiers = {f"tier:{tier}": tier for tier in TIERS}
    found = [
        ident
        for ident, rule in rules.items()
        if ident.casefold() == name.strip().casefold()
        or rule.area == spelled
        or rule.tier == tiers.get(spelled)
    ]
    if not found:
        raise GeneratorError(_unknown(name))
    return found


def _unknown(name: str) -> str:
    rules = load_rules()
    names = [*rules, *sorted({rule.area for rule in rules.values()})]
    close = get_close_matches(name[:100], names, cutoff=_CLOSE)
    hint = f"did you mean {listed(close[:2], 'or')}?" if close else "see `ocppgen rules`"
    return f"there is no rule or area {shown(name)}; {hint}"
