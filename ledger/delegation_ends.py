"""The ends of delegations on chain: ordered when all that was said under them is final.

Whether a party may make goods is asked of the registry as of the anchor of its statement (docs/format.md section 8). A
delegation that the chain saw end earlier would take away what was rightly said under it and had not been anchored yet.
"""

from __future__ import annotations

from ledger import registry, store_anchors, store_parties, store_statements
from ledger.deployment import Deployment
from ledger.store import Store

_UNDER_WAY = 60
"""Seconds that a capture may take which asked whether the party is a delegate before that ended."""


def order_ends(store: Store, where: Deployment, now: int) -> None:
    """Order the ends of delegations on chain, of those under which nothing waits to be final any more."""
    with store.read() as connection:
        if not store_parties.ending_delegates(connection):
            return
    with store.write() as connection:
        final = store_anchors.newest_final(connection)
        waits = store_statements.oldest_not_below(connection, 0 if final is None else final.anchor.size)
        for ending in store_parties.ending_delegates(connection):
            owner = store_parties.find_party(connection, ending.owner)
            if ending.ended_at + _UNDER_WAY < (now if waits is None else waits) and owner and not owner.suspended:
                store_parties.remove_delegate(connection, ending.prefix, ending.party_id)
                registry.set_delegate(
                    connection, where, prefix=ending.prefix, party_id=ending.party_id, allowed=False, now=now
                )
