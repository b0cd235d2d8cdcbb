"""Openings: all that a statement hides, for its issuer to keep and for auditors to replay with (docs/format.md 7.3)."""

from __future__ import annotations

from collections.abc import Iterator

from ledger import store_statements
from ledger.errors import NotProvable, UnknownStatement
from ledger.service import Ledger
from ledger.showing import Reader
from ledger.statement import reopen
from ledger.store_statements import StoredStatement
from verifier.format import statement
from verifier.format.errors import FormatError
from verifier.format.opening import StatementOpening


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
    with ledger.store.read() as connection:
        for stored in store_statements.in_log_order(connection, start, end):
            opened = _encode(ledger, stored)
            if opened is not None:
                yield opened


def _encode(ledger: Ledger, stored: StoredStatement) -> bytes | None:
    if stored.secret is None:
        return None
    try:
        opened = reopen(stored.content, stored.secret, statement.parse(stored.entry, ledger.origin))
    except FormatError as error:
        raise NotProvable(f"statement {stored.index}: {error}") from None
    disclosures = tuple(opened.all_disclosures())
    return StatementOpening(stored.index or 0, stored.entry, tuple(opened.leaves), disclosures).encode()
