"""Reads days and date-times in a format that a mapping declares."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs

from peercomply.intake.words import MONTHS

SERIALS = {"serial": date(1899, 12, 30), "serial-1904": date(1904, 1, 1)}
"""Names of the formats that count days, with the day that they count from."""

_FIRST_SERIAL = 61
"""From 1 March 1900 on the count is sure: spreadsheets know a 29 February 1900."""

_TOKENS = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<short>\d{2})",
    "MMMM": r"(?P<name>[A-Za-z]{3,9})",
    "MMM": r"(?P<name>[A-Za-z]{3,4})\.?",
    "MM": r"(?P<month>\d{2})",
    "M": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{2})",
    "D": r"(?P<day>\d{1,2})",
    "hh": r"(?P<hour>\d{2})",
    "h": r"(?P<hour>\d{1,2})",
    "mm": r"(?P<minute>\d{2})",
    "ss": r"(?P<second>\d{2})",
}

_CLOCK = ("hour", "minute", "second")

_SPLIT = re.compile("|".join(_TOKENS))
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?", re.ASCII | re.DOTALL)
_OFFSET = re.compile(r".+[T ].*\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})", re.ASCII | re.IGNORECASE)
_PIVOT = 69
"""Two digits from here on mean the twentieth century, as in POSIX."""


@attrs.frozen
class DayFormat:
    """
    A format of days, such as DD/MM/YYYY.

    Attributes:
        text: As it was written.

        pattern: What a text of this format looks like; None for a count of days.
    """

    text: str
    pattern: re.Pattern[str] | None

    @property
    def solid(self) -> bool:
        """Whether days are digits alone, so that a spreadsheet can take the first zero away."""
        return self.text[:2] in {"DD", "MM"} and _SPLIT.sub("", self.text) == ""

    def read(self, text: str) -> str | None:
        """Return *text* as ISO 8601; None where it has another format."""
        if _ISO.fullmatch(text):
            return text
        if self.pattern is None:
            return _from_serial(text, SERIALS[self.text])
        match = self.pattern.fullmatch(text)
        return None if match is None else _joined(match.groupdict())


def parse_format(text: str) -> DayFormat | None:
    """
    Return the format that *text* writes; None where it names no whole day.

    A time of day, which comes last, may be left out in a cell.
    """
    if text in SERIALS:
        return DayFormat(text, None)
    pattern, place = "", 0
    names: list[str] = []
    for match in _SPLIT.finditer(text):
        part = _TOKENS[match[0]]
        names.append(part.split("<")[1].split(">")[0])
        timed = names[-1] == "hour"
        pattern += ("(?:" if timed else "") + re.escape(text[place : match.start()]) + part
        place = match.end()
    pattern += re.escape(text[place:]) + (")?" if "hour" in names else "")
    known = {"short": "year", "name": "month"}
    held = [known.get(name, name) for name in names]
    if len(set(held)) < len(held) or not {"year", "month", "day"} <= set(held):
        return None
    clock = [name for name in held if name in _CLOCK]
    if clock != list(_CLOCK[: len(clock)]) or (clock and held[-len(clock) :] != clock):
        return None
    if re.search(r"[A-Za-z]", _SPLIT.sub("", text).replace("T", "")):
        return None
    return DayFormat(text, re.compile(pattern, re.ASCII))


def _joined(parts: dict[str, str | None]) -> str | None:
    year = parts.get("year") or _whole_year(parts.get("short") or "00")
    month = parts.get("month") or _month(parts.get("name") or "")
    if month is None:
        return None
    day = f"{year}-{int(month):02}-{int(parts['day'] or 0):02}"
    if parts.get("hour") is None:
        return day
    clock = f"{int(parts['hour'] or 0):02}:{parts.get('minute') or '00'}"
    return f"{day}T{clock}" + (f":{parts['second']}" if parts.get("second") else "")


def _whole_year(short: str) -> str:
    return ("19" if int(short) >= _PIVOT else "20") + short


def _month(name: str) -> str | None:
    low = name.lower()
    for number, month in enumerate(MONTHS, start=1):
        if low in (month, month[:3]) or (low == "sept" and number == 9):
            return str(number)
    return None


def _from_serial(text: str, first: date) -> str | None:
    match = re.fullmatch(r"(\d{1,6})(?:\.(\d+))?", text, re.ASCII)
    if match is None or int(match[1]) < _FIRST_SERIAL:
        return None
    day = first + timedelta(days=int(match[1]))
    if not match[2] or not int(match[2]):
        return day.isoformat()
    seconds = round(float(f"0.{match[2]}") * 86400)
    moment = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)  # noqa: DTZ001
    return moment.isoformat(timespec="seconds")


def in_zone(zone: ZoneInfo) -> Callable[[str], str]:
    """Return the function that turns a moment with an offset into local time of *zone*."""

    def local(text: str) -> str:
        if not _OFFSET.fullmatch(text):
            return text
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return text
        return moment.astimezone(zone).replace(tzinfo=None).isoformat(timespec="seconds")

    return local
