"""
Knows the plain forms: texts that SQL reads with a cast, without looking at each of them closely.

A column whose texts are all plain is read by the SQL of this module, any other one by that of
casts.py, and both read a plain text as the same value. Plain is what most exports hold, and short
SQL is quick to prepare, which is most of the work where files are small.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from peercomply.intake.bundles import ITEM, PAIR
from peercomply.intake.columns import DECIMAL, as_written, day_only
from peercomply.intake.days import FIRST_YEAR, ISO, LAST_YEAR
from peercomply.intake.decoding import DAMAGED
from peercomply.intake.quoting import literal, literals
from peercomply.intake.words import INTERVALS, NO, SPREADSHEET_ERROR, VALUES, YES
from peercomply.records.fields import FieldInfo, FieldType

Test = Callable[[str], bool]
"""Says whether a text that is not empty is plain."""

_ERROR = re.compile(SPREADSHEET_ERROR)
_DAY = re.compile(ISO, re.ASCII)
_MOMENT = re.compile(rf"({ISO})(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,18}(?:\.\d{1,10})?", re.ASCII)
_DURATION = re.compile(r"P\d{1,2}[YMWDB]|PT\d{1,4}[HM]", re.ASCII)


def plain_test(record_type: str, field: FieldInfo) -> Test:
    """Return the test for the texts of *field*."""
    match field.type:
        case FieldType.ENUM:
            return (
                frozenset(field.values) - VALUES.get((record_type, field.name), {}).keys()
            ).__contains__
        case FieldType.SET:
            return _set_test(field)
        case FieldType.MAPPING:
            return _mapping_test(field)
        case _:
            return _single_test(field, field.type)


def _single_test(field: FieldInfo, kind: FieldType) -> Test:
    match kind:
        case FieldType.INT:
            return lambda text: _WHOLE.fullmatch(text) is not None and _possible(field, text)
        case FieldType.DECIMAL:
            return lambda text: _NUMBER.fullmatch(text) is not None and _possible(field, text)
        case _:
            return _TESTS.get(kind, _is_whole)


def _is_whole(text: str) -> bool:
    return DAMAGED not in text and (text[0] != "#" or _ERROR.fullmatch(text) is None)


def _is_bool(text: str) -> bool:
    return text.lower() in _WORDS and text.isascii()


_WORDS = frozenset((*YES, *NO))


def _is_day(text: str) -> bool:
    return _DAY.fullmatch(text) is not None and _in_calendar(text)


def _is_moment(text: str) -> bool:
    match = _MOMENT.fullmatch(text)
    return match is not None and _in_calendar(match[1])


def _in_calendar(day: str) -> bool:
    try:
        return FIRST_YEAR <= date.fromisoformat(day).year <= LAST_YEAR
    except ValueError:
        return False


def _is_duration(text: str) -> bool:
    return text in INTERVALS or _DURATION.fullmatch(text) is not None


def _possible(field: FieldInfo, number: str) -> bool:
    value = Decimal(number)
    above = field.minimum is None or value >= field.minimum
    return above and (field.maximum is None or value <= field.maximum)


_TESTS: Mapping[FieldType, Test] = {
    FieldType.BOOL: _is_bool,
    FieldType.DATE: _is_day,
    FieldType.DATETIME: _is_moment,
    FieldType.DURATION: _is_duration,
}


def _set_test(field: FieldInfo) -> Test:
    if field.item is FieldType.ENUM:
        known = frozenset(field.values)
        return lambda text: text.lower() != "none" and known.issuperset(text.split("; "))

    def test(text: str) -> bool:
        if text.lower() == "none" or ITEM in text or not _is_whole(text):
            return False
        return all(item and ";" not in item and item == item.strip() for item in text.split("; "))

    return test


def _mapping_test(field: FieldInfo) -> Test:
    known = frozenset(field.values)
    of = field.of or FieldType.TEXT
    single = _single_test(field, of)

    def test(text: str) -> bool:
        if not text.startswith(ITEM) or DAMAGED in text:
            return False
        pairs = [pair.split(PAIR) for pair in text[1:].split(ITEM)]
        return all(
            len(pair) == 2 and pair[0] in known and pair[1] and single(pair[1]) for pair in pairs
        )

    return test


def plain_casts(field: FieldInfo, cell: str) -> Iterator[tuple[str, str]]:
    """Yield name and SQL of each column of *field*, read from the SQL *cell*, which is plain."""
    match field.type:
        case FieldType.DATETIME:
            yield field.name, f"CAST({cell} AS TIMESTAMP)"
            yield day_only(field.name), f"length({cell}) = 10"
        case FieldType.SET:
            yield field.name, f"list_sort(list_distinct(string_split({cell}, '; ')))"
        case FieldType.MAPPING:
            yield field.name, _mapping(cell, _READ.get(field.of or FieldType.TEXT, _as_it_is))
            if field.of is FieldType.DECIMAL:
                yield as_written(field.name), _mapping(cell, _as_it_is)
        case _:
            yield field.name, _READ.get(field.type, _as_it_is)(cell)
            if field.type is FieldType.DECIMAL:
                yield as_written(field.name), cell


def typed_casts(field: FieldInfo, cell: str) -> Iterator[tuple[str, str]]:
    """Yield name and SQL of each column of *field*, of which the SQL *cell* holds the value."""
    yield field.name, cell
    if field.type is FieldType.DATETIME:
        yield day_only(field.name), f"{cell} = date_trunc('day', {cell})"


def _mapping(cell: str, read: Callable[[str], str]) -> str:
    key, text = (f"split_part(pair, {literal(PAIR)}, {place})" for place in (1, 2))
    pairs = f"string_split(substr({cell}, 2), {literal(ITEM)})"
    entry = f"{{'key': {key}, 'value': {read(text)}}}"
    return f"map_from_entries(list_transform({pairs}, lambda pair: {entry}))"


def _as_it_is(cell: str) -> str:
    return cell


def _duration(cell: str) -> str:
    words = " ".join(f"WHEN {literal(word)} THEN {literal(of)}" for word, of in INTERVALS.items())
    return f"CASE {cell} {words} ELSE {cell} END"


_READ: Mapping[FieldType, Callable[[str], str]] = {
    FieldType.BOOL: lambda cell: f"lower({cell}) IN ({literals(YES)})",
    FieldType.DATE: lambda cell: f"CAST({cell} AS DATE)",
    FieldType.INT: lambda cell: f"CAST({cell} AS BIGINT)",
    FieldType.DECIMAL: lambda cell: f"CAST({cell} AS {DECIMAL})",
    FieldType.DURATION: _duration,
}
