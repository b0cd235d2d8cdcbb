"""The state of the ledger is read again after a reading that could not even begin."""

from __future__ import annotations

import asyncio
import threading

import pytest

from api.health_reader import HealthReader
from tests.api.service import Service


def no_more_threads(_: threading.Thread) -> None:
    raise RuntimeError("can't start new thread")


def test_a_reading_for_which_there_is_no_thread_is_begun_by_the_next_who_asks(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = HealthReader(service.ledger)
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", no_more_threads)
        with pytest.raises(RuntimeError):
            asyncio.run(reader.read())
    assert asyncio.run(reader.read()).dependencies["database"] is None
