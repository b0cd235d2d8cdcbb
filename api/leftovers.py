"""What a supervisor that was killed left running: ended by the next one, by what was written down and by nothing else.

A process is known by its id and the moment at which it began, so that one which has the id by now is never meant. What
it started in its turn, such as the API's further processes, and what outlived it, is known by its session, whose id no
other process can have meanwhile, and by the data folder in its environment.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import orjson

from ledger.files import write_file
from ledger.settings import PREFIX

STOP_SECONDS = 20.0
_POLL_SECONDS = 0.05
_NAME = re.compile(r"[0-9]{1,10} (gone|[0-9]+ \S+)", re.ASCII)


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
            _end(name, partial(_is, name))
        elif orphans := _orphans(name, path.parent):
            listed = ", ".join(map(str, orphans))
            say(f"ending {listed}, which process {_pid(name)} of an earlier start left behind")
            _end(name, partial(_orphans, name, path.parent))
    return True


def _orphans(name: str, folder: Path) -> list[int]:
    """The processes of a data folder that one which is gone has started, and which have outlived it."""
    _, began, *boots = name.split(" ")
    if not boots or _name(_pid(name)) is not None:  # another process: then none of the session is left
        return []
    found = []
    for entry in Path("/proc").iterdir():
        other = _name(int(entry.name)) if entry.name.isdecimal() else None
        if other is None or _session(_pid(other)) != _pid(name):
            continue
        its_began, its_boot = other.split(" ")[1:]
        if its_boot == boots[0] and int(its_began) >= int(began) and _data_dir(_pid(other)) == str(folder):
            found.append(_pid(other))
    return sorted(found)


def _session(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except OSError:
        return None


def _data_dir(pid: int) -> str | None:
    """The data folder in a process's environment; None if it has none, or is another user's."""
    wanted = os.fsencode(PREFIX + "DATA_DIR=")
    try:
        variables = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return None
    return next((os.fsdecode(each.removeprefix(wanted)) for each in variables if each.startswith(wanted)), None)


def _end(name: str, runs: Callable[[], object]) -> None:
    """End the group that the process leads, or led: each was started in one of its own."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(_pid(name), number)
        deadline = time.monotonic() + STOP_SECONDS
        while runs() and time.monotonic() < deadline:
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
    return (name for name in names if isinstance(name, str) and _NAME.fullmatch(name))
