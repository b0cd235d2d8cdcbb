"""Passports of many items in logs of any size, in process and over HTTP: no item twice before all had their turn."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from urllib.parse import quote

from bench import events, worlds
from bench.figures import Figure, quantile, seconds
from bench.filler import fill
from bench.over_http import Client, serving
from ledger.prove import passport
from ledger.service import Ledger
from ledger.showing import ANYONE
from verifier.report import Verdict

ITEMS = 50
_LAST_STEPS = 2
"""Steps of each journey that come after the fillers, an anchor for each."""


def measure(size: int, rounds: int, items: int = ITEMS) -> list[Figure]:
    """The passports of `items` items with ten events each, in a log of `size`, `rounds` times."""
    with worlds.anchored() as (ledger, party, settings):
        journeys = [events.journey(number) for number in range(items)]
        steps = list(zip(*journeys, strict=True))
        for step in steps[:-_LAST_STEPS]:
            _say(ledger, party, step)
        started = time.monotonic()
        fill(ledger, party, max(1, size - items * len(steps)))
        filled = time.monotonic() - started
        for step in steps[-_LAST_STEPS:]:
            _say(ledger, party, step)
            worlds.settle(ledger)
        disk = worlds.disk(ledger) / size
        uris = [events.bag(number) for number in range(items)]
        made = list(_taken((partial(_prove, ledger, uri, len(steps)) for uri in uris), rounds))
        with serving(settings) as port:
            client = Client(port)
            paths = [f"/api/v1/passports?item={quote(uri, safe='')}" for uri in uris]
            served = list(_taken((partial(client.get, path) for path in paths), rounds))
    name = f"passport among {size:,}"
    what = f"{items} items with {len(steps)} events each in turn, among {size:,} statements"
    over = "one uvicorn worker, one connection"
    return [
        quantile(f"{name}: median", what, made, 0.5),
        quantile(f"{name}: 99th percentile", "the same", made, 0.99),
        quantile(f"{name}: over HTTP, median", over, served, 0.5),
        quantile(f"{name}: over HTTP, 99th percentile", over, served, 0.99),
        Figure(f"{name}: disk per statement", disk, "bytes", f"the whole database, filled in {filled:.0f} s"),
    ]


def _say(ledger: Ledger, party: bytes, step: tuple[dict[str, object], ...]) -> None:
    for event in step:
        worlds.say(ledger, party, events.document([event]))


def _prove(ledger: Ledger, uri: str, expected: int) -> None:
    report = passport(ledger, uri, ANYONE).report
    assert report.verdict is Verdict.VERIFIED, report
    assert len(report.statements) == expected


def _taken(works: Iterable[Callable[[], object]], rounds: int) -> Iterable[float]:
    """The seconds of each work, `rounds` times all of them, after one for the connections and caches of a start."""
    works = list(works)
    works[0]()
    for _ in range(rounds):
        for work in works:
            yield seconds(work)
