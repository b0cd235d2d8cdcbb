"""Every step of the chain side failing once, before it was done and after, and the ledger finding its own way back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa

from ledger import store_outgoing as rows
from ledger.chain_contracts import CheckpointLedgerContract, PartyRegistryContract, TraceAnchorContract
from ledger.chain_rpc import Rpc
from ledger.errors import ChainUnavailable
from ledger.item_index import ItemIndex
from ledger.store import Store
from ledger.store_index import IndexRows
from tests.anvil import Anvil
from tests.databases import copy_ledger, url_in
from tests.ledger.chain_world import PREFIX, PRODUCER, TestParty, World, bag, object_event
from tests.ledger.conftest import Template
from verifier.format.item import item_key

CHANGES = frozenset({"eth_sendRawTransaction", "evm_mine"})
MAKER = TestParty("Maker", "9521321000018", PRODUCER)


class CommitError(Exception):
    """What the ledger sees of a commit of which it is not known whether it happened."""


@dataclass
class Faults:
    """Counts the steps of a kind, and makes one of them fail: before it is done, or after."""

    kind: str
    at: int = -1
    done: bool = False
    seen: int = 0
    happened: list[str] = field(default_factory=list)

    def fails(self, kind: str, name: str, done: bool) -> bool:
        if kind != self.kind or done != self.done:
            return False
        self.seen += 1
        if self.seen - 1 != self.at:
            return False
        self.happened.append(name)
        return True


class FaultyRpc(Rpc):
    def __init__(self, url: str, faults: Faults) -> None:
        super().__init__(url, 10)
        self._faults = faults

    def request(self, method: str, *params: object) -> object:
        if method == "evm_increaseTime":
            return super().request(method, *params)
        kind = "change" if method in CHANGES else "read"
        if self._faults.fails(kind, method, done=False):
            raise ChainUnavailable(f"{method} failed")
        answer = super().request(method, *params)
        if self._faults.fails(kind, method, done=True):
            raise ChainUnavailable(f"{method} failed, and was done")
        return answer


class FaultyStore(Store):
    def __init__(self, url: str, faults: Faults) -> None:
        super().__init__(url)
        self._faults = faults

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with super()._writing() as connection:
            yield connection
            if self._faults.fails("write", "commit", done=False):
                raise CommitError
        if self._faults.fails("write", "commit", done=True):
            raise CommitError


def faulty(folder: Path, url: str, faults: Faults) -> World:
    """The ledger of a folder, as a process that has just started sees it; its own set-up does not fail."""
    world = World(folder, url)
    world.store.close()
    world.store = FaultyStore(url_in(folder), faults)
    world.chain.rpc = FaultyRpc(url, faults)
    return world


def run(folder: Path, url: str, faults: Faults, *, restarts: bool) -> World:
    """Tick until all is final, through the faults; `restarts` begins anew after each, as after a crash."""
    world = faulty(folder, url, faults)
    for _ in range(80):
        try:
            world.tick()
            if world.where is not None and not world.waiting():
                return world
        except (ChainUnavailable, CommitError):
            if restarts:
                world = faulty(folder, url, faults)
    raise AssertionError("not final after 80 ticks")


def begin(world: World) -> None:
    """Something of everything: a party, its key and prefix, a statement, and its checkpoint on chain."""
    world.add_party(MAKER, PREFIX)
    world.add_product(MAKER, "onchain")
    world.say(MAKER, object_event("ADD", bag(1), bizStep="commissioning"))


def check_anchors(world: World) -> None:
    where = world.deployed
    outgoing = world.outgoing(rows.QUEUED, rows.SIGNED, rows.MINED, rows.FINAL, rows.REVERTED)
    assert {(o.state, o.failed) for o in outgoing} == {("final", False)}
    assert [o.nonce for o in outgoing] == list(range(world.chain.nonce())), "sent twice, or lost"
    anchors = world.anchors("stored", "mined", "final")
    contract = TraceAnchorContract(world.chain, where.trace_anchor)
    assert contract.log(where.log_id).count == len(anchors)
    held = contract.at_many(where.log_id, [a.anchor.seq for a in anchors])
    assert [(a.head, a.block_time, a.state) for a in anchors] == [(h.head, h.time, "final") for h in held]
    with world.store.write() as connection:
        index = ItemIndex().check(IndexRows(connection))
        assert ItemIndex().final(IndexRows(connection)) == index
        size = connection.execute(sa.text("select max(size) from tree_head")).scalar_one()
        calls = connection.execute(sa.text("select data from outgoing where purpose = 'anchor'")).scalars().all()
    assert (anchors[-1].anchor.size, anchors[-1].anchor.index_root) == (size, index.root)
    assert len(set(calls)) == len(calls) == len(anchors)


def check_all(world: World) -> None:
    check_anchors(world)
    where = world.deployed
    entry = CheckpointLedgerContract(world.chain, where.checkpoint_ledger).latest([item_key(bag(1))])[0]
    assert (entry.stage, entry.party_id) == (1, MAKER.party.id)
    with world.store.read() as connection:
        known = connection.execute(sa.text("select registered_at from signing_key")).scalar_one()
    assert known == PartyRegistryContract(world.chain, where.registry).keys([MAKER.kid])[0].valid_from


def campaign(template: Template, tmp_path: Path, kind: str, *, done: bool, step: int = 1) -> int:
    """Run the whole once for each step of a kind, which fails; returns how many failed."""
    failures, at = 0, 0
    while True:
        folder = tmp_path / str(at)
        copy_ledger(template.folder, folder)
        template.set_back()
        world = World(folder, template.anvil.url)
        world.tick()
        begin(world)
        world.store.close()
        faults = Faults(kind, at, done)
        world = run(folder, template.anvil.url, faults, restarts=failures % 2 == 0)
        faults.kind = "none"
        check_all(world)
        world.store.close()
        shutil.rmtree(folder)
        if not faults.happened:
            return failures
        failures += 1
        at += step


KINDS = [("write", False), ("write", True), ("change", False), ("change", True), ("read", False)]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "done"), KINDS)
def test_steps_failing(template: Template, tmp_path: Path, kind: str, done: bool, database_kind: str) -> None:
    """Some of the steps, and on PostgreSQL, where each takes longer, every other one of them."""
    step = (40 if kind == "read" else 5) * (1 if database_kind == "sqlite" else 2)
    assert campaign(template, tmp_path, kind, done=done, step=step) > 1


@pytest.mark.full
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("kind", "done"), KINDS)
def test_each_step_failing(template: Template, tmp_path: Path, kind: str, done: bool) -> None:
    assert campaign(template, tmp_path, kind, done=done) > 8


DEPLOYMENT = [("write", False), ("write", True), ("change", False), ("change", True)]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "done"), DEPLOYMENT)
@pytest.mark.databases("sqlite")
def test_deployment_failing_at_some_steps(tmp_path: Path, kind: str, done: bool) -> None:
    assert deployment_campaign(tmp_path, kind, done=done, step=3) > 1


@pytest.mark.full
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("kind", "done"), DEPLOYMENT)
@pytest.mark.databases("sqlite")
def test_deployment_failing_at_each_step(tmp_path: Path, kind: str, done: bool) -> None:
    assert deployment_campaign(tmp_path, kind, done=done) > 4


def deployment_campaign(tmp_path: Path, kind: str, *, done: bool, step: int = 1) -> int:
    """Deploy once for each step of a kind, which fails; returns how many failed."""
    failures = 0
    with Anvil() as anvil:
        snapshot, at = anvil.rpc("evm_snapshot"), 0
        while True:
            folder = tmp_path / str(at)
            folder.mkdir()
            faults = Faults(kind, at, done)
            world = run(folder, anvil.url, faults, restarts=failures % 2 == 0)
            faults.kind = "none"
            check_anchors(world)
            world.store.close()
            anvil.rpc("anvil_dropAllTransactions")
            anvil.rpc("evm_revert", snapshot)
            snapshot = anvil.rpc("evm_snapshot")
            if not faults.happened:
                return failures
            failures += 1
            at += step
