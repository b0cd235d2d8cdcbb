"""A serial number is made once, and nothing happens to it before."""

from __future__ import annotations

from verifier.report import Finding, Severity
from verifier.rules.journey import Journey


def check(journey: Journey) -> list[Finding]:
    """`foreign-commissioning`, `commissioned-twice` and `before-commissioning`."""
    findings = []
    foreign = tuple(each.index for each in journey.foreign_commissionings)
    if foreign:
        message = "A party that may not make this number says that it did."
        findings.append(Finding("foreign-commissioning", Severity.WARNING, message, foreign))
    if not journey.commissionings:
        return findings
    first, *others = journey.commissionings
    if others:
        findings.append(
            Finding(
                "commissioned-twice",
                Severity.ALERT,
                "This number was made more than once.",
                tuple(each.index for each in journey.commissionings),
            )
        )
    made = first.event_time()
    early = tuple(event.index for event in journey.events if event.event_time() < made)
    if early:
        findings.append(
            Finding("before-commissioning", Severity.WARNING, "Something happened before the item was made.", early)
        )
    return findings
