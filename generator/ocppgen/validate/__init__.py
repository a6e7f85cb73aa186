"""Check captures and payloads by the schemas: what ``ocppgen validate`` does.

source → violation, places → shape, judge → matching, capture → summary and a writer: a file is
read in chunks, the frames of a chunk are found and judged in any process (``piecework``,
``parallel``), and put together in their order.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from ocppgen.validate.run import Options, validate

__all__ = ["Options", "validate"]


class _Callable(ModuleType):
    """The folder, which is called as ``ocppgen.validate(records)``, too.

    Importing a module of it makes ``ocppgen.validate`` the folder, whatever that name meant before.
    """

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Judge frames; see ``sequences/from_python.py``."""
        from ocppgen.validate.sequences.from_python import validate as judge

        return judge(*args, **kwargs)


sys.modules[__name__].__class__ = _Callable
