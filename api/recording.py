"""How requests get what they capture recorded: prepared where it harms nobody, and committed together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from ledger.group_commit import GroupCommit
from ledger.record import MOST_TOGETHER, record
from ledger.service import Ledger
from ledger.submission import Submission

Recorder = GroupCommit[Submission]

_SMALL = 8_192
"""Most bytes of a body that is worked on at once: that takes less time than to hand it to another thread twice."""

_T = TypeVar("_T")


def make_recorder(ledger: Ledger) -> Recorder:
    """The one that records for all requests of this process."""
    return GroupCommit(partial(record, ledger), MOST_TOGETHER)


async def recorder_of(request: Request) -> Recorder:
    """The application's recorder."""
    recorder: Recorder = request.app.state.recorder
    return recorder


RecorderHere = Annotated[Recorder, Depends(recorder_of)]


async def prepared(size: int, prepare: Callable[[], _T]) -> _T:
    """What `prepare` makes of a body of `size` bytes, without keeping other requests waiting."""
    return prepare() if size <= _SMALL else await run_in_threadpool(prepare)
