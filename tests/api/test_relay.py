import httpx
import orjson
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api import problems
from api.addresses import Proxies
from api.limits import RateLimiter, Rates
from api.relay import MAX_CALLS, make_router
from tests.anvil import Anvil
from tests.api.service import MIDDLE_OF_A_MINUTE

CONTRACT = "0x" + "5f" * 20
JSON = {"content-type": "application/json"}


def serve(rpc_url, transport=None, public=10_000):
    app = FastAPI()
    app.state.proxies = Proxies()
    app.state.limiter = RateLimiter(Rates(public=public), clock=lambda: MIDDLE_OF_A_MINUTE)
    problems.install(app)
    app.include_router(make_router(rpc_url, transport))
    return TestClient(app)


@pytest.fixture(scope="module")
def anvil():
    with Anvil() as running:
        yield running


@pytest.fixture(scope="module")
def relay(anvil):
    with serve(anvil.url) as client:
        yield client


def call(method, *params, id_=1):
    return {"jsonrpc": "2.0", "id": id_, "method": method, "params": list(params)}


def code_of(answer):
    body = answer.json()
    assert answer.status_code == 200
    assert "result" not in body
    return body["error"]["code"]


def test_the_page_reads_the_chain_as_if_it_asked_it_itself(anvil, relay):
    newest = anvil.rpc("eth_getBlockByNumber", "latest", False)
    asked = [
        call("eth_chainId", id_="a"),
        call("eth_blockNumber", id_=2),
        call("eth_getBlockByNumber", "latest", False, id_=3),
        call("eth_getBlockByHash", newest["hash"], False, id_=4),
        call("eth_call", {"to": CONTRACT, "data": "0x1234"}, newest["number"], id_=5),
        call("eth_call", {"to": CONTRACT, "input": "0x"}, {"blockHash": newest["hash"]}, id_=6),
    ]
    answers = relay.post("/rpc", json=asked).json()
    assert [answer["id"] for answer in answers] == ["a", 2, 3, 4, 5, 6]
    expected = ["0x7a69", newest["number"], newest, newest, "0x", "0x"]
    assert [answer["result"] for answer in answers] == expected


@pytest.mark.parametrize(
    "method",
    [
        "eth_sendRawTransaction",
        "eth_sendTransaction",
        "eth_accounts",
        "eth_getLogs",
        "eth_getStorageAt",
        "anvil_setBalance",
        "anvil_reset",
        "evm_mine",
        "debug_traceCall",
        "web3_clientVersion",
        "ETH_CHAINID",
        "eth_call ",
        "",
    ],
)
def test_no_other_method_reaches_the_chain(method):
    def fail(request):
        raise AssertionError(request.content)

    with serve("http://chain.test", httpx.MockTransport(fail)) as client:
        assert code_of(client.post("/rpc", json=call(method))) == -32601


def test_a_transaction_in_a_batch_changes_nothing(anvil, relay):
    before = anvil.rpc("eth_blockNumber")
    sent = [call("eth_blockNumber"), call("evm_mine", id_=2), call("eth_sendTransaction", {"to": CONTRACT}, id_=3)]
    answers = relay.post("/rpc", json=sent).json()
    assert answers[0]["result"] == before
    assert [answer["error"]["code"] for answer in answers[1:]] == [-32601, -32601]
    assert anvil.rpc("eth_blockNumber") == before


@pytest.mark.parametrize(
    "asked",
    [
        call("eth_chainId", "latest"),
        call("eth_getBlockByNumber", "latest", True),
        call("eth_getBlockByNumber", "latest", 0),
        call("eth_getBlockByNumber", "pending", False),
        call("eth_getBlockByNumber", "latest"),
        call("eth_getBlockByNumber", 1, False),
        call("eth_getBlockByNumber", "0x01", False),
        call("eth_getBlockByNumber", "0x" + "1" * 17, False),
        call("eth_getBlockByHash", "0x12", False),
        call("eth_call", {"to": CONTRACT, "data": "0x"}),
        call("eth_call", {"to": CONTRACT, "data": "0x"}, "latest", {CONTRACT: {"code": "0x00"}}),
        call("eth_call", {"to": CONTRACT, "data": "0x", "gas": "0xffffffffff"}, "latest"),
        call("eth_call", {"to": CONTRACT, "data": "0x", "input": "0x"}, "latest"),
        call("eth_call", {"to": CONTRACT}, "latest"),
        call("eth_call", {"data": "0x"}, "latest"),
        call("eth_call", {"to": CONTRACT, "data": "0x1"}, "latest"),
        call("eth_call", {"to": CONTRACT, "data": "0x"}, {"blockNumber": "0x0"}),
        call("eth_call", {"to": CONTRACT, "data": "0x"}, {"blockHash": "0x0"}),
        call("eth_call", "latest", {"to": CONTRACT, "data": "0x"}),
        {**call("eth_chainId"), "params": {}},
    ],
)
def test_parameters_that_are_not_understood_stay_here(asked):
    def fail(request):
        raise AssertionError(request.content)

    with serve("http://chain.test", httpx.MockTransport(fail)) as client:
        assert code_of(client.post("/rpc", json=asked)) == -32602


