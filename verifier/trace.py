"""Step 11: the trace of an item through lots, classes, inputs and containers (docs/format.md 8.1)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from verifier.checkpoint import CONTAINING_TYPES, Checkpoint
from verifier.format import item_tree
from verifier.format.errors import FormatError
from verifier.format.item import ItemKind, describe_item, item_key
from verifier.format.passport import Passport, PassportItem

MARGIN = 64
"""List entries shown on both sides of a container's window."""

FOREVER = 1 << 62


@dataclass(frozen=True)
class Window:
    """The time that an item spent in a container, in milliseconds of event time, both ends included."""

    container: PassportItem
    packing: Checkpoint
    unpacking: Checkpoint | None
    start: int
    end: int

    def holds(self, checkpoint: Checkpoint) -> bool:
        """Whether an event lies within the window."""
        return self.start <= checkpoint.event_time() <= self.end


@dataclass
class Trace:
    """What the trace of an item comes to.

    `missing` names what it needs and the passport lacks; `needed` are the keys of all items that it asks for; `notices`
    are the notices that apply, with the key on whose list they stand, before anyone asks whether they count.
    """

    windows: list[Window] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    needed: set[bytes] = field(default_factory=set)
    notices: list[tuple[Checkpoint, bytes]] = field(default_factory=list)
    foreign_unpackings: list[Checkpoint] = field(default_factory=list)


@dataclass(frozen=True)
class _History:
    """An item's list sorted once by what the trace asks of it, each part in the order of the log.

    `packings` put the item into something, `unpackings` take something out of something, `others` move nothing into or
    out of it. `issuers` have the last index of a statement of theirs that is no unpacking, `packed_into` that of the
    item's last packing into a container, by its key; `positions` are the list's, by log index.
    """

    packings: list[Checkpoint]
    unpackings: list[Checkpoint]
    others: list[Checkpoint]
    issuers: dict[str, int]
    packed_into: dict[bytes, int]
    positions: dict[int, int]

    @classmethod
    def of(cls, item: PassportItem, listed: list[Checkpoint]) -> _History:
        packings = [each for each in listed if each.contains("ADD") and each.role(item.key) & item_tree.CHILD]
        unpackings = [each for each in listed if each.contains("DELETE")]
        moving = item_tree.PARENT | item_tree.UNPACKED
        return cls(
            packings,
            unpackings,
            [
                each
                for each in listed
                if each.is_event() and not (each.type in CONTAINING_TYPES and each.role(item.key) & moving)
            ],
            {each.issuer: each.index for each in listed if each.stands() and not each.contains("DELETE")},
            {leaf.key: each.index for each in packings for leaf in each.leaves_with(item_tree.PARENT)},
            item.list.positions() if item.list else {},
        )


