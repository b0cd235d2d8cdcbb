"""An item is in one container at a time, and leaves only what it was packed into."""

from __future__ import annotations

from verifier.format import item_tree
from verifier.report import Finding, Severity
from verifier.rules.journey import Journey


def check(journey: Journey) -> list[Finding]:
    """`packed-twice`, `unpacked-without-packing`, `unpacked-before-packing` and `foreign-unpacking`."""
    findings = []
    inside: set[bytes] = set()
    packed: set[bytes] = set()
    for event in journey.own:
        if not event.role(journey.key) & item_tree.CHILD:
            continue
        containers = {leaf.key for leaf in event.leaves_with(item_tree.PARENT)}
        if event.contains("ADD"):
            inside -= {
                window.container.key
                for window in journey.windows
                if window.unpacking is not None and window.unpacking.event_time() <= event.event_time()
            }
            if inside - containers:
                message = "It was packed while it was in another container."
                findings.append(Finding("packed-twice", Severity.WARNING, message, (event.index,)))
            inside |= containers
            packed |= containers
        elif event.contains("DELETE"):
            if containers - packed:
                message = "It was taken out of a container that it was never put into."
                findings.append(Finding("unpacked-without-packing", Severity.WARNING, message, (event.index,)))
            inside -= containers
    backwards = tuple(
        sorted(
            {
                window.unpacking.index
                for window in journey.windows
                if window.unpacking and window.unpacking.event_time() < window.packing.event_time()
            }
        )
    )
    if backwards:
        message = "It is said to have been unpacked before it was packed."
        findings.append(Finding("unpacked-before-packing", Severity.WARNING, message, backwards))
    foreign = tuple(event.index for event in journey.foreign_unpackings)
    if foreign:
        message = "It was unpacked by a party that its history does not know otherwise."
        findings.append(Finding("foreign-unpacking", Severity.WARNING, message, foreign))
    return findings
