"""An endless stream of payloads for a subject: made along its schema, then damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.differential.mutations import mutated
from tests.differential.samples import Sampler

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random


def payloads(schema: Any, random: Random) -> Iterator[Any]:
    """Make payloads, about a third of them valid."""
    careful, careless = Sampler(random, schema, wild=0.0), Sampler(random, schema)
    while True:
        payload = random.choice((careful, careful, careless)).payload()
        yield payload
        for _ in range(random.randrange(3)):
            payload = mutated(payload, random)
            yield payload
