"""What a supervisor that was killed left running: ended by the next one, by what was written down and by nothing else.

A process is known by its id and the moment at which it began, so that one which has the id by now is never meant.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import orjson

from ledger.files import write_file

STOP_SECONDS = 20.0
_POLL_SECONDS = 0.05


class Roll:
    """The file in which a supervisor writes down itself, and then each process as it starts it."""

    def __init__(self, path: Path) -> None:
        """Begins a new roll."""
        self._path = path
        self._names: list[str] = []
        self.add(os.getpid())

    def add(self, pid: int) -> None:
        """Write a process down."""
        self._names.append(_name(pid) or f"{pid} gone")
        write_file(self._path, orjson.dumps(self._names))


def end_leftovers(path: Path, say: Callable[[str], None]) -> bool:
    """End the processes on the roll of a supervisor that is gone; whether it is gone.

    Each is asked to end, and made to after STOP_SECONDS, with its children; the last started first.
    """
    names = _read(path)
    if not names or _is(names[0]):
        return False
    for name in reversed(names[1:]):
        if _is(name):
            say(f"ending process {_pid(name)}, which an earlier start left behind")
            _end(name)
    return True


def _end(name: str) -> None:
    """End the group that the process leads: each was started in one of its own."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(_pid(name), number)
        deadline = time.monotonic() + STOP_SECONDS
        while _is(name) and time.monotonic() < deadline:
            time.sleep(_POLL_SECONDS)


def _is(name: str) -> bool:
    """Whether that very process runs."""
    return _name(_pid(name)) == name


def _pid(name: str) -> int:
    return int(name.partition(" ")[0])


def _name(pid: int) -> str | None:
    """A process's id, the clock ticks after which it began, and of which boot; None if it does not run.

    Where there is no /proc nothing is known to run, and nothing is ended.
    """
    try:
        state, *fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return None
    return None if state in "ZX" else f"{pid} {fields[18]} {boot}"


def _read(path: Path) -> list[str]:
    try:
        names = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return []
    return list(_texts(names)) if isinstance(names, list) else []


def _texts(names: list[object]) -> Iterator[str]:
    return (name for name in names if isinstance(name, str) and name.partition(" ")[0].isdecimal())
