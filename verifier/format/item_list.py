"""Item lists: which log entries are about an item, and proof of a part of them.

An entry is `u64(index) ‖ leaf hash`, of the log entry at that index; indices strictly increase. The item
index keeps `u64(n) ‖ root` under the item's key, the RFC 6962 root over the n entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from verifier.format import merkle
from verifier.format.errors import FormatError

VALUE_SIZE = 40


@dataclass(frozen=True, slots=True)
class ListEntry:
    """The log entry at `index`, by its leaf hash."""

    index: int
    leaf: bytes

    def __post_init__(self) -> None:
        """Raise FormatError for an index or a leaf hash that no log has."""
        if not 0 <= self.index < merkle.MAX_SIZE or len(self.leaf) != merkle.HASH_SIZE:
            raise FormatError("a list entry of an impossible index or leaf hash")

    def to_bytes(self) -> bytes:
        """The 40 bytes that the list's tree hashes as a leaf's data."""
        return self.index.to_bytes(8, "big") + self.leaf


@dataclass(frozen=True, slots=True)
class ListValue:
    """What the item index holds for a key: the list's length, at least 1, and its root."""

    size: int
    root: bytes

    def __post_init__(self) -> None:
        """Raise FormatError for a size or root that no list has."""
        if not 0 < self.size <= merkle.MAX_SIZE or len(self.root) != merkle.HASH_SIZE:
            raise FormatError("a list of an impossible size or root")

    def to_bytes(self) -> bytes:
        """The 40 bytes that stand in the item index."""
        return self.size.to_bytes(8, "big") + self.root


@dataclass(frozen=True, slots=True)
class Segment:
    """Entries of a list from position `start` on, with the range proof (`merkle.verify_range`) of it."""

    start: int
    entries: Sequence[ListEntry]
    proof: bytes


def parse_value(data: bytes) -> ListValue:
    """The value that `ListValue.to_bytes` wrote; FormatError for other bytes."""
    if len(data) != VALUE_SIZE:
        raise FormatError(f"the value of a list has {VALUE_SIZE} bytes")
    return ListValue(int.from_bytes(data[:8], "big"), data[8:])


def entry_hash(entry: ListEntry) -> bytes:
    """The entry's leaf hash in the list's own tree."""
    return merkle.leaf_hash(entry.to_bytes())


def value_of(entries: Sequence[ListEntry]) -> ListValue:
    """The value of a whole list; FormatError for an empty one or indices that do not strictly increase."""
    _check_order(entries)
    return ListValue(len(entries), merkle.root_from_leaves([entry_hash(entry) for entry in entries]))


def prove_segment(entries: Sequence[ListEntry], start: int, end: int) -> Segment:
    """The segment from position `start` up to `end`, excluded, of the whole list `entries`.

    Raises ProofError unless 0 <= start < end <= the list's length.
    """
    hashes = [entry_hash(entry) for entry in entries]

    def node(level: int, index: int) -> bytes:
        return merkle.root_from_leaves(hashes[index << level : (index + 1) << level])

    proof = merkle.range_proof(start, end, len(entries), node)
    return Segment(start, tuple(entries[start:end]), proof)


def verify_segment(value: ListValue, segment: Segment) -> None:
    """Raise ProofError unless the segment's entries stand in the list of `value` where it says.

    Their order is not looked at, for the proof that a list is disordered.
    """
    hashes = [entry_hash(entry) for entry in segment.entries]
    merkle.verify_range(hashes, segment.start, value.size, segment.proof, value.root)


def verify_segments(value: ListValue, segments: Iterable[Segment]) -> None:
    """Raise ProofError unless each segment stands in the list of `value`.

    Raises FormatError unless the segments ascend without touching, and their indices strictly increase
    throughout.
    """
    end = -1
    last: list[ListEntry] = []
    for segment in segments:
        if segment.start <= end:
            raise FormatError("the segments of a list do not ascend, or touch")
        verify_segment(value, segment)
        _check_order([*last, *segment.entries])
        end = segment.start + len(segment.entries)
        last = [segment.entries[-1]]


def _check_order(entries: Sequence[ListEntry]) -> None:
    for before, after in pairwise(entries):
        if before.index >= after.index:
            raise FormatError("the indices of a list do not strictly increase")
