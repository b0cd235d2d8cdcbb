"""SQL of backups: every table's rows in and out, in a form that both databases take.

A part is a line that says table, columns and which of them are bytes, and then a line for each row, all JSON; bytes are
base64.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import psycopg
import sqlalchemy as sa
from alembic.migration import MigrationContext
from sqlmodel import SQLModel

from ledger import store_index, store_tables
from ledger.errors import BackupError
from ledger.store import Store
from ledger.store_migrations import hold_schema, migrate_within

_TABLES = (store_tables, store_index)
_VERSION_TABLE = "alembic_version"
_PART_BYTES = 8 << 20
_ROWS_AT_ONCE = 500
_PICTURES_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a table, as they stand in a backup."""

    table: str
    rows: int
    content: bytes


def schema_revision(connection: sa.Connection) -> str:
    """The revision of the database's schema."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def dump(connection: sa.Connection) -> Iterator[Part]:
    """All rows of all tables, those that others refer to first, in parts of a few megabytes."""
    for table in SQLModel.metadata.sorted_tables:
        yield from _dump_table(connection, table)


def is_empty(store: Store) -> bool:
    """Whether the database has no tables."""
    with store.read() as connection:
        return _is_empty(connection)


def prepare(connection: sa.Connection, revision: str) -> None:
    """Make the tables of a schema revision in an empty database, within the transaction that fills them.

    Until that is committed nobody else sees a table, or can make one. Raises BackupError if there are tables,
    SchemaTooNew if the revision is not known here.
    """
    hold_schema(connection)
    if not _is_empty(connection):
        raise BackupError("the database is not empty any more: somebody else has made tables in it meanwhile")
    migrate_within(connection, revision)


def clear(store: Store) -> None:
    """Drop all tables, of a restored ledger that cannot be used."""
    with store.append() as connection:
        found = sa.MetaData()
        found.reflect(connection)
        found.drop_all(connection)


class Loading:
    """Rows going into an empty database of a backup's schema, within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self._tables: dict[str, sa.Table] = {}

    def load(self, content: bytes) -> tuple[str, int]:
        """Insert a part; returns its table and how many rows it has. Raises BackupError if it does not fit."""
        head, *lines = content.splitlines()
        try:
            header = orjson.loads(head)
            name, columns, octets = str(header["table"]), list(header["columns"]), list(header["bytes"])
            rows = [_decoded(orjson.loads(line), octets) for line in lines]
            table = self._table(name)
            names = [table.c[column].name for column in columns]
            if any(len(row) != len(names) for row in rows):
                raise BackupError(f"a row of {name} has another number of columns than its table")
            self._insert(table, names, rows)
        except sa.exc.OperationalError:  # the database's own fault, which the transaction names
            raise
        except (ValueError, KeyError, TypeError, OverflowError, sa.exc.StatementError) as error:
            raise BackupError(f"the backup's rows do not fit the database: {type(error).__name__}: {error}") from None
        return name, len(rows)

    def finish(self) -> None:
        """Let numbers that the database gives go on after those that were loaded."""
        if self.connection.dialect.name != "postgresql":
            return
        for name, table in self._tables.items():
            for column in table.primary_key.columns:
                quoted = sa.text("select pg_get_serial_sequence(:table, :column)")
                sequence = self.connection.execute(quoted, {"table": f'"{name}"', "column": column.name}).scalar_one()
                if sequence is not None:
                    largest = sa.select(sa.func.max(column)).scalar_subquery()
                    self.connection.execute(sa.select(sa.func.setval(sequence, largest)))

    def _table(self, name: str) -> sa.Table:
        if name not in self._tables:
            if name not in SQLModel.metadata.tables:
                raise BackupError(f"the backup has a table {name!r} that no ledger has")
            self._tables[name] = sa.Table(name, sa.MetaData(), autoload_with=self.connection, resolve_fks=False)
        return self._tables[name]

    def _insert(self, table: sa.Table, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        if self.connection.dialect.name == "postgresql":
            quote = self.connection.dialect.identifier_preparer.quote
            into = f"copy {quote(table.name)} ({', '.join(map(quote, names))}) from stdin"
            cursor = self.connection.connection.cursor()
            try:
                with cursor.copy(into) as copying:
                    for row in rows:
                        copying.write_row(row)
            except psycopg.OperationalError as error:
                raise sa.exc.OperationalError(into, None, error) from error
            except psycopg.Error as error:
                raise BackupError(f"the backup's rows do not fit the database: {error}") from None
            return
        if rows:
            self.connection.execute(sa.insert(table), [dict(zip(names, row, strict=True)) for row in rows])


def _is_empty(connection: sa.Connection) -> bool:
    return not set(sa.inspect(connection).get_table_names()) - {_VERSION_TABLE}


def _dump_table(connection: sa.Connection, table: sa.Table) -> Iterator[Part]:
    octets = [at for at, column in enumerate(table.c) if isinstance(column.type, sa.LargeBinary)]
    header = orjson.dumps({"table": table.name, "columns": [column.name for column in table.c], "bytes": octets})
    at_once = _PICTURES_AT_ONCE if table.name == store_tables.Picture.__tablename__ else _ROWS_AT_ONCE
    found = connection.execute(sa.select(*table.c).execution_options(yield_per=at_once))
    lines, length = [header], 0
    for row in found:
        line = orjson.dumps(_encoded(row, octets))
        lines.append(line)
        length += len(line)
        if length >= _PART_BYTES:
            yield Part(table.name, len(lines) - 1, b"\n".join(lines))
            lines, length = [header], 0
    if len(lines) > 1:
        yield Part(table.name, len(lines) - 1, b"\n".join(lines))


def _encoded(row: Iterable[Any], octets: Sequence[int]) -> list[Any]:
    values = list(row)
    for at in octets:
        if values[at] is not None:
            values[at] = base64.b64encode(values[at]).decode()
    return values


def _decoded(values: list[Any], octets: Sequence[int]) -> list[Any]:
    for at in octets:
        if values[at] is not None:
            values[at] = base64.b64decode(values[at], validate=True)
    return values
