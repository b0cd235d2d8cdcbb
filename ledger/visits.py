"""The items that a passport visits, and how much of each one's lists it shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from ledger import store_lists, store_statements
from ledger.errors import TooLarge
from ledger.item_index_proof import Found
from ledger.lists import Leaves, ListProver
from verifier.format.item import notice_key
from verifier.format.item_list import ListEntry, ListValue, parse_value
from verifier.format.passport import MAX_STATEMENTS, WHOLE_LIST, ListProof, PassportItem
from verifier.format.statement import SPEAKING_NOTICES

ProveKeys = Callable[[Iterable[bytes]], Mapping[bytes, Found]]
"""What the final item index has for each key."""

MOST_NEWER = 64
"""Newer statements shown for each list, enough to say that there are some; recalls, which count at once, besides."""

_COUNTS_AT_ONCE = SPEAKING_NOTICES | {"recall"}
"""Notices that are shown however many others are newer too: recalls, and what undoes them."""


@dataclass
class VisitedList:
    """One list of a visited item: its proof in the item index, and the ranges of positions to be shown.

    `newer` are the log indices of what was put on it since, MOST_NEWER at most, and of recalls besides.
    """

    proof: bytes
    prover: ListProver | None
    ranges: list[tuple[int, int]] = field(default_factory=list)
    value: ListValue | None = None
    newer: list[int] = field(default_factory=list)

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


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item to be visited: its URI if that is known, and whether its own list matters or its notices alone."""

    uri: str | None
    listed: bool


class Visits:
    """All visited items, the asked one first."""

    def __init__(self, connection: sa.Connection, leaves: Leaves, prove_keys: ProveKeys) -> None:
        self._connection = connection
        self._leaves = leaves
        self._prove_keys = prove_keys
        self.by_key: dict[bytes, Visit] = {}

    def visit(self, wanted: Mapping[bytes, Wanted]) -> bool:
        """Visit items by key, and show their lists whole if they are short; whether anything was added.

        All that is new is read together. Raises TooLarge if the notices of one alone would fill a passport.
        """
        new = [key for key in wanted if key not in self.by_key]
        listed = [key for key, each in wanted.items() if each.listed and (key in new or not self.by_key[key].list)]
        if not new and not listed:
            return False
        notice_keys = {notice_key(key) for key in new}
        lists = self._lists(
            {**dict.fromkeys(notice_keys, MAX_STATEMENTS), **dict.fromkeys(listed, WHOLE_LIST)}, notice_keys
        )
        for key in new:
            notices = lists[notice_key(key)]
            if notices.size > MAX_STATEMENTS:
                raise TooLarge(f"{notices.size} notices about one item are more than a passport can hold")
            self.by_key[key] = Visit(key, wanted[key].uri, notices)
        for key in listed:
            self.by_key[key].list = lists[key]
        return True

    def position(self, key: bytes, index: int) -> int | None:
        """Where a log entry stands on the list of an item that is visited with its list."""
        listed = self.by_key[key].list
        return listed.prover.position(index) if listed and listed.prover else None

    def _lists(self, short: Mapping[bytes, int], notices: Collection[bytes]) -> dict[bytes, VisitedList]:
        """The lists of keys, read together, and shown whole where they are no longer than what is short for them.

        `notices` are those of them that are notice lists.
        """
        lists = {}
        for key, (data, proof) in self._prove_keys(short).items():
            value = None if data is None else parse_value(data)
            prover = value and ListProver(self._connection, self._leaves, key, value)
            lists[key] = VisitedList(proof, prover or None, value=value)
        shown = {key: each.size if each.size <= short[key] else 0 for key, each in lists.items()}
        newer = {key: MAX_STATEMENTS if key in notices else MOST_NEWER for key in lists}
        parts = [(key, 0 if shown[key] else each.size, each.size + newer[key]) for key, each in lists.items()]
        read = store_lists.parts_of(self._connection, parts)
        self._leaves.load(index for key, indices in read.items() for index in indices[: shown[key]])
        for key, indices in read.items():
            listed, whole = lists[key], indices[: shown[key]]
            listed.newer = self._foremost(indices[shown[key] :])
            if listed.prover and shown[key]:
                listed.prover.take(whole)
                listed.show_all()
        return lists

    def _foremost(self, newer: list[int]) -> list[int]:
        """Of newer statements of a list the first MOST_NEWER, and of the others the recalls and what undoes them."""
        rest = newer[MOST_NEWER:]
        if not rest:
            return newer
        return newer[:MOST_NEWER] + store_statements.of_kinds(self._connection, rest, _COUNTS_AT_ONCE)


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in ascending order, those that overlap or touch made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged
