"""``python -m ocppgen``: the command."""

from __future__ import annotations

from ocppgen.cli.main import main

main()
