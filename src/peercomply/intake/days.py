"""Reads days and moments: the SQL that does it, and what a text may mean that it cannot decide."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from datetime import date

import attrs

from peercomply.intake.columns import part
from peercomply.intake.quoting import literal
from peercomply.intake.words import MONTHS

FIRST_YEAR, LAST_YEAR = 1900, 2200

ISO = r"\d{4}-\d{2}-\d{2}"
_NUMBERS = r"\d{1,2}(/\d{1,2}/|\.\d{1,2}\.|-\d{1,2}-)\d{4}"
_PARTS = r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$"
_NAMED = r"^(\d{1,2})[ /-]+([A-Za-z]{3,9})[ /-]+(\d{4})$"
_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
_TIME = rf"[T ]+({_CLOCK})(?:\.\d{{1,9}})?$"
"""Fractions of a second are left out: no rule has a limit that small."""


class Order(enum.Enum):
    """In which order a column writes days and months as numbers."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    OPEN = "open"


@attrs.frozen
class Survey:
    """
    What the texts of a column show about the way in which it writes days.

    Attributes:
        order: Order of day and month where both are numbers; None where no text writes them so.

        named: A text writes the name of the month.

        mixed: Some texts can only be day first, and others only month first.
    """

    order: Order | None
    named: bool
    mixed: bool = False


def survey_days(texts: Iterable[str]) -> Survey:
    """Find out how *texts* write days; days of ISO 8601 may be left out."""
    days = {_without_time(text) for text in texts}
    named = any(re.match(_NAMED, day, re.ASCII) for day in days)
    numbers = [day for day in days if re.fullmatch(_NUMBERS, day, re.ASCII)]
    if not numbers:
        return Survey(None, named)
    first, second = _proven(numbers)
    if first == second:
        return Survey(Order.OPEN, named, mixed=first)
    return Survey(Order.DAY_FIRST if first else Order.MONTH_FIRST, named)


def _proven(numbers: Iterable[str]) -> tuple[bool, bool]:
    """Return whether some of *numbers* can only be day first, and whether some only month first."""
    first = second = False
    for day in numbers:
        one, two = map(int, re.split("[/.-]", day)[:2])
        first = first or (13 <= one <= 31 and 1 <= two <= 12)
        second = second or (13 <= two <= 31 and 1 <= one <= 12)
    return first, second


def _without_time(text: str) -> str:
    time = re.search(_TIME, text, re.ASCII)
    return text[: time.start()] if time else text


def day_steps(field: str, cell: str, survey: Survey) -> tuple[dict[str, str], ...]:
    """
    Return steps that find the day and the time in the SQL *cell*.

    A step is the SQL of some columns, by name, and may refer to those of the steps before it. The
    regular expressions stand in steps of their own, so that each of them is prepared and run once.
    """
    time, day, found = part(field, "time"), part(field, "day"), part(field, "found")
    split: dict[str, str] = {}
    joined: dict[str, str] = {}
    read = f"CASE WHEN regexp_full_match({day}, {literal(ISO)}) THEN TRY_CAST({day} AS DATE)"
    if survey.order is not None:
        parts = part(field, "numbers")
        split[parts] = f"regexp_extract({day}, {literal(_PARTS)}, ['first', 'second', 'year'])"
        joined |= _numbered(field, survey.order)
        numbers = f"regexp_full_match({day}, {literal(_NUMBERS)})"
        read += f" WHEN {numbers} THEN {_by_numbers(field, survey.order)}"
    if survey.named:
        parts = part(field, "names")
        split[parts] = f"regexp_extract({day}, {literal(_NAMED)}, ['day', 'month', 'year'])"
        joined[part(field, "by name")] = _by_name(parts)
        read += f" ELSE {part(field, 'by name')}"
    first = {
        time: f"regexp_extract({cell}, {literal(_TIME)}, 1)",
        day: f"regexp_replace({cell}, {literal(_TIME)}, '')",
    }
    return tuple(filter(None, (first, split, joined, {found: f"{read} END"})))


