"""Threads of their own for work that others must not wait behind, as for the chain, however long that takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from fastapi import Request

_MOST_ASK_CHAIN = 10

_T = TypeVar("_T")


class OwnThreads:
    """Runs one kind of work in a few threads at most, which nothing else takes; the rest waits its turn."""

    def __init__(self, what: str, most: int) -> None:
        """`what` names the work, `most` is how many threads it may take."""
        self._most = most
        self._limiter: RunVar[CapacityLimiter] = RunVar(f"threads that {what}")

    async def run(self, work: Callable[[], _T]) -> _T:
        """What `work` returns."""
        try:
            limiter = self._limiter.get()
        except LookupError:
            limiter = CapacityLimiter(self._most)
            self._limiter.set(limiter)
        return await to_thread.run_sync(work, limiter=limiter)


def chain_threads(connections: int) -> OwnThreads:
    """For what asks the chain, where there are so many connections to the database.

    A passport holds a connection while it asks the chain: so the threads are fewer than the connections.
    """
    return OwnThreads("ask the chain", max(1, min(_MOST_ASK_CHAIN, connections // 2)))


def chain_threads_of(request: Request) -> OwnThreads:
    """The application's threads that ask the chain."""
    threads: OwnThreads = request.app.state.chain_threads
    return threads


def metrics_threads_of(request: Request) -> OwnThreads:
    """The application's thread that writes its metrics."""
    threads: OwnThreads = request.app.state.metrics_threads
    return threads
