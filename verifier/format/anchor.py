"""Anchors: the record that commits log and item index on chain (docs/format.md section 6)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from verifier.format import base64url, jcs
from verifier.format.errors import FormatError
from verifier.format.json_shape import address, integer, members, octets

_ANCHOR = frozenset({"indexRoot", "logRoot", "prev", "prevSize", "seq", "size"})


@dataclass(frozen=True)
class Anchorage:
    """Where a log is anchored: chain id, and the TraceAnchor contract's address (20 bytes)."""

    chain_id: int
    contract: bytes

    def encode(self) -> dict[str, jcs.Json]:
        """The anchorage as JSON."""
        return {"chainId": self.chain_id, "contract": "0x" + self.contract.hex()}


@dataclass(frozen=True)
class Anchor:
    """What an anchor's head is computed from, with the anchorage and the log id."""

    seq: int
    prev: bytes
    prev_size: int
    size: int
    log_root: bytes
    index_root: bytes

    def head(self, anchorage: Anchorage, log_id: bytes) -> bytes:
        """The 32 bytes that stand on chain."""
        return hashlib.sha256(
            b"wayproof anchor v1\0"
            + self.prev
            + anchorage.chain_id.to_bytes(32, "big")
            + anchorage.contract
            + log_id
            + self.seq.to_bytes(8, "big")
            + self.prev_size.to_bytes(8, "big")
            + self.size.to_bytes(8, "big")
            + self.log_root
            + self.index_root
        ).digest()

    def covers(self, index: int) -> bool:
        """Whether this is the first anchor whose size exceeds the entry's index."""
        return self.prev_size <= index < self.size

    def encode(self) -> dict[str, jcs.Json]:
        """The anchor as JSON."""
        return {
            "indexRoot": base64url.encode(self.index_root),
            "logRoot": base64url.encode(self.log_root),
            "prev": base64url.encode(self.prev),
            "prevSize": self.prev_size,
            "seq": self.seq,
            "size": self.size,
        }


def log_id(registrant: bytes, vkey_line: str) -> bytes:
    """The id of a log on chain: bound to the address that registered it and to the log's verifier key."""
    key_hash = hashlib.sha256(vkey_line.encode()).digest()
    return hashlib.sha256(b"wayproof log v1\0" + registrant + key_hash).digest()


def parse(value: jcs.Json) -> Anchor:
    """The anchor that JSON shows; raises FormatError if it is none that the contract could have taken."""
    fields = members(value, "an anchor", _ANCHOR)
    anchor = Anchor(
        seq=integer(fields["seq"], "an anchor's seq"),
        prev=octets(fields["prev"], "an anchor's prev", 32),
        prev_size=integer(fields["prevSize"], "an anchor's prevSize"),
        size=integer(fields["size"], "an anchor's size", 1),
        log_root=octets(fields["logRoot"], "an anchor's logRoot", 32),
        index_root=octets(fields["indexRoot"], "an anchor's indexRoot", 32),
    )
    if anchor.size < anchor.prev_size or (anchor.seq == 0 and (anchor.prev_size or any(anchor.prev))):
        raise FormatError("an anchor's sizes or its first links are wrong")
    return anchor


def parse_anchorage(value: jcs.Json) -> Anchorage:
    """The anchorage that JSON shows; raises FormatError if it is none."""
    fields = members(value, "anchorage", frozenset({"chainId", "contract"}))
    return Anchorage(integer(fields["chainId"], "chainId", 1), address(fields["contract"], "contract"))
