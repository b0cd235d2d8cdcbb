"""Openings: all that a statement hides, for its issuer to keep and for auditors to replay with (docs/format.md 7.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ledger import store_log, store_statements
from ledger.errors import NotProvable, UnknownStatement
from ledger.service import Ledger
from ledger.showing import Reader
from ledger.statement import reopen
from ledger.store_statements import StoredStatement
from verifier.format import statement
from verifier.format.errors import FormatError
from verifier.format.opening import StatementOpening

PAGE = 512
"""Statements whose openings are given out at once."""

_PAGE_BYTES = 4 << 20


def openings(ledger: Ledger, statement_id: bytes, reader: Reader) -> bytes:
    """The openings of a statement that has an index, for its issuer or an auditor.

    Raises UnknownStatement for anybody else too, and if the statement is not in the log yet, or its secret was erased.
    """
    with ledger.store.read() as connection:
        stored = store_statements.by_id(connection, statement_id)
    if stored is None or stored.index is None or not reader.may_see_whole(stored.party_id):
        raise UnknownStatement("no statement of that id is yours to open, or it is not in the log yet")
    opened = _encode(ledger, stored)
    if opened is None:
        raise UnknownStatement("what this statement hides was erased, or it hides nothing")
    return opened


def openings_between(ledger: Ledger, start: int, end: int) -> Iterator[bytes]:
    """The openings of the log's statements from `start` up to `end`, excluded, for an auditor; a document each.

    Left out are policies, which hide nothing, and statements whose secret was erased.
    """
    for _, opened in _openings_between(ledger, start, end):
        yield opened


def _openings_between(ledger: Ledger, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    with ledger.store.read() as connection:
        for stored in store_statements.in_log_order(connection, start, end):
            opened = _encode(ledger, stored)
            if opened is not None:
                yield stored.index or 0, opened


@dataclass(frozen=True, slots=True)
class Page:
    """Openings of consecutive statements, and the log index to go on from; None at the log's end."""

    openings: list[bytes]
    next: int | None


def openings_page(ledger: Ledger, start: int) -> Page:
    """The openings from a log index on, for an auditor: those of a few hundred statements, or of fewer large ones."""
    with ledger.store.read() as connection:
        head = store_log.newest_tree_head(connection)
    size = head.size if head else 0
    found: list[bytes] = []
    length = 0
    end = min(start + PAGE, size)
    for index, opened in _openings_between(ledger, start, end):
        found.append(opened)
        length += len(opened)
        if length >= _PAGE_BYTES:
            end = index + 1
            break
    return Page(found, end if end < size else None)


def _encode(ledger: Ledger, stored: StoredStatement) -> bytes | None:
    if stored.secret is None:
        return None
    try:
        opened = reopen(stored.content, stored.secret, statement.parse(stored.entry, ledger.origin))
    except FormatError as error:
        raise NotProvable(f"statement {stored.index}: {error}") from None
    disclosures = tuple(opened.all_disclosures())
    return StatementOpening(stored.index or 0, stored.entry, tuple(opened.leaves), disclosures).encode()
