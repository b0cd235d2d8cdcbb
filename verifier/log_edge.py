"""The right edge of a log that is read from its beginning: what the next entry and the root need, and no more.

Each tile that the entries fill is handed out, so that it can be compared with the one that is served.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from verifier.format import merkle
from verifier.format.errors import FormatError
from verifier.format.merkle import HASH_SIZE, MAX_SIZE
from verifier.format.tiles import TILE_WIDTH, Tile, decode_tile, node_reader

_BITS = TILE_WIDTH.bit_length() - 1
_TILE = TILE_WIDTH * HASH_SIZE


class LogEdge:
    """The unfinished tiles of a log of `size` entries: at most 255 hashes for each level."""

    def __init__(self) -> None:
        self.size = 0
        self._levels: list[bytearray] = []

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The edge that `to_bytes` wrote; FormatError for other bytes."""
        edge = cls()
        edge.size = int.from_bytes(data[:8], "big")
        at, rest = 8, edge.size
        while rest and edge.size <= MAX_SIZE:
            length = rest % TILE_WIDTH * HASH_SIZE
            edge._levels.append(bytearray(data[at : at + length]))
            at, rest = at + length, rest >> _BITS
        if len(data) != max(at, 8) or edge.size > MAX_SIZE:
            raise FormatError("not the right edge of a log")
        return edge

    def to_bytes(self) -> bytes:
        """u64 size, then the hashes of each level's unfinished tile from level 0 up."""
        return self.size.to_bytes(8, "big") + b"".join(self._levels)

    def copy(self) -> LogEdge:
        """The same edge, to go on with apart from this one."""
        return LogEdge.from_bytes(self.to_bytes())

    def extend(self, leaves: Iterable[bytes]) -> list[tuple[Tile, bytes]]:
        """Append leaf hashes; returns the tiles that they completed, with their contents."""
        finished: list[tuple[Tile, bytes]] = []
        for leaf in leaves:
            self.size += 1
            self._append(0, leaf, finished)
        return finished

    def unfinished(self) -> list[tuple[Tile, bytes]]:
        """The tiles at the edge, with their contents."""
        found = []
        for level, hashes in enumerate(self._levels):
            if hashes:
                number = self.size >> (_BITS * (level + 1))
                found.append((Tile(level, number, len(hashes) // HASH_SIZE), bytes(hashes)))
        return found

    def root(self) -> bytes:
        """The log's root."""
        held = {(tile.level, tile.index): hashes for tile, hashes in self.unfinished()}
        return merkle.tree_root(self.size, node_reader(self.size, lambda level, index, _: held[level, index]))

    def _append(self, level: int, hash_: bytes, finished: list[tuple[Tile, bytes]]) -> None:
        if level == len(self._levels):
            self._levels.append(bytearray())
        tile = self._levels[level]
        tile += hash_
        if len(tile) == _TILE:
            content = bytes(tile)
            tile.clear()
            number = (self.size >> (_BITS * (level + 1))) - 1
            finished.append((Tile(level, number, TILE_WIDTH), content))
            self._append(level + 1, merkle.root_from_leaves(decode_tile(content, TILE_WIDTH)), finished)
