"""Nothing happens to an item after the end of its life."""

from __future__ import annotations

from verifier.report import Finding, Severity
from verifier.rules.journey import Journey


def check(journey: Journey) -> list[Finding]:
    """`after-end`: events later than the one that ended the item's life."""
    end = journey.end_of_life()
    if end is None:
        return []
    ended = end.event_time()
    late = tuple(event.index for event in journey.events if event.event_time() > ended)
    if not late:
        return []
    return [Finding("after-end", Severity.WARNING, "Something happened after the end of the item's life.", late)]
