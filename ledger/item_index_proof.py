"""Proofs of the item index at the final revision, read from node rows alone."""

from bisect import bisect_left
from functools import partial
from hashlib import sha256
from itertools import pairwise

from ledger.errors import IndexCorrupt
from ledger.item_index_entries import (
    EMPTY_ROOT,
    ENTRY_SIZE,
    KEY_SIZE,
    VALUE_SIZE,
    first_difference,
    fold,
    inner_hash,
)
from ledger.item_index_heap import NO_HASH, child_depths, tile_depth
from ledger.item_index_rows import RowAccess

_KEY_BITS = 8 * KEY_SIZE

Steps = list[tuple[int, bytes]]


def prove_lookup(rows: RowAccess, key: bytes) -> tuple[bytes | None, bytes]:
    """The value of a key of 32 bytes at the final revision, None if it has none, and the proof of either.

    The proof has the bytes of docs/format.md, "Item index". Two queries, or a few more if no key shares the
    bucket of an absent one. Raises IndexCorrupt if the rows do not give the root of the final revision.
    """
    stored = rows.final()
    if stored is None or stored[1].root == EMPTY_ROOT:
        return None, b""
    tree, revision = stored
    bits = int.from_bytes(key)
    children = child_depths(tree.depth)[::-1]
    straight = [1, *((1 << depth) + (bits >> (_KEY_BITS - depth)) for depth in children)]
    nodes = dict(rows.nodes(straight))
    id_, node = 1, revision.root
    steps: Steps = []
    for depth in children:
        id_, node = _through_tile(_row(rows, nodes, id_), (id_, node), depth, bits, steps)
    return _through_bucket(_row(rows, nodes, id_), id_, node, key, steps)


def _row(rows: RowAccess, nodes: dict[int, bytes], id_: int) -> bytes:
    if id_ not in nodes:
        nodes.update(rows.nodes([id_]))
    if id_ not in nodes:
        raise IndexCorrupt(f"node row {id_}: missing, though its parent has a hash for it")
    return nodes[id_]


def _through_tile(blob: bytes, at: tuple[int, bytes], depth: int, bits: int, steps: Steps) -> tuple[int, bytes]:
    """Descend from the node `at` (number, hash) to one at `depth`, noting the steps that the trie takes."""
    id_, node = at
    top = tile_depth(depth)
    if len(blob) != 32 << (depth - top):
        raise IndexCorrupt(f"node row {id_}: {len(blob)} bytes where a tile has {32 << (depth - top)}")
    levels = [[blob[at : at + 32] for at in range(0, len(blob), 32)]]
    for bit in range(depth - 1, top - 1, -1):
        below = levels[-1]
        levels.append([_parent(bit, *below[at : at + 2]) for at in range(0, len(below), 2)])
    if levels.pop() != [node]:
        raise IndexCorrupt(f"node row {id_}: its hashes do not give the hash above it")
    slot = 0
    for bit in range(top, depth):
        level = levels.pop()
        slot = 2 * slot + (bits >> (_KEY_BITS - 1 - bit) & 1)
        if level[slot] == NO_HASH:
            slot ^= 1
        elif level[slot ^ 1] != NO_HASH:
            steps.append((bit, level[slot ^ 1]))
        node = level[slot]
    return (id_ << (depth - top)) + slot, node


def _parent(bit: int, left: bytes, right: bytes) -> bytes:
    if left == NO_HASH:
        return right
    return left if right == NO_HASH else inner_hash(bit, left, right)


def _through_bucket(blob: bytes, id_: int, node: bytes, key: bytes, steps: Steps) -> tuple[bytes | None, bytes]:
    """Descend from the node `id_` to the leaf where the lookup of `key` ends; returns value and whole proof."""
    entries = [blob[at : at + ENTRY_SIZE] for at in range(0, len(blob), ENTRY_SIZE)]
    keys = [entry[:KEY_SIZE] for entry in entries]
    pairs = list(pairwise(keys))
    if not blob or len(blob) % ENTRY_SIZE or any(a >= b for a, b in pairs):
        raise IndexCorrupt(f"node row {id_}: {len(blob)} bytes are no ascending entries")
    leaves = [_leaf_hash(entry) for entry in entries]
    gaps = [*(first_difference(a, b) for a, b in pairs), -1]
    if fold(leaves, gaps) != [node]:
        raise IndexCorrupt(f"node row {id_}: its entries do not give the hash above it")
    low, high = 0, len(keys)
    while high - low > 1:
        bit = first_difference(keys[low], keys[high - 1])
        middle = bisect_left(keys, 1, low, high, key=partial(_bit, bit))
        if _bit(bit, key):
            steps.append((bit, fold(leaves[low:middle], [*gaps[low : middle - 1], -1])[0]))
            low = middle
        else:
            steps.append((bit, fold(leaves[middle:high], [*gaps[middle : high - 1], -1])[0]))
            high = middle
    path = b"".join(_varint(bit) + sibling for bit, sibling in reversed(steps))
    found, value = keys[low], entries[low][KEY_SIZE:]
    if found == key:
        return value, path
    return None, bytes([KEY_SIZE]) + found + bytes([VALUE_SIZE]) + value + path


def _leaf_hash(entry: bytes) -> bytes:
    key, value = entry[:KEY_SIZE], entry[KEY_SIZE:]
    return sha256(bytes([0, KEY_SIZE]) + key + bytes([VALUE_SIZE]) + value).digest()


def _bit(bit: int, key: bytes) -> int:
    return key[bit >> 3] >> (7 - (bit & 7)) & 1


def _varint(bit: int) -> bytes:
    return bytes([bit]) if bit < 128 else bytes([bit & 127 | 128, bit >> 7])
