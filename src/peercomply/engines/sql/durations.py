"""Durations in SQL, and days that are moved by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
from sqlglot import exp

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
    value_of,
)
from peercomply.engines.sql.business import counting
from peercomply.engines.sql.frame import table
from peercomply.engines.sql.tables import LENGTHS, extra
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.engines.sql.values import Value, apply, of_day
from peercomply.records.durations import Duration
from peercomply.rules.nodes import (
    Chosen,
    Elsewhere,
    Entry,
    Expr,
    FieldValue,
    Literal,
    ParameterValue,
)

if TYPE_CHECKING:
    from peercomply.engines.sql.compile import Compiler
    from peercomply.engines.sql.scope import Scope


@attrs.frozen
class Length:
    """
    A duration.

    Attributes:
        months: Calendar months; NULL where the duration is missing.

        days: Calendar days.

        minutes: Exact minutes; NULL for a duration in calendar units.

        business: Business days; NULL for a duration in other units.

        unknown: Whether, where it is missing, it is not certain that nothing was recorded.

        days_only: Whether it counts days, and no minutes, for every record.
    """

    months: Sql
    days: Sql
    minutes: Sql
    business: Sql
    unknown: Sql
    days_only: bool

    @property
    def value(self) -> Value:
        """A value that is missing where the duration is."""
        return Value.of(self.months, self.unknown)

    @property
    def in_business(self) -> bool:
        """Whether it may count business days."""
        return not isinstance(self.business, exp.Null)

    @property
    def calendar(self) -> bool:
        """Whether it is in calendar units for every record."""
        return self.days_only and not self.in_business


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
            parts = [column(at.alias, extra(node.field, part)) for part in LENGTHS]
            if (at.type, node.field) not in compiler.world.tables.business:
                parts[-1] = NULL
            return _made(parts, end.unknown, days_only=False)
        case Entry():
            return _entry(compiler, node, scope)
        case Elsewhere():
            return _elsewhere(compiler, node, scope)
        case Chosen():
            return _chosen(compiler, node, scope)
    raise Unsupported(f"a duration of the kind {type(node).__name__}")


def _made(parts: Sequence[Sql], unknown: Sql, *, days_only: bool) -> Length:
    months, days, minutes, business = parts
    return Length(months, days, minutes, business, unknown, days_only)


def _of(value: Duration) -> Length:
    parts = [_number(getattr(value, part)) for part in LENGTHS]
    return _made(parts, FALSE, days_only=value.minutes is None)


def _parameter(compiler: Compiler, node: ParameterValue, scope: Scope) -> Length:
    parameter = compiler.world.parameters[node.name]
    days_only = not node.type.exact
    if node.day is None:
        value = parameter.on(compiler.world.as_of)
        if value is None:
            return _made([NULL] * len(LENGTHS), TRUE, days_only=days_only)
        return _of(value.value)
    day = compiler.day(node.day, scope)
    part: Any = lambda end, name: compiler.dated(
        parameter, end.sql, lambda value: _number(getattr(value, name))
    )
    lows, highs = ([part(end, name) for name in LENGTHS] for end in (day.low, day.high))
    if not day.plain:
        same = both(*(_same(low, high) for low, high in zip(lows, highs, strict=True)))
        lows = [case((same, low)) for low in lows]
    if all(one.value.business is None for one in parameter.values):
        lows[-1] = NULL
    return _made(lows, of_day(day), days_only=days_only)


def _entry(compiler: Compiler, node: Entry, scope: Scope) -> Length:
    """Return a duration of a mapping, by how it is written."""
    source = node.mapping.body if isinstance(node.mapping, Elsewhere) else node.mapping
    if compiler.world.small is None or not isinstance(source, FieldValue):
        raise Unsupported("a duration of the kind Entry")
    name, written = compiler.world.small.lengths.table(source), compiler.value(node, scope).low
    alias = scope.frame.join(
        (name, written.sql),
        "length",
        lambda one: (table(name), binary(column(one, "written"), "==", written.sql)),
    )
    return _made([column(alias, part) for part in LENGTHS], written.unknown, days_only=False)


def _number(value: int | None) -> Sql:
    return NULL if value is None else number(value)


def _same(one: Sql, other: Sql) -> Sql:
    return either(binary(one, "==", other), both(is_null(one), is_null(other)))


def _elsewhere(compiler: Compiler, node: Elsewhere, scope: Scope) -> Length:
    at = compiler.record(scope.judged if node.judged else scope.current, node.path, scope.frame)
    found = length(compiler, node.body, scope.about(at))
    if not node.path:
        return found
    parts = [_unless(at.gone, getattr(found, part)) for part in LENGTHS]
    return _made(parts, either(at.gone, found.unknown), days_only=found.days_only)


def _unless(gone: Sql, part: Sql) -> Sql:
    return part if isinstance(part, exp.Null) else case((gone, NULL), otherwise=part)


def _chosen(compiler: Compiler, node: Chosen, scope: Scope) -> Length:
    condition = compiler.truth(node.condition, scope)
    one, other = (length(compiler, part, scope) for part in (node.value, node.otherwise))
    pairs = [(getattr(one, name), getattr(other, name)) for name in LENGTHS]
    same = both(*(_same(*pair) for pair in pairs))
    parts = [case((condition, a), (negated(condition), b), (same, a)) for a, b in pairs]
    if not one.in_business and not other.in_business:
        parts[-1] = NULL
    unknown = case((condition, one.unknown), (negated(condition), other.unknown), otherwise=TRUE)
    return _made(parts, unknown, days_only=one.days_only and other.days_only)


def moved(compiler: Compiler, scope: Scope, day: Value, by: Length, sign: int) -> Value:
    """
    Return *day* moved by months first, then by days; months end at the end of a month.

    Business days are those of the record that is judged in *scope*.
    """
    if not by.in_business:
        return apply(lambda one, _: _add(one, by, sign), day, by.value)
    own = counting(compiler, scope)
    count = by.business if sign > 0 else _negative(by.business)
    return _counted(
        by, own.state, day, lambda one: own.move(one, count), lambda one: _add(one, by, sign)
    )


def _counted(
    by: Length,
    state: Sql,
    day: Value,
    in_business: Callable[[Sql], Sql],
    otherwise: Callable[[Sql], Sql],
) -> Value:
    """Return what one of two functions makes of *day*; unknown where the state is not known."""
    counts = negated(is_null(by.business))
    function = lambda one, _: case((counts, in_business(one)), otherwise=otherwise(one))
    found = apply(function, day, by.value)
    lost = both(counts, is_null(state))
    low, high = (
        attrs.evolve(end, unknown=either(lost, end.unknown)) for end in (found.low, found.high)
    )
    return Value(low, low if found.plain else high)


def _negative(part: Sql) -> Sql:
    return binary(number(0), "-", part)


def _add(day: Sql, by: Length, sign: int) -> Sql:
    months, days = (part if sign > 0 else _negative(part) for part in (by.months, by.days))
    in_months = cast(binary(day, "+", call("to_months", cast(months, "INTEGER"))), "DATE")
    return binary(in_months, "+", cast(days, "INTEGER"))


def moved_by_minutes(moment: Value, by: Length, sign: int) -> Value:
    """Return *moment* moved by exact minutes."""
    minutes = by.minutes if sign > 0 else _negative(by.minutes)
    length_ = Value.of(by.minutes, by.unknown)
    return apply(
        lambda one, _: binary(one, "+", call("to_minutes", cast(minutes, "BIGINT"))),
        moment,
        length_,
    )


def last_anchor(compiler: Compiler, scope: Scope, end: Value, by: Length) -> Value:
    """
    Return the last day whose interval *by* ends by *end*.

    Months are counted back from the last day of a month to the last day of a month, since every
    longer day of that month ends there too. An interval in hours is none in days.
    """
    if compiler.world.small is None and not by.days_only:
        raise Unsupported("the anchor of an interval that a record holds")
    if not by.in_business:
        return apply(lambda one, _: _anchor(one, by), end, by.value)
    own = counting(compiler, scope)
    return _counted(
        by,
        own.state,
        end,
        lambda one: own.anchor(one, by.business),
        lambda one: _anchor(one, by),
    )


def last_over(compiler: Compiler, scope: Scope, by: Length) -> tuple[Sql, Sql]:
    """Return the last day after which *by* is over on the day of the check, and if it is lost."""
    own = counting(compiler, scope)
    before = value_of(compiler.world.as_of - timedelta(days=1))
    counts = negated(is_null(by.business))
    return case((counts, own.anchor(before, by.business))), both(counts, is_null(own.state))


def _anchor(end: Sql, by: Length) -> Sql:
    reach = binary(end, "-", cast(by.days, "INTEGER"))
    start = cast(
        binary(reach, "+", call("to_months", cast(_negative(by.months), "INTEGER"))), "DATE"
    )
    at_end = binary(reach, "==", call("last_day", reach))
    return case((at_end, call("last_day", start)), otherwise=start)
