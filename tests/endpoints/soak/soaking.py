"""Rounds of charge points, and what is left after each: no task, no memory."""

from __future__ import annotations

import asyncio
import gc
import random
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.endpoints.soak.central import Central

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable


@dataclass
class Soak:
    """What was seen."""

    rounds: int = 0
    seconds: float = 0.0
    made: int = 0
    """Calls of the central system."""
    outcomes: dict[str, int] = field(default_factory=dict)
    endings: dict[str, int] = field(default_factory=dict)
    served: int = 0
    """CALLs that reached a handler."""
    blocks: list[int] = field(default_factory=list)
    """Allocated blocks after each round, when all charge points are gone."""
    leaked: list[str] = field(default_factory=list)
    """Tasks that were left."""
    unhandled: list[str] = field(default_factory=list)
    """What asyncio reported of exceptions that nobody saw."""

    @property
    def growth(self) -> int:
        """By how many blocks the memory grew from the second round to the last."""
        return self.blocks[-1] - self.blocks[1]


def soak(
    connections: int,
    enough: Callable[[Soak], bool],
    seed: int = 0,
    loop: Callable[[], asyncio.AbstractEventLoop] = asyncio.new_event_loop,
) -> Soak:
    """Soak a central system with so many charge points at a time, until it is *enough*."""
    seen = Soak()
    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(_soak(connections, enough, seen, random.Random(seed)))
    return seen


async def _soak(
    connections: int, enough: Callable[[Soak], bool], seen: Soak, chance: random.Random
) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: seen.unhandled.append(str(context)))
    central = Central(chance)
    start = time.monotonic()
    while not enough(seen):
        await central.round(connections)
        await asyncio.sleep(0.35)  # what keeps a turn for a late answer is over then
        left = asyncio.all_tasks() - {asyncio.current_task()}
        seen.leaked += [repr(task) for task in left]
        assert central.present == len(central.stations) == 0
        seen.rounds += 1
        seen.seconds = time.monotonic() - start
        seen.made = central.made
        seen.outcomes = _sorted(central.outcomes)
        seen.endings = _sorted(central.endings)
        seen.served = central.served
        seen.blocks.append(_blocks())


def _sorted(counted: Counter[str]) -> dict[str, int]:
    return dict(sorted(counted.items()))


def _blocks() -> int:
    for _ in range(3):
        gc.collect()
    return sys.getallocatedblocks()
