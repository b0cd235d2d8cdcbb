"""How many connections one process holds open, from whom, and how long each may take over what.

uvicorn bounds how long an idle connection is kept, and neither its number in a way that leaves room for others, nor how
long a request's head or body may take to arrive, nor how large a head may be. `api.protocol` watches that.
"""

from __future__ import annotations

import resource
from dataclasses import dataclass
from typing import Protocol

from api.addresses import Proxies

_OWN_FILES = 128
"""File descriptors that a process needs besides those of connections."""


class Closable(Protocol):
    """A connection that can be ended at once."""

    def abort(self) -> None:
        """End it."""


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """What is asked of connections.

    `most` are held open at once, `most_of_address` of one address. A request's head has at most `head_bytes` and
    `head_fields` fields, and is complete after `head_seconds`. Of a body, and of an answer that the client reads, at
    least `least_bytes` get through in each `stall_seconds`. After the last word a connection is kept `close_seconds`.
    At most `most_pipelined` requests wait behind one that is worked on.
    """

    most: int = 1_000
    most_of_address: int = 100
    head_bytes: int = 32 << 10
    head_fields: int = 100
    head_seconds: float = 10.0
    stall_seconds: float = 20.0
    least_bytes: int = 8 << 10
    close_seconds: float = 5.0
    most_pipelined: int = 16


class Connections:
    """The connections of one process, `open` in number: how many each address has, and which wait for a request."""

    def __init__(self, limits: ConnectionLimits | None = None, proxies: Proxies | None = None) -> None:
        self.limits = limits or ConnectionLimits()
        self._proxies = proxies or Proxies()
        self._of_address: dict[str, int] = {}
        self._waiting: dict[Closable, None] = {}
        self.open = 0

    def enter(self, connection: Closable, peer: str) -> bool:
        """Count a new connection in; whether it may stay.

        Where the process is full, the connection that has waited longest for a request makes room: so however many
        connections somebody opens and leaves, a newcomer that speaks at once is heard.
        """
        who = self._proxies.client(peer, None)
        self.open += 1
        self._of_address[who] = self._of_address.get(who, 0) + 1
        if self._of_address[who] > self.limits.most_of_address and not self._proxies.trusts(peer):
            return False
        if self.open > self.limits.most:
            if not self._waiting:
                return False
            oldest = next(iter(self._waiting))
            del self._waiting[oldest]
            oldest.abort()
        self._waiting[connection] = None
        return True

    def leave(self, connection: Closable, peer: str) -> None:
        """Count a connection out that `enter` counted in, whatever it answered."""
        who = self._proxies.client(peer, None)
        self.open -= 1
        self._waiting.pop(connection, None)
        left = self._of_address[who] - 1
        if left:
            self._of_address[who] = left
        else:
            del self._of_address[who]

    def working(self, connection: Closable) -> None:
        """A connection has a request, which is being answered."""
        self._waiting.pop(connection, None)

    def waiting(self, connection: Closable) -> None:
        """A connection has none any more."""
        self._waiting[connection] = None


def open_files_for(connections: int) -> int:
    """Raise this process's limit of open files for so many connections, and say how many it can have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + _OWN_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return connections if soft == resource.RLIM_INFINITY else max(1, min(connections, soft - _OWN_FILES))
