"""`wayproof up` as an operator starts it, and everything that may be in its way."""

from __future__ import annotations

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from api.chain_state import copy_of
from api.prepare import KeyFileUnusable, operator_key, prepare
from api.up import CannotStart, anvil_command, check_port_free, find_anvil, on_local_network, only_one
from ledger.api_keys import find_api_key
from ledger.errors import KeyringError, WrongChain
from ledger.keyring import Keyring
from ledger.service import open_ledger
from ledger.settings import load_settings
from tests.anvil import Anvil
from tests.faulty_node import FaultyNode, refuse
from tests.ports import free_port

PATIENCE_SECONDS = 120
DATABASES = ("sqlite",)  # the command is given none of the test's own variables
pytestmark = pytest.mark.slow


class Up:
    """One `wayproof up` in a folder."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.output = folder / "output"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("WAYPROOF_")}
        command = [sys.executable, "-m", "api.cli", "up", "--data-dir", str(folder / "data"), *options]
        with self.output.open("w") as file:
            self.process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, env=environment)

    def said(self) -> str:
        return self.output.read_text()

    def wait_for(self, text: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while text not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.05)

    def end(self) -> int:
        """The exit code, once it ended by itself."""
        return self.process.wait(PATIENCE_SECONDS)

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.end()


@contextmanager
def up(folder: Path, *options: str) -> Iterator[Up]:
    """A `wayproof up` that is ready, and never outlives the test."""
    started = Up(folder, *options)
    try:
        started.wait_for("Ctrl-C stops everything")
        yield started
    finally:
        if started.process.poll() is None:
            started.stop()


@pytest.fixture
def ports() -> dict[str, int]:
    return {"--port": free_port(), "--chain-port": free_port()}


def arguments(ports: dict[str, int]) -> list[str]:
    return [str(part) for option in ports.items() for part in option]


def pids_of(folder: Path) -> dict[str, int]:
    """The supervised processes' ids, by what they are, as the operating system lists them."""
    found: dict[str, int] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if os.getpgid(int(entry.name)) != int(entry.name):
                continue  # a child of one of them
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            environment = (entry / "environ").read_bytes().decode()
        except OSError:
            continue
        if f"WAYPROOF_DATA_DIR={folder}/data" in environment:
            found["worker" if " worker" in command else "api" if "uvicorn" in command else command] = int(entry.name)
        elif f"--state {folder}/data" in command:
            found["chain"] = int(entry.name)
    return found


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def listens_on(port: int) -> set[str]:
    """The addresses on which somebody listens on a port, as the kernel writes them (0100007F is 127.0.0.1)."""
    lines = [
        line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    local = [fields[1].split(":") for fields in lines if fields[3] == "0A"]
    return {address for address, number in local if int(number, 16) == port}


def anchored(base: str) -> int:
    return len(httpx.get(f"{base}/api/v1/anchors", timeout=60).json()["anchors"])


def until(done: object) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not done():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.slow
def test_up_starts_everything_on_loopback_and_ctrl_c_leaves_nothing_running(tmp_path, ports):
    with up(tmp_path, *arguments(ports)) as started:
        base = f"http://127.0.0.1:{ports['--port']}"
        assert f"ready: {base}" in started.said()
        assert httpx.get(f"{base}/health/live", timeout=60).status_code == 200
        assert httpx.post(f"{base}/rpc", json={}, timeout=60).status_code == 404, "the relay is for --lan alone"
        pids = pids_of(tmp_path)
        assert {"api", "worker", "chain"} <= pids.keys()
        assert {port: listens_on(port) for port in ports.values()} == {port: {"0100007F"} for port in ports.values()}
        key = tmp_path / "data" / "operator.key"
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        headers = {"Authorization": f"Bearer {key.read_text().strip()}"}
        assert httpx.get(f"{base}/api/v1/parties", headers=headers, timeout=60).status_code == 200
        assert key.read_text().strip() not in started.said()
        assert started.stop() == 0
        assert started.said().endswith("wayproof: stopped\n")
    until(lambda: not any(map(running, pids.values())))


@pytest.mark.slow
@pytest.mark.parametrize("victim", ["worker", pytest.param("chain", marks=pytest.mark.full)])
def test_a_death_ends_everything_and_names_the_dead(tmp_path, ports, victim):
    with up(tmp_path, *arguments(ports)) as started:
        pids = pids_of(tmp_path)
        os.kill(pids[victim], signal.SIGKILL)
        assert started.end() == 1
        assert f"wayproof up: {victim} was ended by SIGKILL" in started.said()
    until(lambda: not any(map(running, pids.values())))


@pytest.mark.slow
def test_a_killed_supervisors_leftovers_are_ended_and_everything_goes_on(tmp_path, ports):
    base = f"http://127.0.0.1:{ports['--port']}"
    bystander = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True)
    with up(tmp_path, *arguments(ports)) as started:
        left = pids_of(tmp_path)
        started.process.kill()
        assert started.process.wait(PATIENCE_SECONDS) == -signal.SIGKILL
        assert all(map(running, left.values()))
    with up(tmp_path, *arguments(ports)) as again:
        assert again.said().count("which an earlier start left behind") == len(left)
        assert not any(map(running, left.values()))
        assert httpx.get(f"{base}/health/live", timeout=60).status_code == 200
        assert bystander.poll() is None
    bystander.communicate(b"\n", timeout=30)


