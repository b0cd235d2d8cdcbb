"""How requests get what they capture recorded: prepared without keeping others waiting, and committed together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from api.in_a_row import InARow
from ledger.group_commit import GroupCommit
from ledger.record import MOST_TOGETHER, record
from ledger.service import Ledger
from ledger.submission import Submission

_SMALL = 8_192
"""Most bytes of a body that is worked on at once: that takes less time than to hand it to another thread twice."""

_T = TypeVar("_T")


class Recorder:
    """Records what all requests of this process submit."""

    def __init__(self, ledger: Ledger) -> None:
        self._commits = GroupCommit[Submission](partial(record, ledger), MOST_TOGETHER)
        self._row = InARow()

    async def prepare(self, size: int, work: Callable[[], _T]) -> _T:
        """What `work` makes of a body of `size` bytes."""
        return await self.in_a_row(work) if size <= _SMALL else await run_in_threadpool(work)

    async def record(self, submission: Submission) -> None:
        """Return once it is committed; raises what `ledger.record.record` says of it."""
        await self._commits.submit(submission)

    async def in_a_row(self, work: Callable[[], _T]) -> _T:
        """What `work`, which takes less than a millisecond, returns."""
        return await self._row.run(work)

    def close(self) -> None:
        """Wait for the commit that is on its way."""
        self._commits.close()


async def recorder_of(request: Request) -> Recorder:
    """The application's recorder."""
    recorder: Recorder = request.app.state.recorder
    return recorder


RecorderHere = Annotated[Recorder, Depends(recorder_of)]
