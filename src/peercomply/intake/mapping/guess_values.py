"""Finds out from the values of a column how it writes what a field holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import attrs
from rapidfuzz import fuzz, process

from peercomply.intake.days import ISO, Order, survey_days
from peercomply.intake.mapping.day_formats import parse_format
from peercomply.intake.names import slug
from peercomply.intake.plain import plain_test
from peercomply.intake.words import MISSING_WORDS, NO, VALUES, YES
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.model import RecordType

_DAYS = (FieldType.DATE, FieldType.DATETIME)
_NUMBERS = re.compile(r"\d+", re.ASCII)
_FEW = 12
_LIKE = 80.0

_DAY_FORMATS = (
    *("DDMMYYYY", "YYYYMMDD", "DD/MM/YY", "MM/DD/YY", "D/M/YY", "M/D/YY", "DD-MMM-YY"),
    *("D-MMM-YY", "DD.MM.YY", "D.M.YY", "D MMM YY", "DD-MM-YY", "serial"),
)
_READ_ALREADY = ("D/M/YYYY", "M/D/YYYY", "D-M-YYYY", "M-D-YYYY", "D.M.YYYY", "M.D.YYYY")
_NAMED = ("D MMM YYYY", "D-MMM-YYYY", "D/MMM/YYYY", "D MMMM YYYY")
_TIMES = ("", " hh:mm", " h:mm", " hh:mm:ss", " h:mm:ss")


@attrs.frozen(kw_only=True)
class Shape:
    """
    How a column writes the values of a field.

    Attributes:
        read: Share of its values that can be read, with what follows.

        missing: Texts that say that there is no value.

        format: How days are written, where that has to be declared.

        values: What texts stand for.

        strange: Texts for which nothing was found.

        separator: What stands between the values of a set.

        note: What a person should decide.
    """

    read: float = 1.0
    missing: tuple[str, ...] = ()
    format: str | None = None
    values: tuple[tuple[str, str], ...] = ()
    strange: tuple[str, ...] = ()
    separator: str | None = None
    note: str = ""


def shape_of(values: Sequence[str], record_type: RecordType, field: FieldInfo) -> Shape:
    """Return how *values*, which are not empty, write *field* of *record_type*."""
    missing = tuple(dict.fromkeys(one for one in values if _is_missing(one, field)))
    held = [one for one in values if one not in missing]
    if not held:
        return Shape(missing=missing)
    if field.type in _DAYS:
        return attrs.evolve(_days(held), missing=missing)
    if field.type is FieldType.SET:
        return attrs.evolve(_set(held, record_type, field), missing=missing)
    if field.type in (FieldType.ENUM, FieldType.BOOL):
        return attrs.evolve(_words(held, record_type, field), missing=missing)
    test = plain_test(record_type.name, field)
    return Shape(read=sum(map(test, held)) / len(held), missing=missing)


def _is_missing(text: str, field: FieldInfo) -> bool:
    low = text.casefold()
    if low not in MISSING_WORDS:
        return False
    if field.type is FieldType.SET and low == "none":
        return False
    number = low.isdigit()
    return not number or (field.type in _DAYS and len(low) == 8)


def _days(values: Sequence[str]) -> Shape:
    dates = [one for one in values if not re.match(ISO, one)]
    if not dates:
        return Shape()
    for base in _READ_ALREADY:
        if _share(dates, base) == 1.0:
            return _by_order(dates, base)
    if any(_share(dates, base) == 1.0 for base in _NAMED):
        return Shape()
    good = [
        base + time
        for base in _DAY_FORMATS
        for time in (_TIMES if base != "serial" else ("",))
        if _share(dates, base + time) == 1.0
    ]
    if good:
        return _declared(good)
    best = max((*_READ_ALREADY, *_NAMED, *_DAY_FORMATS), key=lambda base: _share(dates, base))
    odd = [one for one in dates if not _fits(one, best)]
    read = 1 - len(odd) / len(values)
    return Shape(read=read, strange=tuple(dict.fromkeys(odd))[:_FEW])


def _by_order(dates: Sequence[str], base: str) -> Shape:
    survey = survey_days(dates)
    if survey.order is not Order.OPEN:
        return Shape()
    first, second = (f"{a}{base[1]}{b}{base[1]}YYYY" for a, b in (("D", "M"), ("M", "D")))
    what = "no value proves the order"
    if survey.mixed:
        what = "some can only be day first, and others only month first"
    return Shape(note=f"{what}: {first} or {second}?")


def _declared(good: Sequence[str]) -> Shape:
    """Return the strictest format that all dates fit; where orders differ, a person chooses."""
    orders = {
        re.sub(r"([DMY])\1*", r"\1", one.split(" ", maxsplit=1)[0]): one for one in good[::-1]
    }
    if len(orders) == 1:
        return Shape(format=good[0])
    return Shape(read=0.5, note=f"no value proves the format: {' or '.join(orders.values())}?")


def _share(dates: Sequence[str], format_: str) -> float:
    return sum(_fits(one, format_) for one in dates) / len(dates)


def _fits(text: str, format_: str) -> bool:
    found = parse_format(format_)
    read = None if found is None else found.read(text)
    return read is not None and _is_day(read[:10])


def _is_day(text: str) -> bool:
    try:
        return 1950 <= date.fromisoformat(text).year <= 2100
    except ValueError:
        return False


def _known(record_type: RecordType, field: FieldInfo) -> dict[str, str]:
    """Return the values that the field reads by itself, by slug."""
    if field.type is FieldType.BOOL:
        return dict.fromkeys(YES, "yes") | dict.fromkeys(NO, "no")
    words = VALUES.get((record_type.name, field.name), {})
    return {value: value for value in field.values} | dict(words)


def _words(values: Sequence[str], record_type: RecordType, field: FieldInfo) -> Shape:
    known = _known(record_type, field)
    found: dict[str, str] = {}
    strange: list[str] = []
    for text in dict.fromkeys(values):
        if slug(text) in known:
            continue
        meant = _meant(slug(text), known)
        if meant is None:
            strange.append(text)
        else:
            found[text] = meant
    read = sum(one not in strange for one in values) / len(values)
    few = len(strange) <= _FEW
    return Shape(
        read=read if few else read / 2, values=tuple(found.items()), strange=tuple(strange[:_FEW])
    )


def _meant(text: str, known: dict[str, str]) -> str | None:
    """Return the one value that begins like *text*, or is very much like it."""
    begins = {value for word, value in known.items() if word.startswith(text) and len(text) > 1}
    if len(begins) == 1:
        return begins.pop()
    holds = {value for word, value in known.items() if word in text.split("_") and len(word) > 2}
    if len(holds) == 1:
        return holds.pop()
    match = process.extractOne(text, list(known), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return None if match is None else known[match[0]]


def _set(values: Sequence[str], record_type: RecordType, field: FieldInfo) -> Shape:
    separator = None
    if not any(";" in one for one in values):
        counts = {mark: sum(mark in one for one in values) for mark in (",", "|", "/", "\n")}
        best = max(counts, key=lambda mark: counts[mark])
        separator = best if counts[best] else None
    items = [part.strip() for one in values for part in one.split(separator or ";")]
    items = [one for one in items if one and one.lower() != "none"]
    if field.item is not FieldType.ENUM or not items:
        return Shape(separator=separator)
    words = _words(items, record_type, field)
    return attrs.evolve(words, separator=separator)
