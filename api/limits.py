"""How many requests a caller may make: counted by API key, or by address where there is no key.

Windows are the minutes of the clock, so that all processes have the same ones. Each process counts in its own memory,
which no request waits for; with a store between them they tell each other once a second what they counted, so that a
caller gets at most a second's worth from each process above its rate. While the store is away each process counts for
itself: a limit then grows to at most the number of processes times itself, and nobody is refused for a fault of ours.

The memory storage of `limits` is not used: it looks through all its keys a hundred times a second, in a new thread each
time, so that an attacker with many addresses slows down everybody.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

import structlog

from api.problems import Problem
from api.rate_store import RateStore, StoreAway

WINDOW_SECONDS = 60
MOST_COUNTED = 100_000
"""Most callers counted at once. Of more, the earliest seen begin again: each of so many has its own rate anyway."""

_EXCHANGE_SECONDS = 1.0

_log = structlog.get_logger()


class Kind(Enum):
    """What is counted apart from what."""

    PUBLIC = "requests without an API key"
    TILES = "requests for the log's tiles"
    KEYED = "requests with this API key"
    WRONG_KEY = "requests with an API key that is not known here"


@dataclass(frozen=True, slots=True)
class Rates:
    """Requests per minute: of one address, of one address for tiles, of one key, and of one address with wrong keys."""

    public: int = 1_200
    tiles: int = 12_000
    keyed: int = 60_000
    wrong_key: int = 60


class RateLimiter:
    """Counts requests, on the event loop's thread alone. `fault` says what is wrong with the store, if anything is."""

    def __init__(self, rates: Rates, store: RateStore | None = None, clock: Callable[[], float] = time.time) -> None:
        self._most = {
            Kind.PUBLIC: rates.public,
            Kind.TILES: rates.tiles,
            Kind.KEYED: rates.keyed,
            Kind.WRONG_KEY: rates.wrong_key,
        }
        self._store = store
        self._clock = clock
        self._window = -1
        self._here: dict[str, int] = {}
        self._elsewhere: dict[str, int] = {}
        self._untold: dict[str, int] = {}
        self._next_exchange = clock() + _EXCHANGE_SECONDS
        self._exchanging: asyncio.Task[None] | None = None
        self.fault: str | None = None

    def __len__(self) -> int:
        """How many callers are counted now."""
        return len(self._here)

    def count(self, kind: Kind, who: str) -> None:
        """Count one request; raises Problem 429 if it is one too many."""
        now = self._begin_window()
        key = f"{kind.name}/{who}"
        counted = self._here.get(key, 0) + 1
        if counted == 1 and len(self._here) >= MOST_COUNTED:
            del self._here[next(iter(self._here))]
        self._here[key] = counted
        if self._store is not None:
            self._untold[key] = self._untold.get(key, 0) + 1
            waits = 0 < self._next_exchange - now <= _EXCHANGE_SECONDS  # further away, the clock was set back
            if not waits and (self._exchanging is None or self._exchanging.done()):
                self._next_exchange = now + _EXCHANGE_SECONDS
                self._exchanging = asyncio.get_running_loop().create_task(self.exchange())
        if counted + self._elsewhere.get(key, 0) > self._most[kind]:
            raise self._too_many(kind, now)

    def check(self, kind: Kind, who: str) -> None:
        """Raise Problem 429 if a further request would be too many, without counting one."""
        now = self._begin_window()
        key = f"{kind.name}/{who}"
        if self._here.get(key, 0) + self._elsewhere.get(key, 0) >= self._most[kind]:
            raise self._too_many(kind, now)

    async def exchange(self) -> None:
        """Tell the other processes what was counted here since the last time, and learn what they counted."""
        store, window, told = self._store, self._window, self._untold
        if store is None:
            return
        self._untold = {}
        try:
            totals = await asyncio.to_thread(store.add, window, told, 2 * WINDOW_SECONDS)
        except StoreAway as error:
            self._say(f"the store of request rates does not answer; each process counts for itself: {error}")
            self._tell_again(window, told)
            return
        self._say(None)
        if window == self._window:
            for key, total in totals.items():
                self._elsewhere[key] = max(0, total - self._here.get(key, 0) + self._untold.get(key, 0))

    def _begin_window(self) -> float:
        now = self._clock()
        window = int(now // WINDOW_SECONDS)
        if window != self._window:
            self._window = window
            self._here, self._elsewhere, self._untold = {}, {}, {}
        return now

    def _tell_again(self, window: int, told: Mapping[str, int]) -> None:
        if window == self._window:
            for key, count in told.items():
                self._untold[key] = self._untold.get(key, 0) + count

    def _say(self, fault: str | None) -> None:
        if fault is not None and self.fault is None:
            _log.warning("request rates", fault=fault)
        elif fault is None and self.fault is not None:
            _log.info("request rates are shared again")
        self.fault = fault

    def _too_many(self, kind: Kind, now: float) -> Problem:
        wait = max(1, math.ceil((self._window + 1) * WINDOW_SECONDS - now))
        return Problem(
            429,
            f"At most {self._most[kind]} {kind.value} are taken in a minute; try again in {wait} seconds.",
            headers={"Retry-After": str(wait)},
        )
