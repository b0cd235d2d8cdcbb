"""The composition root: one ledger, opened from its settings, as every use case takes it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import orjson
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger import store_chain
from ledger.anchor import AnchorPolicy
from ledger.catching_up import CatchingUp
from ledger.chain import GWEI, Chain
from ledger.chain_comparison import RESTORED_BEHIND, ChainComparison
from ledger.chain_post import ChainPost
from ledger.chain_tick import ChainPolicy
from ledger.chain_view import ChainView
from ledger.deploy import LogIdentity
from ledger.deployment import Deployment
from ledger.errors import NotReady, OtherOrigin
from ledger.item_index import ItemIndex
from ledger.keyring import Keyring
from ledger.log_policy import begin_log
from ledger.log_reader import TileCache, new_tile_cache
from ledger.outbox import OutboxPolicy
from ledger.sequence import NoteSigner
from ledger.settings import Settings
from ledger.statement import PartySigner
from ledger.store import Store
from ledger.store_migrations import migrate
from verifier.format.jcs import Json
from verifier.format.note import NoteKey, parse_vkey
from verifier.format.trust_root import Finality, TrustRoot
from verifier.json_rpc import RpcChain

_DAY = 86_400
_KEY_BYTES = 32
_CHAIN_VIEW_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class TrustPolicy:
    """What the trust root asks of readers' verifiers, besides what follows from log and chain; ages in seconds."""

    rpc_urls: tuple[str, ...]
    rpc_agree: int
    finality: Finality
    max_anchor_age: int
    lifetime: int
    auditor_keys: tuple[NoteKey, ...] = ()
    auditors_required: int = 0


@dataclass(frozen=True)
class Ledger:
    """An opened ledger.

    `origin` names its log; `promise_seconds` is how long after acceptance a statement may take to be final; `clock`
    gives Unix seconds. A chain account that can pay for fewer anchors than `low_balance_anchors` is warned of.
    `readers_chain` opens the chain as readers do, where several nodes must agree on it. `signers` keeps the parties'
    keys that were opened, by party id, `log_tiles` what proofs need of the log's full tiles, `catching_up` whether the
    worker is waited for.
    """

    store: Store
    keyring: Keyring
    index: ItemIndex
    origin: str
    log_signer: NoteSigner
    promise_signer: NoteSigner
    promise_seconds: int
    chain: Chain
    chain_policy: ChainPolicy
    chain_view: ChainView
    log_identity: LogIdentity
    trust: TrustPolicy
    clock: Callable[[], int]
    low_balance_anchors: int = 1_000
    readers_chain: Callable[[], RpcChain] | None = None
    signers: dict[bytes, PartySigner] = field(default_factory=dict)
    comparison: ChainComparison = field(default_factory=ChainComparison)
    log_tiles: TileCache = field(default_factory=new_tile_cache)
    catching_up: CatchingUp = field(default_factory=CatchingUp)

    def trust_root(self) -> TrustRoot:
        """Whom to rely on for this ledger's passports; the same all day. Raises NotReady before it is on chain."""
        with self.store.read() as connection:
            return self.trust_root_in(connection)

    def trust_root_in(self, connection: sa.Connection) -> TrustRoot:
        """As `trust_root`, by what a snapshot of the database says."""
        where = store_chain.deployment(connection)
        keys = self.log_signer.key, self.promise_signer.key
        return _trust_root(where, *keys, self.trust, self.trust.rpc_urls, self.clock())

    def trust_root_bytes(self) -> bytes:
        """The trust root as a file to keep."""
        return trust_root_file(self.trust_root())

    def close(self) -> None:
        """Give up the database."""
        self.store.close()


def trust_root_of(
    store: Store, log_key: NoteKey, promise_key: NoteKey, trust: TrustPolicy, rpc_urls: tuple[str, ...], now: int
) -> TrustRoot:
    """The trust root of a log that is anchored where the database says; raises NotReady before it is anywhere."""
    with store.read() as connection:
        where = store_chain.deployment(connection)
    return _trust_root(where, log_key, promise_key, trust, rpc_urls, now)


