"""A database that is gone, or full, for a while: nobody is promised anything, and then all goes on by itself."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from ledger.fsck import check_ledger
from tests.api.service import BAG, Service, document, event
from tests.postgresql import Postgresql

FULL_DISK = """
create function full_disk() returns trigger language plpgsql as
    $$ begin raise exception using errcode = '53100', message = 'could not extend file'; end $$;
create trigger full_disk before insert or update on statement execute function full_disk();
create trigger full_disk before insert or update on instance execute function full_disk();
"""
OF_THE_DATABASE = (
    "wayproof_log_size",
    "wayproof_final_size",
    "wayproof_waiting_statements",
    "wayproof_oldest_not_final_seconds",
    "wayproof_waiting_transactions",
    "wayproof_stuck_transaction_seconds",
    "wayproof_warnings",
)
"""Figures that nobody knows without the database."""

CHECKPOINT = {"step": "produced", "time": "2026-03-31T08:15:00+02:00"}


@pytest.fixture
def server() -> Iterator[Postgresql]:
    with Postgresql() as made:
        yield made


def is_try_again(answer: httpx.Response) -> bool:
    return (
        answer.status_code == 503
        and answer.headers["Content-Type"] == "application/problem+json"
        and int(answer.headers["Retry-After"]) > 0
    )


@pytest.mark.databases("postgresql")
@pytest.mark.parametrize("end", ["stop", "kill"])
def test_a_database_that_is_gone_for_a_while(tmp_path: Path, server: Postgresql, end: str) -> None:
    with Service(tmp_path, database_url=server.database()) as service:
        _, key = service.party()
        first = service.post("/api/v1/checkpoints", CHECKPOINT | {"item": BAG}, key)
        assert first.status_code == 201
        getattr(server, end)()
        assert is_try_again(service.post("/api/v1/checkpoints", CHECKPOINT | {"item": BAG + "2"}, key))
        assert is_try_again(service.post("/epcis/capture", document(event(BAG + "3")), key))
        assert is_try_again(service.get("/log/checkpoint"))
        health = service.get("/health/ready")
        assert health.status_code == 503
        assert "cannot be used" in health.json()["dependencies"]["database"]["fault"]
        figures = service.get("/metrics").text
        assert 'wayproof_dependency_ready{name="database"} 0.0' in figures
        assert [name for name in OF_THE_DATABASE if name in figures] == [], "a zero would clear their alarms"
        server.start()
        again = service.post("/api/v1/checkpoints", CHECKPOINT | {"item": BAG}, key)
        assert (again.status_code, again.json()["promise"]) == (200, first.json()["promise"])
        assert service.post("/api/v1/checkpoints", CHECKPOINT | {"item": BAG + "2"}, key).status_code == 201
        assert service.get("/health/ready").json()["dependencies"]["database"]["ready"]
        figures = service.get("/metrics").text
        assert [name for name in OF_THE_DATABASE if name not in figures] == []
        check_ledger(service.ledger)


@pytest.mark.databases("postgresql")
def test_a_database_that_hangs_for_a_while(tmp_path: Path, server: Postgresql) -> None:
    """It takes connections and answers nothing: health says so, as often as it is asked, and what waits goes on."""
    with Service(tmp_path, database_url=server.database()) as service, ThreadPoolExecutor(1) as pool:
        _, key = service.party()
        service.app.state.health_reader._patience = 0.5
        server.pause()
        try:
            waits = pool.submit(service.post, "/api/v1/checkpoints", CHECKPOINT | {"item": BAG}, key)
            for _ in range(3):
                health = service.get("/health/ready")
                fault = {"database": {"ready": False, "fault": "does not answer"}}
                assert (health.status_code, health.json()["dependencies"]) == (503, fault)
            figures = service.get("/metrics").text
            assert 'wayproof_dependency_ready{name="database"} 0.0' in figures
            assert [name for name in OF_THE_DATABASE if name in figures] == []
            assert service.get("/health/live").status_code == 200
            assert not waits.done()
        finally:
            server.go_on()
        assert waits.result().status_code == 201
        until = time.monotonic() + 60
        while not service.get("/health/ready").json()["dependencies"]["database"]["ready"]:
            assert time.monotonic() < until
        check_ledger(service.ledger)


@pytest.mark.databases("postgresql")
def test_what_is_sent_to_a_database_and_never_acknowledged_is_given_up(tmp_path: Path) -> None:
    """Keepalives are for idle connections; without this the kernel repeats what was sent for a quarter of an hour."""
    with Service(tmp_path) as service, service.ledger.store.read() as connection:
        descriptor = connection.connection.driver_connection.fileno()
        with socket.socket(fileno=os.dup(descriptor)) as looked_at:
            milliseconds = looked_at.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
    assert 0 < milliseconds <= 60_000


@pytest.mark.databases("postgresql")
def test_a_database_whose_disk_is_full_for_a_while(tmp_path: Path) -> None:
    """The server raises what it raises then; one whose disk were really full would end itself as soon as it logs."""
    with Service(tmp_path) as service:
        _, key = service.party()
        with service.ledger.store.write() as connection:
            connection.exec_driver_sql(FULL_DISK)
        assert is_try_again(service.post("/api/v1/checkpoints", CHECKPOINT | {"item": BAG}, key))
        assert is_try_again(service.post("/epcis/capture", document(event(BAG + "2")), key))
        for _ in range(2):
            fault = service.get("/health/ready").json()["dependencies"]["database"]["fault"]
            assert fault == "the database's disk is full: make room"
        with service.ledger.store.write() as connection:
            connection.exec_driver_sql("drop function full_disk cascade")
        assert service.get("/health/ready").json()["dependencies"]["database"]["ready"]
        assert service.post("/api/v1/checkpoints", CHECKPOINT | {"item": BAG}, key).status_code == 201
        assert check_ledger(service.ledger).waiting == 1


@pytest.mark.databases("postgresql")
def test_commits_wait_for_the_disk_whatever_the_cluster_says(tmp_path: Path, server: Postgresql) -> None:
    url = server.database()
    with Service(tmp_path, database_url=url) as service, service.ledger.store.write() as connection:
        assert connection.execute(sa.text("show synchronous_commit")).scalar_one() == "on"


@pytest.mark.databases("sqlite")
def test_a_volume_that_is_full_for_a_while(volume: Path) -> None:
    """Health names it, though nothing writes meanwhile, and everything goes on as soon as there is room."""
    with Service(volume / "data") as service:
        _, key = service.party()
        filler = volume / "filler"
        with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
            while True:
                file.write(bytes(1 << 16))
        many = [event(f"{BAG}N{number}") for number in range(200)]
        for _ in range(20):
            answer = service.post("/epcis/capture", document(*many), key)
            if answer.status_code != 202:
                break
        assert is_try_again(answer)
        for _ in range(2):
            fault = service.get("/health/ready").json()["dependencies"]["database"]["fault"]
            assert fault == "the database's disk is full: make room"
        filler.unlink()
        assert service.get("/health/ready").json()["dependencies"]["database"]["ready"]
        assert service.post("/epcis/capture", document(*many), key).status_code == 202
        assert check_ledger(service.ledger).waiting == len(many)


@pytest.mark.databases("sqlite")
def test_a_disk_that_is_full_for_a_while(tmp_path: Path) -> None:
    with Service(tmp_path) as service:
        _, key = service.party()
        engine = service.ledger.store.engine

        def limit(pages: int) -> None:  # SQLite says of this just what it says of a full disk
            engine.dispose()
            sa.event.listen(engine, "connect", lambda made, _: made.execute(f"pragma max_page_count={pages}"))

        limit(1)  # what there is already
        answers = [
            service.post("/epcis/capture", document(*(event(f"{BAG}N{n}N{m}") for m in range(50))), key)
            for n in range(5)
        ]
        taken = [answer for answer in answers if answer.status_code == 202]
        full = [answer for answer in answers if answer.status_code != 202]
        assert full
        assert all(is_try_again(answer) for answer in full)
        assert "make room" in full[-1].json()["detail"]
        check_ledger(service.ledger)
        limit(10**6)
        assert service.post("/epcis/capture", document(event(f"{BAG}NX")), key).status_code == 202
        assert check_ledger(service.ledger).waiting == 50 * len(taken) + 1
