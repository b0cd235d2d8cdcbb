"""Look-ups of links go by key, on both databases, so that a million serials of a class slow nobody down."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from ledger import store_links
from ledger.store_links import GRANTED, OF_ITEMS, LinkText
from tests.ledger.ledger_world import World

ITEMS = ["https://id.gs1.org/01/09521321000018/21/B1", "https://id.gs1.org/01/09521321000018"]


def plan(connection: sa.Connection, query: sa.Select[Any], **values: object) -> str:
    compiled = query.params(**values).compile(connection, compile_kwargs={"literal_binds": True})
    kind = connection.dialect.name
    explain = "explain query plan " if kind == "sqlite" else "explain "
    if kind == "postgresql":
        connection.exec_driver_sql("set local enable_seqscan = off")  # of a few rows it would rather read all
    return "\n".join(str(tuple(row)) for row in connection.exec_driver_sql(explain + str(compiled).replace("%", "%%")))


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path)
    yield made
    made.ledger.close()


@pytest.mark.parametrize(
    ("query", "values", "indexes"),
    [
        (OF_ITEMS, {"items": ITEMS}, ("ix_link_item",)),
        (GRANTED, {"prefixes": ["9521", "95213", "952132"]}, ("sqlite_autoindex_prefix", "prefix_pkey")),
    ],
)
def test_a_look_up_is_by_index(world, query, values, indexes):
    with world.ledger.store.read() as connection:
        told = plan(connection, query, **values)
    assert any(each in told for each in indexes), told
    assert "SCAN link" not in told, told
    assert "Seq Scan" not in told, told


def test_links_come_in_the_order_in_which_they_were_added(world):
    party = world.party("Maker", "9521321000018", 1, "9521321")
    with world.ledger.store.write() as connection:
        made = [
            store_links.insert(connection, item, party, LinkText("t", "https://a.example/", str(number)), world.now)
            for number, item in enumerate((ITEMS[1], ITEMS[0], ITEMS[1]))
        ]
    with world.ledger.store.read() as connection:
        assert [each.title for each in store_links.of_items(connection, ITEMS)] == ["0", "1", "2"]
        assert store_links.of_items(connection, ["https://id.gs1.org/01/09521321000018/21/B2"]) == []
        assert [each.id for each in store_links.of_party(connection, party, made[0].id, 1)] == [made[1].id]
        assert store_links.is_granted(connection, "952132100001")
        assert not store_links.is_granted(connection, "952132")
        assert not store_links.is_granted(connection, "")
