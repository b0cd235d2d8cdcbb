"""The log's beginning: entry 0, in which the ledger states its own policy (docs/format.md section 4)."""

from __future__ import annotations

import hashlib
import uuid

from ledger import store_log, store_statements
from ledger.sequence import NoteSigner, append_leaves, sign_head
from ledger.store import Store
from ledger.store_statements import NewRow
from verifier.format import cbor, jcs, merkle, statement
from verifier.format.cose_key import ED25519, PublicKey
from verifier.format.jcs import Json
from verifier.format.statement import POLICY_CONTENT_TYPE

_ROW_TYPE = "Policy"


def begin_log(store: Store, signer: NoteSigner, policy: dict[str, Json], now: int) -> bool:
    """Make entry 0 and sign the tree head of size 1, in one transaction; False if the log was begun before.

    `policy` is what the ledger says of itself, for people and auditors to read.
    """
    with store.write() as connection:
        if store_log.newest_tree_head(connection) is not None:
            return False
        row = _policy_row(signer, policy, now)
        store_statements.insert_at(connection, row, 0)
        append_leaves(connection, 0, [row.leaf_hash])
        sign_head(connection, 1, signer, now)
    return True


def _policy_row(signer: NoteSigner, policy: dict[str, Json], now: int) -> NewRow:
    """The policy as a signed statement of the log itself: its key is the log's, which every trust root names."""
    origin = signer.key.name
    kid = PublicKey(ED25519, signer.key.public_key).thumbprint()
    claims: dict[int, cbor.Cbor] = {1: origin, 2: f"urn:uuid:{uuid.uuid4()}", 3: origin, 6: now}
    protected = cbor.encode({1: ED25519, 3: POLICY_CONTENT_TYPE, 4: kid, 15: claims})
    content = jcs.encode({"origin": origin, "policy": policy, "version": 1})
    entry = statement.encode(protected, content, signer.private.sign(statement.signed_bytes(protected, content)))
    return NewRow(
        statement_id=statement.statement_id(protected, content),
        party_id=None,
        event_hash=hashlib.sha256(content).digest(),
        error_hash=b"",
        certification_hash=b"",
        event_id=None,
        type=_ROW_TYPE,
        notice=None,
        entry=entry,
        leaf_hash=merkle.leaf_hash(entry),
        content=content,
        secret=None,
        accepted_at=now,
    )
