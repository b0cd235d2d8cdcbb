"""The machine that figures are measured on."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from contracts.build import node

_COUNT = """
import time
end = time.perf_counter() + 1
count = 0
while time.perf_counter() < end:
    count += 1
print(count)
"""


def describe() -> dict[str, str]:
    """Processor, cores and versions."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "all cores at once": f"{_at_once():.2f} times the work of one alone (counting in Python)",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "Node": subprocess.run([node(), "--version"], capture_output=True, text=True, check=True).stdout.strip("v\n"),
    }


def conditions() -> str:
    """The day, and how busy the machine is: the mean number of processes that want to run, over the last minute."""
    return f"{datetime.now(UTC):%Y-%m-%d}, load {os.getloadavg()[0]:.1f}"


def _at_once() -> float:
    """How much more all cores do in a second than one: less than their number where two share what computes."""
    alone = _counted(1)
    return _counted(os.cpu_count() or 1) / alone


def _counted(processes: int) -> int:
    command = [sys.executable, "-c", _COUNT]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(processes)]
    return sum(int(each.communicate()[0]) for each in running)


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text().splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()
