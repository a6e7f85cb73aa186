"""Make a process obey the modes of files even where root runs the tests."""

from __future__ import annotations

import ctypes
import sys


def obey_modes() -> None:
    """Take from the process to be what lets root read and write anything; others lack it."""
    if sys.platform == "linux":
        drop_from_bounding_set, override_modes, read_and_search = 24, 1, 2
        for power in (override_modes, read_and_search):
            ctypes.CDLL(None).prctl(drop_from_bounding_set, power, 0, 0, 0)
