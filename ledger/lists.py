"""Item lists: what the item index holds for each key, and proofs of parts of a list (docs/format.md section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Protocol

import sqlalchemy as sa

from ledger import store_lists, store_log
from ledger.errors import LogCorrupt
from verifier.format import item_list, merkle
from verifier.format.item_list import ListEntry, ListValue, Segment
from verifier.format.merkle import HASH_SIZE, Frontier
from verifier.format.tiles import TILE_WIDTH

FRONTIER_FROM = 64
"""Length from which a list's frontier is kept, so that one more entry does not cost reading the whole list."""

BLOCK = 256
"""Entries of which the root is kept, so that a proof of a few entries does not cost reading a whole long list."""

_BLOCK_LEVEL = 8


class Leaves(Protocol):
    """The log's leaf hashes by index."""

    def load(self, indices: Iterable[int]) -> None:
        """Read these together."""

    def __getitem__(self, index: int) -> bytes:
        """The leaf hash at an index; raises LogCorrupt if no tile has it."""


class LeafHashes:
    """The log's leaf hashes by index, read from its tiles, each tile once."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._tiles: dict[int, bytes] = {}

    def load(self, indices: Iterable[int]) -> None:
        """Read the tiles that hold these leaves, in few queries."""
        numbers = sorted({index // TILE_WIDTH for index in indices} - self._tiles.keys())
        self._tiles.update(store_log.read_tiles(self._connection, 0, numbers))

    def __getitem__(self, index: int) -> bytes:
        """The leaf hash at an index; raises LogCorrupt if no tile has it."""
        number, offset = divmod(index, TILE_WIDTH)
        if number not in self._tiles:
            self.load([index])
        hashes = self._tiles.get(number, b"")[offset * HASH_SIZE : (offset + 1) * HASH_SIZE]
        if len(hashes) != HASH_SIZE:
            raise LogCorrupt(f"tile 0/{number} lacks the hash of entry {index}, which is on a list")
        return hashes


def index_changes(connection: sa.Connection, prev_size: int, size: int) -> dict[bytes, bytes]:
    """What the item index must hold at log size `size`, for each list that has grown since `prev_size`.

    Values are of 40 bytes. Called in a write transaction: it remembers the frontiers of long lists, which are true
    whatever becomes of the anchor, because lists only grow.
    """
    added = store_lists.added_between(connection, prev_size, size)
    leaves = LeafHashes(connection)
    leaves.load(index for _, _, index, _ in added)
    grown = {key: [(position, index) for _, position, index, _ in rows] for key, rows in groupby(added, itemgetter(0))}
    known = _frontiers(connection, {key: rows[0][0] for key, rows in grown.items() if rows[0][0] > 0}, size, leaves)
    changes: dict[bytes, bytes] = {}
    long: list[tuple[bytes, int, bytes]] = []
    for key, rows in grown.items():
        start = rows[0][0]
        if [position for position, _ in rows] != list(range(start, start + len(rows))):
            raise LogCorrupt(f"the list {key.hex()} has gaps after position {start}")
        if start == 0 and len(rows) < FRONTIER_FROM:
            value = item_list.value_of([ListEntry(index, leaves[index]) for _, index in rows])
        else:
            frontier = known.get(key, Frontier())
            frontier.extend(item_list.entry_hash(ListEntry(index, leaves[index])) for _, index in rows)
            value = ListValue(frontier.size, frontier.root())
            if frontier.size >= FRONTIER_FROM:
                long.append((key, frontier.size, frontier.to_bytes()))
            if frontier.size >= BLOCK:
                _keep_blocks(connection, leaves, key, start, frontier.size)
        changes[key] = value.to_bytes()
    store_lists.put_frontiers(connection, long)
    return changes


def _keep_blocks(connection: sa.Connection, leaves: LeafHashes, key: bytes, before: int, after: int) -> None:
    """Keep the roots of the blocks that a list has completed since it had `before` entries."""
    for block in range(before // BLOCK, after // BLOCK):
        number, offset = divmod(block, BLOCK)
        roots = store_lists.read_tile(connection, key, number)
        if len(roots) < offset * HASH_SIZE:
            raise LogCorrupt(f"the list {key.hex()} lacks the roots of blocks before {block}")
        entries = read_entries(connection, leaves, key, block * BLOCK, (block + 1) * BLOCK)
        root = merkle.root_from_leaves([item_list.entry_hash(entry) for entry in entries])
        store_lists.put_tile(connection, key, number, roots[: offset * HASH_SIZE] + root)


def _frontiers(
    connection: sa.Connection, starts: dict[bytes, int], size: int, leaves: LeafHashes
) -> dict[bytes, Frontier]:
    """The frontier of each list up to a position: from a stored one and the entries after it, or from all entries."""
    stored = {}
    for key, data in store_lists.frontiers(connection, starts).items():
        frontier = Frontier.from_bytes(data)
        if frontier.size <= starts[key]:
            stored[key] = frontier
    rest: dict[bytes, list[int]] = {
        key: store_lists.entries_of(connection, key, frontier.size, starts[key]) for key, frontier in stored.items()
    }
    others = starts.keys() - stored.keys()
    for key, position, index in store_lists.entries_of_many(connection, others, size):
        if position < starts[key]:
            rest.setdefault(key, []).append(index)
    leaves.load(index for indices in rest.values() for index in indices)
    frontiers = {}
    for key, start in starts.items():
        frontier = stored.get(key, Frontier())
        frontier.extend(item_list.entry_hash(ListEntry(index, leaves[index])) for index in rest.get(key, ()))
        if frontier.size != start:
            raise LogCorrupt(f"the list {key.hex()} lacks entries before position {start}")
        frontiers[key] = frontier
    return frontiers


def read_entries(connection: sa.Connection, leaves: Leaves, key: bytes, start: int, end: int) -> list[ListEntry]:
    """The entries at a list's positions from `start` up to `end`, excluded; raises LogCorrupt if one is missing."""
    indices = store_lists.entries_of(connection, key, start, end)
    leaves.load(indices)
    return _entries(leaves, key, (start, end), indices)


