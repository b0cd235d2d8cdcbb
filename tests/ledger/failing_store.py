"""A store whose commits fail on demand, before or after they took effect: a caller cannot tell which it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from ledger.store import Store

BEFORE, AFTER = "failed", "failed but persisted"


class CommitFailed(Exception):
    """What a lost connection to the database looks like."""


class FailingStore(Store):
    """Fails the next write transaction's commit as told by `fail`."""

    fail: str | None = None

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        how, self.fail = self.fail, None
        with super().write() as connection:
            yield connection
            if how == BEFORE:
                raise CommitFailed(how)
        if how == AFTER:
            raise CommitFailed(how)
