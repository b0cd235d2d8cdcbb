"""SIGKILL at any moment, of anything: no promise is broken, nothing is there twice, there is one history."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from api.chain_state import state_file
from ledger import api_keys
from ledger.parties import register_party
from ledger.registry import is_settled
from ledger.service import Ledger, open_ledger
from tests.crash import checks
from tests.crash.checks import Watcher
from tests.crash.clients import Client, Kept
from tests.crash.machine import API, Machine
from tests.postgresql import Postgresql
from verifier.format import trust_root

SEED_VARIABLE = "CRASH_SEED"
"""Names the seed of a campaign that is to be repeated."""

_PROGRESS_OF_SAMPLES = 25


@dataclass(frozen=True)
class Campaign:
    """How many kills there are, of how many workers, while how many clients post, each with a pause in seconds."""

    kills: int
    workers: int
    clients: int
    pause: float


SHORT = Campaign(kills=8, workers=1, clients=2, pause=0.05)
LONG = Campaign(kills=110, workers=2, clients=4, pause=0.05)


@pytest.mark.slow
def test_a_few_kills_while_events_arrive(tmp_path, capsys):
    run(SHORT, tmp_path, None, capsys)


@pytest.mark.full
@pytest.mark.timeout(3600)
def test_a_hundred_kills_on_sqlite(tmp_path, capsys):
    run(LONG, tmp_path, None, capsys)


@pytest.mark.full
@pytest.mark.timeout(3600)
def test_a_hundred_kills_on_postgresql(tmp_path, capsys):
    with Postgresql(durable=True) as server:
        run(LONG, tmp_path, server, capsys)


def run(campaign: Campaign, folder: Path, server: Postgresql | None, capsys: pytest.CaptureFixture[str]) -> None:
    seed = int(os.environ.get(SEED_VARIABLE) or time.time_ns() % 10**9)
    say(capsys, f"\ncrash campaign on {'PostgreSQL' if server else 'SQLite'}: {SEED_VARIABLE}={seed}")
    choice = random.Random(seed)
    began = time.monotonic()
    with Machine(folder, server, campaign.workers) as machine, opened(machine) as ledger:
        key, auditor = first_settings(machine, ledger)
        kept, watcher = Kept(), Watcher(machine.url)
        clients = [
            Client(f"C{number}N", machine.url, key, kept, choice.getrandbits(32), campaign.pause)
            for number in range(campaign.clients)
        ]
        for thread in (watcher, *clients):
            thread.start()
        try:
            kills = kill_and_start(campaign, machine, kept, watcher, choice)
            for client in clients:
                client.finish()
            machine.until(lambda: not any(client.is_alive() for client in clients), "every event is answered")
        finally:
            for client in clients:
                client.end()
        assert kept.wrong == []
        machine.until(lambda: is_final(machine), "everything is final")
        watcher.end()
        root = trust_root.parse(httpx.get(f"{machine.url}/api/v1/trust", timeout=60).content)
        checked = checks.check_database(ledger)
        promises = checks.check_promises(machine, root, kept)
        heads = checks.check_history(machine, root, watcher.notes)
        report = checks.check_audit(machine, root, auditor)
        passports = checks.check_passports(machine, kept, 10, choice)
        anchors = report.anchor.seq + 1
        assert anchors == checked.anchors
        assert machine.restored or not machine.said("began anew"), "a chain that kept its state is no new chain"
    killed = ", ".join(f"{count} of {what}" for what, count in kills.most_common())
    say(
        capsys,
        f"  {sum(kills.values())} kills, each confirmed: {killed}; {len(machine.restored)} tore the chain's state",
        f"  {promises} events promised ({kept.retried} requests retried, {kept.repeated} repeated on purpose, "
        f"{kept.refused} answered 503), all in the log once and final in time",
        f"  {len(heads)} tree heads seen, one history; {anchors} anchors, each the chain's; fsck: {checked.statements} "
        f"statements, {checked.lists} lists in order; the auditor agrees; {passports} passports VERIFIED",
        f"  {time.monotonic() - began:.0f} s",
    )


def kill_and_start(
    campaign: Campaign, machine: Machine, kept: Kept, watcher: Watcher, choice: random.Random
) -> Counter[str]:
    """Kill again and again, mostly when what was killed before has done something since, sometimes while it starts."""
    kills: Counter[str] = Counter()
    both = (API, choice.choice(machine.workers))
    ways = [*((victim,) for victim in machine.victims), (API,), machine.workers, both]
    # Each way once, then at random.
    order = choice.sample(ways, len(ways)) + choice.choices(ways, k=campaign.kills)
    checked = 0
    for victims in order:
        if sum(kills.values()) >= campaign.kills:
            break
        if choice.random() < 0.8:
            await_progress(machine, kept, watcher)
        time.sleep(choice.uniform(0, 1))  # the moment is what is random here
        for victim in victims:
            machine.kill(victim)
            kills[victim] += 1
        time.sleep(choice.choice([0, 0, choice.uniform(0, 0.5)]))
        for victim in choice.sample(victims, len(victims)):
            machine.start(victim)
        if sum(kills.values()) >= checked + _PROGRESS_OF_SAMPLES:
            checked = sum(kills.values())
            await_progress(machine, kept, watcher)
            assert kept.wrong == []
            root = trust_root.parse(httpx.get(f"{machine.url}/api/v1/trust", timeout=60).content)
            checks.check_history(machine, root, list(watcher.notes))
    await_progress(machine, kept, watcher)
    return kills


def await_progress(machine: Machine, kept: Kept, watcher: Watcher) -> None:
    """Wait until something more is promised, and then something more sequenced."""
    promised, seen = len(kept.promises), len(watcher.notes)
    machine.until(lambda: len(kept.promises) > promised, "something is promised")
    machine.until(lambda: len(watcher.notes) > seen, "something is sequenced")


@contextmanager
def opened(machine: Machine) -> Iterator[Ledger]:
    """The ledger, as a command on the same machine has it."""
    machine.await_ready()
    ledger = open_ledger(machine.settings)
    try:
        yield ledger
    finally:
        ledger.close()


def first_settings(machine: Machine, ledger: Ledger) -> tuple[str, str]:
    """A party's API key, once the party is known on the chain, and an auditor's."""
    machine.until(
        lambda: httpx.get(f"{machine.url}/api/v1/trust", timeout=60).is_success, "the contracts are on the chain"
    )
    party = register_party(ledger, "(417)9521321000001", "Producer", ["producer"], ["9521321"]).party.id
    machine.until(lambda: settled(ledger), "the party is on the chain")
    now = time.time()  # a chain that is killed before it wrote its first state begins anew, which is another test
    state = state_file(machine.settings.data_dir)
    machine.until(lambda: state.exists() and state.stat().st_mtime > now, "the chain has written its state")
    return api_keys.make_api_key(ledger, "party", party)[1], api_keys.make_api_key(ledger, "auditor")[1]


def settled(ledger: Ledger) -> bool:
    with ledger.store.read() as connection:
        return is_settled(connection, ledger.chain.chain_id())


def is_final(machine: Machine) -> bool:
    try:
        state = httpx.get(f"{machine.url}/health/ready", timeout=30).json()
    except httpx.HTTPError:
        return False
    return bool(state["ready"] and state["waiting"] == 0 and state["finalSize"] == state["logSize"])


def say(capsys: pytest.CaptureFixture[str], *lines: str) -> None:
    with capsys.disabled():
        print(*lines, sep="\n")
