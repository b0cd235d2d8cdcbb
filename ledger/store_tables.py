"""Every table but the item index's, as SQLModel classes; the migrations in `ledger/migrations/` make them.

Keys, hashes and entries are bytes, times are Unix seconds. The database is the queue: a statement without `log_index`
waits for the sequencer, one with an index at or beyond the newest anchor's size waits for an anchor, and an outgoing
transaction without a block waits for the chain.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, SmallInteger, Text, text
from sqlmodel import Field, SQLModel


def _big(nullable: bool) -> Column[int]:
    return Column(BigInteger, nullable=nullable)


def _row_number() -> Column[int]:
    """A number that the database gives; in SQLite the rowid itself."""
    return Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


class Instance(SQLModel, table=True):
    """Facts about this ledger that must not change under it: origin, log id, chain id, contract addresses, genesis."""

    __tablename__ = "instance"
    name: str = Field(primary_key=True)
    value: str


class Party(SQLModel, table=True):
    """An organisation that signs (docs/format.md section 2)."""

    __tablename__ = "party"
    id: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    uri: str = Field(unique=True)
    name: str
    roles: int
    shows_places: bool = True
    shows_readings: bool = False
    hides_inputs: bool = False
    created_at: int = Field(sa_type=BigInteger)


class SigningKey(SQLModel, table=True):
    """A party's key as the registry knows it; `sealed` is the private key under the master key, for hosted keys."""

    __tablename__ = "signing_key"
    kid: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    party_id: bytes = Field(foreign_key="party.id", index=True)
    alg: int
    x: bytes
    y: bytes
    sealed: bytes | None = None
    registered_at: int | None = Field(default=None, sa_type=BigInteger)
    retired: bool = False


class ApiKey(SQLModel, table=True):
    """An API key's SHA-256; the key itself is shown once and never stored. Roles: party, poster, auditor, operator."""

    __tablename__ = "api_key"
    id: str = Field(primary_key=True)
    digest: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    role: str
    party_id: bytes | None = Field(default=None, foreign_key="party.id", index=True)
    label: str = ""
    created_at: int = Field(sa_type=BigInteger)
    revoked_at: int | None = Field(default=None, sa_type=BigInteger)
    expires_at: int | None = Field(default=None, sa_type=BigInteger)


class Prefix(SQLModel, table=True):
    """A GS1 company prefix granted to a party, as registered on chain."""

    __tablename__ = "prefix"
    prefix: str = Field(primary_key=True)
    party_id: bytes = Field(foreign_key="party.id", index=True)
    registered_at: int | None = Field(default=None, sa_type=BigInteger)


class Delegate(SQLModel, table=True):
    """A party that a prefix's owner lets commission under it; since `ended_at` no more, as the chain is to learn."""

    __tablename__ = "delegate"
    prefix: str = Field(primary_key=True, foreign_key="prefix.prefix")
    party_id: bytes = Field(sa_column=Column(LargeBinary, ForeignKey("party.id"), primary_key=True))
    ended_at: int | None = Field(default=None, sa_type=BigInteger)


class Suspension(SQLModel, table=True):
    """A party that the registrar has suspended, and since when."""

    __tablename__ = "suspension"
    party_id: bytes = Field(sa_column=Column(LargeBinary, ForeignKey("party.id"), primary_key=True))
    since: int = Field(sa_type=BigInteger)


class Product(SQLModel, table=True):
    """A class of goods: whose it is, and whether its checkpoints are recorded on chain besides being anchored."""

    __tablename__ = "product"
    uri: str = Field(primary_key=True)
    party_id: bytes = Field(foreign_key="party.id", index=True)
    anchoring: str = "anchored"


class Picture(SQLModel, table=True):
    """A picture that descriptions may name by its SHA-256; `party_id` gave it, none if the operator did."""

    __tablename__ = "picture"
    sha256: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    media_type: str
    content: bytes
    party_id: bytes | None = Field(default=None, foreign_key="party.id")
    created_at: int = Field(sa_type=BigInteger)


class Link(SQLModel, table=True):
    """What an item's brand says of it elsewhere; `hreflang` and `context` are JSON lists of words."""

    __tablename__ = "link"
    __table_args__ = (Index("ix_link_item", "item", "id"), Index("ix_link_party", "party_id", "id"))

    id: int | None = Field(default=None, sa_column=_row_number())
    item: str
    party_id: bytes = Field(foreign_key="party.id")
    link_type: str
    href: str
    title: str
    hreflang: str
    media_type: str | None = None
    context: str
    public: bool = True
    changed_at: int = Field(sa_type=BigInteger)


