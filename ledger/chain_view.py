"""The chain as passports are checked against it before they are served: read at one final block, each answer once."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import Future, wait
from threading import Lock, Thread
from typing import TypeVar

from verifier.chain import AnchorRecord, Authority, ChainError, ChainReader, KeyRecord, PartyState, Pin

PATIENCE_SECONDS = 2.0
"""How long a look at the chain is waited for; it goes on by itself."""

OLD_SECONDS = 5.0
"""A block that was looked for so long ago is not given out while a look is made."""

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

    While the chain does not answer, the last block that it gave is kept: what is final stays so. One look is made at a
    time, in a thread of its own, so that a chain that hangs keeps hardly anybody. Whoever began the look waits for it,
    and so do all as long as nothing is known, or what is known is old because nobody asked for a while: until the look
    has taken `PATIENCE_SECONDS`. The others go on with what is known.
    """

    def __init__(self, connect: Callable[[], ChainReader], seconds: float = 1.0) -> None:
        self._connect = connect
        self._seconds = seconds
        self._lock = Lock()
        self._reader: RememberingReader | None = None
        self._failure: ChainError | None = None
        self._look: Future[None] = Future()
        self._look.set_result(None)
        self._began = -math.inf
        self._due = -math.inf
        self._seen = -math.inf

    def look_again(self) -> None:
        """Let the next reader be of a block that is the newest final one from now on, however young the last look is.

        Nothing is done while the last look failed: the next comes soon enough.
        """
        asked = time.monotonic()
        for _ in range(2):  # a look that is under way may find an older block
            with self._lock:
                if self._failure is not None:
                    return
                look = self._begin() if self._look.done() and self._began < asked else self._look
            wait([look], PATIENCE_SECONDS)

    def reader(self) -> ChainReader:
        """The reader to use for one passport.

        Raises ChainError if the chain has never answered, and for whoever looks also what opening it raises.
        """
        with self._lock:
            now = time.monotonic()
            begins = self._look.done() and now >= self._due
            look = self._begin() if begins else self._look
            knows = self._reader is not None or self._failure is not None
            is_old = self._failure is None and now - self._seen >= OLD_SECONDS
            patience = max(0.0, self._began + PATIENCE_SECONDS - now) if knows else PATIENCE_SECONDS
        if begins or is_old or not knows:
            wait([look], patience)
            if look.done():
                look.result()
        with self._lock:
            if self._reader is not None:
                return self._reader
            if self._failure is not None:
                raise ChainError(self._failure.code, str(self._failure))
        raise ChainError("offline", "the chain has not answered yet")

    def _begin(self) -> Future[None]:
        look: Future[None] = Future()
        self._look = look
        self._began = time.monotonic()
        try:
            Thread(target=self._make, args=(look, self._began), name="look at the chain", daemon=True).start()
        except RuntimeError as error:  # there are too many: the next who asks tries again
            look.set_exception(error)
            raise
        return look

    def _make(self, look: Future[None], began: float) -> None:
        try:
            found = RememberingReader(self._connect())
        except ChainError as error:
            with self._lock:
                self._failure, self._due = error, time.monotonic() + self._seconds
        except Exception as error:
            look.set_exception(error)
            return
        else:
            with self._lock:
                self._failure, self._due, self._seen = None, began + self._seconds, began
                if self._reader is None or found.pin() != self._reader.pin():
                    self._reader = found
        look.set_result(None)


def _remember(
    known: dict[_Query, _Answer], queries: Sequence[_Query], ask: Callable[[Sequence[_Query]], list[_Answer]]
) -> list[_Answer]:
    missing = [query for query in dict.fromkeys(queries) if query not in known]
    if missing:
        known.update(zip(missing, ask(missing), strict=True))
    return [known[query] for query in queries]
