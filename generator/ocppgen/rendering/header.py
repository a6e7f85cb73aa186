"""How the files of a package begin."""

from __future__ import annotations

from typing import Final

from ocppgen.disk.mark import MARK

HEADER: Final = (
    MARK + ". Do not edit: change the schemas or templates and generate again.\n"
    "# SPDX-License-Identifier: MIT"
)
