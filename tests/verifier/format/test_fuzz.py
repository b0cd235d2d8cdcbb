"""Every decoder of the documents under random and mutated bytes: a value, or our typed error, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.coffee import Coffee, bag
from tests.toy_ledger import ORIGIN
from tests.verifier.toy_source import accused
from verifier.format import base64url, cbor, disclosure, jcs, opening, passport, statement, trust_root
from verifier.format.errors import FormatError
from verifier.format.item import item_key
from verifier.format.opening import StatementOpening
from verifier.misindex import convict

Decoder = Callable[[bytes], object]


def samples() -> dict[str, tuple[Decoder, bytes]]:
    """A valid sample for each decoder."""
    coffee = Coffee()
    coffee.play()
    ledger = coffee.ledger
    entry = ledger.entries[3]
    trust = ledger.trust_root()
    root = trust_root.parse(trust)
    ledger.lie = lambda lists: lists[item_key(bag(1))].pop(0)
    ledger.anchor()
    proof = accused(ledger, item_key(bag(1)))
    core = entry.disclosures["core"]
    return {
        "cbor": (cbor.decode, entry.entry),
        "disclosure": (lambda data: disclosure.decode(data.decode("latin-1")), core.encode()),
        "base64url": (lambda data: base64url.decode(data.decode("latin-1")), core.encode()),
        "jcs": (jcs.decode, statement.parse(entry.entry, ORIGIN).payload_bytes),
        "misindex proof": (lambda data: convict(data, root), proof),
        "opening": (opening.parse, StatementOpening(3, entry.entry, tuple(entry.leaves)).encode()),
        "passport": (passport.parse, ledger.passport(bag(2)).encode()),
        "statement": (lambda data: statement.parse(data, ORIGIN), entry.entry),
        "trust root": (trust_root.parse, trust),
    }


SAMPLES = samples()


def mutated(sample: bytes, source: random.Random) -> bytes:
    """A sample with a few bytes flipped, cut, doubled or replaced, or a run of random bytes."""
    data = bytearray(sample)
    for _ in range(source.randint(1, 3)):
        at = source.randrange(len(data) + 1)
        kind = source.randrange(5)
        if kind == 0 and at < len(data):
            data[at] = source.randrange(256)
        elif kind == 1:
            del data[at : at + source.randint(1, 40)]
        elif kind == 2:
            data[at:at] = data[at : at + source.randint(1, 40)]
        elif kind == 3:
            data[at:at] = source.choice([b"null", b"-1", b"1e999", b"{}", b"[]", b'"', b"\xff", b"9" * 30, b"\\ud800"])
        else:
            data[at : at + 4] = source.randbytes(4)
    return bytes(data)


@pytest.mark.parametrize("name", SAMPLES)
def test_mutated(name: str) -> None:
    decode, sample = SAMPLES[name]
    decode(sample)
    source = random.Random(f"mutated {name}")
    refused = 0
    for _ in range(600):
        try:
            decode(mutated(sample, source))
        except FormatError:
            refused += 1
    assert refused > 300


@pytest.mark.parametrize("name", SAMPLES)
def test_random(name: str) -> None:
    decode, _ = SAMPLES[name]
    source = random.Random(f"random {name}")
    refused = 0
    for _ in range(600):
        try:
            decode(source.randbytes(source.randrange(200)))
        except FormatError:
            refused += 1
    assert refused > 500


@pytest.mark.full
@pytest.mark.parametrize("name", SAMPLES)
def test_mutated_at_length(name: str) -> None:
    decode, sample = SAMPLES[name]
    source = random.Random(f"at length {name}")
    refused = 0
    for _ in range(50_000):
        try:
            decode(mutated(sample, source))
        except FormatError:
            refused += 1
    assert refused > 25_000
