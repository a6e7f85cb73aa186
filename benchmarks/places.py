"""Where things are in the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
SCHEMAS: Final = ROOT / "schemas" / "ocpp16"
GENERATED: Final = ROOT / "generated"
