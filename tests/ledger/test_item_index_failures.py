"""The item index when writes fail, commits are in doubt, or another worker was at it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from ledger.item_index import ItemIndex
from ledger.item_index_entries import hash_rows
from ledger.item_index_rows import Revision, StoredTree
from ledger.store import Store
from ledger.store_index import IndexRows
from tests.ledger.item_index_reference import Items, new_store, random_items, reference
from verifier.format.trie import verify_lookup

pytestmark = pytest.mark.slow


class WriteError(Exception):
    """What the caller sees of a failure that is not the index's own."""


class FailingRows(IndexRows):
    """Rows whose nth write never returns: it fails before or after it has been done."""

    def __init__(self, connection: sa.Connection, fails_at: int, afterwards: bool) -> None:
        super().__init__(connection)
        self.fails_at = fails_at
        self.afterwards = afterwards
        self.writes = 0

    def _write(self, write: Callable[..., None], *arguments: Any) -> None:
        self.writes += 1
        if self.writes == self.fails_at and not self.afterwards:
            raise WriteError
        write(*arguments)
        if self.writes == self.fails_at:
            raise WriteError

    def put_tree(self, tree: StoredTree) -> None:
        self._write(super().put_tree, tree)

    def add_revision(self, revision: Revision) -> None:
        self._write(super().add_revision, revision)

    def delete_revisions_before(self, rev: int) -> None:
        self._write(super().delete_revisions_before, rev)

    def add_changes(self, rev: int, parts: Iterable[bytes]) -> None:
        self._write(super().add_changes, rev, parts)

    def put_nodes(self, nodes: Iterator[tuple[int, bytes]]) -> None:
        self._write(super().put_nodes, nodes)

    def delete_nodes_below(self, stop: int) -> None:
        self._write(super().delete_nodes_below, stop)


@pytest.fixture
def store() -> Iterator[Store]:
    store = new_store()
    yield store
    store.close()


def some_items(seed: int, n: int) -> Items:
    return random_items(random.Random(seed), n)


FINAL = some_items(1, 300)
PENDING = FINAL | some_items(2, 200) | dict.fromkeys(list(FINAL)[:50], b"p" * 40)
SMALL = some_items(3, 20)
GROWTH = some_items(4, 2000)


def filled(store: Store) -> ItemIndex:
    """An index with revision 1 final and revision 2 pending."""
    index = ItemIndex()
    with store.write() as connection:
        rows = IndexRows(connection)
        index.apply(rows, 1, FINAL)
        index.finalize(rows, 1)
        index.apply(rows, 2, PENDING)
    return index


Operation = Callable[[ItemIndex, IndexRows], object]

OPERATIONS: dict[str, tuple[Operation, Items, Items]] = {
    "apply": (lambda index, rows: index.apply(rows, 3, SMALL), FINAL, PENDING | SMALL),
    "apply and grow": (lambda index, rows: index.apply(rows, 3, GROWTH), FINAL, PENDING | GROWTH),
    "finalize": (lambda index, rows: index.finalize(rows, 2), PENDING, PENDING),
    "rebuild": (lambda index, rows: index.rebuild(rows, sorted(FINAL.items())), FINAL, PENDING),
}


def assert_holds(index: ItemIndex, store: Store, final: Items, latest: Items) -> None:
    with store.write() as connection:
        rows = IndexRows(connection)
        assert index.final(rows).root == reference(final)
        assert index.latest(rows).root == reference(latest)
        sample = [*list(PENDING)[:20], *list(SMALL)[:5], *list(GROWTH)[:5]]
        assert index.get_many(rows, sample) == {key: latest[key] for key in sample if key in latest}
        for key in sample:
            value, proof = index.prove(rows, key)
            assert value == final.get(key)
            verify_lookup(reference(final), key, value, proof)
        assert index.check(rows).root == reference(latest)


