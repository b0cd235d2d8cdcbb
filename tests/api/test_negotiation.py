"""Accept headers, as browsers, scanners and programs send them."""

import pytest

from api.negotiation import preferred, takes_gzip

HTML, JSON, PASSPORT = "text/html", "application/json", "application/vnd.wayproof.passport+json"
OFFERED = (HTML, PASSPORT, JSON)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, HTML),
        ("", HTML),
        ("*/*", HTML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", HTML),
        ("application/json", JSON),
        ("application/json, text/html;q=0.5", JSON),
        ("application/json;q=0.5, text/html", HTML),
        (PASSPORT, PASSPORT),
        ("application/*", PASSPORT),
        ("application/*, application/vnd.wayproof.passport+json;q=0.1", JSON),
        ("APPLICATION/JSON", JSON),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/html;q=0, */*;q=0.1", PASSPORT),
        ("garbage, application/json;q=1.000", JSON),
        (";;,,/,q=1", None),
        ("text/html;q=.2, application/json;q=.3", JSON),
    ],
)
def test_the_best_liked_type_on_offer_is_chosen(accept, chosen):
    assert preferred(accept, OFFERED) == chosen


@pytest.mark.parametrize(
    ("accept_encoding", "taken"),
    [
        ("gzip, deflate, br, zstd", True),
        ("br;q=1.0, GZIP;q=0.8", True),
        ("gzip;q=0", False),
        ("gzip;q=0.0000", False),
        ('gzip;q="0"', False),
        ("gzip;q=.5", True),
        ("gzip;q=., br", True),
        ("identity", False),
        ("", False),
        ("*", False),
        ("xgzip", False),
    ],
)
def test_gzip_is_sent_to_those_who_name_it(accept_encoding, taken):
    assert takes_gzip(accept_encoding) is taken
