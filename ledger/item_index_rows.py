"""What the item index asks of its storage: rows by number, nothing about trees or SQL."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Revision:
    """One state of the item index: its number, trie root (32 bytes) and how many keys it holds."""

    rev: int
    root: bytes
    n: int


@dataclass(frozen=True)
class StoredTree:
    """Where the node rows stand: at which final revision, and how many key bits number a bucket."""

    final: int
    depth: int


class RowAccess(Protocol):
    """Storage of the item index inside the caller's transaction.

    Node rows are numbered like a binary heap: the node reached by the first `d` bits of a key, read as
    the number `p`, is row `2**d + p`. Every method sees what earlier calls of the same transaction wrote.
    """

    def tree(self) -> StoredTree | None:
        """Where the node rows stand; None before the first revision."""

    def put_tree(self, tree: StoredTree) -> None:
        """Insert or replace what `tree` returns."""

    def revisions(self) -> list[Revision]:
        """The final revision and all newer ones, ascending."""

    def newest(self) -> Revision | None:
        """The revision with the highest number; None before the first."""

    def final(self) -> tuple[StoredTree, Revision] | None:
        """Where the node rows stand with the revision that they show, by one query; None if either is missing."""

    def add_revision(self, revision: Revision) -> None:
        """Insert a revision; its number must be new."""

    def delete_revisions_before(self, rev: int) -> None:
        """Forget revisions numbered below `rev`, with their changes and those of `rev` itself."""

    def add_changes(self, rev: int, parts: Iterable[bytes]) -> None:
        """Store the entries that a revision set, in parts, in order."""

    def changes(self, rev: int) -> list[bytes]:
        """The parts stored for a revision, in order; empty if it changed nothing."""

    def nodes(self, ids: Sequence[int]) -> list[tuple[int, bytes]]:
        """Those of the numbered node rows that exist, ascending."""

    def node_range(self, start: int, stop: int) -> list[tuple[int, bytes]]:
        """The node rows with `start <= id < stop`, ascending."""

    def node_count(self) -> int:
        """How many node rows there are."""

    def put_nodes(self, nodes: Iterator[tuple[int, bytes]]) -> None:
        """Insert or replace node rows."""

    def delete_nodes_below(self, stop: int) -> None:
        """Delete the node rows with `id < stop`."""
