"""Where several API processes add up what each has counted: Redis, by the storage of `limits`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast
from urllib.parse import urlsplit

import redis
from limits.storage import RedisStorage

_SECONDS = 1.0
"""How long Redis may take to answer, connecting included."""

_PREFIX = "wayproof-rates"
_AT_ONCE = 1_000


class StoreAway(Exception):
    """The store does not answer; the message says how, and never with which password."""


class RateStore:
    """Sums per window. The connection is made when it is first needed, and again whenever it was lost."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._storage: RedisStorage | None = None

    def add(self, window: int, counts: Mapping[str, int], seconds: int) -> dict[str, int]:
        """Add counts to the window's sums, which are kept for so many seconds, and get the sums of the same callers.

        Raises StoreAway.
        """
        sums: dict[str, int] = {}
        names = list(counts)
        try:
            if self._storage is None:
                self._storage = RedisStorage(
                    self._url, key_prefix=_PREFIX, socket_timeout=_SECONDS, socket_connect_timeout=_SECONDS
                )
            for start in range(0, len(names), _AT_ONCE):
                some = names[start : start + _AT_ONCE]
                client = cast("redis.Redis", self._storage.get_connection())
                with client.pipeline(transaction=False) as pipe:
                    for name in some:
                        key = f"{_PREFIX}:{window}:{name}"
                        self._storage.lua_incr_expire([key], [seconds, counts[name]], client=pipe)
                    sums.update(zip(some, map(int, pipe.execute()), strict=True))
        except (redis.RedisError, OSError) as error:
            where = urlsplit(self._url)
            raise StoreAway(f"{type(error).__name__} at {where.hostname}:{where.port or 6379}") from None
        return sums
