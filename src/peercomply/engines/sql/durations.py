"""Durations in SQL, and days that are moved by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from peercomply.engines.sql.build import (
    FALSE,
    NULL,
    TRUE,
    Sql,
    binary,
    both,
    call,
    case,
    cast,
    column,
    either,
    is_null,
    negated,
    number,
)
from peercomply.engines.sql.tables import PARTS, extra
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.engines.sql.values import Value, apply
from peercomply.records.durations import Duration
from peercomply.rules.nodes import Chosen, Elsewhere, Expr, FieldValue, Literal, ParameterValue

if TYPE_CHECKING:
    from peercomply.engines.sql.compile import Compiler, Scope


@attrs.frozen
class Length:
    """
    A duration.

    Attributes:
        months: Calendar months; NULL where the duration is missing.

        days: Calendar days.

        minutes: Exact minutes; NULL for a duration in calendar units.

        unknown: Whether, where it is missing, it is not certain that nothing was recorded.

        calendar: Whether it is in calendar units for every record.
    """

    months: Sql
    days: Sql
    minutes: Sql
    unknown: Sql
    calendar: bool

    @property
    def value(self) -> Value:
        """A value that is missing where the duration is."""
        return Value.of(self.months, self.unknown)


def length(compiler: Compiler, node: Expr, scope: Scope) -> Length:
    """Return the duration *node*."""
    match node:
        case Literal(value=value):
            return _of(value)
        case ParameterValue():
            return _parameter(compiler, node, scope)
        case FieldValue():
            at = compiler.record(
                scope.judged if node.judged else scope.current, node.path, scope.frame
            )
            end = compiler.cell(at, node.field).low
            months, days, minutes = (column(at.alias, extra(node.field, part)) for part in PARTS)
            return Length(months, days, minutes, end.unknown, calendar=False)
        case Elsewhere():
            return _elsewhere(compiler, node, scope)
        case Chosen():
            return _chosen(compiler, node, scope)
    raise Unsupported(f"a duration of the kind {type(node).__name__}")


def _of(value: Duration) -> Length:
    if value.business is not None:
        raise Unsupported("a duration in business days")
    minutes = NULL if value.minutes is None else number(value.minutes)
    return Length(
        number(value.months), number(value.days), minutes, FALSE, calendar=value.minutes is None
    )


def _parameter(compiler: Compiler, node: ParameterValue, scope: Scope) -> Length:
    parameter = compiler.world.parameters[node.name]
    if any(one.value.business is not None for one in parameter.values):
        raise Unsupported("a duration in business days")
    if node.day is None:
        value = parameter.on(compiler.world.as_of)
        if value is None:
            return Length(NULL, NULL, NULL, TRUE, calendar=not node.type.exact)
        return _of(value.value)
    day = compiler.day(node.day, scope)
    part: Any = lambda end, name: compiler.dated(
        parameter, end.sql, lambda value: _number(getattr(value, name))
    )
    lows, highs = ([part(end, name) for name in PARTS] for end in (day.low, day.high))
    if not day.plain:
        same = both(*(_same(low, high) for low, high in zip(lows, highs, strict=True)))
        lows = [case((same, low)) for low in lows]
    return Length(lows[0], lows[1], lows[2], TRUE, calendar=not node.type.exact)


def _number(value: int | None) -> Sql:
    return NULL if value is None else number(value)


def _same(one: Sql, other: Sql) -> Sql:
    return either(binary(one, "==", other), both(is_null(one), is_null(other)))


def _elsewhere(compiler: Compiler, node: Elsewhere, scope: Scope) -> Length:
    at = compiler.record(scope.judged if node.judged else scope.current, node.path, scope.frame)
    found = length(compiler, node.body, scope.about(at))
    if not node.path:
        return found
    parts = [
        case((at.gone, NULL), otherwise=part) for part in (found.months, found.days, found.minutes)
    ]
    return Length(parts[0], parts[1], parts[2], either(at.gone, found.unknown), found.calendar)


def _chosen(compiler: Compiler, node: Chosen, scope: Scope) -> Length:
    condition = compiler.truth(node.condition, scope)
    one, other = (length(compiler, part, scope) for part in (node.value, node.otherwise))
    pairs = [(getattr(one, name), getattr(other, name)) for name in PARTS]
    same = both(*(_same(*pair) for pair in pairs))
    parts = [case((condition, a), (negated(condition), b), (same, a)) for a, b in pairs]
    unknown = case((condition, one.unknown), (negated(condition), other.unknown), otherwise=TRUE)
    return Length(parts[0], parts[1], parts[2], unknown, one.calendar and other.calendar)


def moved(day: Value, by: Length, sign: int) -> Value:
    """Return *day* moved by months first, then by days; months end at the end of a month."""
    return apply(lambda one, _: _add(one, by, sign), day, by.value)


def _add(day: Sql, by: Length, sign: int) -> Sql:
    months, days = (
        part if sign > 0 else binary(number(0), "-", part) for part in (by.months, by.days)
    )
    in_months = cast(binary(day, "+", call("to_months", cast(months, "INTEGER"))), "DATE")
    return binary(in_months, "+", cast(days, "INTEGER"))


def moved_by_minutes(moment: Value, by: Length, sign: int) -> Value:
    """Return *moment* moved by exact minutes."""
    minutes = by.minutes if sign > 0 else binary(number(0), "-", by.minutes)
    length_ = Value.of(by.minutes, by.unknown)
    return apply(
        lambda one, _: binary(one, "+", call("to_minutes", cast(minutes, "BIGINT"))),
        moment,
        length_,
    )


def last_anchor(end: Value, by: Length) -> Value:
    """
    Return the last day whose interval *by* ends by *end*.

    Months are counted back from the last day of a month to the last day of a month, since every
    longer day of that month ends there too.
    """
    if not by.calendar:
        raise Unsupported("the anchor of an interval that a record holds")
    return apply(lambda one, _: _anchor(one, by), end, by.value)


def _anchor(end: Sql, by: Length) -> Sql:
    reach = binary(end, "-", cast(by.days, "INTEGER"))
    back = binary(number(0), "-", by.months)
    start = cast(binary(reach, "+", call("to_months", cast(back, "INTEGER"))), "DATE")
    at_end = binary(reach, "==", call("last_day", reach))
    return case((at_end, call("last_day", start)), otherwise=start)
