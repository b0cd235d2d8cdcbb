"""A report in plain words, for a person at a terminal."""

from __future__ import annotations

from datetime import UTC, datetime

from verifier.report import STEPS, ReadStatement, Report, Result, Status, Verdict

HEADLINES = {
    Verdict.VERIFIED: "The history checks out.",
    Verdict.PENDING: "The history checks out so far; something newer is still being recorded.",
    Verdict.NO_RECORD: "There is no record of this number.",
    Verdict.INCOMPLETE: "The history could not be checked fully.",
    Verdict.REFUSED: "Do not trust this: it is forged, altered, or contradicts the chain.",
}

_MARKS = {Result.PASSED: "ok", Result.FAILED: "NO", Result.NOT_CHECKED: "--"}


def render(report: Report) -> str:
    """The report as lines of text."""
    lines = [f"{report.verdict.name}  {printable(report.item)}", f"  {HEADLINES[report.verdict]}"]
    if report.status is not Status.UNKNOWN:
        lines.append(f"  Status: {report.status.value}")
    if report.as_of is not None:
        basis = ", according to the operator" if report.operator_only else ", replayed by auditors"
        lines.append(f"  As of {_time(report.as_of)} (anchor {report.seq}, {report.size} log entries){basis}")
    if report.never_made:
        lines.append(f"  {_declaration(report)} is recorded here: by that word, it was never made.")
    if report.entries_shown:
        lines.append(f"  Shown are the newest {report.entries_shown[0]} of {report.entries_shown[1]} statements.")
    for missing in report.missing:
        lines.append(f"  Missing: {printable(missing)}")
    if report.statements or report.newer:
        lines += ["", "What was recorded"]
        lines += [_statement(each) for each in report.statements]
        lines += [_statement(each) + "  (not anchored yet)" for each in report.newer]
    if report.findings:
        lines += ["", "What is worth noticing"]
        for finding in report.findings:
            about = ", ".join(str(index) for index in finding.statements)
            lines.append(f"  [{finding.severity.value}] {finding.message} (statements {about})")
    lines += ["", "What was checked"]
    for check in report.checks:
        reason = f": {printable(check.reason)}" if check.reason else ""
        lines.append(f"  {_MARKS[check.result]} {check.step:2} {STEPS[check.step]}{reason}")
    lines += ["", "Nothing here says that the object in hand is the one that was labelled: labels can be copied."]
    return "\n".join(lines) + "\n"


def _declaration(report: Report) -> str:
    """What the maker declared, and since when it holds: nothing is said of goods made before."""
    times = [
        each.time
        for each in report.statements
        if each.notice == "serialised" and each.struck is None and not each.undone and each.time is not None
    ]
    since = f" since {_time(min(times))}" if times else ""
    return f"Its maker declared that every number of this product made{since}"


def printable(text: str) -> str:
    """Text of unknown origin without what could move a terminal's cursor."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def _statement(statement: ReadStatement) -> str:
    core = statement.members.get("core")
    core = core if isinstance(core, dict) else {}
    what = statement.notice or core.get("bizStep") or statement.type
    when = core.get("eventTime", "")
    marks = [
        mark
        for mark, is_so in (
            (f"struck: {statement.struck}", statement.struck),
            ("undone", statement.undone),
            ("disputed", statement.disputed),
            ("key kept by the service", statement.hosted),
        )
        if is_so
    ]
    line = f"  {statement.index:>6}  {when}  {what}  by {statement.issuer}"
    return printable(line + (f"  [{'; '.join(marks)}]" if marks else ""))


def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