def day_sql(field: str) -> str:
    """Return SQL for the day that the steps found; a time other than midnight is unreadable."""
    time = part(field, "time")
    midnight = f"replace(replace({time}, '0', ''), ':', '') = ''"
    return f"CASE WHEN {midnight} AND {_in_calendar(field)} THEN {part(field, 'found')} END"


def moment_sql(field: str) -> str:
    """Return SQL for the date-time that the steps found; a day alone is its first moment."""
    time, day = part(field, "time"), part(field, "found")
    clock = f"CASE WHEN {time} LIKE '_:%' THEN '0' || {time} ELSE {time} END"
    clock = f"TRY_CAST(rpad({clock}, 8, ':00') AS TIME)"
    return (
        f"CASE WHEN NOT {_in_calendar(field)} THEN NULL"
        f" WHEN {time} = '' THEN CAST({day} AS TIMESTAMP) ELSE {day} + {clock} END"
    )


def day_only_sql(field: str) -> str:
    """Return SQL that says whether the steps found a day without a time."""
    return f"({part(field, 'time')} = '')"


def _by_name(names: str) -> str:
    months = " ".join(
        f"WHEN {literal(short)} THEN '{number:02}' WHEN {literal(name)} THEN '{number:02}'"
        for number, name in enumerate(MONTHS, start=1)
        for short in [name[:3]]
    )
    month = f"CASE lower({names}.month) WHEN 'sept' THEN '09' {months} END"
    return _joined(f"{names}.year", month, f"{names}.day")


def _numbered(field: str, order: Order) -> dict[str, str]:
    numbers = part(field, "numbers")
    year, first, second = (f"{numbers}.{name}" for name in ("year", "first", "second"))
    read = {}
    if order is not Order.MONTH_FIRST:
        read[part(field, "day first")] = _joined(year, second, first)
    if order is not Order.DAY_FIRST:
        read[part(field, "month first")] = _joined(year, first, second)
    return read


def _by_numbers(field: str, order: Order) -> str:
    day_first, month_first = part(field, "day first"), part(field, "month first")
    match order:
        case Order.DAY_FIRST:
            return day_first
        case Order.MONTH_FIRST:
            return month_first
        case _:
            return (
                f"CASE WHEN {day_first} IS NULL THEN {month_first} WHEN {month_first} IS NULL"
                f" OR {day_first} = {month_first} THEN {day_first} END"
            )


def _joined(year: str, month: str, day: str) -> str:
    return f"TRY_CAST({year} || '-' || lpad({month}, 2, '0') || '-' || lpad({day}, 2, '0') AS DATE)"


def _in_calendar(field: str) -> str:
    first, last = f"DATE '{FIRST_YEAR}-01-01'", f"DATE '{LAST_YEAR}-12-31'"
    return f"{part(field, 'found')} BETWEEN {first} AND {last}"


@attrs.frozen
class Reading:
    """
    Why SQL could not read a text as a day.

    Attributes:
        days: The two days that it may mean, day-first reading first; otherwise empty.

        timed: It has a time besides the day.

        outside: It is a day outside the years that are possible.
    """

    days: tuple[date, ...] = ()
    timed: bool = False
    outside: bool = False


def explain_day(text: str) -> Reading:
    """Find out why *text* could not be read as a day or date-time."""
    time = re.search(_TIME, text, re.ASCII)
    day = text[: time.start()] if time else text
    if match := re.match(_PARTS, day, re.ASCII):
        first, second, year = map(int, match.groups())
        days = (_day(year, second, first), _day(year, first, second))
        held = tuple(one for one in days if one is not None)
        inside = FIRST_YEAR <= year <= LAST_YEAR
        if re.fullmatch(_NUMBERS, day, re.ASCII) and held:
            both = held if len(held) == 2 and inside else ()
            return Reading(both, timed=time is not None, outside=not inside)
        return Reading()
    match = re.match(_NAMED, day, re.ASCII) or re.match(f"^({ISO})$", day, re.ASCII)
    years = re.findall(r"\d{4}", day) if match else []
    outside = any(not FIRST_YEAR <= int(year) <= LAST_YEAR for year in years)
    return Reading(timed=time is not None, outside=outside)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
