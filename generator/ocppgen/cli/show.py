"""What ``list`` and ``show`` print: features for people, or as JSON for programs."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

from ocppgen.cli.show_json import Facts
from ocppgen.errors import GeneratorError
from ocppgen.model import ir
from ocppgen.model.payloads import CARRIER
from ocppgen.naming.names import fold
from ocppgen.naming.package import VendorMessage
from ocppgen.pipeline import plan
from ocppgen.python.phrases import ModuleWriter
from ocppgen.text import printable, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocppgen.naming.package import Feature, Message, NamedField, NamedStructure, Package
    from ocppgen.project import Project


_WIDTH = 88
"""What the schemas say is broken into lines of so many characters."""

_WIDEST = 50
"""So many characters of a message's fields stand in the table; `show` has them all."""


def feature_table(project: Project, form: str) -> str:
    """Give the table of features; *form* is ``text`` or ``json``."""
    package = plan(project)
    if form == "json":
        with Facts(project, package) as known:
            features = [known.feature(feature) for feature in package.features]
            return _json([*features, *map(known.payload, package.payloads)])
    index = _Index(package)
    head = ("feature", "profile", "sent by", "request", "response")
    rows = [
        (
            feature.name,
            feature.profile or "-",
            (feature.initiator or "-").replace("_", " "),
            index.cell(feature.request),
            index.cell(feature.response),
        )
        for feature in package.features
    ]
    text = printable_lines(_columns([head, *rows]))
    if not package.payloads:
        return text
    head = ("payload of", "message", "sent by", "request", "response")
    rows = [
        (
            payload.vendor,
            payload.message,
            payload.initiator.replace("_", " "),
            index.cell(payload.request),
            index.cell(payload.response),
        )
        for payload in package.payloads
    ]
    return f"{text}\n{printable_lines(_columns([head, *rows]))}"


def feature_page(project: Project, name: str, form: str) -> str:
    """Give everything of one feature, or of a vendor's message.

    Raises `GeneratorError` if there is none such. A vendor's message that is not named like
    any other may be named without its vendor.
    """
    package = plan(project)
    features: dict[str, Feature | VendorMessage] = {}
    for payload in package.payloads:
        features[payload.message] = payload
        features[f"{payload.vendor} {payload.message}"] = payload
    features |= {feature.name: feature for feature in package.features}
    if name not in features:
        close = [one for one in features if fold(name)[:5] == fold(one)[:5]]
        hint = f"did you mean {', '.join(close)}?" if close else "see `ocppgen list`"
        message = f"there is no feature {shown(name)}; {hint}"
        raise GeneratorError(message)
    feature = features[name]
    with Facts(project, package) as known:
        if form == "json":
            if isinstance(feature, VendorMessage):
                return _json(known.payload(feature))
            return _json(known.feature(feature))
        return printable_lines(_Index(package).page(feature, known))


class _Index:
    """Finds the classes of a package, and describes them."""

    def __init__(self, package: Package) -> None:
        self._modules = package.every
        helpers = {one.place: one.type for module in self._modules for one in module.helpers}
        self._writer = ModuleWriter(package, ("",), helpers, frozenset())
        self._structures = {
            one.places[0]: one for module in self._modules for one in module.structures
        }
        self._enums = {one.places[0]: one for module in self._modules for one in module.enums}

    def cell(self, message: Message | None) -> str:
        if message is None:
            return "-"
        structure = self._structure(message.place)
        words = [field.wire + ("" if field.required else "?") for field in structure.fields]
        kept = 0
        while kept < len(words) and len(", ".join(words[: kept + 1])) <= _WIDEST:
            kept += 1
        left = len(words) - kept
        named = [*words[:kept], *([f"{left} more"] if left else [])]
        return f"{message.place.file} ({', '.join(named) or 'empty'})"

    def page(self, feature: Feature | VendorMessage, known: Facts) -> Iterator[str]:
        sender = (feature.initiator or "").replace("_", " ")
        name = feature.message if isinstance(feature, VendorMessage) else feature.name
        yield name + (f": {feature.summary}" if feature.summary else "")
        if isinstance(feature, VendorMessage):
            yield f"of {feature.vendor}, in a {CARRIER} sent by {sender}"
        elif feature.profile:
            yield f"profile {feature.profile}, sent by {sender}"
        for word in ("request", "response"):
            message: Message | None = getattr(feature, word)
            if message is not None:
                yield ""
                yield f"{message.name}   ({'.'.join(message.module)}, from {message.place})"
                yield from self._members(message.place, known)
                example = known.example_of(feature, word)
                if example is not None:
                    yield "  example:"
                    yield from ("    " + line for line in _json(example).splitlines())

    def _members(self, place: ir.Place, known: Facts) -> Iterator[str]:
        seen: set[ir.Place] = set()
        queue = [place]
        while queue:
            one = queue.pop(0)
            if one in seen:
                continue
            seen.add(one)
            if one in self._enums:
                yield f"  {self._enums[one].name}"
                yield from _said(self._enums[one].summary)
                yield "    " + ", ".join(member.value for member in self._enums[one].members)
            elif one in self._structures:
                described = self._structures[one]
                if one != place:
                    yield f"  {described.name}"
                    yield from _said(described.summary)
                indent = "  " if one == place else "    "
                yield from (indent + line for line in self._lines(described))
                yield from (indent + line for line in known.asked(described))
                for field in described.fields:
                    queue += _places(field.type)

    def _lines(self, structure: NamedStructure) -> Iterator[str]:
        """Describe each member: a row of its facts, and below it what the schema says."""
        rows = _columns([self._row(field) for field in structure.fields] or [("no members",)])
        said = [field.description for field in structure.fields] or [""]
        for row, text in zip(rows, said, strict=True):
            yield row
            yield from ("    " + line for line in textwrap.wrap(text, _WIDTH))

    def _row(self, field: NamedField) -> tuple[str, ...]:
        needed = "required" if field.required else "optional"
        default = f", default {field.default}" if field.default else ""
        return field.wire, field.name, self._writer.phrase(field.type), needed + default

    def _structure(self, place: ir.Place) -> NamedStructure:
        return self._structures[place]


def _said(summary: str) -> Iterator[str]:
    yield from ("    " + line for line in textwrap.wrap(summary, _WIDTH))


def printable_lines(lines: Iterator[str] | Sequence[str]) -> str:
    """Join lines, each made fit for a terminal."""
    return "".join(printable(line).rstrip() + "\n" for line in lines)


def _places(one: ir.Type) -> list[ir.Place]:
    if isinstance(one, ir.Reference | ir.Choice):
        return [one.place]
    return [place for part in ir.parts(one) for place in _places(part)]


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    width = max(len(row) for row in rows)
    widths = [max(len(row[i]) for row in rows if i < len(row)) for i in range(width)]
    return ["  ".join(cell.ljust(widths[i]) for i, cell in enumerate(row)) for row in rows]


def _json(value: object) -> str:
    return json.dumps(value, indent=2) + "\n"
