"""Step 8: whose word each statement is, by the registry on chain."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.chain import ChainReader, KeyRecord, PartyState
from verifier.checkpoint import Checkpoint
from verifier.format.errors import FormatError
from verifier.format.item import party_id
from verifier.format.statement import Statement


def check_signatures(checkpoints: Sequence[Checkpoint], chain: ChainReader, now: int) -> None:
    """Strike every statement that is not authentically its issuer's at its time; `now` stands in for a newer one's.

    `checkpoints` are in the order of the log: of those with one id, the first that passes counts.

    Raises:
        ChainError: the chain could not be read.
    """
    kids = sorted({checkpoint.statement.claims.kid for checkpoint in checkpoints})
    keys = dict(zip(kids, chain.keys(kids), strict=True))
    queries = sorted({(party_id(each.issuer), _time(each, now)) for each in checkpoints})
    parties = dict(zip(queries, chain.parties(queries), strict=True))
    seen: set[bytes] = set()
    for checkpoint in checkpoints:
        time = _time(checkpoint, now)
        party = party_id(checkpoint.issuer)
        key = keys[checkpoint.statement.claims.kid]
        checkpoint.struck = fault_of_key(checkpoint.issuer, key, parties[party, time], time)
        if checkpoint.struck is None and key is not None:
            checkpoint.hosted = key.hosted
            checkpoint.disputed = key.disputed_at(time)
            checkpoint.struck = fault_of_signature(checkpoint.statement, key)
        statement_id = checkpoint.statement.id()
        if checkpoint.struck is None and statement_id in seen:
            checkpoint.struck = "it repeats an earlier statement"
        elif checkpoint.struck is None:
            seen.add(statement_id)


def fault_of_key(issuer: str, key: KeyRecord | None, state: PartyState, time: int) -> str | None:
    """Why a key could not speak for an issuer at `time`, by the registry's answers; None if it could."""
    if key is None:
        return "its key is not registered"
    if key.party_id != party_id(issuer):
        return "its key is another party's"
    if not key.authentic_at(time):
        return "its key was not valid at that time"
    if not state.registered:
        return "its party was not registered at that time"
    if state.suspended:
        return "its party was suspended at that time"
    return None


def fault_of_signature(statement: Statement, key: KeyRecord) -> str | None:
    """Why a statement's signature is not the key's; None if it is."""
    try:
        statement.verify(key.public_key)
    except FormatError as error:
        return str(error)
    return None


def _time(checkpoint: Checkpoint, now: int) -> int:
    return now if checkpoint.time is None else checkpoint.time
