"""What verification concludes: verdict, checks, statements as read, and findings (docs/format.md section 8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from verifier.format import base64url, jcs


class Verdict(Enum):
    """The verdict; the value is the exit code of `wayproof-verify`."""

    VERIFIED = 0
    REFUSED = 1
    INCOMPLETE = 2
    PENDING = 4
    NO_RECORD = 5


class Result(Enum):
    """How one check ended."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    NOT_CHECKED = "NOT_CHECKED"


class Severity(Enum):
    """How much a finding matters to someone who holds the item."""

    INFO = "info"
    NOTICE = "notice"
    WARNING = "warning"
    ALERT = "alert"


class Status(Enum):
    """The item's status, which is not part of the verdict."""

    IN_ORDER = "in order"
    ATTENTION = "attention"
    RECALLED = "recalled"
    ENDED = "ended"
    UNKNOWN = "unknown"


STEPS = {
    1: "parse",
    2: "trust root",
    3: "tree head",
    4: "chain",
    5: "index notes",
    6: "index",
    7: "log",
    8: "signatures",
    9: "disclosures",
    10: "commissioned",
    11: "trace",
    12: "rules",
}


@dataclass(frozen=True)
class Check:
    """One numbered step and how it ended; `reason` says why it did not pass."""

    step: int
    result: Result
    reason: str = ""

    def encode(self) -> dict[str, jcs.Json]:
        """The check as JSON."""
        return {"name": STEPS[self.step], "reason": self.reason, "result": self.result.value, "step": self.step}


@dataclass(frozen=True)
class Finding:
    """Something that the supply-chain rules noticed, and the log indices of the statements that it rests on."""

    rule: str
    severity: Severity
    message: str
    statements: tuple[int, ...] = ()

    def encode(self) -> dict[str, jcs.Json]:
        """The finding as JSON."""
        return {
            "message": self.message,
            "rule": self.rule,
            "severity": self.severity.value,
            "statements": list(self.statements),
        }


@dataclass(frozen=True)
class ReadStatement:
    """A statement as the reader was shown it, and how it stands.

    `time` is the covering anchor's block time; None while it is not known. `applies` tells whether it belongs to the
    asked item's journey; `about` are the canonical URIs of visited items that it concerns.
    """

    index: int
    id: bytes
    issuer: str
    type: str
    notice: str | None
    re: bytes | None
    time: int | None
    members: dict[str, jcs.Json]
    about: tuple[str, ...]
    applies: bool
    struck: str | None
    undone: bool
    disputed: bool
    hosted: bool
    whole: bool

    def encode(self) -> dict[str, jcs.Json]:
        """The statement as JSON."""
        return {
            "about": list(self.about),
            "applies": self.applies,
            "disputed": self.disputed,
            "hosted": self.hosted,
            "id": base64url.encode(self.id),
            "index": self.index,
            "issuer": self.issuer,
            "members": self.members,
            "notice": self.notice,
            "re": None if self.re is None else base64url.encode(self.re),
            "struck": self.struck,
            "time": self.time,
            "type": self.type,
            "undone": self.undone,
            "whole": self.whole,
        }


@dataclass(frozen=True)
class Report:
    """The outcome of one verification.

    `size`, `seq` and `as_of` are the newest anchor's log size, number and block time; `missing` names what made a
    verdict INCOMPLETE; `never_made` is only ever true beside NO_RECORD; `entries_shown` is (shown, all) of a list that
    is not given whole.
    """

    verdict: Verdict
    status: Status
    item: str
    checks: tuple[Check, ...]
    missing: tuple[str, ...] = ()
    size: int | None = None
    seq: int | None = None
    as_of: int | None = None
    operator_only: bool = True
    never_made: bool = False
    entries_shown: tuple[int, int] | None = None
    statements: tuple[ReadStatement, ...] = ()
    newer: tuple[ReadStatement, ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    def encode(self) -> dict[str, jcs.Json]:
        """The report as JSON, for machines (`docs/report.schema.json`)."""
        return {
            "asOf": self.as_of,
            "checks": [check.encode() for check in self.checks],
            "entriesShown": None if self.entries_shown is None else list(self.entries_shown),
            "exit": self.verdict.value,
            "findings": [finding.encode() for finding in self.findings],
            "item": self.item,
            "missing": list(self.missing),
            "neverMade": self.never_made,
            "newer": [statement.encode() for statement in self.newer],
            "operatorOnly": self.operator_only,
            "seq": self.seq,
            "size": self.size,
            "statements": [statement.encode() for statement in self.statements],
            "status": self.status.value,
            "verdict": self.verdict.name,
            "version": 1,
        }
