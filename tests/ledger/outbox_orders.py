"""Orders to the outbox for tests, and what became of them."""

from __future__ import annotations

from ledger import store_outgoing as rows
from ledger.chain_contracts import register_party
from ledger.outbox import Purpose, enqueue
from ledger.outbox_pump import pump
from ledger.store_outgoing import Outgoing
from tests.ledger.chain_world import World


def order(world: World, number: int) -> int:
    """Order the registration of a party, the simplest call that succeeds once."""
    uri = f"https://id.gs1.org/417/{number:013d}"
    data = register_party(uri, world.chain.address, 1)
    return order_call(world, data, Purpose.PARTY, str(number))


def order_call(world: World, data: bytes, purpose: Purpose = Purpose.PARTY, subject: str = "x") -> int:
    with world.store.write() as connection:
        return enqueue(
            connection,
            chain_id=world.deployed.chain_id,
            purpose=purpose,
            subject=subject,
            to=world.deployed.registry,
            data=data,
            now=world.now,
        )


def get(world: World, id_: int) -> Outgoing:
    with world.store.read() as connection:
        return rows.get(connection, id_)


def attempts(world: World, id_: int) -> list[rows.Attempt]:
    with world.store.read() as connection:
        return rows.attempts(connection, id_)


def pump_once(world: World, after: int = 1) -> None:
    world.now += after
    pump(world.store, world.chain, world.policy.outbox, world.now)
