"""A power cut at any moment: SQLite's files as the disk could have them then hold every promise given before, and with
the chain, which no cut reaches, they become what they would have become."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest
import sqlalchemy as sa

from ledger import store_anchors, store_chain, store_registry
from ledger.chain_rpc import Rpc
from ledger.chain_tick import tick_chain
from ledger.deployment import Deployment
from ledger.errors import AnchorConflict, ChainRefused
from ledger.fsck import check_ledger
from ledger.store_log import newest_tree_head
from tests.crash.disk import Act, Recorder, recorded
from tests.ledger.ledger_world import START, World, bag, event
from tests.ledger.toy_chain import FINAL_BELOW, ToyChain
from verifier.format.anchor import log_id

_EVENTS = 24
_BLOCK_SECONDS = 12
_PATIENCE = 20


class Node:
    """The chain as a ledger asks it, and as it stood after so many acts on the ledger's disk."""

    name = "toy"

    def __init__(self, chain: ToyChain, acts: list[Act]) -> None:
        self.chain = chain
        self._acts = acts
        self._past = [(0, chain.copy())]

    def request(self, method: str, *params: object) -> object:
        """The chain's answer."""
        answer: object = self.chain.request(method, *params)
        self._past.append((len(self._acts), self.chain.copy()))
        return answer

    def mine(self, blocks: int) -> None:
        """So many blocks more."""
        for _ in range(blocks):
            self.chain.mine(_BLOCK_SECONDS)
        self._past.append((len(self._acts), self.chain.copy()))

    def at(self, cut: int) -> ToyChain:
        """The chain after so many acts."""
        return next(chain for at, chain in reversed(self._past) if at <= cut).copy()


class AnchoringWorld(World):
    """A ledger whose contracts are on a chain in memory, and whose database syncs as `synchronous` says."""

    def __init__(self, folder: Path, synchronous: str) -> None:
        super().__init__(folder)
        store, address = self.ledger.store, self.ledger.chain.address
        sa.event.listen(store.engine, "connect", lambda connection, _: _relax(connection, synchronous))
        store.engine.dispose()
        self.where = Deployment(
            chain_id=31_337,
            genesis=b"\x01" * 32,
            registry=b"\x02" * 20,
            trace_anchor=b"\x03" * 20,
            checkpoint_ledger=b"\x04" * 20,
            log_id=log_id(address, self.ledger.log_signer.key.vkey),
            registrant=address,
        )
        with store.write() as connection:
            if store_chain.deployment(connection) is None:
                store_chain.put_deployment(connection, self.where)
        self._note_registered()

    def register(self, name: str, gln: str, *prefixes: str, role: str = "producer") -> bytes:
        """Make a party known here, and take its key and prefixes for registered: this chain has no registry."""
        party = super().register(name, gln, *prefixes, role=role)
        self._note_registered()
        return party

    def _note_registered(self) -> None:
        with self.ledger.store.write() as connection:
            store_registry.set_key_times(connection, dict.fromkeys(store_registry.key_times(connection, ()), START))
            prefixes = store_registry.prefix_times(connection, ())
            store_registry.set_prefix_times(connection, dict.fromkeys(prefixes, START))

    def stand_before(self, node: Node) -> None:
        """Ask this chain from now on."""
        self.ledger.chain.rpc = cast(Rpc, node)

    def tick(self) -> None:
        """What the worker does for the chain, a block's time later; it comes back to what the chain refuses."""
        self.now += _BLOCK_SECONDS
        ledger = self.ledger
        with suppress(ChainRefused):
            tick_chain(ledger.store, ledger.chain, ledger.index, ledger.log_identity, ledger.chain_policy, self.now)

    def is_settled(self) -> bool:
        """Whether all that is in the log is under a final anchor."""
        with self.ledger.store.read() as connection:
            anchors, head = store_anchors.all_in_use(connection), newest_tree_head(connection)
        assert head is not None
        return bool(anchors) and anchors[-1].anchor.size == head.size and {each.state for each in anchors} == {"final"}


@dataclass
class Day:
    """What a ledger at work did to its disk, what its chain was meanwhile, and the ids that it promised, each with how
    many acts were done by then."""

    recorder: Recorder
    node: Node
    promises: list[tuple[int, bytes]] = field(default_factory=list)


