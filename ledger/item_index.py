"""The item index: a Merkle Patricia trie over SQL rows that stand at the last final revision.

Every change makes a revision. Its entries are stored as they come, the trie above them is kept in memory, and
the node rows are brought up to date only when a revision becomes final: so proofs need one state of the rows,
and a revision that never becomes final leaves nothing to undo.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from threading import Lock

from ledger.bounded_cache import BoundedCache
from ledger.errors import IndexCorrupt, RevisionConflict
from ledger.item_index_buckets import fitting_depth, is_crowded, scan, write_all
from ledger.item_index_entries import (
    KEY_SIZE,
    VALUE_SIZE,
    Entries,
    bucket_numbers,
    pairs_of,
    run_from_bytes,
    run_from_mapping,
    starts_of,
    subtree_roots,
)
from ledger.item_index_heap import MAX_DEPTH, all_tile_rows, new_heap, root_of, set_buckets
from ledger.item_index_proof import EMPTY, Found, Prover, TileCache, stored_final
from ledger.item_index_rows import Revision, RowAccess, StoredTree
from ledger.item_index_working import Working, load, require_same

_CHANGES_PER_ROW = 50_000
_REBUILD_CHUNK = 100_000
_MOST_TILES = 1024
"""Tiles kept for proofs, of about 10 kB each: with ten million keys, all but the lowest two kinds are fewer."""


class ItemIndex:
    """The item index of one database; one object per process.

    Methods that change anything, `get` and `get_many` are called with rows whose transaction holds the
    writer's lock, and take effect when the caller commits. The object keeps a cache, used only as far as the
    revisions read under that lock are those in it. `latest`, `final` and `prove` need no lock and no cache,
    only a consistent snapshot. Keys have 32 bytes, values 40; ValueError otherwise.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._working: Working | None = None
        self._tiles: TileCache = BoundedCache(_MOST_TILES)

    @property
    def largest_bucket(self) -> int:
        """Entries of the fullest bucket seen by this cache: keys can be ground to crowd one."""
        working = self._working
        return working.largest_bucket if working else 0

    def latest(self, rows: RowAccess) -> Revision:
        """The newest revision; number 0 is the empty index."""
        return rows.newest() or EMPTY

    def final(self, rows: RowAccess) -> Revision:
        """The revision that the node rows show and `prove` proves."""
        return stored_final(rows)[1]

    def apply(self, rows: RowAccess, rev: int, changes: Mapping[bytes, bytes]) -> bytes:
        """Make revision `rev` by setting keys to values; returns its root.

        Raises RevisionConflict unless `rev` follows the newest revision.
        """
        entries = run_from_mapping(changes)
        with self._lock:
            working = self._synced(rows)
            latest = working.latest
            if rev != latest.rev + 1:
                raise RevisionConflict(f"revision {rev} does not follow {latest.rev}, the newest")
            self._working = None  # whatever interrupts what follows, a heap changed by halves is not used again
            if rows.tree() is None:
                rows.add_revision(EMPTY)
                rows.put_tree(StoredTree(EMPTY.rev, 0))
            expected = latest.n + len(entries)
            if is_crowded(expected, working.depth):
                working = self._deepen(rows, fitting_depth(expected))
            revision = working.advance(rows, rev, entries)
            parts = (entries[at : at + _CHANGES_PER_ROW].tobytes() for at in range(0, len(entries), _CHANGES_PER_ROW))
            rows.add_revision(revision)
            rows.add_changes(rev, parts)
            self._working = working
            return revision.root

    def finalize(self, rows: RowAccess, rev: int) -> None:
        """Make a pending revision and all before it final; does nothing if it is the final one already.

        Raises RevisionConflict if `rev` is older than the final revision or newer than the newest.
        """
        with self._lock:
            working = self._synced(rows)
            if not working.final.rev <= rev <= working.latest.rev:
                raise RevisionConflict(
                    f"revision {rev} is not among the pending, {working.final.rev} to {working.latest.rev}"
                )
            if rev == working.final.rev:
                return
            working.write_final(rows, rev)
            rows.delete_revisions_before(rev)
            rows.put_tree(StoredTree(rev, working.depth))

    def rolled_back(self) -> None:
        """Discard the cache: the caller's transaction failed, or it is not known whether it did."""
        with self._lock:
            self._working = None

    def get(self, rows: RowAccess, key: bytes) -> bytes | None:
        """The value of a key at the newest revision."""
        return self.get_many(rows, [key]).get(key)

    def get_many(self, rows: RowAccess, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values at the newest revision of those keys that have one."""
        wanted = run_from_mapping(dict.fromkeys(keys, bytes(VALUE_SIZE)))
        with self._lock:
            working = self._synced(rows)
            return {key: value for run in working.present(rows, wanted) for key, value in pairs_of(run)}

    def prover(self, rows: RowAccess) -> Prover:
        """For proofs of several keys at the final revision, as `prove` gives them; as long as the rows' snapshot."""
        return Prover(rows, self._tiles)

    def prove(self, rows: RowAccess, key: bytes) -> Found:
        """The value of a key at the final revision, None if it has none, and the proof of either.

        The proof has the bytes of docs/format.md, "Item index". Raises IndexCorrupt if the rows do not give
        the root of the final revision.
        """
        return self.prover(rows).prove_many([key])[key]

    def rebuild(self, rows: RowAccess, items: Iterable[tuple[bytes, bytes]]) -> bytes:
        """Write all node rows anew from the items of the final revision, in ascending key order; its root.

        Raises IndexCorrupt if they do not give that revision, and ValueError if they are out of order: the
        caller must then roll back. Pending revisions are kept.
        """
        with self._lock:
            self._working = None
            final = self.final(rows)
            depth = fitting_depth(self.latest(rows).n)
            rows.delete_nodes_below(2 << MAX_DEPTH)
            heap, n = write_all(rows, _runs_of(items), depth)
            require_same(Revision(final.rev, root_of(heap), n), final)
            if rows.tree() is not None:
                rows.put_tree(StoredTree(final.rev, depth))
            return final.root

    def check(self, rows: RowAccess) -> Revision:
        """Recompute the whole index from its entries; returns the newest revision.

        Raises IndexCorrupt unless every row is what the entries give, and every revision too.
        """
        with self._lock:
            self._working = None
            tree, stored = _stored(rows)
            heap, buckets, n = new_heap(tree.depth), 0, 0
            for run in scan(rows, tree.depth):
                numbers = bucket_numbers(run, tree.depth) + (1 << tree.depth)
                starts = starts_of(numbers)
                set_buckets(heap, tree.depth, numbers[starts], subtree_roots(run, starts))
                buckets, n = buckets + len(starts), n + len(run)
            require_same(Revision(tree.final, root_of(heap), n), stored[0])
            tiles = dict(all_tile_rows(heap, tree.depth))
            for id_, blob in tiles.items():
                if rows.nodes([id_]) != [(id_, blob)]:
                    raise IndexCorrupt(f"node row {id_}: not the hashes that the entries below it give")
            if rows.node_count() != buckets + len(tiles):
                raise IndexCorrupt("there are node rows that belong to no key")
            return self._synced(rows).latest

    def _synced(self, rows: RowAccess) -> Working:
        """The cache, brought to the newest stored revision; made anew if it is not of the same history."""
        tree, stored = _stored(rows)
        working = self._working
        self._working = None
        if working is not None and working.continues(tree, stored):
            working.forget(tree.final)
        else:
            working = load(rows, tree, stored[0])
        behind = working.latest.rev
        working.replay(rows, [revision for revision in stored if revision.rev > behind])
        self._working = working
        return working

    def _deepen(self, rows: RowAccess, depth: int) -> Working:
        """Deal the stored entries out to smaller buckets; the revisions stay as they are."""
        tree, stored = _stored(rows)
        heap, n = write_all(rows, scan(rows, tree.depth), depth)
        require_same(Revision(tree.final, root_of(heap), n), stored[0])
        rows.put_tree(StoredTree(tree.final, depth))
        working = Working(depth, stored[0], heap)
        working.replay(rows, stored[1:])
        return working


def _stored(rows: RowAccess) -> tuple[StoredTree, list[Revision]]:
    """Where the rows stand, and the revisions from the final one on; raises IndexCorrupt unless they fit."""
    tree, final = stored_final(rows)
    revisions = rows.revisions() or [final]
    numbers = [revision.rev for revision in revisions]
    if numbers != list(range(final.rev, final.rev + len(numbers))):
        raise IndexCorrupt(f"revisions {numbers} do not follow each other from {final.rev}, the final one")
    return tree, revisions


def _runs_of(items: Iterable[tuple[bytes, bytes]]) -> Iterator[Entries]:
    iterator = iter(items)
    while chunk := list(islice(iterator, _REBUILD_CHUNK)):
        if any(len(key) != KEY_SIZE or len(value) != VALUE_SIZE for key, value in chunk):
            raise ValueError("an index entry is a key of 32 bytes and a value of 40")
        yield run_from_bytes(b"".join(part for item in chunk for part in item))
