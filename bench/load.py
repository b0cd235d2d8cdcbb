"""Client connections that cost a server's machine next to nothing: raw sockets, requests made beforehand.

`python -m bench.load PORT CONNECTIONS STATUS` in a process of its own takes requests from standard input, each after
its length in four bytes; sends them over so many connections, on each the next one as soon as it has the whole answer
to the last; and writes a JSON object of `seconds`, from the first byte to the last, and `latencies` in seconds. Every
answer must have the status.
"""

from __future__ import annotations

import json
import selectors
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_HEAD_END = b"\r\n\r\n"
_LENGTH = b"content-length:"


@dataclass(frozen=True, slots=True)
class Load:
    """How a load went: seconds for all of it, and of each request."""

    seconds: float
    latencies: list[float]


def percentiles(latencies: Sequence[float]) -> tuple[float, float, float]:
    """What 50, 95 and 99 of a hundred of them do not exceed."""
    ordered = sorted(latencies)
    p50, p95, p99 = (ordered[min(len(ordered) - 1, len(ordered) * part // 100)] for part in (50, 95, 99))
    return p50, p95, p99


def request(path: str, body: bytes, headers: dict[str, str]) -> bytes:
    """A POST as it goes over the wire."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + _HEAD_END + body


def run(port: int, requests: Sequence[bytes], connections: int, status: int) -> Load:
    """Send the requests from a process of its own."""
    given = b"".join(struct.pack(">I", len(each)) + each for each in requests)
    command = [sys.executable, "-m", "bench.load", str(port), str(connections), str(status)]
    done = subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True, timeout=600)
    said = json.loads(done.stdout)
    return Load(said["seconds"], said["latencies"])


def send(port: int, requests: Sequence[bytes], connections: int, status: int) -> Load:
    """Send the requests from this process."""
    waiting = iter(requests)
    latencies: list[float] = []
    with selectors.DefaultSelector() as selector:
        started = time.perf_counter()
        for _ in range(min(connections, len(requests))):
            connection = socket.create_connection(("127.0.0.1", port), timeout=60)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(connection, selectors.EVENT_READ, _Exchange(connection, waiting, latencies, status))
        while selector.get_map():
            for key, _ in selector.select(timeout=60):
                if not key.data.read():
                    selector.unregister(key.fileobj)
                    key.data.connection.close()
        return Load(time.perf_counter() - started, latencies)


class _Exchange:
    """One connection: a request on its way, and what has come of its answer."""

    def __init__(
        self, connection: socket.socket, waiting: Iterator[bytes], latencies: list[float], status: int
    ) -> None:
        self.connection = connection
        self._waiting = waiting
        self._latencies = latencies
        self._status = str(status).encode()
        self._next()

    def read(self) -> bool:
        """Take what is there, and send the next request after a whole answer; False after the last."""
        received = self.connection.recv(1 << 16)
        assert received, "the server closed the connection"
        self._answer += received
        head = self._answer.find(_HEAD_END)
        if head < 0 or len(self._answer) < head + len(_HEAD_END) + _body_length(self._answer[:head]):
            return True
        assert self._answer[9:12] == self._status, self._answer[:1000]
        self._latencies.append(time.perf_counter() - self._sent)
        return self._next()

    def _next(self) -> bool:
        self._answer = b""
        request = next(self._waiting, None)
        if request is None:
            return False
        self._sent = time.perf_counter()
        self.connection.sendall(request)
        return True


def _body_length(head: bytes) -> int:
    at = head.lower().find(_LENGTH)
    return 0 if at < 0 else int(head[at + len(_LENGTH) :].split(b"\r\n", 1)[0])


def _main() -> None:
    port, connections, status = map(int, sys.argv[1:])
    given, at = sys.stdin.buffer.read(), 0
    requests = []
    while at < len(given):
        (length,) = struct.unpack_from(">I", given, at)
        requests.append(given[at + 4 : at + 4 + length])
        at += 4 + length
    load = send(port, requests, connections, status)
    json.dump({"seconds": load.seconds, "latencies": load.latencies}, sys.stdout)


if __name__ == "__main__":
    _main()
