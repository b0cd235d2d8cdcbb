"""The items that a passport visits, and how much of each one's lists it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import sqlalchemy as sa

from ledger import store_lists
from ledger.errors import TooLarge
from ledger.lists import LeafHashes, ListProver
from verifier.format.item import notice_key
from verifier.format.item_list import ListEntry, ListValue, parse_value
from verifier.format.passport import MAX_STATEMENTS, WHOLE_LIST, ListProof, PassportItem

ProveKey = Callable[[bytes], tuple[bytes | None, bytes]]
"""The value of a key of the final item index, None if absent, and the proof of either."""


@dataclass
class VisitedList:
    """One list of a visited item: its proof in the item index, and the ranges of positions to be shown."""

    proof: bytes
    prover: ListProver | None
    ranges: list[tuple[int, int]] = field(default_factory=list)
    value: ListValue | None = None

    @property
    def size(self) -> int:
        """The list's length, 0 if there is none."""
        return self.value.size if self.value else 0

    def show(self, start: int, end: int) -> bool:
        """Show a range of positions, as far as the list goes; whether that is more than before."""
        start, end = max(0, start), min(end, self.size)
        before = list(self.ranges)
        if start < end:
            self.ranges = _merged([*before, (start, end)])
        return self.ranges != before

    def show_all(self) -> bool:
        """Show the whole list; whether that is more than before."""
        return self.show(0, self.size)

    def entries(self) -> list[ListEntry]:
        """The entries shown."""
        if self.prover is None:
            return []
        return [entry for start, end in self.ranges for entry in self.prover.entries(start, end)]

    def encode(self) -> ListProof:
        """The list as the passport has it."""
        if self.prover is None or self.value is None:
            return ListProof(self.proof, 0, None, ())
        return ListProof(self.proof, self.value.size, self.value.root, self.prover.segments(self.ranges))


@dataclass
class Visit:
    """One visited item; `list` is None where only its notices matter."""

    key: bytes
    uri: str | None
    notices: VisitedList
    list: VisitedList | None = None

    def encode(self) -> PassportItem:
        """The item as the passport has it."""
        return PassportItem(
            self.key, self.uri, None if self.list is None else self.list.encode(), self.notices.encode()
        )


class Visits:
    """All visited items, the asked one first."""

    def __init__(self, connection: sa.Connection, prove_key: ProveKey) -> None:
        self._connection = connection
        self._prove_key = prove_key
        self._leaves = LeafHashes(connection)
        self.by_key: dict[bytes, Visit] = {}

    def visit(self, key: bytes, uri: str | None, *, listed: bool) -> bool:
        """Visit an item; with `listed` its own list too, all of it if that is short. Whether anything was added.

        Raises TooLarge if its notices alone would fill a passport.
        """
        visit = self.by_key.get(key)
        added = visit is None
        if visit is None:
            notices = self._list(notice_key(key))
            if notices.size > MAX_STATEMENTS:
                raise TooLarge(f"{notices.size} notices about one item are more than a passport can hold")
            notices.show_all()
            visit = self.by_key[key] = Visit(key, uri, notices)
        if listed and visit.list is None:
            visit.list = self._list(key)
            if visit.list.size <= WHOLE_LIST:
                visit.list.show_all()
            added = True
        return added

    def position(self, key: bytes, index: int) -> int | None:
        """Where a log entry stands on an item's list."""
        return store_lists.position_of(self._connection, key, index)

    def _list(self, key: bytes) -> VisitedList:
        data, proof = self._prove_key(key)
        if data is None:
            return VisitedList(proof, None)
        value = parse_value(data)
        return VisitedList(proof, ListProver(self._connection, self._leaves, key, value), value=value)


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in ascending order, those that overlap or touch made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged
