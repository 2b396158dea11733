"""Says a query in the SQL of other databases."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import Dialect, exp

from peercomply.engines.reperform.certain import unwrapped
from peercomply.engines.sql.build import Sql, case, number
from peercomply.engines.sql.unsupported import Unsupported

DIALECTS = ("duckdb", "postgres", "spark", "tsql", "snowflake", "bigquery")
"""Databases for which queries can be written; the SQL of the first two is run by the tests."""

_PLAIN = ("duckdb", "postgres")
"""Databases in which days are added to a date with a sign."""

_GATHERED: dict[str, type[Sql]] = {
    "max": exp.Max, "min": exp.Min, "sum": exp.Sum, "bool_or": exp.LogicalOr,
    "last_day": exp.LastDay,
}  # fmt: skip

OF_SPARK = frozenset(
    ("array_intersect", "collect_list", "make_dt_interval", "raise_error", "size", "try_element_at")
)
"""Functions that a query for Spark may name as they are."""

_UNITS = {"to_months": "MONTH", "to_days": "DAY", "to_minutes": "MINUTE",
          "to_microseconds": "MICROSECOND"}  # fmt: skip


def in_dialect(query: Sql, dialect: str) -> Sql:
    """
    Return *query*, which is given up, with the functions of *dialect*.

    Raises:
        Unsupported: The dialect cannot say something that the query asks for.
    """
    for node in reversed(list(query.walk())):
        made = _said(node, dialect)
        if made is not node:
            if node is query:
                return made
            node.replace(made)
    return query


def _said(node: Sql, dialect: str) -> Sql:
    match node:
        case exp.Anonymous():
            return _function(node, dialect)
        case exp.Add() | exp.Sub():
            return _moved(node, dialect)
        case exp.Cast() if isinstance(unwrapped(node.this), exp.Sub) and _whole(node):
            return _days(node, dialect)
        case exp.Greatest() | exp.Least() if dialect == "bigquery":
            return _of_known(node)
        case exp.LogicalOr() if dialect == "tsql":
            one = exp.Max(this=case((node.this, number(1)), otherwise=number(0)))
            return exp.EQ(this=one, expression=number(1))
        case exp.Case() if isinstance(node.args.get("default"), exp.GenerateSeries):
            return _guarded_series(node)
        case exp.Ordered():
            return _ordered(node, dialect)
        case exp.Join() if node.side == "LEFT" and isinstance(node.args.get("on"), exp.Boolean):
            return exp.Join(this=node.this, kind="CROSS")
    return node


def _guarded_series(node: Sql) -> Sql:
    """Return a series that has no numbers where a case gives NULL instead of it."""
    series = node.args["default"]
    node.set("default", series.args["end"])
    return exp.GenerateSeries(start=series.args["start"], end=node.copy())


def _ordered(node: Sql, dialect: str) -> Sql:
    """Return an order that says nothing of NULL, since no key is."""
    first = Dialect.get_or_raise(dialect).NULL_ORDERING == "nulls_are_small"
    node.set("nulls_first", first)
    return node


def _function(node: Sql, dialect: str) -> Sql:
    name, given = str(node.this), node.expressions
    if name in _GATHERED:
        return _GATHERED[name](this=given[0])
    if name in _UNITS:
        return node  # said where it is added
    if dialect == "spark" and name in OF_SPARK:
        return node
    if name in _OTHERS:
        return _OTHERS[name](given, dialect)
    raise Unsupported(f"the function {name}")


def _contains(given: list[Sql], dialect: str) -> Sql:
    _only(dialect, "a list in a column", "duckdb", "postgres", "spark", "snowflake", "bigquery")
    if dialect == "postgres":
        if isinstance(given[0], exp.Anonymous) and given[0].this == "jsonb_object_keys":
            return exp.Anonymous(
                this="jsonb_exists", expressions=[given[0].expressions[0], given[1]]
            )
        return exp.EQ(this=given[1], expression=exp.Any(this=exp.paren(given[0])))
    return exp.ArrayContains(this=given[0], expression=given[1])


def _keys(given: list[Sql], dialect: str) -> Sql:
    _only(dialect, "a table of keys in a column", "duckdb", "postgres", "spark")
    if dialect == "postgres":
        return exp.Anonymous(this="jsonb_object_keys", expressions=given)
    return exp.Anonymous(this="map_keys", expressions=given)


def _entry(given: list[Sql], dialect: str) -> Sql:
    """Return what a map holds under a key; *given* is the list of it and a place."""
    _only(dialect, "a table of keys in a column", "duckdb")
    return exp.Anonymous(this="list_extract", expressions=given)


def _extract(given: list[Sql], dialect: str) -> Sql:
    _only(dialect, "a table of keys in a column", "duckdb")
    return exp.Anonymous(this="map_extract", expressions=given)


def _each(given: list[Sql], dialect: str) -> Sql:
    _only(dialect, "a row for each item of a list", "duckdb", "postgres", "spark")
    if isinstance(given[0], exp.GenerateSeries) and dialect == "postgres":
        return given[0]
    return exp.Explode(this=given[0])


def _range(given: list[Sql], dialect: str) -> Sql:
    first, last = given[0], exp.Sub(this=given[1], expression=number(1))
    if dialect == "postgres":
        return exp.GenerateSeries(start=first, end=last)
    if dialect == "spark":
        made = exp.Anonymous(this="sequence", expressions=[first.copy(), last])
        return case((exp.GT(this=given[1].copy(), expression=first), made))
    _only(dialect, "a row for each number of a range", "duckdb")
    return exp.Anonymous(this="range", expressions=given)


_OTHERS: dict[str, Callable[[list[Sql], str], Sql]] = {
    "list_contains": _contains,
    "map_keys": _keys,
    "list_extract": _entry,
    "map_extract": _extract,
    "unnest": _each,
    "range": _range,
    "list_sort": lambda given, _: given[0],  # the order of items changes no key
}


def _only(dialect: str, what: str, *able: str) -> None:
    if dialect not in able:
        raise Unsupported(f"{what}, which {dialect} has not in a form that we can write")


def _moved(node: Sql, dialect: str) -> Sql:
    """Return a day, or date-time, that is moved."""
    by, sign = node.expression, 1 if isinstance(node, exp.Add) else -1
    if isinstance(by, exp.Anonymous) and by.this in _UNITS:
        return _added(node.this, _count(by.expressions[0]), sign, _UNITS[by.this])
    if isinstance(by, exp.Cast) and by.to.this is exp.DataType.Type.INT:
        count = _count(by)
        if dialect in _PLAIN:
            return type(node)(this=node.this, expression=count)
        return _added(node.this, count, sign, "DAY")
    return node


def _added(day: Sql, count: Sql, sign: int, unit: str) -> Sql:
    if sign < 0:
        count = exp.Neg(this=count)
    return exp.DateAdd(this=day, expression=count, unit=exp.var(unit))


def _count(node: Sql) -> Sql:
    """Return a number of units; one that is written out needs no type."""
    inner = unwrapped(node.this) if isinstance(node, exp.Cast) else node
    plain = inner.this if isinstance(inner, exp.Neg) else inner
    return inner if isinstance(plain, exp.Literal) else node


def _whole(node: Sql) -> bool:
    return node.to.this is exp.DataType.Type.BIGINT


def _days(node: Sql, dialect: str) -> Sql:
    """Return the days between two dates."""
    if dialect in _PLAIN:
        return node
    ends = unwrapped(node.this)
    return exp.DateDiff(this=ends.this, expression=ends.expression, unit=exp.var("DAY"))


def _of_known(node: Sql) -> Sql:
    """Return the greatest, or least, of the values that are not NULL, where NULL would win."""
    listed = exp.Array(expressions=[node.this, *node.expressions])
    pick = exp.Max if isinstance(node, exp.Greatest) else exp.Min
    one = exp.column("one")
    source = exp.Unnest(expressions=[listed], alias=exp.TableAlias(columns=[one.this.copy()]))
    return exp.select(pick(this=one)).from_(source).subquery(copy=False)
