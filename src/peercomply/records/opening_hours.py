"""Opening hours by day of the week, as programs declare them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import attrs

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
KEYS = ("daily", "weekdays", "weekends", *WEEKDAYS)
"""Keys of declared hours; hours of a single day come before those of weekdays or weekends, and
these before the daily ones."""

_SATURDAY = 5
_SPAN = re.compile(r"([0-9]{1,2}):([0-9]{2})\s*-\s*([0-9]{1,2}):([0-9]{2})")
_CLOSED = "closed"


@attrs.frozen
class Stretch:
    """
    A stretch of open hours on one day.

    Attributes:
        opens: Minutes from the start of the day.

        closes: Minutes from the start of the same day; more than a day where it ends on the next.
    """

    opens: int
    closes: int

    def on(self, day: date) -> tuple[datetime, datetime]:
        """Return the start and the end on *day*, local to the place."""
        midnight = datetime.combine(day, time.min)
        return midnight + timedelta(minutes=self.opens), midnight + timedelta(minutes=self.closes)


@attrs.frozen
class OpeningHours:
    """
    Open hours of each day of the week.

    Attributes:
        by_key: Stretches by key, in their order; a key without one is closed.
    """

    by_key: Mapping[str, tuple[Stretch, ...]]

    def of(self, day: date) -> tuple[Stretch, ...]:
        """Return the stretches of *day*; none if it is closed or nothing is declared for it."""
        week = "weekdays" if day.weekday() < _SATURDAY else "weekends"
        for key in (WEEKDAYS[day.weekday()], week, "daily"):
            if key in self.by_key:
                return self.by_key[key]
        return ()


def parse_opening_hours(pairs: Mapping[str, str]) -> OpeningHours:
    """
    Read hours such as {"daily": "17:00-08:00"}.

    An end at or before the start lies on the next day; 00:00-24:00 is round the clock. Several
    stretches of one day are separated by commas, and `closed` is none.

    Raises:
        ValueError: There is no hour at all, a key is no day, or a value is no such stretch.
    """
    if not pairs:
        raise ValueError("no hours are declared for any day")
    strange = sorted(set(pairs) - set(KEYS))
    if strange:
        raise ValueError(f"{strange[0]!r} is no day; expected one of {', '.join(KEYS)}")
    return OpeningHours({key: tuple(_stretches(text)) for key, text in pairs.items()})


def _stretches(text: str) -> list[Stretch]:
    if text.strip().lower() == _CLOSED:
        return []
    return [_stretch(part.strip()) for part in text.split(",")]


def _stretch(text: str) -> Stretch:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no stretch of hours such as 17:00-08:00")
    hours, minutes = [int(one) for one in match.groups()[::2]], [int(match[2]), int(match[4])]
    opens, closes = (60 * hour + minute for hour, minute in zip(hours, minutes, strict=True))
    day = 24 * 60
    if max(minutes) > 59 or opens >= day or closes > day:
        raise ValueError(f"{text!r} is no stretch of hours such as 17:00-08:00")
    return Stretch(opens, closes if closes > opens else closes + day)
