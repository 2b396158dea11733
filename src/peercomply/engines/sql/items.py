"""The items of records as a table, with whether they could be listed at all."""

from __future__ import annotations

from datetime import date

from sqlglot import exp

from peercomply.engines.sql.build import (
    FALSE,
    NULL,
    Sql,
    binary,
    both,
    call,
    case,
    cast,
    coalesce,
    column,
    either,
    greatest,
    is_null,
    number,
    value_of,
)
from peercomply.engines.sql.compile import Compiler
from peercomply.engines.sql.durations import Length, last_over
from peercomply.engines.sql.frame import named
from peercomply.engines.sql.hours import open_hours
from peercomply.engines.sql.scope import Scope
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.engines.sql.values import is_open
from peercomply.plan.plan import Items, Listed, OpenHours, Periods
from peercomply.rules.nodes import Literal


def items_query(items: Items, compiler: Compiler, scope: Scope) -> tuple[exp.Select, Sql]:
    """
    Return the items of each record as rows, and what makes them unknown.

    The rows have id, n, value, first and last; those of hours opens and closes, too. They are made
    in the frame of *scope*; a record whose items are unknown has none.
    """
    match items:
        case Listed():
            return _listed(items, compiler, scope)
        case Periods():
            return _periods(items, compiler, scope)
        case OpenHours():
            return open_hours(items, compiler, scope)


def _listed(items: Listed, compiler: Compiler, scope: Scope) -> tuple[exp.Select, Sql]:
    held = compiler.value(items.values, scope).low.sql
    empty = cast(NULL, "DATE")
    each = call("unnest", call("list_sort", held))
    inner = scope.frame.select([("id", scope.judged.key), ("value", each)])
    outer = exp.select(
        exp.column("id", quoted=True),
        named(exp.column("value", quoted=True), "n"),
        exp.column("value", quoted=True),
        named(empty, "first"),
        named(empty.copy(), "last"),
    ).from_(inner.subquery("listed"))
    unknown = FALSE if isinstance(items.values, Literal) else is_null(held)
    return outer, unknown


def _periods(periods: Periods, compiler: Compiler, scope: Scope) -> tuple[exp.Select, Sql]:
    start = compiler.day(periods.start, scope)
    length, back = (compiler.length(one, scope) for one in (periods.length, periods.back))
    grace = None if periods.grace is None else compiler.length(periods.grace, scope)
    lengths = [one for one in (length, back, grace) if one is not None]
    if not all(one.days_only for one in lengths) or length.in_business or back.in_business:
        raise Unsupported("periods whose length a record holds")
    as_of = compiler.world.as_of
    until, lost = None, FALSE
    if grace is not None and grace.in_business:
        until, lost = last_over(compiler, scope, grace)
    unknown = either(
        lost,
        is_open(start),
        *(is_null(one.months) for one in lengths),
        binary(binary(binary(length.months, "*", number(28)), "+", length.days), "<", number(1)),
    )
    since = _minus(value_of(as_of), back)
    shortest = greatest(binary(binary(length.months, "*", number(28)), "+", length.days), number(1))
    longest = greatest(binary(binary(length.months, "*", number(31)), "+", length.days), number(1))
    begin = start.low.sql
    first = greatest(binary(_whole(binary(since, "-", begin), longest), "-", number(2)), number(0))
    last = binary(_whole(binary(value_of(as_of), "-", begin), shortest), "+", number(2))
    numbers = call("range", cast(first, "BIGINT"), cast(greatest(last, number(0)), "BIGINT"))
    listed = case((unknown, NULL), otherwise=numbers)
    named = [
        ("id", scope.judged.key), ("n", call("unnest", listed)), ("start", begin),
        ("months", length.months), ("days", length.days), ("since", since),
        ("wait months", number(0) if grace is None else grace.months),
        ("wait days", number(0) if grace is None else grace.days),
        *(() if until is None else (("over until", cast(until, "DATE")),)),
    ]  # fmt: skip
    inner = scope.frame.select(named)
    return _ended(inner, as_of, in_business=until is not None), unknown


def _whole(days: Sql, length: Sql) -> Sql:
    return exp.IntDiv(this=exp.paren(cast(days, "BIGINT")), expression=exp.paren(length))


def _minus(day: Sql, by: Length) -> Sql:
    months = binary(number(0), "-", by.months)
    moved = cast(binary(day, "+", call("to_months", cast(months, "INTEGER"))), "DATE")
    return binary(moved, "-", cast(by.days, "INTEGER"))


def _ended(inner: exp.Select, as_of: date, *, in_business: bool) -> exp.Select:

    def of(name: str) -> Sql:
        return column("listed", name)

    first = _plus(of("start"), of("months"), of("days"), of("n"))
    after = _plus(of("start"), of("months"), of("days"), binary(of("n"), "+", number(1)))
    last = binary(after, "-", number(1))
    waited = _plus(last, of("wait months"), of("wait days"), number(1))
    over = binary(waited, "<", value_of(as_of))
    if in_business:
        over = coalesce(binary(last, "<=", of("over until")), over)
    return (
        exp.select(
            of("id"),
            of("n"),
            named(cast(NULL, "VARCHAR"), "value"),
            named(first, "first"),
            named(last, "last"),
        )
        .from_(inner.subquery("listed"))
        .where(both(over, binary(last, ">=", of("since"))))
    )


def _plus(day: Sql, months: Sql, days: Sql, times: Sql) -> Sql:
    by_months = call("to_months", cast(binary(months, "*", times), "INTEGER"))
    moved = cast(binary(day, "+", by_months), "DATE")
    return binary(moved, "+", cast(binary(days, "*", times), "INTEGER"))
