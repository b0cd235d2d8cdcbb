import hashlib
import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.format import item
from verifier.format.errors import IdentifierError
from verifier.format.item import Item, ItemKind, canonical_item, canonical_uri, describe_item

STEM = "https://id.gs1.org"
SGTIN = f"{STEM}/01/09521321000018/21/A"


def test_published_cases_of_the_event_hash_id(vectors):
    for case in json.loads((vectors / "epcis-event-hash/dl_normaliser.json").read_text()):
        if case["canonical"] is None:
            with pytest.raises(IdentifierError):
                canonical_item(case["input"])
        else:
            assert canonical_item(case["input"]) == case["canonical"]
            assert canonical_uri(case["input"]) == case["canonical"]


def test_the_reference_implementation_agrees_on_every_identifier_of_the_official_examples(vectors):
    oracle = pytest.importorskip("epcis_event_hash_generator.dl_normaliser").normaliser
    seen: set[str] = set()

    def collect(node: object) -> None:
        if isinstance(node, str) and node.startswith(("http", "urn:")):
            seen.add(node)
        elif isinstance(node, dict):
            for value in node.values():
                collect(value)
        elif isinstance(node, list):
            for value in node:
                collect(value)

    for folder in ["gs1-epcis/examples", "epcis-event-hash/examples"]:
        for path in (vectors / folder).rglob("*.json*"):
            collect(json.loads(path.read_text(encoding="utf-8")))
    assert len(seen) > 200
    for text in seen:
        assert canonical_uri(text) == (oracle(text) or text)


def test_an_apostrophe_stays_as_the_published_event_hash_has_it():
    uri = f"{STEM}/01/01234567987651/235/51qIgY%29%3C%26Jp3%2Aj7'SDB"
    assert canonical_item("urn:epc:id:upui:1234567.098765.51qIgY)%3C%26Jp3*j7'SDB") == uri
    assert canonical_item(uri.replace("'", "%27")) == uri


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        (42, "is text, not int"),
        ("https://example.com/01/09521321000011", "check digit of 09521321000011 is 8, not 1"),
        ("https://example.com/01/09521321000018/reviews", "'reviews' in its path has no value"),
        ("https://id.gs1.org/99/09521321000018", "no GS1 key"),
        ("https://id.gs1.org/", "no GS1 key"),
        ("(17)251231", "no GS1 key"),
        ("09521321000018", "number alone"),
        ("4012345123456", "number alone"),
        (" (01)09521321000018", "neither a GS1 identifier nor an absolute URI"),
        ("urn:epc:tag:sgtin-96:3.9521321.000001.1", "pure identity"),
        ("urn:epc:id:sgtin:9521321.000001.", "no text of an EPC URN"),
        ("https://Example.com/widget", "must be written example.com"),
        ("widget", "neither a GS1 identifier nor an absolute URI"),
        ("https://example.com/" + "a" * 2048, "at most 2048 characters"),
    ],
)
def test_the_error_says_what_is_wrong(text, why):
    with pytest.raises(IdentifierError, match=why):
        canonical_item(text)


@pytest.mark.parametrize(
    "uri",
    ["https://example.com/widget/7", "urn:uuid:2f1f4e6e-8c1c-4b1c-9d7a-0d5f1c6f1a11", "urn:epc:id:gid:95100000.1.2"],
)
def test_other_normal_uris_name_items_as_they_are(uri):
    assert canonical_item(uri) == uri
    assert describe_item(uri) == Item(uri, ItemKind.OTHER)


@pytest.mark.parametrize(
    "text",
    [
        "shipping",
        "",
        "https://ref.gs1.org/cbv/BizStep-shipping",
        "urn:epcglobal:cbv:bt:9521321000018:1152",
        "https://Example.com/%7Euser",
        "https://example.com/orders/01/20241105/items",
        "https://example.com/01/09521321000018/reviews",
        "https://id.gs1.org/99/09521321000018",
        "(01)09521321000018",
    ],
)
def test_other_text_in_an_event_stays_as_it_is(text):
    assert canonical_uri(text) == text


