"""Class names that a package's own types may not have, because generated modules use them."""

from __future__ import annotations

from typing import Final

from ocppgen.python.exports import PUBLIC
from ocppgen.python.imports import KNOWN, OF_ENDS, OF_PAYLOADS

PAYLOAD_CLASSES: Final = frozenset(
    {*OF_PAYLOADS, "PAYLOADS", "RequestPayload", "ResponsePayload", "unknown"}
)
"""The same for packages with payloads of vendors."""

END_CLASSES: Final = frozenset(OF_ENDS)
"""The same for packages with a catalog, which says what each end of a connection answers."""

RESERVED_CLASSES: Final = PUBLIC | {
    name for name in KNOWN - END_CLASSES if name[0].isupper() and name not in PAYLOAD_CLASSES
}
"""What a generated module may import, or the package exports, under a class's kind of name."""
