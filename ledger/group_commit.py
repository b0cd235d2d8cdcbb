"""Group commit: what arrives while a commit is on its way to the disk shares the next one.

A commit takes as long for a hundred statements as for one, so a service that is asked by many at once commits for all
of them together. Each is answered after the commit that it was in, exactly as if it had been alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence, Sized
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

_T = TypeVar("_T", bound=Sized)


class GroupCommit(Generic[_T]):
    """Gathers what is submitted on an event loop and has it committed, group after group, in a thread of its own.

    `commit` takes a group in the order of submission and says what became of each: None once it is committed, else the
    exception that its submitter gets. It answers for every one by itself; if it raises, all of the group get that. A
    group is closed as soon as the lengths in it add up to `most`.
    """

    def __init__(self, commit: Callable[[Sequence[_T]], Sequence[Exception | None]], most: int) -> None:
        self._commit = commit
        self._most = most
        self._waiting: list[tuple[_T, asyncio.Future[None]]] = []
        self._worker: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="commit")

    async def submit(self, item: _T) -> None:
        """Return once `item` is committed; raises what `commit` says of it."""
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        if self._worker is None:
            self._worker = asyncio.create_task(self._work())
        await done

    def close(self) -> None:
        """Wait for the commit that is on its way; nothing can be submitted any more."""
        self._thread.shutdown(wait=True)

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while group := self._next_group():
                try:
                    results = await loop.run_in_executor(self._thread, self._commit, [item for item, _ in group])
                except Exception as error:
                    results = [error] * len(group)
                for (_, done), result in zip(group, results, strict=True):
                    if done.cancelled():
                        continue
                    if result is None:
                        done.set_result(None)
                    else:
                        done.set_exception(result)
        finally:
            self._worker = None

    def _next_group(self) -> list[tuple[_T, asyncio.Future[None]]]:
        """The oldest that wait, without those whose submitter has gone."""
        group: list[tuple[_T, asyncio.Future[None]]] = []
        size = taken = 0
        for item, done in self._waiting:
            if size >= self._most:
                break
            taken += 1
            if not done.cancelled():
                group.append((item, done))
                size += len(item)
        del self._waiting[:taken]
        return group