@pytest.mark.slow
def test_a_chain_whose_state_was_torn_is_made_again_and_the_ledger_goes_on(tmp_path, ports):
    base = f"http://127.0.0.1:{ports['--port']}"
    with up(tmp_path, *arguments(ports)):
        until(lambda: anchored(base) > 0)
        trust = httpx.get(f"{base}/api/v1/trust", timeout=60).json()
    state = tmp_path / "data" / "chain.json"
    state.write_bytes(state.read_bytes()[:1000])
    copy_of(state).unlink(missing_ok=True)
    with up(tmp_path, *arguments(ports)) as again:
        assert "the chain begins anew" in again.said()
        until(lambda: anchored(base) > 0)
        assert httpx.get(f"{base}/api/v1/trust", timeout=60).json()["logKeys"] == trust["logKeys"]


def test_a_data_folder_of_another_chain_is_refused_with_what_to_do(tmp_path):
    key_file = tmp_path / "operator.key"
    with Anvil() as one:
        prepare(load_settings(given={"data_dir": tmp_path, "rpc_url": one.url}), key_file, lambda _: None)
    with Anvil("--chain-id", "4242") as other:
        elsewhere = load_settings(given={"data_dir": tmp_path, "rpc_url": other.url, "chain_id": 4242})
        with pytest.raises(
            WrongChain, match=r"belongs to chain 31337, and 127\.0\.0\.1 is chain 4242: point the RPC URL to"
        ):
            prepare(elsewhere, key_file, lambda _: None)


def test_a_chain_that_is_away_keeps_nobody_from_starting(tmp_path):
    said: list[str] = []
    settings = load_settings(given={"data_dir": tmp_path, "rpc_url": "http://127.0.0.1:9"})
    prepare(settings, tmp_path / "operator.key", said.append)
    assert said[-1].startswith("the chain at 127.0.0.1 does not answer")


def test_a_chain_that_refuses_keeps_nobody_from_starting(tmp_path):
    said: list[str] = []
    with FaultyNode("http://127.0.0.1:9") as node:
        node.fail(refuse(-32603, "header not found"))
        prepare(
            load_settings(given={"data_dir": tmp_path, "rpc_url": node.url}), tmp_path / "operator.key", said.append
        )
    assert said[-1].startswith("the chain at 127.0.0.1 refuses")
    assert said[-1].endswith("header not found; everything else starts, and the chain's part is made up for")


def test_the_operators_key_is_made_once_and_again_if_it_opens_nothing(tmp_path):
    key_file = tmp_path / "operator.key"
    with closing(open_ledger(load_settings(given={"data_dir": tmp_path}))) as ledger:
        assert operator_key(ledger, key_file)
        first = key_file.read_text()
        assert not operator_key(ledger, key_file)
        assert key_file.read_text() == first
        assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
        key_file.write_text("wp_of_another_ledger\n")
        assert operator_key(ledger, key_file)
        assert find_api_key(ledger, key_file.read_text().strip()) is not None
        key_file.write_bytes(b"\xff")
        with pytest.raises(KeyFileUnusable, match="move it away"):
            operator_key(ledger, key_file)


def test_a_data_folder_without_its_master_key_is_refused(tmp_path):
    settings = load_settings(given={"data_dir": tmp_path})
    open_ledger(settings).close()
    settings.master_key.unlink()
    with pytest.raises(KeyringError, match="is missing: put it back"):
        open_ledger(settings)
    assert not settings.master_key.exists()


def test_a_data_folder_with_anothers_master_key_is_refused(tmp_path):
    settings = load_settings(given={"data_dir": tmp_path})
    open_ledger(settings).close()
    settings.master_key.unlink()
    Keyring.open_file(settings.master_key)
    with pytest.raises(KeyringError, match="another data folder"):
        open_ledger(settings)


