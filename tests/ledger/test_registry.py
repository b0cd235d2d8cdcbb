"""The registry: what is ordered stands on chain, once, and is read back."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ledger import registry
from ledger.chain_contracts import PartyRegistryContract
from ledger.store_outgoing import get
from tests.anvil import Anvil
from tests.ledger.chain_world import CARRIER, PREFIX, PRODUCER, TestParty, World

pytestmark = pytest.mark.slow


@pytest.fixture
def maker(world: World) -> TestParty:
    party = TestParty("A", "9521321000018", PRODUCER)
    world.add_party(party, PREFIX)
    world.settle()
    return party


def contract(world: World) -> PartyRegistryContract:
    return PartyRegistryContract(world.chain, world.deployed.registry)


def times(world: World) -> list[int | None]:
    with world.store.read() as connection:
        query = "select registered_at from signing_key union all select registered_at from prefix"
        return list(connection.execute(sa.text(query)).scalars())


def test_party_key_prefix_and_binding_stand_on_chain(world: World, maker: TestParty) -> None:
    now = world.chain.latest().time
    party = contract(world).party(maker.party.id, now)
    assert (party.registered, party.suspended, party.roles) == (True, False, PRODUCER)
    key = contract(world).keys([maker.kid])[0]
    assert (key.party_id, key.revoked_at) == (maker.party.id, 0)
    authority = contract(world).authority(PREFIX + "00001", maker.party.id, now)
    assert (authority.owner, authority.length, authority.allowed) == (maker.party.id, len(PREFIX), True)
    assert authority.log_id == world.deployed.log_id


def test_times_are_those_of_the_chain(world: World, maker: TestParty) -> None:
    grants = [o for o in world.outgoing("final") if o.purpose == "prefix"]
    assert times(world) == [contract(world).keys([maker.kid])[0].valid_from, grants[0].block_time]


def test_times_are_forgotten_and_learnt_anew_when_a_reorganisation_moves_them(world: World, anvil: Anvil) -> None:
    party = TestParty("B", "9521321000025", CARRIER)
    world.policy = world.policy.__class__(world.policy.outbox, world.policy.anchor, mines_idle=False)
    deployed = world.chain.latest().number
    world.add_party(party, PREFIX)
    for _ in range(4):
        world.tick()
        world.wait_until_mined()
    before = times(world)
    assert None not in before
    # All that was mined since, however few blocks it came to, and never the contracts.
    anvil.rpc("anvil_reorg", world.chain.latest().number - deployed, [])
    registry.read_back(world.store, world.chain, world.deployed)
    assert times(world) == [None, None]
    anvil.rpc("evm_increaseTime", 100)
    world.policy = world.policy.__class__(world.policy.outbox, world.policy.anchor)
    world.settle()
    after = times(world)
    assert None not in after
    assert after != before
    assert after[0] == contract(world).keys([party.kid])[0].valid_from


def test_ordering_twice_is_ordering_once(world: World, maker: TestParty) -> None:
    where, before = world.deployed, world.chain.nonce()
    with world.store.write() as connection:
        for _ in range(2):
            ids = [
                registry.register_prefix(connection, where, prefix=PREFIX, party_id=maker.party.id, now=world.now),
                registry.set_suspended(connection, where, party_id=maker.party.id, suspended=True, now=world.now),
            ]
        assert [get(connection, id_).state for id_ in ids] == ["final", "queued"]
    world.settle()
    assert world.chain.nonce() == before + 1


def test_what_is_switched_on_and_off_is_ordered_each_time(world: World, maker: TestParty) -> None:
    other, where = TestParty("B", "9521321000025", CARRIER), world.deployed
    world.add_party(other)
    for suspended, allowed in ((True, True), (False, False), (True, True)):
        with world.store.write() as connection:
            registry.set_suspended(connection, where, party_id=other.party.id, suspended=suspended, now=world.now)
            registry.set_delegate(
                connection, where, prefix=PREFIX, party_id=other.party.id, allowed=allowed, now=world.now
            )
        world.settle()
        now = world.chain.latest().time
        assert contract(world).party(other.party.id, now).suspended == suspended
        assert contract(world).authority(PREFIX, other.party.id, now).allowed == allowed


def test_roles_keys_prefixes_and_bindings_change(world: World, maker: TestParty) -> None:
    where, since = world.deployed, world.chain.latest().time - 5
    spare = TestParty("A's second key", "9521321000018", PRODUCER)
    with world.store.write() as connection:
        registry.set_roles(connection, where, party_id=maker.party.id, roles=PRODUCER | CARRIER, now=world.now)
        registry.bind_prefix(connection, where, prefix=PREFIX, now=world.now)
        registry.revoke_key(connection, where, kid=maker.kid, now=world.now)
        registry.register_key(
            connection,
            where,
            kid=spare.kid,
            party_id=maker.party.id,
            alg=spare.key.alg,
            x=spare.key.x,
            y=spare.key.y,
            hosted=False,
            now=world.now,
        )
    world.settle()
    with world.store.write() as connection:
        registry.declare_compromise(connection, where, kid=spare.kid, since=since, now=world.now)
        registry.release_prefix(connection, where, prefix=PREFIX, now=world.now)
    world.settle()
    now = world.chain.latest().time
    assert contract(world).party(maker.party.id, now).roles == PRODUCER | CARRIER
    assert contract(world).authority(PREFIX, maker.party.id, now).owner == bytes(32)
    first, second = contract(world).keys([maker.kid, spare.kid])
    assert first.revoked_at > 0
    assert first.compromised_since == 0
    assert (second.compromised_since, second.revoked_at > 0) == (since, True)


def test_a_prefix_of_someone_else_stays_unregistered(world: World, maker: TestParty) -> None:
    other = TestParty("B", "9521321000025", PRODUCER)
    world.add_party(other)
    world.settle()
    with world.store.write() as connection:
        connection.execute(sa.text("delete from prefix"))
        connection.execute(
            sa.text("insert into prefix (prefix, party_id) values (:p, :o)"), {"p": PREFIX, "o": other.party.id}
        )
        id_ = registry.register_prefix(
            connection, world.deployed, prefix=PREFIX, party_id=other.party.id, now=world.now
        )
    world.settle()
    with world.store.read() as connection:
        refused = get(connection, id_)
    assert (refused.state, refused.failed) == ("reverted", True)
    assert "PrefixOwned" in (refused.error or "")
    assert times(world)[-1] is None
