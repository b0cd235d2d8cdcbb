"""The development chain starts again whatever a crash or a power cut made of its state's file."""

from __future__ import annotations

import json
import time

import pytest

from api.chain_state import copy_of, kept, make_whole, state_file
from tests.anvil import Anvil

DATABASES = ("sqlite",)


def code_at(chain: Anvil, address: str) -> str:
    return str(chain.rpc("eth_getCode", address, "latest"))


@pytest.mark.parametrize("left", [0, 1, 1000, -1])
def test_a_torn_state_gives_way_to_the_copy(tmp_path, left):
    state = state_file(tmp_path)
    with Anvil("--state", str(state)) as chain:
        chain.rpc("anvil_setCode", "0x" + "11" * 20, "0x60006000")
    said: list[str] = []
    make_whole(state, said.append)
    assert said == []
    state.write_bytes(state.read_bytes()[:left])
    make_whole(state, said.append)
    assert said == ["the chain's state was not written to its end: the chain goes on from an older copy"]
    with Anvil("--state", str(state)) as chain:
        assert code_at(chain, "0x" + "11" * 20) == "0x60006000"


def test_a_chain_that_starts_again_and_again_keeps_its_first_block(tmp_path):
    state = state_file(tmp_path)
    first: list[str] = []
    for start in range(6):
        make_whole(state, print)
        with Anvil("--state", str(state), "--timestamp", str(1_795_161_600 + 10 * start)) as chain:
            first.append(chain.rpc("eth_getBlockByNumber", "0x0", False)["hash"])
            chain.rpc("evm_mine")
            mined = chain.rpc("eth_blockNumber")
    assert len(set(first)) == 1, "the ledger takes a chain with another first block for a new one"
    assert mined == "0x6"
    blocks = [int(block["header"]["number"], 16) for block in json.loads(state.read_text())["blocks"]]
    assert blocks.count(0) == 2, "anvil adds none any more: what is done about it can go"


def test_without_a_copy_the_chain_begins_anew(tmp_path):
    state = state_file(tmp_path)
    state.write_bytes(b'{"block":')
    said: list[str] = []
    make_whole(state, said.append)
    assert len(said) == 1
    assert "begins anew" in said[0]
    with Anvil("--state", str(state)) as chain:
        assert chain.rpc("eth_blockNumber") == "0x0"


def test_a_state_that_was_taken_away_does_not_come_back(tmp_path):
    state = state_file(tmp_path)
    state.write_bytes(b"{}")
    make_whole(state, print)
    assert copy_of(state).exists()
    state.unlink()
    make_whole(state, print)
    assert not state.exists()
    assert not copy_of(state).exists()


def test_the_copy_follows_what_is_whole(tmp_path):
    state = state_file(tmp_path)
    with kept(state, 0.01):
        for content in (b'{"a":1}', b'{"a":2}'):
            state.write_bytes(content)
            wait_for(lambda expected=content: copy_of(state).exists() and copy_of(state).read_bytes() == expected)
        state.write_bytes(b'{"a":')
    assert copy_of(state).read_bytes() == b'{"a":2}'


def wait_for(done):
    deadline = time.monotonic() + 30
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.005)
