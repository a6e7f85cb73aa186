"""What vendors carry in a DataTransfer, as the catalog's ``[[payloads]]`` say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

CARRIER: Final = "DataTransfer"
"""The feature that carries the payloads of vendors."""


@dataclass(frozen=True, slots=True)
class PayloadEntry:
    """A message of a vendor, and the schema files of what it carries.

    At least one of the two files is given; of what has none nothing is known.
    """

    vendor: str
    """The ``vendorId``."""
    message: str
    """The ``messageId``."""
    request: str | None = None
    response: str | None = None
    initiator: str = ""
    """Who sends it; empty for whoever may send the DataTransfer."""
    name: str = ""
    """What its classes are named after, if not after the message."""
    package: str = ""
    """The subpackage of the vendor, if it is not named after the vendor."""
    summary: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        """The schema files that there are."""
        return tuple(file for file in (self.request, self.response) if file is not None)
