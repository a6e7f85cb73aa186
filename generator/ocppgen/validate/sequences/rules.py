"""The rules as data: the tables of ``tables/``, one an area, checked.

A rule's id never changes its meaning: a rule that means something else gets a new id.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from ocppgen.errors import GeneratorError

if TYPE_CHECKING:
    from collections.abc import Mapping

SEVERITIES: Final = ("error", "warning", "note")
"""``error``: the text demands it and the capture proves the contrary. ``warning``: the text
recommends it, only implies it or sets no time, or there may be an innocent cause that a log does
not show. ``note``: worth knowing, no requirement."""

TIERS: Final = (1, 2, 3)

_ID = re.compile(r"(?:[A-Z]+-\d+(?:\.\d+)*|[A-Z]\d\d\.FR\.\d\d)-[a-z0-9-]+")
_TEXTS = ("statement", "fires", "undecidable")
_KEYS = {"id", "severity", "tier", "source", *_TEXTS}
_TABLES = Path(__file__).with_name("tables")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule over a conversation, or over a single message."""

    id: str
    area: str
    """What it is about: ``firmware``, ``transaction`` and so on."""
    severity: str
    """``error``, ``warning`` or ``note``."""
    tier: int
    """1 for what every such checker should have, up to 3 for rare cases."""
    statement: str
    """What the rule says."""
    fires: str
    """When it is broken, and at which line that is told."""
    undecidable: str
    """When a capture cannot tell, or what is let pass."""
    source: str
    """Documents and sections."""


@cache
def load_rules() -> Mapping[str, Rule]:
    """Read the rules that are built, by id, area by area."""
    rules: dict[str, Rule] = {}
    for path in sorted(_TABLES.glob("*.toml")):
        rules |= read_rules(path.read_text(encoding="utf-8"), path.name)
    return MappingProxyType(rules)


def read_rules(text: str, name: str) -> dict[str, Rule]:
    """Read the table of an area; raise `GeneratorError` where it is not one."""
    rules: dict[str, Rule] = {}
    table = tomllib.loads(text)
    area = table.pop("area", "")
    for number, entry in enumerate(table.pop("rules", ())):
        pointer = f"/rules/{number}"
        if wrong := _wrong(entry):
            raise GeneratorError(wrong, file=name, pointer=pointer)
        if entry["id"] in rules:
            message = f"the rule {entry['id']} is there twice; remove one"
            raise GeneratorError(message, file=name, pointer=pointer)
        source = "; ".join(entry["source"])
        rules[entry["id"]] = Rule(**{**entry, "source": source}, area=area)
    if table or not area:
        message = "must have an area and its rules, and nothing else"
        raise GeneratorError(message, file=name)
    return rules


def _wrong(entry: Mapping[str, Any]) -> str:
    """Say what is wrong with an entry; nothing if it is a rule."""
    if entry.keys() != _KEYS:
        return f"differs in {', '.join(sorted(_KEYS ^ entry.keys()))}; a rule has each key once"
    if not _ID.fullmatch(str(entry["id"])):
        return f"{entry['id']!r} is no rule id; write AREA-SECTION-words"
    if entry["severity"] not in SEVERITIES:
        return f"severity {entry['severity']!r} must be one of {', '.join(SEVERITIES)}"
    if entry["tier"] not in TIERS:
        return f"tier {entry['tier']!r} must be 1, 2 or 3"
    if not isinstance(entry["source"], list) or not entry["source"]:
        return "source must be a list of at least one document with its section"
    empty = [key for key in _TEXTS if not str(entry[key]).strip()]
    return f"{empty[0]} is empty; say it" if empty else ""
