"""The upper part of the trie: a heap of subtree hashes in memory, and its tile rows.

Node `2**d + p` is the subtree of all keys whose first `d` bits are the number `p`; 32 zero bytes mean that
there are none. Down to the bucket depth `D` all nodes are in memory. Stored are only *tiles*: the up to 64
hashes six levels below a node at depth D-6, D-12, … and 0; the levels between are recomputed on reading.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ledger.errors import IndexCorrupt
from ledger.item_index_entries import Hashes, Numbers, hash_rows, starts_of
from ledger.item_index_rows import RowAccess
from verifier.format.trie import EMPTY_ROOT

TILE_LEVELS = 6
MAX_DEPTH = 40
NO_HASH = bytes(32)
_SCAN = 4096


@dataclass(frozen=True)
class NodeHashes:
    """Hashes of nodes of one depth, by ascending node number."""

    depth: int
    ids: Numbers
    hashes: Hashes


def child_depths(depth: int) -> list[int]:
    """The depths whose hashes stand in tiles, from the buckets' own upwards."""
    return list(range(depth, 0, -TILE_LEVELS))


def tile_depth(children: int) -> int:
    """The depth of the tiles that hold the hashes of depth `children`."""
    return max(children - TILE_LEVELS, 0)


def new_heap(depth: int) -> Hashes:
    """A heap without keys."""
    return np.zeros((2 << depth, 32), np.uint8)


def root_of(heap: Hashes) -> bytes:
    """The root of the trie."""
    root = heap[1].tobytes()
    return root if root != NO_HASH else EMPTY_ROOT


def set_buckets(heap: Hashes, depth: int, ids: Numbers, hashes: Hashes) -> list[NodeHashes]:
    """Set bucket hashes and all nodes above them; returns those changes that stand in tiles.

    `ids` are node numbers of the bucket depth, ascending and distinct.
    """
    heap[ids] = hashes
    kept = set(child_depths(depth))
    changes = [NodeHashes(depth, ids, hashes)] if depth in kept else []
    for level in range(depth - 1, -1, -1):
        ids = ids >> 1
        ids = ids[starts_of(ids)]
        heap[ids] = _parents(heap[2 * ids], heap[2 * ids + 1], level)
        if level in kept:
            changes.append(NodeHashes(level, ids, heap[ids]))
    return changes


def load_heap(rows: RowAccess, depth: int) -> Hashes:
    """The heap of depth 1 or more that the lowest tile rows give; raises IndexCorrupt for a malformed row."""
    heap = new_heap(depth)
    top = tile_depth(depth)
    width = depth - top
    first = 1 << top
    for start in range(first, 2 * first, _SCAN):
        for id_, blob in rows.node_range(start, min(start + _SCAN, 2 * first)):
            heap[id_ << width : (id_ + 1) << width] = tile_hashes(id_, blob, width)
    buckets = heap[1 << depth :].view(np.uint64).any(axis=1)
    ids = np.flatnonzero(buckets) + (1 << depth)
    set_buckets(heap, depth, ids, heap[ids])
    return heap


def tile_hashes(id_: int, blob: bytes, width: int) -> Hashes:
    """The hashes of a tile row that is `width` levels high; raises IndexCorrupt unless it has as many."""
    if len(blob) != 32 << width:
        raise IndexCorrupt(f"node row {id_}: {len(blob)} bytes where a tile has {32 << width}")
    return np.frombuffer(blob, np.uint8).reshape(-1, 32)


def tile_rows(rows: RowAccess, changes: list[NodeHashes]) -> Iterator[tuple[int, bytes]]:
    """The stored tiles with changed hashes put in, one depth after the other from the root's.

    `changes` come from oldest to newest; raises IndexCorrupt for a malformed row.
    """
    for depth in sorted({change.depth for change in changes}):
        ids, hashes = _latest([change for change in changes if change.depth == depth])
        width = depth - tile_depth(depth)
        tiles = ids >> width
        starts = starts_of(tiles)
        stops = [*starts[1:].tolist(), len(ids)]
        slots = ids & ((1 << width) - 1)
        numbers = tiles[starts].tolist()
        stored = dict(rows.nodes(numbers))
        for number, start, stop in zip(numbers, starts.tolist(), stops, strict=True):
            blob = stored.get(number)
            tile = np.zeros((1 << width, 32), np.uint8)
            if blob is not None:
                tile[:] = tile_hashes(number, blob, width)
            tile[slots[start:stop]] = hashes[start:stop]
            yield number, tile.tobytes()


def all_tile_rows(heap: Hashes, depth: int) -> Iterator[tuple[int, bytes]]:
    """Every tile of a heap that holds a key."""
    for children in reversed(child_depths(depth)):
        top = tile_depth(children)
        width = children - top
        for id_ in (np.flatnonzero(heap[1 << top : 2 << top].any(axis=1)) + (1 << top)).tolist():
            yield id_, heap[id_ << width : (id_ + 1) << width].tobytes()


def _latest(changes: list[NodeHashes]) -> tuple[Numbers, Hashes]:
    ids = np.concatenate([change.ids for change in changes])
    hashes = np.concatenate([change.hashes for change in changes])
    order = np.argsort(ids, kind="stable")
    ids = ids[order]
    last = np.append(ids[1:] != ids[:-1], True)
    return ids[last], hashes[order[last]]


def _parents(left: Hashes, right: Hashes, bit: int) -> Hashes:
    has_left = np.atleast_1d(left.view(np.uint64).any(axis=1))
    has_right = np.atleast_1d(right.view(np.uint64).any(axis=1))
    parents = np.where(has_left[:, None], left, right)
    both = np.flatnonzero(has_left & has_right)
    if len(both):
        message = np.empty((len(both), 66), np.uint8)
        message[:, 0] = 1
        message[:, 1] = bit
        message[:, 2:34] = left[both]
        message[:, 34:] = right[both]
        parents[both] = np.frombuffer(b"".join(hash_rows(message)), np.uint8).reshape(-1, 32)
    return parents
