"""The log as an audit reads it: entries from bundles, each held against the tiles, and what was seen of it before."""

from __future__ import annotations

from verifier.audit_source import Source
from verifier.format import merkle
from verifier.format.errors import FormatError, ProofError
from verifier.format.tiles import TILE_WIDTH, EntryBundle, Tile, decode_bundle, node_reader, tile_width
from verifier.format.tree_head import TreeHead, parse_tree_head


class ForkError(ProofError):
    """The log is not the one that was seen before."""


class LogSource:
    """The entries and hashes of a log at its tree head."""

    def __init__(self, source: Source, head: TreeHead) -> None:
        self.head = head
        self.node = node_reader(head.size, lambda *tile: source.tile(Tile(*tile)))
        self._source = source
        self._bundle = -1
        self._entries: list[bytes] = []

    def entries(self, start: int, end: int) -> list[bytes]:
        """The entries from `start` on, to `end`, excluded, or to the end of a bundle.

        Raises SourceError if they cannot be read, FormatError if they are no entry bundle.
        """
        number, offset = divmod(start, TILE_WIDTH)
        if number != self._bundle:
            width = tile_width(0, number, self.head.size)
            self._entries = decode_bundle(self._source.tile(EntryBundle(number, width)), width)
            self._bundle = number
        return self._entries[offset : offset + end - start]

    def compare(self, tiles: list[tuple[Tile, bytes]]) -> None:
        """Raise ProofError unless tiles that the entries gave are those that are served."""
        for tile, content in tiles:
            if self._source.tile(tile) != content:
                raise ProofError(f"{tile.path} is not what the log's entries give")

    def inclusion(self, index: int, size: int) -> bytes:
        """The proof that an entry is in the log of `size`, from the tiles."""
        return merkle.inclusion_proof(index, size, self.node)

    def check_extends(self, before: TreeHead) -> None:
        """Raise ForkError unless the log extends the one of an earlier tree head, by its tiles."""
        head = self.head
        if head.size < before.size:
            raise ForkError(f"the log has shrunk: it shows {head.size} entries, and has shown {before.size}")
        if head.size == before.size:
            if head.root != before.root:
                raise ForkError(f"the log has forked: two tree heads are signed for {head.size} entries")
            return
        if merkle.tree_root(head.size, self.node) != head.root:
            raise ProofError("the tiles do not give the root that is signed")
        if before.size and merkle.tree_root(before.size, self.node) != before.root:
            raise ForkError(
                f"the log has forked: its first {before.size} entries are not those that were signed before"
            )


def tree_head_of(note: bytes) -> TreeHead | None:
    """The tree head in a note that was checked when it was stored; None if there is none."""
    try:
        return parse_tree_head(note[: note.rfind(b"\n\n") + 1])
    except FormatError:
        return None
