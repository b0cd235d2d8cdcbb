"""From capture to final for as long as one likes: the processes of `wayproof up`, and a party that does not stop."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api.up import running
from bench import events, worlds
from bench.figures import Figure
from ledger.api_keys import make_api_key
from ledger.health import read_health
from ledger.parties import ROLES, register_party
from ledger.registry import is_settled
from ledger.service import Ledger
from ledger.settings import Settings

SIZE = 100
_CONNECTIONS = 2
_SAMPLES = 120
_PATIENCE = 300.0
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process takes: bytes of memory, and seconds of a processor since it started."""

    memory: int
    processor: float


@dataclass(frozen=True, slots=True)
class Sample:
    """The ledger at one moment: seconds since the start, statements final, statements that are not, seconds since the
    oldest of these was accepted, what API and worker take."""

    at: float
    final: int
    backlog: int
    age: int
    api: Usage
    worker: Usage


def measure(seconds: float, rate: float) -> list[Figure]:
    """Post documents of SIZE events at `rate` events a second for `seconds`, and watch."""
    with _started() as (ledger, settings, key, processes):
        order = {"port": settings.port, "key": key, "rate": rate, "seconds": seconds, "size": SIZE}
        order["connections"] = _CONNECTIONS
        command = [sys.executable, "-m", "bench.poster"]
        poster = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert poster.stdin is not None
        poster.stdin.write(json.dumps(order))
        poster.stdin.close()
        look = _looker(ledger, *processes)
        samples = [look()]
        while poster.poll() is None:
            time.sleep(max(0.25, seconds / _SAMPLES))
            samples.append(look())
        assert poster.stdout is not None
        posted = json.loads(poster.stdout.read())
        ended = samples[-1].at
        while samples[-1].backlog:
            assert samples[-1].at < ended + _PATIENCE, "not final in time"
            time.sleep(0.25)
            samples.append(look())
        size = worlds.disk(ledger) / samples[-1].final
    return _figures(posted, samples, ended, size, rate)


def _figures(posted: dict[str, float], samples: list[Sample], ended: float, size: float, rate: float) -> list[Figure]:
    during = [sample for sample in samples if sample.at <= ended]
    third = max(1, len(during) // 3)
    first, middle, last = during[:third], during[third : len(during) - third] or during[:1], during[-third:]
    what = f"documents of {SIZE}, {rate:,.0f} events/s asked for, for {posted['seconds']:.0f} s: API, worker and chain"
    whole = samples[-1].at

    def backlog(part: list[Sample]) -> float:
        return statistics.mean(sample.backlog for sample in part)

    return [
        Figure("sustained: captured", posted["captured"] / posted["seconds"], "/s", what),
        Figure("sustained: final", samples[-1].final / whole, "/s", "the last of them final included"),
        Figure("sustained: answer, median", posted["p50"] * 1e3, "ms", "a document, two connections"),
        Figure("sustained: answer, 99th percentile", posted["p99"] * 1e3, "ms", "the same"),
        Figure("sustained: not final, first third", backlog(first), "statements", "accepted and not final, mean"),
        Figure("sustained: not final, middle third", backlog(middle), "statements", "the same"),
        Figure("sustained: not final, last third", backlog(last), "statements", "the same"),
        Figure("sustained: oldest not final", max(each.age for each in during), "s", "at the worst moment"),
        Figure("sustained: API's memory, first third", _megabytes(first, "api"), "MB", "resident, mean"),
        Figure("sustained: API's memory, last third", _megabytes(last, "api"), "MB", "the same"),
        Figure("sustained: worker's memory, first third", _megabytes(first, "worker"), "MB", "the same"),
        Figure("sustained: worker's memory, last third", _megabytes(last, "worker"), "MB", "the same"),
        _processor("API", [each.api for each in samples], samples[-1].final),
        _processor("worker", [each.worker for each in samples], samples[-1].final),
        Figure("sustained: disk per statement", size, "bytes", "the whole database"),
    ]


def _megabytes(part: list[Sample], process: str) -> float:
    return statistics.mean(getattr(sample, process).memory for sample in part) / _MEGABYTE


def _processor(name: str, usages: list[Usage], statements: int) -> Figure:
    taken = (usages[-1].processor - usages[0].processor) / statements * 1e6
    return Figure(f"sustained: {name}'s processor", taken, "µs", "time of one core for each statement")


@contextmanager
def _started() -> Iterator[tuple[Ledger, Settings, str, tuple[int, int]]]:
    """Everything running with one party registered: ledger, settings, the party's API key, ids of API and worker."""
    with worlds.folder() as data:
        ports = {"port": worlds.free_port(), "chain_port": worlds.free_port()}
        settings = worlds.settings_for(data, anchor_every_statements=65_536, **ports)
        with running(settings, lambda _: None) as processes, worlds.opened(settings) as ledger:
            party = register_party(ledger, worlds.PARTY, "Producer", list(ROLES), [events.PREFIX]).party.id
            key = make_api_key(ledger, "party", party)[1]
            processes.wait_until(lambda: _registered(ledger, settings), "the party", _PATIENCE)
            yield ledger, settings, key, (processes.id_of("api"), processes.id_of("worker"))


def _registered(ledger: Ledger, settings: Settings) -> bool:
    with ledger.store.read() as connection:
        return is_settled(connection, settings.chain_id)


def _looker(ledger: Ledger, api: int, worker: int) -> Callable[[], Sample]:
    began, before = time.monotonic(), read_health(ledger).final_size or 0

    def look() -> Sample:
        health = read_health(ledger)
        final = health.final_size or 0
        backlog = (health.log_size or 0) - final + (health.waiting or 0)
        age = health.oldest_not_final_age or 0
        now = time.monotonic() - began
        return Sample(now, final - before, backlog, age, _usage(api), _usage(worker))

    return look


def _usage(process: int) -> Usage:
    folder = Path(f"/proc/{process}")
    pages = int((folder / "statm").read_text("ascii").split()[1])
    fields = (folder / "stat").read_text("ascii").rpartition(")")[2].split()
    return Usage(pages * os.sysconf("SC_PAGE_SIZE"), sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK"))