@pytest.mark.parametrize(
    "asked",
    [
        1,
        "eth_chainId",
        None,
        {},
        {"method": "eth_chainId"},
        {**call("eth_chainId"), "jsonrpc": "1.0"},
        {**call("eth_chainId"), "id": None},
        {**call("eth_chainId"), "method": ["eth_chainId"]},
        [],
        [call("eth_chainId")] * (MAX_CALLS + 1),
    ],
)
def test_what_is_no_call_is_said_to_be_none(relay, asked):
    assert code_of(relay.post("/rpc", content=orjson.dumps(asked), headers=JSON)) == -32600


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 100_000, b'{"jsonrpc": NaN}'])
def test_what_is_no_json_is_said_to_be_none(relay, body):
    assert code_of(relay.post("/rpc", content=body, headers=JSON)) == -32700


def test_a_batch_of_the_largest_size_is_answered(relay):
    answers = relay.post("/rpc", json=[call("eth_chainId", id_=number) for number in range(1, MAX_CALLS + 1)]).json()
    assert [answer["id"] for answer in answers] == list(range(1, MAX_CALLS + 1))


def test_a_body_over_the_limit_is_refused(relay):
    asked = call("eth_call", {"to": CONTRACT, "data": "0x" + "00" * (1 << 20)}, "latest")
    assert relay.post("/rpc", json=asked).status_code == 413


def test_only_what_was_understood_goes_on():
    seen = []

    def chain(request):
        seen.append(orjson.loads(request.content))
        return httpx.Response(200, json={"jsonrpc": "2.0", "id": 1, "result": "0x"})

    with serve("http://chain.test", httpx.MockTransport(chain)) as client:
        asked = {**call("eth_call", {"to": CONTRACT, "input": "0xAb"}, "latest", id_="mine"), "extra": 1}
        assert client.post("/rpc", json=asked).json() == {"jsonrpc": "2.0", "id": "mine", "result": "0x"}
    assert seen == [call("eth_call", {"to": CONTRACT, "data": "0xAb"}, "latest")]


def test_a_contracts_refusal_comes_back_with_its_data(anvil, relay):
    # PUSH1 42, PUSH1 0, MSTORE, PUSH1 32, PUSH1 0, REVERT
    anvil.rpc("anvil_setCode", CONTRACT, "0x602a60005260206000fd")
    answer = relay.post("/rpc", json=call("eth_call", {"to": CONTRACT, "data": "0x"}, "latest")).json()
    anvil.rpc("anvil_setCode", CONTRACT, "0x")
    assert answer["error"]["code"] == 3
    assert answer["error"]["data"] == "0x" + "2a".rjust(64, "0")


@pytest.mark.parametrize(
    "said",
    [
        httpx.Response(500, content=b"<html>"),
        httpx.Response(200, json=[]),
        httpx.Response(200, json={"jsonrpc": "2.0", "id": 1}),
        httpx.Response(200, json={"error": "text"}),
        httpx.Response(200, content=b'"' + b"0" * (17 << 20) + b'"'),
    ],
)
def test_a_broken_chain_is_an_error_of_json_rpc(said):
    with serve("http://chain.test/secret", httpx.MockTransport(lambda request: said)) as client:
        answer = client.post("/rpc", json=call("eth_chainId"))
    assert code_of(answer) == -32002
    assert "secret" not in answer.text


def test_a_chain_that_is_away_is_an_error_of_json_rpc():
    with serve("http://127.0.0.1:9") as client:
        assert code_of(client.post("/rpc", json=call("eth_chainId"))) == -32002


def test_the_rate_is_limited(anvil):
    with serve(anvil.url, public=2) as client:
        statuses = [client.post("/rpc", json=call("eth_chainId")).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_a_verifying_page_from_elsewhere_may_ask(relay):
    preflight = relay.options("/rpc", headers={"origin": "https://auditor.example"})
    assert preflight.headers["access-control-allow-headers"] == "content-type"
    assert relay.post("/rpc", json=call("eth_chainId")).headers["access-control-allow-origin"] == "*"
