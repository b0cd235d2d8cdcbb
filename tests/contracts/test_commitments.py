"""What the contracts hash is what DESIGN's formats say, computed here byte by byte in Python."""

import hashlib
from collections.abc import Iterator

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from web3 import Web3
from web3.exceptions import ContractCustomError

from contracts import gas

FARM = "https://id.gs1.org/417/4012345000009"


@pytest.fixture(scope="module")
def chain() -> Iterator[Web3]:
    with gas.development_chain() as chain:
        yield chain


def digest(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def test_log_id_and_heads(chain: Web3) -> None:
    contract = gas.deploy(chain, "TraceAnchor")
    account = chain.eth.accounts[0]
    line = "ledger.example/log+1a2b3c4d+" + "A" * 44
    gas.send(chain, contract.functions.register(line, account, account))
    log_id = digest(b"wayproof log v1", b"\0", bytes.fromhex(account[2:]), digest(line.encode()))
    place = chain.eth.chain_id.to_bytes(32, "big") + bytes.fromhex(contract.address[2:])
    prev, prev_size = bytes(32), 0
    for seq, size in enumerate((1, 70_000, 70_000, 2**64 - 1)):
        roots = digest(b"log", size.to_bytes(8, "big")), digest(b"index", size.to_bytes(8, "big"))
        gas.send(chain, contract.functions.anchor(log_id, prev, size, *roots))
        sizes = b"".join(number.to_bytes(8, "big") for number in (seq, prev_size, size))
        prev = digest(b"wayproof anchor v1", b"\0", prev, place, log_id, sizes, *roots)
        prev_size = size
        head, kept_size, time = contract.functions.at(log_id, seq).call()
        assert (head, kept_size) == (prev, size)
        assert time == chain.eth.get_block("latest")["timestamp"]
        (event,) = contract.events.Anchored().get_logs(from_block="latest")
        assert dict(event["args"]) == {
            "logId": log_id,
            "seq": seq,
            "head": prev,
            "size": size,
            "logRoot": roots[0],
            "indexRoot": roots[1],
        }
    assert contract.functions.count(log_id).call() == 4


def test_party_and_key_identifiers(chain: Web3) -> None:
    account = chain.eth.accounts[0]
    contract = gas.deploy(chain, "PartyRegistry", account)
    gas.send(chain, contract.functions.registerParty(FARM, account, 1))
    party = digest(b"wayproof party v1", b"\0", FARM.encode())
    assert contract.functions.party(party).call() == (FARM, account, "0x" + "0" * 40)

    ed25519 = Ed25519PrivateKey.from_private_bytes(bytes(range(32))).public_key().public_bytes_raw()
    point = ec.derive_private_key(12_345, ec.SECP256R1()).public_key().public_numbers()
    x, y = point.x.to_bytes(32, "big"), point.y.to_bytes(32, "big")
    for alg, coordinates, cose_key in (
        (-19, (ed25519, bytes(32)), {1: 1, -1: 6, -2: ed25519}),
        (-9, (x, y), {1: 2, -1: 1, -2: x, -3: y}),
    ):
        gas.send(chain, contract.functions.registerKey(party, alg, *coordinates, False))
        kid = digest(cbor2.dumps(cose_key, canonical=True))
        start = chain.eth.get_block("latest")["timestamp"]
        expected = (party, alg, *coordinates, False, start, 0, 0, 0)
        assert contract.functions.key(kid).call() == expected
        assert contract.functions.keys([kid]).call() == [expected]


def test_refusals_reach_the_caller_by_name(chain: Web3) -> None:
    contract = gas.deploy(chain, "TraceAnchor")
    unknown = digest(b"no such log")
    selector = Web3.keccak(text="UnknownLog(bytes32)")[:4].hex()
    with pytest.raises(ContractCustomError) as refusal:
        contract.functions.anchor(unknown, bytes(32), 1, unknown, unknown).call()
    assert refusal.value.data == "0x" + selector + unknown.hex()