@pytest.mark.parametrize("told", [True, False], ids=["told", "not told"])
@pytest.mark.parametrize("afterwards", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_every_write_may_fail(store: Store, name: str, afterwards: bool, told: bool):
    """Rolled back, nothing has changed, whether or not the index was told; the retry succeeds."""
    operation, final, latest = OPERATIONS[name]
    index = filled(store)
    fails_at = 0
    while True:
        fails_at += 1
        with store.engine.connect() as connection, connection.begin() as transaction:
            rows = FailingRows(connection, fails_at, afterwards)
            try:
                operation(index, rows)
            except WriteError:
                transaction.rollback()
            else:
                break
        if told:
            index.rolled_back()
        assert_holds(index, store, FINAL, PENDING)
    assert fails_at > 1
    assert_holds(index, store, final, latest)


@pytest.mark.parametrize("told", [True, False], ids=["told", "not told"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_commit_that_failed_but_persisted(store: Store, name: str, told: bool):
    """The caller saw an error after the commit: the next one reads what is there and goes on from it."""
    operation, final, latest = OPERATIONS[name]
    index = filled(store)
    with pytest.raises(WriteError):
        with store.write() as connection:
            operation(index, IndexRows(connection))
        raise WriteError
    if told:
        index.rolled_back()
    with store.write() as connection:
        rows = IndexRows(connection)
        if index.latest(rows).rev == 3:
            assert index.latest(rows).root == reference(latest)
        else:
            operation(index, rows)
    assert_holds(index, store, final, latest)
    with store.write() as connection:
        rows = IndexRows(connection)
        index.apply(rows, index.latest(rows).rev + 1, SMALL)
        index.finalize(rows, index.latest(rows).rev)
    assert_holds(index, store, latest | SMALL, latest | SMALL)


def test_interrupted_between_two_hashes(store: Store, monkeypatch: pytest.MonkeyPatch):
    """A time limit or a signal strikes anywhere, also while the upper nodes are being hashed."""
    index = filled(store)
    calls = 0

    def interrupted(messages: Any) -> list[bytes]:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise KeyboardInterrupt
        return hash_rows(messages)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt), store.write() as connection:
        patched.setattr("ledger.item_index_heap.hash_rows", interrupted)
        index.apply(IndexRows(connection), 3, SMALL)
    with store.write() as connection:
        others = some_items(7, 20)
        assert index.apply(IndexRows(connection), 3, others) == reference(PENDING | others)


def test_first_revision_rolled_back(store: Store):
    index = ItemIndex()
    with store.engine.connect() as connection, connection.begin() as transaction:
        index.apply(IndexRows(connection), 1, SMALL)
        transaction.rollback()
    with store.write() as connection:
        assert index.apply(IndexRows(connection), 1, GROWTH) == reference(GROWTH)
    with store.write() as connection:
        assert ItemIndex().check(IndexRows(connection)).root == reference(GROWTH)


def test_another_history_with_the_same_numbers(store: Store):
    """The database was put back under a worker, and another made other revisions that end in the same content."""
    index, other = filled(store), ItemIndex()
    a, b = some_items(5, 30), some_items(6, 30)
    with store.write() as connection:
        rows = IndexRows(connection)
        index.apply(rows, 3, a)
        index.apply(rows, 4, b)
        for table in ("index_meta", "index_delta"):
            connection.exec_driver_sql(f"delete from {table} where rev > 1")
        for rev, changes in enumerate([PENDING, b, a], start=2):
            other.apply(rows, rev, changes)
    with store.write() as connection:
        index.finalize(IndexRows(connection), 3)
    assert_holds(index, store, PENDING | b, PENDING | a | b)


def test_another_worker_dealt_out_other_buckets(store: Store):
    """Revisions known to a cache say nothing of the rows if these have another depth now."""
    index = filled(store)
    with store.write() as connection:
        rows = IndexRows(connection)
        tree = rows.tree()
        ItemIndex().rebuild(rows, sorted(FINAL.items()))
        assert rows.tree() != tree
    with store.write() as connection:
        index.apply(IndexRows(connection), 3, SMALL)
        index.finalize(IndexRows(connection), 3)
    assert_holds(index, store, PENDING | SMALL, PENDING | SMALL)
