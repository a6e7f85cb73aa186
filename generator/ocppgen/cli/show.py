"""What ``list`` and ``show`` print: features for people, or as JSON for programs."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any, TypeVar

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
    from collections.abc import Callable, Iterator, Sequence

    from ocppgen.naming.package import Feature, Message, NamedField, NamedStructure, Package
    from ocppgen.project import Project


T = TypeVar("T")

_WIDTH = 88
"""What the schemas say is broken into lines of so many characters."""

_WIDEST = 50
"""So many characters of a message's fields stand in the table; `show` has them all."""


def feature_tables(projects: Sequence[Project], form: str) -> str:
    """Give the tables of features; *form* is ``text`` or ``json``.

    With several projects each has its package's name above it; as JSON they are an object.
    """
    if form == "json":
        return _json(_by_package(projects, _every_feature))
    return _headed(projects, _table)


def feature_pages(projects: Sequence[Project], name: str, form: str) -> str:
    """Give everything of one feature, or of a vendor's message, of each project that has it.

    Raises `GeneratorError` if none has.
    """
    having = [one for one in projects if _has(one, name)]
    if form == "json":
        return _json(_by_package(having or projects, lambda one: _feature(one, name)))
    return _headed(having or projects, lambda one: _page(one, name))


def _has(project: Project, name: str) -> bool:
    return name in _named(plan(project))


def _by_package(projects: Sequence[Project], told: Callable[[Project], T]) -> object:
    if len(projects) == 1:
        return told(projects[0])
    return {project.package: told(project) for project in projects}


def _headed(projects: Sequence[Project], told: Callable[[Project], str]) -> str:
    if len(projects) == 1:
        return told(projects[0])
    return "\n".join(f"{project.package}\n\n{told(project)}" for project in projects)


def _every_feature(project: Project) -> list[dict[str, Any]]:
    package = plan(project)
    with Facts(project, package) as known:
        features = [known.feature(feature) for feature in package.features]
        return [*features, *map(known.payload, package.payloads)]


def _table(project: Project) -> str:
    package = plan(project)
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


def _feature(project: Project, name: str) -> dict[str, Any]:
    package = plan(project)
    with Facts(project, package) as known:
        return _facts(known, _found(package, name))


def _facts(known: Facts, one: Feature | VendorMessage) -> dict[str, Any]:
    return known.payload(one) if isinstance(one, VendorMessage) else known.feature(one)


def _page(project: Project, name: str) -> str:
    package = plan(project)
    feature = _found(package, name)
    with Facts(project, package) as known:
        return printable_lines(_Index(package).page(feature, known))


def _named(package: Package) -> dict[str, Feature | VendorMessage]:
    """Give every feature and message of a vendor by its names.

    A vendor's message that is not named like any other may be named without its vendor.
    """
    found: dict[str, Feature | VendorMessage] = {}
    for payload in package.payloads:
        found[payload.message] = payload
        found[f"{payload.vendor} {payload.message}"] = payload
    return found | {feature.name: feature for feature in package.features}


def _found(package: Package, name: str) -> Feature | VendorMessage:
    features = _named(package)
    if name not in features:
        close = [one for one in features if fold(name)[:5] == fold(one)[:5]]
        hint = f"did you mean {', '.join(close)}?" if close else "see `ocppgen list`"
        message = f"there is no feature {shown(name)}; {hint}"
        raise GeneratorError(message)
    return features[name]


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
