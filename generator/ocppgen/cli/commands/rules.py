"""``ocppgen rules``: the rules that conversations are judged by."""

from __future__ import annotations

from typing import Any

import click

from ocppgen.cli.command import command as command_named
from ocppgen.cli.options import format_option

EXAMPLES = {
    "ocppgen rules": "All of them",
    "ocppgen rules FW-5.19-order": "One, explained",
}


@command_named("rules", examples=EXAMPLES)
@click.argument("rule", required=False, metavar="ID")
@format_option("text", "json", "markdown")
def command(rule: str | None, form: str) -> None:
    """List the rules over conversations, or explain one.

    `ocppgen validate --sequences` judges by them.
    """
    from ocppgen.cli.rule_pages import rule_page, rule_table

    page: Any = rule_table(form) if rule is None else rule_page(rule, form)
    click.echo(page, nl=False)
