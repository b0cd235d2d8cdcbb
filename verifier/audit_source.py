"""Where an auditor reads a log: from a running ledger, or from a folder that `wayproof archive` made.

Tiles and entry bundles have their C2SP paths under `log/` in both.
"""

from __future__ import annotations

import http.client
import json
import re
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from email.message import Message
from http import HTTPStatus
from pathlib import Path
from typing import Protocol

from verifier.format import anchor as anchors
from verifier.format.anchor import Anchor
from verifier.format.errors import FormatError, WayproofError
from verifier.format.passport import ListProof, parse_list_proof
from verifier.format.tiles import EntryBundle, Tile
from verifier.format.tree_head import parse_tree_head
from verifier.http_exchange import Answer, exchange

TIMEOUT = 60.0
"""Seconds that an answer may take."""

MAX_ANSWER = 64 << 20
ANCHORS_PER_FILE = 100
"""Anchors in one page of the API, and in one file of an archive."""

_NEXT_PAGE = re.compile(r"api/v1/openings\?start=(?P<start>[0-9]{1,19})")
_MOST_WAITS = 5
_LONGEST_WAIT = 90.0
_ANCHOR = ("indexRoot", "logRoot", "prev", "prevSize", "seq", "size")


class SourceError(WayproofError):
    """A log's source cannot be read, or withholds what it must have."""


class Source(Protocol):
    """A log as an auditor is shown it; every method raises SourceError if it cannot be read."""

    def tree_head(self) -> bytes:
        """The newest signed tree head, a note."""
        ...

    def tile(self, tile: Tile | EntryBundle) -> bytes:
        """The content of a tile or an entry bundle."""
        ...

    def anchors(self, start: int, end: int) -> list[Anchor]:
        """The anchors numbered from `start` up to `end`, excluded, as far as they are shown, in order."""
        ...

    def openings(self, start: int) -> Iterator[bytes]:
        """The openings (docs/format.md 7.3) of the log's statements from an index on, in order."""
        ...

    def list_proof(self, key: bytes) -> tuple[int, ListProof]:
        """The whole list under a key of the item index, or its absence, and the seq of the anchor that it is of."""
        ...


