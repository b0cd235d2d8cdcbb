"""A chain as a file remembers it, so that one case reads alike in Python and in TypeScript.

The format: `{"chainId", "block": {"number", "hash", "time"}, "anchors": [{"head", "size", "time"}, …], "keys": {kid:
{…}}, "parties": [{"id", "registeredAt", "suspended": [[from, to], …], "roles"}, …], "prefixes": [{"prefix", "from",
"owner", "delegates": [[party, from, to], …], "bound": [[log id, from], …]}, …]}`; bytes are in base64url,
and `to` is null while open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from verifier.chain import AnchorRecord, Authority, KeyRecord, PartyState, Pin
from verifier.format import base64url
from verifier.format.cose_key import PublicKey


class RecordedChain:
    """A ChainReader over a recorded chain; every log's anchors are the same ones."""

    def __init__(self, recorded: dict[str, Any]) -> None:
        self.recorded = recorded

    def pin(self) -> Pin:
        block = self.recorded["block"]
        return Pin(block["number"], base64url.decode(block["hash"]), block["time"])

    def anchor_count(self, log_id: bytes) -> int:
        return len(self.recorded["anchors"])

    def anchors(self, log_id: bytes, seqs: Sequence[int]) -> list[AnchorRecord]:
        anchors = [self.recorded["anchors"][seq] for seq in seqs]
        return [AnchorRecord(base64url.decode(each["head"]), each["size"], each["time"]) for each in anchors]

    def keys(self, kids: Sequence[bytes]) -> list[KeyRecord | None]:
        return [self._key(self.recorded["keys"].get(base64url.encode(kid))) for kid in kids]

    def parties(self, queries: Sequence[tuple[bytes, int]]) -> list[PartyState]:
        parties = {base64url.decode(each["id"]): each for each in self.recorded["parties"]}
        states = []
        for party_id, time in queries:
            party = parties.get(party_id)
            known = party is not None and party["registeredAt"] <= time
            suspended = known and any(holds(start, end, time) for start, end in party["suspended"])
            states.append(PartyState(known, suspended, party["roles"] if known else 0))
        return states

    def authorities(self, queries: Sequence[tuple[str, bytes, int]]) -> list[Authority]:
        return [self._authority(*query) for query in queries]

    def _authority(self, digits: str, party: bytes, time: int) -> Authority:
        owned = [
            each
            for each in self.recorded["prefixes"]
            if digits.startswith(each["prefix"]) and 4 <= len(each["prefix"]) <= 12 and each["from"] <= time
        ]
        if not owned:
            return Authority(bytes(32), 0, False, bytes(32), 0)
        longest = max(owned, key=lambda each: (len(each["prefix"]), each["from"]))
        owner = base64url.decode(longest["owner"])
        delegated = any(
            base64url.decode(delegate) == party and holds(start, end, time)
            for delegate, start, end in longest["delegates"]
        )
        bound = [(base64url.decode(log), since) for log, since in longest["bound"] if since <= time]
        log_id, since = bound[-1] if bound else (bytes(32), 0)
        return Authority(owner, len(longest["prefix"]), party == owner or delegated, log_id, since)

    def _key(self, key: dict[str, Any] | None) -> KeyRecord | None:
        if key is None:
            return None
        return KeyRecord(
            party_id=base64url.decode(key["partyId"]),
            public_key=PublicKey(key["alg"], base64url.decode(key["x"]), base64url.decode(key["y"])),
            hosted=key["hosted"],
            valid_from=key["from"],
            revoked_at=key["revokedAt"],
            compromised_since=key["compromisedSince"],
            declared_at=key["declaredAt"],
        )


def holds(start: int, end: int | None, time: int) -> bool:
    """Whether a time lies in an interval that includes its start and not its end."""
    return start <= time and (end is None or time < end)
