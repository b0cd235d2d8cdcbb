"""Events per second that one process captures: the use case itself, without HTTP."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from functools import partial
from typing import Any

from bench import events, worlds
from bench.figures import Figure, compared, in_turn, number, seconds
from bench.primitives import primitives

SINGLY = "capture, one at a time"
TOGETHER = "capture, documents of 100"
EPCS = (1, 20, 1_000)
"""How many EPCs an event names."""


def measure(rounds: int, singles: int = 100, documents: int = 2, size: int = 100) -> list[Figure]:
    """Capture one event per document and commit, and `size` per document; so many in each of `rounds`.

    Of events with many EPCs there are fewer, so that each round takes about as long.
    """
    figures = []
    for epcs in EPCS:
        with worlds.capturing() as (ledger, party):
            feed = events.observations(epcs=epcs)
            say = partial(worlds.say, ledger, party)
            alone = max(1, singles // (1 + epcs // 10))
            whole = documents if epcs == 1 else 1

            def work(number: int, per: int, say: partial[None] = say, feed: Iterator[Any] = feed) -> partial[None]:
                return partial(_all, say, events.documents(feed, number, per))

            work(alone, 1)()
            with primitives(alone, epcs) as least:
                works = [work(alone, 1) for _ in range(rounds)]
                singly = in_turn(works, partial(least.all, singly=True))
            with primitives(size, epcs) as least:
                works = [work(whole, size) for _ in range(rounds)]
                together = in_turn(works, partial(_times, whole, partial(least.all, singly=False)))
        what = "in process: an EPCISDocument with one event is checked, signed and committed, then comes the next"
        figures.append(with_epcs(compared(name(SINGLY, epcs), what, "/s", singly, alone), epcs))
        what = f"in process: {size} events in a document, one commit"
        figures.append(with_epcs(compared(name(TOGETHER, epcs), what, "/s", together, whole * size), epcs))
    return figures


def name(of_one: str, epcs: int, connections: int = 1) -> str:
    """The name of a figure, from its name for one EPC and one connection."""
    parts = [of_one]
    parts += [f"{epcs:,} EPCs"] if epcs > 1 else []
    parts += [f"{connections} connections"] if connections > 1 else []
    return ", ".join(parts)


def with_epcs(figure: Figure, epcs: int) -> Figure:
    """The figure with its rate in EPCs, if events name more than one."""
    return figure if epcs == 1 else figure.saying(f"{number(figure.value * epcs)} EPCs/s")


def parts(rounds: int, size: int = 100) -> dict[str, float]:
    """Microseconds per event of each primitive that capture cannot avoid."""
    costs: dict[str, float] = {}
    with primitives(size) as least:
        for singly in (True, False):
            for step_name, step in least.steps(singly=singly).items():
                taken = statistics.median(seconds(step) for _ in range(rounds))
                costs[step_name] = taken / size * 1e6
    return costs


def _all(say: partial[None], bodies: list[bytes]) -> None:
    for body in bodies:
        say(body)


def _times(times: int, work: partial[None]) -> None:
    for _ in range(times):
        work()
