"""Says queries in the SQL of Spark."""

from __future__ import annotations

import sqlglot
from sqlglot import exp

from peercomply.engines.reperform.dialects import in_dialect
from peercomply.engines.sql.build import Sql, call, cast, number


def text_of(query: Sql) -> str:
    """
    Return *query*, a tree for DuckDB, in the words of Spark.

    Raises:
        Unsupported: Spark cannot say something that the query asks for.
    """
    made = query.copy()  # its parts stand in several places
    for node in reversed(list(made.walk())):
        found = _said(node)
        if found is not node:
            node.replace(found)
    return str(in_dialect(made, "spark").sql(dialect="spark", copy=False))


def said(query: str) -> str:
    """Return *query*, in the words of DuckDB, in those of Spark."""
    return sqlglot.transpile(query, read="duckdb", write="spark")[0]


_NAMES = {
    "list": "collect_list",
    "len": "size",
    "list_intersect": "array_intersect",
    "error": "raise_error",
}

_TRUTHS = (exp.Connector, exp.Predicate, exp.Not, exp.Boolean)
"""Conditions of which Spark knows that they are; a case asks for one, and takes no NULL."""


def _said(node: Sql) -> Sql:
    match node:
        case exp.Anonymous(this="list_extract"):
            return call("try_element_at", *node.expressions[0].expressions)
        case exp.Anonymous(this="unnest") if isinstance(node.expressions[0], exp.Null):
            return call("unnest", cast(node.expressions[0], "BIGINT[]"))
        case exp.Anonymous() if node.this in _NAMES:
            return call(_NAMES[node.this], *node.expressions)
        case exp.If() if not isinstance(node.this, _TRUTHS):
            node.set("this", cast(node.this, "BOOLEAN"))
        case exp.Add() | exp.Sub() if isinstance(node.expression, exp.Anonymous):
            return _moved(node)
    return node


def _moved(node: Sql) -> Sql:
    """Return a date-time that is moved by an exact length, and a day by months."""
    word, amount = node.expression.this, node.expression.expressions[0]
    if word == "to_months":
        node.set("this", cast(node.this, "DATE"))
        return node
    days, minutes, seconds = number(0), number(0), number(0)
    match word:
        case "to_days":
            days = amount
        case "to_minutes":
            minutes = cast(amount, "INTEGER")
        case "to_microseconds":
            seconds = exp.Literal.number(f"0.{int(amount.this):06}")
        case _:
            return node
    span = call("make_dt_interval", days, number(0), minutes, seconds)
    return type(node)(this=node.this, expression=span)
