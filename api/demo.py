"""`wayproof up --demo`: plays a journey over HTTP, as users' systems would, and says what there is to see."""

from __future__ import annotations

import io
import shlex
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import segno

from api.client import Client, ServiceError
from api.demo_journey import ACTORS, BAGS, PRODUCER, PRODUCT, Actor, acts, bag, events_naming
from api.demo_picture import picture
from verifier.format.item import to_digital_link_path

DAYS_AGO = 6
"""How long before the registration of the parties the journey began: it ends before its first statement is signed."""

WAIT_SECONDS = 300.0
_POLL_SECONDS = 0.5

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What the demo leaves to look at: an item with a whole journey, and one that nobody made. `played` is False if the
    journey was there already."""

    item: str
    unknown_item: str
    played: bool


def play(base_url: str, operator_key: str, progress: Progress = print) -> DemoResult:
    """Register the parties, send the journey's documents, and wait until all of it is final.

    `base_url` is the running service's address. What is done already is skipped, so a second call returns at once.

    Raises:
        ServiceError: the service cannot be reached, refuses something, or nothing becomes final within five minutes.
    """
    result = DemoResult(bag(1), bag(BAGS + 1), played=True)
    with Client(base_url, operator_key) as operator:
        if _is_final(operator, result.item):
            return DemoResult(result.item, result.unknown_item, played=False)
        parties = {actor: _register(operator, actor, progress) for actor in ACTORS}
        keys = {actor: _api_key(operator, party) for actor, party in parties.items()}
        with Client(base_url, keys[PRODUCER]) as client:
            uploaded = client.upload("/api/v1/pictures", picture(), "image/png")
        product = {**PRODUCT, "picture": {"sha256": uploaded["sha256"]}}
        operator.post(f"/api/v1/parties/{parties[PRODUCER]['id']}/products", product)
        progress(f"{PRODUCER.name} describes its product and declares that every bag is serialised")
        start = datetime.fromtimestamp(parties[PRODUCER]["createdAt"], UTC) - timedelta(days=DAYS_AGO)
        for act in acts(start):
            with Client(base_url, keys[act.actor]) as client:
                _send(client, act.document)
            progress(f"{act.actor.name} {act.meaning}")
        progress("Waiting until the anchor on the chain is final")
        _wait(lambda: _is_final(operator, result.item))
    return result


def addresses(result: DemoResult, base_url: str) -> dict[str, str]:
    """Where to look, at the address by which readers reach the service."""
    base = base_url.rstrip("/")
    return {
        "page": base + to_digital_link_path(result.item),
        "unknown": base + to_digital_link_path(result.unknown_item),
        "documentation": f"{base}/docs",
        "trust": f"{base}/api/v1/trust",
    }


def announce(
    result: DemoResult, base_url: str, verify_command: str = "wayproof-verify", trust_file: str | None = None
) -> str:
    """What to print when the demo is ready: the page, its QR code, the documentation and the command to verify with.

    `trust_file` is where the trust root lies on this machine; without it the command fetches it from the service.
    """
    where = addresses(result, base_url)
    fetch = "" if trust_file else f"curl -so wayproof-trust.json {where['trust']} && "
    trust = shlex.quote(trust_file or "wayproof-trust.json")
    return "\n".join(
        [
            "",
            "A bag of coffee and its journey, checked in your browser:",
            f"  {where['page']}",
            "",
            qr_code(where["page"]),
            "A serial number that nobody ever made:",
            f"  {where['unknown']}",
            "The documentation of the HTTP interface:",
            f"  {where['documentation']}",
            "The same check from outside, by a tool that only believes the chain:",
            f"  {fetch}{verify_command} {where['page']} --trust {trust}",
            "",
        ]
    )


def qr_code(text: str) -> str:
    """A QR code for a terminal, two modules to a character."""
    out = io.StringIO()
    segno.make(text, error="m", micro=False).terminal(out, compact=True)
    return out.getvalue()


def _register(operator: Client, actor: Actor, progress: Progress) -> dict[str, Any]:
    known: list[dict[str, Any]] = operator.get("/api/v1/parties")["parties"]
    party = next((party for party in known if party["uri"] == actor.uri), None)
    if party is None:
        wanted = {
            "uri": actor.uri,
            "name": actor.name,
            "roles": [actor.role],
            "prefixes": [actor.prefix],
            "showsReadings": True,
        }
        party = operator.post("/api/v1/parties", wanted)
        progress(f"{actor.name} joins as {actor.role}, with company prefix {actor.prefix}")
    return dict(party)


def _api_key(operator: Client, party: dict[str, Any]) -> str:
    answer = operator.post(f"/api/v1/parties/{party['id']}/api-keys", {"label": "demo"})
    return str(answer["key"])


def _send(client: Client, document: dict[str, Any]) -> None:
    job = client.capture(orjson.dumps(document))
    if not job["success"]:
        raise ServiceError("; ".join(str(fault["detail"]) for fault in job["errors"]))


def _is_final(client: Client, item: str) -> bool:
    """Whether the item's passport has its whole journey, and all of it is anchored for good."""
    try:
        passport = client.get("/api/v1/passports", item=item)
    except ServiceError as error:
        if error.status == 503:  # no anchor is final yet
            return False
        raise
    return bool(passport["items"][0]["list"]["size"] >= events_naming(item)) and not passport["newer"]


def _wait(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not done():
        if time.monotonic() > deadline:
            raise ServiceError(f"nothing became final within {WAIT_SECONDS:.0f} seconds; look at /health/ready")
        time.sleep(_POLL_SECONDS)
