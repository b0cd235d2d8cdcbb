"""Somebody who watches a ledger's database and its chain, by means of neither's code, for what must never happen.

Reads the database by SQL of its own, asks the chain directly and not through the node that the ledger asks, and
recomputes log, index and anchors by their definitions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import rlp
import sqlalchemy as sa

from tests.anvil import Anvil
from tests.verifier.format import naive
from verifier import abi
from verifier.format.item import item_key

_ORDER = ("stored", "mined", "final")
_ANCHOR_CALL = 4 + 5 * abi.WORD
_ANCHORS = "select * from anchor where state <> 'abandoned' order by seq"
_FACTS = "select name, value from instance where name in ('genesis', 'trace_anchor', 'log_id', 'chain_id')"


@dataclass
class Promised:
    """A statement that was accepted: what it is about, until when it was promised to be final, and its place."""

    items: list[str]
    deadline: int
    index: int | None = None


@dataclass
class Observer:
    """Looks after every tick; any `look` that finds something wrong raises AssertionError.

    `chain` is the real node. `alone` says that no other ledger anchors in this log. `final_holds` is false where a test
    takes back what the chain had called final.
    """

    chain: Anvil
    database: sa.Engine
    promise_seconds: int = 3600
    alone: bool = True
    final_holds: bool = True
    promised: dict[bytes, Promised] = field(default_factory=dict)
    log: list[bytes] = field(default_factory=list)
    roots: dict[int, bytes] = field(default_factory=dict)
    heads: dict[tuple[bytes, ...], bytes] = field(default_factory=dict)
    calls: dict[tuple[bytes, ...], bytes] = field(default_factory=dict)
    final: dict[tuple[bytes, ...], int] = field(default_factory=dict)
    states: dict[int, str] = field(default_factory=dict)
    taken_back: int = 0

    def promise(self, statement_id: bytes, items: Iterable[str], accepted: int) -> None:
        """Remember a statement that was accepted."""
        self.promised[statement_id] = Promised(list(items), accepted + self.promise_seconds)

    def look(self, sent: list[bytes] | None = None) -> None:
        """Check everything that must hold at any moment; `sent` are all raw transactions that nodes were handed."""
        with self.database.connect() as connection:
            self._look_at_the_log(connection)
            self._look_at_tree_heads(connection)
            facts = {name: _octets(value) for name, value in connection.execute(sa.text(_FACTS)) if name != "chain_id"}
            anchors = [dict(row._mapping) for row in connection.execute(sa.text(_ANCHORS))]
            attempts = connection.execute(sa.text("select raw from outgoing_attempt")).scalars().all()
        if len(facts) == 3:
            self._look_at_calls(facts, [*map(bytes, attempts), *(sent or [])])
            self._look_at_anchors(facts, anchors)

    def conclude(self) -> None:
        """Check that every promise is kept: all are under final anchors, in time."""
        self.look()
        with self.database.connect() as connection:
            anchors = [dict(row._mapping) for row in connection.execute(sa.text(_ANCHORS))]
        assert all(anchor["state"] == "final" for anchor in anchors), "an anchor is not final"
        for statement_id, promised in self.promised.items():
            assert promised.index is not None, f"statement {statement_id.hex()} is not in the log"
            covering = next((a for a in anchors if a["size"] > promised.index), None)
            assert covering is not None, f"entry {promised.index} is under no anchor"
            assert covering["block_time"] <= promised.deadline, f"entry {promised.index} became final too late"

    def _look_at_the_log(self, connection: sa.Connection) -> None:
        rows = connection.execute(sa.text("select statement_id, log_index, entry from statement")).all()
        indexed = sorted((row.log_index, bytes(row.entry)) for row in rows if row.log_index is not None)
        assert [index for index, _ in indexed] == list(range(len(indexed))), "the log has gaps, or an index twice"
        entries = [entry for _, entry in indexed]
        assert entries[: len(self.log)] == self.log, "the log was changed"
        self.log = entries
        places = {bytes(row.statement_id): row.log_index for row in rows}
        assert len(places) == len(rows), "a statement is there twice"
        for statement_id, promised in self.promised.items():
            assert statement_id in places, f"statement {statement_id.hex()} was lost"
            assert promised.index in (None, places[statement_id]), "a statement has moved"
            promised.index = places[statement_id]

    def _look_at_tree_heads(self, connection: sa.Connection) -> None:
        heads = {row.size: bytes(row.root) for row in connection.execute(sa.text("select size, root from tree_head"))}
        assert self.roots.items() <= heads.items(), "a tree head was lost, or replaced"
        for size in heads.keys() - self.roots.keys():
            assert heads[size] == naive.merkle_root(self.log[:size]), f"the tree head of size {size} is wrong"
        self.roots = heads

    def _look_at_calls(self, facts: dict[str, bytes], raws: Iterable[bytes]) -> None:
        """Never two different anchors upon the same one, neither stored nor sent."""
        genesis = self._genesis()
        for raw in set(raws):
            fields: Any = rlp.decode(raw[1:])
            to, data = bytes(fields[5]), bytes(fields[7])
            if to != facts["trace_anchor"] or len(data) != _ANCHOR_CALL:
                continue
            upon = (genesis, to, data[4:36], data[36:68])
            assert self.calls.setdefault(upon, data) == data, "two different anchors of one number were signed"

    def _look_at_anchors(self, facts: dict[str, bytes], anchors: list[dict[str, Any]]) -> None:
        contract, log_id = facts["trace_anchor"], facts["log_id"]
        for anchor in anchors:
            key = (facts["genesis"], contract, log_id, anchor["seq"].to_bytes(8, "big"))
            head = bytes(anchor["head"])
            assert self.heads.setdefault(key, head) == head, f"there are two anchors of number {anchor['seq']}"
            assert self.roots.get(anchor["size"]) == bytes(anchor["log_root"]), "an anchor has no tree head"
            assert naive_index(self.log, self.promised, anchor["size"]) == bytes(anchor["index_root"])
            before = self.states.get(anchor["id"])
            self.taken_back += before is not None and _ORDER.index(anchor["state"]) < _ORDER.index(before)
            self.states[anchor["id"]] = anchor["state"]
            if self.final_holds:
                assert before != "final" or anchor["state"] == "final", "a final anchor is not final any more"
                if anchor["state"] == "final":
                    time_ = anchor["block_time"]
                    assert self.final.setdefault(key, time_) == time_, "a final anchor changed"
        assert [anchor["seq"] for anchor in anchors] == list(range(len(anchors))), "anchors have gaps"
        if self._genesis() == facts["genesis"]:
            self._look_at_the_chain(contract, log_id, anchors)

    def _look_at_the_chain(self, contract: bytes, log_id: bytes, anchors: list[dict[str, Any]]) -> None:
        final_block = self.chain.rpc("eth_getBlockByNumber", "finalized", False)
        now, final = self.held(contract, log_id, "latest"), self.held(contract, log_id, final_block["number"])
        if self.alone:
            ours = [(bytes(anchor["head"]), anchor["size"]) for anchor in anchors]
            assert [(head, size) for head, size, _ in now] == ours[: len(now)], "the chain has another anchor"
        for anchor in anchors if self.final_holds else ():
            if anchor["state"] == "final":
                of_chain = f"of {len(now)} anchors {len(final)} are final, as of block {final_block['number']}"
                assert anchor["seq"] < len(final), f"anchor {anchor['seq']} is called final and is not: {of_chain}"
                head, _, time_ = final[anchor["seq"]]
                assert (head, time_) == (bytes(anchor["head"]), anchor["block_time"]), "another anchor is final"
                assert time_ < int(final_block["timestamp"], 16), "called final under a block of the same second"

    def held(self, contract: bytes, log_id: bytes, tag: str) -> list[tuple[bytes, int, int]]:
        """Head, size and time of the log's anchors in the contract, as of a block; none where it was not there yet."""
        if not _octets(self.chain.rpc("eth_getCode", "0x" + contract.hex(), tag)):
            return []
        count = abi.integer(abi.decode_word(self._call(contract, abi.encode_call(abi.COUNT, log_id), tag)))
        asked = abi.encode_call(abi.AT_MANY, log_id, [abi.word(seq) for seq in range(count)])
        rows = abi.decode_structs(self._call(contract, asked, tag), 3, count) if count else []
        return [(head, abi.integer(size), abi.integer(time)) for head, size, time in rows]

    def _call(self, contract: bytes, data: bytes, tag: str) -> bytes:
        return _octets(self.chain.rpc("eth_call", {"to": "0x" + contract.hex(), "data": "0x" + data.hex()}, tag))

    def _genesis(self) -> bytes:
        return _octets(self.chain.rpc("eth_getBlockByNumber", "0x0", False)["hash"])


def naive_index(log: list[bytes], promised: dict[bytes, Promised], size: int) -> bytes:
    """The root of the item index over the first `size` entries of a log, by its definition."""
    lists: dict[bytes, list[bytes]] = {}
    for each in sorted(promised.values(), key=lambda each: -1 if each.index is None else each.index):
        if each.index is None or each.index >= size:
            continue
        entry = each.index.to_bytes(8, "big") + sha256(b"\x00" + log[each.index]).digest()
        for key in sorted({item_key(item) for item in each.items}):
            lists.setdefault(key, []).append(entry)
    return naive.trie_root(
        {key: len(entries).to_bytes(8, "big") + naive.merkle_root(entries) for key, entries in lists.items()}
    )


def _octets(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("0x"))
