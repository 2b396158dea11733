"""The SQL that turns the text of a field into its type; NULL where it cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from peercomply.intake.bundles import ITEM, PAIR
from peercomply.intake.columns import DECIMAL, as_written, day_only, part
from peercomply.intake.days import day_only_sql, day_sql, day_steps, moment_sql, survey_days
from peercomply.intake.decoding import DAMAGED
from peercomply.intake.quoting import literal, literals
from peercomply.intake.words import INTERVALS, NO, SPREADSHEET_ERROR, VALUES, YES
from peercomply.records.durations import LONGEST_YEARS
from peercomply.records.fields import FieldInfo, FieldType

_SPACES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())

_NUMBER = r"[+-]?(\d{1,28}(\.\d{1,10})?|\.\d{1,10})"
_BUSINESS = r"P\d{1,4}B"
_DURATION = r"P(\d{1,6}Y)?(\d{1,6}M)?(\d{1,6}W)?(\d{1,6}D)?(T(\d{1,7}H\d{1,8}M|\d{1,7}H|\d{1,8}M))?"


def steps(field: FieldInfo, cell: str, texts: Iterable[str]) -> tuple[dict[str, str], ...]:
    """
    Return what must be found in the SQL *cell* before `casts` can read it.

    The *texts* are those of the column; plain ones may be left out, see plain.py.

    A step is the SQL of some columns, by quoted name; it may refer to those of earlier steps.
    """
    if field.type in (FieldType.DATE, FieldType.DATETIME):
        return day_steps(field.name, cell, survey_days(texts))
    return ({_items_of(field): _items(field, cell)},) if field.type is FieldType.SET else ()


def casts(record_type: str, field: FieldInfo, cell: str) -> Iterator[tuple[str, str]]:
    """Yield name and SQL of each column of *field*, read from the SQL *cell* and its steps."""
    if field.type is FieldType.DATETIME:
        yield field.name, moment_sql(field.name)
        yield day_only(field.name), day_only_sql(field.name)
    elif field.type is FieldType.DATE:
        yield field.name, day_sql(field.name)
    elif field.type is FieldType.MAPPING:
        yield from _mapping(field, cell)
    else:
        read = _READ[field.type](record_type, field, cell)
        yield field.name, read
        if field.type is FieldType.DECIMAL:
            yield as_written(field.name), f"CASE WHEN {read} IS NOT NULL THEN {cell} END"


def _text(_record_type: str, _field: FieldInfo, cell: str) -> str:
    return f"CASE WHEN {_whole(cell)} THEN {cell} END"


def _whole(cell: str) -> str:
    error = f"regexp_full_match({cell}, {literal(SPREADSHEET_ERROR)})"
    return f"NOT contains({cell}, {literal(DAMAGED)}) AND NOT {error}"


def _slug(cell: str) -> str:
    return f"translate(lower({cell}), ' -', '__')"


def _enum(record_type: str, field: FieldInfo, cell: str) -> str:
    slug = _slug(cell)
    words = VALUES.get((record_type, field.name), {})
    read = "".join(
        f" WHEN {slug} = {literal(word)} THEN {literal(value)}" for word, value in words.items()
    )
    return f"CASE{read} WHEN {slug} IN ({literals(field.values)}) THEN {slug} END"


def _bool(_record_type: str, _field: FieldInfo, cell: str) -> str:
    yes, no = literals(YES), literals(NO)
    return (
        f"CASE WHEN lower({cell}) IN ({yes}) THEN true WHEN lower({cell}) IN ({no}) THEN false END"
    )


def _int(_record_type: str, field: FieldInfo, cell: str) -> str:
    pattern = literal(r"[+-]?\d+")
    return _limited(
        field, f"CASE WHEN regexp_full_match({cell}, {pattern}) THEN TRY_CAST({cell} AS BIGINT) END"
    )


def _decimal(_record_type: str, field: FieldInfo, cell: str) -> str:
    return _limited(field, _as_decimal(cell))


def _as_decimal(cell: str) -> str:
    matches = f"regexp_full_match({cell}, {literal(_NUMBER)})"
    return f"CASE WHEN {matches} THEN TRY_CAST({cell} AS {DECIMAL}) END"


def _limited(field: FieldInfo, number: str) -> str:
    limits = []
    if field.minimum is not None:
        limits.append(f"{number} >= {field.minimum}")
    if field.maximum is not None:
        limits.append(f"{number} <= {field.maximum}")
    return f"CASE WHEN {' AND '.join(limits)} THEN {number} END" if limits else number


def _duration(_record_type: str, _field: FieldInfo, cell: str) -> str:
    slug = _slug(cell)
    words = " ".join(
        f"WHEN {slug} = {literal(word)} THEN {literal(value)}" for word, value in INTERVALS.items()
    )
    return f"CASE {words} WHEN {_is_duration(cell)} THEN {cell} END"


def _is_duration(cell: str) -> str:
    """Say in SQL what `parse_duration` accepts; the order of the sum is the same on purpose."""
    calendar, clock = f"split_part({cell}, 'T', 1)", f"split_part({cell}, 'T', 2)"
    months = f"({_count(calendar, 'Y')} * 12 + {_count(calendar, 'M')})"
    days = f"({_count(calendar, 'W')} * 7 + {_count(calendar, 'D')})"
    minutes = f"({_count(clock, 'H')} * 60 + {_count(clock, 'M')})"
    years = f"{months}::DOUBLE / 12 + {days}::DOUBLE / 365 + {minutes}::DOUBLE / 525600"
    business = f"regexp_full_match({cell}, {literal(_BUSINESS)})"
    return (
        f"({business} OR {cell} <> 'P' AND regexp_full_match({cell}, {literal(_DURATION)})"
        f" AND (NOT contains({cell}, 'T') OR ({months} = 0 AND {days} = 0))"
        f" AND {years} <= {LONGEST_YEARS})"
    )


def _count(text: str, unit: str) -> str:
    pattern = literal(rf"(\d+){unit}")
    return f"coalesce(TRY_CAST(regexp_extract({text}, {pattern}, 1) AS BIGINT), 0)"


def _items_of(field: FieldInfo) -> str:
    return part(field.name, "items")


def _items(field: FieldInfo, cell: str) -> str:
    listed = f"string_split(substr({cell}, 2), {literal(ITEM)})"
    parts = f"CASE WHEN starts_with({cell}, {literal(ITEM)}) THEN {listed}"
    parts = f"{parts} ELSE string_split({cell}, ';') END"
    item = f"trim(item, {literal(_SPACES)})"
    item = _slug(item) if field.item is FieldType.ENUM else item
    trimmed = f"list_transform({parts}, lambda item: {item})"
    return f"list_sort(list_distinct(list_filter({trimmed}, lambda item: item <> '')))"


def _set(_record_type: str, field: FieldInfo, cell: str) -> str:
    held = _items_of(field)
    if field.item is FieldType.ENUM:
        known = f"list_has_all([{literals(field.values)}], {held})"
    else:
        known = _whole(cell)
    return (
        f"CASE WHEN lower({cell}) = 'none' OR {cell} = {literal(ITEM)} THEN []::VARCHAR[]"
        f" WHEN len({held}) > 0 AND {known} THEN {held} END"
    )


def _mapping(field: FieldInfo, cell: str) -> Iterator[tuple[str, str]]:
    of = field.of or FieldType.TEXT
    pairs = (
        f"list_filter(string_split(substr({cell}, 2), {literal(ITEM)}), lambda pair: pair <> '')"
    )
    keys = f"list_transform({pairs}, lambda pair: split_part(pair, {literal(PAIR)}, 1))"
    texts = f"list_transform({pairs}, lambda pair: split_part(pair, {literal(PAIR)}, 2))"
    value = _VALUES[of](field, "text")
    values = f"list_transform({texts}, lambda text: {value})"
    good = (
        f"starts_with({cell}, {literal(ITEM)}) AND {_whole(cell)}"
        f" AND list_has_all([{literals(field.values)}], {keys})"
        f" AND len(list_filter({values}, lambda one: one IS NULL OR one::VARCHAR = '')) = 0"
    )
    yield field.name, f"CASE WHEN {good} THEN map({keys}, {values}) END"
    if of is FieldType.DECIMAL:
        yield as_written(field.name), f"CASE WHEN {good} THEN map({keys}, {texts}) END"


_READ: Mapping[FieldType, Callable[[str, FieldInfo, str], str]] = {
    FieldType.KEY: _text,
    FieldType.REF: _text,
    FieldType.TEXT: _text,
    FieldType.ENUM: _enum,
    FieldType.BOOL: _bool,
    FieldType.INT: _int,
    FieldType.DECIMAL: _decimal,
    FieldType.DURATION: _duration,
    FieldType.SET: _set,
}

_VALUES: Mapping[FieldType, Callable[[FieldInfo, str], str]] = {
    FieldType.TEXT: lambda _field, text: text,
    FieldType.DURATION: lambda field, text: _duration("", field, text),
    FieldType.DECIMAL: lambda field, text: _limited(field, _as_decimal(text)),
}
