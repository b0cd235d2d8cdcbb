"""The official EPCIS 2.0 examples, all the way: capture, log, anchor, passport, verdict; a row for each document."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ledger.epcis_document import parse_document
from ledger.epcis_event import CanonicalEvent
from tests.anvil import Anvil
from tests.api.service import Service
from verifier.format.event_items import EPC, OUTPUT
from verifier.json_rpc import RpcChain
from verifier.report import Report, Verdict
from verifier.verify import verify

pytestmark = pytest.mark.slow

PREFIXES = ["0012345", "0353579", "0614141", "4000001", "4012345", "4023333", "5012345", "9506000"]
"""The GS1 company prefixes of the examples' own items, here granted to one test party."""

REFUSED = {
    "JSON/AssociationEvent/AssociationEvent-h.jsonld": "eventID stands twice in its event (RFC 8259 section 4)",
}
"""Documents that must be refused, and why."""


@dataclass
class Captured:
    """What became of one document, and the events that it brought."""

    outcomes: Counter[str] = field(default_factory=Counter)
    events: list[CanonicalEvent] = field(default_factory=list)


def test_official_examples_go_all_the_way(tmp_path: Path, vectors: Path) -> None:
    folder = vectors / "gs1-epcis" / "examples"
    paths = sorted([*folder.glob("JSON/**/*.jsonld"), *folder.glob("XML/**/*.json")])
    assert len(paths) == 28
    with Anvil() as anvil, Service(tmp_path, anvil) as service:
        service.deploy()
        _, key = service.party(prefixes=PREFIXES)
        rows = {str(path.relative_to(folder)): capture(service, key, path.read_bytes()) for path in paths}
        assert {name for name, row in rows.items() if row is None} == REFUSED.keys()
        service.settle()
        made = items_made([event for row in rows.values() if row for event in row.events])
        trust = service.get("/api/v1/trust").content
        chain = RpcChain(service.ledger.trust_root())
        for name, row in rows.items():
            if row is None:
                print(f"{name:88} refused: {REFUSED[name]}")
                continue
            verdicts = Counter[str]()
            for item in dict.fromkeys(item for event in row.events for item in event.roles):
                answer = service.get("/api/v1/passports", params={"item": item})
                assert answer.status_code == 200, (name, item, answer.text)
                report = verify(answer.content, item, trust, chain, service.now)
                expected = Verdict.VERIFIED if item in made else Verdict.NO_RECORD
                assert report.verdict is expected, (name, item, report)
                assert knows(report, item, row.events), (name, item)
                verdicts[report.verdict.name] += 1
            print(f"{name:88} {said(row.outcomes)}; items: {said(verdicts)}")


def capture(service: Service, key: str, body: bytes) -> Captured | None:
    """Send a document; None if it is refused as a whole. An error declaration needs the event that it is about, so that
    is sent before it where the examples have it nowhere."""
    headers = {"Content-Type": "application/ld+json", "GS1-Capture-Error-Behaviour": "proceed"}

    def send(content: bytes) -> dict[str, Any] | None:
        answer = service.request("POST", "/epcis/capture", key, content=content, headers=headers)
        if answer.status_code != 202:
            assert answer.status_code == 400
            return None
        return dict(service.get(answer.headers["Location"], key).json())

    job = send(body)
    if job is None:
        return None
    if not job["success"]:
        assert all("errorDeclaration" in fault["pointer"] for fault in job["errors"]), job["errors"]
        assert send(without_error_declarations(body)) is not None
        job = send(body)
    assert job is not None
    assert job["success"], job["errors"]
    states = Counter(str(outcome["state"]) for outcome in job["outcomes"])
    return Captured(states, parse_document(body).events)


def without_error_declarations(body: bytes) -> bytes:
    document = json.loads(body)
    for event in document["epcisBody"]["eventList"]:
        event.pop("errorDeclaration", None)
    return json.dumps(document).encode()


def items_made(events: list[CanonicalEvent]) -> set[str]:
    """The items that an event which stands brings into being: one that no error declaration takes back."""
    corrected = {event.event_hash_id for event in events if event.error_declaration_hash}
    made = set()
    for event in events:
        adds = event.type == "ObjectEvent" and event.event.get("action") == "ADD"
        role = EPC if adds else OUTPUT if event.type == "TransformationEvent" else 0
        if event.event_hash_id not in corrected:
            made |= {item for item, bits in event.roles.items() if bits & role}
    return made


def knows(report: Report, item: str, events: list[CanonicalEvent]) -> bool:
    """Whether the report shows each of the events that name the item, by type and time."""
    shown = {
        (statement.type, core.get("eventTime"))
        for statement in report.statements
        if item in statement.about and isinstance(core := statement.members.get("core", statement.members), dict)
    }
    return all((event.type, event.event["eventTime"]) in shown for event in events if item in event.roles)


def said(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {word}" for word, number in sorted(counts.items())) or "none"
