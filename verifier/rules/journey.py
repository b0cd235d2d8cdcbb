"""What the supply-chain rules look at: one item's journey as far as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.checkpoint import Checkpoint
from verifier.trace import Window


@dataclass(frozen=True)
class Journey:
    """The journey of the item under `key`.

    `events` are the standing events that apply, by eventTime and then by log index; `own` those on the item's own
    list; `commissionings` the authentic ones that are not disputed, `foreign_commissionings` those by others; `notices`
    those that apply and count; `unauthorised` those that do not count; `given` every statement of the passport.
    """

    key: bytes
    events: tuple[Checkpoint, ...]
    own: tuple[Checkpoint, ...]
    commissionings: tuple[Checkpoint, ...]
    foreign_commissionings: tuple[Checkpoint, ...]
    windows: tuple[Window, ...]
    notices: tuple[Checkpoint, ...]
    unauthorised: tuple[Checkpoint, ...]
    foreign_unpackings: tuple[Checkpoint, ...]
    given: tuple[Checkpoint, ...]

    def end_of_life(self) -> Checkpoint | None:
        """The first standing event of the item itself that ends its life."""
        return next((event for event in self.events if event in self.own and ends_life(event)), None)


ENDING_STEPS = frozenset({"destroying", "decommissioning"})
ENDING_DISPOSITIONS = frozenset({"destroyed", "disposed"})


def step(checkpoint: Checkpoint) -> str | None:
    """The business step, a bare CBV word in the canonical event."""
    return checkpoint.word("bizStep")


def ends_life(checkpoint: Checkpoint) -> bool:
    """Whether an event ends the life of what it is about: a decommission, or a destroying or disposing."""
    return (
        checkpoint.notice == "decommission"
        or step(checkpoint) in ENDING_STEPS
        or checkpoint.word("disposition") in ENDING_DISPOSITIONS
    )