@pytest.mark.parametrize(
    "text", ["https://example.com/414/9521321000011", "urn:epc:id:sgln:9521321.0001.0", "urn:epc:id:sgtn:1.2.3"]
)
def test_a_broken_key_in_an_event_is_refused(text):
    with pytest.raises(IdentifierError):
        canonical_uri(text)


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        (
            "/01/09521321000018/21/S",
            {"kind": "instance", "gtin": "09521321000018", "serial": "S", "prefix_digits": "952132100001",
             "class_uri": f"{STEM}/01/09521321000018"},
        ),
        (
            "/01/09521321000018/235/S",
            {"kind": "instance", "gtin": "09521321000018", "serial": "S", "prefix_digits": "952132100001",
             "class_uri": f"{STEM}/01/09521321000018"},
        ),
        (
            "/01/09521321000018/10/L",
            {"kind": "lot", "gtin": "09521321000018", "lot": "L", "prefix_digits": "952132100001",
             "class_uri": f"{STEM}/01/09521321000018"},
        ),
        ("/01/09521321000018", {"kind": "class", "gtin": "09521321000018", "prefix_digits": "952132100001"}),
        (
            "/8006/095213210000180102",
            {"kind": "class", "gtin": "09521321000018", "prefix_digits": "952132100001",
             "class_uri": f"{STEM}/01/09521321000018"},
        ),
        ("/00/195213210000000015", {"kind": "instance", "prefix_digits": "952132100000"}),
        ("/8003/09521321000018", {"kind": "class", "prefix_digits": "952132100001"}),
        ("/8003/09521321000018S-1", {"kind": "instance", "serial": "S-1", "prefix_digits": "952132100001"}),
        ("/253/9521321000018S", {"kind": "instance", "serial": "S", "prefix_digits": "952132100001"}),
        ("/255/9521321000018", {"kind": "class", "prefix_digits": "952132100001"}),
        ("/8004/9521321A1", {"kind": "instance", "prefix_digits": "9521321"}),
        ("/8010/95213219999999/8011/7", {"kind": "instance", "serial": "7", "prefix_digits": "952132199999"}),
        ("/8018/952132100000000014", {"kind": "instance", "prefix_digits": "952132100000"}),
        ("/414/9521321000018/254/A", {"kind": "place", "prefix_digits": "952132100001"}),
        ("/417/9521321000018", {"kind": "party", "prefix_digits": "952132100001"}),
        ("/415/9521321000018/8020/1", {"kind": "other", "prefix_digits": "952132100001"}),
    ],
)  # fmt: skip
def test_what_a_canonical_uri_says(uri, expected):
    kind = ItemKind(expected.pop("kind"))
    _, ai, value, *_ = uri.split("/")
    assert describe_item(STEM + uri) == Item(STEM + uri, kind, ai, value, **expected)


@pytest.mark.parametrize(
    "text", ["https://example.com/01/09521321000018", "(01)09521321000018", f"{STEM}/01/09521321000018/10/L/21/S", "x"]
)
def test_only_canonical_uris_are_described(text):
    with pytest.raises(IdentifierError):
        describe_item(text)


def test_lot_uri():
    assert item.lot_uri("09521321000018", "L/1") == f"{STEM}/01/09521321000018/10/L%2F1"
    for gtin, lot in [("09521321000011", "L"), ("09521321000018", ""), ("9521321000018", "L")]:
        with pytest.raises(IdentifierError):
            item.lot_uri(gtin, lot)


