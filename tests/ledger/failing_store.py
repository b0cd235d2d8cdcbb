"""A store whose commits fail on demand, before or after they took effect: a caller cannot tell which it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ledger.errors import DatabaseUnavailable
from ledger.store import Store

BEFORE, AFTER = "failed", "failed but persisted"
RACE = "another process stored the same meanwhile"
GONE = "the database is gone"


class CommitFailed(Exception):
    """What a lost connection to the database looks like."""


class FailingStore(Store):
    """Fails the next write transaction as told by `fail`; while that is GONE, every one. Counts them in `writes`."""

    fail: str | None = None
    writes = 0

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        self.writes += 1
        how = self.fail
        if how == GONE:
            raise DatabaseUnavailable(how)
        self.fail = None
        with super()._writing() as connection:
            yield connection
            if how == BEFORE:
                raise CommitFailed(how)
            if how == RACE:
                raise IntegrityError("insert", {}, Exception(how))
        if how == AFTER:
            raise CommitFailed(how)
