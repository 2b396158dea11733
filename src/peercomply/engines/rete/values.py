"""
What is known of a value: its lowest and its highest possible end.

Each end is a value, or a gap: nothing was recorded, or nobody knows. A value that is known for
certain has twice the same end.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

import attrs


class Gap(enum.Enum):
    """Why an end has no value."""

    EMPTY = "nothing was recorded"
    OPEN = "nobody knows"


End: TypeAlias = Any
"""A value, or a Gap."""


@attrs.frozen
class Range:
    """
    A value between two ends, both of which are possible.

    Attributes:
        low: The lowest end.

        high: The highest end.
    """

    low: End
    high: End

    @property
    def gap(self) -> Gap | None:
        """The gap that it is altogether; None if there is a value at one end."""
        return self.low if isinstance(self.low, Gap) and self.low is self.high else None

    @property
    def bounded(self) -> bool:
        """Whether both ends are values."""
        return not isinstance(self.low, Gap) and not isinstance(self.high, Gap)

    @property
    def certain(self) -> bool:
        """Whether it is one value."""
        return self.bounded and bool(self.low == self.high)


EMPTY = Range(Gap.EMPTY, Gap.EMPTY)
OPEN = Range(Gap.OPEN, Gap.OPEN)


def sure(value: Any) -> Range:
    """Return the range of one value."""
    return Range(value, value)


def lift(function: Callable[..., Any], *ranges: Range) -> Range:
    """Return the range of what *function*, which never falls where a range rises, makes of them."""
    gaps = [one for one in ranges if one.gap is not None]
    if gaps:
        return gaps[0] if len(gaps) == 1 else OPEN
    return Range(
        _at_end(function, [one.low for one in ranges]),
        _at_end(function, [one.high for one in ranges]),
    )


def _at_end(function: Callable[..., Any], ends: Sequence[End]) -> End:
    gaps = [end for end in ends if isinstance(end, Gap)]
    if gaps:
        return gaps[0] if len(gaps) == 1 else Gap.OPEN
    return function(*ends)


def day_of(moment: date) -> date:
    """Return the calendar day of a day or a date-time."""
    return moment.date() if isinstance(moment, datetime) else moment


def days(one: Range) -> Range:
    """Return a range of days and date-times by day."""
    return lift(day_of, one)


def moments(one: Range) -> Range:
    """Return a range of days and date-times as date-times; a day alone is any moment of it."""
    low, high = one.low, one.high
    if isinstance(low, date) and not isinstance(low, datetime):
        low = datetime.combine(low, time.min)
    if isinstance(high, date) and not isinstance(high, datetime):
        high = datetime.combine(high, time.max)
    return Range(low, high)


def exact(number: int | Decimal | Fraction) -> Fraction:
    """Return a number that can be calculated with and loses nothing."""
    return Fraction(number)


def calculated(function: Callable[[Fraction, Fraction], Fraction], one: Range, two: Range) -> Range:
    """Return the range of a sum, a difference or a product; its ends lie at ends of the two."""
    if not one.bounded or not two.bounded:
        return OPEN
    found = [
        function(exact(left), exact(right))
        for left in (one.low, one.high)
        for right in (two.low, two.high)
    ]
    return Range(min(found), max(found))


def chosen(one: Range, two: Range, *, ordered: bool) -> Range:
    """Return the range of a value that is one of two, nobody knows which."""
    if one == two:
        return one
    if not ordered or not one.bounded or not two.bounded:
        return OPEN
    ends = [one.low, one.high, two.low, two.high]
    return Range(min(ends), max(ends))


def first_present(ranges: Sequence[Range]) -> Range:
    """Return the range of the first of *ranges* that is not empty."""
    one, *others = ranges
    if not others or one.gap is Gap.OPEN or one.certain:
        return one
    if one.gap is Gap.EMPTY:
        return first_present(others)
    ends: list[End] = []
    for end in (one.low, one.high):
        found = first_present([Range(end, end), *others])
        ends += [found.low, found.high]
    gaps = [end for end in ends if isinstance(end, Gap)]
    known = [end for end in ends if not isinstance(end, Gap)]
    low = gaps[0] if gaps else min(known, key=lambda end: moments(sure(end)).low)
    high = max(known, key=lambda end: moments(sure(end)).high) if known else gaps[-1]
    return Range(low, high)


def extreme(ranges: Sequence[Range], *, latest: bool) -> Range:
    """Return the range of the latest, or the earliest, of the days *ranges* that are not empty."""
    return Range(
        _extreme([one.low for one in ranges], latest=latest).low,
        _extreme([one.high for one in ranges], latest=latest).high,
    )


def _extreme(ends: Sequence[End], *, latest: bool) -> Range:
    there = [end for end in ends if end is not Gap.EMPTY]
    known = [end for end in there if not isinstance(end, Gap)]
    if not there:
        return EMPTY
    if not known:
        return OPEN
    best = max(known) if latest else min(known)
    if len(known) == len(there):
        return sure(best)
    return Range(best, type(best).max) if latest else Range(type(best).min, best)
