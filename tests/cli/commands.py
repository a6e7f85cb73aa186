"""Run the command: in this process, or in one of its own; and give it schemas to work on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from click.testing import CliRunner

from ocppgen import generate, load_project
from ocppgen.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).resolve().parents[2]
OFFICIAL = ROOT / "schemas" / "ocpp16"
GENERATED = ROOT / "generated" / "ocpp16"

DRAFT = "http://json-schema.org/draft-06/schema#"
PING = {
    "$schema": DRAFT,
    "type": "object",
    "properties": {"id": {"type": "integer"}, "note": {"type": "string", "maxLength": 5}},
    "additionalProperties": False,
    "required": ["id"],
}
EMPTY = {"$schema": DRAFT, "type": "object", "additionalProperties": False}
CATALOG = """
[[profiles]]
name = "Main"
package = "main"

[[features]]
name = "{}"
profile = "Main"
initiator = "either"
request = "Ping.json"
response = "PingResponse.json"
"""


class Answer(NamedTuple):
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


def invoke(*arguments: object) -> Answer:
    """Run the command in this process, in its working folder."""
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)


def environment(**changes: str) -> dict[str, str]:
    """Give an environment in which `ocppgen` can be imported."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return kept | {"PYTHONPATH": str(ROOT / "generator")} | changes


def python(
    *arguments: object,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    before: Callable[[], None] | None = None,
) -> Answer:
    """Run Python in a process of its own, in which *before* is called first."""
    done = subprocess.run(
        [sys.executable, *(str(one) for one in arguments)],
        cwd=cwd,
        env=env or environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def run(
    *arguments: object,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    before: Callable[[], None] | None = None,
) -> Answer:
    """Run the command in a process of its own."""
    return python("-m", "ocppgen", *arguments, cwd=cwd, env=env, before=before)


def write_schemas(folder: Path, **schemas: Any) -> Path:
    """Write schema files by their names without the ending; ``Ping`` and its answer are given."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in ({"Ping": PING, "PingResponse": EMPTY} | schemas).items():
        text = schema if isinstance(schema, str) else json.dumps(schema)
        (folder / f"{name}.json").write_text(text)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Read a whole folder, but for what Python compiled."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Read a whole folder with the times and modes of its files, to see whether any was touched."""
    return {
        path.relative_to(folder).as_posix(): (
            path.lstat().st_mtime_ns,
            path.lstat().st_mode,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in sorted(folder.rglob("*"))
    }


def library(schemas: Path) -> dict[str, bytes]:
    """Generate a folder of schemas by the library, as files within ``ocpp16``."""
    files = generate(load_project([schemas]))
    return {str(path.relative_to("ocpp16")): text.encode() for path, text in files.items()}


def one_line(answer: Answer) -> str:
    """Check that a command refused its input as it should, and give its one line."""
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.endswith("\n")
    line = answer.err[:-1]
    assert line.isprintable(), answer.err
    assert "Traceback" not in line
    return line
