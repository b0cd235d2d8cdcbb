"""Transactions on both databases: one writer, snapshots to read, and rows that two add at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from ledger.errors import DatabaseUnavailable, WriteConflict
from ledger.store import Store
from ledger.store_chain import fact, put_fact
from ledger.store_migrations import migrate
from tests.databases import url_in


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(url_in(tmp_path))
    migrate(opened)
    yield opened
    opened.close()


def test_writers_take_turns(store: Store) -> None:
    """Each reads what the one before wrote: else two would give the same log index."""
    with store.write() as connection:
        put_fact(connection, "number", "0")

    def count() -> None:
        for _ in range(20):
            with store.write() as connection:
                put_fact(connection, "number", str(int(fact(connection, "number") or "") + 1))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as connection:
        assert fact(connection, "number") == "80"


def test_a_reader_sees_one_moment(store: Store) -> None:
    """Else a passport could hold a list of one anchor and a root of another."""
    with store.read() as connection:
        assert fact(connection, "late") is None
        with store.write() as other:
            put_fact(other, "late", "yes")
        assert fact(connection, "late") is None
    with store.read() as connection:
        assert fact(connection, "late") == "yes"


@pytest.mark.databases("postgresql")
def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(DatabaseUnavailable, match="only be read"), store.read() as connection:
        put_fact(connection, "name", "value")


def test_a_row_that_is_there_already_is_a_conflict(store: Store) -> None:
    insert = sa.text("insert into instance (name, value) values ('one', '1')")
    with store.append() as connection:
        connection.execute(insert)
    with pytest.raises(WriteConflict), store.append() as connection:
        connection.execute(insert)


@pytest.mark.databases("postgresql")
def test_two_that_add_the_same_rows_in_another_order_do_not_wait_for_ever(store: Store) -> None:
    insert = sa.text("insert into instance (name, value) values (:name, '')")
    both = threading.Barrier(2, timeout=20)
    outcomes: list[str] = []

    def add(first: str, second: str) -> None:
        try:
            with store.append() as connection:
                connection.execute(insert, {"name": first})
                both.wait()
                connection.execute(insert, {"name": second})
            outcomes.append("stored")
        except WriteConflict:
            outcomes.append("conflict")

    threads = [threading.Thread(target=add, args=names) for names in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["conflict", "stored"]


@pytest.mark.databases("postgresql")
def test_adding_does_not_wait_for_the_writer(store: Store) -> None:
    """Else every capture would wait while the log is sequenced."""
    with store.write(), store.append() as connection:
        connection.execute(sa.text("insert into instance (name, value) values ('beside', '')"))
    with store.read() as connection:
        assert fact(connection, "beside") == ""


@pytest.mark.databases("postgresql")
def test_a_commit_is_on_the_disk_whatever_the_server_defaults_to(store: Store) -> None:
    with store.write() as connection:
        name = connection.execute(sa.text("select current_database()")).scalar_one()
        connection.execute(sa.text(f'alter database "{name}" set synchronous_commit = off'))
    store.close()
    with store.write() as connection:
        assert connection.execute(sa.text("show synchronous_commit")).scalar_one() == "on"


@pytest.mark.databases("postgresql")
def test_a_reader_may_take_its_time_and_a_writer_may_not(store: Store) -> None:
    """A check of a whole ledger reads for minutes; a writer that stands still keeps everybody waiting."""
    show = sa.text("show idle_in_transaction_session_timeout")
    with store.read() as connection:
        assert connection.execute(show).scalar_one() == "0"
    for transaction in (store.write, store.append):
        with transaction() as connection:
            assert connection.execute(show).scalar_one() == "1min"


@pytest.mark.databases("postgresql")
def test_a_transaction_that_the_server_ended_is_the_databases_fault(store: Store) -> None:
    with pytest.raises(DatabaseUnavailable), store.append() as connection:
        connection.execute(sa.text("set local idle_in_transaction_session_timeout = '1ms'"))
        ended = threading.Event()
        ended.wait(0.2)
        connection.execute(sa.text("select 1"))
