"""Sorted runs of index entries in numpy, and the trie hashes over them.

An entry is `key[32] ‖ value[40]`. A run is an array of entries with keys strictly ascending as unsigned
bytes, which is also their order in the trie. The hashes are those of docs/format.md, "Item index".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

KEY_SIZE = 32
VALUE_SIZE = 40
ENTRY_SIZE = KEY_SIZE + VALUE_SIZE

# numpy drops trailing zero bytes only where it hands out a Python object; comparisons and copies are exact.
ENTRY = np.dtype([("key", f"S{KEY_SIZE}"), ("value", f"V{VALUE_SIZE}")])

Entries = npt.NDArray[Any]
Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint8]

_LEAF_HEAD = np.frombuffer(bytes([0, KEY_SIZE]), np.uint8)
_INNER_HEADS = tuple(
    bytes([1, bit]) if bit < 128 else bytes([1, bit & 127 | 128, bit >> 7]) for bit in range(8 * KEY_SIZE)
)
_LEADING_ZEROS = np.array([8 - byte.bit_length() for byte in range(256)], np.int64)


def no_entries() -> Entries:
    """The empty run."""
    return np.empty(0, ENTRY)


def run_from_bytes(blob: bytes) -> Entries:
    """The entries of a blob, read-only and unchecked; raises ValueError if its length is no multiple of 72."""
    return np.frombuffer(blob, ENTRY)


def run_from_mapping(changes: Mapping[bytes, bytes]) -> Entries:
    """A run of these keys and values; raises ValueError unless they are 32 and 40 bytes long."""
    if any(len(key) != KEY_SIZE or len(value) != VALUE_SIZE for key, value in changes.items()):
        raise ValueError("an index entry is a key of 32 bytes and a value of 40")
    run = run_from_bytes(b"".join(part for entry in changes.items() for part in entry))
    return run[np.argsort(run["key"], kind="stable")]


def is_run(entries: Entries) -> bool:
    """Whether the keys are strictly ascending."""
    keys = entries["key"]
    return bool((keys[1:] > keys[:-1]).all())


def bucket_numbers(run: Entries, depth: int) -> Numbers:
    """The first `depth` bits of every key as a number; `depth` is at most 62."""
    first = np.ascontiguousarray(_octets(run)[:, :8]).view(">u8").reshape(-1)
    return ((first >> np.uint64(1)) >> np.uint64(63 - depth)).astype(np.int64)


def starts_of(numbers: Numbers) -> Numbers:
    """Where each stretch of equal numbers begins."""
    if not len(numbers):
        return np.empty(0, np.int64)
    return np.concatenate([np.zeros(1, np.int64), np.flatnonzero(numbers[1:] != numbers[:-1]) + 1])


def merge(older: Entries, newer: Entries) -> Entries:
    """One run of both; where both have a key, the newer value."""
    if not len(older):
        return newer
    if not len(newer):
        return older
    where = np.searchsorted(older["key"], newer["key"])
    known = older["key"][np.minimum(where, len(older) - 1)] == newer["key"]
    updated = older.copy()
    updated[where[known]] = newer[known]
    return np.insert(updated, where[~known], newer[~known])


def newest(runs: Sequence[Entries]) -> Entries:
    """One run of all, given from oldest to newest; the newest value of each key."""
    if len(runs) == 1:
        return runs[0]
    if not runs:
        return no_entries()
    entries = np.concatenate(runs)
    entries = entries[np.argsort(entries["key"], kind="stable")]
    last = np.ones(len(entries), np.bool_)
    last[:-1] = entries["key"][1:] != entries["key"][:-1]
    return entries[last]


def common(run: Entries, keys: Entries) -> Entries:
    """The entries of `run` whose keys are also in the run `keys`."""
    if not len(run):
        return run
    where = np.searchsorted(run["key"], keys["key"])
    where = where[where < len(run)]
    found: Entries = run[where[run["key"][where] == keys["key"][: len(where)]]]
    return found


def pairs_of(run: Entries) -> Iterator[tuple[bytes, bytes]]:
    """Keys and values as bytes."""
    blob = run.tobytes()
    for at in range(0, len(blob), ENTRY_SIZE):
        yield blob[at : at + KEY_SIZE], blob[at + KEY_SIZE : at + ENTRY_SIZE]


def split(run: Entries, starts: Numbers) -> list[bytes]:
    """The bytes of the stretches that begin at `starts`."""
    blob = run.tobytes()
    cuts = [ENTRY_SIZE * start for start in starts.tolist()]
    return [blob[a:b] for a, b in pairwise([*cuts, len(blob)])]


def subtree_roots(run: Entries, starts: Numbers) -> Hashes:
    """The trie root over each stretch that begins at `starts`, 32 bytes a row; no stretch is empty."""
    if not len(run):
        return np.empty((0, 32), np.uint8)
    gaps = _gaps(run)
    gaps[starts[1:] - 1] = -1
    roots = fold(leaf_hashes(run), [*gaps.tolist(), -1])
    return np.frombuffer(b"".join(roots), np.uint8).reshape(-1, 32)


def leaf_hashes(run: Entries) -> list[bytes]:
    """The leaf hash of every entry."""
    octets = _octets(run)
    message = np.empty((len(run), 3 + ENTRY_SIZE), np.uint8)
    message[:, :2] = _LEAF_HEAD
    message[:, 2:34] = octets[:, :KEY_SIZE]
    message[:, 34] = VALUE_SIZE
    message[:, 35:] = octets[:, KEY_SIZE:]
    return hash_rows(message)


def hash_rows(messages: npt.NDArray[np.uint8]) -> list[bytes]:
    """SHA-256 of every row."""
    blob = messages.tobytes()
    width = messages.shape[1]
    return [sha256(blob[at : at + width]).digest() for at in range(0, len(blob), width)]


def fold(leaves: Iterable[bytes], gaps: Iterable[int]) -> list[bytes]:
    """Trie roots over leaf hashes in key order.

    `gaps` gives, for each leaf, the first bit in which its key differs from the next, or -1 where a tree ends.
    """
    roots: list[bytes] = []
    waiting: list[bytes] = []
    bits = [-1]
    for leaf, gap in zip(leaves, gaps, strict=True):
        node = leaf
        while bits[-1] > gap:
            node = sha256(_INNER_HEADS[bits.pop()] + waiting.pop() + node).digest()
        if gap < 0:
            roots.append(node)
        else:
            waiting.append(node)
            bits.append(gap)
    return roots


def _octets(run: Entries) -> npt.NDArray[np.uint8]:
    return np.ascontiguousarray(run).view(np.uint8).reshape(-1, ENTRY_SIZE)


def _gaps(run: Entries) -> Numbers:
    keys = _octets(run)[:, :KEY_SIZE]
    differences = keys[1:] ^ keys[:-1]
    octet = (differences != 0).argmax(axis=1)
    gaps: Numbers = 8 * octet + _LEADING_ZEROS[differences[np.arange(len(octet)), octet]]
    return gaps
