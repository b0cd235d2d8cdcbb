"""Anchors: when they are made, what they commit, and that each is made once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from ledger import store_outgoing as rows
from ledger.anchor import AnchorPolicy, anchor_if_due
from ledger.chain_contracts import TraceAnchorContract
from ledger.errors import AnchorConflict, ChainReverted
from ledger.item_index import ItemIndex
from ledger.store_chain import AnchorRow
from ledger.store_index import IndexRows
from tests.databases import copy_ledger
from tests.ledger.chain_world import TestParty, World, bag, object_event
from verifier.format.anchor import Anchor

pytestmark = pytest.mark.slow

AT_ONCE = AnchorPolicy(count=1, age=0, heartbeat=10**9)


def make(world: World, policy: AnchorPolicy = AT_ONCE, *, later: int = 0) -> AnchorRow | None:
    return anchor_if_due(world.store, world.chain, world.index, world.deployed, policy, world.now + later)


def say(world: World, serial: int) -> None:
    world.say(None, object_event("OBSERVE", bag(serial)))


def test_an_anchor_commits_the_tree_head_and_the_index_at_its_size(world: World) -> None:
    say(world, 1)
    say(world, 2)
    before = world.anchors("final")[-1]
    made = make(world)
    assert made is not None
    with world.store.read() as connection:
        log_root = connection.execute(sa.text("select root from tree_head where size = 3")).scalar_one()
        index = world.index.latest(IndexRows(connection))
    assert made.anchor == Anchor(1, before.head, 1, 3, log_root, index.root)
    assert (index.rev, index.n) == (made.index_revision, 2)
    assert made.head == made.anchor.head(world.deployed.anchorage, world.deployed.log_id)
    world.settle()
    on_chain = TraceAnchorContract(world.chain, world.deployed.trace_anchor).at(world.deployed.log_id, 1)
    assert (on_chain.head, on_chain.size) == (made.head, 3)


def test_its_transaction_is_signed_and_stored_before_anything_is_sent(world: World) -> None:
    say(world, 1)
    made = make(world)
    assert made is not None
    with world.store.read() as connection:
        carrier = rows.get(connection, made.outgoing_id)
        attempts = rows.attempts(connection, made.outgoing_id)
    assert carrier.state == "signed"
    assert [attempt.sent_at for attempt in attempts] == [None]
    assert world.chain.nonce(pending=True) == attempts[0].nonce


@pytest.mark.parametrize(
    ("policy", "waiting", "later", "due"),
    [
        (AnchorPolicy(count=3, age=1000, heartbeat=10**6), 2, 999, False),
        (AnchorPolicy(count=3, age=1000, heartbeat=10**6), 3, 0, True),
        (AnchorPolicy(count=3, age=1000, heartbeat=10**6), 1, 1000, True),
        (AnchorPolicy(count=3, age=1000, heartbeat=10**6), 0, 999_000, False),
        (AnchorPolicy(count=3, age=1000, heartbeat=10**6), 0, 10**6, True),
    ],
)
def test_by_count_by_age_and_as_a_heartbeat(
    world: World, policy: AnchorPolicy, waiting: int, later: int, due: bool
) -> None:
    for serial in range(waiting):
        say(world, serial)
    assert (make(world, policy, later=later) is not None) == due


def test_a_heartbeat_repeats_size_and_roots(world: World) -> None:
    before = world.anchors("final")[-1]
    beat = make(world, AnchorPolicy(1, 0, 0))
    assert beat is not None
    assert (beat.anchor.size, beat.anchor.prev_size) == (before.anchor.size, before.anchor.size)
    assert (beat.anchor.log_root, beat.anchor.index_root) == (before.anchor.log_root, before.anchor.index_root)
    assert beat.index_revision == before.index_revision
    world.settle()
    assert world.anchors("final")[-1].head == beat.head


def test_one_at_a_time_waits_to_be_mined(world: World) -> None:
    say(world, 1)
    assert make(world) is not None
    say(world, 2)
    assert make(world) is None
    world.settle()
    assert [anchor.anchor.size for anchor in world.anchors("final")] == [1, 2, 3]


def test_mined_anchors_may_pile_up_before_they_are_final(world: World) -> None:
    for serial in range(3):
        say(world, serial)
        assert make(world) is not None
        world.policy = world.policy.__class__(world.policy.outbox, AnchorPolicy(10**6, 10**6, 10**6), mines_idle=False)
        world.ticks(2)
    assert len(world.anchors("mined")) >= 2
    with world.store.read() as connection:
        assert world.index.final(IndexRows(connection)).n < world.index.latest(IndexRows(connection)).n
    world.policy = world.policy.__class__(world.policy.outbox, world.policy.anchor)
    world.settle()
    with world.store.read() as connection:
        assert world.index.final(IndexRows(connection)) == world.index.latest(IndexRows(connection))


def test_none_before_the_keys_that_signed_are_registered(world: World) -> None:
    party = TestParty("A", "9521321000018", 1)
    world.add_party(party)
    world.say(party, object_event("OBSERVE", bag(1)))
    assert make(world) is None
    world.settle()
    time = world.anchors("final")[-1].block_time
    with world.store.read() as connection:
        registered = connection.execute(sa.text("select registered_at from signing_key")).scalar_one()
    assert time is not None
    assert registered <= time


@pytest.mark.parametrize("persisted", [False, True])
def test_a_commit_that_fails_leaves_all_or_nothing(world: World, persisted: bool) -> None:
    say(world, 1)
    write = world.store.write

    @contextmanager
    def failing() -> Iterator[sa.Connection]:
        with write() as connection:
            yield connection
            if not persisted:
                raise ConnectionResetError
        raise ConnectionResetError

    world.store.write = failing  # type: ignore[method-assign]
    with pytest.raises(ConnectionResetError):
        make(world)
    world.store.write = write  # type: ignore[method-assign]
    assert len(world.anchors("stored")) == persisted
    say(world, 2)
    world.settle()
    anchors = world.anchors("final")
    assert [anchor.anchor.seq for anchor in anchors] == list(range(len(anchors)))
    assert anchors[-1].anchor.size == 3
    with world.store.write() as connection:
        assert ItemIndex().check(IndexRows(connection)).root == anchors[-1].anchor.index_root


def test_two_workers_at_once_make_one(world: World) -> None:
    say(world, 1)
    made: list[AnchorRow | None] = []
    threads = [threading.Thread(target=lambda: made.append(make(world))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([anchor for anchor in made if anchor is not None]) == 1
    world.settle()
    assert len(world.anchors("final")) == 2


def test_an_anchor_that_the_contract_would_refuse_is_not_made(world: World) -> None:
    say(world, 1)
    with world.store.write() as connection:
        connection.execute(sa.text("update anchor set head = :wrong"), {"wrong": bytes(32)})
    with pytest.raises(ChainReverted, match="WrongPrev"):
        make(world)
    assert world.anchors("stored") == []


def test_a_database_that_is_behind_its_own_chain_anchors_nothing(world: World, tmp_path: Path) -> None:
    world.store.close()
    backup = tmp_path / "backup"
    copy_ledger(tmp_path, backup)
    say(world, 1)
    world.settle()
    world.store.close()
    restored = World(backup, world.url)
    restored.where = world.where
    say(restored, 2)
    with pytest.raises(AnchorConflict, match="holds 2 anchors of this log and this ledger knows 1"):
        make(restored)
    assert restored.anchors("stored") == []


@pytest.mark.parametrize("gone", [3600, 10**9])
def test_what_was_accepted_before_the_clock_was_set_back_is_anchored_at_once(world: World, gone: int) -> None:
    say(world, 1)
    assert make(world, AnchorPolicy(count=10, age=1800, heartbeat=10**9), later=-gone) is not None


def test_a_clock_that_is_a_little_behind_hurries_nobody(world: World) -> None:
    say(world, 1)
    policy = AnchorPolicy(count=10, age=20, heartbeat=10**9)
    assert make(world, policy, later=-30) is None
    assert make(world, policy, later=20) is not None


def test_a_quiet_log_shows_that_it_lives_once_more_when_the_clock_was_set_back(world: World) -> None:
    policy = AnchorPolicy(count=1, age=0, heartbeat=3600)
    world.now -= 86_400
    assert make(world, policy) is not None
    world.settle()
    assert make(world, policy) is None
