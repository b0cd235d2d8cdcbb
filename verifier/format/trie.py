"""The item index's Merkle Patricia trie, as FiloSottile/torchwood's package mpt at f5aef32f defines it.

Leaf = H(0 ‖ varint len(key) ‖ key ‖ varint len(value) ‖ value); inner node = H(1 ‖ varint bit ‖ left ‖
right), where `bit` is the first bit in which the keys below it differ, counted from 0 at the most
significant; the empty trie is H(""). A key is followed by a zero byte and then by 0xff bytes for ever, so
that no key is a prefix of another; the order of keys is that of these endless strings. Wayproof's keys have
32 bytes and its values 40; keys and values of up to 1,024 bytes are taken, as torchwood does. Varints are
minimal.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from verifier.format.errors import FormatError, ProofError

EMPTY_ROOT = sha256().digest()
MAX_KEY_SIZE = 1024
MAX_VALUE_SIZE = 1024
_HASH_SIZE = 32
_BITS = 8 * (MAX_KEY_SIZE + 1)
_MAX_VARINT_SIZE = 2  # enough for every bit number and length

Item = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a lookup yields, the value or None where the key is absent, and the proof that it does."""

    value: bytes | None
    proof: bytes


@dataclass(frozen=True, slots=True)
class Path:
    """A proof's parts: for an absent key the key and value of the leaf found instead, and (bit, sibling hash) from
    leaf to root."""

    other: Item | None
    path: tuple[tuple[int, bytes], ...]


def leaf_hash(key: bytes, value: bytes) -> bytes:
    """The hash of the leaf of `key` with `value`."""
    return sha256(b"\x00" + _prefixed(key) + _prefixed(value)).digest()


def inner_hash(bit: int, left: bytes, right: bytes) -> bytes:
    """The hash of the inner node whose children part at `bit`, the left one having 0 there."""
    return sha256(b"\x01" + _varint(bit) + left + right).digest()


def encode_proof(path: Iterable[tuple[int, bytes]], other: Item | None = None) -> bytes:
    """The proof of a path of (bit, sibling hash) from leaf to root.

    With `other`, the key and value of the leaf where the lookup ends instead, it is a proof of absence. The
    proof of absence from the empty trie is the empty one.
    """
    head = _prefixed(other[0]) + _prefixed(other[1]) if other else b""
    return head + b"".join(_varint(bit) + sibling for bit, sibling in path)


def parse_proof(proof: bytes, *, absent: bool) -> Path:
    """What a proof shows on the way to the root; raises ProofError if it is none. `verify_lookup` checks it."""
    other: Item | None = None
    at = 0
    if absent and proof:
        key, at = _take(proof, at, MAX_KEY_SIZE)
        value, at = _take(proof, at, MAX_VALUE_SIZE)
        other = key, value
    path = []
    while at < len(proof):
        bit, at = _take_varint(proof, at)
        path.append((bit, proof[at : at + _HASH_SIZE]))
        at += _HASH_SIZE
    return Path(other, tuple(path))


def verify_lookup(root: bytes, key: bytes, value: bytes | None, proof: bytes) -> None:
    """Raise ProofError unless `proof` shows that the trie of `root` has `key` with `value`, or, for None, lacks it.

    Absence is shown by the leaf where the lookup of `key` ends: another key, equal to it in every bit on the
    path.
    """
    if len(key) > MAX_KEY_SIZE or (value is not None and len(value) > MAX_VALUE_SIZE):
        raise ProofError("a key or value that no trie holds")
    if value is None and not proof:
        if root != EMPTY_ROOT:
            raise ProofError("no proof of absence from a trie that is not empty")
        return
    at = 0
    found = key
    if value is None:
        found, at = _take(proof, at, MAX_KEY_SIZE)
        value, at = _take(proof, at, MAX_VALUE_SIZE)
        if found == key:
            raise ProofError("a proof of absence that ends at the key itself")
    current = leaf_hash(found, value)
    below = _BITS
    end = len(proof)
    while at < end:
        bit = proof[at]
        if bit < 128:
            at += 1
        else:
            bit, at = _take_varint(proof, at)
        sibling = proof[at : at + _HASH_SIZE]
        at += _HASH_SIZE
        if bit >= below or len(sibling) != _HASH_SIZE:
            raise ProofError("a path whose bits do not decrease, or that ends within a hash")
        below = bit
        side = _bit(key, bit)
        if _bit(found, bit) != side:
            raise ProofError("the lookup of the key does not end at that leaf")
        current = inner_hash(bit, sibling, current) if side else inner_hash(bit, current, sibling)
    if current != root:
        raise ProofError("the lookup proof leads to another root")


