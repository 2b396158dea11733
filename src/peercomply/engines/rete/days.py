"""Moves days, and finds the days from which intervals count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from peercomply.engines.rete.values import OPEN, Gap, Range, day_of, days, lift, moments
from peercomply.records.calendars import Calendar
from peercomply.records.durations import (
    Duration,
    add,
    add_exact,
    earliest_anchor,
    latest_anchor,
)
from peercomply.rules.nodes import Anchor, Moved
from peercomply.rules.types import Kind

Calendars = Callable[[], Calendar | None]
"""Finds the business days that count; None where nobody knows."""


def moved(node: Moved, value: Range, length: Range, calendars: Calendars) -> Range:
    """Return *value* moved by *length*, in hours where that is a number of hours."""
    if _in_hours(length):
        if node.value.type.kind is Kind.DATE:
            return OPEN  # the hour of the day is not known
        shifted = lift(
            lambda moment, step: add_exact(moment, step, node.sign), moments(value), length
        )
        return shifted if node.type.kind is Kind.MOMENT else days(shifted)

    def shift(calendar: Calendar | None) -> Range:
        step = lambda day, by: add(day_of(day), by, node.sign, calendar=calendar)
        return lift(step, value, length)

    return _with_calendar(shift, length, calendars)


def anchored(node: Anchor, end: Range, length: Range, calendars: Calendars) -> Range:
    """Return the day from which *length* counts if it ends at *end*."""
    find = latest_anchor if node.latest else earliest_anchor

    def back(calendar: Calendar | None) -> Range:
        return lift(lambda day, by: find(day_of(day), by, calendar=calendar), end, length)

    return _with_calendar(back, length, calendars)


def _with_calendar(
    result: Callable[[Calendar | None], Range], length: Range, calendars: Calendars
) -> Range:
    if not any(isinstance(end, Duration) and end.business is not None for end in _ends(length)):
        return result(None)
    calendar = calendars()
    return OPEN if calendar is None else result(calendar)


def _in_hours(length: Range) -> bool:
    return length.certain and bool(length.low.exact)


def _ends(one: Range) -> tuple[object, object]:
    return one.low, one.high


def end_of_day(day: Range) -> Range:
    """Return the last moment of *day*."""
    return lift(lambda one: datetime.combine(day_of(one), datetime.max.time()), day)


def due_soon(value: Range, lead: Range, as_of: date, calendars: Calendars) -> date | None:
    """Return the day *value* if the time *lead* before it has begun on *as_of*; else None."""
    due = proven_day(value)
    if due is None or not lead.certain:
        return None
    calendar = None
    if lead.low.business is not None:
        calendar = calendars()
        if calendar is None:
            return None
    begins = add(due, lead.low, -1, calendar=calendar)
    return due if begins <= as_of <= due else None


def proven_day(value: Range) -> date | None:
    """Return the day of *value* that is certain: without the rows that may not count."""
    end = value.high if isinstance(value.low, Gap) else value.low
    return None if isinstance(end, Gap) else day_of(end)
