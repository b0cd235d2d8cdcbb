"""A worker ticks over each kind of broker. RabbitMQ is tried where WAYPROOF_TEST_AMQP_URL names one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ledger.capture import capture
from ledger.health import read_health
from ledger.parties import ROLES
from ledger.party_keys import make_hosted_key
from ledger.service import Ledger, open_ledger
from ledger.settings import Settings
from ledger.store_parties import Party, insert_key, insert_party
from ledger.store_statements import waiting_count
from tests.ledger.ledger_world import bag, document, event
from tests.redis_server import RedisServer
from verifier.format.item import party_id

pytestmark = pytest.mark.slow

DATABASES = ("sqlite",)
PATIENCE_SECONDS = 240


@pytest.fixture(params=["files", "redis", "amqp"])
def broker_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "amqp":
        url = os.environ.get("WAYPROOF_TEST_AMQP_URL")
        if not url:
            pytest.skip("needs RabbitMQ: set WAYPROOF_TEST_AMQP_URL to amqp://user:password@host//")
        yield url
    elif request.param == "redis":
        with RedisServer(tmp_path) as server:
            yield server.url
    else:
        yield ""


def test_a_broker_that_is_away_costs_time_and_nothing_else(tmp_path: Path) -> None:
    """At the worker's start, while it runs, and when it hangs: health names it, and what was captured is sequenced."""
    with RedisServer(tmp_path) as server:
        settings = Settings(data_dir=tmp_path / "data", broker_url=server.url, rpc_url="http://127.0.0.1:9")
        ledger = open_ledger(settings)
        party = _party(ledger)
        server.stop()
        with working(settings) as worker:
            for number, leave in enumerate((None, server.stop, server.pause)):
                if leave is not None:
                    leave()
                made = document(event("ObjectEvent", "OBSERVE", "storing", epcList=[bag(f"B{number}")]))
                assert capture(ledger, party, made)[0].captured is not None
                wait_until_missed(settings.data_dir / "worker.log", number + 1)
                wait_until_said(ledger, lambda fault: fault is not None and "takes no ticks" in fault)
                if leave == server.pause:
                    server.go_on()
                else:
                    server.start()
                wait_until_sequenced(ledger, worker)
                wait_until_said(ledger, lambda fault: fault is None)
            ledger.close()


@contextmanager
def working(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("WAYPROOF_")}
    command = [sys.executable, "-m", "api.cli", "worker"]
    with (settings.data_dir / "worker.log").open("wb") as log:
        worker = subprocess.Popen(command, env=variables | settings.environment(), start_new_session=True, stderr=log)
    try:
        yield worker
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def wait_until_missed(log: Path, times: int) -> None:
    """Until the worker has said so often that the broker takes no ticks."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while log.read_text().count("the broker takes no ticks") < times:
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)


def wait_until_said(ledger: Ledger, done: Callable[[str | None], bool]) -> None:
    """Until health says of the broker what is to be said."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not done(fault := read_health(ledger).dependencies["broker"]):
        assert time.monotonic() < deadline, fault
        time.sleep(0.1)


def wait_until_sequenced(ledger: Ledger, worker: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        with ledger.store.read() as connection:
            if waiting_count(connection) == 0:
                return
        assert worker.poll() is None, "the worker ended"
        assert time.monotonic() < deadline, "not sequenced"
        time.sleep(0.1)


def _party(ledger: Ledger) -> bytes:
    uri = "https://id.gs1.org/417/9521321000018"
    id_ = party_id(uri)
    with ledger.store.write() as connection:
        insert_party(connection, Party(id_, uri, "Warehouse", sum(ROLES.values()), True, False, False), 0)
        insert_key(connection, make_hosted_key(ledger.keyring, id_))
    return id_


def test_a_worker_sequences_over_it(broker_url: str, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", broker_url=broker_url, rpc_url="http://127.0.0.1:9")
    ledger = open_ledger(settings)
    with working(settings) as worker:
        made = document(event("ObjectEvent", "OBSERVE", "storing", epcList=[bag("B1")]))
        (outcome,) = capture(ledger, _party(ledger), made)
        assert outcome.captured is not None, outcome.problems
        wait_until_sequenced(ledger, worker)
    ledger.close()
