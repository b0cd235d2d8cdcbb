"""The contracts: put on a development chain that lacks them, and held against the chain at every start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
import structlog

from ledger import chain_contracts as calls
from ledger import store_chain, store_registry
from ledger import store_outgoing as rows
from ledger.abi import ContractName
from ledger.chain import Chain
from ledger.chain_types import DEPLOY
from ledger.checkpoints import CURSOR
from ledger.deployment import Deployment
from ledger.errors import NotDeployed, WrongChain
from ledger.mining import mine_while_waiting
from ledger.outbox import OutboxPolicy, Purpose, enqueue
from ledger.outbox_pump import pump
from ledger.registry import PURPOSES as REGISTRY_PURPOSES
from ledger.store import Store
from ledger.store_outgoing import Outgoing
from verifier.format.anchor import log_id

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class LogIdentity:
    """The log as it is registered on chain: its verification key line, and the cold account (20 bytes) that may
    replace its operator."""

    vkey_line: str
    admin: bytes


def ensure_deployed(
    store: Store, chain: Chain, log: LogIdentity, now: int, *, may_deploy: bool = False
) -> Deployment | None:
    """Where the ledger is on this chain; None while its contracts are on their way there, a matter of `pump`.

    On a development chain they are deployed unasked, and one that began anew gets all of it again: contracts, parties,
    keys and prefixes, and then, by the ordinary path, anchors from number 0.

    Raises:
        WrongChain: the data folder belongs to another chain, account or log.
        NotDeployed: it is no development chain, and `may_deploy` was not said.
    """
    chain_id = chain.chain_id()
    genesis = chain.genesis_hash()
    with store.read() as connection:
        known = store_chain.deployment(connection)
    if known is not None:
        _check_identity(known, chain, chain_id, log)
        fault = _fault(known, chain, genesis)
        if fault is None:
            return known
        if not chain.is_development():
            raise WrongChain(
                f"chain {chain_id} at {chain.rpc.name} {fault}: point the RPC URL to the chain that this data folder "
                "was made with, or start with an empty data folder"
            )
        _log.warning("the development chain began anew; everything is put there again", reason=fault)
        _start_over(store, known, now)
    if not (may_deploy or chain.is_development()):
        raise NotDeployed(
            f"chain {chain_id} at {chain.rpc.name} does not have this ledger's contracts, and deploying them costs "
            "money: fund the chain account and deploy them explicitly"
        )
    return _deploy(store, chain, log, chain_id, genesis, now)


def wait_until_deployed(
    store: Store,
    chain: Chain,
    log: LogIdentity,
    policy: OutboxPolicy,
    *,
    may_deploy: bool = False,
    clock: Callable[[], int],
    sleep: Callable[[float], None],
    timeout: int = 300,
) -> Deployment:
    """`ensure_deployed` until it is done; raises NotDeployed after `timeout` seconds, what both raise."""
    begun = clock()
    while True:
        now = clock()
        deployed = ensure_deployed(store, chain, log, now, may_deploy=may_deploy)
        if deployed is not None:
            return deployed
        pump(store, chain, policy, now)
        mine_while_waiting(store, chain, policy.finality)
        if now - begun > timeout:
            raise NotDeployed(f"the contracts were not mined within {timeout} seconds: look at the chain, then retry")
        sleep(0.2)


def _check_identity(known: Deployment, chain: Chain, chain_id: int, log: LogIdentity) -> None:
    if known.chain_id != chain_id:
        raise WrongChain(
            f"this data folder belongs to chain {known.chain_id}, and {chain.rpc.name} is chain {chain_id}: point the "
            f"RPC URL to chain {known.chain_id}, or use another data folder"
        )
    if known.registrant != chain.address:
        raise WrongChain(
            f"this data folder belongs to the chain account 0x{known.registrant.hex()}, not 0x{chain.address.hex()}: "
            "restore its key, or use another data folder"
        )
    if known.log_id != log_id(known.registrant, log.vkey_line):
        raise WrongChain("the log's key is not the one registered on chain: restore it, or use another data folder")


def _fault(known: Deployment, chain: Chain, genesis: bytes) -> str | None:
    """What is wrong with the chain for this ledger; None if nothing is."""
    if genesis != known.genesis:
        return "has another first block than the chain that this ledger is on"
    for address in (known.registry, known.trace_anchor, known.checkpoint_ledger):
        if not chain.has_code(address):
            return f"has no contract at 0x{address.hex()}"
    operator = calls.TraceAnchorContract(chain, known.trace_anchor).log(known.log_id).operator
    if operator not in (chain.address, bytes(20)):
        raise WrongChain(f"the log's operator is now 0x{operator.hex()}: anchor from that account")
    return None


def _start_over(store: Store, known: Deployment, now: int) -> None:
    with store.write() as connection:
        if store_chain.deployment(connection) != known:
            return
        rows.abandon_all(connection, REGISTRY_PURPOSES, now)
        store_chain.abandon_anchors(connection)
        store_registry.forget_times(connection)
        store_chain.drop_deployment(connection)
        store_chain.put_fact(connection, CURSOR, "0")


def _deploy(store: Store, chain: Chain, log: LogIdentity, chain_id: int, genesis: bytes, now: int) -> Deployment | None:
    with store.write() as connection:

        def order(name: ContractName, *arguments: bytes) -> Outgoing:
            data = calls.deployment_data(name, *arguments)
            return _once(connection, chain_id, Purpose.DEPLOY, name, DEPLOY, data, now)

        registry = _address(chain, order("PartyRegistry", chain.address))
        trace_anchor = _address(chain, order("TraceAnchor"))
        if registry is None or trace_anchor is None:
            return None
        ledger = _address(chain, order("CheckpointLedger", registry))
        register = calls.register_log(log.vkey_line, chain.address, log.admin)
        registered = _once(connection, chain_id, Purpose.REGISTER_LOG, "", trace_anchor, register, now)
        if ledger is None or not _is_mined(registered):
            return None
        deployed = Deployment(
            chain_id=chain_id,
            genesis=genesis,
            registry=registry,
            trace_anchor=trace_anchor,
            checkpoint_ledger=ledger,
            log_id=log_id(chain.address, log.vkey_line),
            registrant=chain.address,
        )
        store_chain.put_deployment(connection, deployed)
        rows.queue_repeated(connection, chain_id, registry)
    _log.info("the contracts are on chain", chain_id=chain_id, trace_anchor="0x" + trace_anchor.hex())
    return deployed


def _once(
    connection: sa.Connection, chain_id: int, purpose: Purpose, subject: str, to: bytes, data: bytes, now: int
) -> Outgoing:
    newest = rows.newest_of(connection, chain_id, purpose.value, subject)
    if newest is not None:
        return newest
    id_ = enqueue(connection, chain_id=chain_id, purpose=purpose, subject=subject, to=to, data=data, now=now)
    return rows.get(connection, id_)


def _is_mined(outgoing: Outgoing) -> bool:
    return outgoing.state in (rows.MINED, rows.FINAL) and not outgoing.failed


def _address(chain: Chain, outgoing: Outgoing) -> bytes | None:
    """Where the contract stands; None until its transaction is mined."""
    if outgoing.nonce is None or not _is_mined(outgoing):
        return None
    return chain.contract_address(outgoing.nonce)
