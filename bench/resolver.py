"""The resolver with one serial number of a class known, and as many as one likes, each recorded and with a link."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial

import orjson
from sqlmodel import SQLModel

from api.own_links import link_contexts
from bench import events, worlds
from bench.figures import Figure, seconds
from ledger import store_lists, store_tables
from ledger.linkset import encode_linkset, links_of_type
from ledger.recall_status import recall_status
from ledger.resolution import resolve
from ledger.service import Ledger
from ledger.showing import ANYONE
from ledger.store_copy import BulkInsert
from verifier.format.item import item_key, levels_of_path
from verifier.format.item_tree import EPC

_CLASS = "/01/09521321000018"
_TYPE = "https://ref.gs1.org/voc/instructions"
_BASE = "https://id.example"
_AT_ONCE = 50_000
_COLUMNS = (
    "item",
    "party_id",
    "link_type",
    "href",
    "title",
    "hreflang",
    "media_type",
    "context",
    "public",
    "changed_at",
)
_PUT = BulkInsert(SQLModel.metadata.tables[str(store_tables.Link.__tablename__)], _COLUMNS)


def measure(serials: int, rounds: int) -> list[Figure]:
    """Resolve the same serial numbers where one is known, which is most often another, and where all are, by turns."""
    chosen = random.Random(serials)
    paths = [f"{_CLASS}/21/B{chosen.randrange(serials)}" for _ in range(100 * rounds)]
    figures = []
    with worlds.capturing() as (few, few_party), worlds.capturing() as (many, many_party):
        _know(few, few_party, 1)
        _know(many, many_party, serials)
        for name, work in (("a link", _link), ("the linkset", _linkset)):
            taken = [[seconds(partial(work, ledger, path)) for ledger in (few, many)] for path in paths]
            for number, times in zip((1, serials), zip(*taken, strict=True), strict=True):
                median = sorted(times)[len(times) // 2] * 1e6
                what = f"of a serial number, where {number:,} of its class are known"
                figures.append(Figure(f"resolver: {name}, {number:,} known", median, "µs", what))
    return figures


def _link(ledger: Ledger, path: str) -> None:
    levels = levels_of_path(path)
    found = resolve(ledger, [uri for _, uri in levels], ANYONE)
    assert links_of_type(link_contexts(levels, found.links, _BASE), _TYPE) is not None


def _linkset(ledger: Ledger, path: str) -> None:
    levels = levels_of_path(path)
    found = resolve(ledger, [uri for _, uri in levels], ANYONE)
    recalls = {uri: "" for _, uri in levels if recall_status(ledger, uri)}
    orjson.dumps(encode_linkset(link_contexts(levels, found.links, _BASE, recalls)))


def _know(ledger: Ledger, party: bytes, number: int) -> None:
    """Give so many serials a link, and a place on a list of the log; the class has a link too."""
    for start in range(0, number, _AT_ONCE):
        serials = range(start, min(start + _AT_ONCE, number))
        items = [f"https://id.gs1.org{_CLASS}/21/B{serial}" for serial in serials]
        with ledger.store.write() as connection:
            _PUT.insert(
                connection, list(_rows([*items, f"https://id.gs1.org{_CLASS}"] if start == 0 else items, party))
            )
            listed = sorted((item_key(item), 0, serial, EPC) for item, serial in zip(items, serials, strict=True))
            store_lists.append(connection, listed)


def _rows(items: list[str], party: bytes) -> Iterator[tuple[object, ...]]:
    for item in items:
        yield item, party, _TYPE, "https://brand.example/how", "How to", '["en"]', "text/html", "[]", True, events.START
