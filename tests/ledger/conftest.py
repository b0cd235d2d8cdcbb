"""A real chain with the contracts on it, and a ledger that knows them, as each test finds them anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.anvil import Anvil
from tests.conftest import FAULT
from tests.databases import (  # noqa: F401 - fixtures
    copy_ledger,
    database_kind,
    keep,
    kind,
    on_database,
    postgresql,
    pytest_generate_tests,
)
from tests.ledger.chain_harness import SLOTS, Ground, Harness
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
def templates() -> Iterator[dict[str, Template]]:
    made: dict[str, Template] = {}
    yield made
    for template in made.values():
        template.anvil.stop()


@pytest.fixture
def template(templates: dict[str, Template], tmp_path_factory: pytest.TempPathFactory) -> Template:
    if kind() not in templates:
        anvil = Anvil()
        folder = tmp_path_factory.mktemp("deployed")
        world = World(folder, anvil.url)
        world.deploy()
        world.settle()
        world.store.close()
        keep(folder)
        templates[kind()] = Template(anvil, folder, anvil.rpc("evm_snapshot"))
    return templates[kind()]


@pytest.fixture
def anvil(template: Template) -> Anvil:
    """A development chain with this ledger's contracts and first anchor; it mines each transaction at once."""
    template.set_back()
    return template.anvil


@pytest.fixture
def world(template: Template, anvil: Anvil, tmp_path: Path) -> Iterator[World]:
    """The ledger before that chain."""
    copy_ledger(template.folder, tmp_path)
    world = World(tmp_path, anvil.url)
    world.tick()
    yield world
    world.store.close()


@pytest.fixture(scope="session")
def grounds() -> Iterator[dict[str, Ground]]:
    made: dict[str, Ground] = {}
    yield made
    for ground in made.values():
        ground.anvil.stop()


@pytest.fixture
def ground(grounds: dict[str, Ground], tmp_path_factory: pytest.TempPathFactory) -> Ground:
    if kind() not in grounds:
        anvil = Anvil("--no-mining", slots=SLOTS)
        grounds[kind()] = Ground.make(anvil, tmp_path_factory.mktemp("ground"))
    return grounds[kind()]


@pytest.fixture
def harness(ground: Ground, tmp_path: Path) -> Iterator[Harness]:
    """A ledger before a chain that is not its own, behind a node that can be made to fail."""
    with ground.harness(tmp_path) as made:
        yield made


@pytest.fixture
def row(harness: Harness, record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Keeps a row for the table of faults, of what the harness's ledger said and did."""

    def keep(fault: str) -> None:
        record_property(FAULT, [fault, harness.did(), *harness.took()])

    return keep
