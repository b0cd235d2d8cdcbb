"""Statements: what is said comes back from what is stored, whatever it is, and with either kind of key."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.epcis_document import parse_document
from ledger.party_keys import signer_of
from ledger.statement import (
    Opened,
    compose,
    decode_saying,
    notice_of,
    reopen,
    saying_of_event,
    saying_of_notice,
    sign_statement,
)
from tests.ledger.ledger_world import CASE, GTIN, ORIGIN, PALLET, START, bag, document, event
from verifier.format import item_tree, statement
from verifier.format.cose_key import ED25519, ESP256, PublicKey
from verifier.format.disclosure import digest
from verifier.format.errors import FormatError
from verifier.format.signature import P256_ORDER

URI = "https://id.gs1.org/417/9521321000018"


def ed25519_signer():
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    return signer_of(URI, PublicKey(ED25519, private.public_key().public_bytes_raw()), bytes(32))


def p256_signer(secret=7):
    numbers = ec.derive_private_key(secret, ec.SECP256R1()).public_key().public_numbers()
    public = PublicKey(ESP256, numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big"))
    return signer_of(URI, public, secret.to_bytes(32, "big"))


def sayings():
    events = [
        event("ObjectEvent", "ADD", "commissioning", epcList=[bag(1), bag(2)], ilmd={"cbvmda:lotNumber": "L1"}),
        event("AggregationEvent", "DELETE", "unpacking", parentID=PALLET),
        event(
            "TransactionEvent",
            "OBSERVE",
            "receiving",
            epcList=[CASE],
            bizTransactionList=[{"type": "po", "bizTransaction": "https://example.com/po/1"}],
        ),
        event(
            "TransformationEvent",
            None,
            "commissioning",
            inputEPCList=[CASE],
            outputQuantityList=[{"epcClass": f"{GTIN}/10/L2", "quantity": 3.5, "uom": "KGM"}],
            transformationID=PALLET,
        ),
        event(
            "AssociationEvent",
            "ADD",
            "assembling",
            parentID=PALLET,
            childEPCs=[CASE],
            **{"example:temperature": [1.0, 2.5e-7, -0.0, 123456789012345]},
        ),
        event("ObjectEvent", "OBSERVE", "inspecting", epcList=[CASE], certificationInfo="https://example.com/c"),
        event(
            "ObjectEvent", "OBSERVE", "inspecting", epcList=[], readPoint={"id": "https://id.gs1.org/414/9521321000018"}
        ),
    ]
    read = parse_document(document(*events))
    assert not read.problems
    time = {"eventTime": "2026-01-01T00:00:00.000Z", "eventTimeZoneOffset": "+00:00"}
    notice = saying_of_notice("description", [GTIN], {**time, "name": "Coffee ☕"})
    return [*map(saying_of_event, read.events), notice]


@pytest.mark.parametrize("saying", sayings(), ids=lambda saying: saying.type)
@pytest.mark.parametrize("signer", [ed25519_signer(), p256_signer()], ids=["Ed25519", "ESP256"])
def test_what_is_said_comes_back_from_entry_content_and_secret(saying, signer):
    re = bytes(range(32)) if saying.notice in ("correction", "withdrawn") else None
    made = sign_statement(compose(saying, re), signer, ORIGIN, START)
    parsed = statement.parse(made.entry, ORIGIN)
    parsed.verify(signer.key)
    assert parsed.id() == made.id
    assert (parsed.claims.issuer, parsed.claims.kid, parsed.claims.issued_at) == (URI, signer.kid, START)
    assert decode_saying(made.content) == replace(saying, event=dict(saying.event), roles=dict(saying.roles))
    opened = reopen(made.content, made.secret, parsed)
    assert len(opened.leaves) == 1 << parsed.payload.depth
    shown = opened.all_disclosures()
    assert sorted(map(digest, shown)) == list(parsed.payload.digests)
    for position in range(len(opened.leaves)):
        item_tree.open_leaf(opened.leaves, opened.levels, position, hide=False).verify(
            parsed.payload.depth, parsed.payload.root
        )
    keys = {key for leaf in opened.leaves for key in leaf.list_keys(notice=saying.notice is not None)}
    assert keys == {key for key, _ in saying.listings()}


def test_secrets_and_subjects_are_new_each_time():
    saying = sayings()[0]
    one, other = (sign_statement(compose(saying, None), ed25519_signer(), ORIGIN, START) for _ in range(2))
    assert one.secret != other.secret
    assert one.id != other.id
    shared = set(statement.parse(one.entry, ORIGIN).payload.digests) & set(
        statement.parse(other.entry, ORIGIN).payload.digests
    )
    assert not shared


def test_content_and_secret_of_another_statement_are_noticed():
    saying, other = sayings()[0], sayings()[1]
    made = sign_statement(compose(saying, None), ed25519_signer(), ORIGIN, START)
    parsed = statement.parse(made.entry, ORIGIN)
    for content, secret in ((other.encode(), made.secret), (made.content, os.urandom(32)), (b"{", made.secret)):
        with pytest.raises(FormatError):
            reopen(content, secret, parsed)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, P256_ORDER - 1), st.binary(max_size=100))
def test_esp256_signatures_have_the_low_s(secret, message):
    signer = p256_signer(secret)
    signature = signer.sign(message)
    signer.key.verify(message, signature)
    assert int.from_bytes(signature[32:], "big") <= P256_ORDER // 2


@pytest.mark.parametrize(
    ("members", "notice"),
    [
        ({}, None),
        ({"action": "DELETE"}, "decommission"),
        ({"action": "DELETE", "type": "AggregationEvent"}, None),
        ({"persistentDisposition": {"unset": ["recalled"]}}, "withdrawn"),
        ({"persistentDisposition": {"set": ["damaged"]}}, None),
        ({"persistentDisposition": {"set": ["recalled"], "unset": ["recalled"]}, "action": "DELETE"}, "recall"),
        ({"persistentDisposition": {"set": ["recalled"]}, "certificationInfo": ["x"]}, "certificate"),
        ({"errorDeclaration": {}, "certificationInfo": ["x"], "action": "DELETE"}, "correction"),
    ],
)
def test_the_first_notice_that_matches_counts(members, notice):
    assert notice_of({"type": "ObjectEvent", "action": "OBSERVE", **members}) == notice


def test_a_saying_with_too_many_items_is_refused():
    saying = sayings()[0]
    crowd = replace(saying, roles={f"urn:x:{number}": 1 for number in range((1 << 16) + 1)})
    with pytest.raises(FormatError):
        Opened(crowd, bytes(32))
