"""How two sets of schemas differ: features, members, whether they are required, keywords."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ocppgen.cli.facts import conditions, facts, parts
from ocppgen.memory import load_package, unload
from ocppgen.text import listed, shown, token

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ocppgen.project import Project

Rows = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: of a message, at a pointer into its payload.

    ``keyword`` is JSON Schema's, or ``added`` or ``removed``.
    """

    message: str
    pointer: str
    keyword: str
    before: Any
    after: Any
    text: str

    def __str__(self) -> str:
        """Say it in one line."""
        where = f"{self.message}#{self.pointer}" if self.pointer else self.message
        return f"{where}: {self.text}"


def differences(old: Project, new: Project) -> list[Difference]:
    """Compare two projects, message by message, by the names of their features."""
    before, after = _messages(old), _messages(new)
    found: list[Difference] = []
    for name in dict.fromkeys([*before, *after]):
        if name not in after:
            found.append(Difference(name, "", "removed", None, None, "removed"))
        elif name not in before:
            found.append(Difference(name, "", "added", None, None, "added"))
        else:
            found += _of_message(name, before[name], after[name])
    return found


def _messages(project: Project) -> dict[str, Rows]:
    package: Any = load_package(project)
    try:
        pairs = {feature.name: feature for feature in package.FEATURES.values()}
        carried = getattr(package, "PAYLOADS", {})
        pairs |= {f"{vendor} {name}": one for (vendor, name), one in carried.items()}
        return {
            f"{name}.{word}": dict(_rows(message))
            for name, feature in pairs.items()
            for word, message in (
                ("req", feature.request_type),
                ("conf", feature.response_type),
            )
            if message is not None
        }
    finally:
        unload(package)


def _rows(message: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Describe the payload and each value in it, by its pointer; ``*`` is any item."""
    waiting: list[tuple[str, Any, tuple[Any, ...]]] = [("", message, ())]
    while waiting:
        at, one, within = waiting.pop(0)
        others = one.members.additional
        asked = conditions(one)
        whole = {"additionalProperties": others is not None}
        yield at + "/" if at else "", {**whole, **({"allOf": asked} if asked else {})}
        for member in one.members.values():
            place = f"{at}/{token(member.wire_name)}"
            row: dict[str, Any] = {"required": member.required}
            types = [("", member.type)]
            while types:
                step, type_ = types.pop(0)
                if step:
                    yield place, row
                    place, row = f"{place}/{step}", {}
                said = facts(type_)
                said.pop("items", None)
                said.pop("class", None)
                row = {**said, **row}
                if type(type_).__name__ == "Object" and type_.structure not in within:
                    waiting.append((place, type_.structure, (*within, one)))
                if type(type_).__name__ in ("Array", "Map"):
                    types += parts(type_)
            yield place, row


def _of_message(name: str, before: Rows, after: Rows) -> Iterator[Difference]:
    for at in dict.fromkeys([*before, *after]):
        if at not in after:
            if _is_topmost(at, after):
                yield Difference(name, at, "removed", before[at], None, "removed")
        elif at not in before:
            if _is_topmost(at, before):
                text = ", ".join(["added", *_described(after[at])])
                yield Difference(name, at, "added", None, after[at], text)
        else:
            yield from _of_value(name, at.rstrip("/"), before[at], after[at])


def _is_topmost(at: str, others: Rows) -> bool:
    """Whether what is around a value is on both sides, so that it is told by itself."""
    return not at.endswith("/") and (
        at.rpartition("/")[0] + "/" in others or at.count("/") == 1
    )


def _described(row: Mapping[str, Any]) -> Iterator[str]:
    yield "required" if row.get("required") else "optional"
    for keyword, value in row.items():
        if keyword == "type":
            yield str(value)
        elif keyword not in ("required", "additionalProperties"):
            yield f"{keyword} {shown(value)}"


def _of_value(
    name: str, at: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Difference]:
    for keyword in dict.fromkeys([*before, *after]):
        old, new = before.get(keyword), after.get(keyword)
        same = (
            keyword == "enum" and old and new and sorted(old, key=repr) == sorted(new, key=repr)
        )
        if old != new and not same:
            yield Difference(name, at, keyword, old, new, _text(keyword, old, new))


def _text(keyword: str, old: Any, new: Any) -> str:
    if keyword == "required":
        return "required, was optional" if new else "optional, was required"
    if keyword == "additionalProperties":
        return "other members are allowed" if new else "other members are no longer allowed"
    if keyword == "allOf":
        more = [json.dumps(one) for one in new or () if one not in (old or ())]
        less = [json.dumps(one) for one in old or () if one not in (new or ())]
        words = [f"must also meet {one}" for one in more]
        return "; ".join([*words, *(f"need no longer meet {one}" for one in less)])
    if keyword == "enum" and isinstance(old, list) and isinstance(new, list):
        more = [shown(one) for one in new if one not in old]
        less = [shown(one) for one in old if one not in new]
        words = [f"enum also has {listed(more)}"] if more else []
        words += [f"enum no longer has {listed(less)}"] if less else []
        return "; ".join(words)
    if new is None:
        return f"no {keyword}, was {shown(old)}"
    was = "was none" if old is None else f"was {shown(old)}"
    return f"{keyword} {shown(new)}, {was}"
