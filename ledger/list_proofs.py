"""A list of the item index under any key, whole, as an auditor asks for it who found that the index is false."""

from __future__ import annotations

from dataclasses import dataclass

from ledger import store_anchors
from ledger.errors import NotProvable, NotReady, TooLarge
from ledger.lists import LeafHashes, read_entries
from ledger.service import Ledger
from ledger.store_anchors import StoredAnchor
from ledger.store_index import IndexRows
from verifier.format.item_list import Segment, parse_value
from verifier.format.passport import MAX_STATEMENTS, ListProof

MOST_ENTRIES = MAX_STATEMENTS
"""Entries of the longest list that is shown whole: those that a segment may have."""


@dataclass(frozen=True, slots=True)
class ProvenList:
    """What the item index of an anchor holds under a key."""

    anchor: StoredAnchor
    list: ListProof


def prove_list(ledger: Ledger, key: bytes) -> ProvenList:
    """The whole list under a key of 32 bytes at the newest final anchor, or the proof that there is none.

    Raises NotReady before an anchor is final, TooLarge for a list of more than MOST_ENTRIES.
    """
    with ledger.store.read() as connection:
        anchor = store_anchors.newest_final(connection)
        if anchor is None:
            raise NotReady("no anchor of this ledger is final yet")
        prover = ledger.index.prover(IndexRows(connection))
        if prover.revision.root != anchor.anchor.index_root:
            raise NotProvable("the final item index is not the one that the newest final anchor commits to")
        data, proof = prover.prove_many([key])[key]
        if data is None:
            return ProvenList(anchor, ListProof(proof, 0, None, ()))
        value = parse_value(data)
        if value.size > MOST_ENTRIES:
            raise TooLarge(f"the list has {value.size} entries, more than the {MOST_ENTRIES} that are shown at once")
        entries = read_entries(connection, LeafHashes(connection), key, 0, value.size)
        return ProvenList(anchor, ListProof(proof, value.size, value.root, (Segment(0, tuple(entries), b""),)))
