"""From an anchor whose item index is false to the file that convicts its operator (docs/format.md 7.4).

The operator is asked for lookups, each of which shows the roots beside the path to a leaf. Where one is another than
the replayed index has there, the next lookup goes that way, until it ends at the list that is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

from verifier import misindex
from verifier.audit_log import LogSource
from verifier.audit_openings import OpeningReader
from verifier.audit_source import Source, SourceError
from verifier.format import item_tree, merkle, opening, statement, trie
from verifier.format.anchor import Anchor
from verifier.format.errors import FormatError, ProofError
from verifier.format.opening import StatementOpening
from verifier.format.passport import ListProof
from verifier.format.trust_root import TrustRoot
from verifier.index_replay import IndexReplay

_BITS = 256


class OvertakenError(SourceError):
    """The ledger answers for a newer anchor than the replayed one, which has become final meanwhile."""


@dataclass(frozen=True)
class Found:
    """A misindex proof and what it shows, or why there is none: if `overtaken`, because of a newer anchor."""

    proof: bytes | None
    sentence: str
    overtaken: bool = False


class Accuser:
    """An auditor with a replayed index and the log that it was replayed from."""

    def __init__(
        self, trust_root: TrustRoot, log: LogSource, source: Source, openings: OpeningReader, index: IndexReplay
    ) -> None:
        self._root = trust_root
        self._log = log
        self._source = source
        self._openings = openings
        self._index = index

    def convict(self, anchor: Anchor) -> Found:
        """The proof against an anchor of the replayed size; never raises on hostile input."""
        try:
            key = self.search(anchor)
            proof = self.accuse(anchor, key, self._ask(anchor, key))
            return Found(proof, misindex.convict(proof, self._root).sentence)
        except (SourceError, FormatError) as error:
            return Found(None, f"no proof of it could be made: {error}", isinstance(error, OvertakenError))

    def search(self, anchor: Anchor) -> bytes:
        """A key under which the anchor commits another list than the replayed one."""
        asked, beyond = bytes(32), 0
        while beyond <= _BITS:
            listed = self._ask(anchor, asked)
            value = listed.value()
            end = trie.parse_proof(listed.proof, absent=value is None)
            if end.path and end.path[0][0] >= _BITS:
                raise ProofError("a lookup parts at a bit that no key has")
            if end.other is None and value is None:
                key = self._index.first_key()
                if key is None:
                    raise ProofError("both indexes are empty")
                return key
            leaf, held = (asked, value.to_bytes()) if value is not None else end.other or (asked, b"")
            own = self._index.value(leaf)
            if own is None or own.to_bytes() != held:
                return leaf
            theirs = dict(end.path)
            for bit in range(beyond, _BITS):
                root, first = self._index.beside(leaf, bit)
                if bit not in theirs and first is not None:
                    return first
                if bit in theirs and theirs[bit] != root:
                    asked, beyond = _flipped(leaf, bit), bit + 1
                    break
            else:
                break
        raise ProofError("the lists shown are the replayed ones")

    def accuse(self, anchor: Anchor, key: bytes, listed: ListProof) -> bytes:
        """The misindex proof that the operator's whole list under `key` makes.

        Raises ProofError if the list is as it must be, or is not what the anchor commits, so that it accuses nobody.
        """
        _check_committed(anchor, key, listed)
        if not listed.whole():
            raise ProofError("only a whole list can be held against its operator")
        accused = misindex.Accused(self._root.anchorage, self._root.log_id, anchor)
        due = self._due(key, anchor.size)
        entries = listed.entries()
        for position, entry in enumerate(entries):
            if entry.index >= anchor.size:
                return misindex.alien(accused, key, position, listed, b"", b"")
            (data,) = self._log.entries(entry.index, entry.index + 1)
            leaf = merkle.leaf_hash(data)
            if leaf != entry.leaf:
                inclusion = self._log.inclusion(entry.index, anchor.size)
                return misindex.alien(accused, key, position, listed, leaf, inclusion)
            if position and entries[position - 1].index >= entry.index:
                return misindex.disordered(accused, key, position - 1, listed)
            if entry.index not in due:
                opened = self._openings.one(entry.index, data)
                return misindex.extra(accused, key, position, listed, data, opened.leaves if opened else None)
        named = {entry.index for entry in entries}
        for index, opened in due.items():
            if index not in named:
                return self._omission(accused, key, opened, listed)
        raise ProofError("the list is as it must be")

    def _ask(self, anchor: Anchor, key: bytes) -> ListProof:
        seq, listed = self._source.list_proof(key)
        if seq != anchor.seq:
            kind = OvertakenError if seq > anchor.seq else SourceError
            raise kind(f"the ledger answers for anchor {seq} now, and anchor {anchor.seq} was replayed")
        _check_committed(anchor, key, listed)
        return listed

    def _due(self, key: bytes, size: int) -> dict[int, StatementOpening]:
        """The statements that belong on a list, from the log's openings."""
        due = {}
        for opened in self._openings.all():
            if opened.index >= size:
                break
            if any(key in leaf.list_keys(notice=True) for leaf in opened.leaves):
                parsed = statement.parse(opened.entry, self._root.origin)
                if key in opening.list_keys(parsed, opened.leaves):
                    due[opened.index] = opened
        return due

    def _omission(self, accused: misindex.Accused, key: bytes, opened: StatementOpening, listed: ListProof) -> bytes:
        for position, leaf in enumerate(opened.leaves):
            for name, derive in misindex.LISTS.items():
                if leaf.role and derive(leaf.key) == key:
                    levels = item_tree.tree_of([each.hash() for each in opened.leaves])
                    shown = item_tree.open_leaf(opened.leaves, levels, position, hide=False)
                    inclusion = self._log.inclusion(opened.index, accused.anchor.size)
                    return misindex.omission(accused, opened.index, opened.entry, inclusion, shown, name, listed)
        raise FormatError("no leaf of the entry leads to the list")


def _check_committed(anchor: Anchor, key: bytes, listed: ListProof) -> None:
    value = listed.value()
    trie.verify_lookup(anchor.index_root, key, None if value is None else value.to_bytes(), listed.proof)


def _flipped(key: bytes, bit: int) -> bytes:
    return (int.from_bytes(key, "big") ^ 1 << (_BITS - 1 - bit)).to_bytes(32, "big")
