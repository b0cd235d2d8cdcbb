"""A kept passport and the stand-alone verifier in a real Chromium: from disk, offline, by one's own trust root."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from api.demo_picture import picture
from tests.coffee import GTIN, Coffee, bag
from tests.passport_case import Case, of
from tests.passport_cases import CASES
from tests.web.node import run
from tests.web.passport_server import PassportServer, offer, serving
from verifier.format import base64url

pytestmark = pytest.mark.slow

PICTURE = picture()
SHA256 = base64url.encode(hashlib.sha256(PICTURE).digest())
LINK = "/01/09521321000018/21/B1?linkType=all"


@pytest.fixture
def server():
    with serving() as running:
        yield running


def pictured() -> Case:
    coffee = Coffee()
    coffee.ledger.notify(coffee.producer, "description", [GTIN], name="Highland coffee", picture={"sha256": SHA256})
    coffee.commission(1)
    coffee.ledger.anchor()
    return of(coffee, bag(1))


def kept(server: PassportServer, made: Case, folder: Path) -> Path:
    """The file in which the page keeps a case's passport."""
    path = offer(server, made)
    server.pictures[SHA256] = PICTURE
    file = folder / "kept.html"
    answer = json.loads(run("verifier/web/e2e/keep.mjs", server.url + path, str(file)))
    assert answer["name"] == "passport-B1.html"
    return file


def visit(url: str, *options: str) -> dict[str, Any]:
    """What the single file says; fails if axe complains, or the browser of anything but a failed request."""
    shown: dict[str, Any] = json.loads(run("verifier/web/e2e/standalone.mjs", url, *options))
    assert [error for error in shown["errors"] if "Failed to load resource" not in error] == []
    assert (shown["axe"], shown["overflows"]) == ([], False)
    return shown


def test_a_kept_passport_asks_the_chain_and_nobody_else_when_it_is_opened(server, tmp_path):
    file = kept(server, pictured(), tmp_path)
    shown = visit(file.as_uri())
    assert shown["verdict"] == "VERIFIED"
    asked = {each for each in shown["asked"] if not each.startswith(("blob:", "data:"))}
    assert asked == {file.as_uri(), f"{server.url}/rpc"}
    assert shown["picture"] == 1
    assert "“History checks out”" in shown["note"]
    assert "nothing newer is on it" in shown["note"]
    assert "whoever made the file chose them" in shown["note"]


def test_without_a_network_a_kept_passport_says_what_it_could_check(server, tmp_path):
    file = kept(server, pictured(), tmp_path)
    shown = visit(file.as_uri(), "--offline")
    assert shown["verdict"] == "INCOMPLETE"
    assert "could not be read now" in shown["note"]
    assert "of Highland coffee" in shown["note"]
    assert shown["picture"] == 0, "nobody vouches for it"
    assert shown["headline"] == "Could not be checked fully"
    assert shown["name"] == "Unnamed item", "the name is in what the file says of itself alone"


def test_a_kept_passport_says_that_the_record_has_gone_on(server, tmp_path):
    file = kept(server, pictured(), tmp_path)
    coffee = Coffee()
    coffee.ledger.notify(coffee.producer, "description", [GTIN], name="Highland coffee", picture={"sha256": SHA256})
    coffee.commission(1)
    coffee.ledger.anchor()
    coffee.observe("retail_selling", coffee.retailer, bag(1))
    coffee.ledger.anchor()
    server.chain = coffee.ledger.recorded()
    shown = visit(file.as_uri(), "--lang", "zh-CN")
    assert shown["verdict"] == "INCOMPLETE"
    assert "自文件生成以来记录又有增加" in shown["note"]


def test_a_kept_passport_that_was_altered_is_refused(server, tmp_path):
    file = kept(server, pictured(), tmp_path)
    page = file.read_text()
    start = page.index('"passport":"') + len('"passport":"')
    document = json.loads(base64url.decode(page[start : page.index('"', start)]))
    document["statements"][0]["entry"] = document["statements"][-1]["entry"]
    altered = base64url.encode(json.dumps(document, separators=(",", ":")).encode())
    file.write_text(page[:start] + altered + page[page.index('"', start) :])
    assert visit(file.as_uri())["verdict"] == "REFUSED"


def test_words_of_the_record_cannot_leave_the_element_that_they_are_kept_in(server, tmp_path):
    coffee = Coffee()
    markup = "</script><script>document.title=1</script><!--"
    coffee.ledger.notify(coffee.producer, "description", [GTIN], name=markup)
    coffee.commission(1)
    coffee.ledger.anchor()
    file = kept(server, of(coffee, bag(1)), tmp_path)
    shown = visit(file.as_uri())
    assert shown["verdict"] == "VERIFIED"
    assert markup in shown["note"]


def test_the_verifier_takes_a_link_of_a_ledger_and_its_reader_chooses_whom_to_trust(server, tmp_path):
    offer(server, CASES["verified"]())
    trust = tmp_path / "trust.json"
    trust.write_bytes(server.trust)
    server.trust = None
    shown = visit(f"{server.url}/p/check", "--trust", str(trust), "--link", server.url + LINK, "--slow-disk")
    assert shown["verdict"] == "VERIFIED"
    assert "test.example/log" in shown["trust"]


@pytest.mark.parametrize("give", ["--file", "--drop"])
def test_the_verifier_takes_a_file_and_not_the_trust_root_in_it(server, tmp_path, give):
    file = kept(server, pictured(), tmp_path)
    trust = json.loads(server.trust)
    own = tmp_path / "own.json"
    own.write_text(json.dumps(trust))
    shown = visit(f"{server.url}/p/check", "--trust", str(own), give, str(file))
    assert shown["verdict"] == "VERIFIED"
    assert "whoever made the file" not in shown["note"]
    own.write_text(json.dumps({**trust, "logId": base64url.encode(bytes(32))}))
    assert visit(f"{server.url}/p/check", "--trust", str(own), give, str(file))["verdict"] in ("REFUSED", "INCOMPLETE")


def test_the_verifier_takes_a_passport_as_a_ledger_gives_it_and_uses_the_trust_root_beside_it(server, tmp_path):
    made = CASES["verified"]()
    offer(server, made)
    file = tmp_path / "passport.json"
    file.write_bytes(base64url.decode(made["passport"]))
    shown = visit(f"{server.url}/p/check", "--file", str(file))
    assert shown["verdict"] == "VERIFIED"
    assert "not fetched from a ledger" in shown["note"]


@pytest.mark.parametrize(
    ("content", "said"), [("nothing", "holds no passport"), ("<html></html>", "holds no passport")]
)
def test_a_file_that_is_none_is_said(server, tmp_path, content, said):
    offer(server, CASES["verified"]())
    file = tmp_path / "file.html"
    file.write_text(content)
    shown = visit(f"{server.url}/p/check", "--file", str(file))
    assert shown["verdict"] is None
    assert said in shown["said"]


def test_without_a_trust_root_nothing_is_checked(server, tmp_path):
    made = CASES["verified"]()
    offer(server, made)
    server.trust = None
    shown = visit(f"{server.url}/p/check", "--link", server.url + LINK)
    assert shown["verdict"] is None
    assert "choose the file trust.json" in shown["said"]
