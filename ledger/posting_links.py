"""Posting links: what a party hands to its drivers and pickers, so that a phone posts checkpoints in its name.

Behind a link is an API key of role `poster`. It may post checkpoints and nothing else, no notice among them, and it
ends by itself; its party may end it before that.
"""

from __future__ import annotations

from ledger import store_parties
from ledger.api_keys import has_expired, make_api_key
from ledger.epcis_error import MemberError
from ledger.errors import TooMany
from ledger.service import Ledger
from ledger.store_parties import ApiKey

ROLE = "poster"
MAX_DAYS = 90
MOST_LIVE = 1_000
"""Most links of one party that open something at one time."""

_DAY_SECONDS = 86_400


def make_posting_link(ledger: Ledger, party: bytes, label: str, days: int) -> tuple[ApiKey, str]:
    """A new key of role `poster` for a party, and its text, which cannot be had again.

    Raises MemberError for days other than 1 to MAX_DAYS or a label that is none, TooMany, UnknownParty.
    """
    if not 1 <= days <= MAX_DAYS:
        raise MemberError(("days",), f"must be 1 to {MAX_DAYS}")
    if not label:
        raise MemberError(("label",), "must say whose link it is, so that you can end the right one")
    now = ledger.clock()
    if sum(is_live(key, now) for key in posting_links(ledger, party)) >= MOST_LIVE:
        raise TooMany(f"{MOST_LIVE} posting links of this party are in use; end some that are not needed")
    return make_api_key(ledger, ROLE, party, label, now + days * _DAY_SECONDS)


def posting_links(ledger: Ledger, party: bytes) -> list[ApiKey]:
    """A party's posting links, those that ended too, oldest first."""
    with ledger.store.read() as connection:
        return store_parties.api_keys(connection, role=ROLE, party_id=party)


def end_posting_link(ledger: Ledger, party: bytes, link_id: str) -> bool:
    """Let a party's link open nothing any more; whether it had one of that id to end."""
    with ledger.store.write() as connection:
        return store_parties.revoke_api_key(connection, link_id, ledger.clock(), role=ROLE, party_id=party)


def is_live(key: ApiKey, now: int) -> bool:
    """Whether a link still opens something at `now`, in Unix seconds."""
    return key.revoked_at is None and not has_expired(key, now)
