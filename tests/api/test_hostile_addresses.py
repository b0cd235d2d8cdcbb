"""Addresses and headers that no client would send: answered with a 4xx, never with a fault of ours."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from urllib.parse import unquote

from starlette.types import Message

from tests.api.service import Service

BYTES = b"0123456789/%.ABCxyz()-+&=?#\x00\xff\xe2\x82 "
STEMS = (
    b"/01/",
    b"/01/09521321000421/21/",
    b"/00/",
    b"/414/",
    b"/8003/",
    b"/p/",
    b"/p/assets/",
    b"/log/tile/",
    b"/log/tile/entries/",
    b"/api/v1/receipts/",
    b"/api/v1/anchors/",
    b"/epcis/capture/",
    b"/",
)
HEADERS = (b"accept", b"authorization", b"if-none-match", b"content-type")


def status_of(service: Service, raw: bytes, query: bytes, headers: list[tuple[bytes, bytes]]) -> int:
    """The status of a request whose bytes no client library would let pass."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(raw.decode("latin-1")),
        "raw_path": raw,
        "query_string": query,
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    asyncio.run(service.app(scope, receive, send))
    return int(sent[0]["status"])


def test_no_address_is_a_fault_of_ours(tmp_path: Path) -> None:
    chance = random.Random(20260331)

    def noise() -> bytes:
        return bytes(chance.choice(BYTES) for _ in range(chance.randrange(40)))

    with Service(tmp_path, rate_public=10**6, rate_tiles=10**6, rate_wrong_key=10**6) as service:
        for _ in range(500):
            asked = noise()
            path = chance.choice([chance.choice(STEMS) + asked, b"/api/v1/passports", b"/api/v1/anchors"])
            query = chance.choice([b"", b"item=" + asked, b"before=" + asked])
            headers = chance.choice([[], [(chance.choice(HEADERS), noise())]])
            status = status_of(service, path, query, headers)
            assert status < 500 or status == 503, (path, query, headers, status)
