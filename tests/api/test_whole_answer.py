"""Head and body of an answer leave together, and nothing that has no body is kept back."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from api.whole_answer import WholeAnswer
from tests.api.service import Service

DATABASES = ("sqlite",)


class Sent(asyncio.Transport):
    """A connection that remembers what was written."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.pieces.append(bytes(data))

    def close(self) -> None:
        self.pieces.append(b"closed")


def test_the_head_waits_for_the_body_and_nothing_else_waits() -> None:
    sent = Sent()
    answer = WholeAnswer(sent)
    answer.write(b"head")
    assert sent.pieces == []
    answer.write(b"body")
    answer.write(b"more")
    answer.close()
    assert sent.pieces == [b"headbody", b"more", b"closed"]


def test_a_head_without_a_body_is_sent_before_the_connection_is_closed() -> None:
    sent = Sent()
    answer = WholeAnswer(sent)
    answer.write(b"head")
    answer.close()
    assert sent.pieces == [b"head", b"closed"]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with Service(tmp_path) as made:
        yield made


def answers(url: str, *requests: bytes) -> list[bytes]:
    """The first piece of the answer to each request, on one connection, which each leaves open."""
    parts = urlsplit(url)
    with socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=60) as opened:
        found = []
        for request in requests:
            opened.sendall(request)
            found.append(opened.recv(65_536))
        return found


def test_an_answer_comes_in_one_piece(service: Service) -> None:
    get = b"GET /health/live HTTP/1.1\r\nHost: t\r\n\r\n"
    with service.served() as url:
        whole, head, again = answers(url, get, get.replace(b"GET", b"HEAD"), get)
    first, _, body = whole.partition(b"\r\n\r\n")
    assert first.startswith(b"HTTP/1.1 200 ")
    assert body.startswith(b"{")
    assert head.endswith(b"\r\n\r\n")
    assert again == whole


def test_who_waits_for_leave_to_send_a_body_gets_it(service: Service) -> None:
    """RFC 9110 section 10.1.1."""
    key = service.key("auditor")
    head = (
        f"POST /api/v1/verifications HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {key}\r\n"
        "Content-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    )
    with service.served() as url:
        leave, answer = answers(url, head.encode(), b"{}")
    assert leave == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert answer.startswith(b"HTTP/1.1 422 ")
