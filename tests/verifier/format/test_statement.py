"""Statements: what is signed, what is refused, and what an independent COSE library reads."""

import json
from pathlib import Path
from typing import Any

import pytest
import scitt_cose
from hypothesis import given
from hypothesis import strategies as st

from tests.coffee import Coffee
from verifier.format import base64url, cbor, jcs, statement
from verifier.format.cose_key import ED25519
from verifier.format.errors import FormatError, SignatureError
from verifier.format.statement import Claims, Payload

ORIGIN = "test.example/log"
DIGESTS = tuple(sorted(base64url.encode(bytes([number]) * 32) for number in range(8)))
CLAIMS = Claims(ED25519, bytes(32), "did:web:example", "urn:uuid:00000000-0000-4000-8000-000000000000", ORIGIN, 5)
PAYLOAD = Payload("ObjectEvent", DIGESTS, 1, bytes(32), 1)


def entry_of(claims: Claims = CLAIMS, payload: bytes | None = None, signature: bytes = bytes(64)) -> bytes:
    return statement.encode(claims.encode(), PAYLOAD.encode() if payload is None else payload, signature)


def test_round_trip() -> None:
    parsed = statement.parse(entry_of(), ORIGIN)
    assert (parsed.claims, parsed.payload) == (CLAIMS, PAYLOAD)


def test_an_independent_library_reads_a_statement() -> None:
    """scitt-cose 0.5 does not know the algorithm numbers of RFC 9864 yet, so it reads and cannot verify."""
    coffee = Coffee()
    parsed = statement.parse(coffee.ledger.entries[coffee.commission(1, 2)].entry, ORIGIN)
    read = scitt_cose.parse_signed_statement(parsed.entry)["unverified"]
    assert read["alg"] == ED25519
    assert read["content_type"] == statement.EVENT_CONTENT_TYPE
    assert read["claims"] == {1: coffee.producer.uri, 2: parsed.claims.subject, 3: ORIGIN, 6: parsed.claims.issued_at}
    assert read["payload_len"] == len(parsed.payload_bytes)


def test_the_id_does_not_depend_on_the_signature() -> None:
    one, other = (statement.parse(entry_of(signature=bytes([n]) * 64), ORIGIN) for n in (1, 2))
    assert one.id() == other.id()
    assert one.entry != other.entry


def test_a_changed_statement_fails_its_signature() -> None:
    coffee = Coffee()
    parsed = statement.parse(coffee.ledger.entries[coffee.commission(1)].entry, ORIGIN)
    parsed.verify(coffee.producer.public)
    with pytest.raises(SignatureError):
        parsed.verify(coffee.carrier.public)


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ({1: -8}, "algorithm"),
        ({3: "application/json"}, "content type"),
        ({4: b"short"}, "thumbprint"),
        ({5: b""}, "not exactly"),
        ({15: {1: "did:web:example", 2: CLAIMS.subject, 3: ORIGIN}}, "claims"),
        ({15: {1: "", 2: CLAIMS.subject, 3: ORIGIN, 6: 5}}, "iss"),
        ({15: {1: "x" * 513, 2: CLAIMS.subject, 3: ORIGIN, 6: 5}}, "iss"),
        ({15: {1: "x", 2: "urn:uuid:1", 3: ORIGIN, 6: 5}}, "sub"),
        ({15: {1: "x", 2: CLAIMS.subject, 3: "another.example", 6: 5}}, "another log"),
        ({15: {1: "x", 2: CLAIMS.subject, 3: ORIGIN, 6: -1}}, "iat"),
    ],
)
def test_other_headers_are_not_indexable(header: dict[int, Any], why: str) -> None:
    protected = cbor.encode({**_header(), **header})
    with pytest.raises(FormatError, match=why):
        statement.parse(statement.encode(protected, PAYLOAD.encode(), bytes(64)), ORIGIN)