class Statement(SQLModel, table=True):
    """One statement and what is needed to open it.

    `content` is the canonical event (or notice) as JCS, `secret` the source of its salts, erased to forget. The unique
    index makes a retried capture harmless.
    """

    __tablename__ = "statement"
    __table_args__ = (
        Index(
            "ix_statement_once",
            "party_id",
            "event_hash",
            "error_hash",
            "certification_hash",
            unique=True,
            sqlite_where=text("not struck"),
            postgresql_where=text("not struck"),
        ),
        Index(
            "ix_statement_waiting",
            "id",
            sqlite_where=text("log_index is null"),
            postgresql_where=text("log_index is null"),
        ),
    )
    id: int | None = Field(default=None, sa_column=_row_number())
    statement_id: bytes = Field(sa_column=Column(LargeBinary, unique=True, nullable=False))
    party_id: bytes | None = Field(default=None, foreign_key="party.id")
    event_hash: bytes
    error_hash: bytes = b""
    certification_hash: bytes = b""
    event_id: str | None = None
    type: str
    notice: str | None = None
    entry: bytes
    leaf_hash: bytes
    content: bytes
    secret: bytes | None = None
    accepted_at: int = Field(sa_type=BigInteger)
    log_index: int | None = Field(default=None, sa_column=Column(BigInteger, unique=True, nullable=True))
    struck: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class ListEntry(SQLModel, table=True):
    """One entry of an item's, a members' or a notice list (docs/format.md section 5), written when it is sequenced.

    `role` is what the list's item is in the statement, for searches from item to item. A members' list has bit 64
    alone, which no other list has, and a notice list has none.
    """

    __tablename__ = "list_entry"
    __table_args__ = {"sqlite_with_rowid": False}
    list_key: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    position: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    log_index: int = Field(sa_column=Column(BigInteger, nullable=False, index=True))
    role: int = Field(default=0, sa_column=Column(SmallInteger, nullable=False, server_default=text("0")))


class ListFrontier(SQLModel, table=True):
    """The compact range of a long list up to `size`, so that one more entry does not cost the whole list."""

    __tablename__ = "list_frontier"
    list_key: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    size: int = Field(sa_column=_big(nullable=False))
    frontier: bytes


class ListTile(SQLModel, table=True):
    """The roots of up to 256 complete blocks of 256 entries of a long list; the last tile of a list grows."""

    __tablename__ = "list_tile"
    __table_args__ = {"sqlite_with_rowid": False}
    list_key: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    number: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    roots: bytes


class LogTile(SQLModel, table=True):
    """A C2SP tile's hashes; the rightmost of a level grows until it has 256."""

    __tablename__ = "log_tile"
    level: int = Field(primary_key=True)
    number: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    hashes: bytes


class LogBlocks(SQLModel, table=True):
    """The roots over each 16 hashes of a full tile, so that a proof does not cost hashing all 256."""

    __tablename__ = "log_blocks"
    level: int = Field(primary_key=True)
    number: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    roots: bytes


class SignedTreeHead(SQLModel, table=True):
    """Every tree head signed, so that no two are ever signed for one size."""

    __tablename__ = "tree_head"
    size: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    root: bytes
    note: str = Field(sa_column=Column(Text, nullable=False))
    signed_at: int = Field(sa_type=BigInteger)


class Anchor(SQLModel, table=True):
    """One anchor (docs/format.md section 6). States: stored, mined, final, abandoned (its chain is no longer ours)."""

    __tablename__ = "anchor"
    __table_args__ = (
        Index(
            "ix_anchor_seq",
            "chain_id",
            "contract",
            "log_id",
            "seq",
            unique=True,
            sqlite_where=text("state <> 'abandoned'"),
            postgresql_where=text("state <> 'abandoned'"),
        ),
        Index("ix_anchor_state", "state", "seq"),
        Index("ix_anchor_size", "state", "size", "seq"),
        Index("ix_anchor_outgoing", "outgoing_id"),
    )
    id: int | None = Field(default=None, sa_column=_row_number())
    chain_id: int = Field(sa_column=_big(nullable=False))
    contract: str
    log_id: bytes
    seq: int = Field(sa_column=_big(nullable=False))
    prev: bytes
    prev_size: int = Field(sa_column=_big(nullable=False))
    size: int = Field(sa_column=_big(nullable=False))
    log_root: bytes
    index_root: bytes
    head: bytes
    index_revision: int = Field(sa_column=_big(nullable=False))
    outgoing_id: int | None = Field(default=None, foreign_key="outgoing.id", sa_type=BigInteger)
    state: str = "stored"
    block_number: int | None = Field(default=None, sa_column=_big(nullable=True))
    block_hash: bytes | None = None
    block_time: int | None = Field(default=None, sa_column=_big(nullable=True))
    created_at: int = Field(sa_type=BigInteger)


