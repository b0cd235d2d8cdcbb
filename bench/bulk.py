"""Rows put into a ledger's database as fast as it takes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from ledger.store import Store

Rows = Iterable[list[tuple[bytes, int, bytes, bytes]]]
"""Chunks of list key, log index, entry and leaf hash, all ascending."""

_STATEMENT = (
    "statement_id, event_hash, error_hash, certification_hash, type, entry, leaf_hash, content, accepted_at, log_index"
)
_LIST = "list_key, position, log_index"


def load_rows(store: Store, rows: Rows, indices: Mapping[int, int]) -> None:
    """Insert statements with one list entry each, and give rows that are there their log indices."""
    if store.engine.dialect.name == "sqlite":
        _load_sqlite(store, rows, indices)
    else:
        _load_postgresql(store, rows, indices)


def _statement(key: bytes, index: int, entry: bytes, leaf: bytes) -> tuple[bytes | str | int, ...]:
    return (key, key, b"", b"", "ObjectEvent", entry, leaf, b"{}", 0, index)


def _load_sqlite(store: Store, rows: Rows, indices: Mapping[int, int]) -> None:
    """Without a journal: what is cut off half-way is thrown away."""
    store.close()
    connection = sqlite3.connect(str(store.engine.url.database), isolation_level=None)
    for pragma in ("journal_mode=off", "synchronous=off", "cache_size=-200000"):
        connection.execute(f"pragma {pragma}")
    connection.execute("begin exclusive")
    connection.executemany(
        "update statement set log_index = ? where id = ?", [(index, row) for row, index in indices.items()]
    )
    for chunk in rows:
        connection.executemany(
            f"insert into statement ({_STATEMENT}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_statement(*row) for row in chunk],
        )
        connection.executemany(
            f"insert into list_entry ({_LIST}) values (?, 0, ?)", [(key, index) for key, index, _, _ in chunk]
        )
    connection.execute("commit")
    connection.execute("pragma journal_mode=wal")
    connection.close()


def _load_postgresql(store: Store, rows: Rows, indices: Mapping[int, int]) -> None:
    with store.write() as connection:
        cursor = connection.connection.cursor()
        cursor.executemany(
            "update statement set log_index = %s where id = %s", [(index, row) for row, index in indices.items()]
        )
        for chunk in rows:
            with cursor.copy(f"copy statement ({_STATEMENT}) from stdin (format binary)") as copy:
                copy.set_types(
                    ["bytea", "bytea", "bytea", "bytea", "text", "bytea", "bytea", "bytea", "bigint", "bigint"]
                )
                for row in chunk:
                    copy.write_row(_statement(*row))
            with cursor.copy(f"copy list_entry ({_LIST}) from stdin (format binary)") as copy:
                copy.set_types(["bytea", "bigint", "bigint"])
                for key, index, _, _ in chunk:
                    copy.write_row((key, 0, index))
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("vacuum (analyze)")
