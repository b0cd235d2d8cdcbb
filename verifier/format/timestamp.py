"""Points in time as EPCIS writes them: `xsd:dateTimeStamp`, which always has an offset from UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from verifier.format.errors import FormatError

_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))", re.ASCII)


class TimestampError(FormatError):
    """Text that is no date and time with an offset from UTC, or a day that no calendar has."""


@lru_cache(maxsize=1024)  # an event's time is read once to be checked and once more for the Event Hash ID
def parse_timestamp(text: str) -> datetime:
    """The point in time, in UTC, to the millisecond; a fourth decimal of 5 or more rounds up (CBV 2.0 section 8.9).

    Raises TimestampError unless `text` is an XML Schema 1.1 dateTimeStamp in the years 1 to 9999, hours 00 to 23. Leap
    seconds and lower-case letters are refused, as XML Schema does.
    """
    if _TIMESTAMP.fullmatch(text) is None:
        raise TimestampError("is not a date and time with an offset from UTC, such as 2026-03-31T08:15:00.000+02:00")
    try:
        moment = datetime.fromisoformat(text)  # which cuts off all after six decimals
        beyond = moment.microsecond % 1000
        if beyond:
            moment += timedelta(microseconds=1000 - beyond if beyond >= 500 else -beyond)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise TimestampError("is a day or an hour that does not exist") from None


def canonical_timestamp(text: str) -> str:
    """The same point in time as the Event Hash ID writes it: UTC, three decimals, `Z`. Raises TimestampError."""
    return parse_timestamp(text).isoformat(timespec="milliseconds")[:-6] + "Z"
