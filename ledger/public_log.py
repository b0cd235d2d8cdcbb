"""What everybody may read of the log: its tree head, tiles and entry bundles (C2SP tlog-tiles), and its anchors."""

from __future__ import annotations

from ledger import store_anchors, store_log, store_statements
from ledger.errors import NotReady
from ledger.service import Ledger
from ledger.store_anchors import StoredAnchor
from verifier.format.tiles import TILE_WIDTH, EntryBundle, Tile, encode_bundle, tile_width


def tree_head(ledger: Ledger) -> str:
    """The newest signed tree head, a C2SP tlog-checkpoint. Raises NotReady before the log is begun."""
    with ledger.store.read() as connection:
        head = store_log.newest_tree_head(connection)
    if head is None:
        raise NotReady("the log has no tree head yet")
    return head.note


def tile_bytes(ledger: Ledger, tile: Tile | EntryBundle) -> bytes | None:
    """The content of a tile or bundle; None unless the newest tree head's tree has it so wide.

    A tile or bundle of one path never changes.
    """
    with ledger.store.read() as connection:
        head = store_log.newest_tree_head(connection)
        level = tile.level if isinstance(tile, Tile) else 0
        if head is None or tile_width(level, tile.index, head.size) < tile.width:
            return None
        if isinstance(tile, Tile):
            return store_log.tile_reader(connection, tile.level, tile.index, tile.width)
        start = tile.index * TILE_WIDTH
        return encode_bundle(store_statements.entries(connection, start, start + tile.width))


def anchors(ledger: Ledger, before: int | None, limit: int) -> list[StoredAnchor]:
    """Anchors on the chain in use, newest first, those numbered below `before`."""
    with ledger.store.read() as connection:
        return store_anchors.listing(connection, before, limit)


def anchor(ledger: Ledger, seq: int) -> StoredAnchor | None:
    """The anchor of a number on the chain in use."""
    with ledger.store.read() as connection:
        return store_anchors.at(connection, seq)
