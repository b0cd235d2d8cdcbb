"""Replaying a log entry by entry: the log's root and the item index that must be on chain, at any anchor on the way.

What is kept is the log's right edge and each list's frontier, so that memory does not grow with the entries.
"""

from __future__ import annotations

from verifier.format import merkle, opening, statement
from verifier.format.anchor import Anchor
from verifier.format.errors import FormatError, ProofError
from verifier.format.item_list import ListEntry
from verifier.format.item_tree import Leaf
from verifier.format.statement import Statement
from verifier.format.tiles import Tile
from verifier.index_replay import IndexReplay
from verifier.log_edge import LogEdge


class Replay:
    """A log as far as it has been replayed. `tiles` are those completed since they were last taken away."""

    def __init__(self, origin: str, edge: LogEdge, index: IndexReplay) -> None:
        self.origin = origin
        self.edge = edge
        self.index = index
        self.tiles: list[tuple[Tile, bytes]] = []

    @property
    def size(self) -> int:
        """How many entries have been replayed."""
        return self.edge.size

    def append(self, entry: bytes) -> Statement | None:
        """Take the next log entry into the log alone; returns it as a statement, None if it is not indexable."""
        self.tiles += self.edge.extend([merkle.leaf_hash(entry)])
        try:
            return statement.parse(entry, self.origin)
        except FormatError:
            return None

    def list(self, parsed: Statement, leaves: tuple[Leaf, ...]) -> None:
        """Put the entry appended last on the lists where it belongs; ProofError if the leaves are not its own."""
        entry = ListEntry(self.size - 1, merkle.leaf_hash(parsed.entry))
        for key in opening.list_keys(parsed, leaves):
            self.index.add(key, entry)

    def add(self, entry: bytes, leaves: tuple[Leaf, ...] | None) -> None:
        """Take the next log entry with its opened leaves, None if it has none.

        Raises ProofError if it is indexable and the leaves are missing or not its own.
        """
        parsed = self.append(entry)
        if parsed is None:
            return
        if leaves is None:
            raise ProofError("an indexable entry comes without its opening")
        self.list(parsed, leaves)

    def agrees(self, anchor: Anchor) -> bool:
        """Whether an anchor of the replayed size has the replayed index root.

        Raises ProofError if it is of another size, or commits another log.
        """
        if self.size != anchor.size:
            raise ProofError(f"{self.size} log entries have been replayed, and anchor {anchor.seq} is of {anchor.size}")
        if self.edge.root() != anchor.log_root:
            raise ProofError(f"anchor {anchor.seq} commits another log than the one replayed")
        return self.index.root() == anchor.index_root
