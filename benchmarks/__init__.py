"""`ocpp16` and its peers, side by side: the same payloads, one run, ratios.

``python -m benchmarks`` from the root of the checkout; ``make bench`` sets everything up.
"""

import sys
from pathlib import Path

# The package under test is generated into the checkout, and is not installed.
sys.path.insert(0, str(Path(__file__).parent.parent / "generated"))