def test_a_second_supervisor_on_one_folder_is_one_line(tmp_path, ports):
    (tmp_path / "data").mkdir()
    with only_one(tmp_path / "data" / "up.lock"):
        second = Up(tmp_path, *arguments(ports))
        assert second.end() == 1
    assert f"Wayproof runs on {tmp_path}/data already (process {os.getpid()}, " in second.said()
    assert second.said().count("\n") == 1


def test_a_master_key_that_others_read_is_one_line(tmp_path, ports):
    key = tmp_path / "data" / "master.key"
    Keyring.open_file(key)
    key.chmod(0o644)
    refused = Up(tmp_path, *arguments(ports))
    assert refused.end() == 1
    assert refused.said() == f"wayproof up: the master key {key} can be read by others: chmod 600 {key}\n"


@pytest.mark.parametrize("option", ["--port", "--chain-port"])
def test_a_taken_port_is_one_line_that_names_the_option(tmp_path, ports, option):
    with socket.create_server(("127.0.0.1", ports[option])):
        refused = Up(tmp_path, *arguments(ports))
        assert refused.end() == 1
    wanted = f"port {ports[option]} is taken: stop what listens there, or choose another with {option}"
    assert refused.said() == f"wayproof up: {wanted}\n"


def test_a_port_is_free_again_as_soon_as_nobody_listens(ports):
    with socket.create_server(("127.0.0.1", ports["--port"])) as server:
        with socket.create_connection(server.getsockname()) as client, server.accept()[0]:
            client.close()
        with pytest.raises(CannotStart, match="is taken"):
            check_port_free("127.0.0.1", ports["--port"], "--port")
    check_port_free("127.0.0.1", ports["--port"], "--port")


def test_an_address_that_is_not_this_machines_is_told_from_a_taken_port(ports):
    with pytest.raises(CannotStart, match=r"cannot listen on 192\.0\.2\.1"):
        check_port_free("192.0.2.1", ports["--port"], "--port")


def test_a_missing_chain_program_is_one_line_that_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("api.up._ROOT", tmp_path)
    with pytest.raises(CannotStart, match="npm ci"):
        find_anvil()


def test_the_folders_lock_ends_with_its_holder(tmp_path):
    lock = tmp_path / "up.lock"
    with only_one(lock), pytest.raises(CannotStart, match=f"process {os.getpid()}"), only_one(lock):
        pass
    with only_one(lock):
        assert lock.read_text() == f"{os.getpid()}\n"


def test_what_holds_the_lock_and_is_on_no_roll_is_named_and_left_alone(tmp_path):
    with only_one(tmp_path / "up.lock") as descriptor:
        left = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=[descriptor])
    with pytest.raises(CannotStart, match="what it left behind"), only_one(tmp_path / "up.lock"):
        pass
    assert left.poll() is None
    left.communicate(b"\n", timeout=30)
    with only_one(tmp_path / "up.lock"):
        pass


def test_the_local_network_is_served_only_when_asked_for():
    assert on_local_network(load_settings()).host == "127.0.0.1"
    asked = on_local_network(load_settings(given={"lan": True, "public_url": "http://192.0.2.7:8000"}))
    assert (asked.host, asked.base_url) == ("0.0.0.0", "http://192.0.2.7:8000")
    chosen = on_local_network(
        load_settings(given={"lan": True, "host": "192.0.2.7", "public_url": "https://a.example"})
    )
    assert (chosen.host, chosen.base_url) == ("192.0.2.7", "https://a.example")


def test_the_chain_listens_on_loopback_even_for_the_local_network(tmp_path):
    given = {"lan": True, "host": "0.0.0.0", "data_dir": tmp_path}
    command = anvil_command(Path("anvil"), load_settings(given=given))
    assert command[command.index("--host") + 1] == "127.0.0.1"


@pytest.mark.slow
def test_the_local_network_gets_a_relay_and_a_code_to_scan(tmp_path, ports):
    base = f"http://127.0.0.1:{ports['--port']}"
    with up(tmp_path, *arguments(ports), "--lan", "--public-url", base) as started:
        started.wait_for("█")
        asked = {"jsonrpc": "2.0", "id": 1, "method": "eth_chainId", "params": []}
        assert httpx.post(f"{base}/rpc", json=asked, timeout=60).json()["result"] == "0x7a69"
        assert f"{base}/rpc" in json.dumps(httpx.get(f"{base}/api/v1/trust", timeout=60).json())
