"""A few processes run as one: started in order, their lines shown, stopped together, and the one that died named.

Better than honcho here: starting waits for readiness, stopping goes backwards and leaves each the time it needs (the
chain writes its state last), and the last lines of the process that died are at hand.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from api.process_log import ProcessLog
from verifier.format.errors import WayproofError

LAST_LINES = 15
STOP_SECONDS = 20.0
_POLL_SECONDS = 0.1
_LINES_SECONDS = 1.0


class ProcessDied(WayproofError):
    """A process ended by itself; the message names it, its exit code and its last lines."""


@dataclass
class _Process:
    name: str
    popen: subprocess.Popen[str]
    last: deque[str]
    reader: Thread

    def signal_group(self, number: int) -> None:
        """Signal the process and its children; one that is gone needs none."""
        try:
            os.killpg(self.popen.pid, number)
        except ProcessLookupError:
            return


class Processes:
    """Processes that live and end together. Use as a context: leaving it stops them all."""

    def __init__(
        self,
        log_folder: Path,
        show: Callable[[str], None] | None = None,
        keep_open: Sequence[int] = (),
        started: Callable[[int], None] = lambda pid: None,
    ) -> None:
        """Lines go to `log_folder/<name>.log`, and with the name before them to `show`; `started` is told each id.

        The processes inherit the file descriptors `keep_open`.
        """
        self._started = started
        self._folder = log_folder
        self._show = show
        self._keep_open = tuple(keep_open)
        self._running: list[_Process] = []
        self._failures: queue.SimpleQueue[WayproofError] = queue.SimpleQueue()

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str] | None = None) -> int:
        """Start a process in a group of its own, so that Ctrl-C in a terminal reaches us alone; returns its id."""
        self._folder.mkdir(parents=True, exist_ok=True)
        popen = subprocess.Popen(  # noqa: S603 - our own commands, no shell
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(environment) if environment is not None else None,
            text=True,
            errors="replace",
            start_new_session=True,
            pass_fds=self._keep_open,
        )
        self._started(popen.pid)
        last: deque[str] = deque(maxlen=LAST_LINES)
        reader = Thread(target=self._read, args=(name, popen, last), name=f"lines of {name}", daemon=True)
        process = _Process(name, popen, last, reader)
        reader.start()
        Thread(target=self._await, args=(process,), name=f"end of {name}", daemon=True).start()
        self._running.append(process)
        return popen.pid

    def id_of(self, name: str) -> int:
        """The process id of what was started under a name."""
        return next(process.popen.pid for process in self._running if process.name == name)

    def fail(self, error: WayproofError) -> None:
        """Let `wait` raise an error; may be called from any thread."""
        self._failures.put(error)

    def wait(self, seconds: float | None = None) -> None:
        """Wait so long, or without end; raises ProcessDied when one ended by itself, and what `fail` was given."""
        try:
            raise self._failures.get(timeout=seconds)
        except queue.Empty:
            return

    def wait_until(self, ready: Callable[[], bool], what: str, seconds: float) -> None:
        """Wait until something is ready; raises what `wait` raises, and ProcessDied after so many seconds."""
        deadline = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > deadline:
                raise ProcessDied(f"{what} was not ready within {seconds:.0f} seconds; see {self._folder}")
            self.wait(_POLL_SECONDS)

    def stop(self) -> None:
        """End all, the last started first: asked to, given time, then made to."""
        while self._running:
            process = self._running.pop()
            process.signal_group(signal.SIGTERM)
            try:
                process.popen.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._say(process.name, f"did not end within {STOP_SECONDS:.0f} seconds and is killed")
            except KeyboardInterrupt:
                self._say(process.name, "is killed, because somebody cannot wait")
            process.signal_group(signal.SIGKILL)  # whatever it left behind
            process.popen.wait()
            process.reader.join(STOP_SECONDS)

    def _read(self, name: str, popen: subprocess.Popen[str], last: deque[str]) -> None:
        with closing(ProcessLog(self._folder / f"{name}.log")) as log:
            for line in popen.stdout or ():
                last.append(line.rstrip())
                log.write(line)
                self._say(name, line.rstrip())

    def _await(self, process: _Process) -> None:
        process.popen.wait()
        process.reader.join(_LINES_SECONDS)  # a child that it left may hold its output open
        self.fail(ProcessDied(_obituary(process)))

    def _say(self, name: str, line: str) -> None:
        if self._show is not None:
            with suppress(OSError):  # standard output may be a file on a full disk, and the lines must be read on
                self._show(f"{name:<6} | {line}")


def _obituary(process: _Process) -> str:
    code = process.popen.returncode
    how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
    lines = "".join(f"\n  {line}" for line in process.last)
    return f"{process.name} {how}" + (f"; its last lines:{lines}" if lines else ", without a word")
