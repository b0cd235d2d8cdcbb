"""Fixtures that every part of the suite shares, and what is printed under its results."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How fast an example is says what else the machine does, and no more.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
VECTORS = Path(__file__).resolve().parents[2] / "shared" / "vectors"
FAULT = "chain fault"
"""The property of a test that is a row of the table of faults: fault, what the ledger did, ticks, seconds."""


@pytest.fixture(scope="session")
def vectors() -> Path:
    """The folder of test cases from outside, which stands beside the checkout in CI and not in a user's."""
    if not VECTORS.is_dir():
        pytest.skip("needs ../shared/vectors, which stands beside the project's own checkouts only")
    return VECTORS


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the ledger did about each fault of the chain; the rows come as properties, from any process."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    rows = [
        row
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call" and report.passed
        for name, row in report.user_properties
        if name == FAULT and isinstance(row, list)
    ]
    if not rows:
        return
    table = [["fault of the chain", "what the ledger did", "ticks", "seconds"], *rows]
    widths = [max(len(str(row[column])) for row in table) for column in range(4)]
    terminalreporter.section("faults of the chain, until all was final again")
    for fault, did, ticks, seconds in table:
        terminalreporter.write_line(
            f"{fault:<{widths[0]}}  {did:<{widths[1]}}  {ticks:>{widths[2]}}  {seconds:>{widths[3]}}"
        )
