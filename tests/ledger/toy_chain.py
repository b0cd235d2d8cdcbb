"""A small chain in memory that speaks JSON-RPC as a node does: blocks, a pool, reorganisations, one contract.

It knows the anchors of one log and nothing of gas. It stands where injected faults need thousands of chains: what a
real one does is for the tests with anvil.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

import rlp

from ledger.chain_web3 import Web3
from ledger.deployment import Deployment
from ledger.errors import ChainRefused, ChainReverted
from tests.ledger.chain_world import ADMIN
from verifier.format.anchor import Anchor

GWEI = 10**9
FINAL_BELOW = 4
"""Blocks upon one that make it final."""

_WORD = 32


@dataclass(frozen=True)
class State:
    """What the chain knows after a block: how many transactions the account sent, the anchors' heads, sizes, times."""

    nonce: int = 0
    anchors: tuple[tuple[bytes, int, int], ...] = ()


@dataclass(frozen=True)
class Block:
    number: int
    hash: bytes
    time: int
    base_fee: int
    state: State
    receipts: dict[bytes, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Transaction:
    hash: bytes
    nonce: int
    max_fee: int
    to: bytes
    data: bytes

    @classmethod
    def parse(cls, raw: bytes) -> Transaction:
        fields: Any = rlp.decode(raw[1:])
        nonce, max_fee = int.from_bytes(fields[1]), int.from_bytes(fields[3])
        return cls(bytes(Web3.keccak(raw)), nonce, max_fee, bytes(fields[5]), bytes(fields[7]))


class ToyChain:
    """`request` is the node's; the other methods are what happens to the chain."""

    name = "toy"

    def __init__(self, where: Deployment, time: int, account: bytes) -> None:
        self.where = where
        self.account = account
        self.base_fee = GWEI
        self.pool: dict[int, Transaction] = {}
        self.forks = 0
        genesis = Block(0, where.genesis, time, GWEI, State())
        self.blocks = [genesis]
        for _ in range(FINAL_BELOW):
            self.mine(1)

    @property
    def newest(self) -> Block:
        return self.blocks[-1]

    @property
    def final(self) -> Block:
        return self.blocks[max(0, len(self.blocks) - 1 - FINAL_BELOW)]

    def copy(self) -> ToyChain:
        """Another one of the same past, whose future is its own."""
        twin = copy(self)
        twin.pool, twin.blocks = dict(self.pool), list(self.blocks)
        return twin

    def mine(self, seconds: int) -> None:
        """One block that takes what it can of the pool."""
        before = self.newest
        number, time, state, receipts = before.number + 1, before.time + seconds, before.state, {}
        while (taken := self.pool.get(state.nonce)) is not None and taken.max_fee >= self.base_fee:
            state, receipts[taken.hash] = self._run(state, taken, time)
        self.pool = {nonce: each for nonce, each in self.pool.items() if nonce >= state.nonce}
        hash_ = sha256(before.hash + f"{number} {time} {self.forks}".encode()).digest()
        self.blocks.append(Block(number, hash_, time, self.base_fee, state, receipts))

    def reorganise(self, depth: int, again: list[bytes], foreign: bool = False) -> None:
        """Replace the newest blocks, of which none is final, by as many others. `again` are raw transactions for them,
        before which a foreign one may come."""
        depth = min(depth, FINAL_BELOW)
        times = [block.time for block in self.blocks[-depth:]]
        self.forks += 1
        del self.blocks[-depth:]
        self.pool = {each.nonce: each for each in map(Transaction.parse, again)}
        if foreign:
            self.pool.pop(self.newest.state.nonce, None)
            self.be_foreign(0, 100 * GWEI)
        for time in times:
            self.mine(max(1, time - self.newest.time))

    def drop(self) -> None:
        """The pool forgets everything."""
        self.pool = {}

    def be_foreign(self, ahead: int, max_fee: int) -> None:
        """Somebody else who has the account's key sends something."""
        nonce = self.newest.state.nonce + ahead
        known = self.pool.get(nonce)
        if known is None or 10 * max_fee >= 11 * known.max_fee:
            hash_ = sha256(f"foreign {nonce} {max_fee}".encode()).digest()
            self.pool[nonce] = Transaction(hash_, nonce, max_fee, b"\x0f" * 20, b"")

    def rpc(self, method: str, *params: Any) -> Any:
        """As a test asks the chain itself; AssertionError for a refusal."""
        try:
            return self.request(method, *params)
        except ChainRefused as error:
            raise AssertionError(str(error)) from None

    def request(self, method: str, *params: Any) -> Any:
        """The node's answer."""
        match method:
            case "eth_chainId":
                return hex(self.where.chain_id)
            case "web3_clientVersion":
                return "Geth/v1.16.7"
            case "eth_maxPriorityFeePerGas":
                return hex(GWEI)
            case "eth_getBalance":
                return hex(10**20)
            case "eth_getCode":
                return "0x01"
            case "eth_getBlockByNumber":
                return self._shown(self._block(params[0]))
            case "eth_getTransactionCount":
                return hex(self._pending().nonce if params[1] == "pending" else self._at(params[1]).state.nonce)
            case "eth_estimateGas":
                return self._estimate(_octets(params[0]["data"]))
            case "eth_call":
                return self._call(_octets(params[0]["data"]), self._at(params[1]).state)
            case "eth_sendRawTransaction":
                return self._take(_octets(params[0]))
            case "eth_getTransactionReceipt":
                return self._receipt(_octets(params[0]))
        raise ChainRefused(f"there is no {method}", -32601)

    def _at(self, tag: str) -> Block:
        block = self._block(tag)
        if block is None:
            raise ChainRefused("header not found")
        return block

    def _block(self, tag: str) -> Block | None:
        if tag in ("latest", "pending"):
            return self.newest
        if tag == "finalized":
            return self.final
        number = int(tag, 16)
        return self.blocks[number] if number < len(self.blocks) else None

    @staticmethod
    def _shown(block: Block | None) -> dict[str, str] | None:
        if block is None:
            return None
        return {
            "number": hex(block.number),
            "hash": "0x" + block.hash.hex(),
            "timestamp": hex(block.time),
            "baseFeePerGas": hex(block.base_fee),
        }

    def _pending(self) -> State:
        state = self.newest.state
        while (waiting := self.pool.get(state.nonce)) is not None:
            state = self._run(state, waiting, self.newest.time)[0]
        return state

    def _estimate(self, data: bytes) -> str:
        if data and not self._run(self._pending(), Transaction(b"", 0, 0, self.where.trace_anchor, data), 0)[1]:
            raise ChainReverted("execution reverted")
        return hex(100_000)

    def _run(self, state: State, given: Transaction, time: int) -> tuple[State, bool]:
        """The state after a transaction, and whether the contract took it."""
        after = replace(state, nonce=state.nonce + 1)
        if given.to != self.where.trace_anchor or not given.data:
            return after, True
        prev, size, log_root, index_root = (given.data[4 + _WORD * n : 4 + _WORD * (n + 1)] for n in range(1, 5))
        newest, least = state.anchors[-1][:2] if state.anchors else (bytes(32), 0)
        if prev != newest or int.from_bytes(size) < least:
            return after, False
        made = Anchor(len(state.anchors), prev, least, int.from_bytes(size), log_root, index_root)
        head = made.head(self.where.anchorage, self.where.log_id)
        return replace(after, anchors=(*state.anchors, (head, made.size, time))), True

    def _call(self, data: bytes, state: State) -> str:
        selector = data[:4]
        if selector == _LOG:
            words = [self.account, ADMIN, bytes(20), len(state.anchors).to_bytes(8, "big")]
        elif selector == _COUNT:
            words = [len(state.anchors).to_bytes(8, "big")]
        else:
            assert selector == _AT_MANY, data.hex()
            asked = [int.from_bytes(data[at : at + _WORD]) for at in range(4 + 3 * _WORD, len(data), _WORD)]
            if any(seq >= len(state.anchors) for seq in asked):
                raise ChainReverted("execution reverted: NoSuchAnchor")
            rows = [state.anchors[seq] for seq in asked]
            words = [bytes([_WORD]), len(rows).to_bytes(8, "big")]
            words += [word for head, size, time in rows for word in (head, size.to_bytes(8), time.to_bytes(8))]
        return "0x" + b"".join(word.rjust(_WORD, b"\0") for word in words).hex()

    def _take(self, raw: bytes) -> str:
        given = Transaction.parse(raw)
        known = self.pool.get(given.nonce)
        if given.nonce < self.newest.state.nonce:
            raise ChainRefused("nonce too low")
        if known is not None and known.hash == given.hash:
            raise ChainRefused("already known")
        if known is not None and 10 * given.max_fee < 11 * known.max_fee:
            raise ChainRefused("replacement transaction underpriced")
        self.pool[given.nonce] = given
        return "0x" + given.hash.hex()

    def _receipt(self, hash_: bytes) -> dict[str, str] | None:
        for block in reversed(self.blocks):
            if hash_ in block.receipts:
                return {
                    "blockNumber": hex(block.number),
                    "blockHash": "0x" + block.hash.hex(),
                    "status": hex(block.receipts[hash_]),
                    "gasUsed": hex(90_000),
                }
        return None


def _octets(text: str) -> bytes:
    return bytes.fromhex(text[2:])


def _selector(signature: str) -> bytes:
    return bytes(Web3.keccak(text=signature)[:4])


_LOG, _COUNT, _AT_MANY = map(_selector, ("log(bytes32)", "count(bytes32)", "atMany(bytes32,uint64[])"))
