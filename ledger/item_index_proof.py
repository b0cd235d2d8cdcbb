"""Proofs of the item index at the final revision, read from node rows alone."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.bounded_cache import BoundedCache
from ledger.errors import IndexCorrupt
from ledger.item_index_entries import ENTRY_SIZE, KEY_SIZE
from ledger.item_index_heap import MAX_DEPTH, NO_HASH, child_depths, tile_depth
from ledger.item_index_rows import Revision, RowAccess, StoredTree
from verifier.format.errors import FormatError
from verifier.format.trie import EMPTY_ROOT, Lookup, encode_proof, inner_hash, prove, verify_lookup

_KEY_BITS = 8 * KEY_SIZE

EMPTY = Revision(0, EMPTY_ROOT, 0)

Levels = list[list[bytes]]
"""The hashes of a tile, from its lowest level up to the two below its root; NO_HASH where there is no key."""

TileCache = BoundedCache[tuple[int, int, bytes], Levels]
"""Tiles by row number, depth of their hashes, and the hash above them, which no other tile there gives."""

Found = tuple[bytes | None, bytes]
"""The value of a key, None if it has none, and the proof of either."""


class Prover:
    """Proofs at the final revision of one snapshot."""

    def __init__(self, rows: RowAccess, cache: TileCache) -> None:
        """Raises IndexCorrupt if the final revision is missing or impossible."""
        self._rows = rows
        self._cache = cache
        tree, self.revision = stored_final(rows)
        self._depth = tree.depth

    def prove_many(self, keys: Iterable[bytes]) -> dict[bytes, Found]:
        """What the index has for each key of 32 bytes.

        One query for all, or a few more for an absent key that shares no bucket with a present one. Raises
        IndexCorrupt if the rows do not give the root of the final revision.
        """
        wanted = list(dict.fromkeys(keys))
        if any(len(key) != KEY_SIZE for key in wanted):
            raise ValueError("an index key has 32 bytes")
        if self.revision.root == EMPTY_ROOT:
            return dict.fromkeys(wanted, (None, b""))
        ways = [_Way(key, self._depth, self.revision.root) for key in wanted]
        for way in ways:
            way.go_on({}, self._cache)
        nodes = dict(self._rows.nodes(sorted({id_ for way in ways for id_ in way.ahead()})))
        for way in ways:
            while not way.go_on(nodes, self._cache):
                nodes.update(self._missing(way.id))
        return {way.key: way.found(nodes[way.id]) for way in ways}

    def _missing(self, id_: int) -> list[tuple[int, bytes]]:
        found = self._rows.nodes([id_])
        if not found:
            raise IndexCorrupt(f"node row {id_}: missing, though there is a hash of it")
        return found


class _Way:
    """The way of one key from the root down: the row where it stands, the hash above that, the steps so far."""

    def __init__(self, key: bytes, depth: int, root: bytes) -> None:
        self.key = key
        self.id = 1
        self._bits = int.from_bytes(key)
        self._hash = root
        self._depths = child_depths(depth)
        self._steps: list[tuple[int, bytes]] = []

    def ahead(self) -> list[int]:
        """The rows from here on to the bucket, unless the key lies where no other does."""
        return [self.id, *((1 << depth) + (self._bits >> (_KEY_BITS - depth)) for depth in self._depths)]

    def go_on(self, nodes: dict[int, bytes], cache: TileCache) -> bool:
        """Go down as far as the rows and the cache lead; whether that is to a bucket that is at hand."""
        while self._depths:
            name = (self.id, self._depths[-1], self._hash)
            levels = cache.get(name)
            if levels is None:
                if self.id not in nodes:
                    return False
                levels = _levels(nodes[self.id], *name)
                cache.put(name, levels)
            self._descend(levels, self._depths.pop())
        return self.id in nodes

    def found(self, blob: bytes) -> Found:
        """What the bucket has for the key, and the whole proof."""
        lookup = _in_bucket(blob, self.id, self.key)
        try:
            verify_lookup(self._hash, self.key, lookup.value, lookup.proof)
        except FormatError as error:
            raise IndexCorrupt(f"node row {self.id}: its entries do not give the hash above it") from error
        return lookup.value, lookup.proof + encode_proof(reversed(self._steps))

    def _descend(self, levels: Levels, depth: int) -> None:
        """Go through a tile to its hash at `depth`; the trie's own steps are those with keys on either side."""
        slot = 0
        for bit, level in zip(range(depth - len(levels), depth), reversed(levels), strict=True):
            slot = 2 * slot + (self._bits >> (_KEY_BITS - 1 - bit) & 1)
            if level[slot] == NO_HASH:
                slot ^= 1
            elif level[slot ^ 1] != NO_HASH:
                self._steps.append((bit, level[slot ^ 1]))
            self._hash = level[slot]
        self.id = (self.id << len(levels)) + slot


def stored_final(rows: RowAccess) -> tuple[StoredTree, Revision]:
    """Where the node rows stand and the final revision, the empty one if there is none yet.

    Raises IndexCorrupt if the final revision is missing, or the depth impossible.
    """
    stored = rows.final()
    if stored is None:
        if rows.tree() is not None:
            raise IndexCorrupt("the final revision is missing")
        return StoredTree(EMPTY.rev, 0), EMPTY
    if not 0 <= stored[0].depth <= MAX_DEPTH:
        raise IndexCorrupt(f"bucket depth {stored[0].depth} is not between 0 and {MAX_DEPTH}")
    return stored


def _levels(blob: bytes, id_: int, depth: int, above: bytes) -> Levels:
    """The levels of a tile with hashes of `depth`; raises IndexCorrupt unless they give the hash above."""
    top = tile_depth(depth)
    if len(blob) != 32 << (depth - top):
        raise IndexCorrupt(f"node row {id_}: {len(blob)} bytes where a tile has {32 << (depth - top)}")
    levels = [[blob[start : start + 32] for start in range(0, len(blob), 32)]]
    for bit in range(depth - 1, top - 1, -1):
        below = levels[-1]
        levels.append([_parent(bit, *below[slot : slot + 2]) for slot in range(0, len(below), 2)])
    if levels.pop() != [above]:
        raise IndexCorrupt(f"node row {id_}: its hashes do not give the hash above it")
    return levels


def _parent(bit: int, left: bytes, right: bytes) -> bytes:
    if left == NO_HASH:
        return right
    return left if right == NO_HASH else inner_hash(bit, left, right)


def _in_bucket(blob: bytes, id_: int, key: bytes) -> Lookup:
    entries = [blob[start : start + ENTRY_SIZE] for start in range(0, len(blob), ENTRY_SIZE)]
    if not blob or len(blob) % ENTRY_SIZE:
        raise IndexCorrupt(f"node row {id_}: {len(blob)} bytes are no entries")
    try:
        return prove([(entry[:KEY_SIZE], entry[KEY_SIZE:]) for entry in entries], key)
    except FormatError as error:
        raise IndexCorrupt(f"node row {id_}: {error}") from error
