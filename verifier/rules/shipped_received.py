"""What is shipped is received, before it is shipped on by somebody else."""

from __future__ import annotations

from verifier.report import Finding, Severity
from verifier.rules.journey import Journey, step

RECEIVING = frozenset({"receiving", "accepting", "arriving", "storing", "stocking", "retail_selling"})


def check(journey: Journey) -> list[Finding]:
    """`shipped-twice` and `not-received`."""
    findings = []
    open_shipping = None
    for event in journey.events:
        if step(event) == "shipping":
            if open_shipping is not None and open_shipping.issuer != event.issuer:
                findings.append(
                    Finding(
                        "shipped-twice",
                        Severity.WARNING,
                        "It was shipped on by another party that never received it.",
                        (open_shipping.index, event.index),
                    )
                )
            open_shipping = event
        elif step(event) in RECEIVING:
            open_shipping = None
    if open_shipping is not None:
        findings.append(
            Finding("not-received", Severity.NOTICE, "It was shipped and is not received yet.", (open_shipping.index,))
        )
    return findings
