"""A passport in a page of another origin, which has a strict policy of its own and styles for everything."""

from __future__ import annotations

import json

import pytest

from tests.passport_cases import CASES
from tests.web.node import run
from tests.web.passport_server import offer, serving
from tests.web.test_archive_page import static_server

pytestmark = pytest.mark.slow

PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' {ledger};
      style-src 'self'; img-src data:; connect-src {ledger};
      require-trusted-types-for 'script'; trusted-types lit-html" />
    <title>Shop</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="shop.css" />
    <script type="module" src="shop.js"></script>
    <script type="module" src="{ledger}/p/embed.js"></script>
  </head>
  <body>
    <h2 class="verdict">Our coffee</h2>
    <wayproof-passport ledger="{ledger}" item="{item}" lang="en" theme="light"></wayproof-passport>
    <output></output>
  </body>
</html>
"""
STYLES = """
html { font-size: 6px; }
body { color: rgb(9, 9, 9); font: italic 40px/3 cursive; text-transform: uppercase; letter-spacing: 9px; }
h2, p, section, dl, .verdict { color: rgb(9, 9, 9); border: 7px solid; }
wayproof-passport { --wayproof-accent: rgb(1, 2, 3); --wp-good: rgb(4, 5, 6); }
wayproof-passport::part(name) { text-decoration: underline; }
"""
SCRIPT = """
const passport = document.querySelector("wayproof-passport");
const inside = (...path) => path.reduce((node, selector) => node.shadowRoot.querySelector(selector), passport);
passport.addEventListener("wayproof-verdict", async ({ detail }) => {
  await passport.updateComplete;
  await Promise.all(["wayproof-verdict", "wayproof-product"].map((name) => inside(name).updateComplete));
  const headline = getComputedStyle(inside("wayproof-verdict", ".headline"));
  const own = getComputedStyle(document.querySelector("h2"));
  document.querySelector("output").textContent = JSON.stringify({
    headline: ["fontSize", "fontStyle", "letterSpacing", "textTransform", "borderWidth"].map((name) => headline[name]),
    seal: getComputedStyle(inside("wayproof-verdict", ".shape")).fill,
    brand: getComputedStyle(inside("wayproof-product", ".brand")).color,
    name: getComputedStyle(inside("wayproof-product", "h1")).textDecorationLine,
    own: [own.borderWidth, own.backgroundColor, own.display],
    report: detail.checked.report.verdict,
  });
  document.documentElement.dataset.verdict = detail.verdict;
});
"""


def test_a_shop_shows_a_passport_that_the_readers_browser_verifies(tmp_path):
    with serving() as ledger, static_server(tmp_path) as shop:
        made = CASES["verified"]()
        offer(ledger, made)
        link = made["item"].replace("https://id.gs1.org", "https://brand.example/qr")
        (tmp_path / "index.html").write_text(PAGE.format(ledger=ledger.url, item=f"{link}?utm_source=shop"))
        (tmp_path / "shop.css").write_text(STYLES)
        (tmp_path / "shop.js").write_text(SCRIPT)
        shown = json.loads(run("verifier/web/e2e/open_page.mjs", f"{shop}/"))
    assert shown["errors"] == []
    assert (shown["verdict"], shown["workers"]) == ("VERIFIED", 0)
    assert shown["hosts"] == [url.removeprefix("http://") for url in (shop, ledger.url)]
    seen = json.loads(shown["text"].splitlines()[-1])
    assert seen["report"] == "VERIFIED"
    assert seen["headline"] == ["24px", "normal", "-0.36px", "none", "0px"], "the shop's styles stay outside"
    assert seen["seal"] == "rgb(23, 99, 74)", "no page colours a verdict"
    assert (seen["brand"], seen["name"]) == ("rgb(1, 2, 3)", "underline"), "what is offered for themes is taken"
    assert seen["own"] == ["7px", "rgba(0, 0, 0, 0)", "block"], "the passport's styles stay inside"
