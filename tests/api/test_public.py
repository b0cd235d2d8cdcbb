"""What everybody may read without a chain: the log, Digital Link paths, the page, and how other origins reach it."""

from __future__ import annotations

import pytest

from ledger.sequence import sequence
from tests.api.service import BAG, Service, event
from verifier.format.tiles import decode_bundle

pytestmark = pytest.mark.slow

PASSPORT = "application/vnd.wayproof.passport+json"


def sequenced(service: Service, bags: int) -> None:
    _, key = service.party()
    service.capture(key, *(event(f"{BAG}{number}") for number in range(bags)))
    sequence(service.ledger.store, service.ledger.log_signer, service.now)


def test_the_log_is_served_as_tiles(service: Service) -> None:
    sequenced(service, 4)
    head = service.get("/log/checkpoint")
    assert head.status_code == 200
    assert head.headers["Cache-Control"] == "no-cache"
    assert head.text.splitlines()[:2] == [service.settings.origin, "5"]
    tile = service.get("/log/tile/0/000.p/5")
    assert len(tile.content) == 5 * 32
    assert "immutable" in tile.headers["Cache-Control"]
    entries = decode_bundle(service.get("/log/tile/entries/000.p/5").content, 5)
    assert len(entries) == 5
    assert service.get("/log/tile/0/000.p/3").content == tile.content[: 3 * 32]


@pytest.mark.parametrize(
    "path",
    ["0/000", "0/000.p/6", "1/000", "0/001.p/1", "0/0", "64/000", "entries/000", "0/000.p/05", "..", "0/000.p/5/"],
)
def test_tiles_that_are_not_there(service: Service, path: str) -> None:
    sequenced(service, 4)
    answer = service.get(f"/log/tile/{path}")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/01/09521321000421/21/B1", "/p/01/09521321000421/21/B1"),
        ("/01/09521321000421/10/L1/21/B1", "/p/01/09521321000421/21/B1"),
        ("/01/09521321000421/21/A%2FB", "/p/01/09521321000421/21/A%2FB"),
        ("/01/09521321000421/21/a%2fb/", "/p/01/09521321000421/21/a%2Fb"),
        ("/00/095213210000000018", "/p/00/095213210000000018"),
        ("/8003/09521321000018A1", "/p/8003/09521321000018A1"),
        ("/414/9521321000001", "/p/414/9521321000001"),
        ("/01/09521321000421?17=270331", "/p/01/09521321000421?17=270331"),
    ],
)
def test_a_digital_link_leads_to_the_page(service: Service, path: str, leads_to: str) -> None:
    service.party()
    for method in ("GET", "HEAD"):
        answer = service.request(method, path)
        assert answer.status_code == 307, answer.text
        assert answer.headers["Location"] == leads_to
        assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("path", ["/01/09521321000422", "/01/1", "/01/09521321000421/99/x", "/00/1", "/01/%zz"])
def test_a_broken_digital_link(service: Service, path: str) -> None:
    program = service.get(path)
    assert program.status_code == 400
    assert program.headers["Content-Type"] == "application/problem+json"
    person = service.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert person.status_code == 400
    assert person.headers["Content-Type"].startswith("text/html")


def test_a_digital_link_gives_the_passport_to_who_asks_for_it(service: Service) -> None:
    answer = service.get("/01/09521321000421", headers={"Accept": PASSPORT})
    assert answer.status_code == 503, "nothing is final here"
    assert service.get("/01/09521321000421", headers={"Accept": "image/png"}).status_code == 406


