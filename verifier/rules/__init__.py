"""Step 12: the supply-chain rules, pure functions from a journey to findings, one idea a file (docs/format.md 8.2)."""

from __future__ import annotations

from verifier.report import Finding, Severity, Status
from verifier.rules import (
    commissioned_once,
    containment,
    end_of_life,
    plausible_times,
    recalled,
    shipped_received,
    standing,
)
from verifier.rules.journey import Journey

ALL = (recalled, commissioned_once, end_of_life, shipped_received, containment, plausible_times, standing)


def findings_of(journey: Journey) -> list[Finding]:
    """What all rules find, in their order."""
    return [finding for rule in ALL for finding in rule.check(journey)]


def status_of(journey: Journey, findings: list[Finding]) -> Status:
    """The item's status: recalled, ended, attention or in order, the first that applies."""
    if any(finding.rule == "recalled" for finding in findings):
        return Status.RECALLED
    if journey.end_of_life() is not None:
        return Status.ENDED
    if any(finding.severity in (Severity.WARNING, Severity.ALERT) for finding in findings):
        return Status.ATTENTION
    return Status.IN_ORDER
