"""Positions on the earth, as the geo URIs that EPCIS takes for a read point (RFC 5870, CBV 2.0 section 8.3)."""

from __future__ import annotations

import math
from dataclasses import dataclass

DECIMALS = 4
"""Decimals kept of a degree: about 11 metres, which tells one loading bay from the next and no more."""


@dataclass(frozen=True, slots=True)
class Position:
    """A position in degrees of WGS 84: north and east are positive."""

    latitude: float
    longitude: float


def geo_uri(position: Position) -> str:
    """The one geo URI of a position, rounded to DECIMALS decimals.

    Zero has no sign, the date line is longitude 180 and the poles are longitude 0 (RFC 5870 section 3.4.4), so that
    equal positions have equal URIs.

    Raises ValueError, whose message says what is wrong, if a number is no such angle.
    """
    latitude = _degrees(position.latitude, "latitude", 90)
    longitude = _degrees(position.longitude, "longitude", 180)
    if abs(latitude) == 90:
        longitude = 0.0
    elif longitude == -180:
        longitude = 180.0
    return f"geo:{_decimal(latitude)},{_decimal(longitude)}"


def _degrees(value: float, name: str, most: int) -> float:
    if not math.isfinite(value) or abs(value) > most:
        raise ValueError(f"{name} must be a number of degrees from -{most} to {most}")
    return round(value, DECIMALS) + 0.0  # which makes -0.0 a zero without its sign


def _decimal(value: float) -> str:
    return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
