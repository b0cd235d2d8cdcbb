"""A real chain with the contracts on it, and a ledger that knows them, as each test finds them anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.anvil import Anvil
from tests.ledger.chain_world import World


@dataclass
class Template:
    """A chain that can be set back to where the contracts were final, and the database of that moment."""

    anvil: Anvil
    folder: Path
    snapshot: str

    def set_back(self) -> None:
        """To where the contracts were final. That does not empty the pool, nor reset what is set for blocks to come."""
        self.anvil.rpc("anvil_dropAllTransactions")
        assert self.anvil.rpc("evm_revert", self.snapshot)
        self.snapshot = self.anvil.rpc("evm_snapshot")
        self.anvil.rpc("evm_setAutomine", True)
        self.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(10**9))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    with Anvil() as anvil:
        folder = tmp_path_factory.mktemp("deployed")
        world = World(folder, anvil.url)
        world.deploy()
        world.settle()
        world.store.close()
        yield Template(anvil, folder, anvil.rpc("evm_snapshot"))


@pytest.fixture
def anvil(template: Template) -> Anvil:
    """A development chain with this ledger's contracts and first anchor; it mines each transaction at once."""
    template.set_back()
    return template.anvil


@pytest.fixture
def world(template: Template, anvil: Anvil, tmp_path: Path) -> Iterator[World]:
    """The ledger before that chain."""
    shutil.copytree(template.folder, tmp_path, dirs_exist_ok=True)
    world = World(tmp_path, anvil.url)
    world.tick()
    yield world
    world.store.close()
