"""
Values in SQL that are not quite known.

A value has a lowest and a highest end, which are the same where it is known. An end that is NULL is
missing: empty, unless its `unknown` holds. A truth is a nullable boolean: NULL is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
    coalesce,
    either,
    exclusive,
    greatest,
    is_constant,
    is_null,
    is_true,
    least,
    negated,
    text,
    value_of,
)
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.rules.types import Kind


@attrs.frozen
class End:
    """
    One end of a value.

    Attributes:
        sql: The end; NULL where it is missing. Of a fraction the numerator.

        unknown: Whether, where it is missing, it is not certain that nothing was recorded.

        over: The denominator of a fraction, always positive; None for one.
    """

    sql: Sql
    unknown: Sql = FALSE
    over: Sql | None = None


@attrs.frozen
class Value:
    """
    A value between two ends.

    Attributes:
        low: The lowest that it can be.

        high: The highest that it can be; the same object where the value is known.
    """

    low: End
    high: End

    @classmethod
    def of(cls, sql: Sql, unknown: Sql = FALSE) -> Value:
        """Return a value that is known, or missing."""
        end = End(sql, unknown)
        return cls(end, end)

    @property
    def plain(self) -> bool:
        """Whether both ends are the same for every record."""
        return self.high is self.low

    def each(self, function: Callable[[Sql], Sql]) -> Value:
        """Return what *function* makes of both ends."""
        low = attrs.evolve(self.low, sql=function(self.low.sql))
        if self.plain:
            return Value(low, low)
        return Value(low, attrs.evolve(self.high, sql=function(self.high.sql)))


_KINDS = {
    Kind.BOOL: "BOOLEAN",
    Kind.NUMBER: "DECIMAL(38, 10)",
    Kind.DATE: "DATE",
    Kind.MOMENT: "TIMESTAMP",
}


def unknown(kind: Kind) -> Value:
    """Return a value of *kind* of which nothing is known."""
    return Value.of(cast(NULL, _KINDS.get(kind, "VARCHAR")), TRUE)


def end_missing(end: End) -> Sql:
    """Return whether *end* is missing; NULL if that cannot be said."""
    empty = case((end.unknown, NULL), otherwise=TRUE)
    gone = is_null(end.sql)
    if is_constant(gone, truth=False):
        return FALSE
    return gone if is_constant(end.unknown, truth=False) else case((gone, empty), otherwise=FALSE)


def missing(value: Value) -> Sql:
    """Return whether *value* is missing; NULL if that cannot be said."""
    low = end_missing(value.low)
    if value.plain:
        return low
    high = end_missing(value.high)
    return case((binary(low, "==", high), low))


def apply(function: Callable[[Sql, Sql], Sql], one: Value, other: Value) -> Value:
    """Return what *function*, monotonic in both arguments, makes of two values."""
    low = _applied(function, one.low, other.low)
    if one.plain and other.plain:
        return Value(low, low)
    return Value(low, _applied(function, one.high, other.high))


def _applied(function: Callable[[Sql, Sql], Sql], one: End, other: End) -> End:
    gone, away = is_null(one.sql), is_null(other.sql)
    unknown = either(both(gone, one.unknown), both(away, other.unknown), both(gone, away))
    return End(function(one.sql, other.sql), is_true(unknown))


def compare(sign: str, left: Value, right: Value) -> Sql:
    """Return whether an order holds between two values; NULL while the ends differ in it."""
    if left.plain and right.plain:
        return _order(sign, left.low, right.low)
    upward = sign in ("<", "<=")
    best, worst = (left.high, right.low), (left.low, right.high)
    if not upward:
        best, worst = (left.low, right.high), (left.high, right.low)
    return exclusive(
        case(
            (_any_gone(left, right), NULL),
            (_order(sign, *best), TRUE),
            (negated(_order(sign, *worst)), FALSE),
        )
    )


def equal(left: Value, right: Value) -> Sql:
    """Return whether two values are the same; NULL while they may be."""
    if left.plain and right.plain:
        return _order("==", left.low, right.low)
    same = [_order("==", one.low, one.high) for one in (left, right) if not one.plain]
    return exclusive(
        case(
            (_any_gone(left, right), NULL),
            (_order("<", left.high, right.low), FALSE),
            (_order(">", left.low, right.high), FALSE),
            (both(*same, _order("==", left.low, right.low)), TRUE),
        )
    )


def _order(sign: str, left: End, right: End) -> Sql:
    if left.over is None and right.over is None:
        return binary(left.sql, sign, right.sql)
    return binary(_times(left.sql, right.over), sign, _times(right.sql, left.over))


def _times(item: Sql, factor: Sql | None) -> Sql:
    return item if factor is None else binary(item, "*", factor)


def _any_gone(*values: Value) -> Sql:
    return either(*(is_null(end.sql) for value in values for end in _ends(value)))


def calculate(sign: str, left: Value, right: Value) -> Value:
    """Return the sum, difference or product of two numbers, exactly."""
    pairs = [(one, other) for one in _ends(left) for other in _ends(right)]
    made = [_calculated(sign, one, other) for one, other in pairs]
    if len(made) == 1:
        gone, away = is_null(left.low.sql), is_null(right.low.sql)
        unknown = either(
            both(gone, left.low.unknown), both(away, right.low.unknown), both(gone, away)
        )
        end = attrs.evolve(made[0], unknown=is_true(unknown))
        return Value(end, end)
    if any(one.over is not None for one in made):
        raise Unsupported("a calculation with a share between bounds")
    gone = either(*(is_null(one.sql) for one in made))
    low, high = (
        End(case((gone, NULL), otherwise=pick(*(one.sql for one in made))), TRUE)
        for pick in (least, greatest)
    )
    return Value(low, high)


def _ends(value: Value) -> Sequence[End]:
    return (value.low,) if value.plain else (value.low, value.high)


def _calculated(sign: str, one: End, other: End) -> End:
    if one.over is None and other.over is None:
        return End(binary(one.sql, sign, other.sql))
    over = one.over or other.over
    if one.over is not None and other.over is not None:
        over = binary(one.over, "*", other.over)
    if sign == "*":
        return End(binary(one.sql, "*", other.sql), FALSE, over)
    sides = _times(one.sql, other.over), _times(other.sql, one.over)
    return End(binary(sides[0], sign, sides[1]), FALSE, over)


def between_two(condition: Sql, one: Value, other: Value, *, ordered: bool) -> Value:
    """Return one of two values as *condition* says; while that is NULL, what lies between them."""
    ends = [end for value in (one, other) for end in _ends(value)]
    if any(end.over is not None for end in ends):
        raise Unsupported("a choice of shares")
    gone = either(*(is_null(end.sql) for end in ends))
    same = both(
        binary(one.low.sql, "==", other.low.sql), binary(one.high.sql, "==", other.high.sql)
    )
    if ordered:
        open_ends = [pick(*(end.sql for end in ends)) for pick in (least, greatest)]
        between = [case((gone, NULL), otherwise=end) for end in open_ends]
    else:
        between = [case((same, end.sql)) for end in (one.low, one.high)]
    sides = ((one.low, other.low), (one.high, other.high))
    nothing = both(is_true(missing(one)), is_true(missing(other)))
    low, high = (
        End(
            case((condition, a.sql), (negated(condition), b.sql), otherwise=middle),
            case(
                (condition, a.unknown), (negated(condition), b.unknown), otherwise=negated(nothing)
            ),
        )
        for (a, b), middle in zip(sides, between, strict=True)
    )
    return Value(low, high)


def first_present(values: Sequence[Value]) -> Value:
    """Return the first of *values* that is not missing; an unknown one may be it."""
    value = values[0]
    if len(values) == 1:
        return value
    if any(end.over is not None for one in values for end in _ends(one)):
        raise Unsupported("a choice of shares")
    if value.plain:
        rest = first_present(values[1:])
        low, high = (
            End(
                coalesce(value.low.sql, case((value.low.unknown, NULL), otherwise=end.sql)),
                either(value.low.unknown, end.unknown),
            )
            for end in (rest.low, rest.high)
        )
        return Value(low, low if rest.plain else high)
    found = [first_present([Value(end, end), *values[1:]]) for end in (value.low, value.high)]
    corners = [corner for one in found for corner in (one.low, one.high)]
    gone = [is_null(corner.sql) for corner in corners]
    first_gone = case(
        *((there, corner.unknown) for there, corner in zip(gone, corners, strict=True))
    )
    last_gone = case(
        *((there, corner.unknown) for there, corner in zip(gone[::-1], corners[::-1], strict=True))
    )
    sqls = [corner.sql for corner in corners]
    return Value(
        End(case((either(*gone), NULL), otherwise=least(*sqls)), is_true(first_gone)),
        End(greatest(*sqls), is_true(last_gone)),
    )


FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"


def extreme(values: Sequence[Value], kind: str, *, latest: bool) -> Value:
    """Return the latest, or earliest, of *values*; one that is unknown may be any."""
    pick = greatest if latest else least
    far = cast(text(LAST_DAY if latest else FIRST_DAY), kind)
    if kind == "TIMESTAMP" and latest:
        far = cast(text(f"{LAST_DAY} 23:59:59.999999"), kind)
    near_ends, far_ends = ([getattr(one, name) for one in values] for name in ("low", "high"))
    if not latest:
        near_ends, far_ends = far_ends, near_ends
    near = End(pick(*(end.sql for end in near_ends)), _any_unknown(near_ends))
    found = pick(*(end.sql for end in far_ends))
    unknown = _any_unknown(far_ends)
    reach = End(case((both(unknown, negated(is_null(found))), far), otherwise=found), unknown)
    return Value(near, reach) if latest else Value(reach, near)


def _any_unknown(ends: Sequence[End]) -> Sql:
    return is_true(either(*(both(is_null(end.sql), end.unknown) for end in ends)))


def to_day(value: Value, *, moment: bool) -> Value:
    """Return the calendar day of a day or, with *moment*, of a date-time."""
    return value.each(lambda sql: cast(sql, "DATE")) if moment else value


def to_moment(value: Value) -> Value:
    """Return a day alone as any moment of it."""
    start, end = (value.each(function) for function in (_start_of, end_of))
    return Value(start.low, end.high)


def _start_of(day: Sql) -> Sql:
    return cast(day, "TIMESTAMP")


def end_of(day: Sql) -> Sql:
    """Return the last moment of *day*."""
    next_day = binary(cast(day, "TIMESTAMP"), "+", call("to_days", value_of(1)))
    return binary(next_day, "-", call("to_microseconds", value_of(1)))


def is_between(value: Value) -> Sql:
    """Return whether *value* is not known although none of its ends is missing."""
    if value.plain:
        return FALSE
    return is_true(negated(_order("==", value.low, value.high)))


def is_open(value: Value) -> Sql:
    """Return whether *value* is missing, or not quite known."""
    return either(*(is_null(end.sql) for end in _ends(value)), is_between(value))


def of_day(day: Value) -> Sql:
    """Return whether, where what counts on *day* is missing, that is more than a day left empty."""
    ends = _ends(day)
    return case(
        (both(*(is_null(end.sql) for end in ends)), either(*(end.unknown for end in ends))),
        otherwise=TRUE,
    )
