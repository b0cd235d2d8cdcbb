"""What a killed supervisor left running is ended; what has only the same process id is not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress

import orjson
import pytest

from api import leftovers
from api.leftovers import Roll, end_leftovers

DATABASES = ("sqlite",)
WAITS = "print('up', flush=True); input()"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + WAITS
GONE = f"{2**22 + 1} 1 another-boot"
"""A process id that no Linux gives."""


def started(code: str = WAITS) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout.readline() == b"up\n"
    return process


@pytest.fixture
def child() -> Iterator[subprocess.Popen[bytes]]:
    with started() as process:
        yield process
        process.kill()


def of_a_dead_supervisor(path, *names):
    path.write_bytes(orjson.dumps([GONE, *names]))


def test_a_roll_names_the_supervisor_and_what_it_started(tmp_path, child):
    roll = Roll(tmp_path / "roll")
    roll.add(child.pid)
    pids = [name.split()[0] for name in orjson.loads((tmp_path / "roll").read_bytes())]
    assert pids == [str(os.getpid()), str(child.pid)]


def test_nothing_is_ended_while_the_supervisor_lives(tmp_path, child):
    Roll(tmp_path / "roll").add(child.pid)
    assert not end_leftovers(tmp_path / "roll", lambda _: None)
    assert child.poll() is None


@pytest.mark.parametrize(("code", "by"), [(WAITS, signal.SIGTERM), (STUBBORN, signal.SIGKILL)])
def test_what_was_left_is_asked_to_end_and_then_made_to(tmp_path, monkeypatch, code, by):
    monkeypatch.setattr(leftovers, "STOP_SECONDS", 0.5)
    said: list[str] = []
    with started(code) as process:
        of_a_dead_supervisor(tmp_path / "roll", leftovers._name(process.pid))
        assert end_leftovers(tmp_path / "roll", said.append)
        assert process.wait(30) == -by
    assert said == [f"ending process {process.pid}, which an earlier start left behind"]


def test_another_process_that_has_the_id_by_now_is_left_alone(tmp_path, child):
    pid, began, boot = leftovers._name(child.pid).split()
    of_a_dead_supervisor(tmp_path / "roll", f"{pid} {int(began) - 1} {boot}", f"{pid} {began} another-boot")
    assert end_leftovers(tmp_path / "roll", lambda _: None)
    assert child.poll() is None


LEADS = (
    "import os, subprocess, sys; "
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); "
    "print(child.pid, flush=True); input()"
)


@pytest.fixture
def orphan(tmp_path) -> Iterator[tuple[str, int]]:
    """The name of a process that was killed, and the id of the child that it left."""
    with subprocess.Popen(
        [sys.executable, "-c", LEADS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        env={"WAYPROOF_DATA_DIR": str(tmp_path)},
    ) as leader:
        child = int(leader.stdout.readline())
        name = leftovers._name(leader.pid) or ""
        leader.kill()
    yield name, child
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)


def test_children_that_a_killed_process_left_are_named_and_ended(tmp_path, orphan):
    name, child = orphan
    of_a_dead_supervisor(tmp_path / "roll", name)
    said: list[str] = []
    assert end_leftovers(tmp_path / "roll", said.append)
    assert leftovers._name(child) is None
    assert said == [f"ending {child}, which process {name.split()[0]} of an earlier start left behind"]


@pytest.mark.parametrize("difference", ["folder", "boot", "began"])
def test_children_of_others_are_left_alone(tmp_path, orphan, difference):
    name, child = orphan
    pid, began, boot = name.split()
    folder = tmp_path / "other" if difference == "folder" else tmp_path
    folder.mkdir(exist_ok=True)
    later = str(10**15) if difference == "began" else began
    of_a_dead_supervisor(folder / "roll", f"{pid} {later} {'another' if difference == 'boot' else boot}")
    assert end_leftovers(folder / "roll", lambda _: None)
    assert leftovers._name(child) is not None


@pytest.mark.parametrize("content", [b"", b"{}", b"[1, null]", b"[", b'["x y z"]'])
def test_a_roll_that_cannot_be_read_ends_nothing(tmp_path, content):
    (tmp_path / "roll").write_bytes(content)
    assert not end_leftovers(tmp_path / "roll", lambda _: None)
