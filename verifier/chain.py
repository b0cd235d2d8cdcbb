"""What a verifier asks of the chain: one pinned block, the log's anchors, the registry (docs/format.md 8, step 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from verifier.format.cose_key import PublicKey
from verifier.format.errors import WayproofError


class ChainError(WayproofError):
    """The chain could not be read as the trust root asks; `code` names how: offline, rpc-disagreement, wrong-chain."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Pin:
    """The one block at which everything is read: number, 32-byte hash, timestamp in Unix seconds."""

    number: int
    hash: bytes
    time: int


@dataclass(frozen=True)
class AnchorRecord:
    """What the contract keeps of one anchor: 32-byte head, log size, block time."""

    head: bytes
    size: int
    time: int


@dataclass(frozen=True)
class KeyRecord:
    """A registered key; `revoked_at`, `compromised_since` and `declared_at` are 0 where not so."""

    party_id: bytes
    public_key: PublicKey
    hosted: bool
    valid_from: int
    revoked_at: int = 0
    compromised_since: int = 0
    declared_at: int = 0

    def authentic_at(self, time: int) -> bool:
        """Whether what the key signed at `time` is authentic."""
        return self.valid_from <= time and (self.revoked_at == 0 or time < self.revoked_at)

    def disputed_at(self, time: int) -> bool:
        """Whether the party has declared that the key may have been in other hands at `time`."""
        return 0 < self.compromised_since <= time


@dataclass(frozen=True)
class PartyState:
    """A party as of some time."""

    registered: bool
    suspended: bool
    roles: int


@dataclass(frozen=True)
class Authority:
    """The longest prefix registered at some time: its owner, its length (0 if none), and whether a party may use it.

    `log_id` is the log to which the prefix is bound (zero if none), since `bound_since`.
    """

    owner: bytes
    length: int
    allowed: bool
    log_id: bytes
    bound_since: int


class ChainReader(Protocol):
    """A chain as read at one pinned block; every method raises ChainError if it cannot be read so."""

    def pin(self) -> Pin:
        """The pinned block, chosen at the first call."""
        ...

    def anchor_count(self, log_id: bytes) -> int:
        """How many anchors the log has."""
        ...

    def anchors(self, log_id: bytes, seqs: Sequence[int]) -> list[AnchorRecord]:
        """The anchors at `seqs`, each below the count."""
        ...

    def keys(self, kids: Sequence[bytes]) -> list[KeyRecord | None]:
        """The keys of these thumbprints, None where unknown."""
        ...

    def parties(self, queries: Sequence[tuple[bytes, int]]) -> list[PartyState]:
        """The parties (id, time) as of those times."""
        ...

    def authorities(self, queries: Sequence[tuple[str, bytes, int]]) -> list[Authority]:
        """For (prefix digits, party id, time): whose the longest registered prefix is; whether the party may use it."""
        ...


MAX_NOT_FINAL = 64
"""How many anchors at the end of a log are looked at for a final one; a block or two makes them final."""


def newest_final(chain: ChainReader, log_id: bytes, count: int, pinned_time: int) -> int | None:
    """The log's newest anchor whose block time is before the pinned block's, which makes it final.

    Raises ChainError if the chain cannot be read.
    """
    for seq in range(count - 1, max(-1, count - 1 - MAX_NOT_FINAL), -1):
        (record,) = chain.anchors(log_id, [seq])
        if record.time < pinned_time:
            return seq
    return None
