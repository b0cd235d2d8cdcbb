"""Clients that are slow, silent, endless or many, on loopback: they are cut off, and an honest one is answered."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import orjson
import pytest

from api.connections import ConnectionLimits, Connections, open_files_for
from api.protocol import STATE
from tests.api.service import Service

DATABASES = ("sqlite",)
pytestmark = pytest.mark.slow

PATIENCE = 60.0
"""Seconds after which a socket that should have been closed counts as kept open."""

QUICK = ConnectionLimits(
    most=40, most_of_address=1_000, head_seconds=1.0, stall_seconds=0.5, least_bytes=2_000, close_seconds=0.5
)
UNHURRIED = replace(QUICK, head_seconds=PATIENCE, stall_seconds=PATIENCE, close_seconds=PATIENCE)
CHUNKED = b"POST /api/v1/checkpoints HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
GET = b"GET /health/live HTTP/1.1\r\nHost: test\r\n\r\n"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service(tmp_path_factory.mktemp("connections"), rate_public=10**6) as made:
        yield made


@contextmanager
def served(service: Service, limits: ConnectionLimits = QUICK) -> Iterator[str]:
    service.app.state.connections = Connections(limits, service.app.state.proxies)
    with service.served() as url:
        yield url


def connect(url: str, sent: bytes = b"") -> socket.socket:
    parts = urlsplit(url)
    opened = socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=PATIENCE)
    opened.sendall(sent)
    return opened


def rest_of(opened: socket.socket) -> bytes:
    """What comes until the other side closes; fails if it keeps the connection."""
    parts = []
    try:
        while part := opened.recv(65_536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def honest(url: str) -> int:
    return httpx.get(f"{url}/health/live", timeout=PATIENCE, trust_env=False).status_code


def dripping(opened: socket.socket, drop: bytes) -> bytes:
    """Send a drop at a time until the other side closes; fails if it never does."""
    deadline = time.monotonic() + PATIENCE
    opened.settimeout(0.05)
    got = b""
    while time.monotonic() < deadline:
        try:
            opened.sendall(drop)
            part = opened.recv(65_536)
        except TimeoutError:
            continue
        except OSError:
            return got + rest_of(opened)
        if not part:
            return got
        got += part
    raise AssertionError("the connection is kept although hardly anything comes")


@pytest.mark.parametrize(
    ("begun", "drop"),
    [
        (b"", b"\r\n"),  # empty lines before a request are none
        (b"GET / HTTP/1.1\r\n", b"X: y\r\n"),
        (b"GET /", b"a"),
        (GET + b"GET / HTTP/1.1\r\nHost: ", b"a"),  # the second request on a connection
    ],
)
def test_a_head_that_drips_is_cut_off(service: Service, begun: bytes, drop: bytes) -> None:
    with served(service) as url, connect(url, begun) as slow:
        assert b"408" in dripping(slow, drop)
        assert honest(url) == 200


def test_who_says_nothing_is_hung_up_on(service: Service) -> None:
    with served(service) as url, connect(url) as silent:
        assert rest_of(silent) == b""


def test_a_body_that_drips_is_cut_off(service: Service) -> None:
    head = b"POST /rpc HTTP/1.1\r\nHost: t\r\n"
    _, key = service.party(uri="(417)9521437000001", prefixes=[])
    head = f"POST /epcis/capture HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {key}\r\n".encode()
    head += b"Content-Type: application/json\r\n"
    with served(service) as url:
        with connect(url, head + b"Content-Length: 100000\r\n\r\n") as slow:
            assert status_of(dripping(slow, b" ")) == 408
        with connect(url, head + b"Transfer-Encoding: chunked\r\n\r\n") as slow:
            assert status_of(dripping(slow, b"1\r\n \r\n")) == 408
        with connect(url, head + b"Content-Length: 100000\r\n\r\n[") as gone:
            gone.shutdown(socket.SHUT_WR)
            assert b"500" not in rest_of(gone)
        assert honest(url) == 200


def test_a_body_that_comes_steadily_is_taken_however_long_it_takes(service: Service) -> None:
    _, key = service.party(uri="(417)9521987000001", prefixes=[])
    head = f"POST /api/v1/checkpoints HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n"
    head += "Content-Type: application/json\r\nContent-Length: 30000\r\n\r\n"
    patient = replace(QUICK, stall_seconds=1.0, least_bytes=500)
    with served(service, patient) as url, connect(url, head.encode()) as steady:
        for _ in range(30):
            steady.sendall(b" " * 1_000)
            time.sleep(0.1)  # the client's own pace: three times as long in all as one may stall
        assert status_of(rest_of(steady)) == 400


def test_an_endless_body_after_the_answer_is_not_read_for_ever(service: Service) -> None:
    with served(service) as url, connect(url, CHUNKED) as endless:
        assert status_of(dripping(endless, b"1000\r\n" + b" " * 4096 + b"\r\n")) == 401


def test_heads_have_a_size(service: Service) -> None:
    long = b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\n\r\n"
    wide = b"GET / HTTP/1.1\r\nHost: t\r\nX: " + b"a" * 40_000 + b"\r\n\r\n"
    many = b"GET / HTTP/1.1\r\nHost: t\r\n" + b"X: y\r\n" * 101 + b"\r\n"
    endless = b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000
    trailing = CHUNKED + b"0\r\n" + b"X: y\r\n" * 200 + b"\r\n"
    with served(service) as url:
        for sent in (long, wide, many, endless, trailing):
            with connect(url, sent) as greedy:
                answer = rest_of(greedy)
                assert status_of(answer) in (404, 431), sent[:40]
                if sent != trailing:
                    assert status_of(answer) == 431, sent[:40]
                    body = orjson.loads(answer.partition(b"\r\n\r\n")[2])
                    assert body["detail"] == "The head of the request is too large."


@pytest.mark.parametrize(
    "begun",
    [
        b"GET /",
        b"GET / HTTP/1.1\r\nHost: t\r\nX",
        b"GET / HTTP/1.1\r\nHost: t\r\nX: ",
        GET + b"GET / HTTP/1.1\r\nX: ",  # while the first request is answered
        CHUNKED + b"1\r\n{\r\n0\r\nX",  # a field after the body
        CHUNKED + b"1\r\n{\r\n0\r\nX: ",
        CHUNKED + b"1;",  # an extension of a chunk
        CHUNKED + b"1;x=",
        CHUNKED + b"1\r\n{\r\n0;x=",
    ],
)
def test_what_never_ends_is_not_gathered(service: Service, begun: bytes) -> None:
    with served(service, replace(QUICK, head_seconds=PATIENCE, stall_seconds=PATIENCE)) as url:
        with connect(url, begun + b"a" * 40_000) as greedy:
            answer = rest_of(greedy)
            # without a key the application may have answered before the end of the body
            assert b"HTTP/1.1 431 " in answer or (begun.startswith(CHUNKED) and status_of(answer) == 401)
        with connect(url, begun) as greedy, pytest.raises(ConnectionError):
            for number in range(256):
                greedy.sendall(b"a" * 65_536)
                assert number % 32 or honest(url) == 200
        assert honest(url) == 200


def test_a_chunked_body_that_is_answered_already_gets_no_second_answer(service: Service) -> None:
    with served(service, UNHURRIED) as url, connect(url, CHUNKED) as client:
        got = b""
        while not got.endswith(b"}"):
            got += client.recv(65_536)
        client.sendall(b"1;x=" + b"a" * 60_000)
        assert status_of(got) == 401
        assert rest_of(client) == b""


def test_fields_after_the_body_are_not_believed(tmp_path: Path) -> None:
    """A proxy that passes trailers on has not put its X-Forwarded-For there."""
    with Service(tmp_path, rate_public=2, trusted_proxies=("127.0.0.1",)) as service, served(service) as url:
        statuses = []
        for number in range(3):
            sent = b"GET /api/v1/anchors HTTP/1.1\r\nHost: t\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
            sent += f"0\r\nX-Forwarded-For: 198.51.100.{number}\r\n\r\n".encode()
            with connect(url, sent) as sly:
                statuses.append(status_of(rest_of(sly)))
        assert statuses == [200, 200, 429]


def test_what_is_no_http_is_a_problem(service: Service) -> None:
    with served(service) as url:
        for sent in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"SSH-2.0-x\r\n", b"GET / HTTP/9.9\r\n\r\n"):
            with connect(url, sent) as other:
                answer = rest_of(other)
                assert status_of(answer) == 400
                assert b"application/problem+json" in answer


def test_a_wish_for_another_protocol_is_passed_over(service: Service) -> None:
    asked = GET[:-2] + b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: %s\r\nHTTP2-Settings: AAAA\r\n\r\n"
    with served(service) as url:
        for name in (b"h2c", b"websocket"):
            with connect(url, asked % name) as client:
                assert status_of(rest_of(client)) == 200


def test_too_many_requests_at_once_on_one_connection(service: Service) -> None:
    with served(service) as url, connect(url, GET * 400) as hasty:
        answer = rest_of(hasty)
        assert b"429 Too Many Requests" in answer or answer.count(b"200 OK") < 400
        assert honest(url) == 200


def test_a_client_that_does_not_read_is_cut_off(service: Service) -> None:
    limits = replace(QUICK, most_pipelined=10_000)
    with served(service, limits) as url:
        parts = urlsplit(url)
        with socket.socket() as deaf:
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            deaf.settimeout(PATIENCE)
            deaf.connect((str(parts.hostname), int(parts.port or 0)))
            deaf.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: t\r\n\r\n" * 200)
            wait_until(lambda: service.app.state.connections.open == 1)
            wait_until(lambda: service.app.state.connections.open == 0)
        assert honest(url) == 200


def test_an_honest_client_is_answered_among_many_that_are_not(service: Service) -> None:
    """Five times as many slow and silent sockets as the process holds open, and requests all the while."""
    with served(service, replace(QUICK, head_seconds=30.0)) as url, ExitStack() as stack:
        held = [
            stack.enter_context(connect(url, sent))
            for _ in range(50)
            for sent in (b"", b"GET / HTTP/1.1\r\n", b"POST /rpc HTTP/1.1\r\nContent-Length: 9\r\n\r\n", b"\r\n")
        ]
        assert [honest(url) for _ in range(20)] == [200] * 20
        assert service.app.state.connections.open <= QUICK.most
        still_open = sum(not closed(each) for each in held)
        assert still_open <= QUICK.most, "the others were closed to make room"


def test_one_address_may_not_have_all_connections(service: Service) -> None:
    with served(service, replace(QUICK, most_of_address=5, head_seconds=30.0)) as url, ExitStack() as stack:
        for _ in range(5):
            stack.enter_context(connect(url))
        wait_until(lambda: service.app.state.connections.open == 5)
        with connect(url, GET) as sixth:
            assert status_of(rest_of(sixth)) == 503


def test_a_trusted_proxy_may(tmp_path: Path) -> None:
    with Service(tmp_path, trusted_proxies=("127.0.0.0/8",)) as service:
        limits = replace(QUICK, most_of_address=5, head_seconds=30.0)
        with served(service, limits) as url, ExitStack() as stack:
            for _ in range(10):
                stack.enter_context(connect(url))
            assert honest(url) == 200


def test_the_protocol_gets_the_applications_limits_from_its_lifespan(tmp_path: Path) -> None:
    with Service(tmp_path, max_connections=7, max_connections_of_address=3) as service:

        async def state() -> object:
            async with service.app.router.lifespan_context(service.app) as given:
                return given

        given = asyncio.run(state())
        limits = given[STATE].limits
        assert (limits.most, limits.most_of_address) == (7, 3)


def test_connections_never_ask_for_more_files_than_there_are() -> None:
    assert 1 <= open_files_for(500) <= 500
    assert open_files_for(10**9) < 10**9


def closed(opened: socket.socket) -> bool:
    opened.settimeout(0.01)
    try:
        return opened.recv(1_024) == b"" or closed(opened)
    except TimeoutError:
        return False
    except OSError:
        return True


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)
