"""COSE receipts, as an independent library reads and verifies them."""

from __future__ import annotations

import cbor2
import pytest
import scitt_cose
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.coffee import Coffee
from tests.toy_ledger import ORIGIN, ToyLedger
from verifier.format import merkle
from verifier.format.cose_receipt import encode_cose_receipt
from verifier.format.tree_head import TreeHead


@pytest.fixture(scope="module")
def ledger() -> ToyLedger:
    return Coffee().play()


def receipt(ledger: ToyLedger, index: int, size: int) -> bytes:
    head = TreeHead(ORIGIN, size, ledger.root(size))
    inclusion = merkle.inclusion_proof(index, size, ledger.node)
    return encode_cose_receipt(head, index, inclusion, ledger.vkey, ledger.log_key.sign)


def verified(ledger: ToyLedger, data: bytes, entry: bytes) -> bool:
    pem = ledger.log_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    result = scitt_cose.verify_receipt(data, leaf_entry_hex=entry.hex(), log_public_key_pem=pem)
    return not result.errors


@pytest.mark.parametrize("size", [1, 2, 7, 12])
def test_an_independent_library_verifies_every_receipt(ledger: ToyLedger, size: int) -> None:
    for index in range(size):
        assert verified(ledger, receipt(ledger, index, size), ledger.entries[index].entry)


def test_it_refuses_another_entry_and_a_changed_receipt(ledger: ToyLedger) -> None:
    data = receipt(ledger, 3, 12)
    assert not verified(ledger, data, ledger.entries[4].entry)
    for position in range(0, len(data), 11):
        changed = bytearray(data)
        changed[position] ^= 1
        assert not verified(ledger, bytes(changed), ledger.entries[3].entry), position


def test_the_tree_size_is_signed(ledger: ToyLedger) -> None:
    protected = cbor2.loads(cbor2.loads(receipt(ledger, 3, 12)).value[0])
    assert protected[-65_537] == 12
    assert protected[395] == 1
    assert protected[15] == {1: ORIGIN}