@pytest.mark.parametrize(
    ("text", "uri"),
    [
        ("urn:epc:id:pgln:9521321.00001", f"{STEM}/417/9521321000018"),
        ("https://example.com/party/9521321000018", f"{STEM}/417/9521321000018"),
        ("(417)9521321000018", f"{STEM}/417/9521321000018"),
        ("did:web:example.com", "did:web:example.com"),
        ("did:example:a:%3Ab", "did:example:a:%3Ab"),
    ],
)
def test_parties(text, uri):
    assert item.canonical_party(text) == uri


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/414/9521321000018",
        "https://example.com/417/9521321000018/7040/1ABC",
        "https://example.com/417/9521321000011",
        "https://example.com/me",
        "mailto:someone@example.com",
        "did:web",
        "did:web:",
        "did:Web:example.com",
        "did:web:example.com/path",
        "did:web:example.com#key-1",
        "did:example:%3a",
        "did:example:" + "a" * 512,
    ],
)
def test_what_is_no_party(text):
    with pytest.raises(IdentifierError):
        item.canonical_party(text)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/01/9521321000018/10/L/21/S%2F1", f"{STEM}/01/09521321000018/21/S%2F1"),
        ("/00/195213210000000015/", f"{STEM}/00/195213210000000015"),
        ("/gtin/09521321000018", f"{STEM}/01/09521321000018"),
    ],
)
def test_paths_of_a_resolver(path, uri):
    assert item.from_path(path) == uri


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("", "empty"),
        ("/", "does not begin with a GS1 key"),
        ("01/09521321000018", "does not begin with a GS1 key"),
        ("/shop/01/09521321000018", "does not begin with a GS1 key"),
        ("/21/S", "does not begin with a GS1 key"),
        ("/01/09521321000011", "check digit of 09521321000011 is 8"),
        ("/01/09521321000018//", "ends with a slash"),
        ("/01/09521321000018/21", "has no value"),
        ("/01/09521321000018/21/S/10/L", "in this order"),
        ("/00/195213210000000015/21/S", "in this order: none"),
        ("/8004/ABCD", "company prefix of at least four digits"),
        ("/01/" + "0" * 2048, "at most 2048 characters"),
    ],
)
def test_the_error_for_a_path_says_what_is_wrong(path, why):
    with pytest.raises(IdentifierError, match=why):
        item.from_path(path)


@pytest.mark.parametrize("uri", ["https://example.com/widget", "did:web:example.com", "(01)09521321000018"])
def test_only_gs1_keys_have_a_path(uri):
    with pytest.raises(IdentifierError, match="names no GS1 key"):
        item.to_digital_link_path(uri)


def test_keys_are_the_tagged_hashes_of_the_format():
    uri = SGTIN.encode()
    key = hashlib.sha256(b"wayproof item v1\x00" + uri).digest()
    assert item.item_key(SGTIN) == key
    assert item.notice_key(key) == hashlib.sha256(b"wayproof notice v1\x00" + key).digest()
    assert item.members_key(key) == hashlib.sha256(b"wayproof members v1\x00" + key).digest()
    assert item.party_id("did:web:example.com") == hashlib.sha256(b"wayproof party v1\x00did:web:example.com").digest()


def test_what_is_no_unicode_text_has_no_key():
    for function in (item.item_key, item.party_id):
        with pytest.raises(IdentifierError):
            function("urn:x:\ud800")


FUNCTIONS: list[Callable[[str], str | Item]] = [
    canonical_item, canonical_uri, describe_item, item.canonical_party, item.from_path, item.to_digital_link_path,
]  # fmt: skip
SEEDS = [
    "(8004)9521321A", "urn:epc:id:giai:9521321.A", "https://example.com/401/9521321A",
    SGTIN, "urn:epc:id:sgtin:9521321.000001.A%2FB", "(01)09521321000018(21)A", "]d2010952132100001821A\x1d10B",
    "https://example.com/a/gtin/9521321000018/lot/1/ser/2?17=251231&x=y#z", "urn:epc:idpat:itip:9521321.000001.01.02.*",
    "https://example.com/8010/9521321A%23/8011/7", "/01/09521321000018/21/A", "did:web:example.com",
]  # fmt: skip


def attempt(function: Callable[[str], str | Item], text: str) -> str | None:
    """The name that comes of it, or None for the typed error; any other error fails the test by itself."""
    try:
        result = function(text)
    except IdentifierError:
        return None
    return result.uri if isinstance(result, Item) else result


@given(st.text(st.characters(exclude_categories=[])), st.sampled_from(FUNCTIONS))
@settings(max_examples=500)
def test_any_text_gives_a_name_or_the_typed_error(text, function):
    assert isinstance(attempt(function, text), str | None)


@given(st.sampled_from(SEEDS), st.data())
@settings(max_examples=1000)
def test_mutated_identifiers_give_a_name_or_the_typed_error(seed, data):
    text = seed
    for _ in range(data.draw(st.integers(1, 3))):
        position = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 3))
        insertion = data.draw(st.text("/.:%()?#=&*\\]\x1d0129AZaz é٣", max_size=3))
        text = text[:position] + insertion + text[position + length :]
    for function in FUNCTIONS:
        result = attempt(function, text)
        if result is not None and function is canonical_item:
            assert canonical_item(result) == canonical_uri(result) == describe_item(result).uri == result
