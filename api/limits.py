"""How many requests a caller may make: counted in memory, by API key, or by address where there is no key."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from enum import Enum

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from api.problems import Problem


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
    """Counts requests, each worker process for itself."""

    def __init__(self, rates: Rates) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._items: dict[Kind, RateLimitItem] = {
            Kind.PUBLIC: RateLimitItemPerMinute(rates.public, namespace="public"),
            Kind.TILES: RateLimitItemPerMinute(rates.tiles, namespace="tiles"),
            Kind.KEYED: RateLimitItemPerMinute(rates.keyed, namespace="keyed"),
            Kind.WRONG_KEY: RateLimitItemPerMinute(rates.wrong_key, namespace="wrong"),
        }

    def count(self, kind: Kind, who: str) -> None:
        """Count one request; raises Problem 429 if it is one too many."""
        if not self._limiter.hit(self._items[kind], who):
            raise self._too_many(kind, who)

    def check(self, kind: Kind, who: str) -> None:
        """Raise Problem 429 if a further request would be too many, without counting one."""
        if not self._limiter.test(self._items[kind], who):
            raise self._too_many(kind, who)

    def _too_many(self, kind: Kind, who: str) -> Problem:
        item = self._items[kind]
        wait = max(1, math.ceil(self._limiter.get_window_stats(item, who).reset_time - time.time()))
        return Problem(
            429,
            f"At most {item.amount} {kind.value} are taken in a minute; try again in {wait} seconds.",
            headers={"Retry-After": str(wait)},
        )
