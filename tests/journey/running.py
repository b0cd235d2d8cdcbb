"""`wayproof up` as a process of its own, for tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

READY = "Ctrl-C stops everything"
PATIENCE_SECONDS = 150


def foreign_environment() -> dict[str, str]:
    """This process's environment without Wayproof's own variables."""
    return {name: value for name, value in os.environ.items() if not name.startswith("WAYPROOF_")}


@contextmanager
def up(folder: Path, *options: str, environment: Mapping[str, str]) -> Iterator[Path]:
    """A `wayproof up` that is ready; gives the file of what it prints.

    It is stopped as by Ctrl-C at the end, and must say that all went well.
    """
    output = folder / "output"
    with output.open("w") as file:
        command = [sys.executable, "-m", "api.cli", "up", *options]
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, env=environment)
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while READY not in output.read_text():
            assert process.poll() is None, output.read_text()
            assert time.monotonic() < deadline, output.read_text()
            time.sleep(0.1)
        yield output
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=60)
    assert code == 0, output.read_text()