def test_the_page_is_confined(service: Service) -> None:
    page = service.get("/p/01/09521321000421/21/B1")
    assert page.status_code == 200
    policy = dict(part.strip().partition(" ")[::2] for part in page.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["connect-src"] == "'self' http://127.0.0.1:9", "this service and the trust root's chain alone"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    again = service.get("/p/01/09521321000421/21/B1", headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304


def test_the_pages_files_are_kept_for_ever(service: Service) -> None:
    page = service.get("/p/")
    names = [part.split('"')[0] for part in page.text.split('"/p/assets/')[1:]]
    assert any(name.endswith(".js") for name in names)
    for name in names:
        file = service.get(f"/p/assets/{name}")
        assert file.status_code == 200
        assert "immutable" in file.headers["Cache-Control"]
    assert service.get(f"/p/assets/{names[0]}").headers["Content-Type"] != "text/html"
    assert service.get("/p/assets/..%2Findex.html").status_code in (200, 404)
    assert service.get("/p/assets/none.js").status_code == 404


def test_the_pages_files_are_compressed_for_those_who_take_that(service: Service) -> None:
    names = [part.split('"')[0] for part in service.get("/p/").text.split('"/p/assets/')[1:]]
    name = next(name for name in names if name.startswith("passport-"))
    plain = service.get(f"/p/assets/{name}", headers={"Accept-Encoding": "identity"})
    packed = service.get(f"/p/assets/{name}", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) < len(plain.content) / 2
    assert packed.content == plain.content, "the client has unpacked it"
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


def test_a_foreign_page_runs_the_script_for_embedding(service: Service) -> None:
    script = service.get("/p/embed.js", headers={"Origin": "https://shop.example"})
    assert script.status_code == 200
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert script.headers["Access-Control-Allow-Origin"] == "*"
    assert script.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert script.headers["Cache-Control"] == "public, max-age=300"
    assert service.get("/p/embed.js", headers={"If-None-Match": script.headers["ETag"]}).status_code == 304


def test_names_are_asked_for_by_party_and_bounded(service: Service) -> None:
    service.party(uri="(417)9521437000018", prefixes=[])
    known = "https://id.gs1.org/417/9521437000018"
    asked = service.get("/api/v1/names", params={"party": [known, "https://id.gs1.org/417/9521437000001", "\u0000"]})
    assert list(asked.json()["names"]) == [known]
    assert service.get("/api/v1/names").status_code == 422
    assert service.get("/api/v1/names", params={"party": [known] * 65}).status_code == 422


def test_any_origin_reads_what_is_public_and_nothing_that_takes_a_key(service: Service) -> None:
    sequenced(service, 1)
    _, key = service.party(uri="(417)9521437000001", prefixes=[])
    origin = {"Origin": "https://elsewhere.example"}
    allowed = "Access-Control-Allow-Origin"
    for path in ("/log/checkpoint", "/log/tile/0/000.p/2", "/api/v1/trust", "/api/v1/anchors", "/01/09521321000421"):
        assert service.get(path, headers=origin).headers[allowed] == "*", path
        assert allowed not in service.get(path, key, headers=origin).headers, path
    for path in ("/epcis/capture", "/api/v1/parties", "/api/v1/key", "/health/ready", "/metrics", "/docs"):
        assert allowed not in service.get(path, headers=origin).headers, path
    preflight = {**origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    for path in ("/api/v1/checkpoints", "/epcis/capture", "/api/v1/passports"):
        assert allowed not in service.request("OPTIONS", path, headers=preflight).headers, path


def test_the_trust_root_is_a_file_that_verifiers_take(service: Service) -> None:
    from verifier.format import trust_root

    answer = service.get("/api/v1/trust")
    assert trust_root.parse(answer.content).origin == service.settings.origin
    assert answer.headers["Content-Disposition"].endswith('filename="wayproof-trust.json"')


def test_a_receipt_of_nothing(service: Service) -> None:
    for name in ("A" * 43, "x", "A" * 42 + "B", "%2F"):
        assert service.get(f"/api/v1/receipts/{name}").status_code == 404


def test_health_names_what_is_wrong(service: Service) -> None:
    assert service.get("/health/live").json() == {"status": "live"}
    ready = service.get("/health/ready")
    assert ready.status_code == 503
    state = ready.json()["dependencies"]
    assert state["database"] == state["log"] == {"ready": True, "fault": None}
    assert state["chain"]["ready"] is False
    assert state["worker"] == {"ready": False, "fault": "has not looked at the chain yet: start one"}
    assert ready.json()["warnings"] == []
    assert "127.0.0.1" not in ready.text
    _, key = service.party()
    service.capture(key, event(BAG))
    service.now += service.settings.promise_deadline + 1
    late = service.get("/health/ready").json()
    assert late["oldestNotFinalSeconds"] == service.settings.promise_deadline + 1
    assert late["dependencies"]["anchoring"]["ready"] is False


def test_metrics_count_requests_by_route_and_not_by_path(service: Service) -> None:
    service.get("/api/v1/receipts/" + "A" * 43)
    service.get("/api/v1/receipts/" + "B" * 43)
    text = service.get("/metrics").text
    assert 'wayproof_requests_total{method="GET",route="/api/v1/receipts/{statement}",status="404"} 2.0' in text
    assert "wayproof_log_size 1.0" in text
    assert 'wayproof_dependency_ready{name="chain"} 0.0' in text
    assert "wayproof_waiting_transactions 0.0" in text
    assert "wayproof_chain_fee_ceiling_gwei 200.0" in text
    assert "wayproof_chain_balance_ether" not in text, "nobody knows it yet"
    assert "AAAA" not in text


def test_the_privacy_note_is_a_page_without_scripts(service: Service) -> None:
    note = service.get("/p/privacy")
    assert note.status_code == 200
    assert "<script" not in note.text
    assert "<h1>Privacy</h1>" in note.text
    assert '<div lang="zh-Hans"' in note.text
    assert "og:title" not in note.text


@pytest.mark.parametrize("path", ["/p/check", "/p/check.html"])
def test_the_stand_alone_verifier_is_confined_by_its_own_policy_and_any_page_may_take_it(
    service: Service, path: str
) -> None:
    answer = service.get(path)
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'sha256-" in policy
    assert "'self'" not in policy.partition("connect-src")[0]
    assert policy.endswith("frame-ancestors 'none'")
    assert policy.removesuffix("; frame-ancestors 'none'") in answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert service.get("/p/scan").headers.get("Access-Control-Allow-Origin") is None


def test_the_stand_alone_verifier_is_compressed_for_those_who_take_that(service: Service) -> None:
    plain = service.get("/p/check.html", headers={"Accept-Encoding": "identity"})
    packed = service.get("/p/check.html", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) < len(plain.content) / 2
    assert packed.content == plain.content, "the client has unpacked it"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert packed.headers["Content-Security-Policy"] == plain.headers["Content-Security-Policy"]
    known = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    assert service.get("/p/check.html", headers=known).status_code == 304


def test_the_trust_root_stands_beside_the_stand_alone_verifier(service: Service) -> None:
    assert service.get("/p/trust.json").content == service.get("/api/v1/trust").content
