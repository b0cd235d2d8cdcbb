"""A log of any size around the statements that are measured, made in minutes.

Fillers are statements of a real entry's size, each about an item of its own. They are written in bulk and not signed,
and nothing of them can be opened; all that a proof is made of is truly computed over them: tiles, tree head, item
lists and item index. What waits to be sequenced is strewn evenly among them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from unittest.mock import patch

import numpy as np

from bench import worlds
from bench.bulk import load_rows
from ledger import anchor, store_lists
from ledger.item_index_buckets import fitting_depth, scan, write_all
from ledger.item_index_entries import ENTRY, ENTRY_SIZE, KEY_SIZE, Entries, merge, run_from_bytes, run_from_mapping
from ledger.item_index_heap import root_of
from ledger.item_index_rows import Revision, StoredTree
from ledger.sequence import Prepared, append_leaves, append_to_lists, prepare, sign_head
from ledger.service import Ledger
from ledger.store_index import IndexRows
from ledger.store_log import newest_tree_head
from verifier.format import item_list
from verifier.format.item_list import ListEntry

_CHUNK = 1 << 16
_UNIQUE = 32
_MOST_WAITING = 1 << 16


def fill(ledger: Ledger, party: bytes, number: int) -> None:
    """Sequence what waits, strewn among `number` fillers of a party, and make all of it final."""
    with ledger.store.read() as connection:
        head, waiting = newest_tree_head(connection), prepare(connection, _MOST_WAITING)
    assert head is not None
    places = _strewn(head.size, number, waiting)
    fillers = _Fillers(party, number, head.size, places)
    load_rows(ledger.store, fillers.rows(), {each.row: index for index, each in places.items()})
    with ledger.store.write() as connection:
        append_to_lists(connection, places.items())
        for start in range(0, len(fillers.leaves), _CHUNK):
            append_leaves(connection, head.size + start, fillers.leaves[start : start + _CHUNK])
        size = head.size + len(fillers.leaves)
        sign_head(connection, size, ledger.log_signer, ledger.clock())
        listed: dict[bytes, list[ListEntry]] = {}
        for index, each in places.items():
            for key, _ in each.listings:
                listed.setdefault(key, []).append(ListEntry(index, each.leaf_hash))
        for key, entries in listed.items():
            assert len(store_lists.entries_of(connection, key, 0, size)) == len(entries)
        values = {key: item_list.value_of(entries).to_bytes() for key, entries in listed.items()}
        write_index(IndexRows(connection), merge(fillers.entries, run_from_mapping(values)))
    ledger.index.rolled_back()
    with patch.object(anchor, "index_changes", lambda *_: {}):  # the index has it all
        worlds.settle(ledger)


class _Fillers:
    """The fillers' rows, one after the other; `leaves` are the whole log's from `first` on, and `entries` the item
    index's, as far as the rows have been taken."""

    def __init__(self, party: bytes, number: int, first: int, places: dict[int, Prepared]) -> None:
        self._party = party
        self._number = number
        self._first = first
        self._places = places
        self._filling = bytes(1300 - _UNIQUE)
        self.leaves: list[bytes] = []
        self.entries = random_entries(number)  # sorted, so that every index of the database only grows at its end
        self._values = self.entries.view(np.uint8).reshape(-1, ENTRY_SIZE)[:, KEY_SIZE:]

    def rows(self) -> Iterator[list[tuple[bytes, int, bytes, bytes]]]:
        """The rows in chunks: list key, log index, entry, leaf hash."""
        index, end = self._first, self._first + self._number + len(self._places)
        for start in range(0, self._number, _CHUNK):
            chunk = self.entries[start : start + _CHUNK]
            blob = chunk.tobytes()
            rows: list[tuple[bytes, int, bytes, bytes]] = []
            values: list[bytes] = []
            for at in range(0, len(blob), ENTRY_SIZE):
                while index in self._places:
                    self.leaves.append(self._places[index].leaf_hash)
                    index += 1
                key = blob[at : at + KEY_SIZE]
                entry = key + self._filling
                leaf = sha256(b"\0" + entry).digest()
                self.leaves.append(leaf)
                rows.append((key, index, entry, leaf))
                values += (b"\0\0\0\0\0\0\0\1", sha256(b"\0" + index.to_bytes(8, "big") + leaf).digest())
                index += 1
            self._values[start : start + len(chunk)] = np.frombuffer(b"".join(values), np.uint8).reshape(len(chunk), -1)
            yield rows
        self.leaves += (self._places[late].leaf_hash for late in range(index, end))


def random_entries(number: int) -> Entries:
    """So many entries of the item index, with random keys in ascending order, and random values."""
    octets = np.frombuffer(bytearray(os.urandom(ENTRY_SIZE * number)), np.uint8).reshape(-1, ENTRY_SIZE)
    octets[:, :8] = np.sort(np.ascontiguousarray(octets[:, :8]).view(">u8").reshape(-1)).view(np.uint8).reshape(-1, 8)
    return octets.reshape(-1).view(ENTRY)


def _strewn(first: int, number: int, waiting: list[Prepared]) -> dict[int, Prepared]:
    """The places of what waits in a log that goes on at `first` with so many fillers, in order and evenly apart."""
    total = number + len(waiting)
    return {first + total * at // max(1, len(waiting)): each for at, each in enumerate(waiting)}


def write_index(rows: IndexRows, entries: Entries) -> None:
    """Make the item index of these entries and those that it has, as its one and final revision."""
    newest, tree = rows.newest(), rows.tree()
    if tree is not None:
        for run in scan(rows, tree.depth):
            entries = merge(run_from_bytes(run.tobytes()), entries)
    pieces = (entries[start : start + _CHUNK] for start in range(0, len(entries), _CHUNK))
    heap, n = write_all(rows, pieces, fitting_depth(len(entries)))
    revision = Revision(newest.rev + 1 if newest else 1, root_of(heap), n)
    rows.add_revision(revision)
    rows.delete_revisions_before(revision.rev)
    rows.put_tree(StoredTree(revision.rev, fitting_depth(len(entries))))
