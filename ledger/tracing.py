"""Finding what a passport must hold: the verifier's own trace, run again and again until nothing is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.errors import TooLarge
from ledger.visits import Visit, Visits, Wanted
from verifier.authority import Authorities, query_for
from verifier.chain import ChainReader
from verifier.checkpoint import Checkpoint
from verifier.format.item import describe_item, item_key
from verifier.format.item_tree import PARENT, TRANSFORMATION
from verifier.format.passport import MAX_ITEMS, Passport
from verifier.notices import undo
from verifier.trace import MARGIN, Trace, Tracer

_STEP = 2 * MARGIN
_MOST_SEARCHED = 1024
"""Entries of a long list in which its item's commissioning, or an unpacking, is looked for."""


@dataclass(frozen=True, slots=True)
class Traced:
    """What a trace over the present visits came to; `commissioning` is the authentic one, if it is shown."""

    trace: Trace
    commissioning: Checkpoint | None


def trace(passport: Passport, checkpoints: Mapping[int, Checkpoint], chain: ChainReader) -> Traced:
    """Steps 10 and 11 of verification (docs/format.md section 8) over statements whose signers are known to stand.

    Raises ChainError if the chain cannot be read.
    """
    anchored = [checkpoints[index] for index in sorted(checkpoints)]
    undo(anchored)
    asked = passport.items[0].key
    makings = [each for each in anchored if each.commissions(asked)]
    authorities = Authorities(chain, [query_for(each, asked) for each in makings])
    authentic = [each for each in makings if authorities.allows(query_for(each, asked)) and not each.disputed]
    commissioning = authentic[0] if authentic else None
    return Traced(Tracer(passport, checkpoints).close(commissioning), commissioning)


def extend(visits: Visits, traced: Traced, asked: Visit, checkpoints: Mapping[int, Checkpoint]) -> bool:
    """Visit and show what the trace still lacks; whether that was anything.

    Raises TooLarge if it is more than a passport can hold.
    """
    wanted = {key: _what(key, asked, checkpoints) for key in sorted(traced.trace.needed)}
    if len(visits.by_key.keys() | wanted.keys()) > MAX_ITEMS:
        raise TooLarge(f"the item's history leads to more than {MAX_ITEMS} other items")
    added = visits.visit(wanted)
    added |= _show_windows(visits, traced.trace, checkpoints)
    if traced.commissioning is None:
        added |= _search_commissioning(asked)
    return added


def _what(key: bytes, asked: Visit, checkpoints: Mapping[int, Checkpoint]) -> Wanted:
    """The URI of a needed item as far as it is known, and whether its own list matters."""
    if key == asked.key:
        return Wanted(asked.uri, listed=True)
    leaves = [leaf for each in checkpoints.values() if (leaf := each.leaf(key)) is not None]
    uri = next((leaf.uri for leaf in leaves if leaf.uri is not None), None)
    if uri is None and asked.uri is not None:
        class_uri = describe_item(asked.uri).class_uri
        uri = class_uri if class_uri is not None and item_key(class_uri) == key else None
    return Wanted(uri, any(leaf.role & (PARENT | TRANSFORMATION) for leaf in leaves))


def _show_windows(visits: Visits, found: Trace, checkpoints: Mapping[int, Checkpoint]) -> bool:
    """Show of each long container list what its windows need: from before a packing to after its unpacking."""
    added = False
    for visit in list(visits.by_key.values()):
        if visit.list is None or visit.list.size == 0 or visit.list.ranges == [(0, visit.list.size)]:
            continue
        for each in checkpoints.values():
            leaf = each.leaf(visit.key)
            if leaf is None or not leaf.role & (PARENT | TRANSFORMATION):
                continue
            position = visits.position(visit.key, each.index)
            if position is not None and not any(start <= position < end for start, end in visit.list.ranges):
                added |= visit.list.show(position - MARGIN, position + MARGIN + 1)
    for window in found.windows:
        visit = visits.by_key[window.container.key]
        start = visits.position(visit.key, window.packing.index)
        if visit.list is None or start is None:
            continue
        if window.unpacking is None:
            shown = next((end for low, end in visit.list.ranges if low <= start < end), start)
            if shown - start > _MOST_SEARCHED:
                raise TooLarge("a container's list is too long to find where the item was taken out")
            added |= visit.list.show(start - MARGIN, shown + _STEP)
        else:
            end = visits.position(visit.key, window.unpacking.index)
            added |= visit.list.show(start - MARGIN, (start if end is None else end) + MARGIN + 1)
    return added


def _search_commissioning(asked: Visit) -> bool:
    """Show more of a long list from its beginning, where a commissioning stands if there is one."""
    if asked.list is None or not asked.list.ranges:
        return False
    shown = asked.list.ranges[0][1] if asked.list.ranges[0][0] == 0 else 0
    return shown < _MOST_SEARCHED and asked.list.show(0, shown + _STEP)
