"""Blocks for an idle development chain: nobody else makes them, and what is mined becomes final only under others."""

from __future__ import annotations

from ledger import store_outgoing as rows
from ledger.chain import Chain
from ledger.errors import ChainRefused
from ledger.store import Store
from verifier.format.trust_root import Finality

_MOST_BLOCKS = 256  # more than two epochs of 32 slots, as development chains have them by default


def mine_while_waiting(store: Store, chain: Chain, finality: Finality) -> None:
    """Mine as many blocks as what was sent, or is mined, still waits for; none on a chain that is not ours to mine.

    Blocks within one second have one time, and what is final must be older than the final block: so this may have to
    be called again a second later.
    """
    chain_id = chain.chain_id()
    with store.read() as connection:
        signed = rows.in_state(connection, chain_id, rows.SIGNED)
        mined = rows.in_state(connection, chain_id, rows.MINED)
    if not (signed or mined) or not chain.is_development():
        return
    if signed and chain.nonce(pending=True) > chain.nonce():
        chain.mine()
    number = max((outgoing.block_number or 0 for outgoing in mined), default=0)
    time = max((outgoing.block_time or 0 for outgoing in mined), default=0)
    for _ in range(_MOST_BLOCKS if mined else 0):
        final = chain.finalized(finality)
        if final is not None and final.number >= number and final.time > time:
            return
        if chain.mine().time <= time:
            return


def make_final_state_readable(chain: Chain, finality: Finality) -> None:
    """Mine until contracts can be asked at the final block: a restarted development chain has but its newest state."""
    if not chain.is_development():
        return
    for _ in range(_MOST_BLOCKS):
        final = chain.finalized(finality)
        try:
            if final is None or chain.nonce_at(final.number) >= 0:
                return
        except ChainRefused:
            chain.mine()
