"""Proofs of the item index at the final revision, read from node rows alone."""

from ledger.errors import IndexCorrupt
from ledger.item_index_entries import ENTRY_SIZE, KEY_SIZE
from ledger.item_index_heap import MAX_DEPTH, NO_HASH, child_depths, tile_depth
from ledger.item_index_rows import Revision, RowAccess, StoredTree
from verifier.format.errors import FormatError
from verifier.format.trie import EMPTY_ROOT, Lookup, encode_proof, inner_hash, prove, verify_lookup

_KEY_BITS = 8 * KEY_SIZE

EMPTY = Revision(0, EMPTY_ROOT, 0)

Steps = list[tuple[int, bytes]]


def prove_lookup(rows: RowAccess, key: bytes) -> tuple[bytes | None, bytes]:
    """The value of a key of 32 bytes at the final revision, None if it has none, and the proof of either.

    Two queries, or a few more for an absent key that shares no bucket with a present one. Raises IndexCorrupt
    if the rows do not give the root of the final revision.
    """
    tree, revision = stored_final(rows)
    if revision.root == EMPTY_ROOT:
        return None, b""
    bits = int.from_bytes(key)
    depths = child_depths(tree.depth)[::-1]
    nodes = dict(rows.nodes([1, *((1 << depth) + (bits >> (_KEY_BITS - depth)) for depth in depths)]))
    id_, node = 1, revision.root
    steps: Steps = []
    for depth in depths:
        id_, node = _descend(_row(rows, nodes, id_), (id_, node), depth, bits, steps)
    lookup = _in_bucket(_row(rows, nodes, id_), id_, key)
    proof = lookup.proof + encode_proof(reversed(steps))
    try:
        verify_lookup(revision.root, key, lookup.value, proof)
    except FormatError as error:
        raise IndexCorrupt(f"node row {id_}: its entries do not give the hash above it") from error
    return lookup.value, proof


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


def _row(rows: RowAccess, nodes: dict[int, bytes], id_: int) -> bytes:
    if id_ not in nodes:
        nodes.update(rows.nodes([id_]))
    if id_ not in nodes:
        raise IndexCorrupt(f"node row {id_}: missing, though there is a hash of it")
    return nodes[id_]


def _descend(blob: bytes, at: tuple[int, bytes], depth: int, bits: int, steps: Steps) -> tuple[int, bytes]:
    """Go through the tile of the node `at` (number, hash) to the one at `depth` where the lookup leads.

    Notes the steps that the trie takes, which are those with keys on either side.
    """
    id_, node = at
    top = tile_depth(depth)
    if len(blob) != 32 << (depth - top):
        raise IndexCorrupt(f"node row {id_}: {len(blob)} bytes where a tile has {32 << (depth - top)}")
    levels = [[blob[start : start + 32] for start in range(0, len(blob), 32)]]
    for bit in range(depth - 1, top - 1, -1):
        below = levels[-1]
        levels.append([_parent(bit, *below[slot : slot + 2]) for slot in range(0, len(below), 2)])
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


def _in_bucket(blob: bytes, id_: int, key: bytes) -> Lookup:
    entries = [blob[start : start + ENTRY_SIZE] for start in range(0, len(blob), ENTRY_SIZE)]
    if not blob or len(blob) % ENTRY_SIZE:
        raise IndexCorrupt(f"node row {id_}: {len(blob)} bytes are no entries")
    try:
        return prove([(entry[:KEY_SIZE], entry[KEY_SIZE:]) for entry in entries], key)
    except FormatError as error:
        raise IndexCorrupt(f"node row {id_}: {error}") from error
