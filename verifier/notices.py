"""Notices: which statements they undo, and which of them count (docs/format.md section 8)."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.authority import RESTRICTED_NOTICES, Authorities, query_for
from verifier.checkpoint import Checkpoint
from verifier.format.statement import SPEAKING_NOTICES


def undo(checkpoints: Sequence[Checkpoint]) -> list[Checkpoint]:
    """Mark what corrections and withdrawals undo; returns those that undo nothing because they must not.

    `checkpoints` are in the order of the log. A statement is named by its id, so only later ones speak of it; going
    backwards, an undone correction is known as such before it could undo anything.
    """
    by_id = {each.statement.id(): each for each in reversed(checkpoints) if each.struck is None}
    unauthorised = []
    for checkpoint in reversed(checkpoints):
        if checkpoint.notice not in SPEAKING_NOTICES or not checkpoint.stands():
            continue
        target = by_id.get(checkpoint.statement.payload.re or b"")
        if target is None:
            continue
        if target.issuer != checkpoint.issuer or checkpoint.disputed:
            unauthorised.append(checkpoint)
        elif target.index < checkpoint.index:
            target.undone = True
    return unauthorised[::-1]


def counts(checkpoint: Checkpoint, key: bytes, authorities: Authorities) -> bool:
    """Whether a standing notice counts for the item under `key`, on whose notice list it stands."""
    if not checkpoint.stands():
        return False
    return checkpoint.notice not in RESTRICTED_NOTICES or authorities.allows(query_for(checkpoint, key))
