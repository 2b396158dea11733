"""Business days of Australian states."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peercomply.records.calendars import STATES, Calendar
from peercomply.records.durations import (
    Duration,
    add,
    earliest_anchor,
    latest_anchor,
    parse_duration,
)

VICTORIA = Calendar.of("vic")
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
counts = st.integers(0, 40)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-21", 1, "2026-11-23"),
        ("2026-11-20", 5, "2026-11-27"),
        ("2026-10-30", 2, "2026-11-04"),
        ("2026-12-24", 1, "2026-12-29"),
        ("2026-04-02", 1, "2026-04-07"),
        ("2028-02-28", 1, "2028-02-29"),
        ("2026-11-23", -1, "2026-11-20"),
        ("2026-11-22", -5, "2026-11-16"),
        ("2026-11-22", 0, "2026-11-22"),
    ],
)
def test_weekends_and_public_holidays_are_left_out(start, count, end):
    """
    Melbourne Cup Day, Christmas and Easter are no business days in Victoria.
    """
    assert VICTORIA.move(date.fromisoformat(start), count) == date.fromisoformat(end)


def test_states_have_different_holidays():
    """
    Melbourne Cup Day is a business day in Sydney.
    """
    cup_day = date(2026, 11, 3)

    assert [Calendar.of(state).is_business_day(cup_day) for state in ("vic", "nsw")] == [
        False,
        True,
    ]


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_the_national_holidays(state):
    """
    Christmas Day, Australia Day and Good Friday are holidays everywhere.
    """
    national = (date(2026, 12, 25), date(2026, 1, 26), date(2026, 4, 3))

    assert not any(Calendar.of(state).is_business_day(day) for day in national)


def test_business_days_are_written_with_a_b():
    """
    P5B is read and written as five business days.
    """
    assert parse_duration("P5B") == Duration(business=5)
    assert str(Duration(business=5)) == "P5B"
    assert parse_duration("P10B").nominal_days == 14


@pytest.mark.parametrize("text", ["P5B1D", "P1M5B", "PT5B", "PB", "P-5B", "P12345B", "p5b"])
def test_business_days_are_not_mixed_with_other_units(text):
    """
    A month and five business days have no meaning that people share.
    """
    with pytest.raises(ValueError, match="ISO 8601"):
        parse_duration(text)


@given(days, counts)
def test_a_number_of_business_days_lies_between(day, count):
    """
    As many business days lie after the start, up to the result, as were asked for.
    """
    end = VICTORIA.move(day, count)
    between = [day + timedelta(days=step) for step in range(1, (end - day).days + 1)]

    assert sum(VICTORIA.is_business_day(one) for one in between) == count
    assert count == 0 or VICTORIA.is_business_day(end)


@given(days, days, counts)
def test_business_days_keep_the_order_of_days(one, other, count):
    """
    Whoever starts later is never due earlier.
    """
    first, second = sorted((one, other))

    assert VICTORIA.move(first, count) <= VICTORIA.move(second, count)


@given(days, counts)
def test_anchors_are_the_last_and_the_first_day_that_reach_the_end(end, count):
    """
    The anchors of an interval of business days are exact on both sides.
    """
    length = Duration(business=count)
    step = timedelta(days=1)
    reach = lambda day: add(day, length, calendar=VICTORIA)

    last, first = (
        anchor(end, length, calendar=VICTORIA) for anchor in (latest_anchor, earliest_anchor)
    )

    assert reach(last) <= end < reach(last + step)
    assert reach(first - step) < end <= reach(first)


@pytest.mark.parametrize(("day", "count"), [(date.max, 3), (date.min, -3)])
def test_the_end_of_the_calendar_is_kept(day, count):
    """
    What lies outside the calendar becomes its first or last day.
    """
    assert VICTORIA.move(day, count) == day
