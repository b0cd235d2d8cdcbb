"""A statement as one reader sees it: what is opened of it, and how it stands (docs/format.md 3 and 8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache

from verifier.format import disclosure, item_tree, jcs
from verifier.format.errors import FormatError
from verifier.format.item_tree import Leaf
from verifier.format.passport import PassportStatement
from verifier.format.statement import NOTICE_TYPE, Statement
from verifier.format.timestamp import parse_timestamp
from verifier.report import ReadStatement

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CONTAINING_TYPES = frozenset({"AggregationEvent", "AssociationEvent"})


@dataclass(eq=False)
class Checkpoint:
    """One statement of a passport, filled in step by step while it is verified.

    `time` is its covering anchor's; `judged_at` is the same, or for a newer statement the pinned block's.
    """

    given: PassportStatement
    statement: Statement
    members: dict[str, jcs.Json] = field(default_factory=dict)
    repeated: bool = False
    opened_digests: int = 0
    time: int | None = None
    judged_at: int | None = None
    struck: str | None = None
    disputed: bool = False
    hosted: bool = False
    undone: bool = False
    applies: bool = False
    about: list[str] = field(default_factory=list)
    names: dict[bytes, str] = field(default_factory=dict)

    @property
    def index(self) -> int:
        """The log index."""
        return self.given.index

    @property
    def issuer(self) -> str:
        """The URI of the party that says it."""
        return self.statement.claims.issuer

    @property
    def type(self) -> str:
        """The EPCIS event type, or Notice."""
        return self.statement.payload.type

    @property
    def notice(self) -> str | None:
        """The kind of notice, None for a plain event."""
        return self.statement.payload.notice

    @property
    def core(self) -> dict[str, jcs.Json]:
        """The `core` disclosure; empty if withheld."""
        core = self.members.get(disclosure.CORE)
        return core if isinstance(core, dict) else {}

    def word(self, name: str) -> str | None:
        """A member of `core` that is a word: action, bizStep, disposition."""
        value = self.core.get(name)
        return value if isinstance(value, str) else None

    def event_time(self) -> int:
        """When the event happened by its issuer's word, in milliseconds since 1970; FormatError if it is no time."""
        value = self.core.get("eventTime")
        if not isinstance(value, str):
            raise FormatError("eventTime is no text")
        return _milliseconds(value)

    def persistent(self, change: str) -> list[jcs.Json]:
        """The words of persistentDisposition's `set` or `unset`."""
        value = self.core.get("persistentDisposition")
        words = value.get(change) if isinstance(value, dict) else None
        return words if isinstance(words, list) else []

    def leaf(self, key: bytes) -> Leaf | None:
        """The opened leaf of an item, by key."""
        return self._leaves.get(key)

    @cached_property
    def _leaves(self) -> dict[bytes, Leaf]:
        return {opening.leaf.key: opening.leaf for opening in self.given.openings if opening.leaf.role}

    def role(self, key: bytes) -> int:
        """The role bits of an opened item, 0 if it is not opened."""
        leaf = self.leaf(key)
        return leaf.role if leaf else 0

    def name_of(self, key: bytes) -> str | None:
        """The URI of an item that it concerns, where the passport or its own opening gives one."""
        leaf = self.leaf(key)
        return self.names.get(key) or (leaf.uri if leaf else None)

    def leaves_with(self, role: int) -> list[Leaf]:
        """The opened leaves that have one of these role bits."""
        return [opening.leaf for opening in self.given.openings if opening.leaf.role & role]

    def stands(self) -> bool:
        """Whether the statement counts: neither struck nor undone."""
        return self.struck is None and not self.undone

    def is_event(self) -> bool:
        """Whether it stands as an event of a journey; a correction and a plain notice are none."""
        return self.stands() and self.type != NOTICE_TYPE and self.notice != "correction"

    def is_newer_recall(self) -> bool:
        """Whether it is a recall that awaits its anchor, which counts at once."""
        return self.given.anchor is None and self.notice == "recall" and self.stands()

    def contains(self, action: str) -> bool:
        """Whether it stands as a packing (ADD) or unpacking (DELETE)."""
        return self.is_event() and self.type in CONTAINING_TYPES and self.word("action") == action

    def commissions(self, key: bytes) -> bool:
        """Whether it stands as the making of the item: an ObjectEvent ADD of it, or a transformation's output."""
        if not self.is_event():
            return False
        role = self.role(key)
        if self.type == "ObjectEvent":
            return self.word("action") == "ADD" and bool(role & item_tree.EPC)
        return self.type == "TransformationEvent" and bool(role & item_tree.OUTPUT)

    def whole(self) -> bool:
        """Whether nothing of it is hidden: every leaf and every digest opened, no input by its bare key."""
        return (
            len(self.given.openings) == 1 << self.statement.payload.depth
            and self.opened_digests == len(self.statement.payload.digests)
            and not any(opening.leaf.role and opening.leaf.uri is None for opening in self.given.openings)
        )

    def read(self) -> ReadStatement:
        """The statement for the report."""
        return ReadStatement(
            index=self.index,
            id=self.statement.id(),
            issuer=self.issuer,
            type=self.type,
            notice=self.notice,
            re=self.statement.payload.re,
            time=self.time,
            members=self.members,
            about=tuple(sorted(self.about)),
            applies=self.applies,
            struck=self.struck,
            undone=self.undone,
            disputed=self.disputed,
            hosted=self.hosted,
            whole=self.whole(),
        )


@lru_cache(maxsize=4096)
def _milliseconds(time: str) -> int:
    return (parse_timestamp(time) - EPOCH) // timedelta(milliseconds=1)


def open_disclosures(checkpoint: Checkpoint) -> None:
    """Fill in the opened members; raises FormatError if a disclosure is not one of the statement's (REFUSED)."""
    digests = set(checkpoint.statement.payload.digests)
    for text in checkpoint.given.disclosures:
        shown = disclosure.decode(text)
        if disclosure.digest(text) not in digests:
            raise FormatError(f"a disclosure of statement {checkpoint.index} is not one of its own")
        checkpoint.opened_digests += 1
        if shown.name is None:
            continue
        if shown.name in checkpoint.members:
            checkpoint.repeated = True
        else:
            checkpoint.members[shown.name] = shown.value
