"""Fixtures that every part of the suite shares."""

from pathlib import Path

import pytest

VECTORS = Path(__file__).resolve().parents[2] / "shared" / "vectors"


@pytest.fixture(scope="session")
def vectors() -> Path:
    """The folder of test cases from outside, which stands beside the checkout in CI and not in a user's."""
    if not VECTORS.is_dir():
        pytest.skip("needs ../shared/vectors, which stands beside the project's own checkouts only")
    return VECTORS
