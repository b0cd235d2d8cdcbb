"""`wayproof up` over services that others run: PostgreSQL, Redis and a chain, several API processes and workers."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from api.demo import play
from tests.anvil import Anvil
from tests.journey.running import PATIENCE_SECONDS, foreign_environment, up
from tests.ports import free_port
from tests.postgresql import Postgresql
from tests.redis_server import RedisServer

pytestmark = pytest.mark.slow

EVENTS = 60


def environment(folder: Path, settings: dict[str, Any]) -> dict[str, str]:
    given = {"data_dir": folder / "data", **settings}
    return foreign_environment() | {f"WAYPROOF_{name.upper()}": str(value) for name, value in given.items()}


def checkpoint(serial: int) -> dict[str, Any]:
    return {
        "step": "produced",
        "item": f"https://id.gs1.org/01/09521321000421/21/M{serial}",
        "time": "2026-03-30T08:15:00Z",
    }


def test_several_processes_on_services_of_others_make_one_log(tmp_path: Path) -> None:
    """Each event is posted twice at once to whatever process answers, and is on the log once."""
    with Anvil("--no-mining") as chain, Postgresql() as database, RedisServer(tmp_path) as redis:
        url, port = database.database(), free_port()
        settings = {
            "database_url": url,
            "broker_url": redis.url,
            "rpc_url": chain.url,
            "port": port,
            "api_processes": 2,
            "workers": 2,
            "anchor_max_age": 1,
        }
        variables = environment(tmp_path, settings)
        base = f"http://127.0.0.1:{port}"
        with up(tmp_path, environment=variables) as output:
            operator = (tmp_path / "data" / "operator.key").read_text().strip()
            play(base, operator, lambda _: None)
            authorised = {"Authorization": f"Bearer {operator}"}
            parties = httpx.get(f"{base}/api/v1/parties", headers=authorised, timeout=60).json()["parties"]
            producer = next(party for party in parties if "producer" in party["roles"])
            made = httpx.post(
                f"{base}/api/v1/parties/{producer['id']}/api-keys", headers=authorised, json={}, timeout=60
            )
            key = {"Authorization": f"Bearer {made.json()['key']}"}

            def post(serial: int) -> str:
                answer = httpx.post(f"{base}/api/v1/checkpoints", headers=key, json=checkpoint(serial), timeout=60)
                assert answer.status_code in (200, 201), answer.text
                return str(answer.json()["statement"])

            with ThreadPoolExecutor(8) as clients:
                first = [clients.submit(post, serial) for serial in range(EVENTS)]
                second = [clients.submit(post, serial) for serial in range(EVENTS)]
            ids = [each.result() for each in first]
            assert ids == [each.result() for each in second]
            assert len(set(ids)) == EVENTS

            deadline = time.monotonic() + PATIENCE_SECONDS
            while True:
                state = httpx.get(f"{base}/health/ready", timeout=60).json()
                if state["waiting"] == 0 and state["finalSize"] == state["logSize"]:
                    break
                assert time.monotonic() < deadline, state
                time.sleep(0.2)
            assert state["ready"], state
            with psycopg.connect(url.replace("+psycopg", "")) as connection:
                sequences = connection.execute("select seq from anchor where state = 'final' order by seq").fetchall()
                assert [seq for (seq,) in sequences] == list(range(len(sequences)))
                statements = connection.execute("select count(*), max(log_index) from statement").fetchone()
                assert statements is not None
                assert statements[0] == statements[1] + 1 == state["logSize"]
            counted = httpx.get(f"{base}/metrics", timeout=60).text
            posts = [line for line in counted.splitlines() if line.startswith("wayproof_requests_total{")]
            posted = sum(float(line.split()[-1]) for line in posts if 'route="/api/v1/checkpoints"' in line)
            assert posted == 2 * EVENTS, "every process answers for all"
            assert "starting the development chain" not in output.read_text()
        done = subprocess.run(
            [sys.executable, "-m", "api.cli", "fsck"], env=variables, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("in order")
        assert not list((tmp_path / "data").glob("*.db")), "no SQLite beside PostgreSQL"
        assert not (tmp_path / "data" / "broker").exists()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"database_url": "postgresql://user:pa55word@127.0.0.1:9/x"}, "127.0.0.1:9"),
        ({"broker_url": "redis://:pa55word@127.0.0.1:9/0"}, "the broker at 127.0.0.1:9 does not answer"),
    ],
)
def test_a_service_that_is_not_there_is_named_before_anything_starts(
    tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    variables = environment(tmp_path, {**settings, "port": free_port(), "chain_port": free_port()})
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", "up"], env=variables, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 1
    assert said in done.stderr
    assert "pa55word" not in done.stdout + done.stderr
    assert "starting the API" not in done.stdout
