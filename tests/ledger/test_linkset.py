"""Which of several links a request gets, and link types in all their spellings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ledger.link_types import NAMES, VOCABULARY, link_type_uri
from ledger.linkset import LinkContext, Target, Wish, best_of, links_of_type

EN, FR, PT = (Target(f"https://e.example/{tag}", tag, (tag,), "text/html") for tag in ("en", "fr", "pt-BR"))
PDF = Target("https://e.example/fr.pdf", "fr", ("fr",), "application/pdf")
BARE = Target("https://e.example/", "any")
LK = Target("https://e.example/lk", "lk", ("en",), "text/html", ("LK",))


def html(media_type: str) -> float:
    return 1.0 if media_type == "text/html" else 0.8


def pdf_only(media_type: str) -> float:
    return 1.0 if media_type == "application/pdf" else 0.0


@pytest.mark.parametrize(
    ("targets", "wish", "best"),
    [
        ([EN, FR], Wish({"fr": 1.0, "en": 0.5}), [FR]),
        ([EN, FR], Wish({"fr-ca": 1.0, "en": 0.5}), [FR]),
        ([EN, PT], Wish({"pt": 1.0, "en": 0.5}), [PT]),
        ([EN, FR], Wish({"*": 0.1, "en": 0.0}), [FR]),
        ([EN, FR], Wish({"fr": 0.0}), [EN, FR]),
        ([EN, FR], Wish(), [EN, FR]),
        ([EN, FR], Wish({"de": 1.0}), [EN, FR]),
        ([EN, FR, BARE], Wish({"de": 1.0}), [BARE]),
        ([FR, PDF], Wish({"fr": 1.0}, html), [FR]),
        ([EN, PDF], Wish({"fr": 1.0}, html), [PDF]),
        ([EN, PDF], Wish({"en": 1.0}, pdf_only), [PDF]),
        ([EN, LK], Wish(), [EN]),
        ([EN, LK], Wish(context="LK"), [LK]),
        ([EN, LK], Wish(context="US"), [EN]),
        ([LK], Wish(context="US"), [LK]),
        ([EN, EN], Wish({"en": 1.0}, html), [EN, EN]),
        ([BARE, EN], Wish(None, html), [EN]),
    ],
)
def test_the_link_that_fits_best(targets: list[Target], wish: Wish, best: list[Target]) -> None:
    assert best_of(targets, wish) == best


def test_a_page_goes_before_data_for_a_reader_of_another_language() -> None:
    page = Target("https://e.example/p", "page", ("en", "zh"), "text/html")
    data = Target("https://e.example/d", "data", (), "application/pdf")
    assert best_of([page, data], Wish({"fr": 1.0}, html)) == [page]
    assert best_of([page, data], Wish({"zh-cn": 1.0}, html)) == [page]
    assert best_of([page, data], Wish({"zh-cn": 1.0}, pdf_only)) == [data]


def test_the_finest_level_that_has_a_type_counts() -> None:
    serial, lot = LinkContext("s", "s", {"a": [EN]}), LinkContext("l", "l", {"a": [FR], "b": [FR], "c": []})
    assert links_of_type([serial, lot], "a") == (serial, [EN])
    assert links_of_type([serial, lot], "b") == (lot, [FR])
    assert links_of_type([serial, lot], "c") is None


@pytest.mark.parametrize(
    ("text", "uri"),
    [
        ("gs1:pip", f"{VOCABULARY}pip"),
        ("https://ref.gs1.org/voc/pip", f"{VOCABULARY}pip"),
        ("https://gs1.org/voc/pip", f"{VOCABULARY}pip"),
        ("http://www.gs1.org/voc/pip", f"{VOCABULARY}pip"),
        ("https://brand.example/terms/care", "https://brand.example/terms/care"),
        ("pip", None),
        ("", None),
        ("gs1:", None),
        ("gs1:pip ", None),
        ("https://gs1.org/voc/pip/x", None),
        ("https://brand.example/a-b", None),
        ("https://brand.example/a#b", None),
        ("javascript:alert(1)", None),
        ("anchor", None),
    ],
)
def test_link_types(text: str, uri: str | None) -> None:
    assert link_type_uri(text) == uri


def test_the_terms_are_those_of_the_vocabulary(vectors: Path) -> None:
    terms = json.loads((vectors / "gs1-digital-link" / "link-types.gs1voc-1.16.json").read_text())
    stable = {term["id"].removeprefix("gs1:") for term in terms if term["status"] == "stable"}
    assert stable - {"defaultLink", "defaultLinkMulti", "handledBy"} == NAMES
    assert {term["uri"] for term in terms} >= {VOCABULARY + name for name in NAMES}