def record_a_day(folder: Path, choice: random.Random, synchronous: str = "full") -> Day:
    """A ledger that captures, sequences, indexes and anchors."""
    with recorded(folder) as recorder:
        world = AnchoringWorld(folder, synchronous)
        day = Day(recorder, Node(ToyChain(world.where, START, world.ledger.chain.address), recorder.acts))
        world.stand_before(day.node)
        party = world.register("Producer", "9521321000018", "9521321")
        for number in range(_EVENTS):
            made = event("ObjectEvent", "ADD", "commissioning", epcList=[bag(number)])
            (id_,) = world.captured(party, made)
            day.promises.append((len(recorder.acts), id_))
            if choice.random() < 0.5:
                world.sequence()
            if choice.random() < 0.7:
                world.tick()
            day.node.mine(choice.randint(0, FINAL_BELOW))
            if choice.random() < 0.2:
                with sqlite3.connect(folder / "ledger.db") as connection:
                    connection.execute(f"pragma wal_checkpoint({choice.choice(['passive', 'truncate', 'restart'])})")
        with world.ledger.store.read() as connection:
            states = [each.state for each in store_anchors.all_in_use(connection)]
        assert states.count("final") > 2, "nothing of what makes an anchor final would be tried"
        world.ledger.close()
    return day


def _relax(connection: sqlite3.Connection, synchronous: str) -> None:
    connection.execute(f"pragma synchronous={synchronous}")


def lost(folder: Path, chain: ToyChain, promised: list[bytes]) -> list[bytes]:
    """The promises that a ledger broke, and the heads on its chain that it does not know; all else in it is in order,
    final, and on the chain.

    Raises AnchorConflict if the ledger finds such a head by itself.
    """
    world = AnchoringWorld(folder, "off")
    node = Node(chain, [])
    world.stand_before(node)
    world.now = chain.newest.time
    try:
        check_ledger(world.ledger)
        for _ in range(_PATIENCE):
            world.sequence()
            world.tick()
            if world.is_settled():
                break
            node.mine(FINAL_BELOW + 2)
        else:
            raise AssertionError("not final although the power is back")
        check_ledger(world.ledger)
        with world.ledger.store.read() as connection:
            anchors = store_anchors.all_in_use(connection)
            rows = connection.execute(sa.text("select statement_id, log_index from statement")).all()
        known = [(each.head, each.anchor.size) for each in anchors]
        held = [(head, size) for head, size, _ in chain.final.state.anchors]
        assert known == held[: len(known)]
        places = {id_: index for id_, index in rows if index is not None and index < anchors[-1].anchor.size}
        assert len(rows) == len(places) == len(set(places.values())), "a statement is not in the log, or is twice"
        return [*(id_ for id_ in promised if id_ not in places), *(head for head, _ in held[len(known) :])]
    finally:
        world.ledger.close()


def cut_many_times(folder: Path, images: int, synchronous: str = "full") -> int:
    """Cut the power so many times; returns how often what was promised or anchored was gone."""
    seed = int(os.environ.get("CRASH_SEED") or time.time_ns() % 10**9)
    print(f"power cuts: CRASH_SEED={seed}")
    choice = random.Random(seed)
    (folder / "day").mkdir()
    day = record_a_day(folder / "day", choice, synchronous)
    broken = 0
    for number in range(images):
        target = folder / f"cut{number}"
        target.mkdir()
        cut = choice.randint(day.promises[0][0], len(day.recorder.acts))
        day.recorder.image(target, cut, choice, choice.choice([0.0, 0.2, 0.5, 0.9, 1.0]))
        # What came after the last act and before the next one may have come or not.
        chain = day.node.at(cut - choice.randint(0, 1))
        try:
            broken += bool(lost(target, chain, [id_ for at, id_ in day.promises if at <= cut]))
        except AnchorConflict as conflict:
            print(f"cut {number}: {conflict}")
            broken += 1
    return broken


@pytest.mark.slow
def test_every_promise_and_anchor_outlives_a_power_cut(tmp_path):
    assert cut_many_times(tmp_path, 25) == 0


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_every_promise_and_anchor_outlives_hundreds_of_power_cuts(tmp_path):
    assert cut_many_times(tmp_path, 500) == 0


@pytest.mark.slow
def test_a_ledger_that_did_not_sync_would_be_found_out(tmp_path):
    assert cut_many_times(tmp_path, 20, synchronous="normal") > 0
