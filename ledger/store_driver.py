"""Statements of the hot path, run by the database's driver: what SQLAlchemy adds takes longer than SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, cast

import sqlalchemy as sa


def insert_into(table: sa.Table, columns: Sequence[str], otherwise: str = "") -> DriverStatement:
    """The insertion of rows with these columns; `otherwise` is what follows, such as an `on conflict` clause."""
    names, values = ", ".join(columns), ", ".join(f":{name}" for name in columns)
    return DriverStatement(sa.text(f"insert into {table.name} ({names}) values ({values}) {otherwise}"))  # noqa: S608 - no values


class DriverStatement:
    """A Core statement that is compiled once for each kind of database.

    Values pass as they are: what the driver takes and gives has to be what the columns hold, so that truth values come
    from SQLite as 0 and 1.
    """

    def __init__(self, statement: sa.sql.ClauseElement) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, list[str] | None]] = {}

    def rows(self, connection: sa.Connection, parameters: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
        """Run it; returns all rows."""
        text, order = self._text(connection)
        if order is None:
            return cast(Sequence[tuple[Any, ...]], connection.exec_driver_sql(text, parameters).all())
        return _rows_of_sqlite(connection, text, [parameters[name] for name in order])

    def execute_many(self, connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run it once for each row of parameters."""
        text, order = self._text(connection)
        values = list(rows) if order is None else [tuple([row[name] for name in order]) for row in rows]
        connection.exec_driver_sql(text, values)

    def _text(self, connection: sa.Connection) -> tuple[str, list[str] | None]:
        """The text, and the names of its parameters in their order where the driver takes them by position."""
        name = connection.dialect.name
        if name not in self._compiled:
            compiled = self._statement.compile(dialect=connection.dialect)
            assert isinstance(compiled, sa.sql.compiler.SQLCompiler)
            self._compiled[name] = str(compiled), compiled.positiontup
        return self._compiled[name]


def _rows_of_sqlite(connection: sa.Connection, text: str, values: Sequence[Any]) -> Sequence[tuple[Any, ...]]:
    """The rows of a query as SQLite's driver has them: its connections are not lost, which SQLAlchemy watches for."""
    try:
        return cast(Sequence[tuple[Any, ...]], connection.connection.cursor().execute(text, values).fetchall())
    except sqlite3.Error as error:
        dialect = connection.dialect
        raise sa.exc.DBAPIError.instance(text, list(values), error, sqlite3.Error, dialect=dialect) from error


def is_storable(text: str) -> bool:
    """Whether every database can hold a text: PostgreSQL takes no NUL, so nothing is called by a name with one."""
    return "\0" not in text
