"""Requests to the chain's nodes behind a circuit breaker: none waits for a node that is known to hang."""

from __future__ import annotations

import time
from threading import Lock

from verifier.chain import ChainError
from verifier.json_rpc import http_post, shown

AGAIN_SECONDS = 5.0
"""How long a node that hung is asked nothing."""


class ChainPost:
    """Posts as `http_post` does. A node that hung is left alone for a while, and then tried by one request at a time.

    Without that, whoever needs the chain would wait its whole time out, one passport after the other, for as long as
    packets to the node are dropped. A node that refuses or answers with a fault does so quickly and is asked again.
    """

    def __init__(self, seconds: float, again_seconds: float = AGAIN_SECONDS) -> None:
        """A node may take `seconds` to answer."""
        self._seconds = seconds
        self._again_seconds = again_seconds
        self._lock = Lock()
        self._not_before: dict[str, float] = {}

    def __call__(self, url: str, body: bytes) -> bytes:
        """The answer to a JSON-RPC request; raises ChainError (offline) if there is none in time."""
        began = time.monotonic()
        with self._lock:
            not_before = self._not_before.get(url)
            if not_before is not None:
                if began < not_before:
                    raise ChainError("offline", f"{shown(url)} did not answer in time, and is asked again in a moment")
                self._not_before[url] = began + self._seconds + self._again_seconds  # the others wait for this one
        try:
            answer = http_post(url, body, self._seconds)
        except ChainError:
            # A fault that takes that long holds everybody up as well.
            self._note(url, hung=time.monotonic() - began >= self._seconds / 2)
            raise
        self._note(url, hung=False)
        return answer

    def _note(self, url: str, *, hung: bool) -> None:
        with self._lock:
            if hung:
                self._not_before[url] = time.monotonic() + self._again_seconds
            else:
                self._not_before.pop(url, None)
