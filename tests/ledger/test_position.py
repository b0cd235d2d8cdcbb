"""Positions have one geo URI each, or are refused."""

import math

import pytest

from ledger.position import Position, geo_uri
from verifier.format.item import canonical_item


@pytest.mark.parametrize(
    ("latitude", "longitude", "uri"),
    [
        (57.4778, -4.2247, "geo:57.4778,-4.2247"),
        (57.47784999, -4.22466, "geo:57.4778,-4.2247"),
        (52.5, 13, "geo:52.5,13"),
        (0, -0.0, "geo:0,0"),
        (-0.00004, 0.00004, "geo:0,0"),
        (-33.9, 18.42, "geo:-33.9,18.42"),
        (10, -180, "geo:10,180"),
        (90, 77.5, "geo:90,0"),
        (-90, -180, "geo:-90,0"),
        (89.99999, 5, "geo:90,0"),
        (100 / 3, 1e-7, "geo:33.3333,0"),
    ],
)
def test_equal_positions_have_equal_uris_that_name_a_place(latitude, longitude, uri):
    assert geo_uri(Position(latitude, longitude)) == uri
    assert canonical_item(uri) == uri


@pytest.mark.parametrize(
    ("latitude", "longitude", "named"),
    [
        (90.1, 0, "latitude"),
        (-91, 0, "latitude"),
        (0, 180.5, "longitude"),
        (math.nan, 0, "latitude"),
        (0, math.inf, "longitude"),
    ],
)
def test_what_is_no_position_is_refused(latitude, longitude, named):
    with pytest.raises(ValueError, match=f"^{named} must be"):
        geo_uri(Position(latitude, longitude))
