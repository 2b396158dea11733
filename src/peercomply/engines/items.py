"""The items of a record that are judged one by one: periods, or the values of a set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import attrs

from peercomply.engines.compile import Compiler
from peercomply.engines.relations import because
from peercomply.engines.values import Bounds, Missing, apply, to_day, unknown
from peercomply.engines.world import Read
from peercomply.plan.plan import Items, Listed, OpenHours, Periods
from peercomply.records.durations import Duration, add
from peercomply.records.model import Record
from peercomply.records.opening_hours import OpeningHours, parse_opening_hours


@attrs.frozen
class Item:
    """
    One item of a record.

    Attributes:
        label: Names it in reports and in the identity of a breach; None for the whole record.

        value: The listed value; None for a period.

        first: First day of a period.

        last: Last day of a period.

        start: Start of a stretch of hours.

        end: Its end.
    """

    label: str | None = None
    value: Any = None
    first: date | None = None
    last: date | None = None
    start: datetime | None = None
    end: datetime | None = None


WHOLE = Item()
"""The record as a whole."""


def compile_items(items: Items | None, compiler: Compiler) -> Read:
    """Return the function that lists the items of a record, or says why it cannot."""
    match items:
        case None:
            return lambda _judged, _current: (WHOLE,)
        case Listed():
            return _listed(compiler.compile(items.values), private=items.private)
        case Periods():
            return _periods(items, compiler)
        case OpenHours():
            return _open_hours(items, compiler)


def _listed(values: Read, *, private: bool) -> Read:
    def listed(judged: Record, current: Record) -> Any:
        found = values(judged, current)
        if isinstance(found, Missing):
            return found
        return tuple(
            Item(label=f"item {place}" if private else str(value), value=value)
            for place, value in enumerate(sorted(found), 1)
        )

    return listed


def _periods(periods: Periods, compiler: Compiler) -> Read:
    parts = [compiler.compile(part) for part in (periods.start, periods.length, periods.back)]
    grace = None if periods.grace is None else compiler.compile(periods.grace)
    world = compiler.world

    def listed(judged: Record, current: Record) -> Any:
        values = [part(judged, current) for part in parts]
        values[0] = apply(to_day, values[0])
        wait = Duration() if grace is None else grace(judged, current)
        doubtful = [one for one in (*values, wait) if isinstance(one, Missing | Bounds)]
        if doubtful:
            return unknown(*doubtful)
        start, length, back = values
        if any(one.business is not None for one in (length, back)):
            return because("a period is in business days")
        if length.nominal_days < 1 or length.exact:
            return because("a period is shorter than a day")
        calendar = None if wait.business is None else world.calendar(judged)
        if isinstance(calendar, Missing):
            return calendar
        over = lambda last: add(last, wait, calendar=calendar) < world.as_of
        return tuple(_ended(start, length, add(world.as_of, back, -1), over))

    return listed


def _ended(
    start: date, length: Duration, since: date, over: Callable[[date], bool]
) -> Iterator[Item]:
    count = max(0, int((since - start).days / length.nominal_days) - 1)
    while True:
        first, after = add(start, length, count), add(start, length, count + 1)
        last = after - timedelta(days=1)
        if not over(last) or after <= first:
            return
        if last >= since:
            yield Item(label=f"{first.isoformat()}/{last.isoformat()}", first=first, last=last)
        count += 1


def _open_hours(items: OpenHours, compiler: Compiler) -> Read:
    hours, back = compiler.compile(items.hours), compiler.compile(items.back)
    since = None if items.since is None else compiler.compile(items.since)
    as_of = compiler.world.as_of

    def listed(judged: Record, current: Record) -> Any:
        declared, length = hours(judged, current), back(judged, current)
        start = date.min if since is None else apply(to_day, since(judged, current))
        doubtful = [one for one in (declared, length, start) if isinstance(one, Missing | Bounds)]
        if doubtful:
            return unknown(*doubtful)
        if length.exact or length.business is not None:
            return because("how far back hours are judged is in hours or business days")
        try:
            opening = parse_opening_hours(dict(declared))
        except ValueError:
            return because("the declared hours could not be understood")
        return tuple(stretches(opening, max(start, add(as_of, length, -1)), as_of))

    return listed


def stretches(opening: OpeningHours, first: date, as_of: date) -> Iterator[Item]:
    """Yield the stretches of hours that begin on *first* or later and are over on *as_of*."""
    over = datetime.combine(as_of, time.min) + timedelta(days=1)
    for count in range((as_of - first).days + 1):
        for stretch in opening.of(first + timedelta(days=count)):
            start, end = stretch.on(first + timedelta(days=count))
            if end <= over:
                label = "/".join(one.isoformat(timespec="minutes") for one in (start, end))
                yield Item(label=label, start=start, end=end)
