"""The setting ``defaults``, and what a run says of defaults that are none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.commands import invoke, write_schemas

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = """
{"type": "object", "properties": {
 "a": {"type": "array", "items": {"format": "uri"}, "default": ["x:y", "no"]},
 "b": {"oneOf": [{"const": 1}, {"const": 2}], "default": 3},
 "c": {"type": "string", "pattern": "^a", "default": "ab"},
 "d": {"type": "object", "required": ["e"], "default": {}}}}
"""


def test_a_default_that_breaks_its_schema_is_noted(work: Path) -> None:
    """With and without the setting; the run goes on."""
    schemas = write_schemas(work / "schemas", Ping=BROKEN)
    for flags in ((), ("--defaults",)):
        answer = invoke("generate", "--schemas", schemas, *flags)
        notes = [line for line in answer.out.splitlines() if " breaks its own schema: " in line]
        assert answer.code == 0
        assert [line.partition(" breaks")[0] for line in notes] == [
            f"note: Ping.json#/properties/{name}/default" for name in "abd"
        ]
        assert "/1: must be a uri" in notes[0]


def test_the_setting(work: Path) -> None:
    schemas = write_schemas(work / "schemas", Ping=BROKEN)
    (work / "ocppgen.toml").write_text('schemas = ["schemas"]\ndefaults = true\n')
    assert schemas.is_dir()
    assert invoke("generate").code == 0
    text = (work / "generated" / "ocpp16" / "ping.py").read_text()
    assert "c: str = member(" in text
    assert 'default="ab"' in text
    assert 'default "ab"' in invoke("show", "Ping").out
    fields = json.loads(invoke("show", "Ping", "--format", "json").out)["request"]["fields"]
    assert [one.get("default") for one in fields] == [["x:y", "no"], 3, "ab", {}]
