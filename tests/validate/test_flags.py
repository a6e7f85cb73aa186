"""No flag of the command is without effect: each changes what is judged, by what, or how it is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.validate.tools import command

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest

    from ocppgen.project import Project
    from ocppgen.validate import Options
    from ocppgen.validate.command import Telling

RULES = 'rules = ["additionalProperties"]\n'
FLAGS: list[tuple[str, ...]] = [
    (),
    ("--strict",),
    ("--quiet",),
    ("--jobs", "3"),
    ("--include", "*.log"),
    ("--by", "station"),
    ("--layout", "evcc"),
    ("--station", "CP-[0-9]+"),
    ("--tolerate", "rules.toml"),
    ("--report", "page.html"),
    ("--redact",),
    ("--all",),
    ("--message", "Reset.req"),
    ("--sequences",),
    ("--sequences", "--level", "note"),
    ("--sequences", "--rules", "J-4.1.1-call-unanswered"),
    ("--sequences", "--ignore", "J-4.1.1-call-unanswered"),
    *(("--format", form) for form in ("json", "jsonl", "junit", "sarif", "html")),
    ("--edition", "2.1"),
    ("--profiles", "core"),
    ("--schemas", "schemas"),
]


def test_no_flag_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever follows: what the command asks for differs from what it asks for without it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules.toml").write_text(RULES)
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "Ping.json").write_text('{"type": "object"}')
    asked: list[str] = []

    def run(files: Sequence[str], project: Project, telling: Telling, options: Options) -> int:
        editions = sorted(options.editions)
        kept = replace(options, editions={})
        asked.append(repr((files, project.digest, project.profiles, telling, kept, editions)))
        return 0

    monkeypatch.setattr("ocppgen.validate.command.run", run)
    for flags in FLAGS:
        answer = command(*flags, "day.log")
        assert (answer.code, answer.err) == (0, "")
    assert len(asked) == len({*asked}) == len(FLAGS)