def _header() -> dict[int, Any]:
    header = cbor.decode(CLAIMS.encode())
    assert isinstance(header, dict)
    return header


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"_sd": list(DIGESTS[::-1])}, "sorted"),
        ({"_sd": list(DIGESTS[:7])}, "elements"),
        ({"_sd": [*DIGESTS, "z" * 43]}, "multiple of 8"),
        ({"_sd": [*DIGESTS[:7], "z" * 43]}, "no SHA-256"),
        ({"_sd": [*DIGESTS[:7], DIGESTS[6]]}, "repeats"),
        ({"_sd": [*DIGESTS[:7], 5]}, "no SHA-256"),
        ({"_sd_alg": "sha-512"}, "sha-256"),
        ({"items": {"depth": 17, "root": base64url.encode(bytes(32)), "up": 0}}, "depth"),
        ({"items": {"depth": 1, "root": base64url.encode(bytes(32)), "up": 3}}, "up"),
        ({"items": {"depth": 1, "root": base64url.encode(bytes(31)), "up": 1}}, "root"),
        ({"type": "SomeEvent"}, "type"),
        ({"type": "Notice"}, "notice"),
        ({"notice": "description"}, "notice"),
        ({"notice": None}, "notice"),
        ({"notice": "correction"}, "re belongs"),
        ({"re": base64url.encode(bytes(32))}, "re belongs"),
        ({"other": 1}, "unknown member"),
    ],
)
def test_other_payloads_are_not_indexable(change: dict[str, Any], why: str) -> None:
    payload = {**json.loads(PAYLOAD.encode()), **change}
    with pytest.raises(FormatError, match=why):
        statement.parse(entry_of(payload=jcs.encode(payload)), ORIGIN)


def test_a_payload_that_is_not_canonical_is_not_indexable() -> None:
    with pytest.raises(FormatError, match="canonical"):
        statement.parse(entry_of(payload=PAYLOAD.encode() + b" "), ORIGIN)


@pytest.mark.parametrize(
    ("envelope", "why"),
    [
        (cbor.Tagged(17, [b"", {}, b"", bytes(64)]), "tagged"),
        ([b"", {}, b"", bytes(64)], "tagged"),
        (cbor.Tagged(18, [b"", {}, b""]), "four parts"),
        (cbor.Tagged(18, [b"", {1: 1}, b"", bytes(64)]), "unprotected"),
        (cbor.Tagged(18, [b"", {}, "", bytes(64)]), "byte string"),
        (cbor.Tagged(18, [b"", {}, b"", bytes(63)]), "64 bytes"),
    ],
)
def test_other_envelopes_are_refused(envelope: cbor.Cbor, why: str) -> None:
    with pytest.raises(FormatError, match=why):
        statement.parse(cbor.encode(envelope), ORIGIN)


def test_an_entry_of_more_bytes_than_a_tile_takes_is_refused() -> None:
    with pytest.raises(FormatError, match="65535"):
        entry_of(payload=bytes(65_535))
    with pytest.raises(FormatError, match="65535"):
        statement.parse(bytes(65_536), ORIGIN)


@given(st.binary(max_size=200))
def test_any_bytes_are_parsed_or_refused(data: bytes) -> None:
    with pytest.raises(FormatError):
        statement.parse(data, ORIGIN)


@given(st.data())
def test_a_changed_byte_is_refused_or_another_statement(data: st.DataObject) -> None:
    entry = bytearray(entry_of())
    position = data.draw(st.integers(0, len(entry) - 1))
    entry[position] ^= data.draw(st.integers(1, 255))
    try:
        parsed = statement.parse(bytes(entry), ORIGIN)
    except FormatError:
        return
    assert (parsed.id(), parsed.signature) != (statement.parse(entry_of(), ORIGIN).id(), bytes(64))


def test_real_scitt_statements_are_read_by_the_envelope_or_refused(vectors: Path) -> None:
    """Statements of other systems are well-formed COSE and none of ours; reading them raises nothing but our error."""
    files = sorted((vectors / "cose-receipts").rglob("*.cose")) + sorted((vectors / "cose-receipts").rglob("*.cbor"))
    assert len(files) >= 8
    for file in files:
        with pytest.raises(FormatError):
            statement.parse(file.read_bytes(), ORIGIN)
