"""How many label sheets are made at once: each keeps a processor busy for as long as somebody takes its pages."""

from __future__ import annotations

import anyio
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api.label_process import SheetProcess
from api.problems import Problem

_AT_ONCE = 2
_SECONDS = 600.0
"""After so long a sheet that is not taken is given up."""


class SheetPlaces:
    """Places for processes that make sheets; used on the event loop alone."""

    def __init__(self, most: int = _AT_ONCE) -> None:
        self._free = most

    async def take(self) -> SheetPlace:
        """Take a place, in which a process has started; raises Problem 503 if there is none."""
        if self._free == 0:
            raise _too_many("Other label sheets are being made")
        self._free -= 1
        try:
            return SheetPlace(self, await SheetProcess.start())
        except BaseException as error:
            self._free += 1
            if isinstance(error, OSError):
                raise _too_many("The machine has no room to make label sheets") from None
            raise

    def _give_back(self) -> None:
        self._free += 1


class SheetPlace:
    """A place with its process; it is given back once."""

    def __init__(self, places: SheetPlaces, process: SheetProcess) -> None:
        self._places = places
        self.process = process

    async def give_back(self) -> None:
        """End the process, and let somebody else have the place."""
        try:
            with anyio.CancelScope(shield=True):
                await self.process.stop()
        finally:
            self._places._give_back()


def _too_many(what: str) -> Problem:
    return Problem(503, f"{what}; try again in 10 seconds.", headers={"Retry-After": "10"})


class SheetResponse(StreamingResponse):
    """A PDF that is sent while it is made; the place in which it is made is given back at the end."""

    def __init__(self, order: bytes, place: SheetPlace, status: int, headers: dict[str, str]) -> None:
        super().__init__(place.process.pieces(order), status, headers, "application/pdf")
        self._place = place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, unless that takes too long."""
        try:
            with anyio.move_on_after(_SECONDS):
                await super().__call__(scope, receive, send)
        finally:
            await self._place.give_back()
