"""The Solidity tests, run by Hardhat."""

import re

import pytest

from contracts import build


@pytest.mark.slow
def test_the_solidity_tests_pass() -> None:
    said = build.hardhat("test", "solidity")
    suites = {path.name for path in (build.ROOT / "tests" / "contracts").glob("*.t.sol")}
    assert {name for name in suites if name in said} == suites
    passing = re.search(r"(\d+) passing", said)
    assert passing is not None, said
    assert int(passing[1]) >= len(suites), said
