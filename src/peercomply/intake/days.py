"""Reads days and moments: the SQL that does it, and what a text may mean that it cannot decide."""

from __future__ import annotations

import enum
import re
from datetime import date

import attrs

from peercomply.intake.quoting import literal
from peercomply.intake.words import MONTHS

FIRST_YEAR, LAST_YEAR = 1900, 2200

ISO = r"\d{4}-\d{2}-\d{2}"
_NUMBERS = r"\d{1,2}(/\d{1,2}/|\.\d{1,2}\.|-\d{1,2}-)\d{4}"
_PARTS = r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$"
_NAMED = r"^(\d{1,2})[ /-]+([A-Za-z]{3,9})[ /-]+(\d{4})$"
_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
_TIME = rf"[T ]+({_CLOCK})(?:\.0+)?$"


class Order(enum.Enum):
    """In which order a column writes days and months as numbers."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    OPEN = "open"


@attrs.frozen
class Survey:
    """
    What the values of a column show about the way in which it writes days.

    Attributes:
        iso: Every value is a day of ISO 8601.

        order: Order of day and month in all others.
    """

    iso: bool = True
    order: Order = Order.OPEN


def not_iso(cell: str) -> str:
    """Return SQL that says whether *cell* is anything but a day of ISO 8601."""
    return f"NOT regexp_full_match({cell}, {literal(ISO)})"


def proofs(cell: str) -> tuple[str, str]:
    """Return SQL that says whether *cell* proves that the day, or the month, comes first."""
    day = _day_part(cell)
    first, second = (_number(day, group) for group in (1, 2))
    numbers = f"regexp_full_match({day}, {literal(_NUMBERS)})"
    day_first = f"({numbers} AND {first} BETWEEN 13 AND 31 AND {second} BETWEEN 1 AND 12)"
    month_first = f"({numbers} AND {second} BETWEEN 13 AND 31 AND {first} BETWEEN 1 AND 12)"
    return day_first, month_first


def day_sql(cell: str, survey: Survey) -> str:
    """Return SQL that reads *cell* as a day; a time other than midnight makes it unreadable."""
    if survey.iso:
        return _in_calendar(f"TRY_CAST({cell} AS DATE)")
    time = _time_part(cell)
    midnight = f"replace(replace({time}, '0', ''), ':', '') = ''"
    return f"CASE WHEN {midnight} THEN {_read_day(_day_part(cell), survey.order)} END"


def moment_sql(cell: str, survey: Survey) -> str:
    """Return SQL that reads *cell* as a date-time, and a day alone as its first moment."""
    if survey.iso:
        return f"CAST({day_sql(cell, survey)} AS TIMESTAMP)"
    time = _time_part(cell)
    clock = f"CASE WHEN {time} LIKE '_:%' THEN '0' || {time} ELSE {time} END"
    clock = f"TRY_CAST(rpad({clock}, 8, ':00') AS TIME)"
    day = _read_day(_day_part(cell), survey.order)
    return f"CASE WHEN {time} = '' THEN CAST({day} AS TIMESTAMP) ELSE {day} + {clock} END"


def day_only_sql(cell: str) -> str:
    """Return SQL that says whether *cell* holds a day without a time."""
    return f"({_time_part(cell)} = '')"


def _time_part(cell: str) -> str:
    return f"regexp_extract({cell}, {literal(_TIME)}, 1)"


def _day_part(cell: str) -> str:
    return f"regexp_replace({cell}, {literal(_TIME)}, '')"


def _read_day(day: str, order: Order) -> str:
    named = f"lower(regexp_extract({day}, {literal(_NAMED)}, 2))"
    months = " ".join(
        f"WHEN {literal(short)} THEN '{number:02}' WHEN {literal(name)} THEN '{number:02}'"
        for number, name in enumerate(MONTHS, start=1)
        for short in [name[:3]]
    )
    month = f"CASE {named} WHEN 'sept' THEN '09' {months} END"
    by_name = _joined(
        f"regexp_extract({day}, {literal(_NAMED)}, 3)",
        month,
        f"regexp_extract({day}, {literal(_NAMED)}, 1)",
    )
    read = (
        f"CASE WHEN regexp_full_match({day}, {literal(ISO)}) THEN TRY_CAST({day} AS DATE)"
        f" WHEN regexp_full_match({day}, {literal(_NUMBERS)}) THEN {_by_numbers(day, order)}"
        f" ELSE {by_name} END"
    )
    return _in_calendar(read)


def _by_numbers(day: str, order: Order) -> str:
    year, first, second = (f"regexp_extract({day}, {literal(_PARTS)}, {n})" for n in (3, 1, 2))
    day_first, month_first = _joined(year, second, first), _joined(year, first, second)
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


def _number(day: str, group: int) -> str:
    return f"TRY_CAST(regexp_extract({day}, {literal(_PARTS)}, {group}) AS INTEGER)"


def _in_calendar(day: str) -> str:
    return (
        f"CASE WHEN {day} BETWEEN DATE '{FIRST_YEAR}-01-01' AND DATE '{LAST_YEAR}-12-31'"
        f" THEN {day} END"
    )


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
