"""The registry on chain: parties, keys and prefixes are registered by ordering transactions, and read back.

Each `register…` is called in the caller's write transaction and is idempotent: it returns the id of the outgoing
transaction that already does what is asked, if the newest one about the same thing does just that.
"""

from __future__ import annotations

import sqlalchemy as sa

from ledger import chain_contracts as calls
from ledger import store_outgoing as rows
from ledger import store_registry
from ledger.chain import Chain
from ledger.deployment import Deployment
from ledger.outbox import Purpose, enqueue
from ledger.store import Store

PURPOSES = frozenset(
    {
        Purpose.PARTY.value,
        Purpose.ROLES.value,
        Purpose.SUSPENSION.value,
        Purpose.KEY.value,
        Purpose.KEY_REVOCATION.value,
        Purpose.KEY_COMPROMISE.value,
        Purpose.PREFIX.value,
        Purpose.BINDING.value,
        Purpose.DELEGATION.value,
    }
)
"""What makes up the registry's content: on a chain that begins anew it is all sent again, in the same order."""
NO_LOG = bytes(32)
_KEYS_PER_CALL = 100


def register_party(
    connection: sa.Connection, where: Deployment, *, uri: str, party_id: bytes, roles: int, now: int
) -> int:
    """Register a party, with the service's account as its controller; roles are a sum as in the registry."""
    data = calls.register_party(uri, where.registrant, roles)
    return _once(connection, where, Purpose.PARTY, party_id.hex(), data, now)


def set_roles(connection: sa.Connection, where: Deployment, *, party_id: bytes, roles: int, now: int) -> int:
    """Replace a party's roles."""
    return _once(connection, where, Purpose.ROLES, party_id.hex(), calls.set_roles(party_id, roles), now)


def set_suspended(connection: sa.Connection, where: Deployment, *, party_id: bytes, suspended: bool, now: int) -> int:
    """Suspend a party, or end its suspension."""
    data = calls.suspend(party_id) if suspended else calls.reinstate(party_id)
    return _once(connection, where, Purpose.SUSPENSION, party_id.hex(), data, now)


def was_suspended(connection: sa.Connection, where: Deployment, *, party_id: bytes) -> bool:
    """Whether a suspension of the party, or the end of one, was ever ordered, even if the contract refused it."""
    return rows.was_ordered(connection, where.chain_id, Purpose.SUSPENSION.value, party_id.hex())


def register_key(
    connection: sa.Connection,
    where: Deployment,
    *,
    kid: bytes,
    party_id: bytes,
    alg: int,
    x: bytes,
    y: bytes,
    hosted: bool,
    now: int,
) -> int:
    """Register a party's key; `y` is empty for Ed25519, `hosted` says that the service keeps the private key."""
    data = calls.register_key(party_id, alg, x, y, hosted)
    return _once(connection, where, Purpose.KEY, kid.hex(), data, now)


def revoke_key(connection: sa.Connection, where: Deployment, *, kid: bytes, now: int) -> int:
    """Revoke a key from its block on. All that a hosted key signed should be final before."""
    return _once(connection, where, Purpose.KEY_REVOCATION, kid.hex(), calls.revoke_key(kid), now)


def declare_compromise(connection: sa.Connection, where: Deployment, *, kid: bytes, since: int, now: int) -> int:
    """Declare that others may have had a key since a time (Unix seconds, in the past); it is revoked with it."""
    return _once(connection, where, Purpose.KEY_COMPROMISE, kid.hex(), calls.declare_compromise(kid, since), now)


def register_prefix(connection: sa.Connection, where: Deployment, *, prefix: str, party_id: bytes, now: int) -> int:
    """Grant a GS1 company prefix (4 to 12 digits) to a party."""
    return _once(connection, where, Purpose.PREFIX, prefix, calls.grant_prefix(prefix, party_id), now)


def release_prefix(connection: sa.Connection, where: Deployment, *, prefix: str, now: int) -> int:
    """End the ownership of a prefix, and with it its binding and its delegates."""
    return _once(connection, where, Purpose.PREFIX, prefix, calls.release_prefix(prefix), now)


