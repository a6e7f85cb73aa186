"""The table of keywords in docs/json-schema.md, made from what the generator really does.

The keywords are those of the published metaschemas, and the two that the OCPP schemas add.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]  # has none

from ocppgen.schema import vocabulary

ADDED = {"javaType", "comment"}
"""Said by the OCPP schemas, and no keywords of any dialect."""


def every_keyword() -> list[str]:
    """Give the keywords of all dialects."""
    wanted = [dialect.uri for dialect in vocabulary.DIALECTS]
    names: set[str] = set(ADDED)
    for uri in REGISTRY:
        contents: Any = REGISTRY.contents(uri)
        known = uri.rstrip("#") in wanted
        if known or any(uri.startswith(one.removesuffix("schema")) for one in wanted[3:]):
            names |= contents.get("properties", {}).keys()
    return sorted(names, key=lambda name: (name.lstrip("$").lower(), name))


def table() -> str:
    """Write the Markdown of the whole table."""
    known = set(vocabulary.ASSERTIONS)
    conditions = vocabulary.CONDITIONS_OF_TYPE.values()
    free = [one for one in every_keyword() if vocabulary.is_annotation(one)]
    free = [one for one in free if one not in known]
    applied = vocabulary.APPLICATORS
    general = sorted(known.difference(applied, *vocabulary.OF_TYPE.values(), *conditions))
    lines = [
        ("dialects", _code(one.name for one in vocabulary.DIALECTS)),
        ("of any value", _code(general)),
        *((f"of {_plural(kind)}", _code(words)) for kind, words in vocabulary.OF_TYPE.items()),
        ("schemas put together", _code(applied)),
        *(
            (f"conditions of {_plural(kind)}", _code(words))
            for kind, words in vocabulary.CONDITIONS_OF_TYPE.items()
        ),
        ("formats", _code(vocabulary.FORMATS)),
        ("no part of the verdict", _code(free)),
    ]
    return _markdown(("supported", ""), lines)


def refused() -> str:
    """Write the Markdown of what is refused, with the advice."""
    unknown = [one for one in every_keyword() if one not in vocabulary.ASSERTIONS]
    out = [one for one in unknown if not vocabulary.is_annotation(one)]
    advised = sorted((_advice(one), out.index(one), one) for one in out)
    grouped = [
        (_code(one for _, _, one in group), advice)
        for advice, group in groupby(advised, key=lambda each: each[0])
    ]
    return _markdown(("refused", "what to do"), grouped)


def _advice(keyword: str) -> str:
    return vocabulary.Annotations().refusal(keyword).partition("; ")[2]


def _plural(kind: str) -> str:
    return {"number": "numbers and integers"}.get(kind, f"{kind}s")


def _code(words: Any) -> str:
    return ", ".join(f"`{one}`" for one in words)


def _markdown(head: tuple[str, str], lines: list[tuple[str, str]]) -> str:
    cells = [head, ("---", "---"), *lines]
    return "\n".join(
        f"| {first} | {second} |".replace("|  |", "| |") for first, second in cells
    )
