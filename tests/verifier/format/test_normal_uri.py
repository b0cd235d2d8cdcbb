import pytest

from verifier.format.errors import IdentifierError
from verifier.format.item import canonical_item
from verifier.format.normal_uri import check_normal_uri


@pytest.mark.parametrize(
    "uri",
    [
        "https://example.com/",
        "https://example.com/a?b=c/d?e#f",
        "https://example.com:8443/a",
        "https://[2001:db8::1]/",
        "https://user@example.com/a",
        "https://example.com/caf%C3%A9",
        "https://b%C3%BCcher.example/",
        "urn:uuid:2f1f4e6e-8c1c-4b1c-9d7a-0d5f1c6f1a11",
        "urn:gdst:example.org:product:lot:class:processor.2u.v1-0122-2022",
        "urn:epc:id:gid:95100000.12345.400",
        "did:web:example.com",
        "tag:example.com,2024:a",
        "file:///a",
        "geo:57.4778,-4.2247",
        "geo:48.198634,16.371648;crs=wgs84;u=40",
        "a:" + "b" * 510,
    ],
)
def test_normal_uris_are_accepted(uri):
    check_normal_uri(uri)
    assert canonical_item(uri) == uri


@pytest.mark.parametrize(
    ("uri", "why"),
    [
        ("", "neither"),
        ("a", "neither"),
        ("/a", "neither"),
        ("1a:b", "neither"),
        ("a b:c", "neither"),
        ("https://example.com/a b", "neither"),
        ("https://example.com/é", "neither"),
        ("https://example.com/a\n", "neither"),
        ("urn:x:\ud800", "neither"),
        ("a:" + "b" * 511, "at most 512 bytes"),
        ("a:" + "é" * 256, "at most 512 bytes"),
        ("HTTPS://example.com/", "scheme HTTPS must be written https"),
        ("https://Example.com/", "host Example.com must be written example.com"),
        ("https://example.com", "a path"),
        ("https:///a", "has a host"),
        ("https://example.com:/", "default port"),
        ("https://example.com:443/", "default port"),
        ("http://example.com:80/", "default port"),
        ("https://example.com/%c3%a9", "upper-case"),
        ("https://example.com/%", "two hexadecimal digits"),
        ("https://example.com/%7Euser", "%7E must be written ~"),
        ("https://example.com/%E9", "UTF-8"),
        ("https://example.com/e%CC%81", "Normalization Form C"),
        ("https://example.com/a/../b", "segments"),
        ("https://example.com/a/.", "segments"),
        ("urn:UUID:2f1f4e6e-8c1c-4b1c-9d7a-0d5f1c6f1a11", "lower-case namespace"),
        ("urn:a", "lower-case namespace"),
        ("urn::a", "lower-case namespace"),
        ("a:", "incomplete"),
        ("a:?b", "incomplete"),
    ],
)
def test_others_are_refused_with_the_reason(uri, why):
    with pytest.raises(IdentifierError, match=why):
        check_normal_uri(uri)
