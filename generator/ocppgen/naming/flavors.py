"""What the classes of a package may be."""

from __future__ import annotations

from typing import Final

DATACLASS: Final = "dataclass"
MSGSPEC: Final = "msgspec"

FLAVORS: Final = (DATACLASS, MSGSPEC)
"""Every flavor, the default first."""
