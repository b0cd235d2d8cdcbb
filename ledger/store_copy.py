"""Many new rows at once: PostgreSQL's COPY where it is faster, the driver's insertion elsewhere."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import psycopg
import sqlalchemy as sa

ROWS_TOGETHER = 32
"""So many rows are one statement on SQLite, which lets other threads work until all are in, and not after each only."""

COPY_FROM = 16
"""So many rows are worth a COPY: it takes one exchange more, and then half the time of inserting each."""

_MARKS = {"sqlite": "?", "postgresql": "%s"}
_NAMES = {"BIGINT": "int8", "INTEGER": "int4", "SMALLINT": "int2", "BYTEA": "bytea", "BOOLEAN": "bool"}


class BulkInsert:
    """The insertion of rows with some columns of a table; a row breaking a rule raises IntegrityError."""

    def __init__(self, table: sa.Table, columns: Sequence[str]) -> None:
        into = f"insert into {table.name} ({', '.join(columns)}) values "  # noqa: S608 - no values
        self._insert = {kind: f"{into}({', '.join([mark] * len(columns))})" for kind, mark in _MARKS.items()}
        one = f"({', '.join('?' * len(columns))})"
        self._insert_many = f"{into}{', '.join([one] * ROWS_TOGETHER)}"
        self._columns = tuple(columns)
        self._copy = f"copy {table.name} ({', '.join(columns)}) from stdin (format binary)"
        self._table = table

    def insert(self, connection: sa.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert rows of as many values as there are columns, in their order."""
        kind = connection.dialect.name
        if kind == "sqlite":
            rows = self._insert_together(connection, rows)
        if len(rows) < COPY_FROM or kind != "postgresql":
            if rows:
                connection.exec_driver_sql(self._insert[kind], list(rows))
            return
        types = [_type_name(self._table.c[name], connection.dialect) for name in self._columns]
        driver: psycopg.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        try:
            with driver.cursor() as cursor, cursor.copy(self._copy) as copy:
                copy.set_types(types)
                for row in rows:
                    copy.write_row(row)
        except psycopg.IntegrityError as error:
            raise sa.exc.IntegrityError(self._copy, None, error) from error
        except psycopg.OperationalError as error:
            raise sa.exc.OperationalError(self._copy, None, error) from error

    def _insert_together(self, connection: sa.Connection, rows: Sequence[tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
        """Insert as many rows as make up whole statements; returns the others."""
        whole = len(rows) // ROWS_TOGETHER * ROWS_TOGETHER
        for at in range(0, whole, ROWS_TOGETHER):
            values = tuple(itertools.chain.from_iterable(rows[at : at + ROWS_TOGETHER]))
            connection.exec_driver_sql(self._insert_many, values)
        return rows[whole:]


def _type_name(column: sa.Column[Any], dialect: sa.Dialect) -> str:
    return _NAMES.get(str(column.type.compile(dialect)), "text")
