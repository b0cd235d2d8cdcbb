"""The item index when writes fail, commits are in doubt, or stored rows are wrong."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from ledger.errors import IndexCorrupt, LedgerError
from ledger.item_index import ItemIndex
from ledger.item_index_entries import hash_rows
from ledger.item_index_rows import Revision, StoredTree
from ledger.store import Store
from ledger.store_index import IndexRows, index_delta, index_meta, index_node, index_state
from verifier.format.trie import root_of, verify_lookup

Items = dict[bytes, bytes]


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

    def delete_revisions_after(self, rev: int) -> None:
        self._write(super().delete_revisions_after, rev)

    def add_changes(self, rev: int, parts: Iterable[bytes]) -> None:
        self._write(super().add_changes, rev, parts)

    def put_nodes(self, nodes: Iterator[tuple[int, bytes]]) -> None:
        self._write(super().put_nodes, nodes)

    def delete_nodes_below(self, stop: int) -> None:
        self._write(super().delete_nodes_below, stop)


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store("sqlite://")
    with store.write() as connection:
        for table in (index_node, index_delta, index_meta, index_state):
            table.create(connection)
    yield store
    store.close()


def some_items(seed: int, n: int) -> Items:
    rng = random.Random(seed)
    return {rng.randbytes(32): rng.randbytes(40) for _ in range(n)}


def reference(items: Items) -> bytes:
    return root_of(sorted(items.items()))


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
    "revert": (lambda index, rows: index.revert_to_final(rows), FINAL, FINAL),
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
    """Another worker reverted and made other revisions that end in the same content: the cache must not mix them."""
    index, other = filled(store), ItemIndex()
    a, b = some_items(5, 30), some_items(6, 30)
    with store.write() as connection:
        rows = IndexRows(connection)
        index.apply(rows, 3, a)
        index.apply(rows, 4, b)
        other.revert_to_final(rows)
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


TILE = 1
FINAL_DEPTH = 5


def first_bucket(connection: sa.Connection) -> tuple[int, bytes]:
    buckets = sa.select(index_node).where(index_node.c.id >= 1 << FINAL_DEPTH).order_by(index_node.c.id).limit(1)
    id_, blob = connection.execute(buckets).one()
    return id_, blob


def set_blob(connection: sa.Connection, id_: int, blob: bytes) -> None:
    connection.execute(sa.update(index_node).where(index_node.c.id == id_).values(blob=blob))


def flipped(blob: bytes, at: int) -> bytes:
    return blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :]


@pytest.fixture
def stored(store: Store) -> Store:
    """A store whose rows stand at FINAL, five bits deep, with SMALL pending as revision 2."""
    with store.write() as connection:
        rows = IndexRows(connection)
        index = ItemIndex()
        index.apply(rows, 1, FINAL)
        index.finalize(rows, 1)
        index.apply(rows, 2, SMALL)
        assert rows.tree() == StoredTree(1, FINAL_DEPTH)
    return store


@pytest.mark.parametrize("at", [0, 31, 32, 71])
def test_altered_bucket(stored: Store, at: int):
    with stored.write() as connection:
        rows = IndexRows(connection)
        id_, blob = first_bucket(connection)
        set_blob(connection, id_, flipped(blob, at))
        with pytest.raises(IndexCorrupt):
            ItemIndex().check(rows)
        with pytest.raises(IndexCorrupt, match=f"node row {id_}"):
            ItemIndex().prove(rows, blob[:32])


@pytest.mark.parametrize("damage", ["short", "empty", "unsorted", "elsewhere"])
def test_malformed_bucket(stored: Store, damage: str):
    with stored.write() as connection:
        rows = IndexRows(connection)
        id_, blob = first_bucket(connection)
        damaged = {
            "short": blob[:-1],
            "empty": b"",
            "unsorted": blob[72:144] + blob[:72] + blob[144:],
            "elsewhere": blob[:-72] + b"\xff" + blob[-71:],
        }[damage]
        set_blob(connection, id_, damaged)
        for use in (
            lambda: ItemIndex().prove(rows, blob[:32]),
            lambda: ItemIndex().get(rows, blob[:32]),
            lambda: ItemIndex().apply(rows, 3, {blob[:32]: bytes(40)}),
            lambda: ItemIndex().check(rows),
        ):
            with pytest.raises(IndexCorrupt, match=f"node row {id_}"):
                use()


def test_missing_bucket(stored: Store):
    with stored.write() as connection:
        rows = IndexRows(connection)
        id_, blob = first_bucket(connection)
        connection.execute(sa.delete(index_node).where(index_node.c.id == id_))
        with pytest.raises(IndexCorrupt, match=f"node row {id_}: missing"):
            ItemIndex().prove(rows, blob[:32])
        with pytest.raises(IndexCorrupt):
            ItemIndex().check(rows)


def test_stray_row(stored: Store):
    with stored.write() as connection:
        rows = IndexRows(connection)
        rows.put_nodes(iter([(3, bytes(2048))]))
        with pytest.raises(IndexCorrupt, match="no key"):
            ItemIndex().check(rows)


@pytest.mark.parametrize("damaged", [lambda blob: flipped(blob, 40), lambda blob: blob[:-1], lambda _: b""])
def test_altered_tile(stored: Store, damaged: Callable[[bytes], bytes]):
    with stored.write() as connection:
        rows = IndexRows(connection)
        [(_, blob)] = rows.nodes([TILE])
        set_blob(connection, TILE, damaged(blob))
        for use in (
            lambda: ItemIndex().prove(rows, bytes(32)),
            lambda: ItemIndex().get(rows, bytes(32)),
            lambda: ItemIndex().apply(rows, 3, {}),
            lambda: ItemIndex().finalize(rows, 2),
            lambda: ItemIndex().check(rows),
        ):
            with pytest.raises(IndexCorrupt, match="node row"):
                use()


@pytest.mark.parametrize(
    "damage",
    [
        sa.update(index_meta).where(index_meta.c.rev == 2).values(root=bytes(32)),
        sa.update(index_meta).where(index_meta.c.rev == 2).values(n=319),
        sa.update(index_delta).values(blob=sa.func.substr(index_delta.c.blob, 73)),
        sa.update(index_delta).values(blob=sa.func.substr(index_delta.c.blob, 2)),
        sa.update(index_delta).values(blob=bytes(144)),
        sa.delete(index_delta),
    ],
    ids=["root", "count", "entry missing", "byte missing", "not ascending", "no changes"],
)
def test_altered_revision(stored: Store, damage: sa.Update):
    with stored.write() as connection:
        connection.execute(damage)
        for use in (ItemIndex().check, lambda rows: ItemIndex().finalize(rows, 2)):
            with pytest.raises(IndexCorrupt, match="revision 2"):
                use(IndexRows(connection))


@pytest.mark.parametrize(
    "damage",
    [
        sa.delete(index_meta).where(index_meta.c.rev == 1),
        sa.update(index_state).values(final=2),
        sa.update(index_state).values(depth=4),
        sa.update(index_state).values(depth=10**6),
        sa.update(index_state).values(depth=-1),
    ],
    ids=["no final", "other final", "other depth", "vast depth", "negative depth"],
)
def test_altered_state(stored: Store, damage: sa.Update):
    with stored.write() as connection:
        connection.execute(damage)
        rows = IndexRows(connection)
        with pytest.raises(LedgerError):
            ItemIndex().apply(rows, 3, {})
        with pytest.raises(IndexCorrupt):
            ItemIndex().check(rows)
        with pytest.raises(IndexCorrupt):
            ItemIndex().prove(rows, bytes(32))


def test_missing_revision(stored: Store):
    with stored.write() as connection:
        connection.execute(sa.update(index_meta).where(index_meta.c.rev == 2).values(rev=3))
        with pytest.raises(IndexCorrupt, match=r"\[1, 3\]"):
            ItemIndex().apply(IndexRows(connection), 4, {})


def test_rebuild_from_other_items(stored: Store):
    items = sorted(FINAL.items())
    with stored.write() as connection:
        rows = IndexRows(connection)
        for wrong in (items[1:], [*items[1:], (b"\xff" * 32, bytes(40))], [(items[0][0], bytes(40)), *items[1:]]):
            with pytest.raises(IndexCorrupt, match="revision 1"):
                ItemIndex().rebuild(rows, wrong)
        for wrong in ([*items[1:], items[0]], [items[0], *items]):
            with pytest.raises(ValueError, match="ascending"):
                ItemIndex().rebuild(rows, wrong)


def test_rebuild_repairs(stored: Store):
    with stored.write() as connection:
        connection.execute(sa.delete(index_node).where(index_node.c.id % 3 == 0))
        ItemIndex().rebuild(IndexRows(connection), iter(sorted(FINAL.items())))
    assert_holds(ItemIndex(), stored, FINAL, FINAL | SMALL)