def _entries(leaves: Leaves, key: bytes, part: tuple[int, int], indices: Sequence[int]) -> list[ListEntry]:
    start, end = part
    if len(indices) != end - start:
        raise LogCorrupt(f"the list {key.hex()} lacks entries from {start} to {end}")
    return [ListEntry(index, leaves[index]) for index in indices]


class ListProver:
    """One list at a length, and the segments of it that someone is to be shown; what was read is kept."""

    def __init__(self, connection: sa.Connection, leaves: Leaves, key: bytes, value: ListValue) -> None:
        self._connection = connection
        self._leaves = leaves
        self._key = key
        self._value = value
        self._read: dict[tuple[int, int], list[ListEntry]] = {}
        self._tiles: dict[int, bytes] = {}
        self._positions: dict[int, int] | None = None

    @property
    def size(self) -> int:
        """The list's length."""
        return self._value.size

    def take(self, indices: Sequence[int]) -> None:
        """Take the log indices of the whole list, read already."""
        self._read[0, self.size] = _entries(self._leaves, self._key, (0, self.size), indices)

    def entries(self, start: int, end: int) -> list[ListEntry]:
        """The entries at positions from `start` up to `end`, excluded."""
        if (start, end) not in self._read:
            self._read[start, end] = read_entries(self._connection, self._leaves, self._key, start, end)
        return self._read[start, end]

    def position(self, index: int) -> int | None:
        """Where a log entry stands on the list; None if it does not."""
        if self._positions is None and (0, self.size) in self._read:
            self._positions = {entry.index: position for position, entry in enumerate(self.entries(0, self.size))}
        if self._positions is not None:
            return self._positions.get(index)
        return store_lists.position_of(self._connection, self._key, index)

    def segments(self, ranges: Sequence[tuple[int, int]]) -> tuple[Segment, ...]:
        """Proofs of ascending ranges of positions that do not touch."""
        if list(ranges) == [(0, self.size)]:
            return (Segment(0, tuple(self.entries(0, self.size)), b""),)
        return tuple(self._segment(start, end) for start, end in ranges)

    def _segment(self, start: int, end: int) -> Segment:
        proof = merkle.range_proof(start, end, self.size, self._node)
        return Segment(start, tuple(self.entries(start, end)), proof)

    def _node(self, level: int, index: int) -> bytes:
        """The root over 2^level entries, from kept roots of blocks where it is larger than one."""
        if level < _BLOCK_LEVEL:
            block = index << level >> _BLOCK_LEVEL
            entries = self.entries(block * BLOCK, min((block + 1) * BLOCK, self.size))
            first = (index << level) - block * BLOCK
            return merkle.root_from_leaves(
                [item_list.entry_hash(each) for each in entries[first : first + (1 << level)]]
            )
        height = level - _BLOCK_LEVEL
        roots = [self._block_root(block) for block in range(index << height, (index + 1) << height)]
        return merkle.root_from_leaves(roots)

    def _block_root(self, block: int) -> bytes:
        number, offset = divmod(block, BLOCK)
        if number not in self._tiles:
            self._tiles[number] = store_lists.read_tile(self._connection, self._key, number)
        root = self._tiles[number][offset * HASH_SIZE : (offset + 1) * HASH_SIZE]
        if len(root) != HASH_SIZE:
            raise LogCorrupt(f"the list {self._key.hex()} lacks the root of block {block}")
        return root
