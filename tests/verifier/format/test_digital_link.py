import json

import pytest

from verifier.format import digital_link, element_string
from verifier.format.errors import IdentifierError

_SHORT_GTIN = "a GTIN shorter than 14 digits is always padded, as the Event Hash ID's cases demand"
ACCEPTED_WITHOUT_OPTION = {
    "https://a/gtin/12312312312333": "names in place of codes are always read, as the Event Hash ID's cases demand",
    "https://a/01/416000336108": _SHORT_GTIN,
    "https://a/01/02345673": _SHORT_GTIN,
    "https://a/8004/9520614141234567?01=2112345678900": _SHORT_GTIN,
    "https://a/8004/9520614141234567?01=02345673": _SHORT_GTIN,
}
UNKNOWN_IDENTIFIERS = "an option to let unknown application identifiers pass; there is none here"


def is_about_unknown_identifiers(options: dict[str, bool]) -> bool:
    return options.get("validation:UNKNOWN_AI_NOT_DL_ATTR") is False


def test_published_uris_are_read(vectors):
    for case in json.loads((vectors / "gs1-digital-link/dl_uri_parse.json").read_text()):
        uri, options = case["uri"], case.get("parser_options", {})
        accepted = case["valid"]
        if uri in ACCEPTED_WITHOUT_OPTION and not options:
            assert not accepted
            accepted = True
        if is_about_unknown_identifiers(options):
            assert accepted, UNKNOWN_IDENTIFIERS
            accepted = False
        if not accepted:
            with pytest.raises(IdentifierError):
                digital_link.parse(uri)
            continue
        link = digital_link.parse(uri)
        if "element_string_fnc1_as_caret" in case:
            expected = element_string.parse(case["element_string_fnc1_as_caret"].replace("^", "\x1d"))
            assert link.key + link.attributes == expected


def test_published_uris_are_built(vectors):
    for case in json.loads((vectors / "gs1-digital-link/dl_uri_generate.json").read_text()):
        arguments = [case["stem"]] if case["stem"] else []

        if case["valid"] and not is_about_unknown_identifiers(case.get("options", {})):
            assert digital_link.build(element_string.parse(case["ai_data_bracketed"]), *arguments) == case["uri"]
        else:
            with pytest.raises(IdentifierError):
                digital_link.build(element_string.parse(case["ai_data_bracketed"]), *arguments)


@pytest.mark.parametrize(
    "uri",
    [
        "https://example.com/01/09521321000018/21/A",
        "HTTP://example.com:8080/shop/01/09521321000018/21/A",
        "https://[2001:db8::1]/01/10/01/09521321000018/ser/A",
        "https://example.com/gtin/9521321000018/ser/%41?utm=1#top",
    ],
)
def test_the_same_key_on_other_domains(uri):
    assert digital_link.parse(uri).key == (("01", "09521321000018"), ("21", "A"))


@pytest.mark.parametrize(
    ("uri", "why"),
    [
        ("https://example.com/01/09521321000011", "check digit of 09521321000011 is 8, not 1"),
        ("https://example.com/01/0952132100001", "check digit of 00952132100001 is 7"),
        ("https://example.com/01/952132100", "must be 14 digits"),
        ("https://example.com/01/09521321000018/", "ends with a slash"),
        ("https://example.com/01/09521321000018/21", "'21' in its path has no value"),
        ("https://example.com/01/09521321000018/21/", "serial number .21. must be 1 to 20"),
        ("https://example.com/01/09521321000018/21/A/10/B", "qualifiers 21, 10 of .01. .* order: 22, 10, 21 or 235"),
        ("https://example.com/01/09521321000018/99/A", "'99' is no key qualifier"),
        ("https://example.com/01/09521321000018/21/%zz", "two hexadecimal digits"),
        ("https://example.com/01/09521321000018/21/%C3%A4", "not ASCII"),
        ("https://example.com/01/09521321000018/21/a b", "percent-encoded"),
        ("https://example.com/01/09521321000018?10=A", "belongs in the path"),
        ("https://example.com/01/09521321000018?21=A", "belongs in the path"),
        ("https://example.com/00/006141411234567890?21=A", "no data attribute"),
        ("https://example.com/01/09521321000018?999=A", "no GS1 application identifier .999."),
        ("https://example.com/01/09521321000018?17=soon", "must be 6 digits"),
        ("https://example.com/8004/ABCD", "no GS1 key such as"),
        ("https://example.com/", "no GS1 key such as"),
        ("ftp://example.com/01/09521321000018", "begins with https://"),
        ("https://us_er@example.com/01/09521321000018", "begins with https://"),
    ],
)
def test_the_error_says_what_is_wrong(uri, why):
    with pytest.raises(IdentifierError, match=why):
        digital_link.parse(uri)


@pytest.mark.parametrize(
    "uri",
    [
        "https://example.com/error/401/unauthorised",
        "https://example.com/2024/01/orders/7",
        "https://example.com/01/20241105/report",
        "https://example.com/01/1234567",
        "https://example.com/8010/952132/8010/7",
    ],
)
def test_pages_that_only_resemble_a_digital_link_are_none(uri):
    assert digital_link.find(uri) is None


def test_the_key_nearest_to_the_end_counts():
    assert digital_link.parse("https://example.com/8004/952132/01/09521321000018").key == (("01", "09521321000018"),)


def test_a_key_in_the_query_is_no_key():
    assert digital_link.find("https://example.com/?next=/01/09521321000018") is None
    assert not digital_link.looks_like_digital_link("https://example.com/?next=/01/09521321000018")


def test_a_built_path_escapes_every_reserved_character():
    assert digital_link.build_path((("01", "09521321000018"), ("21", "a/b'c;d=e"))) == (
        "/01/09521321000018/21/a%2Fb%27c%3Bd%3De"
    )
