"""Deployment: a fresh development chain, one that was restarted, one that began anew, and chains that are not ours."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from ledger.chain import GWEI, Chain
from ledger.chain_contracts import CheckpointLedgerContract, PartyRegistryContract, TraceAnchorContract
from ledger.deploy import LogIdentity, ensure_deployed, wait_until_deployed
from ledger.errors import NotDeployed, WrongChain
from ledger.mining import make_final_state_readable
from ledger.store_index import IndexRows
from tests.anvil import ACCOUNT_KEY, OTHER_KEY, Anvil
from tests.faulty_node import FaultyNode
from tests.ledger.chain_world import ADMIN, PREFIX, PRODUCER, TestParty, World, bag, object_event
from tests.ledger.faulty_chain import PUBLIC, asked_through
from verifier.format.trust_root import Finality

pytestmark = pytest.mark.slow


def ensure(world: World, **options: bool) -> object:
    return ensure_deployed(world.store, world.chain, world.log, world.now, **options)


def test_a_fresh_development_chain_gets_the_contracts_and_the_log(world: World) -> None:
    where, address = world.deployed, world.chain.address
    assert PartyRegistryContract(world.chain, where.registry).registrar() == address
    assert CheckpointLedgerContract(world.chain, where.checkpoint_ledger).registry() == where.registry
    log = TraceAnchorContract(world.chain, where.trace_anchor).log(where.log_id)
    assert (log.operator, log.admin) == (address, ADMIN)
    assert (where.chain_id, where.genesis) == (31337, world.chain.genesis_hash())


def test_nothing_is_deployed_twice(world: World) -> None:
    before = world.chain.nonce()
    for _ in range(3):
        assert ensure(world) == world.deployed
    assert world.outgoing("queued") == []
    assert world.chain.nonce() == before


def test_waiting_mines_where_nobody_else_does(tmp_path: Path) -> None:
    with Anvil("--no-mining") as anvil:
        world = World(tmp_path, anvil.url)
        times = iter(range(1000))
        where = wait_until_deployed(
            world.store, world.chain, world.log, world.policy.outbox, clock=lambda: next(times), sleep=lambda _: None
        )
        assert world.chain.has_code(where.trace_anchor)


def test_waiting_ends_with_a_plain_word(tmp_path: Path) -> None:
    with Anvil("--no-mining") as anvil, FaultyNode(anvil.url) as node:
        node.fail(lambda asked: asked.result("0x0"), "evm_mine")
        world = World(tmp_path, node.url)
        times = iter(range(1000))
        with pytest.raises(NotDeployed, match="not mined within 5 seconds"):
            wait_until_deployed(
                world.store,
                world.chain,
                world.log,
                world.policy.outbox,
                clock=lambda: next(times),
                sleep=lambda _: None,
                timeout=5,
            )


def test_a_chain_that_costs_money_gets_them_only_when_asked(tmp_path: Path) -> None:
    with Anvil() as anvil, FaultyNode(anvil.url, PUBLIC) as node:
        world = World(tmp_path, node.url)
        with pytest.raises(NotDeployed, match="deploy them explicitly"):
            ensure(world)
        assert world.outgoing("queued") == []
        ensure(world, may_deploy=True)
        assert len(world.outgoing("queued")) == 2


def test_a_restarted_chain_is_taken_up_where_it_was(tmp_path: Path) -> None:
    state = str(tmp_path / "state.json")
    with Anvil("--state", state) as anvil:
        world = World(tmp_path, anvil.url)
        world.deploy()
        world.settle()
        before = world.deployed
    with Anvil("--state", state) as anvil:
        world = World(tmp_path, anvil.url)
        make_final_state_readable(world.chain, Finality(None))
        final = world.chain.finalized(Finality(None))
        assert final is not None
        TraceAnchorContract(world.chain, before.trace_anchor).log(before.log_id, final.number)
        world.say(None, object_event("OBSERVE", bag(1)))
        world.settle()
        assert world.deployed == before
        assert [a.anchor.size for a in world.anchors("final")] == [1, 2]


def test_a_chain_that_was_killed_gets_again_what_it_forgot(tmp_path: Path) -> None:
    state = str(tmp_path / "state.json")
    with Anvil("--state", state) as anvil:
        world = World(tmp_path, anvil.url)
        world.deploy()
        world.settle()
    with Anvil("--load-state", state) as anvil:  # what this one does is not kept
        world = World(tmp_path, anvil.url)
        world.say(None, object_event("OBSERVE", bag(1)))
        world.settle()
        heads = [a.head for a in world.anchors("final")]
    with Anvil("--load-state", state) as anvil:
        world = World(tmp_path, anvil.url)
        world.tick()
        assert len(world.anchors("final")) == 1
        world.settle()
        assert [a.head for a in world.anchors("final")] == heads


def test_a_chain_that_began_anew_gets_everything_again(tmp_path: Path) -> None:
    maker, other = TestParty("A", "9521321000018", PRODUCER), TestParty("B", "9521321000025", 0)
    with Anvil() as anvil:
        world = World(tmp_path, anvil.url)
        world.deploy()
        world.add_party(maker, PREFIX)
        world.add_party(other)
        world.say(maker, object_event("ADD", bag(1)))
        world.settle()
        old, old_anchors = world.deployed, world.anchors("final")
        world.say(maker, object_event("ADD", bag(2)))  # one that the old chain never saw
    with Anvil() as anvil:
        anvil.rpc("evm_increaseTime", 1000)
        world = World(tmp_path, anvil.url)
        world.deploy()
        world.settle()
        where = world.deployed
        assert where.genesis != old.genesis
        assert where.log_id == old.log_id
        registry = PartyRegistryContract(world.chain, where.registry)
        now = world.chain.latest().time
        assert registry.party(maker.party.id, now).roles == PRODUCER
        assert registry.party(other.party.id, now).registered
        authority = registry.authority(PREFIX, maker.party.id, now)
        assert (authority.allowed, authority.log_id) == (True, where.log_id)
        anchors = world.anchors("final")
        assert anchors[0].anchor.seq == 0
        assert anchors[0].anchor.prev == bytes(32)
        assert anchors[-1].anchor.size == 3
        assert {a.id for a in anchors}.isdisjoint(a.id for a in old_anchors)
        keys = registry.keys([maker.kid, other.kid])
        with world.store.read() as connection:
            rows = connection.execute(sa.text("select kid, registered_at from signing_key"))
            times = {bytes(kid): time for kid, time in rows}
            root = world.index.final(IndexRows(connection)).root
        assert times == {maker.kid: keys[0].valid_from, other.kid: keys[1].valid_from}
        assert root == anchors[-1].anchor.index_root
        assert anchors[0].block_time is not None
        assert all(key.valid_from <= anchors[0].block_time for key in keys), "anchored before its keys were there"


def test_a_chain_that_began_anew_twice_registers_everyone_once(tmp_path: Path) -> None:
    party = TestParty("A", "9521321000018", PRODUCER)
    with Anvil() as anvil:
        world = World(tmp_path, anvil.url)
        world.deploy()
        world.add_party(party, PREFIX)  # never even sent
    for _ in range(2):
        with Anvil() as anvil:
            world = World(tmp_path, anvil.url)
            world.deploy()
            world.settle()
            assert len([o for o in world.outgoing("final") if o.purpose == "party"]) == 1
            assert world.outgoing("reverted", "repeat") == []


def test_other_chains_accounts_and_logs_are_refused_with_a_word_on_what_to_do(world: World, tmp_path: Path) -> None:
    with Anvil("--chain-id", "4242") as other:
        chain, world.chain = world.chain, Chain(other.url, ACCOUNT_KEY, fee_ceiling=GWEI)
        with pytest.raises(WrongChain, match=r"belongs to chain 31337, and 127\.0\.0\.1 is chain 4242: point the RPC"):
            ensure(world)
    world.chain = Chain(world.url, OTHER_KEY, fee_ceiling=GWEI)
    with pytest.raises(WrongChain, match="restore its key"):
        ensure(world)
    world.chain, log = chain, world.log
    world.log = LogIdentity("other.example+00000000+AAAA", ADMIN)
    with pytest.raises(WrongChain, match="the log's key is not the one registered"):
        ensure(world)
    world.log = log
    assert ensure(world) == world.deployed


def test_a_chain_that_costs_money_is_never_begun_anew(world: World) -> None:
    with Anvil() as other, FaultyNode(other.url, PUBLIC) as node:
        world.chain = Chain(node.url, ACCOUNT_KEY, fee_ceiling=GWEI)
        with pytest.raises(WrongChain, match="another first block"):
            ensure(world, may_deploy=True)
        assert len(world.anchors("final")) == 1


def test_contracts_that_are_gone_are_noticed(world: World, anvil: Anvil) -> None:
    anvil.rpc("anvil_setCode", "0x" + world.deployed.checkpoint_ledger.hex(), "0x")
    with (
        asked_through(world.chain, anvil.url, PUBLIC),
        pytest.raises(WrongChain, match="has no contract at 0x"),
    ):
        ensure(world)
    old = world.deployed
    world.deploy()
    world.settle()
    assert world.deployed.checkpoint_ledger != old.checkpoint_ledger
    assert world.anchors("final")[-1].anchor.seq == 0
