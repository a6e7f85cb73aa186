"""``python -m tests.fuzz.guided --seconds 60``: texts that reach new code, found by atheris.

The first byte of an input chooses a message, or frames; the rest is the text that
``from_json``, or the frame parser and an endpoint of each role, get to read. Verdicts are
compared with the oracle's. The corpus begins with the golden messages, grows by what
reaches new code, and is kept in ``.venv/fuzz-corpus``; what fails is kept beside it, and
can be given as a FILE to run again. Exit code 0 if nothing failed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import pkgutil
import sys
from importlib import import_module
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import atheris

with atheris.instrument_imports(include=["ocpp16"]):
    import ocpp16

    for module in pkgutil.walk_packages(ocpp16.__path__, "ocpp16."):
        import_module(module.name)

from ocpp16 import Request
from tests.differential import cases, texts
from tests.differential.mutations import mutated
from tests.differential.subjects import official
from tests.endpoints.ends import MESSAGES, ROLES
from tests.frames import holding
from tests.frames.rows import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOME = Path(__file__).resolve().parents[2] / ".venv"
_CORPUS = _HOME / "fuzz-corpus"
_WORDS = _HOME / "fuzz-words.txt"
_FRAMES = 255
"""The first byte of an input that is to be read as a frame."""


def main() -> None:
    """Run, and end the process as the fuzzer does."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.guided", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="how long to run")
    parser.add_argument("--seed", type=int, default=0, help="what to start from; 0: any")
    parser.add_argument("files", nargs="*", metavar="FILE", help="inputs to run again")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    _CORPUS.mkdir(parents=True, exist_ok=True)
    for data in _seeds():
        (_CORPUS / hashlib.sha1(data, usedforsecurity=False).hexdigest()).write_bytes(data)
    _WORDS.write_text("".join(f'"{word}"\n' for word in sorted(_words())), "ascii")
    flags = [f"-max_total_time={options.seconds}", f"-seed={options.seed}", "-max_len=4096"]
    flags += [f"-dict={_WORDS}", f"-artifact_prefix={_HOME}/fuzz-failed-", "-timeout=20"]
    inputs = options.files or [str(_CORPUS)]
    atheris.Setup([sys.argv[0], *flags, *inputs], judge, custom_mutator=_mutated)
    atheris.Fuzz()


def judge(data: bytes) -> None:
    """Judge one input; raise `AssertionError` if it is answered wrongly."""
    kind, text = data[:1], data[1:]
    if not kind:
        return
    if kind[0] == _FRAMES:
        holding.check(text)
        return
    subject = official()[kind[0] % len(official())]
    told = texts.disagreement(subject, text)
    assert not told, f"{told}\n{cases.of_text(subject, text)}"


def _mutated(data: bytes, longest: int, seed: int) -> bytes:
    """Change an input: half of the time as JSON, so that it stays some, else any byte."""
    random = Random(seed)
    if random.random() < 0.5:
        try:
            text = json.dumps(mutated(json.loads(data[1:]), random))
        except (ValueError, RecursionError):
            pass
        else:
            if len(text) < longest:
                return data[:1] + text.encode()
    changed: bytes = atheris.Mutate(data, longest)
    return changed


def _seeds() -> Iterator[bytes]:
    """Give the golden messages, each for its message and in a frame, and the odd frames."""
    for number, subject in enumerate(official()):
        message = subject.message
        kind = "request" if issubclass(message, Request) else "response"
        for file in sorted(MESSAGES.glob(f"{message.feature_name}.{kind}*.json")):
            payload = json.loads(file.read_bytes())
            action = message.feature_name
            frame = [2, "1", action, payload] if kind == "request" else [3, "ours-1", payload]
            yield bytes([number]) + json.dumps(payload).encode()
            yield bytes([_FRAMES]) + json.dumps(frame).encode()
    for row in TABLE:
        for role in ROLES:
            given = row.given(role)
            text = given if isinstance(given, bytes) else given.encode("utf-8", "replace")
            yield bytes([_FRAMES]) + text[:4000]


def _words() -> set[str]:
    """Collect what the schemas say: the fuzzer puts these together, and need not guess them."""
    found: set[str] = set()
    waiting = [subject.schema for subject in official()]
    while waiting:
        schema = waiting.pop()
        if isinstance(schema, dict):
            found |= {*schema.get("properties", {}), *schema.get("enum", [])}
            waiting += schema.values()
        elif isinstance(schema, list):
            waiting += schema
    return {word for word in found if isinstance(word, str) and word.isascii()}


if __name__ == "__main__":
    main()
