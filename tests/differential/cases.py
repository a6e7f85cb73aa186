"""A single comparison as a line of JSON: what a fuzzer prints, and what a test replays."""

from __future__ import annotations

import json
import random
from functools import cache
from typing import TYPE_CHECKING, Any

from tests.differential import instances, texts, verdicts
from tests.differential.checkers import Pair
from tests.differential.subjects import LATER, later, official

if TYPE_CHECKING:
    from tests.differential.subjects import Subject


def of_payload(subject: Subject, payload: Any) -> str:
    """Spell the case of a payload for a message."""
    return json.dumps({"subject": subject.name, "payload": payload})


def of_text(subject: Subject, text: bytes) -> str:
    """Spell the case of a text for a message; its bytes are spelled as characters."""
    return json.dumps({"subject": subject.name, "text": text.decode("latin-1")})


def of_instance(subject: Subject, seed: str) -> str:
    """Spell the case of an instance, which its seed makes again."""
    return json.dumps({"subject": subject.name, "instance": seed})


def of_schema(schema: Any, payload: Any) -> str:
    """Spell the case of a payload for a schema."""
    return json.dumps({"schema": schema, "payload": payload})


def replayed(line: str) -> str:
    """Run a case again; say what is wrong, nothing if all is right."""
    case = json.loads(line)
    match case:
        case {"schema": schema, "payload": payload}:
            return Pair(schema).disagreement(payload)
        case {"subject": name, "payload": payload}:
            return verdicts.disagreement(_subjects()[name], payload)
        case {"subject": name, "text": text}:
            return texts.disagreement(_subjects()[name], text.encode("latin-1"))
        case {"subject": name, "instance": seed}:
            return instances.disagreement(_subjects()[name], random.Random(seed))
    message = f"no case: {line}"
    raise ValueError(message)


@cache
def _subjects() -> dict[str, Subject]:
    every = [*official(), *(one for protocol in LATER for one in later(protocol))]
    return {subject.name: subject for subject in every}
