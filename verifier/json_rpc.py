"""Reading the chain by plain JSON-RPC over HTTP, on as many endpoints as the trust root asks for."""

from __future__ import annotations

import base64
import http.client
import json
import urllib.request
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote, urlsplit

from verifier import abi
from verifier.chain import AnchorRecord, Authority, ChainError, KeyRecord, PartyState, Pin
from verifier.format.cose_key import ED25519, PublicKey
from verifier.format.jcs import MAX_SAFE_INTEGER
from verifier.format.trust_root import TrustRoot
from verifier.http_exchange import exchange

TIMEOUT = 15.0
"""Seconds that one call may take, unless somebody says otherwise."""

MAX_ANSWER = 16 << 20

Post = Callable[[str, bytes], bytes]


def http_post(url: str, body: bytes, seconds: float = TIMEOUT) -> bytes:
    """The answer to a JSON-RPC request; raises ChainError (offline) if there is none within so many seconds."""
    try:
        answer = exchange(_request(url, body), seconds, MAX_ANSWER)
    except (OSError, http.client.HTTPException, ValueError) as error:
        told = error if isinstance(error, OSError) else type(error).__name__  # others may quote the URL
        raise ChainError("offline", f"{shown(url)} does not answer: {told}") from None
    if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        told = http.client.responses.get(answer.status, "")
        raise ChainError("offline", f"{shown(url)} does not answer: HTTP Error {answer.status}: {told}")
    if len(answer.body) > MAX_ANSWER:
        raise ChainError("offline", f"{shown(url)} answers with too much")
    return answer.body


