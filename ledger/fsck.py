"""fsck: log, lists, item index and anchors recomputed from the statements, and the first thing named that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import sqlalchemy as sa

from ledger import store_anchors, store_lists, store_log, store_statements
from ledger.errors import Broken, IndexCorrupt
from ledger.sequence import block_roots
from ledger.service import Ledger
from ledger.statement import reopen
from ledger.store_anchors import StoredAnchor
from ledger.store_index import IndexRows
from ledger.store_statements import StoredStatement
from verifier.format import item_list, merkle, statement, tiles, trie
from verifier.format.errors import FormatError
from verifier.format.item_list import ListEntry
from verifier.format.merkle import HASH_SIZE, Frontier
from verifier.format.statement import EVENT_CONTENT_TYPE
from verifier.format.tiles import TILE_WIDTH
from verifier.format.tree_head import TreeHead, open_tree_head

_CHUNK = 2_000

Progress = Callable[[str, int, int], None]
"""Told what is being checked, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in order."""

    statements: int
    waiting: int
    lists: int
    tree_heads: int
    anchors: int


def check_ledger(ledger: Ledger, progress: Progress = lambda *_: None) -> Checked:
    """Check the whole database, reading one snapshot of it.

    Raises Broken, which names the first thing that is wrong.
    """
    with ledger.store.read() as connection:
        head = store_log.newest_tree_head(connection)
        if head is None:
            raise Broken("the log has not been begun")
        heads = store_log.tree_heads(connection)
        anchors = store_anchors.all_in_use(connection)
        leaves, roots = _check_log(ledger, connection, head.size, {*heads, *(a.anchor.size for a in anchors)}, progress)
        for size, stored in heads.items():
            _check_tree_head(ledger, stored, roots[size])
        _check_tiles(connection, leaves)
        waiting = _check_waiting(ledger, connection)
        _check_anchors(anchors, roots)
        lists = _check_index(ledger, connection, leaves, anchors, progress)
    return Checked(head.size, waiting, lists, len(heads), len(anchors))


def _check_log(
    ledger: Ledger, connection: sa.Connection, size: int, wanted: set[int], progress: Progress
) -> tuple[bytes, dict[int, bytes]]:
    """All leaf hashes, joined, and the log's roots at the sizes wanted, from the entries; the lists beside them."""
    frontier, roots, leaves = Frontier(), {0: merkle.EMPTY_ROOT}, bytearray()
    for start in range(0, size, _CHUNK):
        end = min(start + _CHUNK, size)
        keys: dict[tuple[bytes, int], int] = {}
        erased: set[int] = set()
        for stored in store_statements.in_log_order(connection, start, end):
            if stored.index != frontier.size:
                raise Broken(f"the log has no entry {frontier.size}")
            belongs = _check_statement(ledger, stored)
            if belongs is None:
                erased.add(stored.index)
            keys |= {(key, stored.index): role for key, role in belongs or ()}
            frontier.append(stored.leaf_hash)
            leaves += stored.leaf_hash
            if frontier.size in wanted:
                roots[frontier.size] = frontier.root()
        if frontier.size != end:
            raise Broken(f"the log has no entry {frontier.size}")
        added = store_lists.added_between(connection, start, end)
        listed = {(key, index): role for key, _, index, role in added if index not in erased}
        for key, index in sorted(keys.keys() ^ listed.keys(), key=itemgetter(1)):
            what = "is not on" if (key, index) in keys else "does not belong on"
            raise Broken(f"statement {index} {what} the list {key.hex()}")
        for (key, index), role in keys.items():
            if listed[key, index] != role:
                raise Broken(f"statement {index} is on the list {key.hex()} in another role than its own")
        progress("statements", end, size)
    for each in wanted - roots.keys():
        raise Broken(f"something was signed or anchored for size {each}, and the log has {size} entries")
    return bytes(leaves), roots


def _check_statement(ledger: Ledger, stored: StoredStatement) -> list[tuple[bytes, int]] | None:
    """Check a statement with what is kept beside it; returns the lists on which it belongs, and in which role.

    None if that cannot be told, because its secret was erased.
    """
    name = f"statement {stored.id.hex()}" if stored.index is None else f"statement {stored.index}"
    if merkle.leaf_hash(stored.entry) != stored.leaf_hash:
        raise Broken(f"{name}: its leaf hash is not its entry's")
    try:
        protected, payload, _ = statement.envelope(stored.entry)
        if statement.statement_id(protected, payload) != stored.id:
            raise Broken(f"{name}: its id is not its entry's")
        if EVENT_CONTENT_TYPE.encode() not in protected:
            return []
        parsed = statement.parse(stored.entry, ledger.origin)
        if stored.secret is None:
            return None
        return reopen(stored.content, stored.secret, parsed).saying.listings()
    except FormatError as error:
        raise Broken(f"{name}: {error}") from None


