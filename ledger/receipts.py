"""Receipts: for whoever has a statement's id, the proof that the log has it and how far it has come."""

from __future__ import annotations

from ledger import store_anchors, store_log, store_statements
from ledger.capture import promise_of
from ledger.errors import LogCorrupt, UnknownStatement
from ledger.log_reader import LogReader
from ledger.service import Ledger
from verifier.format.cose_receipt import encode_cose_receipt
from verifier.format.receipt import AnchorInclusion, LogInclusion, Receipt
from verifier.format.tree_head import open_tree_head


def receipt(ledger: Ledger, statement_id: bytes) -> Receipt:
    """The receipt of a statement, by id (docs/format.md 7.5): included under the newest tree head and, when it is
    mined, in its covering anchor.

    Raises UnknownStatement; LogCorrupt if the database contradicts itself.
    """
    with ledger.store.read() as connection:
        stored = store_statements.by_id(connection, statement_id)
        if stored is None or stored.party_id is None:
            raise UnknownStatement("no statement of that id is on this ledger")
        state, log, anchored = "accepted", None, None
        if stored.index is not None:
            head = store_log.newest_tree_head(connection)
            if head is None or head.size <= stored.index:
                raise LogCorrupt(f"statement {stored.index} has an index beyond the newest tree head")
            reader = LogReader(connection)
            state = "sequenced"
            log = LogInclusion(stored.index, reader.inclusion(stored.index, head.size), head.note)
            covering = store_anchors.covering(connection, stored.index, "mined", "final")
            if covering is not None:
                state = "final" if covering.state == "final" else "anchored"
                inclusion = reader.inclusion(stored.index, covering.anchor.size)
                anchored = AnchorInclusion(covering.anchor, covering.anchorage, inclusion)
    promise = promise_of(ledger, stored.id, stored.accepted_at)
    return Receipt(stored.id, state, stored.accepted_at, promise, stored.entry, log, anchored)


def cose_receipt(ledger: Ledger, statement_id: bytes) -> bytes | None:
    """A statement's inclusion under the newest tree head as a COSE receipt; None while it is not in the log.

    Raises what `receipt` raises.
    """
    found = receipt(ledger, statement_id)
    if found.log is None:
        return None
    signer = ledger.log_signer
    head = open_tree_head(found.log.tree_head.encode(), ledger.origin, [signer.key])
    return encode_cose_receipt(head, found.log.index, found.log.inclusion, signer.key, signer.private.sign)
