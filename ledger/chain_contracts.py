"""The three contracts: what their calls look like, what they answer, and what they say when they refuse."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from ledger.abi import ContractName, load
from ledger.chain import Chain
from ledger.chain_types import (
    AnchorOnChain,
    AuthorityOnChain,
    CheckpointOnChain,
    CheckpointRecord,
    KeyOnChain,
    LogOnChain,
    PartyOnChain,
)
from ledger.chain_web3 import DecodingError, Web3, collapse_if_tuple
from ledger.errors import ChainRefused, ChainReverted

_CONTRACTS: tuple[ContractName, ...] = ("TraceAnchor", "PartyRegistry", "CheckpointLedger")


def deployment_data(name: ContractName, *arguments: bytes) -> bytes:
    """Creation bytecode with its constructor's arguments, all addresses."""
    return load(name).bytecode + b"".join(bytes(12) + address for address in arguments)


def prefix_bytes(digits: str) -> bytes:
    """Digits as the registry takes them: ASCII, left-aligned in 12 bytes."""
    return digits.encode("ascii")[:12].ljust(12, b"\0")


def register_log(vkey_line: str, operator: bytes, admin: bytes) -> bytes:
    """The call that registers a log for the sender."""
    return _encode("TraceAnchor", "register", vkey_line, _address(operator), _address(admin))


def anchor(log_id: bytes, prev: bytes, size: int, log_root: bytes, index_root: bytes) -> bytes:
    """The call that anchors."""
    return _encode("TraceAnchor", "anchor", log_id, prev, size, log_root, index_root)


def register_party(uri: str, controller: bytes, roles: int) -> bytes:
    """The call that registers a party."""
    return _encode("PartyRegistry", "registerParty", uri, _address(controller), roles)


def set_roles(party_id: bytes, roles: int) -> bytes:
    """The call that replaces a party's roles."""
    return _encode("PartyRegistry", "setRoles", party_id, roles)


def suspend(party_id: bytes) -> bytes:
    """The call that suspends a party."""
    return _encode("PartyRegistry", "suspend", party_id)


def reinstate(party_id: bytes) -> bytes:
    """The call that ends a suspension."""
    return _encode("PartyRegistry", "reinstate", party_id)


def register_key(party_id: bytes, alg: int, x: bytes, y: bytes, hosted: bool) -> bytes:
    """The call that registers a key; `y` is empty for Ed25519."""
    return _encode("PartyRegistry", "registerKey", party_id, alg, x, y or bytes(32), hosted)


def revoke_key(kid: bytes) -> bytes:
    """The call that revokes a key."""
    return _encode("PartyRegistry", "revokeKey", kid)


def declare_compromise(kid: bytes, since: int) -> bytes:
    """The call that declares a key compromised since a time."""
    return _encode("PartyRegistry", "declareCompromise", kid, since)


def grant_prefix(prefix: str, party_id: bytes) -> bytes:
    """The call that grants a company prefix."""
    return _encode("PartyRegistry", "grantPrefix", prefix_bytes(prefix), party_id)


def release_prefix(prefix: str) -> bytes:
    """The call that releases a company prefix from its owner."""
    return _encode("PartyRegistry", "releasePrefix", prefix_bytes(prefix))


def bind_prefix(prefix: str, log_id: bytes) -> bytes:
    """The call that binds a company prefix to a log, or to none (32 zero bytes)."""
    return _encode("PartyRegistry", "bindPrefix", prefix_bytes(prefix), log_id)


def set_delegate(prefix: str, party_id: bytes, allowed: bool) -> bytes:
    """The call that lets a party commission under a company prefix, or ends that."""
    return _encode("PartyRegistry", "setDelegate", prefix_bytes(prefix), party_id, allowed)


def record(party_id: bytes, records: Sequence[CheckpointRecord]) -> bytes:
    """The call that records checkpoints."""
    rows = [(r.item_key, r.stage, r.statement_id, r.uri) for r in records]
    return _encode("CheckpointLedger", "record", party_id, rows)


class TraceAnchorContract:
    """TraceAnchor as it answers, at a block or now."""

    def __init__(self, chain: Chain, address: bytes) -> None:
        self._chain = chain
        self._address = address

    def log(self, log_id: bytes, block: int | None = None) -> LogOnChain:
        """Who speaks for a log, and how many anchors it has."""
        ((operator, admin, _, count),) = self._ask("log", log_id, block=block)
        return LogOnChain(_octets(operator), _octets(admin), count)

    def at(self, log_id: bytes, seq: int, block: int | None = None) -> AnchorOnChain:
        """One anchor; ChainReverted named NoSuchAnchor beyond the newest."""
        ((head, size, time),) = self._ask("at", log_id, seq, block=block)
        return AnchorOnChain(head, size, time)

    def at_many(self, log_id: bytes, seqs: Sequence[int], block: int | None = None) -> list[AnchorOnChain]:
        """Many anchors, in the order asked; ChainReverted named NoSuchAnchor if one is missing."""
        (answer,) = self._ask("atMany", log_id, list(seqs), block=block)
        return [AnchorOnChain(head, size, time) for head, size, time in answer]

    def _ask(self, function: str, *arguments: object, block: int | None) -> tuple[Any, ...]:
        return ask(self._chain, "TraceAnchor", self._address, function, *arguments, block=block)


