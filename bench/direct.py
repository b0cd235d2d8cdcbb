"""The database of a ledger without anything around it, for what no work can avoid."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

from ledger.store import Store


class Direct:
    """A connection of the database's own driver; statements have `?` for parameters."""

    def __init__(self, store: Store) -> None:
        url = store.engine.url
        self._connection: Any
        self._is_sqlite = store.engine.dialect.name == "sqlite"
        if self._is_sqlite:
            self._connection = sqlite3.connect(str(url.database), isolation_level=None)
            for pragma in ("journal_mode=wal", "synchronous=full", "foreign_keys=on", "wal_autocheckpoint=20000"):
                self._connection.execute(f"pragma {pragma}")
        else:
            plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
            self._connection = psycopg.connect(plain, autocommit=True)

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[Any]:
        """The rows of a query."""
        return list(self._connection.execute(self._text(statement), parameters).fetchall())

    def many(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        """A statement once for each row."""
        self._connection.cursor().executemany(self._text(statement), rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction, which takes SQLite's lock at once."""
        self._connection.execute("begin immediate" if self._is_sqlite else "begin")
        yield
        self._connection.execute("commit")

    def close(self) -> None:
        """Give up the connection."""
        self._connection.close()

    def _text(self, statement: str) -> str:
        return statement if self._is_sqlite else statement.replace("?", "%s")
