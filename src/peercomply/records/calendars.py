"""Business days: the days of a state that are no weekend and no public holiday."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta

import attrs

STATES = ("act", "nsw", "nt", "qld", "sa", "tas", "vic", "wa")
"""Australian states and territories, whose public holidays differ."""

_SATURDAY = 5
_DAY = timedelta(days=1)


@attrs.frozen
class Calendar:
    """
    The business days of one state.

    Attributes:
        state: One of STATES.

        holidays: Its public holidays; half days and holidays of a single town are none.
    """

    state: str
    holidays: Container[date] = attrs.field(repr=False, eq=False)

    @classmethod
    def of(cls, state: str) -> Calendar:
        """Return the calendar of *state*; its holidays are those of the package `holidays`."""
        from holidays import country_holidays  # noqa: PLC0415 - takes a while, and few rules ask

        return cls(state, country_holidays("AU", subdiv=state.upper()))

    def is_business_day(self, day: date) -> bool:
        """Return whether *day* is neither Saturday nor Sunday nor a public holiday."""
        return day.weekday() < _SATURDAY and day not in self.holidays

    def move(self, day: date, count: int) -> date:
        """
        Return the *count*-th business day after *day*, or before it where *count* is negative.

        *day* itself never counts, whether it is a business day or not. A result outside the
        calendar becomes its first or last day.
        """
        step = _DAY if count > 0 else -_DAY
        left = abs(count)
        try:
            while left:
                day += step
                left -= self.is_business_day(day)
        except OverflowError:
            return date.max if count > 0 else date.min
        return day
