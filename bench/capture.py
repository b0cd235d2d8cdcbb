"""Events per second that one process captures: the use case itself, without HTTP."""

from __future__ import annotations

import statistics
from functools import partial

from bench import events, worlds
from bench.figures import Figure, compared, in_turn, seconds
from bench.primitives import primitives

SINGLY = "capture, one at a time"
TOGETHER = "capture, documents of 100"


def measure(rounds: int, singles: int = 100, documents: int = 2, size: int = 100) -> list[Figure]:
    """Capture one event per document and commit, and `size` per document; so many in each of `rounds`."""
    with worlds.capturing() as (ledger, party):
        feed = events.observations()
        say = partial(worlds.say, ledger, party)

        def work(number: int, per: int) -> partial[None]:
            return partial(_all, say, events.documents(feed, number, per))

        work(singles, 1)()
        with primitives(singles) as least:
            works = [work(singles, 1) for _ in range(rounds)]
            alone = in_turn(works, partial(least.all, singly=True))
        with primitives(size) as least:
            works = [work(documents, size) for _ in range(rounds)]
            together = in_turn(works, partial(_times, documents, partial(least.all, singly=False)))
    what = "in process: an EPCISDocument with one event is checked, signed and committed, then comes the next"
    return [
        compared(SINGLY, what, "/s", alone, singles),
        compared(TOGETHER, f"in process: {size} events in a document, one commit", "/s", together, documents * size),
    ]


def parts(rounds: int, size: int = 100) -> dict[str, float]:
    """Microseconds per event of each primitive that capture cannot avoid."""
    costs: dict[str, float] = {}
    with primitives(size) as least:
        for singly in (True, False):
            for name, step in least.steps(singly=singly).items():
                taken = statistics.median(seconds(step) for _ in range(rounds))
                costs[name] = taken / size * 1e6
    return costs


def _all(say: partial[None], bodies: list[bytes]) -> None:
    for body in bodies:
        say(body)


def _times(number: int, work: partial[None]) -> None:
    for _ in range(number):
        work()
