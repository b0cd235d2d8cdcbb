"""Plain checkpoints over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.service import BAG, Service

TIME = "2026-03-30T08:15:00+02:00"


def produced(**members: Any) -> dict[str, Any]:
    return {"step": "produced", "item": BAG, "time": TIME} | members


def test_a_checkpoint_is_accepted_with_a_promise_and_a_receipt(service: Service) -> None:
    _, key = service.party()
    answer = service.post("/api/v1/checkpoints", produced(lot="L7"), key)
    assert answer.status_code == 201
    body = answer.json()
    assert body["repeated"] is False
    assert body["acceptedAt"] == service.now
    assert body["promise"].startswith("wayproof promise v1\n")
    receipt = service.get(body["receipt"])
    assert receipt.status_code == 200
    assert receipt.json()["state"] == "accepted"
    assert receipt.json()["statementId"] == body["statement"]
    in_cose = service.request("GET", body["receipt"], headers={"Accept": "application/cose"})
    assert in_cose.status_code == 404
    assert "not in the log yet" in in_cose.json()["detail"]


def test_a_repeated_checkpoint_is_the_same_statement(service: Service) -> None:
    _, key = service.party()
    first = service.post("/api/v1/checkpoints", produced(), key)
    again = service.post("/api/v1/checkpoints", produced(item="(01)09521321000421(21)B1"), key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["statement"] == first.json()["statement"]
    assert again.json()["repeated"] is True


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"item": BAG, "time": TIME}, "/step"),
        (produced(step="beamed"), "/step"),
        (produced(step=7), "/step"),
        (produced(time="yesterday"), "/time"),
        (produced(time="2026-02-30T08:15:00+02:00"), "/time"),
        (produced(item="(01)09521321000422(21)B1"), "/item"),
        (produced(item="x" * 3000), "/item"),
        (produced(items=[BAG]), "/items"),
        ({"step": "produced", "items": [], "time": TIME}, "/items"),
        (produced(item="(01)09521460000010(21)B1"), "/item"),
        (produced(place="(01)09521321000421(21)B1"), "/place"),
        (produced(position={"latitude": 91, "longitude": 0}), "/position/latitude"),
        (produced(position={"latitude": 1}), "/position/longitude"),
        (
            {
                "step": "shipped",
                "item": BAG,
                "time": TIME,
                "place": "(414)9521321000018",
                "position": {"latitude": 1, "longitude": 2},
            },
            "/position",
        ),
        (produced(readings=[{"type": "Temperature", "value": "hot", "unit": "°C"}]), "/readings/0/value"),
        (produced(readings=[{"type": "Mood", "value": 1, "unit": "°C"}]), "/readings/0/type"),
        (produced(colour="brown"), "/colour"),
        ([], ""),
    ],
)
def test_a_wrong_member_is_named_and_nothing_is_stored(service: Service, body: Any, pointer: str) -> None:
    _, key = service.party()
    answer = service.post("/api/v1/checkpoints", body, key)
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert pointer in [fault["pointer"] for fault in answer.json()["errors"]]
    assert service.get("/health/ready").json()["waiting"] == 0
