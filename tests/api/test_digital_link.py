"""The resolver: what a Digital Link leads to, by what is asked, and what it says of itself."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest

from tests.api.service import BAG, Service, event

PASSPORT = "application/vnd.wayproof.passport+json"
LINKSET = "application/linkset+json"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "en-GB,en;q=0.5"}
CLASS, LOT, SERIAL = "/01/09521321000421", "/01/09521321000421/10/L1", "/01/09521321000421/21/B1"
BASE = "http://127.0.0.1:8000"
VOC = "https://ref.gs1.org/voc/"


@pytest.fixture
def brand(service: Service) -> str:
    """The key of the party whose prefix the goods are under."""
    return service.party()[1]


def add(service: Service, key: str, item: str, link_type: str, href: str, **members: Any) -> None:
    body = {"item": f"{BASE}{item}", "linkType": link_type, "href": href, "title": href, **members}
    answer = service.post("/api/v1/links", body, key)
    assert answer.status_code == 201, answer.text


def linkset(service: Service, path: str, key: str | None = None) -> dict[str, dict[str, Any]]:
    """The link contexts by the path of their anchors."""
    answer = service.get(path, key, headers={"Accept": LINKSET})
    assert answer.status_code == 200, answer.text
    return {context["anchor"].removeprefix(BASE): context for context in answer.json()["linkset"]}


def test_the_linkset_has_every_level(service: Service, brand: str) -> None:
    add(service, brand, CLASS, "gs1:instructions", "https://brand.example/class")
    add(service, brand, LOT, "gs1:instructions", "https://brand.example/lot", hreflang=["fr"], mediaType="text/html")
    path = "/01/09521321000421/10/L1/21/B1"
    for query in ("?linkType=linkset", "?linkType=all", ""):
        for accept in (LINKSET, "application/json", "*/*"):
            answer = service.get(path + query, headers={"Accept": accept})
            if not query and accept == "*/*":
                assert answer.status_code == 307
                continue
            assert answer.status_code == 200
            assert answer.headers["Content-Type"] == (accept if accept != "*/*" else LINKSET)
            assert 'rel="http://www.w3.org/ns/json-ld#context"' in answer.headers["Link"]
            listed = answer.json()["linkset"]
    contexts = {each["anchor"]: each for each in listed}
    assert list(contexts) == [BASE + path, BASE + LOT, BASE + CLASS]
    assert contexts[BASE + LOT][f"{VOC}instructions"] == [
        {
            "href": "https://brand.example/lot",
            "title": "https://brand.example/lot",
            "type": "text/html",
            "hreflang": ["fr"],
        }
    ]
    serial = contexts[BASE + path]
    assert serial[f"{VOC}defaultLink"] == [
        {"href": f"{BASE}/p{SERIAL}", "title": serial[f"{VOC}defaultLink"][0]["title"]}
    ]
    assert serial["itemDescription"] == "(01)09521321000421(21)B1"


def test_a_link_type_leads_to_the_finest_level_that_has_it(service: Service, brand: str) -> None:
    add(service, brand, CLASS, "gs1:instructions", "https://brand.example/class")
    add(service, brand, LOT, "gs1:instructions", "https://brand.example/lot?a=b#part")
    for path, query, leads_to in (
        (SERIAL, "gs1:instructions", "https://brand.example/class?linkType=gs1:instructions"),
        (LOT, "gs1:instructions&x=y%20z", "https://brand.example/lot?a=b&linkType=gs1:instructions&x=y%20z#part"),
        (CLASS, f"{VOC}instructions", f"https://brand.example/class?linkType={VOC}instructions"),
        (CLASS, "gs1:pip", f"{BASE}/p{CLASS}?linkType=gs1:pip"),
        (CLASS, "gs1:defaultLink", f"/p{CLASS}?linkType=gs1:defaultLink"),
    ):
        for method in ("GET", "HEAD"):
            answer = service.request(method, f"{path}?linkType={query}")
            assert (answer.status_code, answer.headers["Location"]) == (307, leads_to)
            assert f'<{BASE}{path}?linkType=linkset>; rel="linkset"' in answer.headers["Link"]


def test_a_brands_link_stands_for_our_own_of_its_type_but_not_for_the_passport(service: Service, brand: str) -> None:
    add(service, brand, CLASS, "gs1:pip", "https://brand.example/pip")
    add(service, brand, CLASS, "gs1:traceability", "https://brand.example/trace")
    contexts = linkset(service, SERIAL)
    assert f"{VOC}pip" not in contexts[SERIAL]
    assert [each["href"] for each in contexts[CLASS][f"{VOC}pip"]] == ["https://brand.example/pip"]
    answer = service.get(f"{SERIAL}?linkType=gs1:traceability", headers=BROWSER)
    assert answer.headers["Location"].startswith(f"{BASE}/p{SERIAL}?")
    answer = service.get(f"{SERIAL}?linkType=gs1:traceability", headers={"Accept": PASSPORT})
    assert answer.headers["Location"].startswith(f"{BASE}/api/v1/passports?item=https%3A%2F%2Fid.gs1.org%2F01%2F")


def test_language_type_and_context_choose(service: Service, brand: str) -> None:
    for language in ("en", "fr"):
        add(service, brand, CLASS, "gs1:faqs", f"https://brand.example/{language}", hreflang=[language])
    add(service, brand, CLASS, "gs1:faqs", "https://brand.example/lk", hreflang=["en"], context=["LK"])

    def asked(query: str = "", **headers: str) -> tuple[int, str]:
        answer = service.get(f"{CLASS}?linkType=gs1:faqs{query}", headers={"Accept": "*/*", **headers})
        assert "Accept-Language" in answer.headers["Vary"]
        return answer.status_code, answer.headers.get("Location", "").partition("?")[0]

    assert asked(**{"Accept-Language": "fr-CA, en;q=0.3"}) == (307, "https://brand.example/fr")
    assert asked("&lang=en", **{"Accept-Language": "fr"}) == (307, "https://brand.example/en")
    assert asked("&lang=en&context=LK") == (307, "https://brand.example/lk")
    assert asked() == (300, "")


def test_links_among_which_nothing_decides_are_listed(service: Service, brand: str) -> None:
    for name in ("one", "two"):
        add(service, brand, CLASS, "gs1:faqs", f"https://brand.example/{name}?<b>".replace("<b>", "b"), hreflang=["en"])
    program = service.get(f"{SERIAL}?linkType=gs1:faqs")
    assert program.status_code == 300
    (context,) = program.json()["linkset"]
    assert context["anchor"] == BASE + CLASS
    assert [each["href"] for each in context[f"{VOC}faqs"]] == [f"https://brand.example/{n}?b" for n in ("one", "two")]
    person = service.get(f"{SERIAL}?linkType=gs1:faqs", headers=BROWSER)
    assert person.status_code == 300
    assert 'href="https://brand.example/two?b"' in person.text


def test_a_list_for_people_shows_titles_as_text(service: Service, brand: str) -> None:
    add(service, brand, CLASS, "gs1:faqs", "https://brand.example/?a=1&b=2", title='<img src=x onerror="alert(1)">')
    page = service.get(f"{CLASS}?linkType=linkset", headers=BROWSER)
    assert page.headers["Content-Type"].startswith("text/html")
    assert "script-src" not in page.headers["Content-Security-Policy"]
    tags: list[tuple[str, dict[str, str | None]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append((tag, dict(attrs)))

    Reader().feed(page.text)
    assert "img" not in {tag for tag, _ in tags}
    assert "https://brand.example/?a=1&b=2" in {attributes.get("href") for _, attributes in tags}


def test_a_link_that_is_not_public_is_for_its_party_and_auditors(service: Service, brand: str) -> None:
    add(service, brand, CLASS, "gs1:faqs", "https://brand.example/draft", public=False)
    _, stranger = service.party(uri="(417)9521437000001", prefixes=["9521437"])
    for key, sees in ((None, False), (stranger, False), (brand, True), (service.key("auditor"), True)):
        assert (f"{VOC}faqs" in linkset(service, CLASS, key)[CLASS]) is sees
        assert service.get(f"{CLASS}?linkType=gs1:faqs", key).status_code == (307 if sees else 404)
    assert linkset(service, CLASS, brand)[CLASS][f"{VOC}faqs"][0]["public"] is False


def test_a_driver_of_gdst_gets_a_bare_array(service: Service, brand: str) -> None:
    asked = f"{SERIAL}?linkType=gs1:epcis"
    for answer in (
        service.get(asked, headers={"Accept": "application/json"}),
        service.get(asked, headers={"Accept": ""}),
        service.request_raw(asked, [], accept=False),  # as .NET's client sends it: no Accept at all
    ):
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/json"
        (link,) = answer.json()
        assert (link["linkType"], link["link"]) == ("gs1:epcis", f"{BASE}/epcis")
    add(service, brand, CLASS, "gs1:epcis", "https://brand.example/epcis")
    answer = service.get(f"{SERIAL}?linkType=gs1:epcis", headers={"Accept": "application/json"})
    assert [each["link"] for each in answer.json()] == ["https://brand.example/epcis"]
    assert service.get(f"{SERIAL}?linkType=gs1:epcis").status_code == 307


def test_a_link_type_that_the_item_has_not(service: Service, brand: str) -> None:
    for link_type in ("gs1:nosuchlt", "gs1:recipeInfo", "nonsense", "\r\nX: y", "javascript:1", "é"):
        for method in ("GET", "HEAD"):
            answer = service.request(method, SERIAL, params={"linkType": link_type})
            assert answer.status_code == 404
            assert answer.headers["Content-Type"] == "application/problem+json"
    assert service.get(SERIAL, params={"linkType": link_type}, headers=BROWSER).status_code == 404


def test_what_nothing_is_known_of_is_not_found(service: Service, brand: str) -> None:
    """An unknown number under a prefix granted here leads to the page; one that nobody here answers for does not."""
    assert service.get("/01/09521321000421/21/never-made").status_code == 307
    for path in ("/01/09524141111117", "/01/09524141111117/21/X", "/00/095241410000000015"):
        for query in ("", "?linkType=linkset", "?linkType=gs1:pip"):
            answer = service.get(path + query)
            assert answer.status_code == 404, answer.text
            assert answer.headers["Content-Type"] == "application/problem+json"
        person = service.get(path, headers=BROWSER)
        assert person.status_code == 404
        assert person.headers["Content-Type"].startswith("text/html"), "the page, which proves that there is no record"
        assert service.get(path, headers={"Accept": PASSPORT}).status_code == 503, "nothing is final here"


def test_what_a_statement_names_is_known(service: Service, brand: str) -> None:
    from ledger.sequence import sequence

    seen = event("https://id.gs1.org/01/09524141111117/21/X", action="OBSERVE", bizStep="receiving")
    assert service.capture(brand, seen)["success"]
    sequence(service.ledger.store, service.ledger.log_signer, service.now)
    assert service.get("/01/09524141111117/21/X").status_code == 307
    assert service.get("/01/09524141111117").status_code == 404


def test_a_recall_goes_before_what_the_brand_links(service: Service, brand: str) -> None:
    from ledger import recalls
    from ledger.sequence import sequence
    from verifier.format.item import party_id
    from verifier.format.recall_text import RecallText, RecallWords

    status = f"{VOC}recallStatus"
    assert linkset(service, SERIAL)[SERIAL][status][0]["title"].startswith("No recall")
    add(service, brand, CLASS, "gs1:recallStatus", "https://brand.example/recalls")
    assert status not in linkset(service, SERIAL)[SERIAL]
    asked = f"{SERIAL}?linkType=gs1:recallStatus"
    assert service.get(asked).headers["Location"].startswith("https://brand.example/recalls?")
    assert service.capture(brand, event(BAG))["success"]
    text = RecallText(RecallWords("Glass\nin the bag" * 40))
    made = recalls.recall(service.ledger, party_id("https://id.gs1.org/417/9521321000001"), [BAG], text)
    assert made.captured
    sequence(service.ledger.store, service.ledger.log_signer, service.now)
    (own,) = linkset(service, SERIAL)[SERIAL][status]
    assert own["title"].startswith("Recalled since 2026-")
    assert ": Glass in the bag" in own["title"]
    assert len(own["title"]) == 200
    assert [each["href"] for each in linkset(service, SERIAL)[CLASS][status]] == ["https://brand.example/recalls"]
    assert service.get(asked).headers["Location"].startswith(f"{BASE}/p{SERIAL}?")
    add(service, brand, SERIAL, "gs1:recallStatus", "https://brand.example/all-is-well")
    assert service.get(asked).headers["Location"].startswith(f"{BASE}/p{SERIAL}?")
    assert len(linkset(service, SERIAL)[SERIAL][status]) == 2


def test_readers_stay_at_their_address_unless_the_service_has_one(service: Service, brand: str) -> None:
    assert service.get(SERIAL).headers["Location"] == f"/p{SERIAL}"
    service.app.state.settings = service.settings.model_copy(update={"public_url": "https://id.brand.example"})
    assert service.get(SERIAL).headers["Location"] == f"https://id.brand.example/p{SERIAL}"
    answer = service.get(SERIAL, headers={"Accept": LINKSET, "Host": "evil.example"})
    assert "evil" not in answer.text
    assert answer.json()["linkset"][0]["anchor"] == f"https://id.brand.example{SERIAL}"


def test_the_query_cannot_change_whose_passport_it_is(service: Service, brand: str) -> None:
    to = service.get(f"{SERIAL}?linkType=gs1:traceability&item={BAG}2", headers={"Accept": PASSPORT}).headers[
        "Location"
    ]
    refused = service.get(to.removeprefix(BASE))
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/item"


def test_the_resolver_describes_itself(service: Service) -> None:
    for path in ("/.well-known/gs1resolver", SERIAL):
        options = service.request("OPTIONS", path, headers={"Origin": "https://elsewhere.example"})
        assert options.status_code == 204
        assert options.headers["Allow"] == options.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert options.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Headers" not in options.headers, "a key is not let through"
    answer = service.get("/.well-known/gs1resolver")
    described = answer.json()
    assert described["resolverRoot"] == BASE
    assert {"01", "00", "417"} < set(described["supportedPrimaryKeys"])
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert service.request("HEAD", "/.well-known/gs1resolver").status_code == 200
