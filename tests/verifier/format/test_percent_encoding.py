import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.format.check_digit import CHARACTER_SET_82
from verifier.format.errors import IdentifierError
from verifier.format.percent_encoding import escape, escape_canonical, escape_query, unescape, unescape_query

OUTSIDE = {
    **dict.fromkeys(
        ["ABC%2", "ABCD%", "A%4gB", "A%g4B", "A%G4B"],
        "a percent sign without two hexadecimal digits is refused, not taken as it is: RFC 3986, section 2.1",
    ),
    **dict.fromkeys(["A%ffB", "A%FfB", "A%FFB"], "refused: no GS1 value holds bytes beyond ASCII"),
}


def test_published_escapes(vectors):
    for case in json.loads((vectors / "gs1-digital-link/uri_escape.json").read_text()):
        assert escape(case["in"]) == case["path"]
        assert escape_query(case["in"]) == case["query"]


def test_published_unescapes(vectors):
    for case in json.loads((vectors / "gs1-digital-link/uri_unescape.json").read_text()):
        if case["in"] in OUTSIDE:
            for function in (unescape, unescape_query):
                with pytest.raises(IdentifierError):
                    function(case["in"])
        else:
            assert unescape(case["in"]) == case["path"]
            assert unescape_query(case["in"]) == case["query"]


def test_a_plus_sign_is_a_space_in_the_query_only():
    assert (unescape("a+b"), unescape_query("a+b")) == ("a+b", "a b")


@given(st.text(CHARACTER_SET_82))
def test_escapes_are_undone(value):
    assert unescape(escape(value)) == value
    assert unescape(escape_canonical(value)) == value
    assert unescape_query(escape_query(value)) == value


def test_the_canonical_form_leaves_what_the_event_hash_leaves():
    assert escape_canonical("!\"%&'()*+,-./:;<=>?_#") == "%21%22%25%26'%28%29%2A%2B%2C-.%2F%3A;%3C=%3E%3F_%23"
