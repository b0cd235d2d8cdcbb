"""Link previews: what a chat or social app is told of a passport, which it fetches without running the page's code.

The verdict is the server's own word, said with its date; a reader's device makes its own. What a passport comes to is
kept when it is assembled for a reader, so that sharing one that was just looked at costs nothing. One that is not known
is assembled for an app that asks, a few at once at most, and never for a browser, which is about to fetch the passport.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import Depends, Request

from api.auth import address_of, limiter_of
from api.limits import Kind
from api.problems import Problem
from ledger import prove, store_anchors
from ledger.bounded_cache import BoundedCache
from ledger.service import Ledger
from ledger.showing import ANYONE
from verifier.format import base64url
from verifier.format.errors import FormatError, WayproofError
from verifier.report import ReadStatement, Report, Status, Verdict

MOST_KEPT = 4_096
MOST_AT_ONCE = 2
SECONDS = 30.0
MOST_NAME = 120

_OF_BROWSERS = ("sec-fetch-dest", "upgrade-insecure-requests")
"""Fields that browsers send when they load a page for somebody: by https the first, by http the second."""

_NAMES_ITSELF = re.compile("bot|preview|facebookexternalhit|whatsapp", re.IGNORECASE)
"""An app that fetches a page with a browser, to look at it for a preview."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a preview may say: the verdict with its date (Unix seconds), and what the owner calls the goods.

    `picture` is the SHA-256 of the goods' picture.
    """

    verdict: Verdict
    status: Status
    as_of: int
    name: str | None = None
    brand: str | None = None
    picture: bytes | None = None


class Previews:
    """The previews of passports that were assembled lately, each for the anchor that was the newest then."""

    def __init__(self, ledger: Ledger, clock: Callable[[], float] = time.monotonic) -> None:
        self._ledger = ledger
        self._clock = clock
        self._kept: BoundedCache[str, tuple[int | None, float, Preview]] = BoundedCache(MOST_KEPT)
        self._places = BoundedSemaphore(MOST_AT_ONCE)

    def keep(self, report: Report) -> None:
        """Remember what the passport that an anonymous reader was given comes to."""
        if report.as_of is not None:
            self._kept.put(report.item, (report.seq, self._clock(), _preview(report)))

    def find(self, item: str, *, make: bool) -> Preview | None:
        """The preview of an item, by canonical URI; None if it is not known, and is not made or cannot be made now."""
        with self._ledger.store.read() as connection:
            newest = store_anchors.newest_final(connection)
        if newest is None:
            return None
        kept = self._kept.get(item)
        if kept is not None and kept[0] == newest.anchor.seq and self._clock() < kept[1] + SECONDS:
            return kept[2]
        if not make or not self._places.acquire(blocking=False):
            return None
        try:
            report = prove.passport(self._ledger, item, ANYONE).report
        except WayproofError:
            return None
        finally:
            self._places.release()
        self.keep(report)
        return None if report.as_of is None else _preview(report)


def previews_of(request: Request) -> Previews:
    """The application's previews."""
    previews: Previews = request.app.state.previews
    return previews


async def may_make(request: Request) -> bool:
    """Whether a passport may be assembled for this request's preview: it comes from no browser, and not too often."""
    agent = request.headers.get("user-agent", "")
    if any(each in request.headers for each in _OF_BROWSERS) and not _NAMES_ITSELF.search(agent):
        return False
    try:
        limiter_of(request).count(Kind.PUBLIC, address_of(request))
    except Problem:
        return False
    return True


MayMake = Annotated[bool, Depends(may_make)]


def _preview(report: Report) -> Preview:
    described: dict[str, object] = {}
    for statement in sorted(_descriptions(report), key=lambda each: (report.item in each.about, each.index)):
        described |= statement.members
    return Preview(
        report.verdict,
        report.status,
        report.as_of or 0,
        _line(described.get("name")),
        _line(described.get("brand")),
        _digest(described.get("picture")),
    )


def _descriptions(report: Report) -> list[ReadStatement]:
    """Those that count, of goods of which there is a record."""
    if report.verdict not in (Verdict.VERIFIED, Verdict.PENDING):
        return []
    barred = {index for each in report.findings if each.rule == "unauthorised-notice" for index in each.statements}
    return [
        each
        for each in report.statements
        if each.notice == "description"
        and each.applies
        and each.struck is None
        and not each.undone
        and each.index not in barred
    ]


def _line(value: object) -> str | None:
    """Text in one line of some length."""
    words = " ".join(value.split())[: MOST_NAME + 1] if isinstance(value, str) else ""
    shown = "".join(each for each in words if each.isprintable())
    return (shown if len(shown) <= MOST_NAME else f"{shown[: MOST_NAME - 1]}…") or None


def _digest(picture: object) -> bytes | None:
    if not isinstance(picture, dict):
        return None
    try:
        return base64url.decode(picture.get("sha256"), 32)
    except FormatError:
        return None
