"""SQL of parties: their keys, API keys, company prefixes and products."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger import store_tables
from ledger.store_driver import DriverStatement, is_storable
from ledger.store_statements import chunks

_tables = SQLModel.metadata.tables
_party = _tables[str(store_tables.Party.__tablename__)]
_key = _tables[str(store_tables.SigningKey.__tablename__)]
_api_key = _tables[str(store_tables.ApiKey.__tablename__)]
_prefix = _tables[str(store_tables.Prefix.__tablename__)]
_delegate = _tables[str(store_tables.Delegate.__tablename__)]
_suspension = _tables[str(store_tables.Suspension.__tablename__)]
_product = _tables[str(store_tables.Product.__tablename__)]


@dataclass(frozen=True, slots=True)
class Party:
    """A party as this ledger knows it."""

    id: bytes
    uri: str
    name: str
    roles: int
    shows_places: bool
    hides_inputs: bool
    suspended: bool
    shows_readings: bool = False


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A party's key; `sealed` is the private half under the master key, None for a key that the party keeps itself."""

    kid: bytes
    party_id: bytes
    alg: int
    x: bytes
    y: bytes
    sealed: bytes | None
    registered_at: int | None
    retired: bool


@dataclass(frozen=True, slots=True)
class EndingDelegate:
    """A party that may commission no more under the prefix of an owner, since `ended_at` (Unix seconds)."""

    prefix: str
    party_id: bytes
    ended_at: int
    owner: bytes


@dataclass(frozen=True, slots=True)
class Speaker:
    """A party as the one who says something. `key` is the hosted one, registered longest ago, not retired."""

    uri: str
    suspended: bool
    key: SigningKey | None


@dataclass(frozen=True, slots=True)
class ApiKey:
    """An API key without what it is: role `party`, `poster`, `auditor` or `operator`, and whose it is."""

    id: str
    role: str
    party_id: bytes | None
    label: str
    created_at: int
    revoked_at: int | None
    expires_at: int | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """A class of goods; `anchoring` is `anchored` or `onchain`."""

    uri: str
    party_id: bytes
    anchoring: str


_PARTY = sa.select(
    _party.c.id,
    _party.c.uri,
    _party.c.name,
    _party.c.roles,
    _party.c.shows_places,
    _party.c.hides_inputs,
    _suspension.c.party_id.is_not(None),
    _party.c.shows_readings,
).join_from(_party, _suspension, _suspension.c.party_id == _party.c.id, isouter=True)
_KEY = sa.select(*(_key.c[name] for name in SigningKey.__slots__))
_FIND_PARTY = _PARTY.where(_party.c.id == sa.bindparam("id"))
_FIND_PARTIES = _PARTY.where(_party.c.id.in_(sa.bindparam("ids", expanding=True)))
_FIND_OWNERS = sa.select(_prefix.c.prefix, _prefix.c.party_id).where(
    _prefix.c.prefix >= sa.bindparam("stem"), _prefix.c.prefix < sa.bindparam("end")
)
# A row for each key that could sign, the one that does first; one without a key if there is none.
_FIND_SPEAKER = DriverStatement(
    sa.select(
        _party.c.uri,
        _suspension.c.party_id.is_not(None),
        *(_key.c[name] for name in SigningKey.__slots__),
    )
    .select_from(_party)
    .join(_suspension, _suspension.c.party_id == _party.c.id, isouter=True)
    .join(
        _key,
        sa.and_(_key.c.party_id == _party.c.id, _key.c.sealed.is_not(None), _key.c.retired.is_(False)),
        isouter=True,
    )
    .where(_party.c.id == sa.bindparam("party", type_=_party.c.id.type))
    .order_by(_key.c.registered_at.is_(None), _key.c.registered_at, _key.c.kid)
)
_API_KEY = sa.select(*(_api_key.c[name] for name in ApiKey.__slots__))
_PRODUCT = sa.select(*(_product.c[name] for name in Product.__slots__))


def insert_party(
    connection: sa.Connection,
    party: Party,
    now: int,
) -> None:
    """Store a party; one of that id or URI raises IntegrityError."""
    values = {
        "id": party.id,
        "uri": party.uri,
        "name": party.name,
        "roles": party.roles,
        "shows_places": party.shows_places,
        "shows_readings": party.shows_readings,
        "hides_inputs": party.hides_inputs,
        "created_at": now,
    }
    connection.execute(sa.insert(_party), values)