class Tracer:
    """Follows one item through a passport."""

    def __init__(self, passport: Passport, checkpoints: Mapping[int, Checkpoint]) -> None:
        self._items = {item.key: item for item in passport.items}
        self._asked = passport.items[0]
        self._newer_recalls = [
            checkpoints[index] for index in sorted(checkpoints) if checkpoints[index].is_newer_recall()
        ]
        self._checkpoints = checkpoints
        self._histories: dict[bytes, _History] = {}
        self._candidates: dict[tuple[bytes, bytes], list[Checkpoint]] = {}
        self._issuers: dict[tuple[bytes, int], set[str]] = {}
        self._foreign: set[int] = set()
        self._noticed: set[tuple[int, bytes]] = set()
        self.trace = Trace(needed={self._asked.key})
        self.class_key: bytes | None = None
        """The class that the item is an instance of: the one whose `serialised` says that it is on record if made."""

    def close(self, commissioning: Checkpoint | None) -> Trace:
        """The whole trace; `commissioning` is the item's authentic one, if it has one."""
        asked = self._asked
        self._add_notices(asked, lambda _: True)
        for checkpoint in self.listed(asked):
            if checkpoint.is_event():
                checkpoint.applies = True
        kind = self._add_class_and_lots(commissioning)
        if kind is ItemKind.INSTANCE:
            for checkpoint in self.listed(asked):
                if checkpoint.is_event() and checkpoint.type == "TransformationEvent":
                    self._add_inputs(checkpoint, asked.key)
            self._add_containers(asked)
        return self.trace

    def listed(self, item: PassportItem) -> list[Checkpoint]:
        """The statements given of an item's list, in the order of the log."""
        entries = item.list.entries() if item.list else []
        return [self._checkpoints[entry.index] for entry in entries if entry.index in self._checkpoints]

    def _add_class_and_lots(self, commissioning: Checkpoint | None) -> ItemKind:
        try:
            described = describe_item(self._asked.uri or "")
        except FormatError:
            return ItemKind.OTHER
        kind = described.kind
        if kind not in (ItemKind.INSTANCE, ItemKind.LOT, ItemKind.CLASS):
            return kind
        made = commissioning.index if commissioning else FOREVER
        if described.class_uri is not None and described.class_uri != self._asked.uri:
            if kind is ItemKind.INSTANCE:
                self.class_key = item_key(described.class_uri)
            item = self._need(item_key(described.class_uri), f"the notices of {described.class_uri}")
            if item:
                self._add_notices(
                    item, lambda notice: notice.index > made or notice.notice in ("description", "serialised")
                )
        for leaf in commissioning.leaves_with(item_tree.LOT) if commissioning else []:
            if _class_of(leaf.uri) == described.class_uri:
                lot = self._need(leaf.key, "the notices of its lot")
                if lot:
                    self._add_notices(lot, lambda _: True)
        return kind

    def _add_inputs(self, transformation: Checkpoint, output: bytes) -> None:
        if transformation.role(output) & item_tree.OUTPUT:
            self._add_inputs_of(transformation)
            for leaf in transformation.leaves_with(item_tree.TRANSFORMATION):
                what = "the events of its transformation"
                item = self._need(leaf.key, what, listed=True)
                if item and item.list and not item.list.whole() and what not in self.trace.missing:
                    self.trace.missing.append(what)
                for checkpoint in self.listed(item) if item else []:
                    if checkpoint.is_event() and checkpoint.type == "TransformationEvent":
                        self._add_inputs_of(checkpoint)

    def _add_inputs_of(self, transformation: Checkpoint) -> None:
        for leaf in transformation.leaves_with(item_tree.INPUT):
            item = self._need(leaf.key, f"the notices of its input {leaf.uri or 'of hidden name'}")
            if item:
                self._add_notices(item, lambda _: True)

    def _add_containers(self, asked: PassportItem) -> None:
        """Follow the packings of the item, then those of what it was packed into, one after another.

        Each packing is followed once. Containers may stand in one another without end, so this is no recursion.
        """
        followed: set[tuple[bytes, int]] = set()
        queue: list[tuple[PassportItem, int, int]] = [(asked, -FOREVER, FOREVER)]
        for item, start, end in queue:
            for packing in self._history(item).packings:
                if packing.event_time() > end or (item.key, packing.index) in followed:
                    continue
                for parent in packing.leaves_with(item_tree.PARENT):
                    if self._left_before(item, parent.key, packing, start):
                        continue
                    container = self._need(parent.key, f"the events of its container {parent.uri}", listed=True)
                    window = self._add_window(item, container, packing, start, end) if container else None
                    if window:
                        followed.add((item.key, packing.index))
                        queue.append((window.container, window.start, window.end))

    def _left_before(self, item: PassportItem, container: bytes, packing: Checkpoint, start: int) -> bool:
        """Whether the item's own list shows that it had left a container before the time that is followed began."""
        history = self._history(item)
        return packing.event_time() < start and any(
            each.index > packing.index
            and each.role(item.key) & item_tree.CHILD
            and each.role(container) & item_tree.PARENT
            and each.issuer in history.issuers
            and _end_of_stay(packing, each) < start
            for each in history.unpackings
        )

    def _add_window(
        self, item: PassportItem, container: PassportItem, packing: Checkpoint, start: int, end: int
    ) -> Window | None:
        unpacking = self._unpacking(item, container, packing)
        until = min(end, _end_of_stay(packing, unpacking)) if unpacking else end
        if until < start:
            return None
        window = Window(container, packing, unpacking, max(start, packing.event_time()), until)
        self.trace.windows.append(window)
        if not self._window_is_given(container, packing, unpacking):
            self.trace.missing.append(f"events of the container {container.uri} around the packing")
        for checkpoint in self._history(container).others:
            if not checkpoint.applies and window.holds(checkpoint):
                checkpoint.applies = True
        if unpacking:
            unpacking.applies = True
        self._add_notices(container, window.holds)
        return window

    def _window_is_given(self, container: PassportItem, packing: Checkpoint, unpacking: Checkpoint | None) -> bool:
        if container.list is None:
            return False
        positions = self._history(container).positions
        if packing.index not in positions or (unpacking and unpacking.index not in positions):
            return False
        first = max(0, positions[packing.index] - MARGIN)
        last = container.list.size if unpacking is None else positions[unpacking.index] + MARGIN + 1
        return container.list.covers(first, min(last, container.list.size))

    def _unpacking(self, item: PassportItem, container: PassportItem, packing: Checkpoint) -> Checkpoint | None:
        """The unpacking that ends a stay, by a party that the trace knows otherwise too."""
        candidates = self._unpackings(item, container)
        later = candidates[bisect_right(candidates, packing.index, key=lambda each: each.index) :]
        if not later:
            return None
        known = self._history(item).issuers.keys() | self._issuers_around(container, packing)
        for candidate in later:
            if candidate.issuer in known:
                return candidate
            if candidate.index not in self._foreign:
                self._foreign.add(candidate.index)
                self.trace.foreign_unpackings.append(candidate)
        return None

    def _unpackings(self, item: PassportItem, container: PassportItem) -> list[Checkpoint]:
        """What may end a stay of the item in the container, in the order of the log."""
        if (item.key, container.key) not in self._candidates:
            candidates = {
                each.index: each
                for each in (*self._history(item).unpackings, *self._history(container).unpackings)
                if (each.role(item.key) & item_tree.CHILD and each.role(container.key) & item_tree.PARENT)
                or each.role(container.key) & item_tree.UNPACKED
            }
            self._candidates[item.key, container.key] = [candidates[index] for index in sorted(candidates)]
        return self._candidates[item.key, container.key]

    def _issuers_around(self, container: PassportItem, packing: Checkpoint) -> set[str]:
        """Who else, from a packing on, has dealt with the container, or with what it was packed into since."""
        name = (container.key, packing.index)
        if name in self._issuers:
            return self._issuers[name]
        known: set[str] = set()
        around = {container.key}
        queue = [container]
        for item in queue:
            history = self._history(item)
            known.update(issuer for issuer, last in history.issuers.items() if last >= packing.index)
            for key, last in history.packed_into.items():
                outer = self._items.get(key)
                if outer and last >= packing.index and key not in around:
                    around.add(key)
                    queue.append(outer)
        self._issuers[name] = known
        return known

    def _history(self, item: PassportItem) -> _History:
        if item.key not in self._histories:
            self._histories[item.key] = _History.of(item, self.listed(item))
        return self._histories[item.key]

    def _add_notices(self, item: PassportItem, applies: Callable[[Checkpoint], bool]) -> None:
        for checkpoint in self._notices_of(item):
            if (checkpoint.index, item.key) not in self._noticed and applies(checkpoint):
                self._noticed.add((checkpoint.index, item.key))
                self.trace.notices.append((checkpoint, item.key))
                checkpoint.applies = True

    def _notices_of(self, item: PassportItem) -> list[Checkpoint]:
        given = (self._checkpoints.get(entry.index) for entry in item.notices.entries())
        listed = [checkpoint for checkpoint in given if checkpoint and checkpoint.stands()]
        return listed + [each for each in self._newer_recalls if each.role(item.key)]

    def _need(self, key: bytes, what: str, *, listed: bool = False) -> PassportItem | None:
        self.trace.needed.add(key)
        item = self._items.get(key)
        if item is None or (listed and item.list is None):
            if what not in self.trace.missing:
                self.trace.missing.append(what)
            return None
        return item


def _end_of_stay(packing: Checkpoint, unpacking: Checkpoint) -> int:
    """When a stay ended, in milliseconds: at the unpacking, or when that was recorded if it claims to be earlier."""
    claimed = unpacking.event_time()
    if claimed >= packing.event_time() or unpacking.time is None:
        return claimed
    return unpacking.time * 1000


def _class_of(uri: str | None) -> str | None:
    """The class that a lot is of: one event may make lots of several classes."""
    try:
        return describe_item(uri or "").class_uri
    except FormatError:
        return None
