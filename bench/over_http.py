"""Events per second over HTTP: one uvicorn worker, one request after the other on each connection."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from api.up import api_command
from bench import events, load, worlds
from bench.capture import EPCS, name, with_epcs
from bench.figures import ENOUGH_SECONDS, FEWEST_ROUNDS, Figure, compared, seconds
from bench.primitives import primitives
from ledger.api_keys import make_api_key
from ledger.settings import Settings

CONNECTIONS = (1, 4)
MANY = 16
"""Connections of the unit of work besides."""
SINGLY = "capture over HTTP, one at a time"
TOGETHER = "capture over HTTP, documents of 100"

_JSON = {"Content-Type": "application/json"}
_STARTS_WITHIN = 60.0
_ANSWER = b"." * 400


class Client:
    """One kept connection to a server on this machine."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def post(self, path: str, body: bytes, headers: dict[str, str], expected: int) -> None:
        """Post a body, and read the whole answer."""
        self._connection.request("POST", path, body, headers)
        self._answer(expected)

    def get(self, path: str) -> bytes:
        """What is at a path."""
        self._connection.request("GET", path)
        return self._answer(200)

    def _answer(self, expected: int) -> bytes:
        answer = self._connection.getresponse()
        body = answer.read()
        assert answer.status == expected, (answer.status, body[:500])
        return body


@contextmanager
def serving(settings: Settings) -> Iterator[int]:
    """The API of a data folder as `wayproof up` serves it; the port that it listens on."""
    moved = settings.model_copy(update={"port": _free_port()})
    with _running(api_command(moved), moved.port, moved.environment()):
        yield moved.port


@contextmanager
def serving_nothing() -> Iterator[int]:
    """An application that does nothing, served in the same way; the port that it listens on."""
    port = _free_port()
    command = [sys.executable, "-m", "uvicorn", "bench.over_http:bare", "--port", str(port), "--log-level", "warning"]
    with _running([*command, "--no-access-log"], port, {}):
        yield port


def measure(rounds: int, singles: int = 400, documents: int = 8, size: int = 100) -> list[Figure]:
    """Post so many checkpoints, and so many documents of `size` events, in each of `rounds`; fewer of many EPCs."""
    with worlds.folder() as data:
        settings = worlds.settings_for(data)
        with worlds.opened(settings) as ledger:
            key = make_api_key(ledger, "party", worlds.add_party(ledger))[1]
        headers = {**_JSON, "Authorization": f"Bearer {key}"}
        figures = []
        with serving(settings) as port, serving_nothing() as bare:
            for epcs in EPCS:
                work = _Work(port, bare, headers, rounds, events.observations(epcs=epcs), epcs)
                for connections in (*CONNECTIONS, MANY) if epcs == 1 else CONNECTIONS:
                    number = max(singles // (1 + epcs // 10), connections)
                    figures.append(work.compare(SINGLY, "/api/v1/checkpoints", 201, number, 1, connections))
                for connections in CONNECTIONS:
                    number = max(documents // epcs, connections)
                    figures.append(work.compare(TOGETHER, "/epcis/capture", 202, number, size, connections))
    return figures


@dataclass(frozen=True, slots=True)
class _Work:
    """Requests to the API and to an application that does nothing, made of one feed of events."""

    port: int
    bare: int
    headers: dict[str, str]
    rounds: int
    feed: Iterator[dict[str, Any]]
    epcs: int

    def compare(self, title: str, path: str, status: int, number: int, per: int, connections: int) -> Figure:
        """Post `number` requests of `per` events in each round."""
        pairs: list[tuple[float, float]] = []
        latencies: list[float] = []
        with primitives(number * per, self.epcs) as least:
            singly = per == 1 and connections == 1
            for turn in range(self.rounds + 1):
                bodies = [self._body(per) for _ in range(number)]
                done = load.run(self.port, self._requests(path, bodies), connections, status)
                if turn == 0:
                    continue  # it warms up
                nothing = load.run(self.bare, self._requests("/", bodies), connections, 202)
                pairs.append(
                    (done.seconds, nothing.seconds + seconds(partial(least.all, singly=singly, promises=per == 1)))
                )
                latencies += done.latencies
                if len(pairs) >= FEWEST_ROUNDS and sum(map(sum, pairs)) > ENOUGH_SECONDS:
                    break
        what = f"one uvicorn worker: POST {path}"
        figure = compared(name(title, self.epcs, connections), what, "/s", pairs, number * per)
        return with_epcs(figure, self.epcs).with_latency(*load.percentiles(latencies))

    def _body(self, per: int) -> bytes:
        return _plain(next(self.feed)) if per == 1 else events.documents(self.feed, 1, per)[0]

    def _requests(self, path: str, bodies: list[bytes]) -> list[bytes]:
        return [load.request(path, body, self.headers) for body in bodies]


async def bare(
    scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    """An application that reads a request and answers: what HTTP alone costs."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(_ANSWER)).encode())]
    await send({"type": "http.response.start", "status": 202, "headers": headers})
    await send({"type": "http.response.body", "body": _ANSWER})


def _plain(event: dict[str, Any]) -> bytes:
    """The same observation as a checkpoint in plain words."""
    items, place, time = event["epcList"], event["readPoint"]["id"], event["eventTime"][:-1] + "+00:00"
    named = {"item": items[0]} if len(items) == 1 else {"items": items}
    return json.dumps({"step": "shipped", **named, "time": time, "place": place}).encode()


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(command, env={**os.environ, **environment}, stdin=subprocess.DEVNULL)
    try:
        _wait(process, port)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert process.poll() is None, "the server ended at once"
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.05)
        else:
            return
