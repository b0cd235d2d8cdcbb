"""What a named passport case is made of, and the register of all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.coffee import Coffee
from tests.recorded_chain import RecordedChain
from verifier.format import base64url
from verifier.format.passport import Passport
from verifier.report import Report
from verifier.verify import verify

Case = dict[str, Any]
CASES: dict[str, Callable[[], Case]] = {}


def case(make: Callable[[], Case]) -> Callable[[], Case]:
    """Register a case under its function's name."""
    CASES[make.__name__.replace("_", "-")] = make
    return make


def of(coffee: Coffee, item: str, passport: Passport | bytes | None = None, **changes: Any) -> Case:
    """A case on a coffee ledger as it stands; `changes` replace what the verifier is given."""
    ledger = coffee.ledger
    given = ledger.passport(item) if passport is None else passport
    return {
        "chain": ledger.recorded(),
        "item": item,
        "now": ledger.now,
        "passport": base64url.encode(given if isinstance(given, bytes) else given.encode()),
        "trustRoot": ledger.trust_root().decode(),
        **changes,
    }


def report_of(made: Case) -> Report:
    """What Python's verifier says of a case."""
    chain = None if made["chain"] is None else RecordedChain(made["chain"])
    passport = base64url.decode(made["passport"])
    return verify(passport, made["item"], made["trustRoot"].encode(), chain, made["now"])


def summary(report: Report) -> dict[str, Any]:
    """What two verifiers must agree on."""
    return {
        "asOf": report.as_of,
        "checks": [[check.step, check.result.value] for check in report.checks],
        "exit": report.verdict.value,
        "findings": [[finding.rule, list(finding.statements)] for finding in report.findings],
        "missing": list(report.missing),
        "neverMade": report.never_made,
        "statements": [
            [each.index, each.applies, each.struck is not None, each.undone, each.disputed, each.whole]
            for each in report.statements
        ],
        "newer": [each.index for each in report.newer],
        "status": report.status.value,
        "verdict": report.verdict.name,
    }


def played() -> Coffee:
    coffee = Coffee()
    coffee.play()
    return coffee
