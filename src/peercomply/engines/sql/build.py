"""Short ways to build SQL as a tree; NULL in a condition means unknown, as in Kleene's logic."""

from __future__ import annotations

import functools
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from sqlglot import exp

Sql: TypeAlias = Any
"""An expression of sqlglot, whose types are not strict."""

TRUE: Sql = exp.true()
FALSE: Sql = exp.false()
NULL: Sql = exp.null()


_WHOLE = (exp.Column, exp.Literal, exp.Boolean, exp.Null, exp.Func, exp.Case, exp.Paren)


def wrapped(item: Sql) -> Sql:
    """Return *item* in parentheses, unless it is a whole without them."""
    return (
        item
        if isinstance(item, _WHOLE) and not isinstance(item, exp.Connector)
        else exp.paren(item, copy=False)
    )


def column(alias: str, name: str) -> Sql:
    """Return a column of the table that is called *alias*."""
    return exp.column(name, table=alias, quoted=True)


def is_constant(item: Sql, *, truth: bool) -> bool:
    """Return whether *item* is the constant *truth*."""
    return isinstance(item, exp.Boolean) and item.this is truth


def both(*items: Sql) -> Sql:
    """Return whether all *items* hold."""
    if any(is_constant(item, truth=False) for item in items):
        return FALSE
    there = [item for item in items if not is_constant(item, truth=True)]
    return exp.and_(*there, copy=False) if there else TRUE


def either(*items: Sql) -> Sql:
    """Return whether at least one of *items* holds."""
    if any(is_constant(item, truth=True) for item in items):
        return TRUE
    there = [item for item in items if not is_constant(item, truth=False)]
    return exp.or_(*there, copy=False) if there else FALSE


def negated(item: Sql) -> Sql:
    """Return that *item* does not hold."""
    if isinstance(item, exp.Boolean):
        return FALSE if item.this else TRUE
    return exp.Not(this=wrapped(item))


def is_null(item: Sql) -> Sql:
    """Return whether *item* is NULL; always decided."""
    if isinstance(item, exp.Null) or (
        isinstance(item, exp.Cast) and isinstance(item.this, exp.Null)
    ):
        return TRUE
    if isinstance(item, exp.Boolean | exp.Literal):
        return FALSE
    return exp.Is(this=wrapped(item), expression=NULL)


def is_true(item: Sql) -> Sql:
    """Return whether *item* holds for certain."""
    return item if isinstance(item, exp.Boolean) else coalesce(item, FALSE)


def is_false(item: Sql) -> Sql:
    """Return whether *item* does not hold for certain."""
    return is_true(negated(item))


def coalesce(*items: Sql) -> Sql:
    """Return the first of *items* that is not NULL."""
    return exp.Coalesce(this=items[0], expressions=list(items[1:]))


def case(*pairs: tuple[Sql, Sql], otherwise: Sql = NULL) -> Sql:
    """Return the value of the first pair whose condition holds."""
    there = [pair for pair in pairs if not is_constant(pair[0], truth=False)]
    if there and is_constant(there[0][0], truth=True):
        return there[0][1]
    if not there:
        return otherwise
    built = exp.Case()
    for condition, value in there:
        built = built.when(condition, value, copy=False)
    return built.else_(otherwise, copy=False)


def exclusive(item: Sql) -> Sql:
    """Note of a case that, once its first condition does not hold, at most one of them does."""
    if isinstance(item, exp.Case):
        item.meta["exclusive"] = True
    return item


def binary(left: Sql, sign: str, right: Sql) -> Sql:
    """Return *left* *sign* *right*."""
    return _SIGNS[sign](this=wrapped(left), expression=wrapped(right))


_SIGNS: dict[str, type[Sql]] = {
    "==": exp.EQ,
    "<>": exp.NEQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
    "+": exp.Add,
    "-": exp.Sub,
    "*": exp.Mul,
}


def call(name: str, *arguments: Sql) -> Sql:
    """Return the call of a function."""
    return exp.Anonymous(this=name, expressions=list(arguments))


def cast(item: Sql, kind: str) -> Sql:
    """Return *item* as a value of the SQL type *kind*."""
    return exp.Cast(this=item, to=_type(kind).copy())


@functools.cache
def _type(kind: str) -> Sql:
    return exp.DataType.build(kind, dialect="duckdb")


def number(value: int) -> Sql:
    """Return a whole number."""
    return exp.Literal.number(value) if value >= 0 else exp.Neg(this=exp.Literal.number(-value))


def text(value: str) -> Sql:
    """Return a text."""
    return exp.Literal.string(value)


def value_of(value: Any) -> Sql:
    """Return a plain Python value."""
    match value:
        case bool():
            return TRUE if value else FALSE
        case datetime():
            return cast(text(value.isoformat(sep=" ")), "TIMESTAMP")
        case date():
            return cast(text(value.isoformat()), "DATE")
        case Decimal():
            return _decimal(value)
        case int():
            return number(value)
        case _:
            return text(str(value))


def _decimal(value: Decimal) -> Sql:
    plain = f"{abs(value):f}"
    whole, _, rest = plain.partition(".")
    digits = cast(text(plain), f"DECIMAL({max(len(whole) + len(rest), 1)}, {len(rest)})")
    return digits if value >= 0 else exp.Neg(this=digits)


def greatest(*items: Sql) -> Sql:
    """Return the greatest of *items* that are not NULL."""
    return (
        items[0]
        if len(items) == 1
        else exp.Greatest(this=items[0], expressions=list(items[1:]), ignore_nulls=True)
    )


def least(*items: Sql) -> Sql:
    """Return the least of *items* that are not NULL."""
    return (
        items[0]
        if len(items) == 1
        else exp.Least(this=items[0], expressions=list(items[1:]), ignore_nulls=True)
    )


def counted(condition: Sql) -> Sql:
    """Return, in a group, how many rows meet *condition* for certain."""
    if is_constant(condition, truth=False):
        return number(0)
    return exp.Filter(
        this=exp.Count(this=exp.Star()), expression=exp.Where(this=is_true(condition))
    )


def in_group(function: str, item: Sql, condition: Sql) -> Sql:
    """Return, in a group, what *function* makes of *item* in rows that meet *condition*."""
    if is_constant(condition, truth=False):
        return NULL
    made = exp.Anonymous(this=function, expressions=[item])
    return exp.Filter(this=made, expression=exp.Where(this=is_true(condition)))
