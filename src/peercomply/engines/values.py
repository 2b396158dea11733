"""
Values that are not quite known, and the three-valued logic over them.

A value is a plain Python value, or Missing with the reasons, or Bounds: it lies between two values,
because some records may or may not count. A truth is True, False or Missing: unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs


@attrs.frozen
class Missing:
    """
    No value.

    Attributes:
        reasons: Why, in words that name fields and no values.

        empty: Whether it is certain that nothing was recorded. False for a cell that cannot be
            read, for a record type that was not supplied, and for an unknown truth.
    """

    reasons: frozenset[str]
    empty: bool = False


@attrs.frozen
class Bounds:
    """
    A value between two values.

    Attributes:
        low: The value without the records that may not count; may be Missing.

        high: The value that those records could give it; may be Missing.

        reasons: Why it is not known.
    """

    low: Any
    high: Any
    reasons: frozenset[str]


UNSURE = (Missing, Bounds)
"""The values that are not quite known."""


def unknown(*parts: Any) -> Missing:
    """Return the unknown truth, or value, with the reasons of *parts*."""
    return Missing(frozenset().union(*(reasons(part) for part in parts)))


def reasons(value: Any) -> frozenset[str]:
    """Return why *value* is not known; empty if it is."""
    return value.reasons if isinstance(value, UNSURE) else frozenset()


def between(low: Any, high: Any, why: frozenset[str]) -> Any:
    """Return the value between *low* and *high*: one value if they are the same."""
    return low if low == high else Bounds(low, high, why)


def ends(value: Any) -> tuple[Any, Any]:
    """Return the lowest and the highest that *value* can be."""
    return (value.low, value.high) if isinstance(value, Bounds) else (value, value)


def apply(function: Callable[..., Any], *values: Any) -> Any:
    """Return what *function*, which is monotonic in each argument, makes of *values*."""
    for value in values:
        if isinstance(value, UNSURE):
            break
    else:
        return function(*values)
    missing = [value for value in values if isinstance(value, Missing)]
    if missing:
        return missing[0] if len(missing) == 1 else unknown(*missing)
    why = unknown(*values).reasons
    lows, highs = zip(*(ends(value) for value in values), strict=True)
    return between(apply(function, *lows), apply(function, *highs), why)


def conjunction(truths: Iterable[Any]) -> Any:
    """Return whether all *truths* hold, in Kleene's logic."""
    open_ones = []
    for truth in truths:
        if truth is False:
            return False
        if truth is not True:
            open_ones.append(truth)
    return unknown(*open_ones) if open_ones else True


def disjunction(truths: Iterable[Any]) -> Any:
    """Return whether at least one of *truths* holds, in Kleene's logic."""
    open_ones = []
    for truth in truths:
        if truth is True:
            return True
        if truth is not False:
            open_ones.append(truth)
    return unknown(*open_ones) if open_ones else False


def negation(truth: Any) -> Any:
    """Return whether *truth* does not hold, in Kleene's logic."""
    return unknown(truth) if isinstance(truth, Missing) else not truth


def is_missing(value: Any) -> Any:
    """Return whether *value* is missing; unknown if that cannot be said."""
    if isinstance(value, Missing):
        return True if value.empty else unknown(value)
    if isinstance(value, Bounds):
        low, high = is_missing(value.low), is_missing(value.high)
        return low if low is high and isinstance(low, bool) else unknown(value)
    return False


def compare(test: Callable[[Any, Any], bool], left: Any, right: Any) -> Any:
    """Return whether *test*, an order, holds between two values of one kind."""
    if not isinstance(left, UNSURE) and not isinstance(right, UNSURE):
        return test(left, right)
    corners = [(one, other) for one in ends(left) for other in ends(right)]
    if any(isinstance(end, Missing) for corner in corners for end in corner):
        return unknown(left, right, *(end for corner in corners for end in corner))
    results = {test(one, other) for one, other in corners}
    return results.pop() if len(results) == 1 else unknown(left, right)


def equal(left: Any, right: Any) -> Any:
    """Return whether two values of one kind are the same: bounds can be apart, never the same."""
    if not isinstance(left, UNSURE) and not isinstance(right, UNSURE):
        return left == right
    apart = disjunction(
        (compare(lambda a, b: a < b, left, right), compare(lambda a, b: a > b, left, right))
    )
    return False if apart is True else unknown(left, right)


def extreme(values: list[Any], pick: Callable[..., Any]) -> Any:
    """
    Return what *pick*, max or min, takes of the days *values* that are not empty.

    One that cannot be read may be any day, so it leaves the end open on the side of *pick*.
    """
    if any(isinstance(value, Bounds) for value in values):
        low = extreme([ends(value)[0] for value in values], pick)
        high = extreme([ends(value)[1] for value in values], pick)
        return between(ends(low)[0], ends(high)[1], unknown(*values).reasons)
    there = [value for value in values if not (isinstance(value, Missing) and value.empty)]
    if not there:
        return values[-1]
    open_ones = [value for value in there if isinstance(value, Missing)]
    known = [value for value in there if not isinstance(value, Missing)]
    if not open_ones:
        return pick(known)
    hidden = unknown(*open_ones)
    if not known:
        return hidden
    sure = pick(known)
    if pick is max:
        return Bounds(sure, type(sure).max, hidden.reasons)
    return Bounds(type(sure).min, sure, hidden.reasons)


END_OF_DAY = time.max


def to_day(value: Any) -> Any:
    """Return the calendar day of a day or of a date-time."""
    return value.date() if isinstance(value, datetime) else value


def to_moment(value: Any) -> Any:
    """Return a date-time as it is, and a day alone as any moment of it."""
    if isinstance(value, Bounds):
        low, high = to_moment(value.low), to_moment(value.high)
        why = value.reasons | reasons(low) | reasons(high)
        return between(ends(low)[0], ends(high)[1], why)
    if isinstance(value, datetime) or not isinstance(value, date):
        return value
    return Bounds(
        datetime.combine(value, time.min),
        datetime.combine(value, END_OF_DAY),
        frozenset({"a day alone cannot decide a limit in hours"}),
    )


def to_number(value: Any) -> Any:
    """Return an exact number that can be compared with every other one."""
    return Fraction(value) if isinstance(value, Decimal) else value
