"""A read-only relay to the chain: JSON-RPC 2.0 of the few methods with which a page verifies, and nothing else.

Phones on the local network read through it a chain that listens on loopback alone. What goes on is written anew from
what was understood; nothing of a request is passed through.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx
import orjson
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from api.auth import Anybody, count_public
from api.bodies import read_body

MAX_CALLS = 20
"""Most calls in one batch."""

MAX_BODY = 256 << 10
"""Most bytes of a request."""

MAX_ANSWER = 16 << 20
"""Most bytes that the chain may answer to one call."""

TIMEOUT_SECONDS = 15.0

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS, UNAVAILABLE = -32700, -32600, -32601, -32602, -32002
"""Error codes: those of JSON-RPC 2.0 section 5.1, and EIP-1474's "resource unavailable"."""

_TAGS = ("latest", "finalized", "safe", "earliest")
_QUANTITY = re.compile(r"0x(?:0|[1-9a-f][0-9a-f]{0,15})")
_HASH = re.compile(r"0x[0-9a-fA-F]{64}")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")
_OCTETS = re.compile(r"0x(?:[0-9a-fA-F]{2})*")
_CORS = {"Access-Control-Allow-Origin": "*"}
_PREFLIGHT = {
    **_CORS,
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": "content-type",
    "Access-Control-Max-Age": "86400",
}


class CallError(Exception):
    """A call that is not relayed, or that the chain refuses: JSON-RPC error code, message, and the chain's data."""

    def __init__(self, code: int, message: str, data: object = None) -> None:
        super().__init__(message)
        self.code = code
        self.data = data


def make_router(rpc_url: str, transport: httpx.AsyncBaseTransport | None = None) -> APIRouter:
    """`POST /rpc`, relayed to the chain at `rpc_url`."""
    chain = _Chain(rpc_url, transport)
    router = APIRouter(tags=["chain"], lifespan=chain.lifespan)

    @router.post("/rpc", response_class=Response, responses={200: {"description": "JSON-RPC 2.0"}})
    async def relay(request: Request, _: Anybody) -> Response:
        """Read the chain by JSON-RPC 2.0, one call or up to 20.

        Methods: eth_chainId, eth_blockNumber, eth_getBlockByNumber, eth_getBlockByHash (both without transactions) and
        eth_call.
        """
        answer = await _answer(chain, await read_body(request, MAX_BODY))
        return Response(orjson.dumps(answer), 200, {**_CORS, "Cache-Control": "no-store"}, "application/json")

    @router.options("/rpc", include_in_schema=False, dependencies=[Depends(count_public)])
    def preflight() -> Response:
        return Response(None, 204, _PREFLIGHT)

    return router


class _Chain:
    """The node behind the relay."""

    def __init__(self, url: str, transport: httpx.AsyncBaseTransport | None) -> None:
        self._url = url
        self._http = httpx.AsyncClient(timeout=TIMEOUT_SECONDS, transport=transport, trust_env=False)

    @asynccontextmanager
    async def lifespan(self, _app: object) -> AsyncIterator[None]:
        """Close the connections when the application ends."""
        async with self._http:
            yield

    async def ask(self, method: str, params: list[Any]) -> object:
        """The result of one call; raises CallError."""
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        try:
            async with self._http.stream("POST", self._url, json=body) as response:
                content = b""
                async for part in response.aiter_bytes():
                    content += part
                    if len(content) > MAX_ANSWER:
                        raise CallError(UNAVAILABLE, "the chain answers with too much")
            said = orjson.loads(content)
        except (httpx.HTTPError, orjson.JSONDecodeError):
            raise CallError(UNAVAILABLE, "the chain does not answer") from None
        error = said.get("error") if isinstance(said, dict) else None
        if isinstance(error, dict) and isinstance(error.get("code"), int):
            raise CallError(error["code"], str(error.get("message", "")), error.get("data"))
        if not isinstance(said, dict) or "result" not in said:
            raise CallError(UNAVAILABLE, "the chain answers with something that is no JSON-RPC")
        return said["result"]


