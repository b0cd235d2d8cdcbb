"""uvicorn's HTTP protocol with bounds on what one connection may cost: `uvicorn --http api.protocol:BoundedProtocol`.

Whenever the client is awaited, a timer runs: for a request's head, for its body, for the client to read the answer, and
uvicorn's own between requests. The bounds come from the application's lifespan state, as `Connections`.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any

import httptools
import orjson
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from api.connections import Connections
from api.whole_answer import WholeAnswer

STATE = "connections"
"""The name of the `Connections` in the lifespan state."""

_SLICE = 4 << 10
"""Bytes that the parser gets at once."""


class BoundedProtocol(HttpToolsProtocol):
    """One connection."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._all: Connections = app_state.setdefault(STATE, Connections())
        self._limits = self._all.limits
        self._peer = ""
        self._in_body = False
        self._head_begun = False
        self._head_size = 0
        self._head_fields = 0
        self._unheard = 0
        self._got = 0
        self._refusal = 0
        self._unsent = 0
        self._reading: asyncio.TimerHandle | None = None
        self._writing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count the connection in, and wait for its first request."""
        super().connection_made(transport)
        self._peer = self.client[0] if self.client else ""
        if self._all.enter(self, self._peer):
            self._wait_for_head()
        else:
            self._refuse(503, "There are too many connections from this address, or altogether.")

    def connection_lost(self, exc: Exception | None) -> None:
        """Count the connection out."""
        self._stop_reading_timer()
        self._stop_writing_timer()
        self._all.leave(self, self._peer)
        super().connection_lost(exc)

    def abort(self) -> None:
        """End the connection at once, with what was not sent yet."""
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Parse what came, and see that what is still awaited comes in time."""
        self._unset_keepalive_if_required()
        self._parse(data)
        if self.transport.is_closing():
            return
        if self._refusal:
            self._refuse(self._refusal, _DETAILS[self._refusal])
        elif self._in_body:
            if self._reading is None:
                self._reading = self.loop.call_later(self._limits.stall_seconds, self._on_stalled_body)
        elif self.cycle is None or self.cycle.response_complete:
            self._head_begun = True
            if self._reading is None:
                self._wait_for_head()

    def _parse(self, data: bytes) -> None:
        """Feed the parser a slice at a time, as long as it has something to tell.

        It gathers a field until that ends, at a cost that grows with the square of its length, and passes over the
        extensions of chunks in silence. So what it has not told about yet is bounded, wherever in a message it is.
        """
        view = memoryview(data)
        try:
            for start in range(0, len(view), _SLICE):
                piece = view[start : start + _SLICE]
                self._unheard += len(piece)
                self.parser.feed_data(piece)
                if self._unheard > self._limits.head_bytes:
                    self._refusal = 431
                    return
        except httptools.HttpParserUpgrade:
            self.cycle.keep_alive = False  # RFC 9110 section 7.8: the wish may be passed over
        except httptools.HttpParserError:
            self._refusal = self._refusal or 400

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._head_size = self._head_fields = 0

    def on_url(self, url: bytes) -> None:
        """A piece of the request's target."""
        self._count_head(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A field. Those after the body are counted and not passed on: a proxy may not have looked at them."""
        self._head_fields += 1
        self._count_head(len(name) + len(value))
        if not self._in_body:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is complete."""
        if len(self.pipeline) >= self._limits.most_pipelined:
            self._refusal = 429
            raise ValueError
        self._stop_reading_timer()
        self._head_begun = False
        self._unheard = self._got = 0
        self._in_body = True
        self._all.working(self)
        super().on_headers_complete()
        if self.scope["method"] != "HEAD" and not self.expect_100_continue:  # the first write is that of a head
            self.cycle.transport = WholeAnswer(self.transport)  # type: ignore[assignment]

    def on_chunk_header(self) -> None:
        """A chunk's size and extensions are complete."""
        self._unheard = 0

    def on_body(self, body: bytes) -> None:
        """A piece of the body. Only these are progress: neither the framing of chunks nor the fields after them."""
        self._unheard = 0
        self._got += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is complete."""
        self._unheard = 0
        self._stop_reading_timer()
        self._in_body = False
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """The answer is given: what the client still sends of a body is thrown away for a while, then it is cut off."""
        super().on_response_complete()
        if not self.pipeline and not self.transport.is_closing():
            self._all.waiting(self)
            if self._in_body:
                self._stop_reading_timer()
                self._reading = self.loop.call_later(self._limits.close_seconds, self._hang_up)

    def timeout_keep_alive_handler(self) -> None:
        """Nothing came for long."""
        self._hang_up()

    def pause_writing(self) -> None:
        """The client does not read as fast as we write."""
        super().pause_writing()
        if self._writing is None:
            self._watch_writing()

    def resume_writing(self) -> None:
        """It has read."""
        super().resume_writing()
        self._stop_writing_timer()

    def _count_head(self, size: int) -> None:
        self._unheard = 0
        self._head_size += size
        if self._head_size > self._limits.head_bytes or self._head_fields > self._limits.head_fields:
            self._refusal = 431
            raise ValueError  # which the parser hands to `data_received`

    def _wait_for_head(self) -> None:
        self._reading = self.loop.call_later(self._limits.head_seconds, self._on_late_head)

    def _on_late_head(self) -> None:
        self._reading = None
        if self._head_begun:
            self._refuse(408, "The head of the request did not arrive in time.")
        else:
            self._hang_up()

    def _on_stalled_body(self) -> None:
        self._reading = None
        if self._got < self._limits.least_bytes and not self.flow.read_paused:
            self._refuse(408, _DETAILS[408])
            return
        self._got = 0
        self._reading = self.loop.call_later(self._limits.stall_seconds, self._on_stalled_body)

    def _watch_writing(self) -> None:
        self._unsent = self.transport.get_write_buffer_size()
        self._writing = self.loop.call_later(self._limits.stall_seconds, self._on_slow_reader)

    def _on_slow_reader(self) -> None:
        self._writing = None
        if self._unsent - self.transport.get_write_buffer_size() < self._limits.least_bytes:
            self.abort()
        else:
            self._watch_writing()

    def _refuse(self, status: int, detail: str) -> None:
        """Answer in the application's stead, unless it has begun to or has answered already, and hang up."""
        if self.transport.is_closing():
            return
        busy = self.cycle is not None and not self.cycle.response_complete
        answered = self.cycle.response_started if busy else self._in_body
        if not answered:
            self.transport.write(_answer(status, detail))
        if busy:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self._hang_up()

    def _hang_up(self) -> None:
        """Close the connection: what is written is sent, as long as the client takes it."""
        self._stop_reading_timer()
        if not self.transport.is_closing():
            self.transport.close()
            if self.transport.get_write_buffer_size():
                self.loop.call_later(self._limits.close_seconds, self.transport.abort)

    def _stop_reading_timer(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _stop_writing_timer(self) -> None:
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None


_DETAILS = {
    400: "This is no HTTP/1.1 request.",
    408: "The body of the request did not arrive in time.",
    429: "Too many requests were sent at once on this connection.",
    431: "The head of the request is too large.",
}


def _answer(status: int, detail: str) -> bytes:
    title = HTTPStatus(status).phrase
    body = orjson.dumps({"type": "about:blank", "title": title, "status": status, "detail": detail})
    retry = "retry-after: 1\r\n" if status in (429, 503) else ""
    head = (
        f"HTTP/1.1 {status} {title}\r\ncontent-type: application/problem+json\r\ncontent-length: {len(body)}\r\n"
        f"cache-control: no-store\r\nx-content-type-options: nosniff\r\n{retry}connection: close\r\n\r\n"
    )
    return head.encode() + body
