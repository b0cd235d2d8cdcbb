"""API keys: shown once, kept as their SHA-256, which is enough because nobody guesses 32 random bytes."""

from __future__ import annotations

import hashlib
import secrets
import uuid

from ledger import store_parties
from ledger.epcis_error import MemberError
from ledger.errors import UnknownParty
from ledger.service import Ledger
from ledger.store_parties import ApiKey

PREFIX = "wp_"
"""How every API key begins, so that scanners for leaked secrets know one."""

ROLES = ("party", "poster", "auditor", "operator")
"""What a key may be for; one of role `poster` only posts checkpoints, for its party (`ledger.posting_links`)."""

_MAX_LABEL = 200


def make_api_key(
    ledger: Ledger, role: str, party: bytes | None = None, label: str = "", expires_at: int | None = None
) -> tuple[ApiKey, str]:
    """A new API key and its text, which cannot be had again; a key of role `party` or `poster` acts for one party.

    Args:
        ledger: the ledger that it opens.
        role: one of ROLES.
        party: the id of its party.
        label: what it is for.
        expires_at: Unix seconds from which on it opens nothing; None if it does not end by itself.

    Raises MemberError naming the argument that is wrong, UnknownParty.
    """
    if role not in ROLES:
        raise MemberError(("role",), f"must be one of {', '.join(ROLES)}")
    if (role in ("party", "poster")) != (party is not None):
        raise MemberError(("party",), "belongs to keys of role party or poster, and only to them")
    if len(label) > _MAX_LABEL or not label.isprintable():
        raise MemberError(("label",), f"must be at most {_MAX_LABEL} printable characters")
    text = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey(str(uuid.uuid4()), role, party, label, ledger.clock(), None, expires_at)
    with ledger.store.write() as connection:
        if party is not None and store_parties.find_party(connection, party) is None:
            raise UnknownParty("this ledger knows no such party")
        store_parties.insert_api_key(connection, key, _digest(text))
    return key, text


def find_api_key(ledger: Ledger, text: str) -> ApiKey | None:
    """What the API key of a text may do; None if there is none such, or it is revoked or has expired."""
    if not text.startswith(PREFIX) or not text.isascii():
        return None
    with ledger.store.read() as connection:
        found = store_parties.find_api_key(connection, _digest(text))
    return None if found is None or has_expired(found, ledger.clock()) else found


def has_expired(key: ApiKey, now: int) -> bool:
    """Whether an API key opens nothing any more because its time is over; `now` in Unix seconds."""
    return key.expires_at is not None and key.expires_at <= now


def revoke_api_key(ledger: Ledger, key_id: str) -> bool:
    """Let an API key open nothing any more; whether there was one to revoke."""
    with ledger.store.write() as connection:
        return store_parties.revoke_api_key(connection, key_id, ledger.clock())


def list_api_keys(ledger: Ledger) -> list[ApiKey]:
    """All API keys, those that ended too, oldest first."""
    with ledger.store.read() as connection:
        return store_parties.api_keys(connection)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
