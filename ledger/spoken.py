"""Which statement a correction or a withdrawal speaks of: an earlier one of the same party."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

import sqlalchemy as sa

from ledger import store_statements
from ledger.epcis_error import MemberError
from ledger.statement import Saying, decode_saying, re_of
from ledger.store_statements import Sameness, StoredStatement
from verifier.format.item import ItemKind, describe_item, item_key, notice_key
from verifier.format.item_tree import Leaf
from verifier.format.statement import SPEAKING_NOTICES

_MAX_ITEMS = 64
"""Most items of an event that an earlier statement is looked for by; events about the same goods share the first."""


class Spoken:
    """The statements of one party, for one capture; what is captured in the same document is known by `add`."""

    def __init__(self, connection: sa.Connection, party_id: bytes) -> None:
        self._connection = connection
        self._party = party_id
        self._fresh: list[tuple[Saying, Sameness, str | None, bytes]] = []

    def add(self, saying: Saying, sameness: Sameness, event_id: str | None, statement_id: bytes) -> None:
        """Note a statement that is about to be stored."""
        self._fresh.append((saying, sameness, event_id, statement_id))

    def count(self) -> int:
        """How many statements were noted."""
        return len(self._fresh)

    def forget(self, count: int) -> None:
        """Note no more than the first `count` statements: the others are not going to be stored."""
        del self._fresh[count:]

    def of(self, saying: Saying, sameness: Sameness, event_id: str | None) -> bytes | None:
        """The id of the statement that a correction or withdrawal speaks of; None for anything else.

        Raises MemberError if the party has made no such statement.
        """
        if saying.notice == "correction":
            found = self._corrected(saying, sameness, event_id)
            if found is None:
                raise MemberError(
                    ("errorDeclaration",),
                    "declares an error in an event that you have not captured here; it must repeat that event, or its "
                    "eventID",
                )
            return found
        if saying.notice == "withdrawn":
            return self._recall(saying)
        return None

    def _corrected(self, saying: Saying, sameness: Sameness, event_id: str | None) -> bytes | None:
        """By Event Hash ID, which leaves an errorDeclaration out; else by the eventID and an item that both name."""
        for _, other, _, statement_id in reversed(self._fresh):
            if other.event == sameness.event and not other.error:
                return statement_id
        same = store_statements.find_event(self._connection, self._party, sameness.event)
        if same:
            return same[-1].id
        if event_id is None:
            return None
        for _, other, other_id, statement_id in reversed(self._fresh):
            if other_id == event_id and not other.error:
                return statement_id
        for stored in statements_about(self._connection, self._party, saying.roles, as_notice=False):
            if stored.event_id == event_id and stored.notice != "correction":
                return stored.id
        return None

    def _recall(self, saying: Saying) -> bytes:
        """The party's last recall of one of the items that it has not withdrawn; one of lots or classes only whole."""
        for other, _, _, statement_id in reversed(self._fresh):
            if other.notice == "recall" and other.roles.keys() & saying.roles.keys():
                recalled, found = other, statement_id
                break
        else:
            stored = standing_notice(self._connection, self._party, saying.roles, "recall")
            if stored is None:
                raise MemberError(
                    ("persistentDisposition", "unset"),
                    "ends a recall of these items, and you have recalled none of them",
                )
            recalled, found = decode_saying(stored.content), stored.id
        # Of single items each passport has its own notices; one within a lot has the lot's and the class's as well.
        others = recalled.roles.keys() - saying.roles.keys()
        if others and any(describe_item(uri).kind is not ItemKind.INSTANCE for uri in recalled.roles):
            raise MemberError(
                ("persistentDisposition", "unset"),
                f"ends a recall of lots or classes that is of {len(others)} other items too, such as {min(others)}: "
                "name all of them, and recall anew what stays recalled",
            )
        return found


def statements_about(
    connection: sa.Connection, party_id: bytes, roles: Mapping[str, int], *, as_notice: bool
) -> list[StoredStatement]:
    """A party's statements, or its notices, that name one of the items (canonical URI → role), newest first."""
    items = dict(islice(roles.items(), _MAX_ITEMS))
    found = [
        stored
        for stored in store_statements.find_waiting_of(connection, party_id)
        if items.keys() & decode_saying(stored.content).roles.keys() and (stored.notice or not as_notice)
    ]
    sequenced: dict[int | None, StoredStatement] = {}
    for uri, role in items.items():
        key = item_key(uri)
        keys = [notice_key(key)] if as_notice else Leaf(b"", role, key).list_keys(notice=False)
        for list_key in keys:
            for stored in store_statements.find_on_list(connection, party_id, list_key):
                sequenced[stored.index] = stored
    return found + sorted(sequenced.values(), key=lambda stored: stored.index or 0, reverse=True)


def standing_notices(
    connection: sa.Connection, party_id: bytes, roles: Mapping[str, int], kind: str
) -> Iterator[StoredStatement]:
    """A party's notices of a kind about one of the items that it has neither corrected nor withdrawn, newest first."""
    undone: set[bytes | None] = set()
    for stored in statements_about(connection, party_id, roles, as_notice=True):
        if stored.id in undone:
            continue
        if stored.notice in SPEAKING_NOTICES:
            undone.add(re_of(stored.entry))
        elif stored.notice == kind:
            yield stored


def standing_notice(
    connection: sa.Connection, party_id: bytes, roles: Mapping[str, int], kind: str
) -> StoredStatement | None:
    """The last of a party's `standing_notices`."""
    return next(standing_notices(connection, party_id, roles, kind), None)
