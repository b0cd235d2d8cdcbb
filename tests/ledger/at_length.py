"""How long a state machine is run."""

from __future__ import annotations

from hypothesis import HealthCheck, settings


def at_length(examples: int, steps: int) -> settings:
    """So many runs of at most so many steps, each of which may take its time."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=slow)
