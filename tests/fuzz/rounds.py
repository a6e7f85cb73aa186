"""What the fuzzer does over and over: one subject or schema, and some inputs for it."""

from __future__ import annotations

import traceback
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from ocppgen import GeneratorError
from tests.differential import cases, instances, texts, verdicts
from tests.differential.checkers import Pair
from tests.differential.inputs import payloads
from tests.differential.random_schemas import DIALECTS, random_schema
from tests.differential.subjects import LATER, later, official

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.differential.subjects import Subject

_INPUTS = 200


class Answer(NamedTuple):
    """What became of one input."""

    subject: str
    """What it was tried on."""
    told: str
    """What is wrong; nothing, if all is right."""
    line: str = ""
    """The case as a line, if something is wrong."""


MADE_UP = "made up"
"""What stands for a subject where the schema is made up."""


def payload_round(random: Random) -> Iterator[Answer]:
    """Judge payloads of one message."""
    subject = _subject(random)
    for payload in islice(payloads(subject.schema, random), _INPUTS):
        told = _told(lambda payload=payload: verdicts.disagreement(subject, payload))
        yield Answer(subject.name, told, cases.of_payload(subject, payload) if told else "")


def text_round(random: Random) -> Iterator[Answer]:
    """Read texts of one message, many of them spoilt."""
    subject = _subject(random)
    for payload in islice(payloads(subject.schema, random), _INPUTS // 2):
        text = texts.damaged(payload, random)
        told = _told(lambda text=text: texts.disagreement(subject, text))
        yield Answer(subject.name, told, cases.of_text(subject, text) if told else "")


def instance_round(random: Random) -> Iterator[Answer]:
    """Change instances of one message by hand."""
    subject = _subject(random)
    for _ in range(_INPUTS // 4):
        seed = f"{random.getrandbits(64):x}"
        told = _told(lambda seed=seed: instances.disagreement(subject, Random(seed)))
        yield Answer(subject.name, told, cases.of_instance(subject, seed) if told else "")


def schema_round(random: Random) -> Iterator[Answer]:
    """Make up a schema, and judge payloads with it."""
    schema = random_schema(random, random.choice(list(DIALECTS)))
    try:
        pair = Pair(schema)
    except GeneratorError:
        return
    except Exception:  # noqa: BLE001  (whatever escapes is what is looked for)
        yield Answer(MADE_UP, traceback.format_exc(limit=-4), cases.of_schema(schema, None))
        return
    for payload in islice(payloads(schema, random), _INPUTS // 2):
        told = _told(lambda payload=payload: pair.disagreement(payload))
        yield Answer(MADE_UP, told, cases.of_schema(schema, payload) if told else "")


ROUNDS = (payload_round, payload_round, payload_round, text_round, instance_round, schema_round)


def subjects() -> dict[str, tuple[Subject, ...]]:
    """Give every message there is to be tried, by protocol."""
    return {"1.6": official(), **{protocol: later(protocol) for protocol in LATER}}


def _subject(random: Random) -> Subject:
    """Choose a message: as often of OCPP 1.6 as of the later protocols."""
    return random.choice(random.choice((official(), *subjects().values())))


def _told(compare: Callable[..., Any]) -> str:
    try:
        told: str = compare()
    except Exception:  # noqa: BLE001  (whatever escapes is what is looked for)
        return traceback.format_exc(limit=-4)
    return told
