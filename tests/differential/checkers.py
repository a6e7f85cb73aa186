"""A schema that is no official one: its checker in memory, held against the oracle."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ocppgen.checker import load_checker
from tests import oracle
from tests.differential.same import is_same

if TYPE_CHECKING:

    from ocppgen.checker import Checker


class Pair:
    """The checker of one schema, and its judge."""

    def __init__(self, schema: Any) -> None:
        """Generate the checker; raise `GeneratorError` for a schema that is refused."""
        self._checker: Checker = load_checker(schema)
        self._schema: Any = oracle.load(json.dumps(schema))
        self._judge: Any = oracle.validator(self._schema)

    def disagreement(self, payload: Any) -> str:
        """Say how the checker is wrong about a payload; nothing if it is right."""
        checker = self._checker
        decimals: Any = oracle.as_decimals(payload)
        ways = {"oracle": self._judge.is_valid(decimals)}
        read: Any = None
        try:
            read = checker.accept(payload)
            ways["accept"] = True
        except checker.bailout_errors:
            ways["accept"] = False
        ways["walk"] = not checker.explain(payload)
        ways["check"] = not checker.check(payload)
        ways["decimals"] = not checker.check(decimals)
        if len(set(ways.values())) > 1:
            return f"verdicts differ: {ways}"
        return self._badly_sent(payload, read) if ways["accept"] else ""

    def _badly_sent(self, payload: Any, read: Any) -> str:
        checker = self._checker
        try:
            sent = json.loads(checker.emit(read))
        except checker.bailout_errors:
            violations = checker.explain(read)
            if violations:
                return f"what was read is not valid: {violations}"
            sent = checker.to_json_types(read)
        return "" if is_same(self._schema, payload, sent) else f"what is sent differs: {sent}"
