"""The outbox: how a transaction of the service's chain account is ordered, priced and signed.

A transaction is queued in the transaction of whoever wants it. Then, one tick of `ledger/outbox_pump.py` after the
other, it is given a nonce, signed and stored, sent, sent again as the same bytes until it is mined, replaced by the
same call at a higher fee when it is stuck, watched until it is final, and sent again when its block is no longer in
the chain. Each step begins with what is stored and what the chain says, so that a crash between any two needs no
repair, and two ticks at once do no harm.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from ledger import store_outgoing as rows
from ledger.chain import Chain
from ledger.chain_types import Offer
from ledger.store_outgoing import Attempt, Outgoing
from verifier.format.trust_root import Finality

NOT_MINED = {"transaction_hash": None, "block_number": None, "block_hash": None, "block_time": None}
"""The columns of a transaction that is in no block."""
_GAS_MARGIN = 5  # a fifth on top of the estimate: what it touches may have changed until it is mined
_GAS_ROOM = 60_000  # two more storage slots: what is overwritten within the estimate's block is written anew in a later


class Purpose(StrEnum):
    """What an outgoing transaction is for."""

    DEPLOY = "deploy"
    REGISTER_LOG = "register log"
    ANCHOR = "anchor"
    PARTY = "party"
    ROLES = "roles"
    SUSPENSION = "suspension"
    KEY = "key"
    KEY_REVOCATION = "key revocation"
    KEY_COMPROMISE = "key compromise"
    PREFIX = "prefix"
    BINDING = "binding"
    DELEGATION = "delegation"
    CHECKPOINTS = "checkpoints"
    FILL = "fill nonce"


@dataclass(frozen=True, slots=True)
class OutboxPolicy:
    """When a transaction counts as final; after how many seconds a stuck one is replaced, or one whose nonce another
    took is signed anew; how many may wait to be mined; for how many seconds a contract must refuse a call before it is
    given up."""

    finality: Finality
    replace_after: int = 120
    in_flight: int = 16
    refused_for: int = 30


@dataclass(frozen=True, slots=True)
class Quote:
    """What the chain says that signing needs, asked before the database is locked."""

    chain_id: int
    nonce: int
    gas: int
    offer: Offer


def enqueue(
    connection: sa.Connection, *, chain_id: int, purpose: Purpose, subject: str, to: bytes, data: bytes, now: int
) -> int:
    """Order a transaction, in the caller's write transaction; returns its id."""
    return rows.insert(connection, chain_id=chain_id, purpose=purpose.value, subject=subject, to=to, data=data, now=now)


def quote(chain: Chain, to: bytes, data: bytes) -> Quote:
    """Ask the chain what a transaction needs.

    Raises ChainReverted if it would fail, FeeTooHigh, BalanceTooLow.
    """
    gas = chain.estimate_gas(to, data)
    gas += gas // _GAS_MARGIN + _GAS_ROOM
    offer = chain.offer(chain.fees())
    chain.require_balance(gas * offer.max_fee)
    return Quote(chain.chain_id(), chain.nonce(pending=True), gas, offer)


def sign(connection: sa.Connection, chain: Chain, outgoing: Outgoing, quoted: Quote) -> Attempt:
    """Give a queued transaction its nonce, sign it and store the bytes, in the caller's write transaction."""
    nonce = outgoing.nonce
    if nonce is None:
        nonce = max(quoted.nonce, rows.highest_nonce(connection, outgoing.chain_id) + 1)
    offer = quoted.offer
    attempt = attempt_of(chain, outgoing, nonce, quoted.gas, offer)
    # Signing is deterministic: the same call, under a nonce that came back, is the bytes of an attempt that is kept.
    while (owner := rows.owner_of(connection, attempt.transaction_hash)) not in (None, outgoing.id):
        offer = Offer(offer.max_fee + 1, offer.priority_fee)
        attempt = attempt_of(chain, outgoing, nonce, quoted.gas, offer)
    if owner is None:
        rows.insert_attempt(connection, attempt)
    else:
        rows.note_unsent(connection, outgoing.id, nonce)
    signed = {"state": rows.SIGNED, "nonce": nonce, "failed": False, "error": None, "missing_since": None}
    rows.update(connection, outgoing.id, [rows.QUEUED], **signed)
    return attempt


def requeue(connection: sa.Connection, outgoing_id: int) -> None:
    """Order the same call anew, after it failed for a reason that is gone."""
    states = [rows.SIGNED, rows.MINED, rows.REVERTED]
    values = {"state": rows.QUEUED, "nonce": None, "failed": False, "missing_since": None, **NOT_MINED}
    rows.update(connection, outgoing_id, states, **values)


def attempt_of(chain: Chain, outgoing: Outgoing, nonce: int, gas: int, offer: Offer) -> Attempt:
    """Signed bytes of an outgoing transaction, neither stored nor sent."""
    signed = chain.sign(
        chain_id=outgoing.chain_id, nonce=nonce, to=outgoing.to, data=outgoing.data, gas=gas, offer=offer
    )
    return Attempt(signed.hash, outgoing.id, signed.raw, nonce, gas, offer.max_fee, offer.priority_fee, None)
