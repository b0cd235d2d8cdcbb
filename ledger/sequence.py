"""Sequencing: accepted statements get their place in the log, and the log a new signed tree head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger import store_lists, store_log, store_statements
from ledger.ed25519 import ed25519_signer
from ledger.errors import LogCorrupt
from ledger.statement import decode_saying
from ledger.store import Store
from ledger.store_log import StoredTreeHead
from verifier.format import merkle
from verifier.format.merkle import HASH_SIZE
from verifier.format.note import NoteKey, Signer
from verifier.format.tiles import TILE_WIDTH, node_reader
from verifier.format.tree_head import TreeHead, sign_tree_head

BLOCK = 16
"""Hashes of a full tile of which the root is kept, so that a proof costs hashing some 30 and not 255."""

BATCH = 4096
"""Most statements that one transaction sequences, which bounds how long it keeps captures waiting."""


@dataclass(frozen=True)
class NoteSigner:
    """A note key with its private half. The log's is named as its origin."""

    key: NoteKey
    private: Ed25519PrivateKey

    @cached_property
    def sign(self) -> Signer:
        """What signs with it."""
        return ed25519_signer(self.private.private_bytes_raw())


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement that waits: its row, its leaf hash, and the keys of its lists, each with its role there."""

    row: int
    leaf_hash: bytes
    listings: list[tuple[bytes, int]]


def sequence(store: Store, signer: NoteSigner, now: int, limit: int = BATCH) -> int:
    """Give the oldest waiting statements their indices, in one transaction; returns how many.

    Tiles, lists and the tree head follow in the same transaction, and the root that is signed is computed from what the
    database then holds. What can be done before the writer's lock is taken is done before, for captures wait meanwhile.
    Raises LogCorrupt if the database contradicts what was signed before: then nothing is signed any more.
    """
    with store.read() as connection:
        seen, batch = _newest_head(connection), prepare(connection, limit)
    if not batch:
        return 0
    with store.write() as connection:
        before = _newest_head(connection)
        if before.size != seen.size:  # somebody else has sequenced since
            batch = prepare(connection, limit)
            if not batch:
                return 0
        _check_root(connection, before)
        store_statements.assign_indices(connection, [each.row for each in batch], before.size)
        append_to_lists(connection, enumerate(batch, before.size))
        append_leaves(connection, before.size, [each.leaf_hash for each in batch])
        sign_head(connection, before.size + len(batch), signer, now)
    return len(batch)


def _newest_head(connection: sa.Connection) -> StoredTreeHead:
    head = store_log.newest_tree_head(connection)
    if head is None:
        raise LogCorrupt("the log has not been begun")
    return head


def prepare(connection: sa.Connection, limit: int) -> list[Prepared]:
    """The oldest statements that wait, checked, with the lists that they belong on; LogCorrupt for one that is not as
    it was accepted."""
    found = []
    for each in store_statements.waiting(connection, limit):
        if merkle.leaf_hash(each.entry) != each.leaf_hash:
            raise LogCorrupt(f"the entry of statement row {each.row} is not the one that was accepted")
        found.append(Prepared(each.row, each.leaf_hash, decode_saying(each.content).listings()))
    return found


def sign_head(connection: sa.Connection, size: int, signer: NoteSigner, now: int) -> StoredTreeHead:
    """Sign the log at `size` with the root that its stored tiles give, once for each size."""
    head = TreeHead(signer.key.name, size, stored_root(connection, size))
    note = sign_tree_head(head, signer.key, signer.sign).decode()
    stored = StoredTreeHead(size, head.root, note, now)
    store_log.insert_tree_head(connection, stored)
    return stored


def stored_root(connection: sa.Connection, size: int) -> bytes:
    """The root of the first `size` leaves, from the stored tiles."""
    return merkle.tree_root(size, node_reader(size, lambda *tile: store_log.tile_reader(connection, *tile)))


def _check_root(connection: sa.Connection, head: StoredTreeHead) -> None:
    if stored_root(connection, head.size) != head.root:
        raise LogCorrupt(f"the tiles do not give the root that was signed for size {head.size}")


def append_to_lists(connection: sa.Connection, batch: Iterable[tuple[int, Prepared]]) -> None:
    """Put statements on their lists; given with their log indices, ascending."""
    batch = list(batch)
    ends = store_lists.lengths(connection, {key for _, each in batch for key, _ in each.listings})
    rows = []
    for index, each in batch:
        for key, role in each.listings:
            position = ends.get(key, 0)
            ends[key] = position + 1
            rows.append((key, position, index, role))
    store_lists.append(connection, sorted(rows))


def append_leaves(connection: sa.Connection, size: int, leaves: Sequence[bytes]) -> None:
    """Extend the tiles of a log of `size` by leaf hashes.

    The hashes of each higher level are computed from the tiles below as the database returns them, not from memory.
    """
    level, start, hashes = 0, size, b"".join(leaves)
    while hashes:
        end = start + len(hashes) // HASH_SIZE
        first, last = start // TILE_WIDTH, (end - 1) // TILE_WIDTH
        kept = store_log.read_tile(connection, level, first)[: start % TILE_WIDTH * HASH_SIZE]
        if len(kept) != start % TILE_WIDTH * HASH_SIZE:
            raise LogCorrupt(f"tile {level}/{first} has fewer hashes than a log of size {size} needs")
        store_log.put_tiles(connection, level, _cut(kept + hashes, first))
        written = store_log.read_tiles(connection, level, range(first, last + 1))
        blocks = {number: block_roots(written[number]) for number in range(first, end // TILE_WIDTH)}
        store_log.put_blocks(connection, level, blocks.items())
        hashes = b"".join(_root(roots) for roots in blocks.values())
        level, start = level + 1, first


def _cut(hashes: bytes, first: int) -> Iterable[tuple[int, bytes]]:
    width = TILE_WIDTH * HASH_SIZE
    for offset in range(0, len(hashes), width):
        yield first + offset // width, hashes[offset : offset + width]


def block_roots(tile: bytes) -> bytes:
    """The roots over each BLOCK hashes of a full tile."""
    size = BLOCK * HASH_SIZE
    return b"".join(_root(tile[at : at + size]) for at in range(0, len(tile), size))


def _root(hashes: bytes) -> bytes:
    return merkle.root_from_leaves([hashes[at : at + HASH_SIZE] for at in range(0, len(hashes), HASH_SIZE)])
