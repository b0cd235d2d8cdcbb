"""The chain of the tests itself: what all others take for granted of it."""

from __future__ import annotations

from tests.anvil import Anvil

_DEPLOYER = "0x4e59b44847b379578588920cA78FbF26c0B4956C"  # on every anvil from its first block


def test_a_chain_of_a_thousand_blocks_reorganises_without_losing_its_contracts() -> None:
    """By itself anvil moves older states to disk, and forgets all code when it goes back to one of those."""
    with Anvil("--no-mining") as anvil:
        code = anvil.rpc("eth_getCode", _DEPLOYER, "latest")
        anvil.rpc("anvil_mine", hex(1_200))
        anvil.rpc("anvil_reorg", 12, [])
        assert anvil.rpc("eth_getCode", _DEPLOYER, "latest") == code != "0x"
