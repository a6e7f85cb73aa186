"""The changes that no test can notice, as `equivalent.toml` lists them."""

from __future__ import annotations

import tomllib
from pathlib import Path

LISTED: dict[str, list[dict[str, str]]] = tomllib.loads(
    Path(__file__).with_name("equivalent.toml").read_text("utf-8")
)


def is_listed(module: str, diff: str) -> bool:
    """Whether a change of a module, as a diff shows it, stands in the list."""
    lines = diff.splitlines()
    gone, come = (
        [
            one[1:].strip()
            for one in lines
            if one.startswith(sign) and not one.startswith(sign * 3)
        ]
        for sign in "-+"
    )
    change = (gone[0] if gone else "", come[0] if come else "")
    return change in [(one["line"], one["becomes"]) for one in LISTED.get(module, ())]
