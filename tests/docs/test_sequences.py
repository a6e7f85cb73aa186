"""The page on conversations has the rules that there are."""

from __future__ import annotations

from tests.cli.commands import invoke
from tests.docs.tables import ROOT

PAGE = (ROOT / "docs" / "sequences.md").read_text("utf-8")


def test_the_table_is_what_the_command_writes() -> None:
    """After a change: ``ocppgen rules --format markdown`` writes it."""
    table = PAGE.partition("<!-- rules:begin -->\n")[2].partition("<!-- rules:end -->")[0]
    assert table == invoke("rules", "--format", "markdown").out
