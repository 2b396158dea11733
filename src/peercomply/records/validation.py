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
    cls: Any = type(record)
    checks = _checks_of(cls)
    problems: list[FieldProblem] = []
    for check, value in zip(checks.fields, checks.values(record), strict=True):
        if check.field.required if value is None else not check.whole(value):
            problems.extend(check.problems(value))
    if not problems:
        problems = [problem for order in checks.orders for problem in _disorder(record, order)]
    if problems:
        raise RecordError(record.__record__.name, problems)


def as_day(value: date) -> date:
    """Return the calendar day of a day or of a date-time."""
    return value.date() if isinstance(value, datetime) else value


def _disorder(record: Any, order: tuple[str, str, str]) -> Iterator[FieldProblem]:
    first, sign, second = order
    early, late = getattr(record, first), getattr(record, second)
    if early is None or late is None:
        return
    if not (isinstance(early, datetime) and isinstance(late, datetime)):
        early, late, sign = as_day(early), as_day(late), "<="
    if not ORDERS[sign](early, late):
        yield FieldProblem(" ".join(order), f"{second} before {first}", "dates in that order")


Test = Callable[[Any], bool]


@attrs.frozen
class _Check:
    """
    How the values of one field are checked.

    Attributes:
        field: The field.

        part: Whether one value fits: an item of a set, a value of a mapping, else the value.

        whole: Whether a whole value fits, if there is one.
    """

    field: FieldInfo
    part: Test
    whole: Test

    def problems(self, value: Any) -> Iterator[FieldProblem]:
        """Yield what is wrong with a value that does not fit."""
        field = self.field
        if value is None:
            yield FieldProblem(field.name, "nothing", "a value; the field is required")
            return
        wrong = [value]
        if field.type is FieldType.SET and isinstance(value, frozenset):
            wrong = [item for item in sorted(value, key=repr) if not self.part(item)]
        elif field.type is FieldType.MAPPING and isinstance(value, Mapping):
            wrong = [pair for pair in value.items() if not self.part(pair)]
        for one in wrong:
            yield FieldProblem(field.name, _shown(field, one), expectation(field))


@attrs.frozen
class _Checks:
    """The checks of a record class, made once because most of the work is looking them up."""

    values: Callable[[Any], tuple[Any, ...]]
    fields: tuple[_Check, ...]
    orders: tuple[tuple[str, str, str], ...]


@functools.cache
def _checks_of(cls: Any) -> _Checks:
    info: RecordInfo = cls.__record__
    names = [field.name for field in fields_of(cls)]
    values = operator.attrgetter(*names, "__class__")  # at least two, so it gives a tuple
    return _Checks(
        lambda record: values(record)[:-1],
        tuple(map(_check, fields_of(cls))),
        tuple(map(parse_order, info.date_order)),
    )


def _check(field: FieldInfo) -> _Check:
    match field.type:
        case FieldType.SET:
            part = _test(field, field.item)
            whole: Test = lambda value: isinstance(value, frozenset) and all(map(part, value))
        case FieldType.MAPPING:
            part = _pair_test(field)
            whole = lambda value: isinstance(value, Mapping) and all(map(part, value.items()))
        case _:
            part = whole = _test(field, field.type)
    return _Check(field, part, whole)


def _pair_test(field: FieldInfo) -> Test:
    names = field.values
    fits = _test(field, field.of or FieldType.TEXT)
    return lambda pair: pair[0] in names and fits(pair[1])


def _test(field: FieldInfo, kind: FieldType) -> Test:
    """Return the test for one value of *kind*, by the values and limits of *field*."""
    match kind:
        case FieldType.KEY | FieldType.REF | FieldType.TEXT:
            return lambda value: isinstance(value, str) and bool(value.strip())
        case FieldType.ENUM:
            values = frozenset(field.values)
            return lambda value: isinstance(value, str) and value in values
        case FieldType.DATE:
            return lambda value: isinstance(value, date) and not isinstance(value, datetime)
        case FieldType.DATETIME:
            return _is_local
        case FieldType.INT:
            return lambda value: isinstance(value, int) and _in_range(field, value)
        case FieldType.DECIMAL:
            return lambda value: isinstance(value, (Decimal, int)) and _in_range(field, value)
        case FieldType.BOOL:
            return lambda value: isinstance(value, bool)
        case _:
            return lambda value: isinstance(value, Duration)


def _is_local(value: Any) -> bool:
    return isinstance(value, date) and not (
        isinstance(value, datetime) and value.tzinfo is not None
    )


def _in_range(field: FieldInfo, value: Any) -> bool:
    if isinstance(value, bool) or (isinstance(value, Decimal) and not value.is_finite()):
        return False
    above = field.minimum is None or value >= field.minimum
    return above and (field.maximum is None or value <= field.maximum)


_WORDS: Mapping[FieldType, str] = {
    FieldType.KEY: "a key: text that is not empty",
    FieldType.REF: "a key of a record",
    FieldType.TEXT: "text that is not empty",
    FieldType.DURATION: "a duration such as P1M, P14D or P5B",
    FieldType.DATE: "a day such as 2026-11-22",
    FieldType.DATETIME: "a local date-time such as 2026-11-22T17:00, or a day alone",
    FieldType.BOOL: "yes or no",
    FieldType.INT: "a whole number",
    FieldType.DECIMAL: "an exact decimal number such as 12.50, not a binary float",
}


def expectation(field: FieldInfo) -> str:
    """Return in words what *field* accepts, with its values and limits."""
    if field.type is FieldType.MAPPING:
        words = _WORDS[field.of or FieldType.TEXT] + _limits(field)
        return f"pairs whose keys are of: {', '.join(field.values)}, each with {words}"
    if field.item is FieldType.ENUM:
        words = f"one of {', '.join(field.values)}"
    else:
        words = _WORDS[field.item]
    words += _limits(field)
    return f"a set, each {words}" if field.type is FieldType.SET else words


def _limits(field: FieldInfo) -> str:
    least = "" if field.minimum is None else f", at least {field.minimum}"
    return least if field.maximum is None else f"{least}, at most {field.maximum}"


def _shown(field: FieldInfo, value: Any) -> str:
    if not field.shown:
        return f"a value of type {type(value).__name__} (withheld: {field.privacy} data)"
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
