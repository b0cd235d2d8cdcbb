"""A node that stands before a real one and fails, or lies, as a test tells it."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

_HOLD_SECONDS = 5.0
_connections = threading.local()


@dataclass(frozen=True)
class Reply:
    """An HTTP answer; `missing` bytes fewer are sent than it announces."""

    body: bytes = b""
    status: int = 200
    missing: int = 0


SILENCE = Reply(status=0)
"""The connection ends without an answer."""


@dataclass(frozen=True)
class Asked:
    """One JSON-RPC request. `forward` asks the real node for it, with `params` as they then are, and gives the whole
    answer."""

    method: str
    params: list[Any]
    forward: Callable[[], dict[str, Any]]

    def result(self, value: object) -> Reply:
        """An answer of a node's usual form."""
        return Reply(json.dumps({"jsonrpc": "2.0", "id": 1, "result": value}).encode())

    def error(self, code: int, message: str) -> Reply:
        """A refusal of a node's usual form."""
        return Reply(json.dumps({"jsonrpc": "2.0", "id": 1, "error": {"code": code, "message": message}}).encode())


Rule = Callable[[Asked], Reply | None]
"""What becomes of a request; None leaves it to the real node."""


class FaultyNode:
    """A JSON-RPC endpoint before `target`, the URL of a real node.

    `rule` decides about each request, `sent` keeps the raw transactions that it was given, whatever became of them,
    and `struck` counts the requests that the rule did not leave alone. `version` is the client version that it claims,
    so that a development chain can pass for one that is not ours to mine or reset; None claims nothing.
    """

    def __init__(self, target: str, version: str | None = None) -> None:
        self.target = target
        self.version = version
        self.rule: Rule = lambda _: None
        self.sent: list[bytes] = []
        self.struck = 0
        self._released = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def __enter__(self) -> FaultyNode:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.heal()
        self._server.shutdown()
        self._server.server_close()

    def fail(self, rule: Rule, *methods: str, every: int = 1) -> None:
        """Apply a rule to every so-manyth request of these methods, or of all."""
        seen = 0
        lock = threading.Lock()

        def chosen(asked: Asked) -> Reply | None:
            nonlocal seen
            if methods and asked.method not in methods:
                return None
            with lock:
                seen += 1
                strikes = seen % every == 0
                self.struck += strikes
            return rule(asked) if strikes else None

        self._released.clear()
        self.rule = chosen

    def heal(self) -> None:
        """Be the real node from now on; whoever still waits gets no answer."""
        self.rule = lambda _: None
        self._released.set()

    def hold(self, seconds: float = _HOLD_SECONDS) -> Reply:
        """Let the caller wait until it gives up, for so long at most."""
        self._released.wait(seconds)
        return SILENCE

    def answer(self, request: dict[str, Any]) -> Reply:
        """The answer to a request, by the rule or by the real node."""
        method, params = str(request["method"]), list(request["params"])
        request = {**request, "params": params}
        if method == "eth_sendRawTransaction":
            self.sent.append(bytes.fromhex(params[0][2:]))

        def forward() -> dict[str, Any]:
            answer = json.loads(_post(self.target, request))
            if method == "web3_clientVersion" and self.version is not None:
                answer["result"] = self.version
            return dict(answer)

        reply = self.rule(Asked(method, params, forward))
        if reply is not None:
            return reply
        try:
            return Reply(json.dumps(forward()).encode())
        except (OSError, http.client.HTTPException):
            return SILENCE


def _post(url: str, request: dict[str, Any]) -> bytes:
    """What the real node answers; a connection is kept for each thread, of which each caller has one."""
    kept: dict[str, http.client.HTTPConnection] = _connections.__dict__
    connection = kept.get(url)
    if connection is None:
        parts = urlsplit(url)
        kept[url] = connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        connection.request("POST", "/", json.dumps(request), {"Content-Type": "application/json"})
        return connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        del kept[url]
        raise


class _Server(ThreadingHTTPServer):
    daemon_threads = True


def _handler(node: FaultyNode) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            reply = node.answer(request)
            if reply.status == 0 or reply.missing:
                self.close_connection = True
            if reply.status == 0:
                return
            with suppress(OSError):  # a caller may have stopped waiting
                self.send_response(reply.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(reply.body) + reply.missing))
                self.end_headers()
                self.wfile.write(reply.body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler


def lose_the_answer(asked: Asked) -> Reply:
    """The node does what it was asked, and the caller never hears of it: the connection ends."""
    asked.forward()
    return SILENCE


def never_answer(node: FaultyNode, seconds: float = _HOLD_SECONDS) -> Rule:
    """The node takes requests and does nothing, until it is healed or so many seconds are over."""
    return lambda _: node.hold(seconds)


def answer_with(body: bytes, status: int = 200, missing: int = 0) -> Rule:
    """The same bytes to every request."""
    return lambda _: Reply(body, status, missing)


def refuse(code: int, message: str) -> Rule:
    """The same JSON-RPC error to every request."""
    return lambda asked: asked.error(code, message)


def cut_short(asked: Asked) -> Reply:
    """The first half of the true answer, as if that were all."""
    body = json.dumps(asked.forward()).encode()
    return Reply(body[: len(body) // 2])


def break_off(asked: Asked) -> Reply:
    """The first half of the true answer, and then the connection ends."""
    body = json.dumps(asked.forward()).encode()
    return Reply(body[: len(body) // 2], missing=len(body) - len(body) // 2)


def delay(seconds: float) -> Rule:
    """The true answer, late."""
    clock = threading.Event()

    def rule(asked: Asked) -> Reply:
        clock.wait(seconds)
        return Reply(json.dumps(asked.forward()).encode())

    return rule


def lie(methods: Collection[str], change: Callable[[Asked, Any], object]) -> Rule:
    """The true answer to these methods, changed."""

    def rule(asked: Asked) -> Reply | None:
        if asked.method not in methods:
            return None
        return asked.result(change(asked, asked.forward().get("result")))

    return rule


def behind(block: int, final: int) -> Rule:
    """A node that still stands at an old block, and calls an older one final."""
    tags = {"latest": hex(block), "pending": hex(block), "finalized": hex(final)}

    def rule(asked: Asked) -> Reply:
        if asked.method == "eth_blockNumber":
            return asked.result(hex(block))
        asked.params[:] = [tags.get(each, each) if isinstance(each, str) else each for each in asked.params]
        answer = asked.forward()
        found = answer.get("result")
        number = found.get("number", found.get("blockNumber")) if isinstance(found, dict) else None
        if asked.method in ("eth_getBlockByNumber", "eth_getTransactionReceipt") and number and int(number, 16) > block:
            return asked.result(None)
        return Reply(json.dumps(answer).encode())

    return rule
