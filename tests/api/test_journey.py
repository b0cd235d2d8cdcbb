"""The demo's journey in process on a real chain: what each kind of reader is shown, and what stays hidden."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
import scitt_cose
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from api.demo_journey import (
    ACTORS,
    BAGS,
    BAGS_IN_CASE,
    CASES,
    CLASS,
    LOT,
    PALLET,
    PRODUCER,
    PRODUCT,
    RETAILER,
    acts,
    bag,
)
from tests.anvil import Anvil
from tests.api.in_clear import in_clear
from tests.api.service import Service
from verifier.format import base64url, jcs

pytestmark = pytest.mark.slow

PASSPORT = "application/vnd.wayproof.passport+json"
RECEIPT = "application/vnd.wayproof.receipt+json"
HIDDEN = (
    "PO-70012",
    "DA-31188",
    "bizTransaction",
    "destinationList",
    "sourceList",
    "sensorElementList",
    "quantity",
    "ilmd",
)
"""What no stranger reads: partners' document numbers, who bought from whom, readings, quantities, master data."""


class Journey:
    """A service on which the journey has been played, and who took part."""

    def __init__(self, service: Service) -> None:
        self.service = service
        service.deploy()
        self.keys: dict[str, str] = {}
        self.statements: list[str] = []
        for actor in ACTORS:
            party, self.keys[actor.role] = service.party(
                uri=actor.uri, name=actor.name, roles=[actor.role], prefixes=[actor.prefix]
            )
            if actor is PRODUCER:
                assert service.post(f"/api/v1/parties/{party}/products", PRODUCT, service.operator).status_code == 201
        for act in acts(datetime.fromtimestamp(service.now - 6 * 86_400, UTC)):
            job = service.capture(self.keys[act.actor.role], *act.document["epcisBody"]["eventList"])
            assert job["success"], job
            self.statements += [outcome["statementId"] for outcome in job["outcomes"]]
        service.settle()

    def passport(self, item: str, key: str | None = None) -> dict[str, Any]:
        answer = self.service.get("/api/v1/passports", key, params={"item": item})
        assert answer.status_code == 200, answer.text
        assert answer.headers["Content-Type"] == PASSPORT
        return dict(answer.json())


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    with Anvil() as anvil, Service(tmp_path_factory.mktemp("journey"), anvil, rate_public=10**6) as service:
        yield Journey(service)


def siblings(item: str) -> list[str]:
    return [bag(number) for number in range(1, BAGS + 1) if bag(number) != item]


def public_answers(journey: Journey) -> Iterator[tuple[str, str, str | None]]:
    """Every anonymous answer about the journey: address, text, and the item that was asked for, if any."""
    get = journey.service.get
    items = [bag(1), bag(BAGS), bag(BAGS + 1), CASES[0], PALLET, CLASS, f"{CLASS}/10/{LOT}", PRODUCER.location]
    for item in items:
        path = item.removeprefix("https://id.gs1.org")
        yield item, get("/api/v1/passports", params={"item": item}).text, item
        yield path, get(path, headers={"Accept": PASSPORT}).text, item
    for statement in journey.statements:
        yield statement, get(f"/api/v1/receipts/{statement}").text, None
    size = int(get("/log/checkpoint").text.splitlines()[1])
    for path in ("/log/checkpoint", f"/log/tile/0/000.p/{size}", f"/log/tile/entries/000.p/{size}"):
        yield path, get(path).content.decode("latin-1"), None
    for path in ("/api/v1/anchors", "/api/v1/anchors/0", "/api/v1/trust", "/health/ready", "/metrics", "/p/00/1"):
        yield path, get(path).text, None


def test_no_stranger_reads_a_sibling_a_quantity_or_a_partners_document_number(journey: Journey) -> None:
    seen = 0
    for address, text, item in public_answers(journey):
        clear = in_clear(text)
        for word in HIDDEN:
            assert word not in clear, (address, word)
        for sibling in siblings(item or ""):
            assert sibling not in clear, (address, sibling)
            serial = sibling.rpartition("/")[2]
            assert serial not in clear, (address, serial)
        seen += 1
    assert seen > 30


def test_the_decoder_of_this_test_sees_what_is_there(journey: Journey) -> None:
    """With the producer's key the same words are found, so that not finding them means something."""
    clear = in_clear(json.dumps(journey.passport(bag(1), journey.keys["producer"])))
    assert bag(2) in clear
    assert "DA-31188" in clear
    assert "ilmd" in clear


def test_a_party_sees_whole_what_it_said_and_not_what_others_said(journey: Journey) -> None:
    retailer = in_clear(json.dumps(journey.passport(bag(1), journey.keys["retailer"])))
    assert bag(2) in retailer, "it unpacked bag 2 itself"
    assert bag(BAGS_IN_CASE + 1) not in retailer, "which was in the other case"
    assert "DA-31188" not in retailer, "the producer's despatch advice"
    carrier = in_clear(json.dumps(journey.passport(bag(1), journey.keys["carrier"])))
    assert "sensorElementList" in carrier
    assert bag(2) not in carrier