def bind_prefix(connection: sa.Connection, where: Deployment, *, prefix: str, log_id: bytes = NO_LOG, now: int) -> int:
    """Bind a prefix to a log, by default to none: all items of the prefix are recorded there."""
    return _once(connection, where, Purpose.BINDING, prefix, calls.bind_prefix(prefix, log_id), now)


def set_delegate(
    connection: sa.Connection, where: Deployment, *, prefix: str, party_id: bytes, allowed: bool, now: int
) -> int:
    """Let a party commission under another's prefix, or end that."""
    data = calls.set_delegate(prefix, party_id, allowed)
    return _once(connection, where, Purpose.DELEGATION, _delegation(prefix, party_id), data, now)


def was_delegate(connection: sa.Connection, where: Deployment, *, prefix: str, party_id: bytes) -> bool:
    """Whether a delegation, or the end of one, was ever ordered, even if the contract refused it."""
    return rows.was_ordered(connection, where.chain_id, Purpose.DELEGATION.value, _delegation(prefix, party_id))


def is_settled(connection: sa.Connection, chain_id: int) -> bool:
    """Whether nothing that concerns the registry still waits to be mined."""
    return not rows.of_purposes(connection, chain_id, PURPOSES, rows.QUEUED, rows.SIGNED, rows.REPEAT)


def read_back(store: Store, chain: Chain, where: Deployment) -> None:
    """Note since when keys and prefixes are registered, as the chain says; and that they no longer are, where their
    transaction is out of the chain again."""
    with store.read() as connection:
        moving = rows.of_purposes(connection, where.chain_id, PURPOSES, rows.QUEUED, rows.SIGNED, rows.MINED)
        kids = [bytes.fromhex(o.subject) for o in moving if o.purpose == Purpose.KEY]
        known_keys = store_registry.key_times(connection, kids)
        known_prefixes = store_registry.prefix_times(
            connection, [o.subject for o in moving if o.purpose == Purpose.PREFIX]
        )
        granted = {
            prefix: rows.newest_of(connection, where.chain_id, Purpose.PREFIX, prefix) for prefix in known_prefixes
        }
    key_times = _times_of_keys(chain, where, list(known_keys))
    keys = {kid: time for kid, time in key_times.items() if time != known_keys[kid]}
    prefixes = {}
    for prefix, (party_id, known) in known_prefixes.items():
        grant = granted[prefix]
        time = None
        if _owns(chain, where, prefix, party_id):
            time = chain.latest().time if grant is None else grant.block_time
        if time != known:
            prefixes[prefix] = time
    if keys or prefixes:
        with store.write() as connection:
            store_registry.set_key_times(connection, keys)
            store_registry.set_prefix_times(connection, prefixes)


def _delegation(prefix: str, party_id: bytes) -> str:
    return f"{prefix} {party_id.hex()}"


def _once(connection: sa.Connection, where: Deployment, purpose: Purpose, subject: str, data: bytes, now: int) -> int:
    newest = rows.newest_of(connection, where.chain_id, purpose.value, subject)
    if newest is not None and newest.data == data:
        return newest.id
    return enqueue(
        connection, chain_id=where.chain_id, purpose=purpose, subject=subject, to=where.registry, data=data, now=now
    )


def _times_of_keys(chain: Chain, where: Deployment, kids: list[bytes]) -> dict[bytes, int | None]:
    contract = calls.PartyRegistryContract(chain, where.registry)
    times: dict[bytes, int | None] = {}
    for start in range(0, len(kids), _KEYS_PER_CALL):
        asked = kids[start : start + _KEYS_PER_CALL]
        times |= {kid: key.valid_from or None for kid, key in zip(asked, contract.keys(asked), strict=True)}
    return times


def _owns(chain: Chain, where: Deployment, prefix: str, party_id: bytes) -> bool:
    authority = calls.PartyRegistryContract(chain, where.registry).authority(prefix, party_id, chain.latest().time)
    return authority.owner == party_id and authority.length == len(prefix)
