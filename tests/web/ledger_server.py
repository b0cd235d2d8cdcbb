"""A real ledger's API on loopback, for pages that need one: no chain answers it, and nothing becomes final."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.api.service import Service

HOST = "phone.example"
"""A name that the tests' browser takes for this machine: under it, plain http is no secure context."""


@contextmanager
def ledger(folder: Path) -> Iterator[tuple[Service, str]]:
    """A service and the address at which it is served."""
    with Service(folder) as service, service.served() as url:
        yield service, url


def insecure(url: str) -> str:
    """The same address as a phone in a local network has it."""
    return url.replace("127.0.0.1", HOST)
