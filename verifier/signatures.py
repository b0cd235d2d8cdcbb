"""Step 8: whose word each statement is, by the registry on chain."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.chain import ChainReader
from verifier.checkpoint import Checkpoint
from verifier.format.errors import FormatError
from verifier.format.item import party_id


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
        key, state = keys[checkpoint.statement.claims.kid], parties[party, time]
        if key is None:
            checkpoint.struck = "its key is not registered"
        elif key.party_id != party:
            checkpoint.struck = "its key is another party's"
        elif not key.authentic_at(time):
            checkpoint.struck = "its key was not valid at that time"
        elif not state.registered:
            checkpoint.struck = "its party was not registered at that time"
        elif state.suspended:
            checkpoint.struck = "its party was suspended at that time"
        else:
            checkpoint.hosted = key.hosted
            checkpoint.disputed = key.disputed_at(time)
            try:
                checkpoint.statement.verify(key.public_key)
            except FormatError as error:
                checkpoint.struck = str(error)
        statement_id = checkpoint.statement.id()
        if checkpoint.struck is None and statement_id in seen:
            checkpoint.struck = "it repeats an earlier statement"
        elif checkpoint.struck is None:
            seen.add(statement_id)


def _time(checkpoint: Checkpoint, now: int) -> int:
    return now if checkpoint.time is None else checkpoint.time
