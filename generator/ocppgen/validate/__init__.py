"""Check captures and payloads by the schemas: what ``ocppgen validate`` does.

source → violation, places → shape, judge → matching, capture → summary and a writer: a file is
read in chunks, the frames of a chunk are found and judged in any process (``piecework``,
``parallel``), and put together in their order.
"""

from __future__ import annotations

from ocppgen.validate.run import Options, validate

__all__ = ["Options", "validate"]
