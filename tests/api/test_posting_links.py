"""Posting links over HTTP: what a phone with one may do, and how its party ends it. Roles are in test_access.py."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.service import BAG, Service

pytestmark = pytest.mark.slow

DAY = 86_400


def post_link(service: Service, key: str, **members: Any) -> dict[str, Any]:
    answer = service.post("/api/v1/posting-links", {"label": "Van 7"} | members, key)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return dict(answer.json())


def key_in(link: dict[str, Any]) -> str:
    return str(link["link"].partition("#key=")[2])


def checkpoint(step: str) -> dict[str, Any]:
    return {"step": step, "item": BAG, "time": "2026-03-30T08:15:00+02:00"}


def test_a_link_posts_for_its_party_and_says_what_it_may_post(service: Service) -> None:
    _, key = service.party()
    made = post_link(service, key, days=7)
    assert made["link"].startswith(f"{service.settings.base_url}/p/post#key=wp_")
    assert made["expiresAt"] == service.now + 7 * DAY
    assert made["qr"].startswith("<svg ")
    phone = key_in(made)
    holder = service.get("/api/v1/key", phone).json()
    assert (holder["role"], holder["name"], holder["expiresAt"]) == ("poster", "Test Roasters", made["expiresAt"])
    assert holder["steps"][0] == "produced"
    assert not {"recalled", "recall_withdrawn", "decommissioned", "destroyed"} & {*holder["otherSteps"]}
    assert set(holder["steps"]).isdisjoint(holder["otherSteps"])
    assert "recalled" in service.get("/api/v1/key", key).json()["otherSteps"]
    first = service.post("/api/v1/checkpoints", checkpoint("produced"), phone)
    again = service.post("/api/v1/checkpoints", checkpoint("produced"), key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["statement"] == first.json()["statement"]


@pytest.mark.parametrize("step", ["recalled", "recall_withdrawn", "decommissioned", "destroyed"])
def test_a_link_posts_no_notice(service: Service, step: str) -> None:
    _, key = service.party()
    service.post("/api/v1/checkpoints", checkpoint("produced"), key)
    refused = service.post("/api/v1/checkpoints", checkpoint(step), key_in(post_link(service, key)))
    assert refused.status_code == 403
    assert step in refused.json()["detail"]


def test_a_link_ends_by_itself(service: Service) -> None:
    _, key = service.party()
    service.app.state.known_keys._seconds = 0.0
    phone = key_in(post_link(service, key, days=1))
    service.now += DAY - 1
    assert service.get("/api/v1/key", phone).status_code == 200
    service.now += 1
    refused = service.post("/api/v1/checkpoints", checkpoint("produced"), phone)
    assert refused.status_code == 401
    assert "expired" in refused.json()["detail"]


def test_its_party_ends_a_link_and_nobody_else_does(service: Service) -> None:
    _, key = service.party()
    _, stranger = service.party(uri="(417)9521437000001", name="Other", prefixes=["9521437"])
    made = post_link(service, key)
    service.now += 1
    kept = post_link(service, key, label="Van 8")
    path = f"/api/v1/posting-links/{made['id']}"
    assert service.request("DELETE", path, stranger).status_code == 404
    assert service.get("/api/v1/key", key_in(made)).status_code == 200
    assert service.request("DELETE", path, key).status_code == 204
    assert service.get("/api/v1/key", key_in(made)).status_code == 401
    assert service.get("/api/v1/key", key_in(kept)).status_code == 200
    assert service.request("DELETE", path, key).status_code == 404
    listed = service.get("/api/v1/posting-links", key).json()["links"]
    assert [(each["label"], each["revokedAt"]) for each in listed] == [("Van 7", service.now), ("Van 8", None)]
    assert "wp_" not in str(listed)


def test_a_party_cannot_end_its_own_api_key_as_if_it_were_a_link(service: Service) -> None:
    party, key = service.party()
    own = service.post(f"/api/v1/parties/{party}/api-keys", {"label": "erp"}, service.operator).json()
    assert service.request("DELETE", f"/api/v1/posting-links/{own['id']}", key).status_code == 404
    assert service.get("/api/v1/key", own["key"]).status_code == 200


def test_a_link_reads_no_more_than_anybody(service: Service) -> None:
    from api.auth import Caller
    from api.passports import reader_for
    from ledger.showing import ANYONE

    assert reader_for(Caller("id", "poster", bytes(32))) == ANYONE
    assert reader_for(Caller("id", "party", bytes(32))) != ANYONE


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"days": 91}, "/days"),
        ({"days": 0}, "/days"),
        ({"label": ""}, "/label"),
        ({"label": "a\nb"}, "/label"),
        ({"role": "operator"}, "/role"),
    ],
)
def test_a_wrong_member_is_named(service: Service, members: dict[str, Any], pointer: str) -> None:
    _, key = service.party()
    answer = service.post("/api/v1/posting-links", {"label": "Van 7"} | members, key)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