def find_party(connection: sa.Connection, party_id: bytes) -> Party | None:
    """The party of an id."""
    row = connection.execute(_FIND_PARTY, {"id": party_id}).one_or_none()
    return None if row is None else Party(*row)


def created_at(connection: sa.Connection, party_id: bytes) -> int:
    """When a party that is there was registered here (Unix seconds)."""
    return int(connection.execute(sa.select(_party.c.created_at).where(_party.c.id == party_id)).scalar_one())


def all_parties(connection: sa.Connection) -> list[Party]:
    """All parties, by name."""
    return [Party(*row) for row in connection.execute(_PARTY.order_by(_party.c.name, _party.c.uri))]


def parties_by_id(connection: sa.Connection, party_ids: Iterable[bytes]) -> dict[bytes, Party]:
    """Those of the parties that there are, by id."""
    found = {}
    for chunk in chunks(party_ids):
        for row in connection.execute(_FIND_PARTIES, {"ids": chunk}):
            party = Party(*row)
            found[party.id] = party
    return found


def set_showing(
    connection: sa.Connection, party_id: bytes, *, shows_places: bool, shows_readings: bool, hides_inputs: bool
) -> None:
    """Choose what strangers are shown of a party's events."""
    values = {"shows_places": shows_places, "shows_readings": shows_readings, "hides_inputs": hides_inputs}
    connection.execute(sa.update(_party).where(_party.c.id == party_id).values(**values))


def set_suspended(connection: sa.Connection, party_id: bytes, since: int | None) -> None:
    """Note that a party is suspended since a time, or, for None, no longer."""
    connection.execute(sa.delete(_suspension).where(_suspension.c.party_id == party_id))
    if since is not None:
        connection.execute(sa.insert(_suspension), {"party_id": party_id, "since": since})


def insert_key(connection: sa.Connection, key: SigningKey) -> None:
    """Store a key; one of that kid raises IntegrityError."""
    connection.execute(sa.insert(_key), {name: getattr(key, name) for name in SigningKey.__slots__})


def find_key(connection: sa.Connection, kid: bytes) -> SigningKey | None:
    """The key of a thumbprint."""
    row = connection.execute(_KEY.where(_key.c.kid == kid)).one_or_none()
    return None if row is None else SigningKey(*row)


def keys_of(connection: sa.Connection, party_id: bytes) -> list[SigningKey]:
    """A party's keys, retired ones too; those registered last come first, and those not yet registered before them."""
    order = (_key.c.registered_at.is_not(None), _key.c.registered_at.desc(), _key.c.kid)
    return [SigningKey(*row) for row in connection.execute(_KEY.where(_key.c.party_id == party_id).order_by(*order))]


def speaker_of(connection: sa.Connection, party_id: bytes) -> Speaker | None:
    """A party as the one who says something."""
    for uri, suspended, *key in _FIND_SPEAKER.rows(connection, {"party": party_id}):
        return Speaker(uri, bool(suspended), None if key[0] is None else SigningKey(*key))
    return None


def retire_key(connection: sa.Connection, kid: bytes) -> None:
    """Sign no more with a key."""
    connection.execute(sa.update(_key).where(_key.c.kid == kid).values(retired=True))


def insert_api_key(connection: sa.Connection, key: ApiKey, digest: bytes) -> None:
    """Store an API key's SHA-256 with what it may do."""
    values = {name: getattr(key, name) for name in ApiKey.__slots__}
    connection.execute(sa.insert(_api_key), {**values, "digest": digest})


def find_api_key(connection: sa.Connection, digest: bytes) -> ApiKey | None:
    """The API key of a SHA-256, unless it is revoked."""
    query = _API_KEY.where(_api_key.c.digest == digest, _api_key.c.revoked_at.is_(None))
    row = connection.execute(query).one_or_none()
    return None if row is None else ApiKey(*row)


def api_keys(connection: sa.Connection, *, role: str | None = None, party_id: bytes | None = None) -> list[ApiKey]:
    """All API keys, or those of a role, or of a party, oldest first."""
    query = _API_KEY.order_by(_api_key.c.created_at, _api_key.c.id)
    if role is not None:
        query = query.where(_api_key.c.role == role)
    if party_id is not None:
        query = query.where(_api_key.c.party_id == party_id)
    return [ApiKey(*row) for row in connection.execute(query)]


