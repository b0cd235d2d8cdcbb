"""What the data logger on the demo's pallet reads: temperature and humidity on the way, and a few hours without."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

_EVERY_MINUTES = 30
_DEVICE = "https://id.gs1.org/8004/9521437LOGGER7"


def sensor_elements(start: datetime, end: datetime, silent_hours: tuple[float, float] = (0, 0)) -> list[dict[str, Any]]:
    """The sensorElementList (EPCIS 2.0 section 7.3.8) of the time after `start` up to `end`.

    The logger wrote nothing between the two silent hours after `start`.
    """
    temperatures, humidities = [], []
    for number in range(1, int((end - start) / timedelta(minutes=_EVERY_MINUTES)) + 1):
        at = start + timedelta(minutes=_EVERY_MINUTES * number)
        hours = (at - start) / timedelta(hours=1)
        if silent_hours[0] < hours < silent_hours[1]:
            continue
        day = math.sin((at.hour - 9 + at.minute / 60) * math.pi / 12)
        wave = math.sin(number * 1.7) * 0.25
        temperatures.append(_report("Temperature", round(17.2 + 2.4 * day + wave, 1), "CEL", at))
        if number % 2 == 0:
            humidities.append(_report("RelativeHumidity", round(52 - 4 * day + 4 * wave), "P1", at))
    metadata = {"startTime": _stamp(start), "endTime": _stamp(end), "deviceID": _DEVICE}
    return [{"sensorMetadata": metadata, "sensorReport": [*temperatures, *humidities]}]


def _report(kind: str, value: float, unit: str, at: datetime) -> dict[str, Any]:
    return {"type": kind, "value": value, "uom": unit, "time": _stamp(at)}


def _stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
