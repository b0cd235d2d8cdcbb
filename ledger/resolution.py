"""Resolution: what the ledger knows of a Digital Link and of the levels above it, by a few looks at keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger import store_links, store_lists
from ledger.service import Ledger
from ledger.showing import Reader
from ledger.store_links import Link
from verifier.format.item import describe_item, item_key


@dataclass(frozen=True, slots=True)
class Resolution:
    """The links of each level, by canonical URI, that a reader may see; and whether anything is known at all."""

    known: bool
    links: dict[str, list[Link]]


def resolve(ledger: Ledger, items: Sequence[str], reader: Reader) -> Resolution:
    """What is known of an item and of the levels above it, by canonical URIs.

    Known is what has a link, what a statement in the log names, and every number under a company prefix that is
    granted here: of those the ledger can tell whether it has a record.
    """
    links: dict[str, list[Link]] = {uri: [] for uri in items}
    with ledger.store.read() as connection:
        found = store_links.of_items(connection, items)
        known = (
            bool(found)
            or store_links.is_granted(connection, describe_item(items[0]).prefix_digits or "")
            or bool(store_lists.lengths(connection, [item_key(uri) for uri in items]))
        )
    for link in found:
        if link.public or reader.auditor or link.party_id == reader.party_id:
            links[link.item].append(link)
    return Resolution(known, links)
