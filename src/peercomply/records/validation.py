"""Checks the values of a record against the description of its fields."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import attrs

from peercomply.errors import FieldProblem, RecordError
from peercomply.records.durations import Duration
from peercomply.records.fields import FieldInfo, FieldType, RecordInfo, field_info

ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {"<=": operator.le, "<": operator.lt}


@functools.cache
def fields_of(cls: Any) -> tuple[FieldInfo, ...]:
    """Return the descriptions of the fields of a record class, in their order."""
    return tuple(field_info(attribute) for attribute in attrs.fields(cls))


def parse_order(order: str) -> tuple[str, str, str]:
    """Split an order such as "started_on <= ended_on" into field, sign and field."""
    first, sign, second = order.split()
    return first, sign, second


def validate(record: Any) -> None:
    """
    Check every value of *record*.

    Raises:
        RecordError: At least one value does not fit its field; all such values are listed.
    """
    info: RecordInfo = record.__record__
    cls: Any = type(record)
    problems = [
        problem
        for field in fields_of(cls)
        for problem in _problems(field, getattr(record, field.name))
    ]
    if not problems:
        problems = [problem for order in info.date_order for problem in _disorder(record, order)]
    if problems:
        raise RecordError(info.name, problems)


def as_day(value: date) -> date:
    """Return the calendar day of a day or of a date-time."""
    return value.date() if isinstance(value, datetime) else value


def _disorder(record: Any, order: str) -> Iterator[FieldProblem]:
    first, sign, second = parse_order(order)
    early, late = getattr(record, first), getattr(record, second)
    if early is None or late is None:
        return
    if not (isinstance(early, datetime) and isinstance(late, datetime)):
        early, late, sign = as_day(early), as_day(late), "<="
    if not ORDERS[sign](early, late):
        yield FieldProblem(order, f"{second} before {first}", "dates in that order")


def _problems(field: FieldInfo, value: Any) -> Iterator[FieldProblem]:
    if value is None:
        if field.required:
            yield FieldProblem(field.name, "nothing", "a value; the field is required")
        return
    if field.type is FieldType.SET:
        yield from _set_problems(field, value)
    elif field.type is FieldType.MAPPING:
        yield from _mapping_problems(field, value)
    elif not _fits(field, field.type, value):
        yield FieldProblem(field.name, _shown(field, value), expectation(field))


def _set_problems(field: FieldInfo, value: Any) -> Iterator[FieldProblem]:
    if not isinstance(value, frozenset):
        yield FieldProblem(field.name, _shown(field, value), expectation(field))
        return
    for item in sorted(value, key=repr):
        if not _fits(field, field.item, item):
            yield FieldProblem(field.name, _shown(field, item), expectation(field))


def _mapping_problems(field: FieldInfo, value: Any) -> Iterator[FieldProblem]:
    if not isinstance(value, Mapping):
        yield FieldProblem(field.name, _shown(field, value), expectation(field))
        return
    for name, item in value.items():
        if name not in field.values or not _fits(field, field.of or FieldType.TEXT, item):
            yield FieldProblem(field.name, _shown(field, (name, item)), expectation(field))


def _fits(field: FieldInfo, kind: FieldType, value: Any) -> bool:
    return isinstance(value, _CLASSES[kind]) and _MORE.get(kind, _anything)(field, value)


def _anything(_field: FieldInfo, _value: Any) -> bool:
    return True


def _is_slug(field: FieldInfo, value: Any) -> bool:
    return value in field.values


def _is_written(_field: FieldInfo, value: Any) -> bool:
    return bool(value.strip())


def _is_day(_field: FieldInfo, value: Any) -> bool:
    return not isinstance(value, datetime)


def _is_local(_field: FieldInfo, value: Any) -> bool:
    return not isinstance(value, datetime) or value.tzinfo is None


def _in_range(field: FieldInfo, value: Any) -> bool:
    if isinstance(value, bool) or (isinstance(value, Decimal) and not value.is_finite()):
        return False
    above = field.minimum is None or value >= field.minimum
    return above and (field.maximum is None or value <= field.maximum)


_CLASSES: Mapping[FieldType, type | tuple[type, ...]] = {
    FieldType.KEY: str,
    FieldType.REF: str,
    FieldType.TEXT: str,
    FieldType.ENUM: str,
    FieldType.DURATION: Duration,
    FieldType.DATE: date,
    FieldType.DATETIME: date,
    FieldType.BOOL: bool,
    FieldType.INT: int,
    FieldType.DECIMAL: (Decimal, int),
}

_MORE: Mapping[FieldType, Callable[[FieldInfo, Any], bool]] = {
    FieldType.KEY: _is_written,
    FieldType.REF: _is_written,
    FieldType.TEXT: _is_written,
    FieldType.ENUM: _is_slug,
    FieldType.DATE: _is_day,
    FieldType.DATETIME: _is_local,
    FieldType.INT: _in_range,
    FieldType.DECIMAL: _in_range,
}

_WORDS: Mapping[FieldType, str] = {
    FieldType.KEY: "a key: text that is not empty",
    FieldType.REF: "a key of a record",
    FieldType.TEXT: "text that is not empty",
    FieldType.DURATION: "an ISO 8601 duration such as P1M or P14D",
    FieldType.DATE: "a day such as 2026-11-22",
    FieldType.DATETIME: "a local date-time such as 2026-11-22T17:00, or a day alone",
    FieldType.BOOL: "yes or no",
    FieldType.INT: "a whole number",
    FieldType.DECIMAL: "an exact decimal number such as 12.50, not a binary float",
}


def expectation(field: FieldInfo) -> str:
    """Return in words what *field* accepts, with its values and limits."""
    if field.type is FieldType.MAPPING:
        return f"pairs whose keys are of: {', '.join(field.values)}"
    if field.item is FieldType.ENUM:
        words = f"one of {', '.join(field.values)}"
    else:
        words = _WORDS[field.item]
    if field.minimum is not None:
        words += f", at least {field.minimum}"
    if field.maximum is not None:
        words += f", at most {field.maximum}"
    return f"a set, each {words}" if field.type is FieldType.SET else words


def _shown(field: FieldInfo, value: Any) -> str:
    if not field.shown:
        return f"a value of type {type(value).__name__} (withheld: {field.privacy} data)"
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