def shown(url: str) -> str:
    """An endpoint for messages: scheme, host and port, for the rest of its URL may hold an access key."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "an endpoint whose address is no URL"
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _request(url: str, body: bytes) -> urllib.request.Request:
    """The request, a user and password in the URL as a header; raises ValueError if it is no URL."""
    parts = urlsplit(url)
    headers = {"Content-Type": "application/json"}
    if "@" in parts.netloc:
        name_and_password = unquote(parts.netloc.rpartition("@")[0])
        headers["Authorization"] = f"Basic {base64.b64encode(name_and_password.encode()).decode()}"
        url = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    # The trust root admits http and https alone.
    return urllib.request.Request(url, data=body, headers=headers)  # noqa: S310


class RpcChain:
    """The chain of a trust root; everything is read at one block, and every endpoint asked must say the same."""

    def __init__(self, trust_root: TrustRoot, post: Post = http_post) -> None:
        self._root = trust_root
        self._post = post
        self._pin: Pin | None = None
        self._pins: dict[str, Pin] = {}

    def pin(self) -> Pin:
        """The finalized block, or the one at the configured depth, as soon as enough endpoints know it."""
        if self._pin is None:
            self._pin = self._choose()
        return self._pin

    def anchor_count(self, log_id: bytes) -> int:
        """How many anchors the log has; none is hidden by an endpoint that is behind, or says that it is."""
        contract = self._root.anchorage.contract
        count = abi.decode_word(self._call(contract, abi.COUNT, log_id))
        for url, pin in self._pins.items():
            if pin != self.pin() and self._call_at(url, pin, contract, abi.COUNT, log_id) != count:
                raise ChainError("rpc-disagreement", "an endpoint of the chain knows anchors that another does not")
        return abi.integer(count)

    def anchors(self, log_id: bytes, seqs: Sequence[int]) -> list[AnchorRecord]:
        """The anchors at `seqs`."""
        rows = self._rows(self._root.anchorage.contract, abi.AT_MANY, 3, len(seqs), log_id, [*map(abi.word, seqs)])
        return [AnchorRecord(head, abi.integer(size), abi.integer(time)) for head, size, time in rows]

    def keys(self, kids: Sequence[bytes]) -> list[KeyRecord | None]:
        """The keys of these thumbprints."""
        return [_key(row) for row in self._rows(self._root.registry, abi.KEYS, 9, len(kids), list(kids))]

    def parties(self, queries: Sequence[tuple[bytes, int]]) -> list[PartyState]:
        """The parties as of the times asked."""
        ids, times = [party for party, _ in queries], [abi.word(time) for _, time in queries]
        rows = self._rows(self._root.registry, abi.PARTIES_AT, 3, len(queries), ids, times)
        return [
            PartyState(abi.boolean(registered), abi.boolean(suspended), abi.integer(roles))
            for registered, suspended, roles in rows
        ]

    def authorities(self, queries: Sequence[tuple[str, bytes, int]]) -> list[Authority]:
        """The longest registered prefixes, and whether the parties asked about may use them."""
        digits = [text.encode("ascii").ljust(abi.WORD, b"\0") for text, _, _ in queries]
        parties, times = [party for _, party, _ in queries], [abi.word(time) for _, _, time in queries]
        rows = self._rows(self._root.registry, abi.AUTHORITIES_AT, 5, len(queries), digits, parties, times)
        return [
            Authority(owner, abi.integer(length), abi.boolean(allowed), log_id, abi.integer(since))
            for owner, length, allowed, log_id, since in rows
        ]

    def _rows(
        self, contract: bytes, selector: bytes, fields: int, count: int, *arguments: bytes | list[bytes]
    ) -> list[list[bytes]]:
        if count == 0:
            return []
        return abi.decode_structs(self._call(contract, selector, *arguments), fields, count)

    def _call(self, contract: bytes, selector: bytes, *arguments: bytes | list[bytes]) -> bytes:
        pin = self.pin()
        answers = {self._call_at(url, pin, contract, selector, *arguments) for url in self._pins}
        if len(answers) != 1:
            raise ChainError("rpc-disagreement", "the chain's endpoints contradict each other")
        return answers.pop()

    def _call_at(self, url: str, pin: Pin, contract: bytes, selector: bytes, *arguments: bytes | list[bytes]) -> bytes:
        data = abi.encode_call(selector, *arguments)
        call = {"to": "0x" + contract.hex(), "data": "0x" + data.hex()}
        return _bytes(self._ask(url, "eth_call", [call, hex(pin.number)]))

    def _choose(self) -> Pin:
        """Take the lowest of the endpoints' newest pinnable blocks, which the others then must have too."""
        pins: dict[str, Pin] = {}
        failure: ChainError | None = None
        for url in self._root.rpc_urls:
            try:
                if int(str(self._ask(url, "eth_chainId", [])), 16) != self._root.anchorage.chain_id:
                    raise ChainError("wrong-chain", f"{shown(url)} serves another chain than the trust root names")
                pins[url] = self._newest_pin(url)
            except (ChainError, ValueError) as error:
                failure = error if isinstance(error, ChainError) else ChainError("offline", f"{shown(url)}: {error}")
            if len(pins) == self._root.rpc_agree:
                break
        if len(pins) < self._root.rpc_agree:
            raise failure or ChainError("offline", "no endpoint of the chain answers")
        self._pins = pins
        lowest = min(pins.values(), key=lambda pin: pin.number)
        for url, pin in pins.items():
            if pin != lowest and _pin(self._ask(url, "eth_getBlockByNumber", [hex(lowest.number), False])) != lowest:
                raise ChainError("rpc-disagreement", "the chain's endpoints have different blocks")
        return lowest

    def _newest_pin(self, url: str) -> Pin:
        depth = self._root.finality.depth
        if depth is None:
            return _pin(self._ask(url, "eth_getBlockByNumber", ["finalized", False]))
        newest = _pin(self._ask(url, "eth_getBlockByNumber", ["latest", False]))
        return _pin(self._ask(url, "eth_getBlockByNumber", [hex(max(0, newest.number - depth)), False]))

    def _ask(self, url: str, method: str, parameters: list[Any]) -> Any:
        request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}
        try:
            answer = json.loads(self._post(url, json.dumps(request).encode()))
        except (ValueError, RecursionError):
            raise ChainError("offline", f"{shown(url)} answers with something that is no JSON") from None
        if not isinstance(answer, dict) or answer.get("result") is None:
            error = answer.get("error") if isinstance(answer, dict) else None
            message = error.get("message") if isinstance(error, dict) else "no result"
            raise ChainError("offline", f"{shown(url)} answers {method} with an error: {str(message)[:200]}")
        return answer["result"]


def _bytes(value: object) -> bytes:
    try:
        return bytes.fromhex(str(value).removeprefix("0x"))
    except ValueError:
        raise ChainError("offline", "an endpoint answers with something that is no hexadecimal") from None


def _pin(block: object) -> Pin:
    try:
        if not isinstance(block, dict):
            raise TypeError("no block")
        number, time = int(block["number"], 16), int(block["timestamp"], 16)
        if not 0 <= number <= MAX_SAFE_INTEGER or not 0 <= time <= MAX_SAFE_INTEGER:
            raise ValueError("a number or time that no block has")
        return Pin(number, _bytes(block["hash"]), time)
    except (KeyError, TypeError, ValueError):
        raise ChainError("offline", "an endpoint answers with something that is no block") from None


def _key(row: list[bytes]) -> KeyRecord | None:
    party_id, alg, x, y, hosted, valid_from, revoked_at, compromised_since, declared_at = row
    if party_id == bytes(abi.WORD):
        return None
    number = abi.signed(alg)
    return KeyRecord(
        party_id=party_id,
        public_key=PublicKey(number, x, b"" if number == ED25519 else y),
        hosted=abi.boolean(hosted),
        valid_from=abi.integer(valid_from),
        revoked_at=abi.integer(revoked_at),
        compromised_since=abi.integer(compromised_since),
        declared_at=abi.integer(declared_at),
    )
