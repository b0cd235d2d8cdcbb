"""Small work of several requests, done in a row.

A processor that goes back and forth between HTTP, JSON, hashing and SQL finds little in its caches when it comes back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

_T = TypeVar("_T")


class InARow:
    """Does on the event loop, one after the other, what was asked for in the same turn of the loop."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Callable[[], Any], asyncio.Future[Any]]] = []
        self._begins_on: asyncio.AbstractEventLoop | None = None

    async def run(self, work: Callable[[], _T]) -> _T:
        """What `work` returns, or raises."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[_T] = loop.create_future()
        self._waiting.append((work, done))
        if self._begins_on is not loop:
            self._begins_on = loop
            loop.call_soon(self._run_all)
        return await done

    def _run_all(self) -> None:
        waiting, self._waiting, self._begins_on = self._waiting, [], None
        for work, done in waiting:
            if done.cancelled():
                continue
            try:
                result = work()
            except Exception as error:
                done.set_exception(error)
            else:
                done.set_result(result)