async def _answer(chain: _Chain, body: bytes) -> object:
    """The answer to a request's body, a call or a batch."""
    try:
        asked = orjson.loads(body)
    except orjson.JSONDecodeError:
        return _refusal(None, CallError(PARSE_ERROR, "the body is not JSON"))
    if not isinstance(asked, list):
        return await _answer_one(chain, asked)
    if not 1 <= len(asked) <= MAX_CALLS:
        return _refusal(None, CallError(INVALID_REQUEST, f"a batch has 1 to {MAX_CALLS} calls, not {len(asked)}"))
    return await asyncio.gather(*(_answer_one(chain, call) for call in asked))


async def _answer_one(chain: _Chain, asked: object) -> dict[str, object]:
    call = asked if isinstance(asked, dict) else {}
    given = call.get("id")
    id_ = given if isinstance(given, str | int) and not isinstance(given, bool) else None
    try:
        method, params = _understand(call)
        return {"jsonrpc": "2.0", "id": id_, "result": await chain.ask(method, params)}
    except CallError as error:
        return _refusal(id_, error)


def _refusal(id_: str | int | None, error: CallError) -> dict[str, object]:
    fault: dict[str, object] = {"code": error.code, "message": str(error)}
    if error.data is not None:
        fault["data"] = error.data
    return {"jsonrpc": "2.0", "id": id_, "error": fault}


def _understand(call: dict[str, Any]) -> tuple[str, list[Any]]:
    """The method and its parameters as they go on; raises CallError."""
    method, params = call.get("method"), call.get("params", [])
    if call.get("jsonrpc") != "2.0" or not isinstance(method, str) or call.get("id") is None:
        raise CallError(INVALID_REQUEST, 'a call has the members jsonrpc ("2.0"), id, method and params')
    if method not in _METHODS:
        raise CallError(METHOD_NOT_FOUND, f"only {', '.join(_METHODS)} are relayed")
    checks = _METHODS[method]
    if not isinstance(params, list) or len(params) != len(checks):
        raise CallError(INVALID_PARAMS, f"{method} takes a list of {len(checks)} parameters")
    return method, [check(value) for check, value in zip(checks, params, strict=True)]


def _block(value: object) -> object:
    if isinstance(value, str) and (value in _TAGS or _QUANTITY.fullmatch(value)):
        return value
    raise CallError(INVALID_PARAMS, f"a block is {', '.join(_TAGS)} or its number as 0x…")


def _block_or_hash(value: object) -> object:
    """EIP-1898: a block by number or tag, or `{"blockHash": …, "requireCanonical": …}`."""
    if not isinstance(value, dict):
        return _block(value)
    if value.keys() - {"blockHash", "requireCanonical"} or not isinstance(value.get("requireCanonical", True), bool):
        raise CallError(INVALID_PARAMS, "a block object has blockHash and requireCanonical")
    return {"blockHash": _hash(value.get("blockHash")), "requireCanonical": value.get("requireCanonical", True)}


def _hash(value: object) -> str:
    if isinstance(value, str) and _HASH.fullmatch(value):
        return value
    raise CallError(INVALID_PARAMS, "a block's hash is 0x and 64 hexadecimal digits")


def _without_transactions(value: object) -> bool:
    if value is False:
        return value
    raise CallError(INVALID_PARAMS, "blocks are relayed without their transactions: false")


def _message(value: object) -> dict[str, str]:
    """What is called: the contract and the data, without sender, value or gas."""
    if not isinstance(value, dict) or value.keys() - {"to", "data", "input"} or ("data" in value) == ("input" in value):
        raise CallError(INVALID_PARAMS, "a call's message has to, and data or input")
    to, data = value.get("to"), value.get("data", value.get("input"))
    if not isinstance(to, str) or not _ADDRESS.fullmatch(to):
        raise CallError(INVALID_PARAMS, "to is 0x and 40 hexadecimal digits")
    if not isinstance(data, str) or not _OCTETS.fullmatch(data):
        raise CallError(INVALID_PARAMS, "data is 0x and pairs of hexadecimal digits")
    return {"to": to, "data": data}


_METHODS: dict[str, Sequence[Callable[[object], object]]] = {
    "eth_chainId": (),
    "eth_blockNumber": (),
    "eth_getBlockByNumber": (_block, _without_transactions),
    "eth_getBlockByHash": (_hash, _without_transactions),
    "eth_call": (_message, _block_or_hash),
}
