"""Durations and the day arithmetic of intervals."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peercomply.records.durations import (
    Duration,
    add,
    add_exact,
    earliest_anchor,
    latest_anchor,
    parse_duration,
)

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
months = st.integers(0, 600)
durations = st.builds(Duration, months=st.integers(0, 60), days=st.integers(0, 400))


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2026-01-31", "P1M", "2026-02-28"),
        ("2026-01-31", "P2M", "2026-03-31"),
        ("2028-01-31", "P1M", "2028-02-29"),
        ("2024-02-29", "P12M", "2025-02-28"),
        ("2024-02-29", "P4Y", "2028-02-29"),
        ("2026-08-31", "P6M", "2027-02-28"),
        ("2026-10-31", "P1M", "2026-11-30"),
        ("2026-11-08", "P2W", "2026-11-22"),
        ("2026-01-31", "P1M1D", "2026-03-01"),
    ],
)
def test_months_end_at_the_last_day_of_a_shorter_month(start, duration, end):
    """
    A month after 31 January is the last day of February, always counted from the anchor.
    """
    moved = add(date.fromisoformat(start), parse_duration(duration))

    assert date.fromisoformat(end) == moved


@given(days, months)
def test_adding_months_lands_in_the_month_that_many_later(day, count):
    """
    Months are counted on the calendar, whatever their length.
    """
    moved = add(day, Duration(months=count))

    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == count
    assert moved.day <= day.day


@given(days, days, durations)
def test_a_later_anchor_is_never_due_earlier(one, other, duration):
    """
    Moving by a duration keeps the order of days.
    """
    early, late = sorted((one, other))

    assert add(early, duration) <= add(late, duration)


@given(days, months, months)
def test_a_longer_interval_is_never_due_earlier(day, one, other):
    """
    More months never end before fewer.
    """
    few, many = sorted((one, other))

    assert add(day, Duration(months=few)) <= add(day, Duration(months=many))


@given(days, durations)
def test_the_earliest_anchor_reaches_the_end_and_the_day_before_does_not(end, duration):
    """
    The cure of an interval is the smallest day that cures.
    """
    anchor = earliest_anchor(end, duration)

    assert add(anchor, duration) >= end
    assert add(anchor - timedelta(days=1), duration) < end


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), durations)
def test_the_latest_anchor_ends_in_time_and_the_day_after_does_not(end, duration):
    """
    The last day on which something can begin is found on the calendar.
    """
    anchor = latest_anchor(end, duration)

    assert add(anchor, duration) <= end
    assert add(anchor + timedelta(days=1), duration) > end


def test_the_earliest_anchor_is_not_a_month_subtracted():
    """
    One month before 31 March is 28 February, but only 1 March reaches 31 March in a month.
    """
    anchor = earliest_anchor(date(2026, 3, 31), Duration(months=1))

    assert date(2026, 3, 1) == anchor


@given(durations)
def test_a_duration_is_read_back_from_its_text(duration):
    """
    Printing a duration and reading it again gives the same one.
    """
    assert duration == parse_duration(str(duration))


@given(st.integers(0, 10_000))
def test_hours_are_read_back_from_their_text(minutes):
    """
    Printing an exact duration and reading it again gives the same one.
    """
    duration = Duration(minutes=minutes)

    assert duration == parse_duration(str(duration))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "PT",
        "P1",
        "1M",
        "P1M6",
        "P-1M",
        "P1.5M",
        "p1m",
        "P1H",
        "PT1D",
        "P1S",
        " P1M",
        "P1M ",
    ],
)
def test_what_is_no_duration_is_refused(text):
    """
    Anything but an ISO 8601 duration in whole units is an error.
    """
    with pytest.raises(ValueError, match="not an ISO 8601 duration"):
        parse_duration(text)


def test_calendar_units_and_hours_do_not_mix():
    """
    A duration of a month and three hours is refused.
    """
    with pytest.raises(ValueError, match="mixes"):
        parse_duration("P1MT3H")


@pytest.mark.parametrize("text", ["P201Y", "P2401M", "P999999D", "PT9999999H"])
def test_a_duration_of_centuries_is_refused(text):
    """
    More than 200 years is a slip of the finger.
    """
    with pytest.raises(ValueError, match="longer than 200 years"):
        parse_duration(text)


def test_the_calendar_ends_do_not_overflow():
    """
    A day beyond the calendar becomes its first or last day.
    """
    assert date.max == add(date(9999, 12, 1), Duration(months=1))
    assert date.max == add(date(9999, 12, 1), Duration(days=60))
    assert date.min == add(date(1, 1, 2), Duration(months=1), -1)
    assert date.min == add(date(1, 1, 2), Duration(days=60), -1)
    assert datetime.max == add_exact(datetime(9999, 12, 31, 23), Duration(minutes=120))
    assert datetime.min == add_exact(datetime(1, 1, 1, 1), Duration(minutes=120), -1)


def test_the_text_of_nothing_is_nought_days():
    """
    An empty duration is written P0D, and PT0H in hours.
    """
    assert str(Duration()) == "P0D"
    assert str(Duration(minutes=0)) == "PT0H"
    assert str(Duration(minutes=90)) == "PT1H30M"
