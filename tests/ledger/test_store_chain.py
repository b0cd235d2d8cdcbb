"""SQL of the chain side: facts, outgoing transactions, anchors."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger import store_chain, store_outgoing
from ledger.deployment import Deployment
from ledger.store import Store
from ledger.store_outgoing import Attempt
from tests.databases import url_in
from verifier.format.anchor import Anchor

WHERE = Deployment(31337, b"\x01" * 32, b"\x02" * 20, b"\x03" * 20, b"\x04" * 20, b"\x05" * 32, b"\x06" * 20)
FIRST = Anchor(0, bytes(32), 0, 3, b"l" * 32, b"i" * 32)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(url_in(tmp_path))
    SQLModel.metadata.create_all(store.engine)
    return store


def insert(connection: sa.Connection, purpose: str, subject: str = "", chain_id: int = 31337) -> int:
    return store_outgoing.insert(
        connection, chain_id=chain_id, purpose=purpose, subject=subject, to=b"\x02" * 20, data=b"call", now=5
    )


def put(connection: sa.Connection, anchor: Anchor) -> store_chain.AnchorRow:
    outgoing = insert(connection, "anchor", str(anchor.seq))
    return store_chain.insert_anchor(connection, WHERE, anchor, index_revision=1, outgoing_id=outgoing, now=5)


def test_a_deployment_is_kept_and_forgotten_whole(store: Store) -> None:
    with store.write() as connection:
        store_chain.put_fact(connection, "origin", "example.com/log")
        assert store_chain.deployment(connection) is None
        store_chain.put_deployment(connection, WHERE)
        assert store_chain.deployment(connection) == WHERE
        moved = replace(WHERE, registry=b"\x09" * 20)
        store_chain.put_deployment(connection, moved)
        assert store_chain.deployment(connection) == moved
        store_chain.drop_deployment(connection)
        assert store_chain.deployment(connection) is None
        assert store_chain.fact(connection, "origin") == "example.com/log"


def test_an_anchor_is_read_as_it_was_stored(store: Store) -> None:
    with store.write() as connection:
        stored = put(connection, FIRST)
        assert stored.anchor == FIRST
        assert stored.head == FIRST.head(WHERE.anchorage, WHERE.log_id)
        assert store_chain.newest_anchor(connection, "stored") == stored
        assert store_chain.indexed_size(connection) == 3


def test_no_number_has_two_anchors_on_one_chain(store: Store) -> None:
    with store.write() as connection:
        put(connection, FIRST)
    with pytest.raises(sa.exc.IntegrityError), store.write() as connection:
        put(connection, replace(FIRST, size=4))
    with store.write() as connection:
        store_chain.abandon_anchors(connection)
        put(connection, replace(FIRST, size=4))
        assert [a.anchor.size for a in store_chain.anchors_in(connection, "stored")] == [4]
        assert store_chain.indexed_size(connection) == 4


def test_what_is_abandoned_stays_so(store: Store) -> None:
    with store.write() as connection:
        anchor = put(connection, FIRST)
        store_chain.abandon_anchors(connection)
        store_chain.update_anchor(connection, anchor.id, state="final")
        assert store_chain.anchors_in(connection, "stored", "mined", "final") == []


def test_starting_over_repeats_what_is_to_be_repeated_in_its_order(store: Store) -> None:
    with store.write() as connection:
        ids = [insert(connection, "party", str(number)) for number in range(5)]
        insert(connection, "anchor")
        states = ["queued", "signed", "mined", "final", "reverted"]
        for id_, state in zip(ids, states, strict=True):
            store_outgoing.update(connection, id_, ["queued"], state=state, nonce=7, failed=state == "reverted")
        store_outgoing.insert_attempt(connection, Attempt(b"h", ids[1], b"raw", 7, 1, 1, 1, None))
        store_outgoing.abandon_all(connection, {"party"}, 9)
        assert store_outgoing.in_state(connection, 31337, *states) == []
        assert store_outgoing.attempts(connection, ids[1]) == []
        assert store_outgoing.highest_nonce(connection, 31337) == -1
        repeated = store_outgoing.in_state(connection, 31337, "repeat")
        assert [(o.subject, o.nonce) for o in repeated] == [(str(number), None) for number in range(4)]
        store_outgoing.queue_repeated(connection, 31337, b"\x0a" * 20)
        queued = store_outgoing.in_state(connection, 31337, "queued")
        assert [(o.subject, o.to) for o in queued] == [(str(number), b"\x0a" * 20) for number in range(4)]


def test_starting_over_twice_repeats_each_once(store: Store) -> None:
    with store.write() as connection:
        insert(connection, "party", "a")
        store_outgoing.abandon_all(connection, {"party"}, 9)
        insert(connection, "party", "b")
        store_outgoing.abandon_all(connection, {"party"}, 9)
        assert [o.subject for o in store_outgoing.in_state(connection, 31337, "repeat")] == ["a", "b"]


def test_chains_are_kept_apart(store: Store) -> None:
    with store.write() as connection:
        insert(connection, "party", "here")
        insert(connection, "party", "there", chain_id=1)
        assert [o.subject for o in store_outgoing.in_state(connection, 1, "queued")] == ["there"]
        assert store_outgoing.newest_of(connection, 1, "party", "here") is None


def test_a_state_is_left_only_as_expected(store: Store) -> None:
    with store.write() as connection:
        id_ = insert(connection, "party")
        assert not store_outgoing.update(connection, id_, ["signed", "mined"], state="final")
        assert store_outgoing.get(connection, id_).state == "queued"
        assert store_outgoing.update(connection, id_, ["queued"], state="signed")


def test_the_highest_offer_is_sent_and_its_first_time_kept(store: Store) -> None:
    with store.write() as connection:
        id_ = insert(connection, "party")
        for number, max_fee in enumerate((5, 9, 7)):
            attempt = Attempt(bytes([number]), id_, b"raw", number % 2, 21_000, max_fee, 1, None)
            store_outgoing.insert_attempt(connection, attempt)
        store_outgoing.note_sent(connection, b"\x01", 100)
        store_outgoing.note_sent(connection, b"\x01", 200)
        assert [a.max_fee for a in store_outgoing.attempts(connection, id_)] == [9, 7, 5]
        assert [a.max_fee for a in store_outgoing.attempts(connection, id_, 0)] == [7, 5]
        assert [a.sent_at for a in store_outgoing.attempts(connection, id_)] == [100, None, None]
        sends = connection.execute(sa.text("select sends from outgoing_attempt order by max_fee desc")).scalars()
        assert list(sends) == [2, 0, 0]


def test_gaps_are_filled_before_anything_else_is_signed(store: Store) -> None:
    with store.write() as connection:
        insert(connection, "party", "oldest")
        gap = insert(connection, "fill nonce")
        store_outgoing.update(connection, gap, ["queued"], nonce=4)
        following = store_outgoing.next_queued(connection, 31337)
        assert following is not None
        assert following.id == gap
        assert store_outgoing.has_nonce(connection, 31337, 4)
        assert not store_outgoing.has_nonce(connection, 31337, 5)
