"""How fast the item index makes keys final and proves them, and what it takes of memory and disk, by its size.

Beside it what no trie over rows can avoid for one changed key: the hashes of one bucket and of one path above it, and
one row of a bucket's size, written or read.
"""

from __future__ import annotations

import os
import sqlite3
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path

from bench import worlds
from bench.apart import apart
from bench.figures import Figure, compared, in_turn
from bench.filler import random_entries, write_index
from ledger.item_index import ItemIndex
from ledger.item_index_buckets import fitting_depth, scan
from ledger.item_index_entries import ENTRY_SIZE, pairs_of
from ledger.store import Store
from ledger.store_index import IndexRows, index_delta, index_meta, index_node, index_state

LEAF, INNER = bytes(75), bytes(66)
"""As many bytes as are hashed for a leaf and an inner node of the trie (docs/format.md section 5)."""

_PROOFS = 300
_LARGEST_REBUILD = 1_000_000
_MEGABYTE = 1 << 20


class Least:
    """What cannot be avoided for `batch` keys of an index of `keys`."""

    def __init__(self, database: str, keys: int, batch: int) -> None:
        self._depth = fitting_depth(keys)
        self._bucket = max(1, round(keys / (1 << self._depth)))
        self._batch = batch
        self._connection = sqlite3.connect(database, isolation_level=None)
        self._connection.execute("pragma journal_mode=wal")
        self._connection.execute("pragma synchronous=full")
        self._connection.execute("create table bucket (id integer primary key, blob blob not null)")
        self._ids = [int.from_bytes(os.urandom(5), "big") for _ in range(batch)]

    def change(self) -> None:
        """Hash a bucket and a path for each key, and write a bucket for each in one transaction."""
        for _ in range(self._batch):
            self._hash()
        row = os.urandom(ENTRY_SIZE * self._bucket)
        self._connection.execute("begin immediate")
        self._connection.executemany(
            "insert into bucket values (?, ?) on conflict (id) do update set blob = excluded.blob",
            [(id_, row) for id_ in self._ids],
        )
        self._connection.execute("commit")

    def prove(self) -> None:
        """Read a bucket for each of _PROOFS keys, and hash it."""
        for id_ in self._ids[:_PROOFS]:
            self._connection.execute("select blob from bucket where id = ?", (id_,)).fetchone()
            for _ in range(self._bucket):
                sha256(LEAF).digest()
                sha256(INNER).digest()

    def rebuild(self) -> None:
        """A leaf and an inner node for each key."""
        for _ in range(self._batch):
            sha256(LEAF).digest()
            sha256(INNER).digest()

    def close(self) -> None:
        """Give up the database."""
        self._connection.close()

    def _hash(self) -> None:
        for _ in range(self._bucket):
            sha256(LEAF).digest()
        for _ in range(self._bucket - 1 + self._depth):
            sha256(INNER).digest()


def measure(keys: int, batch: int, rounds: int) -> list[Figure]:
    """The figures of an index that starts with `keys` keys and takes `batch` more in each of `rounds`."""
    with worlds.folder() as data:
        database = str(data / "index.db")
        apart(_fill, database, keys)
        disk = Path(database).stat().st_size / keys
        figures, peak = apart(_measured, database, keys, batch, rounds)
    what = "the most that the process held, the interpreter and its libraries included"
    return [
        *figures,
        Figure(f"item index of {keys:,}: memory", peak / _MEGABYTE, "MB", what),
        Figure(f"item index of {keys:,}: disk per key", disk, "bytes", "the whole database of the index alone"),
    ]


def _measured(database: str, keys: int, batch: int, rounds: int) -> list[Figure]:
    store, index = Store(f"sqlite:///{database}"), ItemIndex()
    least = Least(f"{database}.least", keys, batch)
    _change(store, index, batch)  # the first one loads the index into memory
    changes = in_turn((partial(_change, store, index, batch) for _ in range(rounds)), least.change)
    with store.read() as connection:
        rows = IndexRows(connection)
        tree = rows.tree()
        assert tree is not None
        some = (pair for run in scan(rows, tree.depth) for pair in islice(pairs_of(run), 0, None, 2 + keys // _PROOFS))
        proven = [key for key, _ in islice(some, _PROOFS)]
        absent = [os.urandom(32) for _ in proven]
        present = in_turn((partial(_prove, rows, index, proven) for _ in range(rounds)), least.prove)
        missing = in_turn((partial(_prove, rows, index, absent) for _ in range(rounds)), least.prove)
    name, what = f"item index of {keys:,}", f"{batch:,} more keys at a time, made final"
    figures = [
        compared(f"{name}: keys", what, "/s", changes, batch),
        compared(f"{name}: proofs", "of a key that is there, one at a time", "/s", present, len(proven)),
        compared(f"{name}: proofs of absence", "of a key that is not there", "/s", missing, len(absent)),
    ]
    if keys <= _LARGEST_REBUILD:
        with store.read() as connection:
            items = [item for run in scan(IndexRows(connection), tree.depth) for item in pairs_of(run)]
        rebuild = in_turn((partial(_rebuild, store, items) for _ in range(2)), least.rebuild)
        scaled = [(taken, floor * len(items) / batch) for taken, floor in rebuild]
        what = "the whole of it from sorted keys"
        figures.append(compared(f"{name}: keys rebuilt", what, "/s", scaled, len(items)))
    least.close()
    store.close()
    return figures


def _fill(database: str, keys: int) -> None:
    """An index with random keys, all final."""
    store = Store(f"sqlite:///{database}")
    with store.write() as connection:
        for table in (index_node, index_delta, index_meta, index_state):
            table.create(connection)
        write_index(IndexRows(connection), random_entries(keys))
    store.close()


def _change(store: Store, index: ItemIndex, number: int) -> None:
    blob = os.urandom(ENTRY_SIZE * number)
    entries = {blob[at : at + 32]: blob[at + 32 : at + ENTRY_SIZE] for at in range(0, len(blob), ENTRY_SIZE)}
    with store.write() as connection:
        rows = IndexRows(connection)
        revision = index.latest(rows).rev + 1
        index.apply(rows, revision, entries)
    with store.write() as connection:
        index.finalize(IndexRows(connection), revision)


def _prove(rows: IndexRows, index: ItemIndex, keys: list[bytes]) -> None:
    for key in keys:
        index.prove(rows, key)


def _rebuild(store: Store, items: list[tuple[bytes, bytes]]) -> None:
    with store.write() as connection:
        ItemIndex().rebuild(IndexRows(connection), items)
