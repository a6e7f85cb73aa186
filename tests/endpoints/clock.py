"""An event loop whose clock stands still while anything is to be done, and else jumps ahead.

So a test waits for no deadline, and none is missed because the machine is slow. What talks to
threads or sockets needs a loop with a real clock.
"""

from __future__ import annotations

import asyncio
import selectors


class _Idle(selectors.DefaultSelector):
    """Lets time pass by as long as the loop would wait."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout is None:
            raise RuntimeError("everything waits for something that will not come")
        if not ready and timeout is not None:
            self.now += timeout
        return ready


class _ClockedLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._idle = _Idle()
        super().__init__(self._idle)

    def time(self) -> float:
        return self._idle.now


def clocked_loop() -> asyncio.AbstractEventLoop:
    """Make such a loop."""
    return _ClockedLoop()