class IndexNote(SQLModel, table=True):
    """The newest index note of an auditor's key, a vkey, on the roots of one log size."""

    __tablename__ = "index_note"
    size: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    key: str = Field(primary_key=True)
    log_root: bytes
    index_root: bytes
    note: str = Field(sa_column=Column(Text, nullable=False))
    received_at: int = Field(sa_type=BigInteger)


class Outgoing(SQLModel, table=True):
    """A transaction of the service's chain account: queued, then signed and stored, then sent until it is mined.

    States: queued, signed, mined, final, reverted, abandoned (its chain is gone), repeat (waits for its contract's
    new address). `purpose` names what it does and `subject` what it is about. The bytes are stored before they are
    sent for the first time, and resent as they are; a replacement (same nonce, higher fee) is one more
    OutgoingAttempt. `failed` is a mined one that reverted, or a queued one that the chain would not take; it becomes
    `reverted` when that is final. `missing_since` is since when another transaction seems to stand at its nonce, or
    since when the contract refuses one that is queued.
    """

    __tablename__ = "outgoing"
    __table_args__ = (
        Index("ix_outgoing_state", "state"),
        Index("ix_outgoing_subject", "purpose", "subject"),
        Index("ix_outgoing_nonce", "chain_id", "nonce"),
    )
    id: int | None = Field(default=None, sa_column=_row_number())
    chain_id: int = Field(sa_column=_big(nullable=False))
    purpose: str
    subject: str = ""
    to: str
    data: bytes
    nonce: int | None = Field(default=None, sa_column=_big(nullable=True))
    state: str = "queued"
    transaction_hash: bytes | None = None
    block_number: int | None = Field(default=None, sa_column=_big(nullable=True))
    block_hash: bytes | None = None
    block_time: int | None = Field(default=None, sa_column=_big(nullable=True))
    created_at: int = Field(sa_type=BigInteger)
    error: str | None = None
    failed: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    missing_since: int | None = Field(default=None, sa_column=_big(nullable=True))


class OutgoingAttempt(SQLModel, table=True):
    """Signed bytes that were, or may have been, sent for an outgoing transaction."""

    __tablename__ = "outgoing_attempt"
    transaction_hash: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    outgoing_id: int = Field(foreign_key="outgoing.id", index=True, sa_type=BigInteger)
    raw: bytes
    nonce: int = Field(sa_column=_big(nullable=False))
    gas: int = Field(sa_column=_big(nullable=False))
    max_fee: int = Field(sa_column=_big(nullable=False))
    priority_fee: int = Field(sa_column=_big(nullable=False))
    sent_at: int | None = Field(default=None, sa_type=BigInteger)
    sends: int = 0


class CaptureJob(SQLModel, table=True):
    """A capture of a document: what was asked for and its per-event outcomes, as JSON."""

    __tablename__ = "capture_job"
    id: str = Field(primary_key=True)
    party_id: bytes = Field(foreign_key="party.id")
    created_at: int = Field(sa_type=BigInteger)
    finished_at: int | None = Field(default=None, sa_type=BigInteger)
    success: bool = False
    outcomes: bytes = b"{}"


class VerificationJob(SQLModel, table=True):
    """A list of items or files to verify, and how far it has come."""

    __tablename__ = "verification_job"
    id: str = Field(primary_key=True)
    api_key_id: str = Field(foreign_key="api_key.id")
    created_at: int = Field(sa_type=BigInteger)
    finished_at: int | None = Field(default=None, sa_type=BigInteger)
    total: int
    done: int = 0
    requests: bytes = b"[]"


class VerificationReport(SQLModel, table=True):
    """The report on one request of a verification job, as JSON."""

    __tablename__ = "verification_report"
    job_id: str = Field(primary_key=True, foreign_key="verification_job.id")
    position: int = Field(primary_key=True)
    report: bytes
