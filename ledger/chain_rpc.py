"""JSON-RPC to one node, on web3's HTTP provider: every failure becomes one of the ledger's errors."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import requests

from ledger.chain_web3 import HTTPProvider, RPCEndpoint, Web3Exception
from ledger.errors import ChainRefused, ChainReverted, ChainUnavailable

_QUANTITY = re.compile(r"0x[0-9a-fA-F]{1,64}")
_OCTETS = re.compile(r"0x(?:[0-9a-fA-F]{2})*")
_BUSY_CODES = {-32005, 429}  # EIP-1474 "limit exceeded", and what gateways put there


class Rpc:
    """One node by its URL. Requests are neither retried nor cached here: the data path comes back by itself."""

    def __init__(self, url: str, timeout: float) -> None:
        self.name = urlsplit(url).hostname or "the node"
        """The node's host: the whole URL may hold an access key and is never shown."""
        self._provider = HTTPProvider(url, request_kwargs={"timeout": timeout}, exception_retry_configuration=None)

    def request(self, method: str, *params: object) -> object:
        """The result of one call.

        Raises:
            ChainUnavailable: no answer, or none that is JSON-RPC.
            ChainReverted: a contract refuses.
            ChainRefused: the node answers with another error.
        """
        try:
            response: object = self._provider.make_request(RPCEndpoint(method), list(params))
        except (requests.RequestException, Web3Exception, OSError, ValueError, TypeError, RecursionError) as error:
            raise ChainUnavailable(f"the chain at {self.name} does not answer ({type(error).__name__})") from None
        if not isinstance(response, dict) or ("error" not in response and "result" not in response):
            raise ChainUnavailable(f"the chain at {self.name} answers with something that is no JSON-RPC")
        if response.get("error") is not None:
            raise self._fault(method, response["error"])
        return response.get("result")

    def _fault(self, method: str, error: object) -> ChainRefused | ChainUnavailable:
        fields = error if isinstance(error, dict) else {"message": str(error)}
        given = fields.get("code")
        code = given if isinstance(given, int) else 0
        text = str(fields.get("message", ""))[:300]
        message = f"the chain at {self.name} refuses {method}: {text or 'no reason given'}"
        if code in _BUSY_CODES:
            return ChainUnavailable(message)
        data = revert_data(fields.get("data"))
        if data is not None or code == 3 or "revert" in text.lower():
            return ChainReverted(message, data=data or b"")
        return ChainRefused(message, code)


def revert_data(data: object) -> bytes | None:
    """What a contract said when it reverted, wherever nodes put it: the hex itself, behind a word, or in an object."""
    if isinstance(data, dict):
        data = data.get("data")
    if isinstance(data, str):
        match = re.fullmatch(r"(?:Reverted )?(0x(?:[0-9a-fA-F]{2})+)", data.strip())
        if match:
            return bytes.fromhex(match[1][2:])
    return None


def quantity(value: object, what: str) -> int:
    """A JSON-RPC quantity; raises ChainRefused if it is none."""
    if not isinstance(value, str) or not _QUANTITY.fullmatch(value):
        raise ChainRefused(f"the chain gives no number for {what}")
    return int(value, 16)


def octets(value: object, what: str, size: int | None = None) -> bytes:
    """JSON-RPC data, of a size if given; raises ChainRefused if it is none."""
    if not isinstance(value, str) or not _OCTETS.fullmatch(value):
        raise ChainRefused(f"the chain gives no bytes for {what}")
    data = bytes.fromhex(value[2:])
    if size is not None and len(data) != size:
        raise ChainRefused(f"the chain gives {len(data)} bytes for {what}, not {size}")
    return data


def member(value: object, name: str) -> object:
    """A member of a JSON-RPC object; raises ChainRefused if the value is no object or lacks it."""
    if not isinstance(value, dict) or name not in value:
        raise ChainRefused(f"the chain's answer lacks {name}")
    return value[name]
