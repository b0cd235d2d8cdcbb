"""What each call costs, measured as real transactions on a fresh development chain.

`python contracts/gas.py` writes `contracts/gas.json`; with `--check` it writes nothing and names every figure that
changed. Figures are whole receipts: the 21,000 of a transaction and its calldata are in them.
"""

import argparse
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from web3 import HTTPProvider, Web3
from web3.contract import Contract
from web3.contract.contract import ContractFunction

from ledger import abi

ROOT: Final = Path(__file__).resolve().parents[1]
SNAPSHOT: Final = ROOT / "contracts" / "gas.json"
# The rules of gas are those of this hard fork.
HARDFORK: Final = "osaka"
PRODUCER: Final = 1
CARRIER: Final = 2
PREFIX: Final = b"4012345".ljust(12, b"\0")


@contextmanager
def development_chain() -> Iterator[Web3]:
    """A fresh anvil on a free loopback port, mining a block per transaction, gone at the end.

    Raises:
        FileNotFoundError: the npm packages are not installed.
    """
    binaries = sorted((ROOT / "node_modules" / "@foundry-rs").glob("anvil-*/bin/anvil*"))
    if not binaries:
        raise FileNotFoundError("anvil is not installed: npm ci")
    command = [str(binaries[0]), "--host", "127.0.0.1", "--port", "0", "--hardfork", HARDFORK]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - fixed arguments
        try:
            assert process.stdout is not None
            said = (line.strip() for line in process.stdout)
            address = next(line.removeprefix("Listening on ") for line in said if line.startswith("Listening on "))
            yield Web3(HTTPProvider(f"http://{address}"))
        finally:
            process.terminate()


def deploy(chain: Web3, name: abi.ContractName, *arguments: object) -> Contract:
    """Deploy a contract from its committed bytecode with the chain's first account."""
    built = abi.load(name)
    factory = chain.eth.contract(abi=built.abi, bytecode=built.bytecode)
    transaction = factory.constructor(*arguments).transact({"from": chain.eth.accounts[0]})
    receipt = chain.eth.wait_for_transaction_receipt(transaction)
    return factory(receipt["contractAddress"])


def send(chain: Web3, call: ContractFunction) -> int:
    """Send a contract call with the chain's first account; its gas."""
    receipt = chain.eth.wait_for_transaction_receipt(call.transact({"from": chain.eth.accounts[0]}))
    assert receipt["status"] == 1, call
    return int(receipt["gasUsed"])


def digest(*parts: bytes) -> bytes:
    """SHA-256 of the concatenation."""
    return hashlib.sha256(b"".join(parts)).digest()


def measure() -> dict[str, int]:
    """Gas of each call by name."""
    with development_chain() as chain:
        return {**_anchor_gas(chain), **_registry_and_ledger_gas(chain)}


def _anchor_gas(chain: Web3) -> dict[str, int]:
    functions = deploy(chain, "TraceAnchor").functions
    account = chain.eth.accounts[0]
    gas: dict[str, int] = {}
    register = functions.register("ledger.example/log+1a2b3c4d+" + "A" * 44, account, account)
    log_id = register.call({"from": account})
    gas["TraceAnchor.register"] = send(chain, register)
    head = bytes(32)
    for name, size, tree in (
        ("first", 65_536, b"1"),
        ("following", 131_072, b"2"),
        ("heartbeat", 131_072, b"2"),
    ):
        call = functions.anchor(log_id, head, size, digest(b"log root", tree), digest(b"index root", tree))
        _, head = call.call({"from": account})
        gas[f"TraceAnchor.anchor, {name}"] = send(chain, call)
    return gas


def _registry_and_ledger_gas(chain: Web3) -> dict[str, int]:
    account = chain.eth.accounts[0]
    registry = deploy(chain, "PartyRegistry", account)
    functions = registry.functions
    gas: dict[str, int] = {}
    register = functions.registerParty("https://id.gs1.org/417/4012345000009", account, PRODUCER | CARRIER)
    party = register.call({"from": account})
    gas["PartyRegistry.registerParty"] = send(chain, register)
    gas["PartyRegistry.grantPrefix"] = send(chain, functions.grantPrefix(PREFIX, party))
    gas["PartyRegistry.bindPrefix"] = send(chain, functions.bindPrefix(PREFIX, digest(b"log")))
    register_key = functions.registerKey(party, -19, digest(b"key"), bytes(32), True)
    kid = register_key.call({"from": account})
    gas["PartyRegistry.registerKey, Ed25519"] = send(chain, register_key)
    # The base point of P-256 (SP 800-186, section 3.2.1.3).
    x = bytes.fromhex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296")
    y = bytes.fromhex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")
    gas["PartyRegistry.registerKey, ESP256"] = send(chain, functions.registerKey(party, -9, x, y, False))
    gas["PartyRegistry.revokeKey"] = send(chain, functions.revokeKey(kid))

    record = deploy(chain, "CheckpointLedger", registry.address).functions.record
    uris = [f"https://id.gs1.org/01/04012345000009/21/{serial}" for serial in range(102)]
    keys = [digest(b"wayproof item v1\0", uri.encode()) for uri in uris]

    def records(stage: int, first: int, last: int) -> list[tuple[bytes, int, bytes, str]]:
        statement = digest(b"statement", bytes([stage, first]))
        return [(keys[i], stage, statement, uris[i] if stage == 1 else "") for i in range(first, last)]

    gas["CheckpointLedger.record, a party's first"] = send(chain, record(party, records(1, 0, 1)))
    gas["CheckpointLedger.record, 1 produced"] = send(chain, record(party, records(1, 1, 2)))
    gas["CheckpointLedger.record, 100 produced"] = send(chain, record(party, records(1, 2, 102)))
    gas["CheckpointLedger.record, 1 shipped"] = send(chain, record(party, records(3, 1, 2)))
    gas["CheckpointLedger.record, 100 shipped"] = send(chain, record(party, records(3, 2, 102)))
    return gas


def committed() -> dict[str, int]:
    """The figures of the snapshot."""
    figures: dict[str, int] = json.loads(SNAPSHOT.read_bytes())
    return figures


def main() -> int:
    """Write the snapshot, or check it; the exit code is 1 if a figure changed."""
    parser = argparse.ArgumentParser(description="Measure the contracts' gas.")
    parser.add_argument("--check", action="store_true", help="compare with the snapshot, write nothing")
    check = parser.parse_args().check
    measured = measure()
    if not check:
        SNAPSHOT.write_text(json.dumps(measured, indent=2) + "\n", "utf-8")
        return 0
    before = committed()
    changed = [name for name in {**before, **measured} if before.get(name) != measured.get(name)]
    for name in changed:
        print(f"{name}: {before.get(name)} in the snapshot, {measured.get(name)} now", file=sys.stderr)
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
