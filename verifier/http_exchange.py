"""One HTTP exchange with a host that is not trusted: it ends in time, is bounded, and is with that host alone."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from concurrent.futures import Future
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPResponse
from threading import Thread
from typing import Any

_PART = 1 << 16


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, headers whose names are in any case, and a body, of which one byte too many may have been read."""

    status: int
    headers: Message[str, str]
    body: bytes


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer like any other: followed, it would take credentials to another host."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


def exchange(request: urllib.request.Request, seconds: float, most: int) -> Answer:
    """The answer to a request, with at most `most` bytes of body and one more.

    Raises OSError, HTTPException or ValueError if there is none; TimeoutError if all of it, from the look-up of the
    name to the body's end, takes longer than `seconds`.
    """
    done: Future[Answer] = Future()
    deadline = time.monotonic() + seconds

    def run() -> None:
        try:
            done.set_result(_exchange(request, deadline, most))
        except Exception as error:
            done.set_exception(error)

    # No timeout of a socket bounds a head that comes byte by byte: who waits can only go away.
    Thread(target=run, daemon=True).start()
    try:
        return done.result(seconds)
    except TimeoutError:
        raise TimeoutError("the answer takes too long") from None


def _exchange(request: urllib.request.Request, deadline: float, most: int) -> Answer:
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(request, timeout=deadline - time.monotonic()) as response:
            return Answer(response.status, response.headers, _read(response, deadline, most))
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, _read(error, deadline, most))


def _read(response: HTTPResponse | urllib.error.HTTPError, deadline: float, most: int) -> bytes:
    parts, length = [], 0
    while length <= most and (part := response.read1(min(_PART, most + 1 - length))):
        parts.append(part)
        length += len(part)
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(parts)
