"""Class names that a package's own types may not have, because generated modules use them."""

from __future__ import annotations

from typing import Final

from ocppgen.python.exports import PUBLIC
from ocppgen.python.imports import KNOWN, OF_PAYLOADS

PAYLOAD_CLASSES: Final = frozenset(
    {*OF_PAYLOADS, "PAYLOADS", "RequestPayload", "ResponsePayload", "unknown"}
)
"""The same for packages with payloads of vendors."""

RESERVED_CLASSES: Final = PUBLIC | {
    name for name in KNOWN if name[0].isupper() and name not in PAYLOAD_CLASSES
}
"""What a generated module may import, or the package exports, under a class's kind of name."""
