"""All ways to judge one payload, held against each other and against the oracle."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests import oracle
from tests.differential.same import is_same

if TYPE_CHECKING:
    from tests.differential.subjects import Subject


def disagreement(subject: Subject, payload: Any) -> str:
    """Say how the generated class is wrong about a payload; nothing if it is right."""
    message = subject.message
    valid = subject.judge.is_valid(oracle.as_decimals(payload))
    before = json.dumps(payload)
    ways = {"oracle": valid}
    try:
        message._accept(payload)  # noqa: SLF001  (that it vouches for all that is valid)
        ways["accept"] = True
    except subject.internals.BAILOUT_ERRORS:
        ways["accept"] = False
    ways["walk"] = not subject.walk.find_violations(message, payload)
    ways["check"] = not message.check(payload)
    if len(set(ways.values())) > 1:
        return f"verdicts differ: {ways}"
    if json.dumps(payload) != before:
        return "the payload was changed"
    return _read(subject, before, payload, valid=valid)


def _read(subject: Subject, text: str, payload: Any, *, valid: bool) -> str:
    """Read the text of a payload, and send what was read."""
    error = subject.internals.ValidationError
    try:
        read = subject.message.from_json(text)
    except error as refused:
        return _badly_refused(refused) if not valid else f"from_json refuses: {refused}"
    if not valid:
        return "from_json takes it"
    if read.validate():
        return f"what was read is not valid: {read.validate()}"
    sent = read.to_json()
    if not is_same(subject.schema, payload, json.loads(sent)):
        return f"what is sent differs: {sent}"
    if read.to_dict() != json.loads(sent):
        return f"to_dict and to_json differ: {sent}"
    if subject.message.from_dict(payload) != read:
        return "from_dict and from_json differ"
    if subject.message.from_json(sent.encode()) != read:
        return "what is sent is read as something else"
    return ""


def _badly_refused(refused: Any) -> str:
    """Say what is wrong with the violations of a refused payload."""
    if not refused.violations:
        return "refused without a violation"
    for violation in refused.violations:
        if len(violation.message) > 1500 or not violation.message.isprintable():
            return f"a message that is no short line: {violation.message[:200]!r}"
        if "hunter2" in violation.message:
            return "a message with a password"
    return ""
