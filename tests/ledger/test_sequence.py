"""Sequencing: indices, tiles, lists and heads in one step, from what is stored, and never two heads of one size."""

from __future__ import annotations

import pytest

from ledger import store_lists, store_log, store_statements
from ledger.errors import LogCorrupt
from ledger.log_policy import begin_log
from ledger.log_reader import LogReader
from ledger.sequence import append_leaves, sequence, sign_head, stored_root
from ledger.store import Store
from tests.ledger.failing_store import AFTER, BEFORE, CommitFailed
from tests.ledger.ledger_world import CASE, ORIGIN, PRODUCER, World, bag, event
from tests.verifier.format import naive
from verifier.format import cbor, merkle, statement
from verifier.format.item import item_key, notice_key
from verifier.format.merkle import leaf_hash
from verifier.format.tree_head import open_tree_head


@pytest.fixture
def world(tmp_path):
    world = World(tmp_path)
    world.producer = world.party("Producer", "9521321000018", PRODUCER, "9521321")
    yield world
    world.ledger.close()


def look(number, **members):
    return event("ObjectEvent", "OBSERVE", "inspecting", at=1_767_225_600 + number, epcList=[CASE], **members)


def heads(world):
    with world.ledger.store.read() as connection:
        return store_log.tree_heads(connection)


def entries(world):
    with world.ledger.store.read() as connection:
        return store_statements.entries(connection, 0, 10**6)


def test_the_log_begins_with_the_ledgers_policy_signed_by_its_key(world):
    assert not begin_log(world.ledger.store, world.ledger.log_signer, {}, world.now)
    protected, payload, signature = statement.envelope(entries(world)[0])
    assert cbor.decode(protected)[3] == "application/vnd.wayproof.policy+json"
    world.ledger.log_signer.private.public_key().verify(signature, statement.signed_bytes(protected, payload))
    assert list(heads(world)) == [1]


def test_indices_follow_acceptance_and_the_head_is_the_naive_root(world):
    ids = world.captured(world.producer, *[look(number) for number in range(20)])
    assert world.sequence() == 20
    log = entries(world)
    with world.ledger.store.read() as connection:
        assert [store_statements.by_id(connection, each).index for each in ids] == list(range(1, 21))
    head = open_tree_head(heads(world)[21].note.encode(), ORIGIN, [world.ledger.log_signer.key])
    assert (head.size, head.root) == (21, naive.merkle_root(log))


def test_batches_are_bounded(world):
    world.captured(world.producer, *[look(number) for number in range(10)])
    done = [sequence(world.ledger.store, world.ledger.log_signer, world.now, limit=4) for _ in range(4)]
    assert done == [4, 4, 2, 0]
    assert list(heads(world)) == [1, 5, 9, 11]


def test_proofs_across_many_tiles(world):
    """700 entries: level 1 begins, and every size signed is consistent with the next."""
    for start in range(0, 700, 175):
        world.captured(world.producer, *[look(number) for number in range(start, start + 175)])
        world.sequence()
    leaves = [leaf_hash(entry) for entry in entries(world)]
    with world.ledger.store.read() as connection:
        reader = LogReader(connection)
        sizes = list(store_log.tree_heads(connection))
        assert sizes == [1, 176, 351, 526, 701]
        for index in (0, 1, 175, 255, 256, 511, 512, 700):
            proof = reader.inclusion(index, 701)
            merkle.verify_inclusion(leaves[index], index, 701, proof, reader.root(701))
        for size in sizes:
            assert reader.root(size) == merkle.root_from_leaves(leaves[:size])
            proof = reader.consistency(size, 701)
            merkle.verify_consistency(size, reader.root(size), 701, reader.root(701), proof)
        proofs = [reader.inclusion(index, 701) for index in range(701)]
    with world.ledger.store.write() as connection:
        assert len(connection.exec_driver_sql("delete from log_blocks returning number").all()) == 2
    with world.ledger.store.read() as connection:
        reader = LogReader(connection)
        assert [reader.inclusion(index, 701) for index in range(701)] == proofs


@pytest.mark.parametrize("sizes", [[255], [256], [257], [1, 255, 256, 300], [65_536, 1]])
def test_tiles_hold_what_any_batches_append(tmp_path, sizes):
    world = World(tmp_path)
    leaves = [leaf_hash(number.to_bytes(4, "big")) for number in range(1 + sum(sizes))]
    with world.ledger.store.write() as connection:
        connection.exec_driver_sql("delete from log_tile")
        append_leaves(connection, 0, leaves[:1])
        at = 1
        for size in sizes:
            append_leaves(connection, at, leaves[at : at + size])
            at += size
        assert stored_root(connection, at) == merkle.root_from_leaves(leaves)
    world.ledger.close()


def test_lists_get_an_entry_for_each_item_and_notice(world):
    recall = look(1, persistentDisposition={"set": ["recalled"]})
    packed = event("AggregationEvent", "ADD", "packing", parentID=CASE, childEPCs=[bag(1), bag(2)])
    world.captured(world.producer, packed, recall)
    world.sequence()
    with world.ledger.store.read() as connection:
        found = {
            name: store_lists.entries_of(connection, key, 0, 10)
            for name, key in {
                "case": item_key(CASE),
                "bag": item_key(bag(1)),
                "case notices": notice_key(item_key(CASE)),
                "bag notices": notice_key(item_key(bag(1))),
            }.items()
        }
    assert found == {"case": [1, 2], "bag": [1], "case notices": [2], "bag notices": []}


@pytest.mark.parametrize("how", [BEFORE, AFTER])
def test_a_commit_that_fails_either_way_leaves_one_log(world, how):
    world.captured(world.producer, look(1), look(2))
    world.ledger.store.fail = how
    with pytest.raises(CommitFailed):
        world.sequence()
    assert world.sequence() == (2 if how == BEFORE else 0)
    assert world.sequence() == 0
    assert list(heads(world)) == [1, 3]
    assert len(entries(world)) == 3


def test_no_size_gets_a_second_tree_head(world):
    with pytest.raises(Exception, match=r"(?i)unique"), world.ledger.store.write() as connection:
        sign_head(connection, 1, world.ledger.log_signer, world.now)


def test_two_sequencers_at_once_give_one_log(world):
    """A second one waits for the first's lock, and then finds nothing to do."""
    world.captured(world.producer, look(1))
    other = Store(str(world.ledger.store.engine.url))
    assert sequence(other, world.ledger.log_signer, world.now) + world.sequence() == 1
    other.close()


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ("update statement set entry = leaf_hash where log_index is null", "not the one that was accepted"),
        (
            "update log_tile set hashes = (select leaf_hash from statement where log_index is null)",
            "do not give the root that was signed for size 1",
        ),
        ("delete from log_tile", "has 0 hashes where 1 are due"),
        ("delete from tree_head", "not been begun"),
    ],
)
def test_a_damaged_log_is_not_signed_over(world, damage, message):
    world.captured(world.producer, look(1))
    with world.ledger.store.write() as connection:
        connection.exec_driver_sql(damage)
    before = heads(world)
    with pytest.raises(LogCorrupt, match=message):
        world.sequence()
    assert heads(world) == before
