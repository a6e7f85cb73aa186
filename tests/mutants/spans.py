"""Where a module has annotations: they are not run, so that no test notices what they say."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Place = tuple[int, int]
"""A line, counted from 1, and a column, counted from 0."""


def annotation_spans(source: str) -> list[tuple[Place, Place]]:
    """List the spans of a module's annotations.

    Every module of this project has them read as text (PEP 563).
    """
    return [
        ((one.lineno, one.col_offset), (one.end_lineno or 0, one.end_col_offset or 0))
        for one in _annotations(ast.parse(source))
    ]


def _annotations(module: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(module):
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation is not None:
            yield node.annotation
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns:
            yield node.returns
