"""The replaying auditor: the whole log and its openings in, the item index that must be on chain out.

Who has replayed an anchor may sign an index note. Where an anchor's index root is another than the replayed one, the
operator's own proof of a wrong list becomes a misindex proof that convicts it (docs/format.md 7.4).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from verifier import misindex
from verifier.format import item_list, item_tree, merkle, opening, trie
from verifier.format.anchor import Anchor, Anchorage
from verifier.format.errors import FormatError, ProofError
from verifier.format.item_list import ListEntry
from verifier.format.item_tree import Leaf
from verifier.format.passport import ListProof


@dataclass
class Replay:
    """A log as far as it has been replayed."""

    origin: str
    anchorage: Anchorage
    log_id: bytes
    lists: dict[bytes, list[ListEntry]] = field(default_factory=lambda: defaultdict(list))
    entries: list[bytes] = field(default_factory=list)
    openings: list[tuple[Leaf, ...] | None] = field(default_factory=list)

    def add(self, entry: bytes, leaves: tuple[Leaf, ...] | None) -> None:
        """Take the next log entry with its opened leaves, None if it has none.

        Raises ProofError if it is indexable and the leaves are missing or not its own.
        """
        index, leaf = len(self.entries), merkle.leaf_hash(entry)
        for key in opening.keys_of(entry, self.origin, leaves):
            self.lists[key].append(ListEntry(index, leaf))
        self.entries.append(entry)
        self.openings.append(leaves)

    def log_root(self, size: int) -> bytes:
        """The log's root at a size replayed."""
        if size > len(self.entries):
            raise ProofError(f"only {len(self.entries)} of {size} log entries have been replayed")
        return merkle.root_from_leaves([merkle.leaf_hash(entry) for entry in self.entries[:size]])

    def index_root(self, size: int) -> bytes:
        """The item index's root at a size replayed."""
        pairs = []
        for key, entries in sorted(self.lists.items()):
            within = [entry for entry in entries if entry.index < size]
            if within:
                pairs.append((key, item_list.value_of(within).to_bytes()))
        return trie.root_of(pairs)

    def agrees(self, anchor: Anchor) -> bool:
        """Whether an anchor's index root is the replayed one; raises ProofError if already its log is another."""
        if self.log_root(anchor.size) != anchor.log_root:
            raise ProofError(f"anchor {anchor.seq} commits another log than the one replayed")
        return self.index_root(anchor.size) == anchor.index_root

    def accuse(self, anchor: Anchor, key: bytes, listed: ListProof) -> bytes | None:
        """The misindex proof that the operator's whole list under `key` makes, None if it is as it must be.

        Raises ProofError if the list is not what the anchor commits for the key, so that it accuses nobody.
        """
        value = listed.value()
        trie.verify_lookup(anchor.index_root, key, None if value is None else value.to_bytes(), listed.proof)
        if not listed.whole():
            raise ProofError("only a whole list can be held against its operator")
        accused = misindex.Accused(self.anchorage, self.log_id, anchor)
        entries = listed.entries()
        for position, entry in enumerate(entries):
            if entry.index >= anchor.size:
                return misindex.alien(accused, key, position, listed, b"", b"")
            if merkle.leaf_hash(self.entries[entry.index]) != entry.leaf:
                leaf = merkle.leaf_hash(self.entries[entry.index])
                return misindex.alien(accused, key, position, listed, leaf, self._inclusion(entry.index, anchor.size))
            if position and entries[position - 1].index >= entry.index:
                return misindex.disordered(accused, key, position - 1, listed)
            if key not in opening.keys_of(self.entries[entry.index], self.origin, self.openings[entry.index]):
                shown = self.openings[entry.index]
                return misindex.extra(accused, key, position, listed, self.entries[entry.index], shown)
        named = {entry.index for entry in entries}
        for due in self.lists.get(key, []):
            if due.index < anchor.size and due.index not in named:
                return self._omission(accused, key, due.index, listed)
        return None

    def _omission(self, accused: misindex.Accused, key: bytes, index: int, listed: ListProof) -> bytes:
        leaves = self.openings[index] or ()
        for position, leaf in enumerate(leaves):
            for name, derive in misindex.LISTS.items():
                if derive(leaf.key) == key:
                    levels = item_tree.tree_of([each.hash() for each in leaves])
                    shown = item_tree.open_leaf(leaves, levels, position, hide=False)
                    inclusion = self._inclusion(index, accused.anchor.size)
                    return misindex.omission(accused, index, self.entries[index], inclusion, shown, name, listed)
        raise FormatError("no leaf of the entry leads to the list")

    def _inclusion(self, index: int, size: int) -> bytes:
        hashes = [merkle.leaf_hash(entry) for entry in self.entries[:size]]
        return merkle.inclusion_proof(
            index, size, lambda level, number: merkle.root_from_leaves(hashes[number << level : (number + 1) << level])
        )
