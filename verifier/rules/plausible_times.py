"""What was recorded cannot have happened later, and seldom much earlier."""

from __future__ import annotations

from verifier.report import Finding, Severity
from verifier.rules.journey import Journey

AHEAD = 10 * 60 * 1000
"""How far an event's own clock may run ahead of its covering anchor's block, in milliseconds."""

BEHIND = 30 * 24 * 3600 * 1000
"""How late an event may be recorded without remark, in milliseconds."""


def check(journey: Journey) -> list[Finding]:
    """`event-in-future` and `recorded-late`."""
    ahead, behind = [], []
    for event in journey.events:
        if event.time is None:
            continue
        lead = event.event_time() - event.time * 1000
        if lead > AHEAD:
            ahead.append(event.index)
        elif lead < -BEHIND:
            behind.append(event.index)
    findings = []
    if ahead:
        message = "An event claims a time after it was recorded."
        findings.append(Finding("event-in-future", Severity.WARNING, message, tuple(ahead)))
    if behind:
        message = "An event was recorded more than 30 days after it is said to have happened."
        findings.append(Finding("recorded-late", Severity.NOTICE, message, tuple(behind)))
    return findings
