"""What is gathered of related rows for each kind of aggregate, and what is made of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlglot import exp

from peercomply.engines.sql import values
from peercomply.engines.sql.build import (
    FALSE,
    NULL,
    TRUE,
    Sql,
    binary,
    both,
    case,
    coalesce,
    counted,
    either,
    greatest,
    in_group,
    is_false,
    is_null,
    is_true,
    least,
    negated,
    number,
    value_of,
)
from peercomply.engines.sql.values import End, Value
from peercomply.rules.nodes import Gather
from peercomply.rules.types import Kind

if TYPE_CHECKING:
    from peercomply.engines.sql.aggregates import Gathering, Row

Measures = dict[str, Sql]
"""Columns of a gathering query, by name."""


def _count(_gathering: Gathering, row: Row) -> Measures:
    return {"sure": counted(row.sure), "maybe": counted(row.maybe)}


def _all(_gathering: Gathering, row: Row) -> Measures:
    that = row.that
    return {
        "against": counted(both(row.sure, is_false(that))),
        "open": counted(
            either(both(row.sure, is_null(that)), both(row.maybe, negated(is_true(that))))
        ),
    }


def _share(_gathering: Gathering, row: Row) -> Measures:
    that = row.that
    holds, may = is_true(that), negated(is_false(that))
    return {
        "whole": counted(row.sure),
        "part": counted(both(row.sure, holds)),
        "may part": counted(both(row.sure, may)),
        "may for": counted(both(row.maybe, may)),
        "may against": counted(both(row.maybe, negated(holds))),
    }


def _extremes(gathering: Gathering, row: Row) -> Measures:
    value = row.value
    assert value is not None
    latest = gathering.node.gather is Gather.LATEST
    near, far = (value.low, value.high) if latest else (value.high, value.low)
    name = "max" if latest else "min"
    either_way = either(row.sure, row.maybe)
    undated = either(is_null(near.sql), is_null(far.sql))
    return {
        "near": in_group(name, near.sql, both(row.sure, negated(undated))),
        "far": in_group(name, far.sql, both(either_way, negated(undated))),
        "undated": counted(both(either_way, undated)),
    }


def _sum(_gathering: Gathering, row: Row) -> Measures:
    assert row.value is not None
    value = row.value.low
    below, above = (binary(value.sql, sign, number(0)) for sign in ("<", ">"))
    return {
        "total": in_group("sum", value.sql, row.sure),
        "below": in_group("sum", value.sql, both(row.maybe, below)),
        "above": in_group("sum", value.sql, both(row.maybe, above)),
        "gone": counted(both(either(row.sure, row.maybe), is_null(value.sql))),
    }


MEASURES: dict[Gather, Callable[[Gathering, Row], Measures]] = {
    Gather.COUNT: _count,
    Gather.ANY: _count,
    Gather.ALL: _all,
    Gather.SHARE: _share,
    Gather.LATEST: _extremes,
    Gather.EARLIEST: _extremes,
    Gather.SUM: _sum,
}

COLUMNS: dict[Gather, tuple[str, ...]] = {
    Gather.COUNT: ("sure", "maybe"),
    Gather.ANY: ("sure", "maybe"),
    Gather.ALL: ("against", "open"),
    Gather.SHARE: ("whole", "part", "may part", "may for", "may against"),
    Gather.LATEST: ("near", "far", "undated"),
    Gather.EARLIEST: ("near", "far", "undated"),
    Gather.SUM: ("total", "below", "above", "gone"),
}

NOUGHT = {
    "sure", "maybe", "against", "open", "whole", "part", "may part", "may for", "may against",
    "undated", "total", "below", "above", "gone",
}  # fmt: skip
"""Columns that are nought where no row was gathered."""


def together(name: str, linked: Sql, free: Sql) -> Sql:
    """Return a column of both gathering queries."""
    if name not in NOUGHT:
        return exp.Tuple(expressions=[linked, free])
    return binary(coalesce(linked, number(0)), "+", coalesce(free, number(0)))


def _more(name: str, found: Measures) -> Sql:
    return binary(found[name], ">", number(0))


def _of_count(found: Measures, _gathering: Gathering) -> Value:
    return Value(End(found["sure"]), End(binary(found["sure"], "+", found["maybe"])))


def _of_any(found: Measures, _gathering: Gathering) -> Value:
    truth = case((_more("sure", found), TRUE), (_more("maybe", found), NULL), otherwise=FALSE)
    return Value.of(truth, TRUE)


def _of_all(found: Measures, _gathering: Gathering) -> Value:
    truth = case((_more("against", found), FALSE), (_more("open", found), NULL), otherwise=TRUE)
    return Value.of(truth, TRUE)


def _of_share(found: Measures, _gathering: Gathering) -> Value:
    low_over = binary(found["whole"], "+", found["may against"])
    high_over = binary(found["whole"], "+", found["may for"])
    high = binary(found["may part"], "+", found["may for"])
    ends = [
        End(case((binary(over, ">", number(0)), part)), TRUE, greatest(over, number(1)))
        for part, over in ((found["part"], low_over), (high, high_over))
    ]
    return Value(*ends)


def _of_extremes(found: Measures, gathering: Gathering) -> Value:
    node, compiler = gathering.node, gathering.compiler
    latest = node.gather is Gather.LATEST
    pick = greatest if latest else least
    near, far = (_picked(pick, found[name]) for name in ("near", "far"))
    undated = _more("undated", found)
    if node.latest_possible is None or not latest:
        reach = End(case((undated, NULL), otherwise=far), undated)
    else:
        possible = value_of(compiler.world.as_of)
        if node.type.kind is Kind.MOMENT:
            possible = values.end_of(possible)
        reach = End(case((undated, greatest(far, possible)), otherwise=far))
    return Value(End(near), reach) if latest else Value(reach, End(near))


def _picked(pick: Callable[..., Sql], found: Sql) -> Sql:
    return pick(*found.expressions) if isinstance(found, exp.Tuple) else found


def _of_sum(found: Measures, _gathering: Gathering) -> Value:
    gone = _more("gone", found)
    ends = [
        End(case((gone, NULL), otherwise=binary(found["total"], "+", found[side])), TRUE)
        for side in ("below", "above")
    ]
    return Value(*ends)


RESULTS: dict[Gather, Callable[[Measures, Gathering], Value]] = {
    Gather.COUNT: _of_count,
    Gather.ANY: _of_any,
    Gather.ALL: _of_all,
    Gather.SHARE: _of_share,
    Gather.LATEST: _of_extremes,
    Gather.EARLIEST: _of_extremes,
    Gather.SUM: _of_sum,
}
