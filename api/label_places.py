"""How many label sheets are made at once: each keeps a processor busy for as long as somebody takes its pages."""

from __future__ import annotations

from collections.abc import Iterator

import anyio
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api.problems import Problem

_AT_ONCE = 2
_SECONDS = 600.0
"""After so long a sheet that is not taken is given up."""


class SheetPlaces:
    """Places for sheets in one process; used on the event loop alone."""

    def __init__(self, most: int = _AT_ONCE) -> None:
        self._free = most

    def take(self) -> None:
        """Take a place; raises Problem 503 if there is none."""
        if self._free == 0:
            raise Problem(
                503, "Other label sheets are being made; try again in 10 seconds.", headers={"Retry-After": "10"}
            )
        self._free -= 1

    def give_back(self) -> None:
        """Let somebody else have it."""
        self._free += 1


class SheetResponse(StreamingResponse):
    """A PDF in pieces that are made while they are sent; gives back the place that was taken for it."""

    def __init__(self, pieces: Iterator[bytes], places: SheetPlaces, status: int, headers: dict[str, str]) -> None:
        super().__init__(pieces, status, headers, "application/pdf")
        self._places = places

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, unless that takes too long."""
        try:
            with anyio.move_on_after(_SECONDS):
                await super().__call__(scope, receive, send)
        finally:
            self._places.give_back()
