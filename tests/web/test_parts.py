"""The parts of a passport that come after its verdict, in a real Chromium: map, readings, picture."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from api.demo_picture import SIZE, picture
from tests.coffee import GTIN, Coffee, bag
from tests.passport_case import of
from tests.passport_cases import CASES
from tests.web.node import run
from tests.web.passport_server import PassportServer, offer, serving
from verifier.format import base64url

pytestmark = pytest.mark.slow

PICTURE = picture()
SHA256 = base64url.encode(hashlib.sha256(PICTURE).digest())


@pytest.fixture
def server():
    with serving() as running:
        yield running


def visit(server: PassportServer, path: str, *options: str) -> dict[str, Any]:
    """What the parts show; fails if anybody else was asked, or a reader could not read them."""
    shown: dict[str, Any] = json.loads(run("verifier/web/e2e/parts.mjs", server.url + path, *options))
    assert [each for each in shown["asked"] if not each.startswith((server.url, "blob:", "data:"))] == []
    assert [error for error in shown["errors"] if "Failed to load resource" not in error] == []
    assert (shown["axe"], shown["overflows"]) == ([], False)
    return shown


def described(**members: Any) -> Coffee:
    coffee = Coffee()
    coffee.ledger.notify(coffee.producer, "description", [GTIN], name="Highland coffee", **members)
    coffee.commission(1)
    coffee.ledger.anchor()
    return coffee


@pytest.mark.parametrize("options", [("--lang", "en-GB"), ("--lang", "zh-CN", "--dark")])
def test_positions_are_a_map_and_readings_are_charts(server, options):
    shown = visit(server, offer(server, CASES["seen-at-positions"]()), *options)
    assert shown["verdict"] == "VERIFIED"
    (label,) = shown["map"]["labels"]
    assert "2" in label
    first, second = shown["map"]["places"]
    assert "9521321000018" in first, "two statements at one place, one of which says where that is"
    assert "53.74" in second
    (label,) = shown["readings"]["labels"]
    assert "18.4" in label
    assert "19.3" in label
    assert shown["readings"]["rows"] == 3


@pytest.mark.parametrize(("places", "on_screen"), [(6, True), (7, False)])
def test_many_places_are_a_tap_away_and_always_in_print(server, places, on_screen):
    coffee = Coffee()
    coffee.commission(1)
    for number in range(places):
        coffee.observe("transporting", coffee.carrier, bag(1), readPoint={"id": f"geo:{40 + number},{number}"})
    coffee.ledger.anchor()
    shown = visit(server, offer(server, of(coffee, bag(1))))
    assert shown["map"]["listed"] == {"screen": on_screen, "print": True}
    assert len(shown["map"]["places"]) == places


def test_a_journey_without_positions_and_readings_has_neither(server):
    shown = visit(server, offer(server, CASES["verified"]()))
    assert shown["map"]["labels"] == shown["readings"]["labels"] == []
    assert not [each for each in shown["asked"] if "/assets/map-" in each or "/assets/readings-" in each]


def test_the_picture_is_had_by_its_digest_and_shown_with_the_products_name(server):
    path = offer(server, of(described(picture={"sha256": SHA256, "url": "https://elsewhere.example/x.png"}), bag(1)))
    server.pictures[SHA256] = PICTURE
    assert visit(server, path)["picture"] == ["Highland coffee", SIZE]


@pytest.mark.parametrize("content", [PICTURE[:-1], b"<svg xmlns='http://www.w3.org/2000/svg'/>", None])
def test_another_picture_is_not_shown(server, content):
    path = offer(server, of(described(picture={"sha256": SHA256}), bag(1)))
    if content is not None:
        server.pictures[SHA256] = content
    assert visit(server, path)["picture"] is None


def test_a_file_that_is_no_picture_is_not_shown_though_it_was_signed(server):
    content = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    digest = base64url.encode(hashlib.sha256(content).digest())
    server.pictures[digest] = content
    assert visit(server, offer(server, of(described(picture={"sha256": digest}), bag(1))))["picture"] is None
