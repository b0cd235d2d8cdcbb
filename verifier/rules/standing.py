"""Statements that do not count, or whose keys ask for caution, are named."""

from __future__ import annotations

from verifier.report import Finding, Severity
from verifier.rules.journey import Journey


def check(journey: Journey) -> list[Finding]:
    """`unauthorised-notice`, `struck-statement`, `disputed-statement` and `hosted-key`."""
    named = (
        (
            "unauthorised-notice",
            Severity.WARNING,
            "A notice does not count: its issuer may not give it.",
            journey.unauthorised,
        ),
        (
            "struck-statement",
            Severity.WARNING,
            "A statement does not count: it is not authentic, or contradicts itself.",
            tuple(each for each in journey.given if each.struck is not None),
        ),
        (
            "disputed-statement",
            Severity.WARNING,
            "A statement's key may have been in other hands when it was used.",
            tuple(each for each in journey.given if each.disputed and each.struck is None),
        ),
        (
            "hosted-key",
            Severity.INFO,
            "A statement was signed with a key that the service keeps for its party.",
            tuple(each for each in journey.given if each.hosted and each.struck is None),
        ),
    )
    return [
        Finding(rule, severity, message, tuple(sorted({each.index for each in statements})))
        for rule, severity, message, statements in named
        if statements
    ]