def test_every_passport_verifies_for_an_auditor(journey: Journey) -> None:
    auditor = journey.service.key("auditor")
    for item, verdict in ((bag(1), "VERIFIED"), (bag(BAGS), "VERIFIED"), (bag(BAGS + 1), "NO_RECORD")):
        report = journey.service.post("/api/v1/verifications", {"item": item}, auditor).json()
        assert report["verdict"] == verdict
        shown = journey.passport(item)
        as_object = journey.service.post("/api/v1/verifications", {"passport": shown}, auditor).json()
        as_file = journey.service.request(
            "POST", "/api/v1/verifications", auditor, content=jcs.encode(shown), headers={"Content-Type": PASSPORT}
        ).json()
        assert as_object["verdict"] == as_file["verdict"] == verdict


def test_a_passport_is_compressed_for_those_who_take_that(journey: Journey) -> None:
    item = bag(1)
    for path, wanted in (("/api/v1/passports", {}), (item.removeprefix("https://id.gs1.org"), {"Accept": PASSPORT})):
        ask = partial(journey.service.get, path, params={"item": item})
        plain = ask(headers={**wanted, "Accept-Encoding": "gzip;q=0"})
        packed = ask(headers={**wanted, "Accept-Encoding": "br, gzip"})
        assert "Content-Encoding" not in plain.headers
        assert packed.headers["Content-Encoding"] == "gzip"
        assert int(packed.headers["Content-Length"]) < len(plain.content) * 0.6
        assert packed.json()["statements"] == plain.json()["statements"], "the client has unpacked it"
        assert "Accept-Encoding" in plain.headers["Vary"], "a cache must not give one to who asked for the other"


def test_a_changed_passport_is_refused(journey: Journey) -> None:
    shown = journey.passport(bag(1))
    shown["statements"][0]["index"] += 1
    report = journey.service.post("/api/v1/verifications", {"passport": shown}, journey.service.key("auditor"))
    assert report.status_code == 200
    assert report.json()["verdict"] == "REFUSED"


def test_receipts_are_final_and_verify(journey: Journey) -> None:
    auditor = journey.service.key("auditor")
    for statement in journey.statements:
        answer = journey.service.get(f"/api/v1/receipts/{statement}")
        assert answer.json()["state"] == "final"
        report = journey.service.request(
            "POST", "/api/v1/verifications", auditor, content=answer.content, headers={"Content-Type": RECEIPT}
        ).json()
        assert report["verdict"] == "VERIFIED", report


def test_a_receipt_for_readers_of_cose_alone(journey: Journey) -> None:
    key = journey.service.ledger.log_signer.private.public_key()
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    path = f"/api/v1/receipts/{journey.statements[0]}"
    answer = journey.service.request("GET", path, headers={"Accept": "application/cose"})
    assert answer.headers["content-type"] == "application/cose"
    entry = base64url.decode(journey.service.get(path).json()["entry"])
    assert not scitt_cose.verify_receipt(answer.content, leaf_entry_hex=entry.hex(), log_public_key_pem=pem).errors
    assert scitt_cose.verify_receipt(answer.content, leaf_entry_hex="00", log_public_key_pem=pem).errors


def test_a_list_is_verified_as_a_job_with_progress(journey: Journey) -> None:
    service, auditor = journey.service, journey.service.key("auditor")
    items = [bag(number) for number in range(1, BAGS + 2)] * 5
    started = service.post("/api/v1/verifications", {"items": items}, auditor)
    assert started.status_code == 202
    job = started.headers["Location"]
    assert service.get(job, auditor).json()["done"] == 0
    service.tick()
    halfway = service.get(job, auditor).json()
    assert 0 < halfway["done"] < halfway["total"] == len(items)
    while service.get(job, auditor).json()["finishedAt"] is None:
        service.tick()
    verdicts, start = [], 0
    while start is not None:
        page = service.get(job, auditor, params={"start": start, "limit": 50}).json()
        verdicts += [report["verdict"] for report in page["reports"]]
        start = page["next"]
    assert verdicts == (["VERIFIED"] * BAGS + ["NO_RECORD"]) * 5
    assert service.get(job, service.key("auditor")).status_code == 404, "a job is its owner's"


def test_anchors_have_their_state(journey: Journey) -> None:
    listed = journey.service.get("/api/v1/anchors").json()
    newest = listed["anchors"][0]
    assert newest["state"] == "final"
    assert journey.service.get(f"/api/v1/anchors/{newest['seq']}").json() == newest
    assert journey.service.get(f"/api/v1/anchors/{newest['seq'] + 1}").status_code == 404
    first = journey.service.get("/api/v1/anchors?limit=1").json()
    assert len(first["anchors"]) == 1
    assert first["next"] == (newest["seq"] or None)


def test_a_new_event_makes_the_passport_pending_until_it_is_final(journey: Journey) -> None:
    service = journey.service
    body = {"step": "sold", "item": bag(2), "time": "2026-03-31T08:15:00Z", "place": f"(414){RETAILER.gln(4)}"}
    accepted = service.post("/api/v1/checkpoints", body, journey.keys["retailer"]).json()
    from ledger.sequence import sequence

    sequence(service.ledger.store, service.ledger.log_signer, service.now)
    auditor = service.key("auditor")
    assert service.post("/api/v1/verifications", {"item": bag(2)}, auditor).json()["verdict"] == "PENDING"
    assert service.get(accepted["receipt"]).json()["state"] == "sequenced"
    service.settle()
    assert service.post("/api/v1/verifications", {"item": bag(2)}, auditor).json()["verdict"] == "VERIFIED"
