"""What schemas say of themselves, as people may read it.

The schemas of OCPP 2.0.1 put the name and the number of an entry of their data model before
many a description; and here and there the markup of the document that they come from.
"""

from __future__ import annotations

import html
import json
import re

_ENTRY = re.compile(r"\A[^\r\n]*\r?\nurn:x-[^\r\n]*(?:\r?\n|\Z)")
_REFERENCE = re.compile(r"<<[^<>,]*,\s*([^<>,]*)>>|<<([^<>,]*)>>")
_TYPOGRAPHIC = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014", "''\"\"--")
_SPACES = re.compile(r"\s+")


def cleaned(text: str) -> str:
    """Leave out what is not said to people, and join the lines."""
    text = html.unescape(_ENTRY.sub("", text)).translate(_TYPOGRAPHIC)
    text = _REFERENCE.sub(lambda found: found[1] or found[2], text)
    return _SPACES.sub(" ", text).strip()


def description_of(schema: object) -> str:
    """Read what a schema says of itself to people."""
    text = schema.get("description", "") if isinstance(schema, dict) else ""
    return cleaned(text) if isinstance(text, str) else ""


def heading_of(schema: object) -> str:
    """Read what the schema of a class says of itself: its title in words, and more."""
    text = description_of(schema)
    title = schema.get("title", "") if isinstance(schema, dict) else ""
    title = cleaned(title) if isinstance(title, str) else ""
    if " " not in title or title in text:  # one word is a name, which the class has
        return text
    end = "" if title[-1] in ".!?" else "."
    return f"{title}{end} {text}".strip()


def default_of(schema: object) -> str:
    """Read what a schema gives as default, as JSON text."""
    if not isinstance(schema, dict) or "default" not in schema:
        return ""
    return json.dumps(schema["default"], default=float)  # decimals, which a double keeps
