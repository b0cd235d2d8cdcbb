"""The database: its engine and its kinds of transaction. Modules named `store…` alone know SQL."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError

from ledger.errors import DatabaseUnavailable, WriteConflict
from verifier.format.item import members_key

DEFAULT_POOL = 20
"""Most connections of one process to the database at once."""

_LOCK_SECONDS = 30
"""How long a writer waits for another, on either database."""

# PostgreSQL's SQLSTATEs, and what SQLite says.
_DEADLOCK = "40P01"
_SAID = {
    "53100": "the database's disk is full: make room",
    "25006": "the database may only be read: it is a standby, or was set so",
    "25P03": "a transaction stood still for too long and was ended",
    "55P03": "another writer keeps the database for too long",
    "database or disk is full": "the database's disk is full: make room",
    "database is locked": "another writer keeps the database for too long",
    "disk I/O error": "the database's disk fails",
    "unable to open database file": "the database's file cannot be opened",
    "attempt to write a readonly database": "the database may not be written: look at its file's permissions",
}

_NETWORK = {
    "connect_timeout": 10,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    # Keepalives are sent on idle connections alone: what was sent and is never acknowledged is repeated for a quarter
    # of an hour unless this, in milliseconds, ends it.
    "tcp_user_timeout": 30_000,
}
"""After so long a server whose network is gone is given up, in libpq's names."""

# For each write transaction, and not for the session, which a pooler may give to somebody else.
_POSTGRESQL_WRITE = (
    f"set local synchronous_commit = on; set local lock_timeout = '{_LOCK_SECONDS}s'; "
    # A writer that hangs, or whose network is gone, must not hold the writer's lock for ever.
    "set local idle_in_transaction_session_timeout = '60s'"
)
_TRY_WRITING = sa.text(
    "insert into instance (name, value) values ('last try to write', :value) "
    "on conflict (name) do update set value = excluded.value"
)
_LOCK_WRITER = sa.text("select 1 from instance where name = 'writer' for update")
_MAKE_WRITER = sa.text("insert into instance (name, value) values ('writer', '') on conflict (name) do nothing")


def place_of(url: str) -> str:
    """Where the database of an SQLAlchemy URL is, for anybody to read: without user, password and options."""
    parsed = sa.make_url(url)
    place = sa.URL.create(parsed.drivername, host=parsed.host, port=parsed.port, database=parsed.database)
    return place.render_as_string()


class Store:
    """A database by its SQLAlchemy URL. Every transaction raises DatabaseUnavailable when the database is the cause.

    SQLite runs with a write-ahead log and synchronous=FULL: what was committed survives a power cut. A write
    transaction takes SQLite's one write lock at once, so that two writers wait for each other instead of failing late;
    on PostgreSQL a row's lock has the same effect, for as many processes and machines as there are.
    """

    def __init__(self, url: str, pool: int = DEFAULT_POOL) -> None:
        """`pool` is the most connections to keep; a further transaction waits for one."""
        parsed = sa.make_url(url)
        self._write_fault: str | None = None
        if parsed.get_backend_name() == "sqlite":
            kept = {"pool_size": pool, "max_overflow": 0} if parsed.database else {}  # no name: one in memory
            self.engine = sa.create_engine(parsed, hide_parameters=True, **kept)
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        else:
            self.engine = sa.create_engine(
                parsed, hide_parameters=True, pool_size=pool, max_overflow=0, pool_pre_ping=True, connect_args=_NETWORK
            )
        self._is_sqlite = self.engine.dialect.name == "sqlite"

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """The one write transaction of this moment: committed at the end, rolled back on any exception."""
        with self._writing() as connection:
            if not self._is_sqlite and connection.execute(_LOCK_WRITER).first() is None:
                connection.execute(_MAKE_WRITER)
                connection.execute(_LOCK_WRITER)
            yield connection

    @contextmanager
    def append(self) -> Iterator[sa.Connection]:
        """A write transaction that adds rows which only the database's own rules keep apart; as `write` on SQLite.

        On PostgreSQL any number of them run at once, beside the one of `write`. Raises WriteConflict if a row is there
        already, or two of them wait for each other; it should then be tried again.
        """
        try:
            with self._writing() as connection:
                yield connection
        except IntegrityError as error:
            raise WriteConflict("another transaction stored the same row first") from error

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One snapshot to read from."""
        options = {} if self._is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with _faults_named(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    def write_fault(self) -> str | None:
        """Why nothing can be written; None if the last write was. After one that was not, another is tried now."""
        if self._write_fault is not None:
            with suppress(DatabaseUnavailable), self.append() as connection:
                connection.execute(_TRY_WRITING, {"value": secrets.token_hex(8)})
        return self._write_fault

    def close(self) -> None:
        """Give up all connections."""
        self.engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        connected = self.engine.connect
        try:
            with _faults_named(), connected().execution_options(wayproof_writes=True) as connection, connection.begin():
                if not self._is_sqlite:
                    connection.exec_driver_sql(_POSTGRESQL_WRITE)
                yield connection
        except DatabaseUnavailable as error:
            self._write_fault = str(error)
            raise
        self._write_fault = None


@contextmanager
def _faults_named() -> Iterator[None]:
    """Faults of the database as the ledger's errors; what a statement does wrong stays what it is."""
    try:
        yield
    except DBAPIError as error:
        if not isinstance(error, OperationalError | InterfaceError) and _sqlstate(error) not in _SAID:
            raise
        if _sqlstate(error) == _DEADLOCK:
            raise WriteConflict("another transaction stored the same rows in another order") from error
        said = _SAID.get(_sqlstate(error)) or next((_SAID[text] for text in _SAID if text in str(error.orig)), None)
        if said is None and isinstance(error.orig, sqlite3.Error):
            raise
        raise DatabaseUnavailable(said or f"the database cannot be used ({type(error.orig).__name__})") from error
    except sa.exc.TimeoutError as error:
        raise DatabaseUnavailable("all connections to the database are in use for too long") from error


def _sqlstate(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None) or "")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by us, not by the driver
    connection.create_function("members_key", 1, members_key, deterministic=True)
    cursor = connection.cursor()
    cursor.execute("pragma journal_mode=wal")
    cursor.execute("pragma synchronous=full")
    cursor.execute("pragma foreign_keys=on")
    cursor.execute(f"pragma busy_timeout={1000 * _LOCK_SECONDS}")
    cursor.execute("pragma wal_autocheckpoint=20000")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("wayproof_writes", False)
    connection.exec_driver_sql("begin immediate" if writes else "begin")
