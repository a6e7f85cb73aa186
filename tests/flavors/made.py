"""The official package in the flavor on msgspec, made in memory once for all tests."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from ocppgen import load_project
from ocppgen.memory import load_sources, sources
from ocppgen.naming.flavors import MSGSPEC


@cache
def on_msgspec() -> Any:
    """Load the package."""
    return load_sources(sources(load_project(), flavor=MSGSPEC))


def module(name: str) -> Any:
    """Import one of its modules: ``runtime.structs``."""
    return import_module(f"{on_msgspec().__name__}.{name}")


def outcome(message: Any, text: str | bytes, error: type[Exception]) -> object:
    """Tell what comes of a text: the object and what is sent for it, or what is wrong."""
    try:
        read = message.from_json(text)
    except error as refused:
        return [(one.pointer, one.keyword, one.message) for one in _violations(refused)]
    return repr(read), read.to_json()


def _violations(error: Any) -> Any:
    return error.violations
