"""Proofs from the log's stored tiles, each tile read once."""

from __future__ import annotations

import sqlalchemy as sa

from ledger import store_log
from ledger.errors import LogCorrupt
from verifier.format import merkle
from verifier.format.merkle import HASH_SIZE, Node
from verifier.format.tiles import node_reader


class LogReader:
    """The log as one snapshot of the database has it; one for each passport or receipt."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._tiles: dict[tuple[int, int], bytes] = {}
        self._nodes: dict[int, Node] = {}

    def inclusion(self, index: int, size: int) -> bytes:
        """The proof that entry `index` is in the log of `size`."""
        return merkle.inclusion_proof(index, size, self._node(size))

    def consistency(self, size1: int, size2: int) -> bytes:
        """The proof that the log of `size2` extends that of `size1`; empty if they are the same."""
        return merkle.consistency_proof(size1, size2, self._node(size2))

    def root(self, size: int) -> bytes:
        """The root of the first `size` entries."""
        return merkle.tree_root(size, self._node(size))

    def _node(self, size: int) -> Node:
        if size not in self._nodes:
            self._nodes[size] = node_reader(size, self._read)
        return self._nodes[size]

    def _read(self, level: int, number: int, width: int) -> bytes:
        if (level, number) not in self._tiles:
            self._tiles[level, number] = store_log.read_tile(self._connection, level, number)
        hashes = self._tiles[level, number]
        if len(hashes) < width * HASH_SIZE:
            raise LogCorrupt(f"tile {level}/{number} has {len(hashes) // HASH_SIZE} hashes where {width} are due")
        return hashes[: width * HASH_SIZE]
