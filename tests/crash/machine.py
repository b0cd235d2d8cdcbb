"""The real processes of a ledger on one machine, each of which can be killed and started again.

API and worker are the programs that `wayproof up` starts, forked from a process that has loaded their code already, so
that a campaign of hundreds of kills waits for the programs and not for Python's imports.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import httpx

from api.chain_state import make_whole, state_file
from api.up import anvil_command, api_command, find_anvil
from ledger.settings import PREFIX, Settings
from tests.ports import free_port
from tests.postgresql import Postgresql

API, CHAIN, DATABASE = "API", "chain", "PostgreSQL"
PATIENCE_SECONDS = 180.0
_SET_PDEATHSIG = 1

_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["api.app", "api.cli_worker", "ledger.tasks", "uvicorn", "uvloop", "tests.crash.machine"])


class Machine:
    """Everything that runs for one data folder; `database` is its PostgreSQL, None for SQLite."""

    def __init__(self, folder: Path, database: Postgresql | None = None, workers: int = 1) -> None:
        self.database = database
        self.settings = Settings(
            data_dir=folder / "data",
            database_url=database.database() if database else "",
            port=free_port(),
            chain_port=free_port(),
            anchor_max_age=1,
            rate_public=10**6,
            rate_tiles=10**6,
            rate_keyed=10**6,
            log_level="warning",
        )
        self.workers = tuple(f"worker {number + 1}" for number in range(workers))
        self.restored: list[str] = []
        self._logs = folder / "logs"
        self._logs.mkdir()
        self._forked: dict[str, multiprocessing.process.BaseProcess] = {}
        self._chain: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Machine:
        try:
            for name in (CHAIN, API, *self.workers):
                self.start(name)
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def url(self) -> str:
        """The API's address."""
        return f"http://127.0.0.1:{self.settings.port}"

    @property
    def victims(self) -> tuple[str, ...]:
        """What can be killed."""
        return (API, *self.workers, CHAIN, *((DATABASE,) if self.database else ()))

    def start(self, name: str) -> None:
        """Start what is not running, without waiting for it to be ready."""
        if name == DATABASE:
            assert self.database is not None
            self.database.start()
        elif name == CHAIN:
            state = state_file(self.settings.data_dir)
            state.parent.mkdir(exist_ok=True)
            make_whole(state, self.restored.append)
            with self._log(CHAIN).open("ab") as log:
                command = anvil_command(find_anvil(), self.settings)
                self._chain = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
                )
        else:
            command = api_command(self.settings) if name == API else [sys.executable, "-m", "api.cli", "worker"]
            arguments = command[2:], str(self._log(name)), self.settings.environment()
            process = _forks.Process(target=_run, args=arguments, name=name, daemon=True)
            process.start()
            self._forked[name] = process

    def kill(self, name: str) -> None:
        """Kill with SIGKILL, with all children, and see that it was this that ended it."""
        if name == DATABASE:
            assert self.database is not None
            self.database.kill()  # which sees to the same
        elif name == CHAIN:
            assert self._chain is not None
            os.killpg(self._chain.pid, signal.SIGKILL)
            assert self._chain.wait(timeout=30) == -signal.SIGKILL
        else:
            process = self._forked[name]
            assert process.pid is not None
            assert process.is_alive(), f"{name} had ended by itself:\n{self.last_lines(name)}"
            # A process that was started just now may not lead its group yet.
            own = os.getpgid(process.pid) == process.pid
            (os.killpg if own else os.kill)(process.pid, signal.SIGKILL)
            process.join(30)
            assert process.exitcode == -signal.SIGKILL

    def await_ready(self) -> None:
        """Wait until the API answers."""
        self.until(self.answers, "the API answers")

    def answers(self) -> bool:
        """Whether the API answers."""
        try:
            return httpx.get(f"{self.url}/health/live", timeout=5).is_success
        except httpx.HTTPError:
            return False

    def until(self, done: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until something is so; everything must go on running meanwhile."""
        deadline = time.monotonic() + seconds
        while not done():
            for name, process in self._forked.items():
                assert process.is_alive(), f"{name} ended by itself:\n{self.last_lines(name)}"
            assert self._chain is not None
            assert self._chain.poll() is None, f"the chain ended by itself:\n{self.last_lines(CHAIN)}"
            assert time.monotonic() < deadline, f"not within {seconds:.0f} seconds: {what}\n{self._all_said()}"
            time.sleep(0.02)

    def last_lines(self, name: str, count: int = 30) -> str:
        """What a process said last; nothing if it has not come to that."""
        log = self._log(name)
        return "\n".join(log.read_text("utf-8", "replace").splitlines()[-count:]) if log.exists() else ""

    def said(self, words: str) -> bool:
        """Whether a worker has said something."""
        return any(words in self.last_lines(name, sys.maxsize) for name in self.workers)

    def _all_said(self) -> str:
        return "\n".join(f"{name}:\n{self.last_lines(name)}" for name in (API, *self.workers))

    def end(self) -> None:
        """Kill everything but the PostgreSQL, which is the test's."""
        for process in self._forked.values():
            process.kill()
            process.join()
        if self._chain is not None:
            self._chain.kill()
            self._chain.wait()

    def _log(self, name: str) -> Path:
        return self._logs / f"{name}.log"


def _run(arguments: Sequence[str], log: str, environment: Mapping[str, str]) -> None:
    """What `python -m …` does with these arguments, in a session of its own."""
    os.setsid()
    ctypes.CDLL(None).prctl(_SET_PDEATHSIG, signal.SIGKILL)  # if the tests themselves are killed
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(out, 1)
    os.dup2(out, 2)
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    os.environ.update(environment)
    module, *rest = arguments
    sys.argv = [module, *rest]
    if module == "uvicorn":
        import uvicorn

        uvicorn.main(rest)
    else:
        from api.cli import main

        sys.exit(main(rest))
