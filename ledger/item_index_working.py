"""The writer's view of the item index: the stored rows of the final revision with newer ones laid over.

It is a cache. All of it can be recomputed from the rows and from the changes stored with each revision, and
every recomputation is held against the stored roots. Memory grows with the number of buckets (64 bytes each)
and with the entries of revisions that are not final (at most about 300 bytes each), not with the keys.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from ledger.errors import IndexCorrupt
from ledger.item_index_buckets import bucket_rows, by_buckets, read_buckets, within
from ledger.item_index_entries import (
    ENTRY_SIZE,
    Entries,
    Hashes,
    Numbers,
    bucket_numbers,
    common,
    is_run,
    merge,
    newest,
    run_from_bytes,
    starts_of,
    subtree_roots,
)
from ledger.item_index_heap import NodeHashes, load_heap, new_heap, root_of, set_buckets, tile_rows
from ledger.item_index_rows import Revision, RowAccess, StoredTree


@dataclass(frozen=True)
class Pending:
    """A revision that the rows do not show yet: its entries, their buckets, and the tile hashes it changed."""

    revision: Revision
    entries: Entries
    buckets: Numbers
    changes: list[NodeHashes]


@dataclass
class Working:
    """The heap of the newest revision known here, and the revisions between the rows and that one."""

    depth: int
    final: Revision
    heap: Hashes
    pending: list[Pending] = field(default_factory=list)
    largest_bucket: int = 0

    @property
    def latest(self) -> Revision:
        return self.pending[-1].revision if self.pending else self.final

    def continues(self, tree: StoredTree, stored: list[Revision]) -> bool:
        """Whether this is the past of the stored revisions (`stored` starts at the final one)."""
        known = {revision.rev: revision for revision in [self.final, *(p.revision for p in self.pending)]}
        common = [revision for revision in stored if revision.rev in known]
        return (
            tree.depth == self.depth
            and tree.final in known
            and self.latest.rev <= stored[-1].rev
            and all(known[revision.rev] == revision for revision in common)
        )

    def advance(self, rows: RowAccess, rev: int, entries: Entries) -> Revision:
        """Lay a revision's entries over the newest one."""
        n = self.latest.n
        ids: list[Numbers] = []
        hashes: list[Hashes] = []
        for piece, buckets in by_buckets(entries, self.depth):
            before = self._entries_in(rows, buckets)
            after = merge(before, piece)
            n += len(after) - len(before)
            starts = starts_of(bucket_numbers(after, self.depth))
            ids.append(buckets + (1 << self.depth))
            hashes.append(subtree_roots(after, starts))
            largest = int(np.diff(starts, append=len(after)).max())
            self.largest_bucket = max(self.largest_bucket, largest)
        changes: list[NodeHashes] = []
        if ids:
            changes = set_buckets(self.heap, self.depth, np.concatenate(ids), np.concatenate(hashes))
        revision = Revision(rev, root_of(self.heap), n)
        self.pending.append(Pending(revision, entries, bucket_numbers(entries, self.depth), changes))
        return revision

    def replay(self, rows: RowAccess, stored: Iterable[Revision]) -> None:
        """Lay the stored changes of revisions over the newest one known here.

        Raises IndexCorrupt unless each gives the root and number of keys stored with it.
        """
        for revision in stored:
            blob = b"".join(rows.changes(revision.rev))
            if len(blob) % ENTRY_SIZE:
                raise IndexCorrupt(f"changes of revision {revision.rev}: {len(blob)} bytes are no entries")
            entries = run_from_bytes(blob)
            if not is_run(entries):
                raise IndexCorrupt(f"changes of revision {revision.rev}: keys are not ascending")
            require_same(self.advance(rows, revision.rev, entries), revision)

    def present(self, rows: RowAccess, keys: Entries) -> Iterator[Entries]:
        """The entries that the newest revision has under the keys of a run."""
        for piece, buckets in by_buckets(keys, self.depth):
            yield common(self._entries_in(rows, buckets), piece)

    def write_final(self, rows: RowAccess, rev: int) -> None:
        """Bring the node rows to a pending revision, which becomes the final one."""
        done = [pending for pending in self.pending if pending.revision.rev <= rev]
        rows.put_nodes(tile_rows(rows, [change for pending in done for change in pending.changes]))
        rows.put_nodes(bucket_rows(rows, self.depth, newest([pending.entries for pending in done])))
        self.forget(rev)

    def forget(self, rev: int) -> None:
        """Take a pending revision for final, its rows having been written."""
        for pending in self.pending:
            if pending.revision.rev == rev:
                self.final = pending.revision
        self.pending = [pending for pending in self.pending if pending.revision.rev > rev]

    def _entries_in(self, rows: RowAccess, buckets: Numbers) -> Entries:
        over = newest([within(pending.entries, pending.buckets, buckets) for pending in self.pending])
        return merge(read_buckets(rows, self.depth, buckets), over)


def load(rows: RowAccess, tree: StoredTree, final: Revision) -> Working:
    """The view at the final revision; raises IndexCorrupt unless its rows give its root."""
    if tree.depth:
        heap = load_heap(rows, tree.depth)
    else:
        heap = new_heap(0)
        run = read_buckets(rows, 0, np.zeros(1, np.int64))
        if len(run):
            heap[1] = subtree_roots(run, np.zeros(1, np.int64))[0]
    root = root_of(heap)
    if root != final.root:
        raise IndexCorrupt(f"node rows give root {root.hex()}, revision {final.rev} has {final.root.hex()}")
    return Working(tree.depth, final, heap)


def require_same(computed: Revision, stored: Revision) -> None:
    """Raise IndexCorrupt unless a recomputed revision is the stored one."""
    if computed != stored:
        raise IndexCorrupt(
            f"revision {stored.rev}: recomputed root {computed.root.hex()} over {computed.n} keys, "
            f"stored {stored.root.hex()} over {stored.n}"
        )
