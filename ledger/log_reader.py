"""Proofs from the log's stored tiles, each tile read and hashed once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import sqlalchemy as sa

from ledger import store_log
from ledger.bounded_cache import BoundedCache
from ledger.errors import LogCorrupt
from verifier.format import merkle
from verifier.format.merkle import HASH_SIZE
from verifier.format.tiles import TILE_WIDTH, tile_of_node

_MOST_TILES = 256
_TILE_LEVELS = 8

Levels = list[list[bytes]]
"""The hashes of a tile, and of the levels of the log's tree above them as far as they are complete."""

TileCache = BoundedCache[tuple[int, int], Levels]


def new_tile_cache() -> TileCache:
    """A cache of full tiles above the leaves, which never change, for all readers of one log; of about 5 MB."""
    return BoundedCache(_MOST_TILES)


class LogReader:
    """The log as one snapshot of the database has it; one for each passport or receipt."""

    def __init__(self, connection: sa.Connection, cache: TileCache | None = None) -> None:
        self._connection = connection
        self._cache = new_tile_cache() if cache is None else cache
        self._hashes: dict[tuple[int, int], bytes] = {}
        self._levels: dict[tuple[int, int], Levels] = {}

    def load(self, indices: Iterable[int]) -> None:
        """Read the tiles of these leaves, in one query."""
        self._load({(0, index // TILE_WIDTH) for index in indices})

    def prepare(self, indices: Iterable[int], sizes: Iterable[int]) -> None:
        """Read all tiles that proofs of these entries at these sizes of the log need, in one query."""
        sizes = list(sizes)
        largest = max(sizes)
        names = {name for index in indices for name in _above(index, largest)}
        self._load(names.union(*(_edge(size) for size in sizes)))

    def __getitem__(self, index: int) -> bytes:
        """The leaf hash at an index; raises LogCorrupt if no tile has it."""
        number, offset = divmod(index, TILE_WIDTH)
        return self._tile(0, number, offset + 1)[offset * HASH_SIZE : (offset + 1) * HASH_SIZE]

    def inclusion(self, index: int, size: int) -> bytes:
        """The proof that entry `index` is in the log of `size`."""
        return merkle.inclusion_proof(index, size, self._node)

    def consistency(self, size1: int, size2: int) -> bytes:
        """The proof that the log of `size2` extends that of `size1`; empty if they are the same."""
        return merkle.consistency_proof(size1, size2, self._node)

    def root(self, size: int) -> bytes:
        """The root of the first `size` entries."""
        return merkle.tree_root(size, self._node)

    def _node(self, level: int, index: int) -> bytes:
        """As `merkle.Node`. A complete subtree has one root at every size of the log."""
        tile, first, end = tile_of_node(level, index, (index + 1) << level)
        height = level % _TILE_LEVELS
        return self._levels_of(tile.level, tile.index, end)[height][first >> height]

    def _levels_of(self, level: int, number: int, width: int) -> Levels:
        """The levels of a tile that must have `width` hashes."""
        levels = self._levels.get((level, number)) or self._cache.get((level, number))
        if levels is None or len(levels[0]) < width:
            tile = self._tile(level, number, width)
            levels = [[tile[at : at + HASH_SIZE] for at in range(0, len(tile), HASH_SIZE)]]
            while len(below := levels[-1]) > 1:
                pairs = zip(below[::2], below[1::2], strict=False)
                levels.append([sha256(b"\x01" + left + right).digest() for left, right in pairs])
            if level and len(levels[0]) == TILE_WIDTH:
                self._cache.put((level, number), levels)
        self._levels[level, number] = levels
        return levels

    def _tile(self, level: int, number: int, width: int) -> bytes:
        if (level, number) not in self._hashes:
            self._load({(level, number)})
        hashes = self._hashes.get((level, number), b"")
        if len(hashes) < width * HASH_SIZE:
            raise LogCorrupt(f"tile {level}/{number} has {len(hashes) // HASH_SIZE} hashes where {width} are due")
        return hashes

    def _load(self, names: set[tuple[int, int]]) -> None:
        new = [name for name in names - self._hashes.keys() if self._cache.get(name) is None]
        if new:
            self._hashes |= store_log.read_tiles_of_levels(self._connection, sorted(new))


def _above(index: int, size: int) -> Iterator[tuple[int, int]]:
    """The tiles on the way from a leaf to the root."""
    level = 0
    while size:
        index, size = index // TILE_WIDTH, size // TILE_WIDTH
        yield level, index
        level += 1


def _edge(size: int) -> Iterator[tuple[int, int]]:
    """The tiles at the right edge of the log of a size."""
    return _above(size - 1, size)
