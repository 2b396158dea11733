"""Durations as rules and records write them, and the day arithmetic that goes with them."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from fractions import Fraction

import attrs

from peercomply.records.calendars import Calendar

LONGEST_YEARS = 200
"""No duration is longer than this; a slip of the finger such as P1M6000Y is caught by it."""

_MEAN_MONTH = Fraction(1461, 48)

_BUSINESS = re.compile(r"P([0-9]{1,4})B")

_PATTERN = re.compile(
    r"P(?=.)(?:(?P<years>[0-9]{1,6})Y)?(?:(?P<months>[0-9]{1,6})M)?(?:(?P<weeks>[0-9]{1,6})W)?"
    r"(?:(?P<days>[0-9]{1,6})D)?(?:T(?=[0-9])(?:(?P<hours>[0-9]{1,7})H)?(?:(?P<minutes>[0-9]{1,8})M)?)?"
)


@attrs.frozen(order=False)
class Duration:
    """
    A length of time in calendar units, in hours or in business days.

    Attributes:
        months: Calendar months; a year counts as twelve.

        days: Calendar days; a week counts as seven.

        minutes: Exact minutes; None for a duration in calendar units. A duration never mixes the
            two, because "one month and three hours after a day" has no meaning that people share.

        business: Business days, which need the calendar of a state; None for a duration in other
            units. The day on which they begin to count is not one of them.
    """

    months: int = 0
    days: int = 0
    minutes: int | None = None
    business: int | None = None

    @property
    def exact(self) -> bool:
        """Whether it counts hours and minutes and not calendar days."""
        return self.minutes is not None

    @property
    def nominal_days(self) -> Fraction:
        """Its mean length in days: a month is a twelfth of 365.25, five business days are seven."""
        if self.business is not None:
            return Fraction(7 * self.business, 5)
        return self.months * _MEAN_MONTH + self.days + Fraction(self.minutes or 0, 1440)

    def __str__(self) -> str:
        """Return the ISO 8601 form, such as P1M or PT24H; business days as in P5B."""
        if self.business is not None:
            return f"P{self.business}B"
        if self.minutes is not None:
            hours, minutes = divmod(self.minutes, 60)
            return "PT" + (f"{hours}H" if hours or not minutes else "") + _part(minutes, "M")
        text = _part(self.months, "M") + _part(self.days, "D")
        return f"P{text or '0D'}"


def _part(number: int, unit: str) -> str:
    return f"{number}{unit}" if number else ""


def parse_duration(text: str) -> Duration:
    """
    Read an ISO 8601 duration such as P6M, P14D, P1Y6M or PT24H, or business days such as P5B.

    Raises:
        ValueError: *text* is no such duration, is longer than 200 years, or mixes calendar units
            with hours.
    """
    business = _BUSINESS.fullmatch(text)
    if business is not None:
        return Duration(business=int(business[1]))
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not an ISO 8601 duration")
    part = {name: int(value) for name, value in match.groupdict(default="0").items()}
    months = part["years"] * 12 + part["months"]
    days = part["weeks"] * 7 + part["days"]
    minutes = part["hours"] * 60 + part["minutes"]
    if "T" in text and (months or days):
        raise ValueError(f"{text!r} mixes calendar units with hours")
    if months / 12 + days / 365 + minutes / 525_600 > LONGEST_YEARS:
        raise ValueError(f"{text!r} is longer than {LONGEST_YEARS} years")
    return Duration(months, days, minutes if "T" in text else None)


def add(day: date, duration: Duration, times: int = 1, *, calendar: Calendar | None = None) -> date:
    """
    Return the day that lies *times* calendar *duration* after *day*; -1 goes back.

    Months are added first and end at the last day of a shorter month, so 31 January plus one
    month is 28 or 29 February. A result outside the calendar becomes its first or last day.
    *calendar* says which days are business days; only a duration in business days needs it.
    """
    if duration.business is not None:
        assert calendar is not None
        return calendar.move(day, duration.business * times)
    moved = _add_months(day, duration.months * times)
    try:
        return moved + timedelta(days=duration.days * times)
    except OverflowError:
        return date.max if duration.days * times > 0 else date.min


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_exact(moment: datetime, duration: Duration, times: int = 1) -> datetime:
    """Return the moment that lies *times* exact *duration* after *moment*; -1 goes back."""
    step = timedelta(minutes=(duration.minutes or 0) * times)
    try:
        return moment + step
    except OverflowError:
        return datetime.max if step > timedelta(0) else datetime.min


def latest_anchor(end: date, duration: Duration, *, calendar: Calendar | None = None) -> date:
    """
    Return the last day whose *duration* ends by *end*: the largest d with d + duration <= end.

    Subtracting is not enough: one month before 30 November is 30 October, and 31 October plus one
    month is 30 November as well.
    """
    day = add(end, duration, -1, calendar=calendar)
    while day < date.max and add(day + timedelta(days=1), duration, calendar=calendar) <= end:
        day += timedelta(days=1)
    while add(day, duration, calendar=calendar) > end and day > date.min:
        day -= timedelta(days=1)
    return day


def earliest_anchor(end: date, duration: Duration, *, calendar: Calendar | None = None) -> date:
    """
    Return the first day whose *duration* reaches *end*: the smallest d with d + duration >= end.

    It is what a cure needs. Subtracting is not enough, since months have several lengths: one
    month before 31 March is 28 February, yet 28 February plus one month is only 28 March.
    """
    day = add(end, duration, -1, calendar=calendar)
    while add(day, duration, calendar=calendar) < end and day < date.max:
        day += timedelta(days=1)
    while day > date.min and add(day - timedelta(days=1), duration, calendar=calendar) >= end:
        day -= timedelta(days=1)
    return day
