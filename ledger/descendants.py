"""Descendants: everything that was made from an item or packed with it, for who recalls it or looks for it."""

from __future__ import annotations

from dataclasses import dataclass

from ledger import store_statements
from ledger.errors import NotProvable
from ledger.service import Ledger
from ledger.showing import Reader
from ledger.statement import decode_saying
from ledger.store_descendants import How, reached_from
from verifier.format.item import item_key, members_key

MAX_LIMIT = 10_000
"""Most items of one page."""

Cursor = tuple[int, bytes]
"""Where a page ends: the log index of the first statement about its last item, and that item's key."""

_BEGINNING: Cursor = (-1, b"")


@dataclass(frozen=True, slots=True)
class Descendant:
    """An item by canonical URI, how it comes to be among the descendants, and the log index where it first appears."""

    item: str
    how: How
    first_index: int


@dataclass(frozen=True, slots=True)
class Page:
    """Descendants in the order in which the log names them first, and where to go on; None at the end."""

    descendants: list[Descendant]
    next: Cursor | None


def descendants(ledger: Ledger, item: str, reader: Reader, limit: int, after: Cursor | None = None) -> Page:
    """What came of an item, by canonical URI, as far as it is in the log: at most `limit` after a page's end.

    Followed are inputs to outputs, lots to their instances, containers to what was ever in them, and anything to the
    containers that it was ever in, whatever the time: who recalls has to rule things out. Where an event makes
    instances of several lots with one number, each of them is taken for the lot's. A party finds what its own
    statements lead to, and the containers, which every passport names; auditors find everything.

    Raises TooLarge if the search goes to more than `ledger.store_descendants.MAX_STEPS` items and statements.
    """
    key = item_key(item)
    party = None if reader.auditor else reader.party_id or b""
    with ledger.store.read() as connection:
        found = reached_from(connection, (key, members_key(key)), party, after or _BEGINNING, limit + 1)
        page = found[:limit]
        stored = store_statements.by_indices(connection, {each.first_index for each in page})
        names = {item_key(uri): uri for each in stored.values() for uri in decode_saying(each.content).roles}
    lost = next((each for each in page if each.key not in names), None)
    if lost is not None:
        raise NotProvable(f"statement {lost.first_index} does not name the item on whose list it is")
    return Page(
        [Descendant(names[each.key], each.how, each.first_index) for each in page],
        (page[-1].first_index, page[-1].key) if len(found) > limit else None,
    )
