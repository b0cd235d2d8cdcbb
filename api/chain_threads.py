"""Threads of their own for what waits for the chain: however long that takes, all other threads stay free."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from fastapi import Request

_MOST = 10

_T = TypeVar("_T")


class ChainThreads:
    """Runs work that asks the chain, in a few threads at most; the rest waits its turn.

    A passport holds a connection to the database while it asks the chain: so they are fewer than the connections.
    """

    def __init__(self, connections: int) -> None:
        """`connections` is how many to the database there are."""
        self._most = max(1, min(_MOST, connections // 2))
        self._limiter: RunVar[CapacityLimiter] = RunVar("threads that ask the chain")

    async def run(self, work: Callable[[], _T]) -> _T:
        """What `work` returns."""
        try:
            limiter = self._limiter.get()
        except LookupError:
            limiter = CapacityLimiter(self._most)
            self._limiter.set(limiter)
        return await to_thread.run_sync(work, limiter=limiter)


def chain_threads_of(request: Request) -> ChainThreads:
    """The application's threads that ask the chain."""
    threads: ChainThreads = request.app.state.chain_threads
    return threads
