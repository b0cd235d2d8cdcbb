"""fsck finds each kind of damage and names it; on a sound ledger it finds nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from ledger.errors import Broken
from ledger.fsck import check_ledger
from ledger.item_index import ItemIndex
from ledger.store import Store
from tests.anvil import Anvil
from tests.ledger.ledger_world import CASE, ChainedWorld, bag, event


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A ledger with 300 statements under a final anchor, a few more in the log, and one that waits."""
    folder = tmp_path_factory.mktemp("sound")
    with Anvil() as chain:
        world = ChainedWorld(folder, chain.url)
        producer = world.register("Producer", "9521321000018", "9521321")
        made = [event("ObjectEvent", "ADD", "commissioning", epcList=[bag(number)]) for number in range(150)]
        seen = [event("ObjectEvent", "OBSERVE", "inspecting", epcList=[bag(0)], at=at) for at in range(1, 151)]
        world.captured(producer, *made, *seen)
        world.settle()
        world.captured(producer, event("AggregationEvent", "ADD", "packing", parentID=CASE, childEPCs=[bag(0)]))
        world.sequence()
        world.captured(producer, event("ObjectEvent", "OBSERVE", "shipping", epcList=[CASE]))
        yield world
        world.ledger.close()


def test_a_sound_ledger_is_in_order(sound):
    found = check_ledger(sound.ledger)
    assert (found.statements, found.waiting, found.tree_heads) == (302, 1, 3)
    assert found.anchors >= 1


DAMAGES = {
    "an entry changed": (
        "update statement set entry = cast(entry || x'00' as blob) where log_index = 7",
        "statement 7: its leaf hash",
    ),
    "an entry and its leaf hash changed": (
        "update statement set (entry, leaf_hash) = (select entry, leaf_hash from statement where log_index = 8) "
        "where log_index = 7",
        "statement 7: its id",
    ),
    "content changed": (
        "update statement set content = (select content from statement where log_index = 8) where log_index = 7",
        "statement 7: the stored content",
    ),
    "an entry lost": ("update statement set log_index = null where log_index = 7", "no entry 7"),
    "a list entry lost": ("delete from list_entry where log_index = 7", "statement 7 is not on the list"),
    "a list entry too many": (
        "insert into list_entry (list_key, position, log_index) values (zeroblob(32), 0, 9)",
        "statement 9 does not belong on the list",
    ),
    "a role on a list changed": (
        "update list_entry set role = 8 where log_index = 7 and role = 1",
        "statement 7 is on the list .* in another role",
    ),
    "a list in disorder": (
        "update list_entry set position = 1000 where position = 3",
        "is out of order at position 3",
    ),
    "a tile changed": ("update log_tile set hashes = zeroblob(8192) where level = 0 and number = 0", "tile 0/0"),
    "the roots of a tile's blocks changed": ("update log_blocks set roots = zeroblob(512)", "blocks of tile 0/0"),
    "a tree head's root changed": (
        "update tree_head set root = zeroblob(32) where size = 1",
        "tree head of size 1 has another root",
    ),
    "a tree head's note changed": (
        "update tree_head set note = replace(note, 'test.example/log', 'other.example/log') where size = 1",
        "tree head of size 1",
    ),
    "an anchor's head changed": ("update anchor set head = zeroblob(32) where seq = 0", "anchor 0 has another head"),
    "an anchor's index root changed": (
        "update anchor set index_root = zeroblob(32) where state = 'final'",
        "has another head",
    ),
    "an index node changed": (
        "update index_node set blob = zeroblob(length(blob)) where id = (select max(id) from index_node)",
        "the item index",
    ),
    "a waiting statement changed": (
        "update statement set leaf_hash = zeroblob(32) where log_index is null",
        "its leaf hash is not its entry's",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_named(sound, damage, tmp_path):
    sql, message = DAMAGES[damage]
    with sound.ledger.store.read() as connection:
        connection.exec_driver_sql("commit")
        connection.exec_driver_sql(f"vacuum into '{tmp_path / 'copy.db'}'")
        connection.exec_driver_sql("begin")
    copy = replace(sound.ledger, store=Store(f"sqlite:///{tmp_path / 'copy.db'}"), index=ItemIndex())
    with copy.store.write() as connection:
        assert connection.execute(sa.text(sql)).rowcount > 0
    with pytest.raises(Broken, match=message):
        check_ledger(copy)
    copy.close()
