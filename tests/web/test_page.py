"""The built page in a real Chromium: it fetches, reads the chain by JSON-RPC, and says what verification says."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.coffee import GTIN, Coffee, bag
from tests.passport_case import CASES, of, played
from tests.passport_cases import FOLDER
from tests.web.node import run
from tests.web.passport_server import PassportServer, offer, serving
from verifier.format import base64url

pytestmark = pytest.mark.slow


@pytest.fixture
def server():
    with serving() as running:
        yield running


def visit(server: PassportServer, path: str, *options: str) -> dict[str, Any]:
    """What the page says at a path; fails if the browser complained of anything but a failed request."""
    shown: dict[str, Any] = json.loads(run("verifier/web/e2e/open_page.mjs", server.url + path, *options))
    assert [error for error in shown["errors"] if "Failed to load resource" not in error] == []
    return shown


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("verified", "History checks out"),
        ("pending", "Being recorded"),
        ("no-record-never-made", "No record of this number"),
        ("forged-anchor", "Do not trust this"),
        ("container-withheld", "Could not be checked fully"),
    ],
)
def test_verdicts_are_those_of_the_shared_cases(server, name, headline):
    made = CASES[name]()
    shown = visit(server, offer(server, made), "--width", "360", "--open")
    expected = json.loads((FOLDER / f"{name}.json").read_text())["expect"]["verdict"]
    assert (shown["verdict"], shown["headline"]) == (expected, headline)
    assert not shown["overflows"]
    assert "object in your hand" in shown["text"]


def test_the_chain_is_read_by_the_page_itself_without_web_crypto(server):
    url = server.url.replace("127.0.0.1", "page.example")
    path = offer(server, CASES["verified"](), url=url)
    shown = json.loads(run("verifier/web/e2e/open_page.mjs", url + path, "--host", "page.example"))
    assert shown["errors"] == []
    assert shown["verdict"] == "VERIFIED"
    assert shown["secure"] is False
    assert "Highland coffee" in shown["text"]
    assert "according to the operator" in shown["text"]


def test_a_recall_stands_above_everything(server):
    shown = visit(server, offer(server, CASES["recalled-by-owner"]()))
    assert shown["text"].index("This item is recalled") < shown["text"].index("Highland coffee")


def test_an_unreachable_chain_is_not_a_verdict(server):
    path = offer(server, CASES["verified"]())
    server.chain = None
    shown = visit(server, path)
    assert shown["verdict"] == "INCOMPLETE"
    assert "could not be reached" in shown["text"]


def test_an_unreachable_server_is_said(server):
    path = offer(server, CASES["verified"]())
    server.passports = []
    shown = visit(server, path)
    assert (shown["verdict"], shown["headline"]) == ("INCOMPLETE", "Could not be checked fully")
    assert "Check again" in shown["text"]


def test_a_lost_connection_is_said(server):
    path = offer(server, CASES["verified"]())
    shown = json.loads(run("verifier/web/e2e/open_page.mjs", server.url + path, "--offline", "--lang", "zh-CN"))
    assert shown["verdict"] == "INCOMPLETE"
    assert "本设备没有连接互联网" in shown["text"]


def test_a_poor_connection_sees_steps_pass_in_a_worker(server):
    server.pause = 0.05
    shown = visit(server, offer(server, CASES["verified"]()), "--slow")
    assert (shown["verdict"], shown["workers"]) == ("VERIFIED", 1)
    assert shown["steps"] == sorted(shown["steps"])
    assert any(3 <= passed < 12 for passed in shown["steps"]), "some passed while the chain was being read"
    assert shown["bytes"] < 250_000, "the test's server compresses nothing"


def test_without_workers_the_page_verifies_itself(server):
    shown = visit(server, offer(server, CASES["verified"]()), "--no-worker")
    assert (shown["verdict"], shown["workers"]) == ("VERIFIED", 0)


def test_nobody_is_asked_but_ledger_and_chain(server):
    shown = visit(server, offer(server, CASES["recalled-by-owner"]()), "--open")
    assert shown["hosts"] == [server.url.removeprefix("http://")]


@pytest.mark.parametrize(
    ("lang", "query", "headline"),
    [("zh-CN", "", "履历核验无误"), ("de-DE", "", "History checks out"), ("en-GB", "?lang=zh-Hans", "履历核验无误")],
)
def test_the_language_is_the_readers(server, lang, query, headline):
    shown = visit(server, offer(server, CASES["verified"]()) + query, "--lang", lang, "--open")
    assert shown["headline"] == headline
    chinese = headline != "History checks out"
    assert shown["lang"] == ("zh-Hans" if chinese else "en")
    assert ("Its journey" in shown["text"]) is not chinese


def test_names_are_the_ledgers_unless_signed(server):
    path = offer(server, CASES["verified"]())
    server.names = {
        "https://id.gs1.org/417/9521141111116": "Northbound <b>Freight</b>",
        "https://id.gs1.org/417/9524141111117": "  ",
    }
    text = visit(server, path, "--named")["text"]
    assert "Northbound <b>Freight</b>\nGLN 9521141111116 · Name as listed by this ledger · Signed with its own" in text
    assert "GLN 9524141111117\nSigned by the service on its behalf" in text


@pytest.mark.parametrize("case", ["verified", "recalled-by-owner", "forged-anchor"])
def test_large_text_fits_a_small_screen(server, case):
    shown = visit(server, offer(server, CASES[case]()), "--width", "320", "--text-size", "200", "--open")
    assert not shown["overflows"]


def test_a_recall_says_why_and_what_to_do_in_the_readers_language(server):
    coffee = played()
    said = {
        "reason": "Glass <i>splinters</i>",
        "instructions": "Bring it back.",
        "link": "https://recall.example/9521321",
        "contact": "0800 000",
        "translations": {"zh": {"reason": "玻璃碎片"}},
    }
    recall = {"persistentDisposition": {"set": ["recalled"]}, "wayproof:recall": said}
    event = coffee.event("ObjectEvent", "OBSERVE", "inspecting", epcList=[bag(1)], **recall)
    coffee.ledger.capture(coffee.producer, event, "recall")
    coffee.ledger.anchor()
    made = of(coffee, bag(1), coffee.ledger.passport(bag(1), whole=True))
    text = visit(server, offer(server, made))["text"]
    assert "Glass <i>splinters</i>\nBring it back.\nContact: 0800 000\nMore at recall.example" in text
    assert "玻璃碎片\n联系方式：0800 000" in visit(server, offer(server, made), "--lang", "zh-CN")["text"]


def test_a_stale_passport_is_asked_for_once_more(server):
    stale = CASES["stale"]()
    coffee = played()
    coffee.observe("retail_selling", coffee.retailer, bag(1))
    coffee.ledger.anchor()
    path = offer(server, stale)
    server.passports.append(coffee.ledger.passport(bag(1)).encode())
    assert visit(server, path)["verdict"] == "VERIFIED"
    assert len([asked for asked in server.asked if asked.startswith("/api/v1/passports")]) == 2


def test_an_address_that_names_no_item(server):
    offer(server, CASES["verified"]())
    shown = visit(server, "/p/01/09521321000011/21/B1")
    assert (shown["verdict"], shown["headline"]) == ("INVALID", "Not a valid number")


def test_other_items_are_asked_for_by_uri(server):
    coffee = Coffee()
    item = "urn:uuid:6f1c9d0e-51a5-4f0e-9d5c-0d3f6c5a7b11"
    coffee.observe("inspecting", coffee.producer, item)
    coffee.ledger.anchor()
    offer(server, of(coffee, item))
    assert visit(server, f"/p/?item={item}")["verdict"] == "NO_RECORD"


def test_what_was_recorded_is_text_and_nothing_else(server):
    coffee = Coffee()
    markup = '<img src=x onerror="document.title=1"><script>document.title=1</script>'
    turned = "safe\u202egnp.exe\u0007"
    coffee.ledger.notify(coffee.producer, "description", [GTIN], name=markup, brand=turned)
    coffee.commission(1)
    coffee.ledger.anchor()
    shown = visit(server, offer(server, of(coffee, bag(1))))
    assert markup in shown["text"]
    assert "safe\ufffdgnp.exe\ufffd" in shown["text"]
    assert not re.search("[\u202e\u0007]", shown["text"])


def test_a_verdict_is_on_the_first_screen_however_long_the_product_is_called(server):
    coffee = Coffee()
    long = "Coffee " * 400
    coffee.ledger.notify(coffee.producer, "description", [GTIN], name=long, brand=long, lot=long)
    coffee.commission(1)
    coffee.ledger.anchor()
    shown = visit(server, offer(server, of(coffee, bag(1))), "--width", "360", "--height", "640")
    assert shown["headlineAt"] < 480


def test_of_an_altered_passport_nothing_is_shown(server):
    made = CASES["verified"]()
    passport = base64url.decode(made["passport"])
    at = passport.index(b'"disclosures":["') + 30
    altered = passport[:at] + (b"A" if passport[at : at + 1] != b"A" else b"B") + passport[at + 1 :]
    shown = visit(server, offer(server, {**made, "passport": base64url.encode(altered)}))
    assert (shown["verdict"], shown["headline"]) == ("REFUSED", "Do not trust this")
    assert "Highland coffee" not in shown["text"]
    assert "Its journey" not in shown["text"]


def test_nothing_of_an_event_is_ever_markup(server):
    """Each member that an event or a notice can have holds markup; where a script ran, the browser complained."""
    coffee = Coffee()
    ledger = coffee.ledger
    bad = '"><img src=x onerror="document.title=1"><script>document.title=1</script><svg onload=document.title=1>{{1}}'
    about = {name: f"{name}{bad}" for name in ("name", "brand", "maker", "description", "lot", "netContent", "origin")}
    picture = {"sha256": "A" * 43, "url": f"javascript:alert(1)//{bad}"}
    ledger.notify(coffee.producer, "description", [GTIN], bestBefore=f"2027-01-01T{bad}", picture=picture, **about)
    coffee.commission(1)
    event = coffee.event(
        "ObjectEvent",
        "OBSERVE",
        f"https://bad.example/{bad}",
        epcList=[bag(1)],
        disposition=f"https://bad.example/{bad}",
        readPoint={"id": f"https://bad.example/{bad}"},
        bizLocation={"id": f"https://bad.example/{bad}"},
        bizTransactionList=[{"type": bad, "bizTransaction": bad}],
        sourceList=[{"type": bad, "source": bad}],
        sensorElementList=[{"sensorReport": [{"type": bad, "value": 1, "uom": bad, "stringValue": bad}]}],
        ilmd={f"ex:{bad}": bad},
        certificationInfo=[f"https://bad.example/{bad}", f"javascript:{bad}"],
    )
    ledger.capture(coffee.carrier, event, "certificate")
    said = {"reason": bad, "contact": bad, "link": 'https://bad.example/"onmouseover=alert(1)'}
    recall = {"persistentDisposition": {"set": ["recalled"]}, "wayproof:recall": said}
    event = coffee.event("ObjectEvent", "OBSERVE", "inspecting", epcList=[bag(1)], **recall)
    ledger.capture(coffee.producer, event, "recall")
    ledger.anchor()
    made = of(coffee, bag(1), ledger.passport(bag(1), whole=True))
    path = offer(server, made)
    server.names = {"https://id.gs1.org/417/9521141111116": bad}
    shown = visit(server, path, "--open", "--named")
    assert shown["verdict"] == "VERIFIED"
    assert {"name" + bad, "brand" + bad, "maker" + bad, bad} <= set(shown["text"].splitlines())
    assert shown["text"].count(bad) > 12
    assert shown["text"].count("<script>document.title=1</script>") > 20
