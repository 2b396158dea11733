"""Lists what of a record is judged one by one: listed values, periods, or declared hours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import attrs

from peercomply.engines.rete.values import Range, day_of, days
from peercomply.plan.plan import Items, Listed, OpenHours, Periods
from peercomply.records.calendars import Calendar
from peercomply.records.durations import Duration, add
from peercomply.records.opening_hours import OpeningHours, parse_opening_hours
from peercomply.rules.nodes import Expr, ItemPart

_DAY = timedelta(days=1)

Read = Callable[[Expr], Range]
"""Reads an expression about the record that is judged."""


@attrs.frozen
class Item:
    """
    One item of a record.

    Attributes:
        label: Names it; None for the record as a whole.

        parts: What expressions read of it.
    """

    label: str | None = None
    parts: tuple[tuple[ItemPart, Any], ...] = ()

    def part(self, part: ItemPart) -> Any:
        """Return one part."""
        return dict(self.parts)[part]


def items_of(
    items: Items | None, read: Read, as_of: date, calendars: Callable[[], Calendar | None]
) -> list[Item] | None:
    """Return the items of a record in their order; None where nobody knows them."""
    match items:
        case None:
            return [Item()]
        case Listed(values=values, private=private):
            return _listed(read(values), private=private)
        case Periods():
            return _periods(items, read, as_of, calendars)
        case OpenHours():
            return _open_hours(items, read, as_of)


def _listed(found: Range, *, private: bool) -> list[Item] | None:
    if not found.certain:
        return None
    values = sorted(found.low)
    labels = [f"item {place}" for place in range(1, len(values) + 1)] if private else values
    return [
        Item(str(label), ((ItemPart.VALUE, value),))
        for label, value in zip(labels, values, strict=True)
    ]


def _periods(
    items: Periods, read: Read, as_of: date, calendars: Callable[[], Calendar | None]
) -> list[Item] | None:
    asked = (items.start, items.length, items.back, items.grace)
    found = [read(one) for one in asked if one is not None]
    found[0] = days(found[0])
    if not all(one.certain for one in found):
        return None
    start, length, back, *rest = (one.low for one in found)
    grace: Duration = rest[0] if rest else Duration()
    in_days = length.business is None and back.business is None and not length.exact
    if not in_days or length.nominal_days < 1:
        return None
    calendar = calendars() if grace.business is not None else None
    if grace.business is not None and calendar is None:
        return None
    since = add(as_of, back, -1)
    listed = []
    for first, last in _consecutive(day_of(start), length):
        if add(last, grace, calendar=calendar) >= as_of:
            break
        if last >= since:
            label = f"{first.isoformat()}/{last.isoformat()}"
            listed.append(Item(label, ((ItemPart.FIRST, first), (ItemPart.LAST, last))))
    return listed


def _consecutive(start: date, length: Duration) -> Iterator[tuple[date, date]]:
    """Yield first and last day of each period, up to the end of the calendar."""
    number, first = 0, start
    while True:
        number += 1
        following = add(start, length, number)
        if following <= first:
            return
        yield first, following - _DAY
        first = following


def _open_hours(items: OpenHours, read: Read, as_of: date) -> list[Item] | None:
    asked = [read(items.hours), read(items.back)]
    if items.since is not None:
        asked.append(days(read(items.since)))
    if not all(one.certain for one in asked):
        return None
    declared, back, *since = (one.low for one in asked)
    if back.exact or back.business is not None:
        return None
    try:
        hours = parse_opening_hours(dict(declared))
    except ValueError:
        return None
    first = add(as_of, back, -1)
    if since:
        first = max(first, day_of(since[0]))
    return list(_over(hours, first, as_of))


def _over(hours: OpeningHours, first: date, as_of: date) -> Iterator[Item]:
    """Yield the stretches that begin from *first* on and end by the end of the day *as_of*."""
    limit = datetime.combine(as_of, time.min) + _DAY
    day = first
    while day <= as_of:
        for stretch in hours.of(day):
            start, end = stretch.on(day)
            if end <= limit:
                label = "/".join(one.isoformat(timespec="minutes") for one in (start, end))
                yield Item(label, ((ItemPart.START, start), (ItemPart.END, end)))
        day += _DAY
