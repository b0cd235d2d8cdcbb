"""`wayproof up`: the chain, the API and the worker on one machine, from nothing to ready, and down again."""

from __future__ import annotations

import fcntl
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import orjson

from api.chain_state import kept, make_whole, state_file
from api.leftovers import Roll, end_leftovers
from api.metrics_folder import shared_metrics
from api.processes import Processes
from api.services import check_services
from ledger.keyring import Keyring
from ledger.settings import PREFIX, Settings
from verifier.format.errors import WayproofError

ROLL = "up.processes"
"""The file of a data folder in which its supervisor writes down what it starts."""

START_SECONDS = 60.0
STATE_INTERVAL_SECONDS = 5
"""How often the development chain writes its state: what a hard kill can lose, and the ledger anchors again."""

_ANVIL = "node_modules/@foundry-rs/anvil-*/bin/anvil*"
_ROOT = Path(__file__).resolve().parent.parent
_ANYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - names of it, nothing is bound here
_LOOPBACK = ("127.0.0.1", "::1", "localhost")

Say = Callable[[str], None]


class CannotStart(WayproofError):
    """Something that must be there is not, or is in the way; the message says what to do."""


def on_local_network(settings: Settings) -> Settings:
    """The settings with the API on all interfaces, and the address that phones reach; unchanged unless `lan` is set.

    Raises CannotStart if this machine has no address on a network.
    """
    if not settings.lan:
        return settings
    changed = {"host": "0.0.0.0"} if settings.host in _LOOPBACK else {}  # noqa: S104 - that is what --lan asks for
    if not settings.public_url:
        changed["public_url"] = f"http://{_network_address()}:{settings.port}"
    return settings.model_copy(update=changed)


@contextmanager
def running(settings: Settings, say: Say, show: Say | None = None) -> Iterator[Processes]:
    """Everything of a data folder, running and ready; stopped at the end.

    `say` is told what happens, `show` gets the processes' lines.

    Raises:
        CannotStart: a taken port, a missing tool, a data folder in use.
        ProcessDied: while it starts, or from what is done inside.
        LedgerError: the data folder, the master key or the chain are not as they must be.
    """
    anvil = find_anvil() if settings.own_chain else None
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if settings.master_key.exists():
        Keyring.open_file(settings.master_key, create=False)  # said before anything runs
    with only_one(settings.data_dir / "up.lock", say) as lock, ExitStack() as until_the_end:
        check_port_free(settings.host, settings.port, "--port")
        if anvil is not None:
            check_port_free("127.0.0.1", settings.chain_port, "--chain-port")
        roll = Roll(settings.data_dir / ROLL)
        with Processes(settings.data_dir / "logs", show, keep_open=(lock,), started=roll.add) as processes:
            if anvil is not None:
                make_whole(state_file(settings.data_dir), say)
                until_the_end.enter_context(kept(state_file(settings.data_dir)))
                say(f"starting the development chain on port {settings.chain_port}")
                processes.start("chain", anvil_command(anvil, settings))
                processes.wait_until(lambda: _answers_rpc(settings.rpc), "the development chain", START_SECONDS)
            environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
            environment |= settings.environment()
            check_services(settings)
            say(f"starting the API on port {settings.port}, and the worker")
            processes.start("api", api_command(settings), environment | shared_metrics(settings))
            for number in range(settings.workers):
                name = "worker" if number == 0 else f"worker{number + 1}"
                processes.start(name, [sys.executable, "-m", "api.cli", "worker"], environment)
            # Only now, for it takes its time to load: the API and the worker load beside it.
            from api.prepare import prepare  # noqa: PLC0415

            prepare(settings, operator_key_file(settings), say)
            processes.wait_until(lambda: _answers(local_url(settings) + "/health/live"), "the API", START_SECONDS)
            yield processes


