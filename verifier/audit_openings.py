"""The openings that an auditor is given, statement by statement in the log's order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import orjson

from verifier.audit_source import SourceError
from verifier.format import opening
from verifier.format.errors import FormatError, ProofError
from verifier.format.opening import StatementOpening

Read = Callable[[int], Iterator[bytes]]
"""The openings from a log index on; each a document of docs/format.md 7.3."""


class OpeningReader:
    """Openings read once from the first index that is asked for; indices asked for ascend."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._opened: Iterator[StatementOpening] | None = None
        self._next: StatementOpening | None = None

    def at(self, index: int, entry: bytes) -> StatementOpening | None:
        """The opening of the entry at an index, None if there is none.

        Raises SourceError if the openings cannot be read, FormatError for what is none, ProofError if it is another
        entry's.
        """
        if self._opened is None:
            self._opened = _in_order(self._read(index))
        while self._next is None or self._next.index < index:
            self._next = next(self._opened, None)
            if self._next is None:
                return None
        if self._next.index != index:
            return None
        if self._next.entry != entry:
            raise ProofError("the opening is of another entry than the log's")
        return self._next

    def one(self, index: int, entry: bytes) -> StatementOpening | None:
        """The opening of one entry, out of order; raises what `at` raises."""
        return self.again().at(index, entry)

    def again(self) -> OpeningReader:
        """The same openings, to be read from any index on."""
        return OpeningReader(self._read)

    def all(self) -> Iterator[StatementOpening]:
        """All openings from the log's beginning, read anew."""
        return _in_order(self._read(0))


def _in_order(documents: Iterator[bytes]) -> Iterator[StatementOpening]:
    before = -1
    for document in documents:
        opened = opening.parse(document)
        if opened.index <= before:
            raise FormatError("the openings are not in the log's order")
        before = opened.index
        yield opened


def file_reader(path: Path) -> Read:
    """The openings in a file, one to a line in the log's order."""

    def read(start: int) -> Iterator[bytes]:
        try:
            with path.open("rb") as file:
                for line in file:
                    document = line.rstrip(b"\n")
                    if document and _index_of(document) >= start:
                        yield document
        except OSError as error:
            raise SourceError(f"{path}: {error.strerror}") from None

    return read


def _index_of(document: bytes) -> int:
    try:
        return int(orjson.loads(document)["index"])
    except (ValueError, KeyError, TypeError, OverflowError):
        raise FormatError("a line of the openings is no opening") from None