class FolderSource:
    """A log in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def tree_head(self) -> bytes:
        """The newest signed tree head."""
        return self._read("log/checkpoint")

    def tile(self, tile: Tile | EntryBundle) -> bytes:
        """The content of a tile or an entry bundle."""
        return self._read(f"log/{tile.path}")

    def anchors(self, start: int, end: int) -> list[Anchor]:
        """The anchors of a range, from the files of a hundred each."""
        found: list[Anchor] = []
        for number in range(start // ANCHORS_PER_FILE, -(-end // ANCHORS_PER_FILE)):
            path = self._folder / anchors_path(number)
            if not path.is_file():
                break
            found += _anchors(self._read(anchors_path(number)), str(path))
        return [each for each in found if start <= each.seq < end]

    def openings(self, start: int) -> Iterator[bytes]:
        """An archive has its openings encrypted."""
        raise SourceError("a folder's openings are encrypted: decrypt them, and give the file with --openings")

    def list_proof(self, key: bytes) -> tuple[int, ListProof]:
        """A folder answers no questions."""
        raise SourceError("a folder cannot be asked for the list under a key of the item index; a running ledger can")

    def _read(self, path: str) -> bytes:
        file = self._folder / path
        try:
            if file.exists() and not file.is_file():
                raise SourceError(f"{file} is no file")
            with file.open("rb") as opened:
                content = opened.read(MAX_ANSWER + 1)
        except OSError as error:
            raise SourceError(f"{file}: {error.strerror}") from None
        if len(content) > MAX_ANSWER:
            raise SourceError(f"{file} is too large")
        return content


class HttpSource:
    """A running ledger, or an archive on a web server; `key` is an auditor's API key."""

    def __init__(self, url: str, key: str | None = None, sleep: Callable[[float], None] = time.sleep) -> None:
        self._url = url.rstrip("/")
        self._key = key
        self._sleep = sleep
        self._archive: bool | None = None
        self._size: int | None = None

    def tree_head(self) -> bytes:
        """The newest signed tree head."""
        note = self._get("log/checkpoint")[0]
        with suppress(FormatError):  # who reads the note says what is wrong with it
            self._size = parse_tree_head(note[: note.rfind(b"\n\n") + 1]).size
        return note

    def tile(self, tile: Tile | EntryBundle) -> bytes:
        """The content of a tile or an entry bundle."""
        return self._get(f"log/{tile.path}")[0]

    def anchors(self, start: int, end: int) -> list[Anchor]:
        """The anchors of a range."""
        found: list[Anchor] = []
        while start < end:
            if self._is_archive():
                number = start // ANCHORS_PER_FILE
                stop = min((number + 1) * ANCHORS_PER_FILE, end)
                page = _anchors(self._get(anchors_path(number))[0], self._url)
            else:
                stop = min(start + ANCHORS_PER_FILE, end)
                answer = self._get(f"api/v1/anchors?before={stop}&limit={stop - start}")[0]
                page = _anchors(answer, self._url)[::-1]
            shown = [each for each in page if start <= each.seq < stop]
            found += shown
            if len(shown) < stop - start:
                break
            start = stop
        return found

    def openings(self, start: int) -> Iterator[bytes]:
        """The openings that the API key of an auditor is given, by pages, as far as the tree head shown goes."""
        at: int | None = start
        while at is not None:
            body, headers = self._get(f"api/v1/openings?start={at}")
            yield from body.splitlines()
            at = self._next_page(headers.get("Wayproof-Next"), at)

    def _next_page(self, path: str | None, at: int) -> int | None:
        if path is None:
            return None
        match = _NEXT_PAGE.fullmatch(path)
        if match is None or int(match["start"]) <= at:
            raise SourceError(f"{self._url} names no next page of openings after {at}")
        following = int(match["start"])
        return None if self._size is not None and following >= self._size else following

    def list_proof(self, key: bytes) -> tuple[int, ListProof]:
        """The whole list under a key, at the newest final anchor."""
        body, _ = self._get(f"api/v1/lists/{key.hex()}")
        try:
            value = json.loads(body)
            return int(value["anchor"]["seq"]), parse_list_proof(value["list"])
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise SourceError(f"{self._url} answers with something that is no list: {error}") from None

    def publish(self, note: bytes) -> None:
        """Give the ledger an index note to show."""
        self._get("api/v1/index-notes", note)

    def _is_archive(self) -> bool:
        """Whether the address is an archive's, which has its anchors in files."""
        if self._archive is None:
            try:
                self._get("archive.json")
                self._archive = True
            except _NotThereError:
                self._archive = False
        return self._archive

    def _get(self, path: str, body: bytes | None = None) -> tuple[bytes, Message[str, str]]:
        headers = {"Accept": "*/*"} if body is None else {"Content-Type": "text/plain; charset=utf-8"}
        if self._key is not None and path.startswith("api/"):
            headers["Authorization"] = f"Bearer {self._key}"
        url = f"{self._url}/{path}"
        for _ in range(_MOST_WAITS):
            try:
                request = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310
                answer = exchange(request, TIMEOUT, MAX_ANSWER)
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise SourceError(f"{url} cannot be read: {error}") from None
            if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
                self._sleep(_wait_of(answer))
                continue
            if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
                raise _refusal(url, answer)
            if len(answer.body) > MAX_ANSWER:
                raise SourceError(f"{url} answers with too much")
            return answer.body, answer.headers
        raise SourceError(f"{url} takes no more requests")


class _NotThereError(SourceError):
    """The address has nothing."""


def open_source(place: str, key: str | None = None) -> Source:
    """The source at an http or https address, or in a folder."""
    if place.startswith(("http://", "https://")):
        return HttpSource(place, key)
    return FolderSource(Path(place))


def anchors_path(number: int) -> str:
    """The path of an archive's file of anchors from `number` hundred on."""
    return f"anchors/{number}.json"


def _refusal(url: str, answer: Answer) -> SourceError:
    try:
        detail = str(json.loads(answer.body)["detail"])[:300]
    except (ValueError, KeyError, TypeError, RecursionError):
        detail = http.client.responses.get(answer.status, "")
    kind = _NotThereError if answer.status == HTTPStatus.NOT_FOUND else SourceError
    return kind(f"{url} answers {answer.status}: {detail}")


def _wait_of(answer: Answer) -> float:
    asked = answer.headers.get("Retry-After", "")
    return min(float(asked) if asked.isdecimal() else 1.0, _LONGEST_WAIT)


def _anchors(data: bytes, where: str) -> list[Anchor]:
    try:
        shown = json.loads(data)["anchors"]
        return [anchors.parse({name: each[name] for name in _ANCHOR}) for each in shown]
    except (FormatError, ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise SourceError(f"{where} shows something that is no anchor: {error}") from None
