"""The page itself: templates, style and script, all in one file that needs no network."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from ocppgen.text import printable

_FOLDER = Path(__file__).resolve().parent / "page"
"""Not among the templates of the generator: these are nobody's to replace."""

_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&'\u2028\u2029"}


def render(context: dict[str, Any]) -> str:
    """Write the page from what ``document`` gives, in ASCII: no program can misread it."""
    style, script = _part("report.css"), _part("report.js")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    template = _environment().get_template("report.html.jinja")
    ours = {"style": Markup(style), "script": Markup(script)}  # noqa: S704  (our own files)
    page = template.render({**context, **ours, "policy": policy})
    return page.encode("ascii", "xmlcharrefreplace").decode() + "\n"


@cache
def _environment() -> jinja2.Environment:
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_shown,
    )
    env.filters |= {"number": lambda value: f"{value:,}", "data": _data}
    return env


def _shown(value: object) -> object:
    """Escape what a page would not show as it is, wherever a text comes from."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return printable(value)
    return value


def _data(value: object) -> Markup:
    """Write data for the script into the page, where no text of it can end the element."""
    text = json.dumps(value, separators=(",", ":"))
    return Markup(text.translate(_ESCAPED))  # noqa: S704  (nothing of HTML is left in it)


def _part(name: str) -> str:
    return (_FOLDER / name).read_text("ascii")


def _digest(text: str) -> str:
    """Give the digest by which the page's policy knows its own style and script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
