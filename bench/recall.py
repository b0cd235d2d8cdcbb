"""What comes of a recalled item: everything made from it, in a ledger with as many edges as one likes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial

from bench import events, worlds
from bench.figures import Figure, seconds
from ledger import store_lists, store_statements
from ledger.descendants import MAX_LIMIT, descendants
from ledger.service import Ledger
from ledger.showing import Reader
from ledger.statement import Saying
from ledger.store_statements import NewRow
from verifier.format.item import item_key
from verifier.format.item_tree import INPUT, OUTPUT
from verifier.format.jcs import Json

OUTPUTS = 100
"""Items made of each item that is made something of."""

_NO_END = 1 << 62
_ROUNDS = 5
_STEM = "https://id.gs1.org/01/09521321000018/21/R"


def measure(edges: int) -> list[Figure]:
    """Ask for what comes of items of the highest level but one, and of the next, among so many edges."""
    with worlds.capturing() as (ledger, party):
        made = _grow(ledger, party, max(1, edges // OUTPUTS))
        few, many = made[-1][0], made[0][0]
        figures = []
        for item in (few, many) if few != many else (few,):
            found: set[str] = set()
            taken = sorted(seconds(partial(_ask, ledger, item, found)) for _ in range(_ROUNDS))
            rate = len(found) / taken[_ROUNDS // 2]
            what = f"{len(found):,} items in {taken[_ROUNDS // 2] * 1e3:,.0f} ms, among {edges:,} edges"
            name = "recall: descendants" if item == many else "recall: descendants of one step"
            figures.append(Figure(name, rate, "/s", what))
    return figures


def _ask(ledger: Ledger, item: str, found: set[str]) -> None:
    after = None
    while True:
        page = descendants(ledger, item, Reader(auditor=True), MAX_LIMIT, after)
        found |= {each.item for each in page.descendants}
        after = page.next
        if after is None:
            return


def _grow(ledger: Ledger, party: bytes, statements: int) -> list[list[str]]:
    """So many transformations, each of an item that an earlier one made; the items used up, by level."""
    levels, made, index = [[f"{_STEM}0"]], list[str](), 1
    rows: list[NewRow] = []
    listed: list[tuple[bytes, int, int, int]] = []
    for number, source in enumerate(_sources(levels, made, statements)):
        outputs = [f"{_STEM}{number * OUTPUTS + at + 1}" for at in range(OUTPUTS)]
        made += outputs
        event: dict[str, Json] = {
            "type": "TransformationEvent",
            "inputEPCList": [source],
            "outputEPCList": list[Json](outputs),
        }
        context = list[Json](events.CONTEXT)
        saying = Saying("TransformationEvent", None, event, {}, context, "ni:///sha-256;0?ver=CBV2.0")
        rows.append(_row(party, saying.encode()))
        listed.append((item_key(source), int(number > 0), index, INPUT))
        listed += [(item_key(uri), 0, index, OUTPUT) for uri in outputs]
        index += 1
    with ledger.store.write() as connection:
        store_statements.insert(connection, rows)
        waiting = [each.row for each in store_statements.waiting(connection, len(rows))]
        store_statements.assign_indices(connection, waiting, 1)
        store_lists.append(connection, sorted(listed))
    return levels[1:] or levels


def _sources(levels: list[list[str]], made: list[str], number: int) -> Iterator[str]:
    """The items to make something of, in the order in which they were made; `levels` notes them by their level."""
    yield levels[0][0]
    given = 1
    while given < number:
        level = list(made)
        made.clear()
        levels.append(level[: number - given])
        for item in levels[-1]:
            yield item
            given += 1


def _row(party: bytes, content: bytes) -> NewRow:
    entry = os.urandom(64)
    return NewRow(
        statement_id=entry[:32],
        party_id=party,
        event_hash=entry[32:],
        error_hash=b"",
        certification_hash=b"",
        event_id=None,
        type="TransformationEvent",
        notice=None,
        entry=entry,
        leaf_hash=entry[:32],
        content=content,
        secret=None,
        accepted_at=events.START,
    )
