"""The database: its engine and its two kinds of transaction. Modules named `store…` alone know SQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event


class Store:
    """A database by its SQLAlchemy URL.

    SQLite runs with a write-ahead log and synchronous=FULL: what was committed survives a power cut. A write
    transaction takes SQLite's one write lock at once, so that two writers wait for each other instead of failing late.
    """

    def __init__(self, url: str) -> None:
        self.engine = sa.create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One write transaction: committed at the end, rolled back on any exception."""
        with self.engine.connect().execution_options(wayproof_writes=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One snapshot to read from."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Give up all connections."""
        self.engine.dispose()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by us, not by the driver
    cursor = connection.cursor()
    cursor.execute("pragma journal_mode=wal")
    cursor.execute("pragma synchronous=full")
    cursor.execute("pragma foreign_keys=on")
    cursor.execute("pragma busy_timeout=30000")
    cursor.execute("pragma wal_autocheckpoint=20000")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("wayproof_writes", False)
    connection.exec_driver_sql("begin immediate" if writes else "begin")
