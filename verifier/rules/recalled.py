"""A recall that counts and is not withdrawn stands above everything."""

from __future__ import annotations

from verifier.report import Finding, Severity
from verifier.rules.journey import Journey


def check(journey: Journey) -> list[Finding]:
    """`recalled`: one finding for all recalls that apply."""
    recalls = sorted({notice.index for notice in journey.notices if notice.notice == "recall"})
    if not recalls:
        return []
    return [Finding("recalled", Severity.ALERT, "This item is recalled.", tuple(recalls))]
