"""A power cut at any moment: SQLite's files as the disk could have them then hold every promise given before."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from ledger.fsck import check_ledger
from tests.crash.disk import Recorder, recorded
from tests.ledger.ledger_world import World, bag, event

_EVENTS = 24


def record_a_day(
    folder: Path, choice: random.Random, synchronous: str = "full"
) -> tuple[Recorder, list[tuple[int, bytes]]]:
    """A ledger at work; returns what it did to the disk, and its promises, each with how much was done by then."""
    promises: list[tuple[int, bytes]] = []
    with recorded(folder) as recorder:
        world = World(folder)
        sa.event.listen(world.ledger.store.engine, "connect", lambda connection, _: _relax(connection, synchronous))
        world.ledger.store.engine.dispose()
        party = world.register("Producer", "9521321000018", "9521321")
        for number in range(_EVENTS):
            made = event("ObjectEvent", "ADD", "commissioning", epcList=[bag(number)])
            (id_,) = world.captured(party, made)
            promises.append((len(recorder.acts), id_))
            if choice.random() < 0.5:
                world.sequence()
            if choice.random() < 0.2:
                with sqlite3.connect(folder / "ledger.db") as connection:
                    connection.execute(f"pragma wal_checkpoint({choice.choice(['passive', 'truncate', 'restart'])})")
        world.ledger.close()
    return recorder, promises


def _relax(connection: sqlite3.Connection, synchronous: str) -> None:
    connection.execute(f"pragma synchronous={synchronous}")


def lost(folder: Path, promised: list[bytes]) -> list[bytes]:
    """The promises that a ledger broke; everything else in it is in order."""
    world = World(folder)
    try:
        check_ledger(world.ledger)
        world.sequence()
        check_ledger(world.ledger)
        with world.ledger.store.read() as connection:
            there = set(connection.execute(sa.text("select statement_id from statement")).scalars())
        return [id_ for id_ in promised if id_ not in there]
    finally:
        world.ledger.close()


def cut_many_times(folder: Path, images: int, synchronous: str = "full") -> int:
    """Cut the power so many times; returns how many promises were broken."""
    seed = int(os.environ.get("CRASH_SEED") or time.time_ns() % 10**9)
    print(f"power cuts: CRASH_SEED={seed}")
    choice = random.Random(seed)
    (folder / "day").mkdir()
    recorder, promises = record_a_day(folder / "day", choice, synchronous)
    broken = 0
    for number in range(images):
        target = folder / f"cut{number}"
        target.mkdir()
        cut = choice.randint(promises[0][0], len(recorder.acts))
        recorder.image(target, cut, choice, choice.choice([0.0, 0.2, 0.5, 0.9, 1.0]))
        broken += len(lost(target, [id_ for at, id_ in promises if at <= cut]))
    return broken


@pytest.mark.slow
def test_every_promise_outlives_a_power_cut(tmp_path):
    assert cut_many_times(tmp_path, 30) == 0


@pytest.mark.full
@pytest.mark.timeout(1800)
def test_every_promise_outlives_hundreds_of_power_cuts(tmp_path):
    assert cut_many_times(tmp_path, 500) == 0


@pytest.mark.slow
def test_a_ledger_that_did_not_sync_would_be_found_out(tmp_path):
    assert cut_many_times(tmp_path, 20, synchronous="normal") > 0
