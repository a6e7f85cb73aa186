"""Where things are in the checkout, and how the package under test gets on the path."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
SCHEMAS: Final = ROOT / "schemas" / "ocpp16"
GENERATED: Final = ROOT / "generated"

if str(GENERATED) not in sys.path:
    sys.path.insert(0, str(GENERATED))
