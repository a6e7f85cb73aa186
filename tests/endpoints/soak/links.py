"""A connection in memory that holds few texts each way, as one over a network does."""

from __future__ import annotations

import asyncio


class Link:
    """Both ends of a connection: the central system's, and that of whoever pretends."""

    def __init__(self) -> None:
        self.down: asyncio.Queue[str] = asyncio.Queue(8)
        self.up: asyncio.Queue[str | bytes | Exception] = asyncio.Queue(8)

    async def send(self, text: str) -> None:
        """Send a text to the charge point."""
        await self.down.put(text)

    async def receive(self) -> str | bytes:
        """Return the next text of the charge point, or raise what is in its place."""
        text = await self.up.get()
        if isinstance(text, Exception):
            raise text
        return text
