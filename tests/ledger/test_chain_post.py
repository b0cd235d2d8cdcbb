"""A node that hangs costs its time once: who asks next is told so at once, and one at a time tries again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from ledger.chain_post import ChainPost
from tests.faulty_node import Asked, FaultyNode, Reply, answer_with, never_answer
from verifier.chain import ChainError

DATABASES = ("sqlite",)
BODY = b'{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}'
LONG = 600.0


@pytest.fixture
def node() -> Iterator[FaultyNode]:
    with FaultyNode("http://127.0.0.1:9") as made:
        yield made


def answer(asked: Asked) -> Reply:
    return asked.result("0x1")


def test_a_node_that_hung_is_left_alone(node: FaultyNode) -> None:
    node.fail(never_answer(node, LONG))
    post = ChainPost(1.0, again_seconds=LONG)
    with pytest.raises(ChainError, match=r"takes too long|timed out"):
        post(node.url, BODY)
    for _ in range(3):
        with pytest.raises(ChainError, match="did not answer in time"):
            post(node.url, BODY)
    assert node.struck == 1


def test_one_that_answers_again_is_asked_again(node: FaultyNode) -> None:
    node.fail(never_answer(node, LONG))
    post = ChainPost(0.3, again_seconds=0)
    with pytest.raises(ChainError):
        post(node.url, BODY)
    post._seconds = LONG
    node.fail(answer)
    for _ in range(2):
        assert b"0x1" in post(node.url, BODY)


def test_one_at_a_time_tries_again(node: FaultyNode) -> None:
    node.fail(never_answer(node, LONG))
    post = ChainPost(0.3, again_seconds=0)
    with pytest.raises(ChainError):
        post(node.url, BODY)
    post._seconds = LONG
    asked = threading.Event()

    def hang(_: Asked) -> Reply:
        asked.set()
        return node.hold(LONG)

    node.fail(hang)
    with ThreadPoolExecutor(1) as pool:
        tries = pool.submit(post, node.url, BODY)
        try:
            assert asked.wait(30)
            with pytest.raises(ChainError, match="did not answer in time"):
                post(node.url, BODY)
            assert not tries.done()
        finally:
            node.heal()
    with pytest.raises(ChainError):
        tries.result()


def test_one_that_fails_quickly_is_asked_each_time(node: FaultyNode) -> None:
    node.fail(answer_with(b"", status=500))
    post = ChainPost(LONG, again_seconds=LONG)
    for _ in range(3):
        with pytest.raises(ChainError, match="500"):
            post(node.url, BODY)
    assert node.struck == 3


def test_what_one_node_does_is_no_other_nodes_fault(node: FaultyNode) -> None:
    node.fail(answer)
    with FaultyNode("http://127.0.0.1:9") as other:
        other.fail(never_answer(other, LONG))
        post = ChainPost(1.0, again_seconds=LONG)
        with pytest.raises(ChainError):
            post(other.url, BODY)
        assert b"0x1" in post(node.url, BODY)
