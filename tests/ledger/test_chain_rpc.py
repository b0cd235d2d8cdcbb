"""JSON-RPC with nodes that answer as nodes do, and as they should not."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.chain import GWEI, Chain
from ledger.chain_rpc import member, octets, quantity, revert_data
from ledger.chain_types import Sent
from ledger.errors import BalanceTooLow, ChainRefused, ChainReverted, ChainUnavailable, LedgerError
from tests.anvil import ACCOUNT_KEY
from verifier.format.trust_root import Finality

Answer = Callable[[str], tuple[int, bytes]]


class Node:
    """A node whose answers a test chooses."""

    def __init__(self) -> None:
        self.answer: Answer = lambda _: (200, b"{}")
        node = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, answer = node.answer(json.loads(body)["method"])
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                with suppress(OSError):  # a caller may have stopped waiting
                    self.wfile.write(answer)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v3/an-access-key"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def says(self, result: object) -> None:
        self.answer = lambda _: (200, json.dumps({"jsonrpc": "2.0", "id": 1, "result": result}).encode())

    def refuses(self, message: str, code: int = -32000, data: object = None) -> None:
        error = {"code": code, "message": message, "data": data}
        self.answer = lambda _: (200, json.dumps({"jsonrpc": "2.0", "id": 1, "error": error}).encode())


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    node = Node()
    yield node
    node.server.shutdown()
    node.server.server_close()


@pytest.fixture(scope="module")
def chain(node: Node) -> Chain:
    return Chain(node.url, ACCOUNT_KEY, fee_ceiling=GWEI, timeout=5)


CALLS: list[Callable[[Chain], object]] = [
    Chain.chain_id,
    Chain.genesis_hash,
    Chain.latest,
    Chain.nonce,
    Chain.balance,
    Chain.fees,
    lambda chain: chain.block(3),
    lambda chain: chain.finalized(Finality(None)),
    lambda chain: chain.finalized(Finality(4)),
    lambda chain: chain.has_code(bytes(20)),
    lambda chain: chain.call(bytes(20), b""),
    lambda chain: chain.estimate_gas(bytes(20), b""),
    lambda chain: chain.receipt(bytes(32)),
    lambda chain: chain.send(b"raw"),
]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    "answer",
    [
        (200, b""),
        (200, b"<html>"),
        (200, b"[]"),
        (200, b"null"),
        (200, b'"0x1"'),
        (200, b"{}"),
        (200, b'{"result"'),
        (200, b"\xff\xfe"),
        (200, b"[" * 100_000),
        (429, b"slow down"),
        (502, b"bad gateway"),
        (200, b'{"jsonrpc":"2.0","id":1,"error":{"code":-32005,"message":"rate limit"}}'),
    ],
)
def test_what_is_no_answer_makes_the_chain_unavailable(
    node: Node, chain: Chain, call: Callable[[Chain], object], answer: tuple[int, bytes]
) -> None:
    node.answer = lambda _: answer
    with pytest.raises(ChainUnavailable):
        call(chain)


WRONG: list[object] = [
    {},
    [],
    True,
    7,
    "0x",
    "0xzz",
    "1",
    "0x" + "f" * 70,
    {"number": "0x1"},
    {"number": "0x1", "hash": "0x12", "timestamp": "0x1", "baseFeePerGas": "0x1"},
    {"number": "0x1", "hash": "0x" + "1" * 64, "timestamp": 5, "baseFeePerGas": "0x1"},
    {"blockNumber": "0x1", "blockHash": None, "status": "0x1", "gasUsed": "0x1"},
]
# Some are right for some calls: no code, empty answers, 35 bytes of code, a block of which only the hash is read.
RIGHT = {(9, 4), (10, 4), (9, 7), (10, 7), (1, 10)}


@pytest.mark.parametrize("call", CALLS[:-1])
@pytest.mark.parametrize("result", WRONG)
def test_wrong_answers_raise_nothing_but_our_errors(
    node: Node, chain: Chain, call: Callable[[Chain], object], result: object
) -> None:
    node.says(result)
    try:
        call(chain)
    except LedgerError:
        return
    assert (CALLS.index(call), WRONG.index(result)) in RIGHT


def test_no_chain_listens() -> None:
    with pytest.raises(ChainUnavailable):
        Chain("http://127.0.0.1:1", ACCOUNT_KEY, fee_ceiling=GWEI).latest()


def test_a_node_that_does_not_answer_in_time(node: Node) -> None:
    wait = threading.Event()

    def slow(_: str) -> tuple[int, bytes]:
        wait.wait(20)
        return 200, b"{}"

    node.answer = slow
    try:
        with pytest.raises(ChainUnavailable):
            Chain(node.url, ACCOUNT_KEY, fee_ceiling=GWEI, timeout=0.2).latest()
    finally:
        wait.set()


def test_the_urls_access_key_is_never_shown(node: Node, chain: Chain) -> None:
    for answer in ((500, b""), (200, b'{"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"no"}}')):
        node.answer = lambda _, answer=answer: answer  # type: ignore[misc]
        with pytest.raises(LedgerError) as raised:
            chain.latest()
        text = "".join(str(part) for part in (raised.value, raised.value.__cause__))
        assert "an-access-key" not in text
        assert "127.0.0.1" in text


# Wordings of geth, Erigon, Nethermind (older and newer), Besu and anvil.
@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("already known", Sent.KNOWN),
        ("AlreadyKnown", Sent.KNOWN),
        ("Known transaction", Sent.KNOWN),
        ("transaction already imported", Sent.KNOWN),
        ("nonce too low: next nonce 7, tx nonce 5", Sent.NONCE_USED),
        ("Nonce too low", Sent.NONCE_USED),
        ("OldNonce", Sent.NONCE_USED),
        ("replacement transaction underpriced", Sent.UNDERPRICED),
        ("transaction underpriced: gas tip cap 1, minimum needed 2", Sent.UNDERPRICED),
        ("max fee per gas less than block base fee: address 0x…", Sent.UNDERPRICED),
        ("FeeTooLow", Sent.UNDERPRICED),
        ("ReplacementNotAllowed", Sent.UNDERPRICED),
        ("could not replace existing tx", Sent.UNDERPRICED),
    ],
)
def test_what_nodes_say_to_a_transaction_that_they_do_not_take(
    node: Node, chain: Chain, message: str, expected: Sent
) -> None:
    node.refuses(message)
    assert chain.send(b"raw") is expected


@pytest.mark.parametrize(
    "message",
    ["insufficient funds for gas * price + value", "InsufficientFunds", "Upfront cost exceeds account balance"],
)
def test_an_account_that_cannot_pay(node: Node, chain: Chain, message: str) -> None:
    node.refuses(message)
    with pytest.raises(BalanceTooLow, match=r"0x[0-9a-fA-F]{40} cannot pay: send it funds"):
        chain.send(b"raw")


def test_any_other_refusal_is_raised_with_the_nodes_words(node: Node, chain: Chain) -> None:
    node.refuses("exceeds block gas limit", -32000)
    with pytest.raises(ChainRefused, match="exceeds block gas limit") as raised:
        chain.send(b"raw")
    assert raised.value.code == -32000


@pytest.mark.parametrize(
    ("code", "message", "data", "expected"),
    [
        (3, "execution reverted", "0x12345678", b"\x12\x34\x56\x78"),
        (-32000, "execution reverted", None, b""),
        (-32015, "VM execution error.", "Reverted 0x12345678", b"\x12\x34\x56\x78"),
        (-32603, "error", {"data": "0x12345678", "message": "reverted"}, b"\x12\x34\x56\x78"),
    ],
)
def test_reverts_are_known_as_such_wherever_nodes_put_the_reason(
    node: Node, chain: Chain, code: int, message: str, data: object, expected: bytes
) -> None:
    node.refuses(message, code, data)
    with pytest.raises(ChainReverted) as raised:
        chain.call(bytes(20), b"")
    assert raised.value.data == expected


@pytest.mark.parametrize(
    ("version", "expected"),
    [("anvil/v1.7.1", True), ("HardhatNetwork/3.0", True), ("Geth/v1.14.0-anvil", False), ("reth/v1.2", False)],
)
def test_which_chains_may_be_reset_and_mined(node: Node, chain: Chain, version: str, expected: bool) -> None:
    node.says(version)
    assert chain.is_development() == expected


def test_without_the_priority_fee_method_a_gwei_is_taken(node: Node, chain: Chain) -> None:
    block = {"number": "0x1", "hash": "0x" + "1" * 64, "timestamp": "0x1", "baseFeePerGas": "0x64"}

    def answer(method: str) -> tuple[int, bytes]:
        fault = {"error": {"code": -32601, "message": "method not found"}}
        return 200, json.dumps(fault if method == "eth_maxPriorityFeePerGas" else {"result": block}).encode()

    node.answer = answer
    assert (chain.fees().base, chain.fees().priority) == (100, GWEI)


@given(
    st.one_of(
        st.none(), st.integers(), st.text(), st.binary(), st.lists(st.text()), st.dictionaries(st.text(), st.text())
    )
)
def test_readers_of_json_raise_nothing_but_our_errors(value: object) -> None:
    for read in (lambda v: quantity(v, "x"), lambda v: octets(v, "x"), lambda v: member(v, "x"), revert_data):
        try:
            read(value)
        except ChainRefused:
            continue