def trust_root_file(root: TrustRoot) -> bytes:
    """A trust root as a file to keep."""
    return orjson.dumps(root.encode(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)


def _trust_root(
    where: Deployment | None,
    log_key: NoteKey,
    promise_key: NoteKey,
    trust: TrustPolicy,
    rpc_urls: tuple[str, ...],
    now: int,
) -> TrustRoot:
    if where is None:
        raise NotReady("the contracts are not on the chain yet; try again in a moment")
    return TrustRoot(
        origin=log_key.name,
        log_id=where.log_id,
        log_keys=(log_key,),
        promise_keys=(promise_key,),
        anchorage=where.anchorage,
        registry=where.registry,
        finality=trust.finality,
        rpc_urls=rpc_urls,
        rpc_agree=trust.rpc_agree if rpc_urls == trust.rpc_urls else 1,
        auditor_keys=trust.auditor_keys,
        auditors_required=trust.auditors_required,
        max_anchor_age=trust.max_anchor_age,
        expires=now // _DAY * _DAY + _DAY + trust.lifetime,
    )


def open_ledger(settings: Settings, clock: Callable[[], int] = lambda: int(time.time())) -> Ledger:
    """The ledger of a data folder: made on the first start with all its keys, brought to this version's schema.

    The chain is not asked for anything yet.

    Raises:
        KeyringError: the master key is missing, not protected, or not this data's.
        OtherOrigin: the data is a log of another name.
        SchemaTooNew: a newer version of Wayproof wrote the data.
    """
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = Store(settings.database, settings.database_pool)
    migrate(store)
    with store.read() as connection:
        begun = store_chain.fact(connection, "origin") is not None
        behind = store_chain.fact(connection, RESTORED_BEHIND)
    keyring = Keyring.open_file(settings.master_key, create=not begun)
    with store.write() as connection:
        _check_origin(connection, settings.origin)
        log, promise, chain_key, admin_key = (
            _secret(connection, keyring, name) for name in ("log key", "promise key", "chain key", "log admin key")
        )
    log_signer = _note_signer(settings.origin, log)
    promise_signer = _note_signer(f"{settings.origin}/promises", promise)
    begin_log(store, log_signer, _policy(settings), clock())
    chain = Chain(settings.rpc, chain_key, fee_ceiling=settings.fee_ceiling_gwei * GWEI, timeout=settings.rpc_timeout)
    trust = _trust_policy(settings)
    post = ChainPost(settings.rpc_timeout)

    def connect() -> RpcChain:
        root = trust_root_of(store, log_signer.key, promise_signer.key, trust, (settings.rpc,), clock())
        return RpcChain(root, post)

    def connect_as_readers() -> RpcChain:
        root = trust_root_of(store, log_signer.key, promise_signer.key, trust, trust.rpc_urls, clock())
        return RpcChain(root, post)

    return Ledger(
        store=store,
        keyring=keyring,
        index=ItemIndex(),
        origin=settings.origin,
        log_signer=log_signer,
        promise_signer=promise_signer,
        promise_seconds=settings.promise_deadline,
        chain=chain,
        chain_policy=_chain_policy(settings),
        chain_view=ChainView(connect, _CHAIN_VIEW_SECONDS),
        log_identity=LogIdentity(log_signer.key.vkey, Chain(settings.rpc, admin_key, fee_ceiling=0).address),
        trust=trust,
        clock=clock,
        low_balance_anchors=settings.low_balance_anchors,
        readers_chain=connect_as_readers if trust.rpc_agree > 1 else None,
        comparison=ChainComparison(behind),
    )


def _trust_policy(settings: Settings) -> TrustPolicy:
    return TrustPolicy(
        rpc_urls=settings.reader_rpc_urls,
        rpc_agree=settings.rpc_agree,
        finality=settings.finality_rule,
        max_anchor_age=settings.max_anchor_age,
        lifetime=settings.trust_root_lifetime,
        auditor_keys=tuple(parse_vkey(key) for key in settings.auditor_keys),
        auditors_required=settings.auditors_required,
    )


def _chain_policy(settings: Settings) -> ChainPolicy:
    return ChainPolicy(
        OutboxPolicy(settings.finality_rule, settings.replace_after),
        AnchorPolicy(settings.anchor_every_statements, settings.anchor_max_age, settings.anchor_heartbeat),
        may_deploy=settings.may_deploy,
    )


def _policy(settings: Settings) -> dict[str, Json]:
    return {
        "anchorHeartbeatSeconds": settings.anchor_heartbeat,
        "promiseSeconds": settings.promise_deadline,
        "statements": "https://www.gs1.org/standards/epcis",
    }


def _check_origin(connection: sa.Connection, origin: str) -> None:
    known = store_chain.fact(connection, "origin")
    if known is None:
        store_chain.put_fact(connection, "origin", origin)
    elif known != origin:
        raise OtherOrigin(f"this data is the log {known}, and the setting origin says {origin}: a log keeps its name")


def _secret(connection: sa.Connection, keyring: Keyring, name: str) -> bytes:
    """A private key of the ledger's own; made, sealed and stored at the first call."""
    stored = store_chain.fact(connection, name)
    if stored is not None:
        return keyring.open(name, b"", bytes.fromhex(stored))
    secret = secrets.token_bytes(_KEY_BYTES)
    store_chain.put_fact(connection, name, keyring.seal(name, b"", secret).hex())
    return secret


def _note_signer(name: str, secret: bytes) -> NoteSigner:
    private = Ed25519PrivateKey.from_private_bytes(secret)
    return NoteSigner(NoteKey(name, private.public_key().public_bytes_raw()), private)
