"""The page, a passport, a trust root and a chain on one loopback port: what the page needs, without a ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

from api.page import policy
from tests.passport_case import Case
from tests.recorded_chain import RecordedChain
from verifier import abi
from verifier.format import base64url

DIST = Path(__file__).parents[2] / "verifier" / "web" / "dist"
POLICY = policy([])
POLICY_WITH_CAMERA = policy([], wasm=True)
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html; charset=utf-8"}
TYPES |= {".png": "image/png", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json"}


class PassportServer(ThreadingHTTPServer):
    """Answers with what its attributes hold at the time; None stands for an answer of 503."""

    request_queue_size = 128
    """A browser asks for many files at once; those that find no room would only be tried again seconds later."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.passports: list[bytes] = []
        """Given out one after the other, the last one again and again."""
        self.trust: bytes | None = None
        self.chain: dict[str, Any] | None = None
        self.names: dict[str, str] = {}
        """What the ledger's directory calls parties."""
        self.pause = 0.0
        """Seconds that the chain thinks before each answer."""
        self.linger = 0.0
        """Seconds between the head and the body of the stand-alone verifier's page."""
        self.pictures: dict[str, bytes] = {}
        """By SHA-256 as addresses have it."""
        self.asked: list[str] = []


@contextmanager
def serving() -> Iterator[PassportServer]:
    """A server that runs as long as the context."""
    with PassportServer() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def offer(server: PassportServer, made: Case, *, url: str | None = None) -> str:
    """Let the server hold a case, whose old times its trust root puts up with; returns the page's path for it."""
    rpc = {"agree": 1, "urls": [f"{url or server.url}/rpc"]}
    trust = {**json.loads(made["trustRoot"]), "rpc": rpc, "maxAnchorAge": 10**9}
    server.trust = json.dumps(trust).encode()
    server.chain = made["chain"]
    server.passports = [base64url.decode(made["passport"])]
    return str(made["item"]).replace("https://id.gs1.org", "/p")


class _Handler(BaseHTTPRequestHandler):
    server: PassportServer

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.server.asked.append(self.path)
        if path in ("/api/v1/trust", "/p/trust.json"):
            self._send(self.server.trust, "application/json")
        elif path in ("/p/check", "/p/check.html"):
            self._send((DIST / "check.html").read_bytes(), TYPES[".html"], policy=None, linger=self.server.linger)
        elif path == "/api/v1/passports":
            passports = self.server.passports
            self._send(passports.pop(0) if len(passports) > 1 else next(iter(passports), None), "application/json")
        elif path == "/api/v1/names":
            self._send(json.dumps({"names": self.server.names}).encode(), "application/json")
        elif path.startswith("/api/v1/pictures/"):
            self._send(self.server.pictures.get(path.rpartition("/")[2]), "image/png")
        elif path.startswith("/p/assets/") and (DIST / "assets" / Path(path).name).is_file():
            file = DIST / "assets" / Path(path).name
            self._send(file.read_bytes(), TYPES[file.suffix])
        elif path.startswith("/p/") and Path(path).suffix and (DIST / Path(path).name).is_file():
            file = DIST / Path(path).name
            self._send(file.read_bytes(), TYPES.get(file.suffix, "application/octet-stream"))
        elif path in ("/p/scan", "/p/post"):
            self._send((DIST / f"{Path(path).name}.html").read_bytes(), TYPES[".html"], POLICY_WITH_CAMERA)
        elif path.startswith("/p/"):
            self._send((DIST / "index.html").read_bytes(), TYPES[".html"])
        else:
            self.send_error(404)

    def do_OPTIONS(self) -> None:
        """Nodes let any page ask, as chains' public endpoints do."""
        self.send_response(204)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "Content-Type")
        self.end_headers()

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.server.chain is None:
            self.send_error(503)
            return
        sleep(self.server.pause)
        result = answer(self.server.chain, request["method"], request["params"])
        self._send(json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": result}).encode(), "application/json")

    def _send(self, body: bytes | None, media_type: str, policy: str | None = POLICY, linger: float = 0) -> None:
        if body is None:
            self.send_error(503)
            return
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        if policy is not None:
            self.send_header("Content-Security-Policy", policy)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.flush()
        sleep(linger)
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Be quiet."""


def answer(recorded: dict[str, Any], method: str, parameters: list[Any]) -> Any:
    """What a node of the recorded chain answers to a JSON-RPC call."""
    chain = RecordedChain(recorded)
    pin = chain.pin()
    if method == "eth_chainId":
        return hex(recorded["chainId"])
    if method == "eth_getBlockByNumber":
        return {"number": hex(pin.number), "hash": "0x" + pin.hash.hex(), "timestamp": hex(pin.time)}
    assert method == "eth_call", method
    assert parameters[1] == hex(pin.number), "the call is not pinned"
    data = bytes.fromhex(parameters[0]["data"].removeprefix("0x"))
    selector, words = data[:4], [data[at : at + 32] for at in range(4, len(data), 32)]
    return "0x" + _view(chain, selector, words).hex()


def _view(chain: RecordedChain, selector: bytes, words: list[bytes]) -> bytes:
    if selector == abi.COUNT:
        return abi.word(chain.anchor_count(words[0]))
    if selector == abi.AT_MANY:
        anchors = chain.anchors(words[0], [int.from_bytes(seq, "big") for seq in _array(words, 1)])
        return _structs([[each.head, abi.word(each.size), abi.word(each.time)] for each in anchors])
    if selector == abi.KEYS:
        return _structs([_key(key) for key in chain.keys(_array(words, 0))])
    if selector == abi.PARTIES_AT:
        queries = zip(_array(words, 0), map(_integer, _array(words, 1)), strict=True)
        states = chain.parties(list(queries))
        return _structs([[abi.word(s.registered), abi.word(s.suspended), abi.word(s.roles)] for s in states])
    assert selector == abi.AUTHORITIES_AT, selector.hex()
    digits = [word.rstrip(b"\0").decode() for word in _array(words, 0)]
    asked = zip(digits, _array(words, 1), map(_integer, _array(words, 2)), strict=True)
    return _structs(
        [
            [a.owner, abi.word(a.length), abi.word(a.allowed), a.log_id, abi.word(a.bound_since)]
            for a in chain.authorities(list(asked))
        ]
    )


def _key(key: Any) -> list[bytes]:
    if key is None:
        return [bytes(32)] * 9
    public = key.public_key
    alg = public.alg.to_bytes(32, "big", signed=True)
    times = (key.valid_from, key.revoked_at, key.compromised_since, key.declared_at)
    return [key.party_id, alg, public.x, public.y.rjust(32, b"\0"), abi.word(key.hosted), *map(abi.word, times)]


def _array(words: list[bytes], argument: int) -> list[bytes]:
    at = _integer(words[argument]) // 32
    return words[at + 1 : at + 1 + _integer(words[at])]


def _integer(word: bytes) -> int:
    return int.from_bytes(word, "big")


def _structs(rows: list[list[bytes]]) -> bytes:
    return abi.word(32) + abi.word(len(rows)) + b"".join(b"".join(row) for row in rows)
