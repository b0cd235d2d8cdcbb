"""Fixtures around `ledger_world`: a chain with contracts on it to which each test goes back, and a ledger before it.

A test module takes them with `pytest_plugins = ["tests.ledger.ledger_fixtures"]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.anvil import Anvil
from tests.databases import copy_ledger, keep, kind
from tests.ledger.ledger_world import ChainedWorld


class Deployed:
    """A chain that can be set back to where the contracts were final, and the data folder of that moment."""

    def __init__(self, chain: Anvil, folder: Path) -> None:
        self.chain = chain
        self.folder = folder
        world = ChainedWorld(folder, chain.url)
        world.settle()
        world.ledger.close()
        keep(folder)
        self._snapshot = chain.rpc("evm_snapshot")

    def go_back(self) -> None:
        self.chain.rpc("anvil_dropAllTransactions")
        assert self.chain.rpc("evm_revert", self._snapshot)
        self._snapshot = self.chain.rpc("evm_snapshot")


@pytest.fixture(scope="session")
def deployments() -> Iterator[dict[str, Deployed]]:
    made: dict[str, Deployed] = {}
    yield made
    for deployed in made.values():
        deployed.chain.stop()


@pytest.fixture
def deployed(deployments: dict[str, Deployed], tmp_path_factory: pytest.TempPathFactory) -> Deployed:
    if kind() not in deployments:
        deployments[kind()] = Deployed(Anvil(), tmp_path_factory.mktemp("deployed-ledger"))
    return deployments[kind()]


@pytest.fixture
def chained(deployed: Deployed, tmp_path: Path) -> Iterator[ChainedWorld]:
    """A ledger whose contracts are on chain, and nothing else."""
    deployed.go_back()
    copy_ledger(deployed.folder, tmp_path)
    world = ChainedWorld(tmp_path, deployed.chain.url)
    yield world
    world.ledger.close()
