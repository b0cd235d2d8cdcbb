"""What an audit came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from verifier.audit_signatures import Struck
from verifier.report import Result
from verifier.report_text import printable


class AuditVerdict(Enum):
    """What an audit concludes; the value is the command's exit code."""

    AGREES = 0
    REFUSED = 1
    INCOMPLETE = 2


class Subject(Enum):
    """What is audited."""

    LOG = "log"
    ANCHORS = "anchors"
    SIGNATURES = "signatures"
    INDEX = "item index"


@dataclass(frozen=True)
class AuditCheck:
    """What became of one subject, and why; where all is well, what was seen."""

    subject: Subject
    result: Result
    reason: str


@dataclass(frozen=True)
class AuditedAnchor:
    """The newest anchor that was replayed, in this run or an earlier one: its number, and what an index note says."""

    seq: int
    size: int
    log_root: bytes
    index_root: bytes


@dataclass
class AuditReport:
    """The whole outcome.

    `anchor` is the newest final one, None if none is, or its index was not replayed. `size` is the tree head's,
    `entries` how many were read in this run, `first_seq` and `first_entry` where it began. `proof` is a misindex proof
    and `conviction` what it shows, or why none could be made. `saved` names files of evidence, and `lost` those that
    could not be written, with the reason.
    """

    origin: str
    checks: dict[Subject, AuditCheck] = field(default_factory=dict)
    anchor: AuditedAnchor | None = None
    size: int = 0
    lists: int = 0
    entries: int = 0
    first_seq: int = 0
    first_entry: int = 0
    struck: list[Struck] = field(default_factory=list)
    struck_before: int = 0
    proof: bytes | None = None
    conviction: str = ""
    saved: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> AuditVerdict:
        """REFUSED if anything failed, INCOMPLETE if anything was not checked."""
        results = {check.result for check in self.checks.values()}
        if Result.FAILED in results:
            return AuditVerdict.REFUSED
        if Result.PASSED not in results or Result.NOT_CHECKED in results or len(self.checks) < len(Subject):
            return AuditVerdict.INCOMPLETE
        return AuditVerdict.AGREES

    def say(self, subject: Subject, result: Result, reason: str) -> None:
        """Note what became of a subject; what failed stays so."""
        known = self.checks.get(subject)
        if known is None or known.result is not Result.FAILED:
            self.checks[subject] = AuditCheck(subject, result, reason)


_SHOWN = 5
_MARKS = {Result.PASSED: "ok", Result.FAILED: "NO", Result.NOT_CHECKED: "--"}


def render_audit(report: AuditReport) -> str:
    """The report for a person."""
    lines = [f"{report.verdict.name}  {report.origin}"]
    for subject in Subject:
        check = report.checks.get(subject)
        mark, reason = ("--", "not reached") if check is None else (_MARKS[check.result], check.reason)
        lines.append(f"  {mark}  {subject.value}: {reason}")
    for struck in report.struck[:_SHOWN]:
        lines.append(f"      statement {struck.index} counts for nothing: {struck.reason}")
    if len(report.struck) > _SHOWN:
        lines.append(f"      and {len(report.struck) - _SHOWN} more")
    if report.conviction:
        lines.append(("  The operator is convicted: " if report.proof else "  But ") + report.conviction)
    lines += [f"  Written: {path}" for path in report.saved]
    lines += [f"  Evidence that could not be kept: {each}" for each in report.lost]
    return "\n".join(map(printable, lines)) + "\n"
