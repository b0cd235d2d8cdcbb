"""Gas stays as it was committed; a change is a decision, made by committing a new snapshot."""

import pytest

from contracts import gas


@pytest.mark.slow
def test_the_snapshot_holds() -> None:
    assert gas.measure() == gas.committed()


@pytest.mark.parametrize("anchor", ["first", "following", "heartbeat"])
def test_an_anchor_costs_under_two_gas_per_event_of_a_large_batch(anchor: str) -> None:
    assert gas.committed()[f"TraceAnchor.anchor, {anchor}"] < 2 * 65_536
