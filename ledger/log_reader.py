"""Proofs from the log's stored tiles, each tile read once, and of it no more hashed than a proof needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import sqlalchemy as sa

from ledger import store_log
from ledger.bounded_cache import BoundedCache
from ledger.errors import LogCorrupt
from ledger.sequence import BLOCK
from verifier.format import merkle
from verifier.format.merkle import HASH_SIZE
from verifier.format.tiles import TILE_WIDTH

_MOST_TILES = 1024
_TILE_LEVELS = 8
_BLOCK_LEVELS = 4


class _Tile:
    """A tile's hashes, and those of the log's tree above them as far as they are asked for.

    `roots` are those of its blocks if it is full and they are kept, else empty.
    """

    def __init__(self, hashes: bytes, roots: bytes) -> None:
        self.hashes = hashes
        self._roots = roots
        self._blocks: dict[int, list[list[bytes]]] = {}
        self._above: list[list[bytes]] = []

    @property
    def width(self) -> int:
        """How many hashes it has."""
        return len(self.hashes) // HASH_SIZE

    def node(self, height: int, position: int) -> bytes:
        """A hash so many levels above the tile's own; all below it must be there."""
        if height >= _BLOCK_LEVELS:
            if not self._above:
                count = self.width // BLOCK
                roots = _cut(self._roots) if self._roots else [self._block(at)[-1][0] for at in range(count)]
                self._above = _levels(roots)
            return self._above[height - _BLOCK_LEVELS][position]
        block = position >> _BLOCK_LEVELS - height
        return self._block(block)[height][position - (block << _BLOCK_LEVELS - height)]

    def _block(self, number: int) -> list[list[bytes]]:
        if number not in self._blocks:
            size = BLOCK * HASH_SIZE
            self._blocks[number] = _levels(_cut(self.hashes[number * size : (number + 1) * size]))
        return self._blocks[number]


TileCache = BoundedCache[tuple[int, int], _Tile]


def new_tile_cache() -> TileCache:
    """A cache of full tiles above the leaves, which never change, for all readers of one log; of about 20 MB."""
    return BoundedCache(_MOST_TILES)


class LogReader:
    """The log as one snapshot of the database has it; one for each passport or receipt."""

    def __init__(self, connection: sa.Connection, cache: TileCache | None = None) -> None:
        self._connection = connection
        self._cache = new_tile_cache() if cache is None else cache
        self._tiles: dict[tuple[int, int], _Tile] = {}

    def load(self, indices: Iterable[int]) -> None:
        """Read the tiles of these leaves, in one query."""
        self._load({(0, index // TILE_WIDTH) for index in indices})

    def prepare(self, indices: Iterable[int], sizes: Iterable[int]) -> None:
        """Read all tiles that proofs of these entries at these sizes of the log need, in one query."""
        sizes = list(sizes)
        largest = max(sizes)
        names = {name for index in indices for name in _above(index, largest)}
        self._load(names.union(*(_above(size - 1, size) for size in sizes)))

    def __getitem__(self, index: int) -> bytes:
        """The leaf hash at an index; raises LogCorrupt if no tile has it."""
        number, offset = divmod(index, TILE_WIDTH)
        return self._tile(0, number, offset + 1).hashes[offset * HASH_SIZE : (offset + 1) * HASH_SIZE]

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
        tile_level, height = divmod(level, _TILE_LEVELS)
        number, first = divmod(index << height, TILE_WIDTH)
        return self._tile(tile_level, number, first + (1 << height)).node(height, first >> height)

    def _tile(self, level: int, number: int, width: int) -> _Tile:
        """A tile that must have `width` hashes."""
        tile = self._tiles.get((level, number))
        if tile is None:
            self._load({(level, number)})
            tile = self._tiles.get((level, number))
        if tile is None or tile.width < width:
            has = 0 if tile is None else tile.width
            raise LogCorrupt(f"tile {level}/{number} has {has} hashes where {width} are due")
        return tile

    def _load(self, names: set[tuple[int, int]]) -> None:
        missing = []
        for name in sorted(names - self._tiles.keys()):
            known = self._cache.get(name)
            if known is None:
                missing.append(name)
            else:
                self._tiles[name] = known
        if missing:
            for name, (hashes, roots) in store_log.read_for_proofs(self._connection, missing).items():
                tile = self._tiles[name] = _Tile(hashes, roots)
                if name[0] and tile.width == TILE_WIDTH:
                    self._cache.put(name, tile)


def _above(index: int, size: int) -> Iterator[tuple[int, int]]:
    """The tiles on the way from a leaf to the root."""
    level = 0
    while size:
        index, size = index // TILE_WIDTH, size // TILE_WIDTH
        yield level, index
        level += 1


def _cut(hashes: bytes) -> list[bytes]:
    return [hashes[at : at + HASH_SIZE] for at in range(0, len(hashes), HASH_SIZE)]


def _levels(hashes: list[bytes]) -> list[list[bytes]]:
    """Hashes and the levels of the tree above them, as far as they are complete."""
    levels = [hashes]
    while len(below := levels[-1]) > 1:
        pairs = zip(below[::2], below[1::2], strict=False)
        levels.append([sha256(b"\x01" + left + right).digest() for left, right in pairs])
    return levels