def _check_waiting(ledger: Ledger, connection: sa.Connection) -> int:
    count = 0
    for stored in store_statements.all_waiting(connection):
        _check_statement(ledger, stored)
        count += 1
    return count


def _check_tree_head(ledger: Ledger, stored: store_log.StoredTreeHead, root: bytes) -> None:
    if stored.root != root:
        raise Broken(f"the tree head of size {stored.size} has another root than the log")
    try:
        signed = open_tree_head(stored.note.encode(), ledger.origin, [ledger.log_signer.key])
    except FormatError as error:
        raise Broken(f"the tree head of size {stored.size}: {error}") from None
    if signed != TreeHead(ledger.origin, stored.size, root):
        raise Broken(f"the tree head of size {stored.size} is signed over something else")


def _check_tiles(connection: sa.Connection, leaves: bytes) -> None:
    level, hashes = 0, leaves
    width = TILE_WIDTH * HASH_SIZE
    while hashes:
        above = bytearray()
        for number in range(-(-len(hashes) // width)):
            tile = hashes[number * width : (number + 1) * width]
            if store_log.read_tile(connection, level, number) != tile:
                raise Broken(f"tile {level}/{number} is not the one that the log's entries give")
            if len(tile) == width:
                if store_log.read_blocks(connection, level, number) != block_roots(tile):
                    raise Broken(f"the roots of the blocks of tile {level}/{number} are not those that its hashes give")
                above += merkle.root_from_leaves(tiles.decode_tile(tile, TILE_WIDTH))
        level, hashes = level + 1, bytes(above)


def _check_anchors(anchors: list[StoredAnchor], roots: dict[int, bytes]) -> None:
    prev, prev_size = bytes(HASH_SIZE), 0
    for seq, stored in enumerate(anchors):
        anchor = stored.anchor
        if (anchor.seq, anchor.prev, anchor.prev_size) != (seq, prev, prev_size) or anchor.size < prev_size:
            raise Broken(f"anchor {anchor.seq} does not follow the one before it")
        if anchor.log_root != roots[anchor.size]:
            raise Broken(f"anchor {seq} has another log root than the log at size {anchor.size}")
        prev, prev_size = anchor.head(stored.anchorage, stored.log_id), anchor.size
        if stored.head != prev:
            raise Broken(f"anchor {seq} has another head than its content gives")


def _check_index(
    ledger: Ledger, connection: sa.Connection, leaves: bytes, anchors: list[StoredAnchor], progress: Progress
) -> int:
    """Check the lists and the item index's newest and final revisions; returns how many lists there are."""
    final = next((each for each in reversed(anchors) if each.state == "final"), None)
    lists = 0
    for stored in dict.fromkeys((final, anchors[-1] if anchors else None)):
        size = stored.anchor.size if stored else 0
        values = list(_list_values(connection, leaves, size))
        lists = max(lists, len(values))
        progress("item index", lists, lists)
        if stored is not None and trie.root_of(values) != stored.anchor.index_root:
            raise Broken(f"anchor {stored.anchor.seq} has another index root than the lists give")
    rows = IndexRows(connection)
    try:
        newest, standing = ledger.index.check(rows), ledger.index.final(rows)
    except IndexCorrupt as error:
        raise Broken(f"the item index: {error}") from None
    for stored, revision in ((final, standing), (anchors[-1] if anchors else None, newest)):
        if stored is not None and revision.root != stored.anchor.index_root:
            raise Broken(f"the item index of anchor {stored.anchor.seq} is not the stored one")
    return lists


def _list_values(connection: sa.Connection, leaves: bytes, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Each list's value at a log size, by ascending key."""
    for key, rows in groupby(store_lists.all_entries(connection), itemgetter(0)):
        entries = []
        before = -1
        for at, (_, position, index) in enumerate(rows):
            if position != at or index <= before:
                raise Broken(f"the list {key.hex()} is out of order at position {at}")
            before = index
            if index < size:
                entries.append(ListEntry(index, leaves[index * HASH_SIZE : (index + 1) * HASH_SIZE]))
        if entries:
            yield key, item_list.value_of(entries).to_bytes()
