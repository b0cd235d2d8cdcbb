"""Funds for the chain account on a development chain, where they cost nothing."""

from __future__ import annotations

from ledger.chain import Chain

ENOUGH = 10**18
"""One ether, in wei: thousands of anchors."""

_GIFT = 1_000 * ENOUGH


def fund_on_development_chain(chain: Chain) -> bool:
    """Give the account funds if it has few and the chain is a development chain; whether it did.

    Raises ChainUnavailable, ChainRefused.
    """
    if not chain.is_development() or chain.balance() >= ENOUGH:
        return False
    chain.rpc.request("anvil_setBalance", "0x" + chain.address.hex(), hex(_GIFT))
    return True
