"""The chain read by JSON-RPC: a real chain, and endpoints that fail or contradict each other."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.anvil import Anvil
from tests.ledger.chain_world import PREFIX, PRODUCER, TestParty, World
from tests.toy_ledger import ToyLedger
from verifier.chain import ChainError
from verifier.format import trust_root
from verifier.format.trust_root import Finality, TrustRoot
from verifier.json_rpc import RpcChain, http_post


@pytest.fixture(scope="module")
def anvil() -> Iterator[Anvil]:
    with Anvil() as running:
        yield running


@pytest.fixture(scope="module")
def world(anvil: Anvil, tmp_path_factory: pytest.TempPathFactory) -> World:
    made = World(Path(tmp_path_factory.mktemp("world")), anvil.url)
    made.deploy()
    made.add_party(PARTY, PREFIX)
    made.settle()
    return made


PARTY = TestParty("producer", "9521321000010", PRODUCER)
STRANGER = TestParty("stranger", "9521141111116", PRODUCER)


def root_of(world: World, **changes: Any) -> TrustRoot:
    where = world.deployed
    root = trust_root.parse(ToyLedger().trust_root())
    return replace(
        root,
        anchorage=where.anchorage,
        registry=where.registry,
        log_id=where.log_id,
        rpc_urls=(world.url,),
        **changes,
    )


def test_anchors(world: World) -> None:
    chain = RpcChain(root_of(world))
    count = chain.anchor_count(world.deployed.log_id)
    rows = world.anchors("final")
    assert count >= len(rows) > 0
    for row in rows:
        (record,) = chain.anchors(world.deployed.log_id, [row.anchor.seq])
        assert (record.head, record.size, record.time) == (row.head, row.anchor.size, row.block_time)
        assert record.time < chain.pin().time
    assert chain.anchors(world.deployed.log_id, []) == []


def test_keys_and_parties(world: World) -> None:
    chain = RpcChain(root_of(world))
    known, unknown = chain.keys([PARTY.kid, STRANGER.kid])
    assert unknown is None
    assert known is not None
    assert (known.party_id, known.public_key, known.hosted) == (PARTY.party.id, PARTY.key, True)
    assert known.authentic_at(known.valid_from)
    assert not known.authentic_at(known.valid_from - 1)
    now = chain.pin().time
    states = chain.parties([(PARTY.party.id, now), (PARTY.party.id, known.valid_from - 1000), (STRANGER.party.id, now)])
    assert [(each.registered, each.suspended, each.roles) for each in states] == [
        (True, False, PRODUCER),
        (False, False, 0),
        (False, False, 0),
    ]


def test_authorities(world: World) -> None:
    chain = RpcChain(root_of(world))
    now = chain.pin().time
    own, foreign, nobodys = chain.authorities(
        [
            (PREFIX + "00001", PARTY.party.id, now),
            (PREFIX + "00001", STRANGER.party.id, now),
            ("400638133393", PARTY.party.id, now),
        ]
    )
    assert (own.owner, own.length, own.allowed, own.log_id) == (
        PARTY.party.id,
        len(PREFIX),
        True,
        world.deployed.log_id,
    )
    assert 0 < own.bound_since <= now
    assert (foreign.length, foreign.allowed) == (len(PREFIX), False)
    assert (nobodys.length, nobodys.allowed) == (0, False)


def test_a_configured_depth_pins_that_block(world: World) -> None:
    newest = RpcChain(root_of(world, finality=Finality(0))).pin()
    deeper = RpcChain(root_of(world, finality=Finality(3))).pin()
    assert newest.number - deeper.number == 3


def test_another_chain_id_is_named(world: World) -> None:
    root = root_of(world)
    wrong = replace(root, anchorage=replace(root.anchorage, chain_id=1))
    with pytest.raises(ChainError, match="another chain") as caught:
        RpcChain(wrong).pin()
    assert caught.value.code == "wrong-chain"


def test_no_contract_there_is_named(world: World) -> None:
    root = root_of(world)
    empty = replace(root, anchorage=replace(root.anchorage, contract=bytes(20)))
    with pytest.raises(ChainError) as caught:
        RpcChain(empty).anchor_count(root.log_id)
    assert caught.value.code == "wrong-chain"


def test_nobody_listening_is_offline() -> None:
    root = replace(trust_root.parse(ToyLedger().trust_root()), rpc_urls=("http://127.0.0.1:9",))
    with pytest.raises(ChainError) as caught:
        RpcChain(root).pin()
    assert caught.value.code == "offline"


class Dripping(BaseHTTPRequestHandler):
    """An endpoint that answers byte by byte and never ends."""

    def do_POST(self) -> None:
        self.send_response(200)
        self.end_headers()
        with suppress(OSError):
            while True:
                self.wfile.write(b" ")
                time.sleep(0.01)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output to the tests."""


def test_an_endpoint_that_drips_is_given_up() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Dripping) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(ChainError, match="takes too long"):
            http_post(f"http://127.0.0.1:{server.server_port}", b"{}", seconds=0.3)
        server.shutdown()


