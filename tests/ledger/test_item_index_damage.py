"""The item index when stored rows are wrong: the error says which, and nothing is made of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from ledger.errors import IndexCorrupt, LedgerError
from ledger.item_index import ItemIndex
from ledger.item_index_rows import StoredTree
from ledger.store import Store
from ledger.store_index import IndexRows, index_delta, index_meta, index_node, index_state
from tests.ledger.item_index_reference import new_store, random_items, reference

FINAL = random_items(random.Random(1), 300)
SMALL = random_items(random.Random(3), 20)
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
def stored() -> Iterator[Store]:
    """A store whose rows stand at FINAL, five bits deep, with SMALL pending as revision 2."""
    store = new_store()
    with store.write() as connection:
        rows = IndexRows(connection)
        index = ItemIndex()
        index.apply(rows, 1, FINAL)
        index.finalize(rows, 1)
        index.apply(rows, 2, SMALL)
        assert rows.tree() == StoredTree(1, FINAL_DEPTH)
    yield store
    store.close()


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
    with stored.write() as connection:
        assert ItemIndex().check(IndexRows(connection)).root == reference(FINAL | SMALL)
