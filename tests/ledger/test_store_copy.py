"""Rows in bulk: the same on both databases, with or without COPY, and a broken rule is one and the same error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger.errors import WriteConflict
from ledger.store import Store
from ledger.store_copy import COPY_FROM, BulkInsert
from tests.databases import url_in

_TABLE = sa.Table(
    "bulk",
    sa.MetaData(),
    sa.Column("key", sa.LargeBinary, primary_key=True),
    sa.Column("number", sa.BigInteger),
    sa.Column("name", sa.String),
    sa.Column("said", sa.String, server_default="nothing"),
)
INSERT = BulkInsert(_TABLE, ("key", "number", "name"))
SIZES = [0, 1, COPY_FROM - 1, COPY_FROM, 3000]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(url_in(tmp_path))
    SQLModel.metadata.create_all(opened.engine)
    _TABLE.metadata.create_all(opened.engine)
    yield opened
    opened.close()


def rows_of(size: int) -> list[tuple[bytes, int | None, str]]:
    """Bytes with zeros, numbers past 32 bits and none, text that a text format would have to quote."""
    numbers = [None, 0, -1, 2**62]
    return [(at.to_bytes(4, "big") + b"\0\xff\n", numbers[at % 4], f"a\tb\\{at}\n\u00e9%s?") for at in range(size)]


@pytest.mark.parametrize("size", SIZES)
def test_what_was_inserted_is_there(store: Store, size: int) -> None:
    with store.append() as connection:
        INSERT.insert(connection, rows_of(size))
    with store.read() as connection:
        found = connection.execute(sa.select(_TABLE).order_by(_TABLE.c.key)).all()
    assert [tuple(row) for row in found] == [(*row, "nothing") for row in rows_of(size)]


@pytest.mark.parametrize("size", SIZES[1:])
def test_a_row_that_is_there_stores_nothing_of_all(store: Store, size: int) -> None:
    with store.append() as connection:
        INSERT.insert(connection, rows_of(1))
    with pytest.raises(WriteConflict), store.append() as connection:
        INSERT.insert(connection, list(reversed(rows_of(size))))
    with store.read() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(_TABLE)).scalar_one() == 1
