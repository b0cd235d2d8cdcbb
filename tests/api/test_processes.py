import os
import signal
import sys
import time
from pathlib import Path

import pytest

from api import process_log
from api import processes as module
from api.process_log import ProcessLog
from api.processes import ProcessDied, Processes
from verifier.format.errors import WayproofError

DATABASES = ("sqlite",)
WAITS = "import time; print('up', flush=True); time.sleep(600)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)"
)


def python(code):
    return [sys.executable, "-c", code]


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def lines():
    return []


@pytest.fixture
def processes(tmp_path, lines):
    with Processes(tmp_path / "logs", lines.append) as running:
        yield running


def test_lines_are_shown_with_the_name_and_kept_in_a_file(processes, lines, tmp_path):
    processes.start("one", python("print('first', flush=True); import sys; print('second', file=sys.stderr)"))
    with pytest.raises(ProcessDied):
        processes.wait(30)
    assert lines == ["one    | first", "one    | second"]
    assert (tmp_path / "logs" / "one.log").read_text() == "first\nsecond\n"


def test_the_process_that_died_is_named_with_its_code_and_last_lines(processes):
    processes.start("quiet", python(WAITS))
    processes.start("broken", python("for n in range(100): print('line', n)\nraise SystemExit(7)"))
    with pytest.raises(ProcessDied) as caught:
        processes.wait(30)
    said = str(caught.value)
    assert said.startswith("broken ended with exit code 7; its last lines:\n")
    assert said.endswith("  line 98\n  line 99")
    assert said.count("\n") == module.LAST_LINES


def test_a_killed_process_is_told_from_one_that_ended(processes):
    pid = processes.start("victim", python(WAITS))
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(ProcessDied, match="victim was ended by SIGKILL"):
        processes.wait(30)


def test_a_death_is_noticed_while_a_child_of_it_holds_the_output_open(processes):
    code = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {WAITS!r}]); raise SystemExit(3)"
    processes.start("parent", python(code))
    with pytest.raises(ProcessDied, match="exit code 3"):
        processes.wait(30)


def test_ending_ends_all_and_their_children(tmp_path):
    child = tmp_path / "child"
    code = (
        f"import subprocess, sys, pathlib; p = subprocess.Popen([sys.executable, '-c', {WAITS!r}]);"
        f"pathlib.Path({str(child)!r}).write_text(str(p.pid)); p.wait()"
    )
    with Processes(tmp_path / "logs") as running:
        pids = [running.start("parent", python(code)), running.start("other", python(WAITS))]
        running.wait_until(lambda: child.exists() and child.read_text() != "", "the child", 30)
        pids.append(int(child.read_text()))
        assert all(map(alive, pids))
    deadline = time.monotonic() + 10  # a child whose parent is gone is buried by init, when it comes to it
    while any(map(running_still, pids)):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def running_still(pid):
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_first_started_is_stopped_last(tmp_path):
    order = tmp_path / "order"
    code = (
        "import signal, sys, time\n"
        f"def end(*_): open({str(order)!r}, 'a').write(sys.argv[1]); sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, end)\nprint('up', flush=True)\ntime.sleep(600)"
    )
    seen: list[str] = []
    with Processes(tmp_path / "logs", seen.append) as running:
        for name in "abc":
            running.start(name, [*python(code), name])
        running.wait_until(lambda: len(seen) == 3, "all three", 30)
    assert order.read_text() == "cba"


def test_one_that_does_not_end_is_killed_and_said_to_be(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "STOP_SECONDS", 0.2)
    seen: list[str] = []
    with Processes(tmp_path / "logs", seen.append) as running:
        pid = running.start("mule", python(STUBBORN))
        running.wait_until(lambda: "mule   | up" in seen, "the mule", 30)
    assert not alive(pid)
    assert any("is killed" in line for line in seen)


def test_waiting_for_readiness_ends_when_the_process_does(processes):
    processes.start("broken", python("raise SystemExit(1)"))
    with pytest.raises(ProcessDied, match="without a word"):
        processes.wait_until(lambda: False, "never", 30)


def test_waiting_for_readiness_has_an_end(processes):
    processes.start("slow", python(WAITS))
    with pytest.raises(ProcessDied, match="the oracle was not ready"):
        processes.wait_until(lambda: False, "the oracle", 0)


def test_a_failure_beside_the_processes_ends_the_waiting(processes):
    processes.start("fine", python(WAITS))
    processes.fail(WayproofError("the demonstration broke"))
    with pytest.raises(WayproofError, match="the demonstration broke"):
        processes.wait()


def test_ctrl_c_in_the_terminal_reaches_the_supervisor_alone(processes):
    pid = processes.start("one", python(WAITS))
    assert os.getpgid(pid) == pid != os.getpgrp()


def test_a_log_that_grew_large_makes_room(tmp_path, monkeypatch):
    monkeypatch.setattr(process_log, "LARGEST", 10)
    for _ in range(3):
        with Processes(tmp_path) as running, pytest.raises(ProcessDied):
            running.start("one", python("print('0123456789')"))
            running.wait(30)
    assert (tmp_path / "one.log").read_text() == "0123456789\n"
    assert (tmp_path / "one.log.1").exists()


TALKS = "for number in range(20_000): print('line', number)\nraise SystemExit(7)"
"""Says more than a pipe holds."""


def test_a_log_whose_disk_is_full_costs_its_lines_and_nothing_else(tmp_path, lines, capsys):
    (tmp_path / "one.log").symlink_to("/dev/full")
    with Processes(tmp_path, lines.append) as running, pytest.raises(ProcessDied, match="exit code 7"):
        running.start("one", python(TALKS))
        running.wait(30)
    assert lines[-1] == "one    | line 19999"
    assert capsys.readouterr().err.count("one.log cannot be written: [Errno 28] No space left on device") == 1


def test_a_folder_that_takes_no_log_costs_its_lines_and_nothing_else(tmp_path, lines):
    (tmp_path / "one.log").mkdir()
    with Processes(tmp_path, lines.append) as running, pytest.raises(ProcessDied, match="exit code 7"):
        running.start("one", python(TALKS))
        running.wait(30)
    assert lines[-1] == "one    | line 19999"


def test_an_output_that_is_gone_keeps_nobody_from_being_read(tmp_path):
    def show(line):
        raise BrokenPipeError

    with Processes(tmp_path, show) as running, pytest.raises(ProcessDied, match="exit code 7"):
        running.start("one", python(TALKS))
        running.wait(30)
    assert (tmp_path / "one.log").read_text().endswith("line 19999\n")


def test_a_log_goes_on_when_there_is_room_again(volume, capsys):
    log = ProcessLog(volume / "one.log")
    log.write("first\n")
    filler = volume / "filler"
    for _ in range(2):
        with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
            while True:
                file.write(bytes(1 << 16))
        for _ in range(3):
            log.write("-" * 5_000)  # more than what is left of its last page
        filler.unlink()
        log.write("\nlast\n")
    log.close()
    text = (volume / "one.log").read_text()
    assert text.startswith("first\n")
    assert text.endswith("\nlast\n")
    assert capsys.readouterr().err.count("one.log cannot be written") == 2