def two_of(world: World, change: Callable[[str, dict[str, Any], bytes], bytes]) -> RpcChain:
    """A chain of two endpoints that must agree; the second's answers are changed."""
    root = root_of(world, rpc_agree=2)
    root = replace(root, rpc_urls=(world.url, world.url + "/second"))

    def post(url: str, body: bytes) -> bytes:
        answer = http_post(world.url, body)
        return answer if url == world.url else change(url, json.loads(body), answer)

    return RpcChain(root, post)


def test_a_user_and_password_are_sent_and_never_shown() -> None:
    seen: list[str | None] = []

    class Asking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(self.headers["Authorization"])
            self.send_error(403)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Asking) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        where = f"127.0.0.1:{server.server_port}"
        with pytest.raises(ChainError) as caught:
            http_post(f"http://user:w%40rd@{where}/v3/secret?key=secret", b"{}")
        server.shutdown()
    assert seen == ["Basic dXNlcjp3QHJk"]
    assert str(caught.value) == f"http://{where} does not answer: HTTP Error 403: Forbidden"


@pytest.mark.parametrize(
    "url",
    ["http://user:secret@127.0.0.1:9/secret", "http://127.0.0.1:port/secret", "http://[secret", "http://secret]/"],
)
def test_an_endpoint_that_fails_is_named_without_what_may_be_its_key(url: str) -> None:
    with pytest.raises(ChainError) as caught:
        http_post(url, b"{}")
    assert "secret" not in str(caught.value)
    root = replace(trust_root.parse(ToyLedger().trust_root()), rpc_urls=(url,))
    with pytest.raises(ChainError) as caught:
        RpcChain(root).pin()
    assert caught.value.code == "offline"
    assert "secret" not in str(caught.value)


def test_two_endpoints_that_agree(world: World) -> None:
    chain = two_of(world, lambda _url, _request, answer: answer)
    assert chain.anchor_count(world.deployed.log_id) > 0


def test_an_endpoint_that_answers_otherwise_is_a_disagreement(world: World) -> None:
    def lie(_url: str, request: dict[str, Any], answer: bytes) -> bytes:
        if request["method"] != "eth_call":
            return answer
        value = json.loads(answer)
        value["result"] = value["result"][:-1] + "f"
        return json.dumps(value).encode()

    with pytest.raises(ChainError) as caught:
        two_of(world, lie).anchor_count(world.deployed.log_id)
    assert caught.value.code == "rpc-disagreement"


def test_an_endpoint_with_another_block_is_a_disagreement(world: World) -> None:
    def lie(_url: str, request: dict[str, Any], answer: bytes) -> bytes:
        value = json.loads(answer)
        if request["method"] == "eth_getBlockByNumber":
            value["result"]["hash"] = "0x" + "00" * 32
        return json.dumps(value).encode()

    with pytest.raises(ChainError) as caught:
        two_of(world, lie).pin()
    assert caught.value.code == "rpc-disagreement"


def test_an_endpoint_that_lags_is_followed(world: World) -> None:
    """The pinned block is then one that both have."""

    def lag(_url: str, request: dict[str, Any], answer: bytes) -> bytes:
        if request["method"] == "eth_getBlockByNumber" and request["params"][0] == "finalized":
            older = json.loads(answer)["result"]["number"]
            request["params"][0] = hex(int(older, 16) - 1)
            return http_post(world.url, json.dumps(request).encode())
        return answer

    ahead = RpcChain(root_of(world)).pin()
    assert two_of(world, lag).pin().number == ahead.number - 1


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"no json",
        b"[]",
        b"{}",
        b'{"result":null}',
        b'{"error":{"message":"no"}}',
        b'{"error":5}',
        b'{"result":{}}',
        b'{"result":"0xzz"}',
    ],
)
def test_answers_that_are_none_are_offline(answer: bytes) -> None:
    root = trust_root.parse(ToyLedger().trust_root())
    with pytest.raises(ChainError) as caught:
        RpcChain(root, lambda _url, _body: answer).pin()
    assert caught.value.code == "offline"


@pytest.mark.parametrize("number", ["0x" + "f" * 80, "-0x1"])
@pytest.mark.parametrize("member", ["number", "timestamp"])
def test_a_block_at_no_possible_time_is_none(member: str, number: str) -> None:
    """Such a number would not fit into the words of the calls that follow."""
    root = trust_root.parse(ToyLedger().trust_root())
    block = {"number": "0x5", "timestamp": "0x5", "hash": "0x" + "00" * 32, member: number}

    def post(_url: str, body: bytes) -> bytes:
        chain_id = json.loads(body)["method"] == "eth_chainId"
        return json.dumps({"result": hex(root.anchorage.chain_id) if chain_id else block}).encode()

    with pytest.raises(ChainError) as caught:
        RpcChain(root, post).pin()
    assert caught.value.code == "offline"
