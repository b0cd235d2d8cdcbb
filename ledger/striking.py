"""Striking: a statement that turned out not to be authentically its party's may be captured anew.

That is step 8 of verification (docs/format.md section 8), asked once for each final anchor: a key revoked or a party
suspended between acceptance and anchor strikes what was accepted in between.
"""

from __future__ import annotations

import sqlalchemy as sa

from ledger import store_anchors, store_chain, store_parties, store_statements
from ledger.deployment import Deployment
from ledger.errors import NotReady
from ledger.service import Ledger
from ledger.store_anchors import StoredAnchor
from ledger.store_statements import StoredStatement
from verifier.chain import ChainError, ChainReader
from verifier.checkpoint import Checkpoint
from verifier.format import statement
from verifier.format.passport import PassportStatement
from verifier.signatures import check_signatures

_MOST_ANCHORS = 100


def strike_unauthentic(ledger: Ledger) -> int:
    """Look at the statements of newly final anchors; returns how many were struck.

    Raises NotReady if the chain cannot be read.
    """
    with ledger.store.read() as connection:
        where = store_chain.deployment(connection)
        if where is None:
            return 0
        anchors = store_anchors.final_from(connection, _next(connection, where), _MOST_ANCHORS)
    if not anchors:
        return 0
    try:
        return sum(_strike_under(ledger, where, anchor, ledger.chain_view.reader()) for anchor in anchors)
    except ChainError as error:
        raise NotReady(f"the chain cannot be read: {error}") from None


def _strike_under(ledger: Ledger, where: Deployment, anchor: StoredAnchor, chain: ChainReader) -> int:
    """Strike what an anchor covers in vain, and go on to the next; nothing yet if the pinned block is older than it."""
    time, seq = anchor.block_time, anchor.anchor.seq
    if time is None or time >= chain.pin().time:
        return 0
    struck: list[bytes] = []
    with ledger.store.read() as connection:
        if seq != _next(connection, where):
            return 0
        for party_id in _suspects(connection, anchor, time, chain):
            for stored in store_statements.of_party(connection, party_id, anchor.anchor.prev_size, anchor.anchor.size):
                if _is_struck(ledger, stored, time, chain):
                    struck.append(stored.id)
    with ledger.store.write() as connection:
        if _next(connection, where) != seq:
            return 0
        store_statements.strike(connection, struck)
        store_chain.put_fact(connection, _fact(where), str(seq + 1))
    return len(struck)


def _suspects(connection: sa.Connection, anchor: StoredAnchor, time: int, chain: ChainReader) -> list[bytes]:
    """The parties under an anchor that were not in good standing at its time, or have a key that was not."""
    parties = store_statements.parties_between(connection, anchor.anchor.prev_size, anchor.anchor.size)
    states = chain.parties([(party, time) for party in parties])
    suspects = []
    for party, state in zip(parties, states, strict=True):
        keys = chain.keys([key.kid for key in store_parties.keys_of(connection, party)])
        sound = all(key is not None and key.authentic_at(time) for key in keys)
        if not (sound and state.registered and not state.suspended):
            suspects.append(party)
    return suspects


def _is_struck(ledger: Ledger, stored: StoredStatement, time: int, chain: ChainReader) -> bool:
    given = PassportStatement(stored.index or 0, stored.entry, None, b"", (), ())
    checkpoint = Checkpoint(given, statement.parse(stored.entry, ledger.origin))
    checkpoint.time = time
    check_signatures([checkpoint], chain, time)
    return checkpoint.struck is not None


def _next(connection: sa.Connection, where: Deployment) -> int:
    """The number of the first anchor that was not looked at yet, on this very chain."""
    known = store_chain.fact(connection, _fact(where))
    return 0 if known is None else int(known)


def _fact(where: Deployment) -> str:
    return f"authenticity looked at on {where.genesis.hex()}"
