"""Parties' systems that do not stop: they post, repeat what got no answer, now and then what did, and keep promises."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass, field
from typing import Any

import httpx

GTIN = "09521321000421"
CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
_MOST_IN_A_DOCUMENT = 8
_PLAIN = "P"
"""How the serial numbers end that are posted as plain checkpoints; the others come in documents."""


@dataclass
class Kept:
    """What clients know: by the serial number of an event's only item, the promise (statement id, note) that it got.

    `wrong` are answers that no client may ever get.
    """

    promises: dict[str, tuple[str, str]] = field(default_factory=dict)
    sent: set[str] = field(default_factory=set)
    repeated: int = 0
    retried: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def promised(self, serial: str, statement: str, note: str) -> None:
        """Keep a promise, or hold it against the one that is kept."""
        with self.lock:
            if self.promises.setdefault(serial, (statement, note)) != (statement, note):
                self.wrong.append(f"{serial} was promised as {self.promises[serial][0]} and then as {statement}")


class Client(threading.Thread):
    """One party's system. `busy` is false once it is told to finish and got an answer for everything that it sent."""

    def __init__(self, name: str, url: str, key: str, kept: Kept, seed: int, pause: float) -> None:
        super().__init__(name=name, daemon=True)
        self._http = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=30)
        self._kept = kept
        self._random = random.Random(seed)
        self._pause = pause
        self._number = 0
        self._unanswered: list[list[str]] = []
        self._finish = threading.Event()
        self._end = threading.Event()

    def finish(self) -> None:
        """Send nothing new."""
        self._finish.set()

    def end(self) -> None:
        """End whatever it does."""
        self._end.set()
        self.join(60)
        self._http.close()

    def run(self) -> None:
        """Post until there is an end to it."""
        try:
            while not self._end.wait(self._pause):
                if self._unanswered:
                    serials = self._unanswered.pop(0)
                    self._kept.retried += 1
                elif self._finish.is_set():
                    return
                else:
                    serials = self._next()
                if not self._post(serials):
                    self._unanswered.append(serials)
                    self._end.wait(0.1)
        except Exception as error:  # a thread's exception would be seen by nobody
            self._kept.wrong.append(f"{self.name}: {type(error).__name__}: {error}")

    def _next(self) -> list[str]:
        if self._random.random() < 0.1:
            known = list(self._kept.promises)
            if known:
                self._kept.repeated += 1
                return [self._random.choice(known[-200:])]
        plain = self._random.random() < 0.7
        count = 1 if plain else self._random.randint(1, _MOST_IN_A_DOCUMENT)
        serials = [f"{self.name}{self._number + each}{_PLAIN if plain else ''}" for each in range(count)]
        self._number += count
        self._kept.sent.update(serials)
        return serials

    def _post(self, serials: list[str]) -> bool:
        """Whether there was an answer; what it promises is kept."""
        try:
            if serials[0].endswith(_PLAIN):
                answer = self._http.post("/api/v1/checkpoints", json=_checkpoint(serials[0]))
                if self._accepted(answer, 200, 201):
                    said = answer.json()
                    self._kept.promised(serials[0], said["statement"], said["promise"])
                    return True
                return False
            answer = self._http.post("/epcis/capture", json=_document(serials))
            if not self._accepted(answer, 202):
                return False
            job = self._http.get(answer.headers["Location"])
            if not self._accepted(job, 200):
                return False
        except httpx.HTTPError:
            return False
        for serial, outcome in zip(serials, job.json()["outcomes"], strict=True):
            self._kept.promised(serial, outcome["statementId"], outcome["promise"])
        return True

    def _accepted(self, answer: httpx.Response, *codes: int) -> bool:
        if answer.status_code in codes:
            return True
        if answer.status_code == 503 and answer.headers.get("Retry-After"):
            self._kept.refused += 1
        else:
            self._kept.wrong.append(f"{answer.request.url.path} answered {answer.status_code}: {answer.text[:300]}")
        return False


def uri(serial: str) -> str:
    """The item of an event."""
    return f"https://id.gs1.org/01/{GTIN}/21/{serial}"


def _event(serial: str) -> dict[str, Any]:
    return {
        "type": "ObjectEvent",
        "action": "ADD",
        "bizStep": "commissioning",
        "eventTime": "2026-03-31T06:15:00Z",
        "eventTimeZoneOffset": "+02:00",
        "epcList": [uri(serial)],
    }


def _checkpoint(serial: str) -> dict[str, Any]:
    return {"step": "produced", "item": uri(serial), "time": "2026-03-31T08:15:00+02:00"}


def _document(serials: list[str]) -> dict[str, Any]:
    return {
        "@context": [CONTEXT],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-03-31T08:15:00Z",
        "epcisBody": {"eventList": [_event(serial) for serial in serials]},
    }
