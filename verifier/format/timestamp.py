"""Points in time as EPCIS writes them: `xsd:dateTimeStamp`, which always has an offset from UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from verifier.format.errors import FormatError

_TIMESTAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:(Z)|([+-])(0\d|1[0-3]):([0-5]\d)|([+-])14:00)",
    re.ASCII,
)


class TimestampError(FormatError):
    """Text that is no date and time with an offset from UTC, or a day that no calendar has."""


def parse_timestamp(text: str) -> datetime:
    """The point in time, in UTC, to the millisecond; a fourth decimal of 5 or more rounds up (CBV 2.0 section 8.9).

    Raises TimestampError unless `text` is an XML Schema 1.1 dateTimeStamp in the years 1 to 9999, hours 00 to 23. Leap
    seconds and lower-case letters are refused, as XML Schema does.
    """
    match = _TIMESTAMP.fullmatch(text)
    if match is None:
        raise TimestampError("is not a date and time with an offset from UTC, such as 2026-03-31T08:15:00.000+02:00")
    year, month, day, hour, minute, second, fraction, zulu, sign, hours, minutes, far = match.groups()
    try:
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second), tzinfo=UTC)
        if fraction:
            milliseconds = int(fraction[:3].ljust(3, "0")) + (fraction[3:4] >= "5")
            moment += timedelta(milliseconds=milliseconds)
        if not zulu:
            offset = timedelta(hours=14) if far else timedelta(hours=int(hours), minutes=int(minutes))
            moment += -offset if (sign or far) == "+" else offset
    except (ValueError, OverflowError):
        raise TimestampError("is a day or an hour that does not exist") from None
    return moment


def canonical_timestamp(text: str) -> str:
    """The same point in time as the Event Hash ID writes it: UTC, three decimals, `Z`. Raises TimestampError."""
    return parse_timestamp(text).isoformat(timespec="milliseconds")[:-6] + "Z"
