"""``python -m tests.fuzz --seconds 60``: new inputs, until the time is over.

Each disagreement is printed with the line to add to ``tests/differential/regressions.jsonl``.
Exit code 1 if there was any.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import time
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from tests.fuzz.rounds import ROUNDS, subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_SHOWN = 20
_EVERY = 10.0


def main() -> int:
    """Run, and say how much was tried."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to run")
    parser.add_argument("--inputs", type=int, default=0, help="how many inputs at most; 0: any")
    parser.add_argument("--seed", default=secrets.token_hex(4), help="what to start from")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    random = Random(options.seed)
    counts: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    wrong = 0
    start = shown = time.monotonic()
    while time.monotonic() - start < options.seconds:
        if 0 < options.inputs <= counts.total():
            break
        one_round = random.choice(ROUNDS)
        for answer in one_round(Random(f"{options.seed} {random.getrandbits(64)}")):
            counts[one_round.__name__.removesuffix("_round")] += 1
            tried[answer.subject] += 1
            if answer.told:
                wrong += 1
                if wrong <= _MOST_SHOWN:
                    print(f"{answer.told}\n{answer.line}", flush=True)
        if time.monotonic() - shown > _EVERY:
            shown = time.monotonic()
            print(_summary(counts, wrong, shown - start), flush=True)
    print(_summary(counts, wrong, time.monotonic() - start))
    print(", ".join(f"{number} {what}" for what, number in sorted(counts.items())))
    print(", ".join(_coverage(tried)))
    return 1 if wrong else 0


def _coverage(tried: Counter[str]) -> Iterator[str]:
    """Say of each protocol how many of its schemas were tried, and the least tried one."""
    for protocol, every in subjects().items():
        numbers = [tried[subject.name] for subject in every]
        done = sum(number > 0 for number in numbers)
        yield f"{protocol}: {done} of {len(every)} schemas, each {min(numbers)} times or more"


def _summary(counts: Counter[str], wrong: int, seconds: float) -> str:
    total = counts.total()
    return f"{total} inputs, {total / max(seconds, 0.001):.0f} a second, {wrong} disagreements"


if __name__ == "__main__":
    sys.exit(main())
