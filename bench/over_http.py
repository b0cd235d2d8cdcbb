"""Events per second over HTTP: one uvicorn worker, one connection, one request after the other."""

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
from functools import partial
from typing import Any

from api.up import api_command
from bench import events, worlds
from bench.figures import Figure, compared, in_turn
from bench.primitives import primitives
from ledger.api_keys import make_api_key
from ledger.settings import Settings

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


def measure(rounds: int, singles: int = 50, documents: int = 2, size: int = 100) -> list[Figure]:
    """Post so many checkpoints, and so many documents of `size` events, in each of `rounds`."""
    with worlds.folder() as data:
        settings = worlds.settings_for(data)
        with worlds.opened(settings) as ledger:
            key = make_api_key(ledger, "party", worlds.add_party(ledger))[1]
        headers = {**_JSON, "Authorization": f"Bearer {key}"}
        with serving(settings) as port, serving_nothing() as bare_port:
            client, other = Client(port), Client(bare_port)
            feed = events.observations()

            def floor(bodies: list[bytes], least: Callable[[], None]) -> None:
                for body in bodies:
                    other.post("/", body, headers, 202)
                least()

            def work(path: str, bodies: list[bytes], expected: int) -> None:
                for body in bodies:
                    client.post(path, body, headers, expected)

            plain = [[_plain(next(feed)) for _ in range(singles)] for _ in range(rounds + 1)]
            whole = [events.documents(feed, documents, size) for _ in range(rounds + 1)]
            work("/api/v1/checkpoints", plain.pop(), 201)
            with primitives(singles) as least:
                works = [partial(work, "/api/v1/checkpoints", bodies, 201) for bodies in plain]
                alone = in_turn(works, partial(floor, plain[0], partial(least.all, singly=True)))
            work("/epcis/capture", whole.pop(), 202)
            with primitives(documents * size) as least:
                works = [partial(work, "/epcis/capture", bodies, 202) for bodies in whole]
                together = in_turn(works, partial(floor, whole[0], partial(least.all, singly=False)))
    where = "one uvicorn worker, one connection"
    return [
        compared(SINGLY, f"{where}: POST /api/v1/checkpoints", "/s", alone, singles),
        compared(TOGETHER, f"{where}: POST /epcis/capture", "/s", together, documents * size),
    ]


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
    item, place = event["epcList"][0], event["readPoint"]["id"]
    return json.dumps(
        {"step": "shipped", "item": item, "time": event["eventTime"][:-1] + "+00:00", "place": place}
    ).encode()


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
