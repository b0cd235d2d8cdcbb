"""What the chain says and is told, as plain values. Addresses have 20 bytes, hashes 32, amounts are in wei."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

DEPLOY = b""
"""The address to which a transaction goes that creates a contract."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block; `base_fee` is what a unit of gas costs in it (EIP-1559), `time` is in Unix seconds."""

    number: int
    hash: bytes
    time: int
    base_fee: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a transaction was mined, and whether it did what it was to do."""

    block_number: int
    block_hash: bytes
    succeeded: bool
    gas_used: int


@dataclass(frozen=True, slots=True)
class Fees:
    """What a unit of gas costs now: the newest block's base fee, and what its miner wants on top."""

    base: int
    priority: int

    @property
    def now(self) -> int:
        """The least that a transaction must offer to be mined next."""
        return self.base + self.priority


@dataclass(frozen=True, slots=True)
class Offer:
    """What a transaction offers for a unit of gas: at most `max_fee`, of which `priority_fee` to the miner."""

    max_fee: int
    priority_fee: int


@dataclass(frozen=True, slots=True)
class SignedTransaction:
    """A transaction's bytes and its hash."""

    raw: bytes
    hash: bytes


class Sent(Enum):
    """What a node says to a transaction that it is sent."""

    ACCEPTED = "accepted"
    KNOWN = "known"
    NONCE_USED = "nonce used"
    UNDERPRICED = "underpriced"


@dataclass(frozen=True, slots=True)
class AnchorOnChain:
    """What TraceAnchor keeps of an anchor."""

    head: bytes
    size: int
    time: int


@dataclass(frozen=True, slots=True)
class LogOnChain:
    """Who speaks for a log; `operator` is zero if there is no such log."""

    operator: bytes
    admin: bytes
    count: int


@dataclass(frozen=True, slots=True)
class KeyOnChain:
    """A registered key's party and times; `party_id` is zero if it is not registered."""

    party_id: bytes
    valid_from: int
    revoked_at: int
    compromised_since: int


@dataclass(frozen=True, slots=True)
class PartyOnChain:
    """What holds for a party; roles are a sum as in the registry."""

    registered: bool
    suspended: bool
    roles: int


@dataclass(frozen=True, slots=True)
class AuthorityOnChain:
    """The owner of the longest prefix of a number, its digits, whether a party may speak for it, and its log."""

    owner: bytes
    length: int
    allowed: bool
    log_id: bytes
    bound_since: int


@dataclass(frozen=True, slots=True)
class CheckpointOnChain:
    """An item's newest checkpoint; `stage` is 0 if there is none."""

    statement_id: bytes
    party_id: bytes
    stage: int
    time: int


@dataclass(frozen=True, slots=True)
class CheckpointRecord:
    """A checkpoint to record; `uri` only for the first stage, whose item it proves."""

    item_key: bytes
    stage: int
    statement_id: bytes
    uri: str
