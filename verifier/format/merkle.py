"""The Merkle tree of RFC 6962 section 2.1 over SHA-256: hashes, proofs, and a frontier to append to.

Proofs are the concatenation of 32-byte hashes and must have exactly the length that index and size ask for;
an odd node is never duplicated. Sizes and indices are integers up to 2^63 - 1. A prover fetches stored hashes
through a callable `node(level, index)`, which returns the root of the complete subtree over the 2^level
leaves that start at index * 2^level.

A proof says nothing of the tree's size: some fit several sizes. Take the size from where the root comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Self

from verifier.format.errors import FormatError, ProofError

EMPTY_ROOT = sha256().digest()
HASH_SIZE = 32
MAX_SIZE = 2**63 - 1

Node = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry: H(0 ‖ data)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node over two 32-byte hashes: H(1 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def root_from_leaves(hashes: Sequence[bytes]) -> bytes:
    """The root over leaf hashes of 32 bytes each; EMPTY_ROOT for none."""
    if not hashes:
        return EMPTY_ROOT
    level = list(hashes)
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [sha256(b"\x01" + left + right).digest() for left, right in pairs] + odd
    return level[0]


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: bytes) -> bytes:
    """The root that an inclusion proof (RFC 6962 section 2.1.1) gives for a leaf hash at `index`.

    Raises ProofError unless 0 <= index < size and the proof has exactly the length of that path.
    """
    _check_hash(leaf)
    if not 0 <= index < size <= MAX_SIZE:
        raise ProofError(f"no leaf {index} in a tree of size {size}")
    inner = _inner_length(index, size)
    siblings = _hashes_of(proof, inner + (index >> inner).bit_count())
    return _climb(leaf, siblings, inner, index)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: bytes, root: bytes) -> None:
    """Raise ProofError unless `proof` shows the leaf hash at `index` in the tree of `size` and `root`."""
    if root_from_inclusion(leaf, index, size, proof) != root:
        raise ProofError("the inclusion proof leads to another root")


def verify_consistency(size1: int, root1: bytes, size2: int, root2: bytes, proof: bytes) -> None:
    """Raise ProofError unless `proof` (RFC 6962 section 2.1.2) shows that tree 2 extends tree 1.

    Size1 = 0 is refused, since nothing about tree 2 would be shown; equal sizes need an empty proof and equal
    roots.
    """
    _check_hash(root1)
    _check_hash(root2)
    if not 0 < size1 <= size2 <= MAX_SIZE:
        raise ProofError(f"no consistency from size {size1} to size {size2}")
    if size1 == size2:
        _hashes_of(proof, 0)
        if root1 != root2:
            raise ProofError("two roots for one tree size")
        return
    last = size1 - 1
    inner = _inner_length(last, size2)
    border = (last >> inner).bit_count()
    # The path starts at the largest complete subtree that ends tree 1; if that is tree 1 itself, its root is
    # known.
    complete = (size1 & -size1).bit_length() - 1
    inner -= complete
    last >>= complete
    if size1 == 1 << complete:
        siblings = _hashes_of(proof, inner + border)
        start = root1
    else:
        start, *siblings = _hashes_of(proof, 1 + inner + border)
    # Of the inner siblings, those on the left belong to tree 1 also; those on the right to tree 2 alone.
    left = [sibling for level, sibling in enumerate(siblings) if level >= inner or last >> level & 1]
    if _climb(start, left, 0, 0) != root1:
        raise ProofError("the consistency proof leads to another first root")
    if _climb(start, siblings, inner, last) != root2:
        raise ProofError("the consistency proof leads to another second root")


def verify_range(leaves: Sequence[bytes], start: int, size: int, proof: bytes, root: bytes) -> None:
    """Raise ProofError unless `proof` shows leaf hashes from `start` on in the tree of `size` and `root`.

    The tree is split as RFC 6962 splits it, at the largest power of two below its width. The proof is, from
    left to right, the hashes of the largest subtrees of that division that lie wholly outside the range. An
    empty range is refused.
    """
    for leaf in leaves:
        _check_hash(leaf)
    end = start + len(leaves)
    _check_range(start, end, size)
    siblings = _hashes_of(proof, sum(1 for _ in _outside(0, size, start, end)))
    if _range_root(0, size, start, leaves, iter(siblings)) != root:
        raise ProofError("the range proof leads to another root")


def tree_root(size: int, node: Node) -> bytes:
    """The root of the first `size` leaves, from stored hashes; EMPTY_ROOT for size 0."""
    return _subtree_root(0, size, node) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, node: Node) -> bytes:
    """The proof that `verify_inclusion` takes for leaf `index`; ProofError unless 0 <= index < size."""
    if not 0 <= index < size <= MAX_SIZE:
        raise ProofError(f"no leaf {index} in a tree of size {size}")
    path = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _left_width(high - low)
        if index < middle:
            path.append(_subtree_root(middle, high, node))
            high = middle
        else:
            path.append(_subtree_root(low, middle, node))
            low = middle
    return b"".join(reversed(path))


def consistency_proof(size1: int, size2: int, node: Node) -> bytes:
    """The proof that `verify_consistency` takes; ProofError unless 0 < size1 <= size2."""
    if not 0 < size1 <= size2 <= MAX_SIZE:
        raise ProofError(f"no consistency from size {size1} to size {size2}")
    path = []
    low, high = 0, size2
    while size1 < high:
        middle = low + _left_width(high - low)
        if size1 <= middle:
            path.append(_subtree_root(middle, high, node))
            high = middle
        else:
            path.append(_subtree_root(low, middle, node))
            low = middle
    if low:
        path.append(_subtree_root(low, high, node))
    return b"".join(reversed(path))


def range_proof(start: int, end: int, size: int, node: Node) -> bytes:
    """The proof that `verify_range` takes for the leaves from `start` up to `end`, excluded.

    Raises ProofError unless 0 <= start < end <= size.
    """
    _check_range(start, end, size)
    return b"".join(_subtree_root(low, high, node) for low, high in _outside(0, size, start, end))


class Frontier:
    """The right edge of a growing tree: what appending and the root need, in at most 63 hashes."""

    __slots__ = ("_hashes", "_size")

    def __init__(self) -> None:
        self._size = 0
        self._hashes: list[bytes] = []

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The frontier that `to_bytes` wrote; FormatError for other bytes."""
        size = int.from_bytes(data[:8], "big")
        if size > MAX_SIZE or len(data) != 8 + HASH_SIZE * size.bit_count():
            raise FormatError("not the frontier of a Merkle tree")
        frontier = cls()
        frontier._size = size
        frontier._hashes = [data[at : at + HASH_SIZE] for at in range(8, len(data), HASH_SIZE)]
        return frontier

    def to_bytes(self) -> bytes:
        """u64 size, then the roots of the complete subtrees from the largest to the smallest."""
        return self._size.to_bytes(8, "big") + b"".join(self._hashes)

    @property
    def size(self) -> int:
        """How many leaves were appended."""
        return self._size

    def append(self, leaf: bytes) -> None:
        """Append one leaf hash; FormatError unless it has 32 bytes."""
        _check_hash(leaf)
        below = self._size
        while below & 1:
            leaf = node_hash(self._hashes.pop(), leaf)
            below >>= 1
        self._hashes.append(leaf)
        self._size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Append leaf hashes in order; FormatError at the first without 32 bytes."""
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        """The root over all leaves appended so far."""
        return _bag(self._hashes) if self._hashes else EMPTY_ROOT


def _check_hash(value: bytes) -> None:
    if len(value) != HASH_SIZE:
        raise ProofError(f"a hash of {len(value)} bytes where {HASH_SIZE} are due")


def _check_range(start: int, end: int, size: int) -> None:
    if not 0 <= start < end <= size <= MAX_SIZE:
        raise ProofError(f"no leaves from {start} to {end} in a tree of size {size}")


def _hashes_of(proof: bytes, count: int) -> list[bytes]:
    if len(proof) != HASH_SIZE * count:
        raise ProofError(f"a proof of {len(proof)} bytes where {count} hashes are due")
    return [proof[at : at + HASH_SIZE] for at in range(0, len(proof), HASH_SIZE)]


def _inner_length(index: int, size: int) -> int:
    """The levels below the point where the paths of `index` and of the last leaf meet."""
    return (index ^ (size - 1)).bit_length()


def _climb(start: bytes, siblings: Sequence[bytes], inner: int, index: int) -> bytes:
    """The root above `start`: `index` tells the side of `inner` siblings, the rest are on the left."""
    current = start
    for level, sibling in enumerate(siblings):
        if level < inner and not index >> level & 1:
            current = node_hash(current, sibling)
        else:
            current = node_hash(sibling, current)
    return current


def _left_width(width: int) -> int:
    """The largest power of two below `width`, where RFC 6962 splits a tree of that many leaves."""
    return 1 << ((width - 1).bit_length() - 1)


def _bag(hashes: Sequence[bytes]) -> bytes:
    """The root over complete subtrees of falling size."""
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


def _subtree_root(low: int, high: int, node: Node) -> bytes:
    """The root over the leaves low..high of a subtree of the RFC 6962 division, complete or not."""
    hashes = []
    while low < high:
        level = (high - low).bit_length() - 1
        hashes.append(node(level, low >> level))
        low += 1 << level
    return _bag(hashes)


def _outside(low: int, high: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The largest subtrees of low..high outside start..end, from left to right; at most 63 calls deep."""
    if end <= low or high <= start:
        yield low, high
    elif low < start or end < high:
        middle = low + _left_width(high - low)
        yield from _outside(low, middle, start, end)
        yield from _outside(middle, high, start, end)


def _range_root(low: int, high: int, start: int, leaves: Sequence[bytes], siblings: Iterator[bytes]) -> bytes:
    """The root over low..high from the leaves given and, for the rest, `siblings` in _outside's order."""
    end = start + len(leaves)
    if end <= low or high <= start:
        return next(siblings)
    if start <= low and high <= end:
        return root_from_leaves(leaves[low - start : high - start])
    middle = low + _left_width(high - low)
    left = _range_root(low, middle, start, leaves, siblings)
    return node_hash(left, _range_root(middle, high, start, leaves, siblings))