class PartyRegistryContract:
    """PartyRegistry as it answers now."""

    def __init__(self, chain: Chain, address: bytes) -> None:
        self._chain = chain
        self._address = address

    def registrar(self) -> bytes:
        """The account that registers parties."""
        return _octets(self._ask("owner")[0])

    def party(self, party_id: bytes, time: int) -> PartyOnChain:
        """What held for a party at a time."""
        return PartyOnChain(*self._ask("partyAt", party_id, time)[0])

    def keys(self, kids: Sequence[bytes]) -> list[KeyOnChain]:
        """Keys, in the order asked."""
        (answer,) = self._ask("keys", list(kids))
        return [KeyOnChain(key[0], key[5], key[6], key[7]) for key in answer]

    def authority(self, digits: str, party_id: bytes, time: int) -> AuthorityOnChain:
        """Who could speak for a number at a time."""
        return AuthorityOnChain(*self._ask("authorityAt", prefix_bytes(digits), party_id, time)[0])

    def _ask(self, function: str, *arguments: object) -> tuple[Any, ...]:
        return ask(self._chain, "PartyRegistry", self._address, function, *arguments)


class CheckpointLedgerContract:
    """CheckpointLedger as it answers now."""

    def __init__(self, chain: Chain, address: bytes) -> None:
        self._chain = chain
        self._address = address

    def registry(self) -> bytes:
        """The registry that it asks."""
        return _octets(self._ask("registry")[0])

    def latest(self, item_keys: Sequence[bytes]) -> list[CheckpointOnChain]:
        """The newest checkpoints of items, in the order asked."""
        return [CheckpointOnChain(*entry) for entry in self._ask("latestMany", list(item_keys))[0]]

    def try_record(self, party_id: bytes, records: Sequence[CheckpointRecord]) -> None:
        """Ask whether the contract would take these records of the account; ChainReverted says why not."""
        self._ask("record", party_id, [(r.item_key, r.stage, r.statement_id, r.uri) for r in records])

    def _ask(self, function: str, *arguments: object) -> tuple[Any, ...]:
        return ask(self._chain, "CheckpointLedger", self._address, function, *arguments)


def ask(
    chain: Chain, name: ContractName, address: bytes, function: str, *arguments: object, block: int | None = None
) -> tuple[Any, ...]:
    """Call a contract and decode what it returns.

    Raises ChainReverted with the contract's error by name, ChainRefused for an answer that is not of that function.
    """
    try:
        answer = chain.call(address, _encode(name, function, *arguments), block)
    except ChainReverted as error:
        raise explain(error) from None
    outputs = _function(name, function)["outputs"]
    try:
        return _codec().codec.decode([collapse_if_tuple(output) for output in outputs], answer)
    except (DecodingError, OverflowError, UnicodeDecodeError):
        raise ChainRefused(f"what stands at 0x{address.hex()} does not answer as {name}.{function}") from None


def explain(error: ChainReverted) -> ChainReverted:
    """The same refusal with the contract's custom error by name, where its data tell it."""
    for name in _CONTRACTS:
        for entry in load(name).abi:
            if entry["type"] != "error" or _selector(entry) != error.data[:4]:
                continue
            try:
                types = [collapse_if_tuple(field) for field in entry["inputs"]]
                arguments = tuple(_codec().codec.decode(types, error.data[4:]))
            except (DecodingError, OverflowError, UnicodeDecodeError):
                return error
            shown = ", ".join(f"0x{a.hex()}" if isinstance(a, bytes) else str(a) for a in arguments)
            message = f"{name} refuses: {entry['name']}({shown})"
            return ChainReverted(message, name=entry["name"], arguments=arguments, data=error.data)
    return error


@cache
def _codec() -> Web3:
    return Web3()


def _function(name: ContractName, function: str) -> dict[str, Any]:
    return next(entry for entry in load(name).abi if entry["type"] == "function" and entry["name"] == function)


def _encode(name: ContractName, function: str, *arguments: object) -> bytes:
    entry = _function(name, function)
    types = [collapse_if_tuple(field) for field in entry["inputs"]]
    return _selector(entry) + _codec().codec.encode(types, arguments)


def _selector(entry: dict[str, Any]) -> bytes:
    types = ",".join(collapse_if_tuple(field) for field in entry["inputs"])
    return bytes(Web3.keccak(text=f"{entry['name']}({types})")[:4])


def _address(address: bytes) -> str:
    return Web3.to_checksum_address(address)


def _octets(address: str) -> bytes:
    return bytes.fromhex(address[2:])