def revoke_api_key(
    connection: sa.Connection, id_: str, now: int, *, role: str | None = None, party_id: bytes | None = None
) -> bool:
    """Let an API key open nothing any more, if it is of the role and the party; whether there was one to revoke."""
    if not is_storable(id_):
        return False
    update = sa.update(_api_key).where(_api_key.c.id == id_, _api_key.c.revoked_at.is_(None)).values(revoked_at=now)
    if role is not None:
        update = update.where(_api_key.c.role == role)
    if party_id is not None:
        update = update.where(_api_key.c.party_id == party_id)
    return connection.execute(update).rowcount == 1


def insert_prefix(connection: sa.Connection, prefix: str, party_id: bytes) -> None:
    """Grant a company prefix; one that is granted raises IntegrityError."""
    connection.execute(sa.insert(_prefix), {"prefix": prefix, "party_id": party_id})


def prefixes_of(connection: sa.Connection, party_id: bytes) -> list[str]:
    """A party's company prefixes."""
    query = sa.select(_prefix.c.prefix).where(_prefix.c.party_id == party_id).order_by(_prefix.c.prefix)
    return list(connection.execute(query).scalars())


def owners_under(connection: sa.Connection, stem: str) -> dict[str, bytes]:
    """The prefixes that begin with `stem`, and who owns each."""
    rows = connection.execute(_FIND_OWNERS, {"stem": stem, "end": stem + ":"})  # the colon follows the digits
    return {prefix: bytes(owner) for prefix, owner in rows}


def put_delegate(connection: sa.Connection, prefix: str, party_id: bytes, ended_at: int | None = None) -> None:
    """Let a party commission under a prefix that it does not own, or note when that ended."""
    remove_delegate(connection, prefix, party_id)
    connection.execute(sa.insert(_delegate), {"prefix": prefix, "party_id": party_id, "ended_at": ended_at})


def remove_delegate(connection: sa.Connection, prefix: str, party_id: bytes) -> None:
    """Forget a delegation."""
    connection.execute(sa.delete(_delegate).where(_delegate.c.prefix == prefix, _delegate.c.party_id == party_id))


def delegated_to(connection: sa.Connection, party_id: bytes) -> set[str]:
    """The prefixes under which a party may commission without owning them."""
    query = sa.select(_delegate.c.prefix).where(_delegate.c.party_id == party_id, _delegate.c.ended_at.is_(None))
    return set(connection.execute(query).scalars())


def ending_delegates(connection: sa.Connection) -> list[EndingDelegate]:
    """The delegations whose end the chain is yet to be told."""
    query = sa.select(_delegate.c.prefix, _delegate.c.party_id, _delegate.c.ended_at, _prefix.c.party_id.label("owner"))
    ended = query.join(_prefix, _prefix.c.prefix == _delegate.c.prefix).where(_delegate.c.ended_at.is_not(None))
    return [
        EndingDelegate(prefix, bytes(party_id), ended_at, bytes(owner))
        for prefix, party_id, ended_at, owner in connection.execute(ended.order_by(_delegate.c.ended_at))
    ]


def is_ending(connection: sa.Connection, prefix: str, party_id: bytes) -> bool:
    """Whether the chain is yet to be told that a delegation ended."""
    return any((each.prefix, each.party_id) == (prefix, party_id) for each in ending_delegates(connection))


def put_product(connection: sa.Connection, product: Product) -> None:
    """Insert a product or replace its settings."""
    values = {name: getattr(product, name) for name in Product.__slots__}
    connection.execute(sa.delete(_product).where(_product.c.uri == product.uri))
    connection.execute(sa.insert(_product), values)


def find_product(connection: sa.Connection, uri: str) -> Product | None:
    """The product of a class URI."""
    row = connection.execute(_PRODUCT.where(_product.c.uri == uri)).one_or_none()
    return None if row is None else Product(*row)


def products_of(connection: sa.Connection, party_id: bytes | None = None) -> list[Product]:
    """All products, or a party's."""
    query = _PRODUCT.order_by(_product.c.uri)
    rows = connection.execute(query if party_id is None else query.where(_product.c.party_id == party_id))
    return [Product(*row) for row in rows]
