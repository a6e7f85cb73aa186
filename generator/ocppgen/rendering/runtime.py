"""Which modules the runtime has: what is the same in every package, as far as it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocppgen.naming.flavors import MSGSPEC

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ocppgen.model.protocol import Protocol

_ALWAYS = (
    "__init__",
    "big_floats",
    "equality",
    "errors",
    "fast_path",
    "for_pydantic",
    "json_schema",
    "jsontext",
    "lazy",
    "members",
    "mending",
    "message",
    "numbers",
    "places",
    "plain",
    "preview",
    "readers",
    "reading",
    "registry",
    "rules",
    "scalars",
    "skimming",
    "schema",
    "tolerance",
    "tolerant",
    "violations",
    "walk",
)
_TALKING = (
    "after",
    "async_endpoint",
    "bounded",
    "caller",
    "calling",
    "connection",
    "endpoint",
    "events",
    "frames",
    "logs",
    "observing",
    "outgoing",
    "roles",
    "running",
    "serving",
    "tolerating",
    "wire",
)
"""What only a package has whose catalog says who sends what."""
_DATE_TIMES = ("date_times", "field_times")
_CONDITIONS = ("asked", "condition_words", "conditions", "verdicts")


def modules(
    protocol: Protocol,
    *,
    formats: Collection[str],
    words: Collection[str],
    catalogued: bool,
    flavor: str,
) -> Iterator[str]:
    """Name the modules for what schemas use; *words* and *formats* are those of `Used`."""
    yield from _ALWAYS
    if flavor == MSGSPEC:
        yield "structs"
    if {*formats} - {"date-time"}:
        yield "formats"
    if "hostname" in formats:
        yield "a_labels"
    if "date-time" in formats:
        yield from _DATE_TIMES
    if "conditions" in words:
        yield from _CONDITIONS
    if catalogued:
        yield from _TALKING
        if "payloads" in words:
            yield "payloads"
        if protocol.dialects:
            yield "dialects"