def anvil_command(anvil: Path, settings: Settings) -> list[str]:
    """The development chain: on loopback, kept on disk, with finality two blocks behind."""
    options = {
        "--host": "127.0.0.1",
        "--port": settings.chain_port,
        "--chain-id": settings.chain_id,
        "--state": state_file(settings.data_dir),
        "--state-interval": STATE_INTERVAL_SECONDS,
        "--slots-in-an-epoch": 1,
        "--accounts": 1,
    }
    return [str(anvil), "--quiet", *(str(part) for option in options.items() for part in option)]


def api_command(settings: Settings) -> list[str]:
    """The API: uvicorn, with as many processes as the settings say."""
    options = {
        "--host": settings.host,
        "--port": str(settings.port),
        "--log-level": "warning",
        "--http": "api.protocol:BoundedProtocol",
        "--ws": "none",
    }
    if settings.api_processes > 1:
        options["--workers"] = str(settings.api_processes)
    arguments = [part for option in options.items() for part in option]
    switches = ["--factory", "--no-access-log", "--no-proxy-headers", "--no-server-header"]
    return [sys.executable, "-m", "uvicorn", "api.app:create_app", *switches, *arguments]


def find_anvil() -> Path:
    """The development chain's program, from the npm packages; raises CannotStart if it is not there."""
    for root in (Path.cwd(), _ROOT):
        found = sorted(path for path in root.glob(_ANVIL) if os.access(path, os.X_OK))
        if found:
            return found[0]
    raise CannotStart(
        "anvil, the development chain, is not installed: run `npm ci` in Wayproof's folder (`make run` does), or name "
        "a chain with --rpc-url"
    )


def check_port_free(host: str, port: int, option: str) -> None:
    """Raise CannotStart if somebody listens on a port that is needed, or the address is not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise CannotStart(f"port {port} needs a privileged user: choose another with {option}") from None
        except OSError as error:
            busy = f"port {port} is taken: stop what listens there, or choose another with {option}"
            raise CannotStart(busy if _listens(host, port) else f"cannot listen on {host}:{port}: {error}") from None


@contextmanager
def only_one(path: Path, say: Say = lambda _: None) -> Iterator[int]:
    """Hold a data folder for one supervisor; gives the lock's file descriptor, which its processes inherit.

    What one that was killed left running is ended first. Raises CannotStart while another supervisor holds it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        free = _locked(descriptor)  # a killed process's children do not hold it, and may run all the same
        if not (end_leftovers(path.with_name(ROLL), say) and _locked(descriptor, 5.0)) and not free:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
            raise CannotStart(
                f"Wayproof runs on {path.parent} already (process {holder}, or what it left behind): stop that first, "
                "or use another folder with --data-dir"
            )
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield descriptor
    finally:
        os.close(descriptor)


def _locked(descriptor: int, patience: float = 0.0) -> bool:
    """Whether the lock could be taken within so many seconds."""
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.05)
        else:
            return True


def operator_key_file(settings: Settings) -> Path:
    """Where the operator's API key is for the commands of this machine."""
    return settings.data_dir / "operator.key"


def local_url(settings: Settings) -> str:
    """The address by which this machine reaches its own API."""
    return f"http://{_local(settings.host)}:{settings.port}"


def _network_address() -> str:
    """This machine's address on the local network: the one that it would send from. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # RFC 5737: an address that nobody has
            address = str(probe.getsockname()[0])
        except OSError:
            address = _LOOPBACK[0]
    if address in (*_LOOPBACK, *_ANYWHERE):
        raise CannotStart("this machine has no address on a local network: say how it is reached with --public-url")
    return address


def _local(host: str) -> str:
    """An address of this machine by which it reaches its own service."""
    if host in _ANYWHERE:
        return _LOOPBACK[0]
    return f"[{host}]" if ":" in host else host


def _listens(host: str, port: int) -> bool:
    try:
        with socket.create_connection((_local(host).strip("[]"), port), timeout=2):
            return True
    except OSError:
        return False


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def _answers_rpc(url: str) -> bool:
    asked = {"jsonrpc": "2.0", "id": 1, "method": "eth_chainId", "params": []}
    try:
        return "result" in orjson.loads(httpx.post(url, json=asked, timeout=2, trust_env=False).content)
    except (httpx.HTTPError, orjson.JSONDecodeError):
        return False
