"""What keeps the worker from its work is told by health, whichever part of its work it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger import tasks
from ledger.errors import ChainUnavailable, LogCorrupt
from ledger.health import WORKER_SILENCE, Health, read_health
from ledger.store_chain import fact
from ledger.tick_notes import BROKER, KEPT_FOR, SEQUENCING, VERIFYING, in_words, note_fault, read_fault
from tests.ledger.failing_store import GONE, FailingStore
from tests.ledger.ledger_world import CASE, World, event


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.ledger.close()


def health(world: World) -> Health:
    return read_health(world.ledger)


def test_sequencing_that_fails_each_time_is_named_until_it_does_not(world: World) -> None:
    party = world.party("Someone", "9521321000018", 1)
    tasks.tick_sequence(world.ledger)
    assert health(world).dependencies["sequencing"] is None
    with world.ledger.store.write() as connection:
        connection.exec_driver_sql("create table kept as select * from log_tile")
        connection.exec_driver_sql("delete from log_tile")
    world.captured(party, event("ObjectEvent", "OBSERVE", "inspecting", epcList=[CASE]))
    for _ in range(8):
        with pytest.raises(LogCorrupt):
            tasks.tick_sequence(world.ledger)
        world.now += 1
    found = health(world)
    words = "stands still: what is stored contradicts what was signed; see the worker's log (for 8 seconds)"
    assert (found.ready, found.dependencies["sequencing"]) == (False, words)
    with world.ledger.store.write() as connection:
        connection.exec_driver_sql("insert into log_tile select * from kept")
    tasks.tick_sequence(world.ledger)
    assert health(world).dependencies["sequencing"] is None
    assert health(world).waiting == 0


def test_a_fault_that_nobody_has_seen_for_long_says_nothing_of_now(world: World) -> None:
    note_fault(world.ledger.store, SEQUENCING, "fails", world.now)
    world.now += WORKER_SILENCE
    assert health(world).dependencies["sequencing"] == "fails (for 30 seconds)"
    world.now += 1
    assert health(world).dependencies["sequencing"] is None


def test_a_fault_that_goes_on_is_written_seldom_and_one_that_is_not_there_never(world: World) -> None:
    store = world.ledger.store
    assert isinstance(store, FailingStore)
    before = store.writes
    for _ in range(3):
        note_fault(store, SEQUENCING, None, world.now)
    assert store.writes == before
    for second in range(2 * KEPT_FOR):
        note_fault(store, SEQUENCING, "fails", world.now + second)
    assert store.writes == before + 2
    with store.read() as connection:
        fault = read_fault(connection, SEQUENCING)
    assert fault is not None
    assert (fault.since, fault.seen_at) == (world.now, world.now + KEPT_FOR)
    note_fault(store, SEQUENCING, "fails otherwise", world.now + 2)
    note_fault(store, SEQUENCING, None, world.now + 2)
    assert store.writes == before + 4
    with store.read() as connection:
        assert read_fault(connection, SEQUENCING) is None


def test_a_broker_that_is_away_is_what_the_silent_worker_waits_for(world: World) -> None:
    assert health(world).dependencies["worker"] == "has not looked at the chain yet: start one"
    tasks._note_broker(lambda: world.ledger, True)
    found = health(world).dependencies
    assert found["broker"] == "takes no ticks of the worker's clock (for 0 seconds)"
    assert found["worker"] == "has not looked at the chain yet: bring the broker back"
    tasks._note_broker(lambda: world.ledger, False)
    assert health(world).dependencies["broker"] is None


def test_a_database_that_is_away_too_keeps_the_clock_from_nothing(world: World) -> None:
    store = world.ledger.store
    assert isinstance(store, FailingStore)
    store.fail = GONE
    tasks._note_broker(lambda: world.ledger, True)
    store.fail = None
    with store.read() as connection:
        assert fact(connection, f"fault of {BROKER}") is None


def test_lists_that_are_not_worked_on_are_a_warning(world: World) -> None:
    note_fault(world.ledger.store, VERIFYING, in_words(RuntimeError("http://node.example")), world.now)
    expected = "the work on lists to verify fails (RuntimeError): see the worker's log (for 0 seconds)"
    assert health(world).warnings == (expected,)
    tasks.tick_jobs(world.ledger)
    assert health(world).warnings == ()


def test_a_tick_of_the_chain_notes_what_nobody_expected(world: World) -> None:
    def broken() -> bool:
        raise RuntimeError("http://node.example")

    world.ledger.chain.is_development = broken  # type: ignore[method-assign]
    with pytest.raises(RuntimeError):
        tasks.tick_the_chain(world.ledger)
    assert health(world).dependencies["chain"] == "fails: RuntimeError (for 0 seconds)"


def test_no_word_of_a_node_is_told() -> None:
    assert in_words(ChainUnavailable("http://node.example")) == (
        "waits for the chain, which this ledger is held against first"
    )
