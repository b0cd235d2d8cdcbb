"""The lower part of the trie: bucket rows, each a run of the entries whose keys share the first D bits."""

from collections.abc import Iterable, Iterator

import numpy as np

from ledger.errors import IndexCorrupt
from ledger.item_index_entries import (
    ENTRY_SIZE,
    Entries,
    Hashes,
    Numbers,
    bucket_numbers,
    is_run,
    merge,
    no_entries,
    run_from_bytes,
    split,
    starts_of,
    subtree_roots,
)
from ledger.item_index_heap import MAX_DEPTH, all_tile_rows, new_heap, set_buckets
from ledger.item_index_rows import RowAccess

_FITTING_ENTRIES = 10
_CROWDED_ENTRIES = 12
_CHUNK_BUCKETS = 8192


def fitting_depth(n: int) -> int:
    """The depth at which `n` keys lie about 5 to 10 to a bucket."""
    return min((max(n - 1, 0) // _FITTING_ENTRIES).bit_length(), MAX_DEPTH)


def is_crowded(n: int, depth: int) -> bool:
    """Whether `n` keys lie more than 12 to a bucket, so that the depth should grow."""
    return depth < MAX_DEPTH and n > _CROWDED_ENTRIES << depth


def by_buckets(run: Entries, depth: int) -> Iterator[tuple[Entries, Numbers]]:
    """A run cut into pieces of whole buckets, few enough to work on at once, each with its bucket numbers."""
    numbers = bucket_numbers(run, depth)
    starts = starts_of(numbers)
    for first in range(0, len(starts), _CHUNK_BUCKETS):
        stop = starts[first + _CHUNK_BUCKETS] if first + _CHUNK_BUCKETS < len(starts) else len(run)
        yield run[starts[first] : stop], numbers[starts[first : first + _CHUNK_BUCKETS]]


def within(run: Entries, numbers: Numbers, buckets: Numbers) -> Entries:
    """The entries of a run that lie in these buckets (ascending); `numbers` are the run's own buckets."""
    low = np.searchsorted(numbers, buckets, "left")
    lengths = np.searchsorted(numbers, buckets, "right") - low
    ends = np.cumsum(lengths)
    if not len(ends) or not ends[-1]:
        return no_entries()
    found: Entries = run[np.repeat(low - ends + lengths, lengths) + np.arange(ends[-1])]
    return found


def read_buckets(rows: RowAccess, depth: int, buckets: Numbers) -> Entries:
    """One run of the stored entries of these buckets (ascending); raises IndexCorrupt for a malformed row."""
    return _run_of(rows.nodes((buckets + (1 << depth)).tolist()), depth)


def scan(rows: RowAccess, depth: int) -> Iterator[Entries]:
    """All stored entries in key order, in runs of whole buckets; raises IndexCorrupt for a malformed row."""
    first = 1 << depth
    for start in range(first, 2 * first, _CHUNK_BUCKETS):
        yield _run_of(rows.node_range(start, min(start + _CHUNK_BUCKETS, 2 * first)), depth)


def bucket_rows(rows: RowAccess, depth: int, newer: Entries) -> Iterator[tuple[int, bytes]]:
    """The stored buckets that newer entries touch, with these put in."""
    for piece, buckets in by_buckets(newer, depth):
        yield from _rows_of(merge(read_buckets(rows, depth, buckets), piece), depth)


def write_all(rows: RowAccess, runs: Iterable[Entries], depth: int) -> tuple[Hashes, int]:
    """Put bucket and tile rows of `depth` for all entries of `runs`; returns the heap and the number of keys.

    The runs follow each other in key order; raises ValueError if they do not. They may be read from bucket rows
    of a smaller depth, which are deleted once all have been read.
    """
    heap = new_heap(depth)
    ids: list[Numbers] = []
    n = 0
    for run in _whole_buckets(runs, depth):
        n += len(run)
        numbers = bucket_numbers(run, depth) + (1 << depth)
        starts = starts_of(numbers)
        heap[numbers[starts]] = subtree_roots(run, starts)
        ids.append(numbers[starts])
        rows.put_nodes(_rows_of(run, depth))
    if ids:
        changed = np.concatenate(ids)
        set_buckets(heap, depth, changed, heap[changed])
    rows.delete_nodes_below(1 << depth)
    rows.put_nodes(all_tile_rows(heap, depth))
    return heap, n


def _rows_of(run: Entries, depth: int) -> Iterator[tuple[int, bytes]]:
    numbers = bucket_numbers(run, depth) + (1 << depth)
    starts = starts_of(numbers)
    return zip(numbers[starts].tolist(), split(run, starts), strict=True)


def _run_of(nodes: list[tuple[int, bytes]], depth: int) -> Entries:
    """Stored bucket rows as one run, once everything about their shape is found to be right."""
    if not nodes:
        return no_entries()
    for id_, blob in nodes:
        if not blob or len(blob) % ENTRY_SIZE:
            raise IndexCorrupt(f"node row {id_}: {len(blob)} bytes are no entries")
    run = run_from_bytes(b"".join(blob for _, blob in nodes))
    lengths = [len(blob) // ENTRY_SIZE for _, blob in nodes]
    ids = np.repeat(np.array([id_ for id_, _ in nodes], np.int64), lengths)
    misplaced = bucket_numbers(run, depth) + (1 << depth) != ids
    if misplaced.any():
        raise IndexCorrupt(f"node row {ids[misplaced.argmax()]}: holds a key of another bucket")
    if not is_run(run):
        keys = run["key"]
        raise IndexCorrupt(f"node row {ids[1:][(keys[1:] <= keys[:-1]).argmax()]}: keys are not ascending")
    return run


def _whole_buckets(runs: Iterable[Entries], depth: int) -> Iterator[Entries]:
    """The same entries, cut only between buckets."""
    rest = no_entries()
    for run in runs:
        entries = np.concatenate([rest, run])
        if not is_run(entries):
            raise ValueError("index entries are not in ascending key order")
        if not len(entries):
            continue
        last = int(starts_of(bucket_numbers(entries, depth))[-1])
        rest = entries[last:]
        if last:
            yield entries[:last]
    if len(rest):
        yield rest
