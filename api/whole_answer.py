"""An answer's head and the first piece of its body, sent together.

uvicorn writes them apart. Each write is a call of the system, a packet, and a client that wakes up to half an answer.
"""

from __future__ import annotations

import asyncio


class WholeAnswer:
    """The connection as one answer sees it, which has a body: it keeps the head until the body begins."""

    __slots__ = ("_begun", "_head", "_transport")

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._begun = False
        self._head = b""

    def write(self, data: bytes) -> None:
        """Send what follows the head at once, and with the head if that was not sent yet."""
        if not self._begun:
            self._begun, self._head = True, data
            return
        head, self._head = self._head, b""
        self._transport.write(head + data)

    def close(self) -> None:
        """Send what is kept, and close the connection."""
        if self._head:
            self.write(b"")
        self._transport.close()
