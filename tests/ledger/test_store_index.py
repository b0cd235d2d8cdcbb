"""The item index's rows in a real SQLite database file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger.item_index_rows import Revision, StoredTree
from ledger.store import Store
from ledger.store_index import IndexRows, index_delta, index_meta, index_node, index_state
from tests.databases import url_in


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(url_in(tmp_path))
    with store.append() as connection:
        for table in (index_node, index_delta, index_meta, index_state):
            table.create(connection)
    yield store
    store.close()


def revision(rev: int) -> Revision:
    return Revision(rev, bytes([rev]) * 32, 10 * rev)


def test_nodes_come_back_ascending_and_replaced(store: Store):
    """Also more of them than SQLite has parameters for, and numbers past 32 bits."""
    ids = [*range(40_000, 1, -1), 1 << 40]
    with store.append() as connection:
        rows = IndexRows(connection)
        rows.put_nodes((id_, b"old") for id_ in ids)
        rows.put_nodes((id_, b"%d" % id_) for id_ in ids if id_ % 2)
        expected = [(id_, b"%d" % id_ if id_ % 2 else b"old") for id_ in sorted(ids)]
        assert rows.node_count() == len(ids)
    with store.read() as connection:
        rows = IndexRows(connection)
        assert rows.nodes([*ids, 1, 50_000]) == expected
        assert rows.nodes([]) == []
        assert rows.node_range(10, 13) == expected[8:11]
    with store.append() as connection:
        rows = IndexRows(connection)
        rows.delete_nodes_below(40_000)
        assert rows.node_range(0, 1 << 62) == expected[-2:]


@pytest.mark.databases("sqlite")
def test_node_numbers_are_rowids(store: Store):
    """A second tree from number to rowid would double the work of every write."""
    with store.read() as connection:
        indexes = "select name from sqlite_master where type = 'index' and tbl_name = 'index_node'"
        assert connection.execute(sa.text(indexes)).all() == []


def test_tree_is_one_row(store: Store):
    with store.append() as connection:
        rows = IndexRows(connection)
        assert rows.tree() is None
        assert rows.final() is None
        for tree in (StoredTree(0, 0), StoredTree(7, 3)):
            rows.put_tree(tree)
            assert rows.tree() == tree
        assert rows.final() is None
        rows.add_revision(revision(7))
        assert rows.final() == (StoredTree(7, 3), revision(7))
        with pytest.raises(sa.exc.IntegrityError):
            connection.execute(sa.insert(index_state).values(id=2, final=0, depth=0))


def test_revisions_and_their_changes(store: Store):
    with store.append() as connection:
        rows = IndexRows(connection)
        assert rows.newest() is None
        for rev in (3, 5, 4, 6):
            rows.add_revision(revision(rev))
            rows.add_changes(rev, [b"%d" % rev, b"second", b"third"] if rev != 6 else [])
        with pytest.raises(sa.exc.IntegrityError), connection.begin_nested():
            rows.add_revision(revision(5))
        assert rows.revisions() == [revision(rev) for rev in (3, 4, 5, 6)]
        assert rows.newest() == revision(6)
        assert rows.changes(5) == [b"5", b"second", b"third"]
        assert rows.changes(6) == []
        rows.delete_revisions_before(4)
        assert rows.revisions() == [revision(rev) for rev in (4, 5, 6)]
        assert [rows.changes(rev)[:1] for rev in (3, 4, 5)] == [[], [], [b"5"]]


def test_tables_are_known_to_migrations():
    assert {"index_node", "index_delta", "index_meta", "index_state"} <= SQLModel.metadata.tables.keys()
