"""Step 11: the trace of an item through lots, classes, inputs and containers (docs/format.md 8.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from verifier.checkpoint import Checkpoint
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


class Tracer:
    """Follows one item through a passport."""

    def __init__(self, passport: Passport, checkpoints: Mapping[int, Checkpoint]) -> None:
        self._items = {item.key: item for item in passport.items}
        self._asked = passport.items[0]
        self._checkpoints = checkpoints
        self._followed: set[tuple[bytes, int]] = set()
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
            self._add_containers(asked, -FOREVER, FOREVER)
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

    def _add_containers(self, item: PassportItem, start: int, end: int) -> None:
        for packing in self.listed(item):
            if not packing.contains("ADD") or not packing.role(item.key) & item_tree.CHILD:
                continue
            time = packing.event_time()
            if not start <= time <= end or (item.key, packing.index) in self._followed:
                continue
            self._followed.add((item.key, packing.index))
            for parent in packing.leaves_with(item_tree.PARENT):
                container = self._need(parent.key, f"the events of its container {parent.uri}", listed=True)
                if container:
                    self._add_window(item, container, packing, end)

    def _add_window(self, item: PassportItem, container: PassportItem, packing: Checkpoint, end: int) -> None:
        unpacking = self._unpacking(item, container, packing)
        until = min(end, unpacking.event_time()) if unpacking else end
        window = Window(container, packing, unpacking, packing.event_time(), until)
        self.trace.windows.append(window)
        if not self._window_is_given(container, packing, unpacking):
            self.trace.missing.append(f"events of the container {container.uri} around the packing")
        for checkpoint in self.listed(container):
            moves = checkpoint.type in ("AggregationEvent", "AssociationEvent") and checkpoint.role(container.key) & (
                item_tree.PARENT | item_tree.UNPACKED
            )
            if checkpoint.is_event() and not moves and window.holds(checkpoint):
                checkpoint.applies = True
        if unpacking:
            unpacking.applies = True
        self._add_notices(container, window.holds)
        self._add_containers(container, window.start, window.end)

    def _window_is_given(self, container: PassportItem, packing: Checkpoint, unpacking: Checkpoint | None) -> bool:
        if container.list is None:
            return False
        positions = container.list.positions()
        if packing.index not in positions or (unpacking and unpacking.index not in positions):
            return False
        first = max(0, positions[packing.index] - MARGIN)
        last = container.list.size if unpacking is None else positions[unpacking.index] + MARGIN + 1
        return container.list.covers(first, min(last, container.list.size))

    def _unpacking(self, item: PassportItem, container: PassportItem, packing: Checkpoint) -> Checkpoint | None:
        """The unpacking that ends a stay, by a party that the trace knows otherwise too."""
        own, others = self.listed(item), self.listed(container)
        candidates = {
            each.index: each
            for each in (*own, *others)
            if each.index > packing.index
            and each.contains("DELETE")
            and (
                (each.role(item.key) & item_tree.CHILD and each.role(container.key) & item_tree.PARENT)
                or each.role(container.key) & item_tree.UNPACKED
            )
        }
        known = _issuers(own) | self._issuers_around(container, packing)
        for index in sorted(candidates):
            if candidates[index].issuer in known:
                return candidates[index]
            if candidates[index] not in self.trace.foreign_unpackings:
                self.trace.foreign_unpackings.append(candidates[index])
        return None

    def _issuers_around(self, container: PassportItem, packing: Checkpoint) -> set[str]:
        """Who else, from a packing on, has dealt with the container, or with what it was packed into since."""
        known: set[str] = set()
        around = {container.key: container}
        queue = [container]
        while queue:
            item = queue.pop()
            later = [each for each in self.listed(item) if each.index >= packing.index]
            known |= _issuers(later)
            for each in later:
                if each.contains("ADD") and each.role(item.key) & item_tree.CHILD:
                    for leaf in each.leaves_with(item_tree.PARENT):
                        outer = self._items.get(leaf.key)
                        if outer and leaf.key not in around:
                            around[leaf.key] = outer
                            queue.append(outer)
        return known

    def _add_notices(self, item: PassportItem, applies: Callable[[Checkpoint], bool]) -> None:
        for entry in item.notices.entries():
            checkpoint = self._checkpoints.get(entry.index)
            if checkpoint and checkpoint.stands() and applies(checkpoint):
                if (checkpoint, item.key) not in self.trace.notices:
                    self.trace.notices.append((checkpoint, item.key))
                checkpoint.applies = True

    def _need(self, key: bytes, what: str, *, listed: bool = False) -> PassportItem | None:
        self.trace.needed.add(key)
        item = self._items.get(key)
        if item is None or (listed and item.list is None):
            if what not in self.trace.missing:
                self.trace.missing.append(what)
            return None
        return item


def _class_of(uri: str | None) -> str | None:
    """The class that a lot is of: one event may make lots of several classes."""
    try:
        return describe_item(uri or "").class_uri
    except FormatError:
        return None


def _issuers(checkpoints: Iterable[Checkpoint]) -> set[str]:
    """The issuers of standing statements that are no unpackings."""
    return {each.issuer for each in checkpoints if each.stands() and not each.contains("DELETE")}
