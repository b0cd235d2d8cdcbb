from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.format.timestamp import TimestampError, canonical_timestamp, parse_timestamp


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2020-03-04T11:00:30+01:00", "2020-03-04T10:00:30.000Z"),
        ("2005-04-03T20:33:31.116000-06:00", "2005-04-04T02:33:31.116Z"),
        ("2023-01-18T11:04:03.1415Z", "2023-01-18T11:04:03.142Z"),
        ("2023-01-18T11:04:03.0025Z", "2023-01-18T11:04:03.003Z"),
        ("2023-01-18T11:04:03.00249999Z", "2023-01-18T11:04:03.002Z"),
        ("2023-01-18T11:04:03." + "4" * 5000 + "Z", "2023-01-18T11:04:03.444Z"),
        ("2023-12-31T23:59:59.9995Z", "2024-01-01T00:00:00.000Z"),
        ("2024-02-29T00:30:00.5+14:00", "2024-02-28T10:30:00.500Z"),
        ("2024-02-29T00:30:00-14:00", "2024-02-29T14:30:00.000Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
    ],
)
def test_canonical_timestamp(text, canonical):
    assert canonical_timestamp(text) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-29T00:00:00Z",
        "2023-13-01T00:00:00Z",
        "2023-01-01T24:00:00Z",
        "2023-01-01T23:59:60Z",
        "2023-01-01T00:00:00",
        "2023-01-01",
        "2023-01-01 00:00:00Z",
        "2023-01-01T00:00Z",
        "2023-01-01t00:00:00z",
        "2023-01-01T00:00:00.Z",
        "2023-01-01T00:00:00+14:01",
        "2023-01-01T00:00:00+1400",
        "2023-01-01T00:00:00Z\n",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59.9999Z",
        "9999-12-31T23:59:59.9999+01:00",
        "\u0662\u0660\u0662\u0663-01-01T00:00:00Z",
        "",
    ],
)
def test_what_is_no_point_in_time_is_refused(text):
    with pytest.raises(TimestampError):
        parse_timestamp(text)


offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=offsets)


@given(moments)
def test_the_same_moment_whatever_the_offset(moment):
    moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert parse_timestamp(moment.isoformat()) == moment
    assert canonical_timestamp(moment.isoformat()) == canonical_timestamp(moment.astimezone(UTC).isoformat())
