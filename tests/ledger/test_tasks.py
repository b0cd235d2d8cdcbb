"""Ticks: harmless twice at once and in any failure; a real worker brings statements to finality, also after death."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from structlog.testing import capture_logs

from ledger import prove, tasks
from ledger.capture import capture
from ledger.errors import ChainUnavailable, DatabaseUnavailable, NotReady
from ledger.parties import register_party
from ledger.receipts import receipt
from ledger.service import open_ledger
from ledger.settings import Settings
from ledger.showing import ANYONE
from tests.anvil import Anvil
from tests.ledger.ledger_world import bag, document, event
from verifier.report import Verdict


@pytest.mark.databases("sqlite")
def test_the_ticks_are_on_the_clock_and_open_the_ledger_only_when_they_run(tmp_path):
    app = tasks.make_app(Settings(data_dir=tmp_path / "data"))
    assert set(tasks.SCHEDULE) == {"tick_sequence", "tick_chain", "tick_jobs"}
    assert set(tasks.SCHEDULE) <= set(app.tasks)
    assert not (tmp_path / "data" / "ledger.db").exists()
    app.tasks["tick_sequence"]()
    assert (tmp_path / "data" / "ledger.db").exists()


def test_a_chain_that_does_not_answer_is_said_once_and_stops_nothing(tmp_path):
    app = tasks.make_app(Settings(data_dir=tmp_path / "data", rpc_url="http://127.0.0.1:9"))
    with capture_logs() as logs:
        app.tasks["tick_chain"]()
        app.tasks["tick_chain"]()
        app.tasks["tick_sequence"]()
    assert [line["tick"] for line in logs if line["log_level"] == "warning"] == ["tick_chain"]


def test_a_tick_is_skipped_while_one_like_it_runs():
    begun, go_on = threading.Event(), threading.Event()
    runs = []

    def work(ledger):
        runs.append(ledger)
        begun.set()
        assert go_on.wait(10)

    tick = tasks._once_at_a_time("tick", work, lambda: "ledger")
    thread = threading.Thread(target=tick)
    thread.start()
    assert begun.wait(10)
    tick()
    go_on.set()
    thread.join()
    assert runs == ["ledger"]
    begun.clear()
    tick()
    assert len(runs) == 2


def test_a_tick_that_fails_runs_again():
    runs = []

    def work(ledger):
        runs.append(ledger)
        raise ChainUnavailable("no answer")

    tick = tasks._once_at_a_time("tick", work, lambda: "ledger")
    tick()
    tick()
    assert len(runs) == 2


@pytest.mark.parametrize("fault", [DatabaseUnavailable("gone"), RuntimeError("odd"), OSError(28, "No space left")])
def test_a_tick_says_once_why_it_fails_whatever_it_is(fault):
    faults = [fault, fault, None, fault]

    def work(ledger):
        error = faults.pop(0)
        if error is not None:
            raise error

    tick = tasks._once_at_a_time("tick", work, lambda: "ledger")
    with capture_logs() as logs:
        for _ in range(4):
            tick()
    assert [line["tick"] for line in logs] == ["tick", "tick"]
    assert faults == []


def wait_until(condition, seconds=240):
    deadline = time.monotonic() + seconds
    while True:
        found = condition()
        if found is not None:
            return found
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.slow
def test_a_worker_killed_and_started_again_goes_on(tmp_path):
    code = "import sys; from ledger.settings import Settings; from ledger.tasks import run_worker; "
    code += "run_worker(Settings(data_dir=sys.argv[1], rpc_url=sys.argv[2]))"

    def start(url):
        command = [sys.executable, "-c", code, str(tmp_path / "data"), url]
        return subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)

    with Anvil("--no-mining") as chain:
        ledger = open_ledger(Settings(data_dir=tmp_path / "data", rpc_url=chain.url))

        def registered():
            try:
                return register_party(ledger, "(417)9521321000018", "Producer", ["producer"], ["9521321"]).party.id
            except NotReady:
                return None

        def final(statement_id):
            return wait_until(lambda: True if receipt(ledger, statement_id).state == "final" else None)

        worker = start(chain.url)
        try:
            producer = wait_until(registered)
            for number in range(3):
                made = document(event("ObjectEvent", "ADD", "commissioning", epcList=[bag(number)]))
                (outcome,) = capture(ledger, producer, made)
                assert outcome.captured is not None
                if number == 1:
                    os.killpg(worker.pid, signal.SIGKILL)
                    worker.wait()
                    worker = start(chain.url)
                assert final(outcome.captured.statement_id)
                assert prove.passport(ledger, bag(number), ANYONE).report.verdict is Verdict.VERIFIED
        finally:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
            ledger.close()
