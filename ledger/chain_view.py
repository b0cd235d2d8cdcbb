"""The chain as passports are checked against it before they are served: read at one final block, each answer once."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import TypeVar

from verifier.chain import AnchorRecord, Authority, ChainError, ChainReader, KeyRecord, PartyState, Pin

_Query = TypeVar("_Query", bound=Hashable)
_Answer = TypeVar("_Answer")


class RememberingReader:
    """A ChainReader that asks another one each question once; what is read at one block does not change."""

    def __init__(self, reader: ChainReader) -> None:
        """Raises ChainError if no block can be pinned."""
        self._reader = reader
        self._pin = reader.pin()
        self._counts: dict[bytes, int] = {}
        self._anchors: dict[tuple[bytes, int], AnchorRecord] = {}
        self._keys: dict[bytes, KeyRecord | None] = {}
        self._parties: dict[tuple[bytes, int], PartyState] = {}
        self._authorities: dict[tuple[str, bytes, int], Authority] = {}

    def pin(self) -> Pin:
        """The block that everything is read at."""
        return self._pin

    def anchor_count(self, log_id: bytes) -> int:
        """How many anchors the log has."""
        if log_id not in self._counts:
            self._counts[log_id] = self._reader.anchor_count(log_id)
        return self._counts[log_id]

    def anchors(self, log_id: bytes, seqs: Sequence[int]) -> list[AnchorRecord]:
        """The anchors at `seqs`."""

        def ask(missing: Sequence[tuple[bytes, int]]) -> list[AnchorRecord]:
            return self._reader.anchors(log_id, [seq for _, seq in missing])

        return _remember(self._anchors, [(log_id, seq) for seq in seqs], ask)

    def keys(self, kids: Sequence[bytes]) -> list[KeyRecord | None]:
        """The keys of these thumbprints."""
        return _remember(self._keys, kids, self._reader.keys)

    def parties(self, queries: Sequence[tuple[bytes, int]]) -> list[PartyState]:
        """The parties as of the times asked."""
        return _remember(self._parties, queries, self._reader.parties)

    def authorities(self, queries: Sequence[tuple[str, bytes, int]]) -> list[Authority]:
        """The longest registered prefixes, and whether the parties asked about may use them."""
        return _remember(self._authorities, queries, self._reader.authorities)


class ChainView:
    """The newest final block as a ChainReader; a new one is looked for when the last look is `seconds` old.

    While the chain does not answer, the last block that it gave is kept: what is final stays so.
    """

    def __init__(self, connect: Callable[[], ChainReader], seconds: float = 1.0) -> None:
        self._connect = connect
        self._seconds = seconds
        self._lock = Lock()
        self._reader: RememberingReader | None = None
        self._looked = 0.0

    def look_again(self) -> None:
        """Let the next reader be of the newest final block, however young the last look is."""
        with self._lock:
            self._looked = -self._seconds

    def reader(self) -> ChainReader:
        """The reader to use for one passport; raises ChainError if the chain has never answered."""
        with self._lock:
            if self._reader is not None and time.monotonic() - self._looked < self._seconds:
                return self._reader
            try:
                found = RememberingReader(self._connect())
            except ChainError:
                if self._reader is None:
                    raise
            else:
                if self._reader is None or found.pin() != self._reader.pin():
                    self._reader = found
            self._looked = time.monotonic()
            return self._reader


def _remember(
    known: dict[_Query, _Answer], queries: Sequence[_Query], ask: Callable[[Sequence[_Query]], list[_Answer]]
) -> list[_Answer]:
    missing = [query for query in dict.fromkeys(queries) if query not in known]
    if missing:
        known.update(zip(missing, ask(missing), strict=True))
    return [known[query] for query in queries]
