"""Links that brands add to their items: whose they are, what they may say, and how many there may be."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.links import MOST_OF_ITEM, PAGE
from tests.api.service import Service

CLASS = "https://id.gs1.org/01/09521321000421"
LINK: dict[str, Any] = {
    "item": "(01)09521321000421",
    "linkType": "gs1:instructions",
    "href": "https://roastery.example/brewing?from=bag",
    "title": "How to brew it",
    "hreflang": ["en", "pt-BR"],
    "mediaType": "text/html",
    "context": ["LK"],
}
TEXT = {name: value for name, value in LINK.items() if name != "item"}
WRONG: list[tuple[str, object]] = [
    ("linkType", "gs1:defaultLink"),
    ("linkType", "gs1:defaultLinkMulti"),
    ("linkType", "gs1:productSustainabilityInfo"),
    ("linkType", "gs1:warranty"),
    ("linkType", "instructions"),
    ("linkType", "https://gs1.org/voc/defaultLink"),
    ("href", "http://roastery.example/"),
    ("href", "javascript:alert(1)"),
    ("href", "https:///x"),
    ("href", "https://user@roastery.example/"),
    ("href", "https://roastery.example/\r\nSet-Cookie: a=b"),
    ("href", 'https://roastery.example/"><script>'),
    ("href", "https://roastery.example/ä"),
    ("href", "https://roastery.example/%zz"),
    ("href", "https://roastery.example/" + "a" * 2000),
    ("title", "   "),
    ("title", "two\nlines"),
    ("title", "turned \u202e round"),
    ("title", "a" * 201),
    ("hreflang", ["english"]),
    ("hreflang", ["en", "en"]),
    ("hreflang", ["zh-Hans"]),
    ("hreflang", [f"{a}{b}" for a in "abcdef" for b in "abcdef"]),
    ("mediaType", "text"),
    ("mediaType", "text/html; charset=utf-8"),
    ("context", ["a b"]),
    ("context", [""]),
    ("item", "https://roastery.example/thing/1"),
    ("item", "(01)09521321000422"),
    ("item", "(01)09521437000001"),
    ("more", 1),
]
DELEGATE = {"uri": "(417)9521437000001", "name": "Test Agency", "roles": ["retailer"], "prefixes": ["9521437"]}


def test_a_link_is_added_read_changed_and_removed(service: Service) -> None:
    _, key = service.party()
    added = service.post("/api/v1/links", LINK, key)
    assert added.status_code == 201, added.text
    link = added.json()
    assert link == {
        **TEXT,
        "id": link["id"],
        "item": CLASS,
        "linkType": "https://ref.gs1.org/voc/instructions",
        "public": True,
        "changedAt": service.now,
    }
    path = added.headers["Location"]
    assert service.get(path, key).json() == link
    service.now += 5
    changed = service.request("PUT", path, key, json={**TEXT, "title": "Brewing", "public": False})
    assert changed.json() == {**link, "title": "Brewing", "public": False, "changedAt": service.now}
    assert service.get("/api/v1/links", key, params={"item": "(01)09521321000421"}).json() == {
        "links": [changed.json()],
        "next": None,
    }
    assert service.request("DELETE", path, key).status_code == 204
    for method in ("GET", "DELETE"):
        assert service.request(method, path, key).status_code == 404
    assert service.get("/api/v1/links", key).json() == {"links": [], "next": None}


def test_links_are_for_the_owner_of_the_prefix_and_its_delegate(service: Service) -> None:
    _, owner = service.party()
    other_id, other = service.party(**DELEGATE)
    delegation = f"/api/v1/parties/{other_id}/delegations/9521321"
    refused = service.post("/api/v1/links", LINK, other)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/item"
    path = service.post("/api/v1/links", LINK, owner).headers["Location"]
    for change in ({"method": "GET"}, {"method": "DELETE"}, {"method": "PUT", "json": TEXT}):
        assert service.request(path=path, key=other, **change).status_code == 404
    assert service.get("/api/v1/links", other, params={"item": CLASS}).json()["links"] == []
    assert service.request("PUT", delegation, service.operator).status_code == 200
    made = service.post("/api/v1/links", {**LINK, "item": f"{CLASS}/10/L1"}, other)
    assert made.status_code == 201
    assert service.get(path, other).status_code == 200
    assert len(service.get("/api/v1/links", other).json()["links"]) == 1
    assert service.request("DELETE", delegation, service.operator).status_code == 200
    assert service.get(made.headers["Location"], other).status_code == 404, "it speaks for these goods no more"
    assert service.request("DELETE", made.headers["Location"], owner).status_code == 204


def test_a_suspended_party_changes_no_links(service: Service) -> None:
    party, key = service.party()
    path = service.post("/api/v1/links", LINK, key).headers["Location"]
    service.request("PUT", f"/api/v1/parties/{party}/suspension", service.operator, json={"suspended": True})
    assert service.post("/api/v1/links", LINK, key).status_code == 403
    assert service.request("PUT", path, key, json=TEXT).status_code == 403
    assert service.request("DELETE", path, key).status_code == 403


@pytest.mark.databases("sqlite")
def test_what_a_link_may_not_say(service: Service) -> None:
    _, key = service.party()
    for member, value in WRONG:
        refused = service.post("/api/v1/links", {**LINK, member: value}, key)
        assert refused.status_code == 422, (member, value)
        assert refused.json()["errors"][0]["pointer"].startswith(f"/{member}")
    assert service.get("/api/v1/links", key).json()["links"] == []


def test_an_item_has_so_many_links_and_they_are_listed_by_pages(service: Service) -> None:
    from ledger.links import add_link
    from ledger.store_links import LinkText
    from verifier.format.item import party_id

    _, key = service.party()
    party = party_id("https://id.gs1.org/417/9521321000001")
    text = LinkText("gs1:faqs", "https://roastery.example/", "Questions")
    for _ in range(MOST_OF_ITEM):
        add_link(service.ledger, party, CLASS, text)
    full = service.post("/api/v1/links", LINK, key)
    assert full.status_code == 422
    assert "links already" in full.json()["detail"]
    assert service.post("/api/v1/links", {**LINK, "item": f"{CLASS}/21/B1"}, key).status_code == 201
    first = service.get("/api/v1/links", key).json()
    assert len(first["links"]) == PAGE
    second = service.get("/api/v1/links", key, params={"after": first["next"]}).json()
    assert [each["item"] for each in second["links"]] == [f"{CLASS}/21/B1"]
    assert second["next"] is None


@pytest.mark.databases("sqlite")
def test_a_link_that_is_none(service: Service) -> None:
    _, key = service.party()
    for id_ in ("0", "-1", "x", "%2F", "9" * 30, "٣"):
        assert service.get(f"/api/v1/links/{id_}", key).status_code == 404
