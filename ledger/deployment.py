"""Where this ledger is on chain: facts that must not change under it."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.format.anchor import Anchorage


@dataclass(frozen=True, slots=True)
class Deployment:
    """The chain by its id and the hash of its block 0, the contracts' addresses, and the log as registered there."""

    chain_id: int
    genesis: bytes
    registry: bytes
    trace_anchor: bytes
    checkpoint_ledger: bytes
    log_id: bytes
    registrant: bytes

    @property
    def anchorage(self) -> Anchorage:
        """What an anchor's head is bound to."""
        return Anchorage(self.chain_id, self.trace_anchor)