def root_of(items: Iterable[Item]) -> bytes:
    """The root of the trie of (key, value) items, given in the order of their keys, each key once.

    Takes one pass and memory for the path to the last leaf alone. Raises FormatError if keys do not ascend,
    or a key or value is over its limit.
    """
    # The hashes of finished subtrees, from the root down, and for each two neighbours the bit in which they
    # part.
    hashes: list[bytes] = []
    bits: list[int] = []
    last: bytes | None = None
    for key, value in items:
        if len(key) > MAX_KEY_SIZE or len(value) > MAX_VALUE_SIZE:
            raise FormatError("a key or value over its limit")
        if last is not None:
            bit = _first_difference(last, key)
            while bits and bits[-1] > bit:
                right = hashes.pop()
                hashes[-1] = inner_hash(bits.pop(), hashes[-1], right)
            bits.append(bit)
        hashes.append(leaf_hash(key, value))
        last = key
    if not hashes:
        return EMPTY_ROOT
    while bits:
        right = hashes.pop()
        hashes[-1] = inner_hash(bits.pop(), hashes[-1], right)
    return hashes[0]


def prove(items: Sequence[Item], key: bytes) -> Lookup:
    """What a lookup of `key` yields in the trie of `items`, with the proof; the items as `root_of` takes them.

    Hashes every item but the one found. Raises FormatError as `root_of` does, as far as it notices.
    """
    if not items:
        return Lookup(None, b"")
    path: list[tuple[int, bytes]] = []
    low, high = 0, len(items)
    while high - low > 1:
        bit = _first_difference(items[low][0], items[high - 1][0])
        middle = bisect_left(items, 1, low, high, key=lambda item: _bit(item[0], bit))
        if _bit(key, bit):
            path.append((bit, root_of(items[low:middle])))
            low = middle
        else:
            path.append((bit, root_of(items[middle:high])))
            high = middle
    path.reverse()
    if items[low][0] == key:
        return Lookup(items[low][1], encode_proof(path))
    return Lookup(None, encode_proof(path, items[low]))


def _bit(key: bytes, number: int) -> int:
    """A bit of the key with its padding."""
    at = number >> 3
    if at < len(key):
        return key[at] >> (7 - (number & 7)) & 1
    return int(at > len(key))


def _first_difference(before: bytes, after: bytes) -> int:
    """The first bit in which two keys, padded, differ; FormatError unless `before` has 0 there and `after` 1."""
    size = len(before)
    if size != len(after):
        size = max(size, len(after)) + 1
        before, after = _padded(before, size), _padded(after, size)
    difference = int.from_bytes(before, "big") ^ int.from_bytes(after, "big")
    if before >= after:
        raise FormatError("the keys of a trie are not in ascending order")
    return 8 * size - difference.bit_length()


def _padded(key: bytes, size: int) -> bytes:
    return (key + b"\x00").ljust(size, b"\xff")


def _varint(number: int) -> bytes:
    """The minimal base 128 varint of Protocol Buffers, of one or two bytes."""
    return bytes((number,)) if number < 128 else bytes((number & 127 | 128, number >> 7))


def _prefixed(data: bytes) -> bytes:
    return _varint(len(data)) + data


def _take_varint(data: bytes, at: int) -> tuple[int, int]:
    """The varint at `at` and where it ends."""
    for size in range(1, _MAX_VARINT_SIZE + 1):
        byte = data[at + size - 1 : at + size]
        if byte and byte[0] < 128:
            number = data[at] & 127 | byte[0] << 7 if size > 1 else byte[0]
            if len(_varint(number)) != size:
                break
            return number, at + size
    raise ProofError("a number that is cut off, too large or not minimal")


def _take(data: bytes, at: int, limit: int) -> tuple[bytes, int]:
    """The length-prefixed bytes at `at` and where they end."""
    size, at = _take_varint(data, at)
    end = at + size
    if size > limit or end > len(data):
        raise ProofError("a key or value that is cut off or over its limit")
    return data[at:end], end
