"""Delegations: parties that may speak for goods under another's company prefix, as contract manufacturers do.

A delegation that ends is one no more for captures from then on; `ledger.delegation_ends` tells the chain of it later.
"""

from __future__ import annotations

from ledger import registry, store_parties
from ledger.epcis_error import MemberError
from ledger.parties import COMPANY_PREFIX, deployed, known_party
from ledger.service import Ledger


def set_delegate(ledger: Ledger, prefix: str, party: bytes, *, allowed: bool) -> None:
    """Let a party commission under another's prefix, or end that.

    Asking again changes nothing, unless what was ordered before failed on chain: then it is ordered anew.

    Raises:
        UnknownParty: there is no such party.
        MemberError: the prefix is not another party's, or its owner is suspended, for whom the registry takes nothing.
        NotReady: the contracts are not on the chain yet.
    """
    now = ledger.clock()
    with ledger.store.write() as connection:
        where = deployed(connection)
        known_party(connection, party)
        if not COMPANY_PREFIX.fullmatch(prefix):
            raise MemberError(("prefix",), "must be 4 to 12 digits")
        owner = store_parties.owners_under(connection, prefix).get(prefix)
        if owner is None or owner == party:
            raise MemberError(("prefix",), "is no company prefix of another party")
        if known_party(connection, owner).suspended:
            raise MemberError(("prefix",), "is of a suspended party; end the suspension first")
        is_one = prefix in store_parties.delegated_to(connection, party)
        if is_one != allowed:
            store_parties.put_delegate(connection, prefix, party, ended_at=None if allowed else now)
        was_one = registry.was_delegate(connection, where, prefix=prefix, party_id=party)
        if allowed or (was_one and not store_parties.is_ending(connection, prefix, party)):
            registry.set_delegate(connection, where, prefix=prefix, party_id=party, allowed=allowed, now=now)
