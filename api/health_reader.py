"""The ledger's state, read once for all who ask for it at a time, and not waited for without end."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import Future
from threading import Lock, Thread

from fastapi import Request

from ledger.health import Health, read_health
from ledger.service import Ledger

PATIENCE_SECONDS = 8.0
"""More than the chain is waited for, and less than Prometheus waits by default."""


class HealthReader:
    """Reads a ledger's health in a thread of its own: a database that hangs takes one thread, and is said to hang."""

    def __init__(self, ledger: Ledger, patience: float = PATIENCE_SECONDS) -> None:
        """`patience` is how many seconds a reading may take."""
        self._ledger = ledger
        self._patience = patience
        self._lock = Lock()
        self._reading: Future[Health] | None = None
        self._began = 0.0

    async def read(self) -> Health:
        """How the ledger does."""
        shared, seconds = self._under_way()
        reading = asyncio.wrap_future(shared)
        try:
            done, _ = await asyncio.wait([reading], timeout=seconds)
            return reading.result() if done else Health({"database": "does not answer"})
        finally:
            reading.cancel()  # ours alone: what runs goes on

    def _under_way(self) -> tuple[Future[Health], float]:
        """The reading that is under way, or a new one, and how many seconds it may still take."""
        with self._lock:
            now = time.monotonic()
            reading = self._reading
            if reading is None or reading.done():
                self._reading = reading = Future()
                reading.set_running_or_notify_cancel()  # so that nobody's going away cancels it
                self._began = now
                try:
                    Thread(target=self._read, args=(reading,), name="health", daemon=True).start()
                except RuntimeError as error:  # there are too many: the next who asks tries again
                    reading.set_exception(error)
                    raise
            return reading, max(0.0, self._began + self._patience - now)

    def _read(self, reading: Future[Health]) -> None:
        try:
            reading.set_result(read_health(self._ledger))
        except BaseException as error:
            reading.set_exception(error)


def health_reader_of(request: Request) -> HealthReader:
    """The application's reader of its ledger's health."""
    reader: HealthReader = request.app.state.health_reader
    return reader
