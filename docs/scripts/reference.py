"""The message reference: a page for each feature of each edition, made from the model."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import mkdocs_gen_files

from ocppgen import load_project
from ocppgen.cli.show_json import Facts
from ocppgen.disk import resources
from ocppgen.pipeline import plan
from ocppgen.validate.sequences.rules import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocppgen.naming.package import Feature, Package

    Described = dict[str, Any]

LIMITS = {
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "pattern": "pattern `{}`",
    "minimum": "at least {}",
    "maximum": "at most {}",
    "exclusiveMinimum": "above {}",
    "exclusiveMaximum": "below {}",
    "multipleOf": "a multiple of {}",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "uniqueItems": "none twice",
}


def main() -> None:
    """Write the pages below ``reference/``."""
    listed: list[str] = []
    for edition in resources.EDITIONS:
        project = load_project(edition=edition)
        package = plan(project)
        listed.append(f"* [OCPP {edition}]({package.name}/index.md)\n")
        with Facts(project, package) as facts:
            for profile in package.profiles:
                listed.append(f"    * {profile.entry.name}\n")
                for feature in profile.features:
                    path = f"{package.name}/{profile.entry.package}/{feature.name}.md"
                    write(path, page(package, feature, facts.feature(feature)))
                    listed.append(f"        * [{feature.name}]({path.partition('/')[2]})\n")
        write(f"{package.name}/index.md", overview(package))
    write("index.md", "# Message reference\n\n" + "".join(_editions()))
    with mkdocs_gen_files.open("reference/SUMMARY.md", "w") as summary:
        summary.write("* [Message reference](index.md)\n")
        summary.writelines(_nested(listed))


def write(path: str, text: str) -> None:
    """Write one page of the reference."""
    with mkdocs_gen_files.open(f"reference/{path}", "w") as made:
        made.write(text)


def _editions() -> Iterator[str]:
    yield "Every message of every edition, as its schemas have it: who sends it, what it is for, its\n"
    yield "members with their types and limits, and an example.\n\n"
    for edition in resources.EDITIONS:
        name = load_project(edition=edition).package
        yield f"- [OCPP {edition}]({name}/index.md), the package `{name}`\n"


def _nested(listed: list[str]) -> Iterator[str]:
    """Put the folder of its edition before each path."""
    folder = ""
    for line in listed:
        if line.startswith("* "):
            folder = line.partition("(")[2].partition("/")[0]
            yield line
        else:
            yield re.sub(r"\]\(", f"]({folder}/", line)


def overview(package: Package) -> str:
    """Return the page of an edition: its features by profile."""
    lines = [f"# OCPP {package.protocol.version}: the package `{package.name}`", ""]
    for profile in package.profiles:
        lines += [f"## {profile.entry.name}", "", profile.entry.summary, ""]
        lines += ["| feature | sent by | what for |", "|---|---|---|"]
        for one in profile.features:
            link = f"[{one.name}]({profile.entry.package}/{one.name}.md)"
            sender = package.protocol.sender(one.initiator or "either")
            lines.append(f"| {link} | {sender} | {one.summary} |")
        lines.append("")
    return "\n".join(lines)


def page(package: Package, feature: Feature, described: Described) -> str:
    """Return the page of a feature."""
    sender = package.protocol.sender(feature.initiator or "either")
    lines = [
        f"# {feature.name}",
        "",
        f"OCPP {package.protocol.version}, {feature.profile}. Sent by {sender}.",
        "",
        feature.summary,
        "",
    ]
    for word in ("request", "response"):
        if described[word] is not None:
            lines += message(package, word, described[word])
    rules = list(rules_of(package, feature))
    if rules:
        lines += ["## What the specification adds", "", *rules, ""]
    return "\n".join(lines)


def message(package: Package, word: str, described: Described) -> Iterator[str]:
    """Write a message: its class, members, enums, nested classes and an example."""
    yield f"## {word.capitalize()}: `{described['class']}`"
    yield ""
    yield f"`from {package.name}.{described['module'].partition('.')[0]} import {described['class']}`"
    yield f"· schema `{described['schema']}`"
    yield ""
    yield from table(described)
    for nested in described["classes"]:
        yield f"### `{nested['class']}` {{ data-toc-label='{nested['class']}' }}"
        yield ""
        if "text" in nested:
            yield nested["text"]
            yield ""
        yield from table(nested)
    if described["example"]:
        yield "An example with every member:"
        yield ""
        yield "```json"
        yield json.dumps(described["example"], indent=2)
        yield "```"
        yield ""


def table(described: Described) -> Iterator[str]:
    """Write the members of a class."""
    if not described["fields"]:
        yield "It has no members."
        yield ""
        return
    yield "| member | field | type | |"
    yield "|---|---|---|---|"
    for one in described["fields"]:
        needed = "required" if one["required"] else ""
        text = "<br>".join(word for word in (kind(one), one.get("text", "")) if word)
        yield f"| `{one['wire']}` | `{one['name']}` | {cell(text)} | {needed} |"
    yield ""
    for one in described["fields"]:
        enum = one if "enum" in one else one.get("items", {})
        if "class" in enum and "enum" in enum:
            values = ", ".join(f"`{value}`" for value in enum["enum"])
            yield f"`{enum['class']}`: {cell(values)}"
            yield ""


def kind(one: Described) -> str:
    """Say in words what a member may be."""
    name = one.get("class")
    if "items" in one:
        said = f"array of {kind(one['items'])}"
    elif name is not None:
        said = f"`{name}`"
    else:
        said = one.get("format") or one.get("type") or "any JSON value"
    limits = [text.format(one[word]) for word, text in LIMITS.items() if word in one]
    default = [f"default `{json.dumps(one['default'])}`"] if "default" in one else []
    return ", ".join([str(said), *limits, *default])


def rules_of(package: Package, feature: Feature) -> Iterator[str]:
    """List the rules over conversations that name the feature; they are those of OCPP 1.6."""
    if package.protocol.version != "1.6":
        return
    named = re.compile(rf"\b{feature.name}(?![A-Za-z])")
    for rule in load_rules().values():
        if named.search(rule.statement) or named.search(rule.fires):
            yield f"- `{rule.id}` ({rule.severity}): {rule.statement}"


def cell(text: str) -> str:
    """Make a text fit for the cell of a table."""
    return text.replace("|", "\\|").replace("\n", " ")


main()
