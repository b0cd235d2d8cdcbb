"""Ports for real servers of tests: below those that systems give out unasked, and of each test process its own.

A server that was stopped finds its port free again, for nobody else is given it.
"""

from __future__ import annotations

import os
import random
import socket
from itertools import count

_FIRST = 20_000
_EACH = 1_000
_WORKERS = 12
_number = count(random.SystemRandom().randrange(_EACH))


def free_port() -> int:
    """A port of loopback on which nobody listens, and which this process has not given out for long."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % _WORKERS
    for _ in range(_EACH):
        port = _FIRST + worker * _EACH + next(_number) % _EACH
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("all ports are taken")
