"""A party's system that posts documents at a steady rate, in a process of its own.

It reads what to do as JSON from its standard input and writes what came of it as JSON; documents are cast from one
mould, so that it takes little of the processor that it shares with what is measured.
"""

from __future__ import annotations

import http.client
import itertools
import json
import sys
import time
from collections.abc import Iterator
from threading import Lock, Thread

from bench import events

PATH = "/epcis/capture"
_TIMEOUT = 120


class Poster:
    """Posts documents of `size` events on several connections, `rate` events a second together, for `seconds`."""

    def __init__(self, port: int, key: str, rate: float, seconds: float, size: int, connections: int) -> None:
        self._port = port
        self._headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}"}
        self._gap = size / rate
        self._mould = events.mould(size)
        self._numbers = iter(range(round(seconds / self._gap)))
        self._lock = Lock()
        self._size = size
        self._connections = connections
        self._taken: list[float] = []
        self._started = 0.0

    def post(self) -> dict[str, float]:
        """Post all; what came of it: events captured, seconds, and quantiles of the seconds that an answer took."""
        self._started = time.monotonic()
        threads = [Thread(target=self._work) for _ in range(self._connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        elapsed = time.monotonic() - self._started
        taken = sorted(self._taken)
        quantiles = {f"p{part}": taken[len(taken) * part // 100] for part in (50, 95, 99)}
        return {"captured": float(len(taken) * self._size), "seconds": elapsed, **quantiles}

    def _work(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_TIMEOUT)
        for number in self._next():
            body = events.cast(self._mould, number)
            delay = self._started + number * self._gap - time.monotonic()
            if delay > 0:
                time.sleep(delay)
            start = time.monotonic()
            connection.request("POST", PATH, body, self._headers)
            answer = connection.getresponse()
            text = answer.read()
            if answer.status != http.client.ACCEPTED:
                raise RuntimeError(f"document {number}: {answer.status} {text[:500]!r}")
            self._taken.append(time.monotonic() - start)

    def _next(self) -> Iterator[int]:
        for _ in itertools.count():
            with self._lock:
                number = next(self._numbers, None)
            if number is None:
                return
            yield number


if __name__ == "__main__":
    json.dump(Poster(**json.load(sys.stdin)).post(), sys.stdout)
