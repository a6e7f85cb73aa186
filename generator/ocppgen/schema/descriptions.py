"""What schemas say of themselves, as people may read it.

The schemas of OCPP 2.0.1 put the name and the number of an entry of their data model before
many a description; and here and there the markup of the document that they come from.
"""

from __future__ import annotations

import html
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
