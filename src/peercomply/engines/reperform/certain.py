"""
Conditions of three values said in two: when one certainly holds, and when it may.

The database decides outcomes with conditions that are NULL where nothing is known. A query that
lists breaches needs less: the rows for which a condition is certainly true, or certainly false.
What is returned here is true in exactly these rows; in all others it is false or NULL.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from peercomply.engines.sql.build import (
    FALSE,
    NULL,
    TRUE,
    Sql,
    both,
    either,
    is_constant,
    is_null,
    negated,
)

_OPPOSITE: dict[type[Sql], type[Sql]] = {
    exp.EQ: exp.NEQ,
    exp.NEQ: exp.EQ,
    exp.LT: exp.GTE,
    exp.LTE: exp.GT,
    exp.GT: exp.LTE,
    exp.GTE: exp.LT,
}


def certainly(node: Sql, *, truth: bool) -> Sql:
    """Return a condition that holds in the rows for which *node* is *truth*."""
    match node:
        case exp.Is() if node.expression == NULL:
            found = absent(node.this)
            if found != node:
                return certainly(found, truth=truth)
        case exp.Null() | exp.Cast(this=exp.Null()):
            return FALSE
    found = _inside(node, truth=truth, maybe=False)
    if found is not None:
        return found
    if is_compared(node):
        return node if truth else _OPPOSITE[type(node)](this=node.this, expression=node.expression)
    return node if truth else negated(node)


def possibly(node: Sql, *, truth: bool) -> Sql:
    """Return a condition that holds in the rows for which *node* is *truth*, or NULL."""
    match node:
        case exp.Null() | exp.Cast(this=exp.Null()):
            return TRUE
        case exp.Is():
            return certainly(node, truth=truth)
    found = _inside(node, truth=truth, maybe=True)
    if found is not None:
        return found
    return either(certainly(node, truth=truth), absent(node))


def is_compared(node: Sql) -> bool:
    """Return whether *node* compares two values that are no conditions."""
    return type(node) in _OPPOSITE


def items_of(node: Sql) -> Iterator[Sql]:
    """Yield what a junction joins, without parentheses; another condition itself."""
    kind = type(unwrapped(node))
    for item in unwrapped(node).iter_expressions() if kind in (exp.And, exp.Or) else ():
        inner = unwrapped(item)
        if type(inner) is kind:
            yield from items_of(inner)
        else:
            yield inner
    if kind not in (exp.And, exp.Or):
        yield unwrapped(node)


def unwrapped(node: Sql) -> Sql:
    """Return *node* without parentheses around it."""
    while isinstance(node, exp.Paren):
        node = node.this
    return node


def _inside(node: Sql, *, truth: bool, maybe: bool) -> Sql | None:
    """Return what holds for a condition that is made of others; None for one that is not."""
    read = possibly if maybe else certainly
    match node:
        case exp.Paren():
            return read(node.this, truth=truth)
        case exp.Boolean():
            return TRUE if node.this is truth else FALSE
        case exp.Not():
            return read(node.this, truth=not truth)
        case exp.And() | exp.Or():
            join = both if isinstance(node, exp.And) is truth else either
            items = _paired(list(items_of(node))) if isinstance(node, exp.Or) else items_of(node)
            return join(*(read(item, truth=truth) for item in items))
        case exp.Case() if _is_agreed(node):
            ends = node.args["ifs"][0].this
            join = either if maybe else both
            return join(*(read(end, truth=truth) for end in (ends.this, ends.expression)))
        case exp.Case():
            return either(*_branches(node, truth=truth, maybe=maybe))
        case exp.Coalesce() if isinstance(node.expressions[-1], exp.Boolean):
            return _coalesced(node, truth=truth)
    return None


def _paired(items: list[Sql]) -> Iterator[Sql]:
    """Yield *items*; of one that certainly holds, or is unknown, that it is not false."""
    for item in items:
        if isinstance(item, exp.Is) and exp.Coalesce(this=item.this, expressions=[FALSE]) in items:
            continue
        known = isinstance(item, exp.Coalesce) and item.expressions == [FALSE]
        if known and exp.Is(this=_wrapped(item.this, items), expression=NULL) in items:
            yield exp.Coalesce(this=item.this, expressions=[TRUE])
        else:
            yield item


def _wrapped(node: Sql, items: list[Sql]) -> Sql:
    held = exp.Paren(this=node)
    return held if exp.Is(this=held, expression=NULL) in items else node


def _is_agreed(node: Sql) -> bool:
    """Return whether a case says what two conditions say, where they say the same."""
    first = node.args["ifs"][0]
    return (
        len(node.args["ifs"]) == 1
        and (node.args.get("default") or NULL) == NULL
        and isinstance(first.this, exp.EQ)
        and unwrapped(first.this.this) == unwrapped(first.args["true"])
    )


def _coalesced(node: Sql, *, truth: bool) -> Sql:
    """Return when the first of some conditions that is known, else a constant, is *truth*."""
    first: Sql = node.this
    others: list[Sql] = list(node.expressions)
    if not others:
        return certainly(first, truth=truth)
    if len(others) == 1:
        read = possibly if others[0].this is truth else certainly
        return read(first, truth=truth)
    rest = exp.Coalesce(this=others[0], expressions=others[1:])
    return either(certainly(first, truth=truth), both(absent(first), _coalesced(rest, truth=truth)))


def _branches(node: Sql, *, truth: bool, maybe: bool = False) -> Iterator[Sql]:
    """Yield, for each branch of a case, when it is taken and leads to *truth*."""
    read = possibly if maybe else certainly
    before: list[Sql] = []
    pairs = [(one.this, one.args["true"]) for one in node.args["ifs"]]
    for condition, result in pairs:
        leads = read(result, truth=truth)
        if not is_constant(leads, truth=False):
            yield both(*before, certainly(condition, truth=True), leads)
        if not before or not node.meta.get("exclusive"):
            before.append(possibly(condition, truth=False))
        if is_constant(before[-1], truth=False):
            return
    if node.meta.get("exclusive"):
        before += [possibly(condition, truth=False) for condition, _ in pairs[1:]]
    leads = read(node.args.get("default") or NULL, truth=truth)
    if not is_constant(leads, truth=False):
        yield both(*before, leads)


_NEVER: tuple[Any, ...] = (exp.Literal, exp.Boolean, exp.Exists, exp.Is, exp.Count, exp.Array)
_STRICT: tuple[Any, ...] = (exp.Add, exp.Sub, exp.Mul, exp.IntDiv, exp.Neg, *_OPPOSITE)
_CONDITIONS: tuple[Any, ...] = (exp.And, exp.Or, exp.Not)
_FUNCTIONS = {
    "to_months", "to_days", "to_minutes", "to_microseconds", "last_day", "list_contains",
    "map_keys", "list_sort",
}  # fmt: skip
"""Functions that are NULL exactly where one of their arguments is."""


def absent(node: Sql) -> Sql:
    """Return the condition that *node* is NULL; it is itself never NULL."""
    match node:
        case exp.Paren() | exp.Cast():
            return absent(node.this)
        case exp.Null():
            return TRUE
        case exp.Greatest() | exp.Least() | exp.Coalesce():
            return both(*(absent(item) for item in (node.this, *node.expressions)))
        case exp.In():
            return absent(node.this)
        case exp.Case():
            return either(*_absent_branches(node))
        case exp.Anonymous() if str(node.this) in _FUNCTIONS:
            return _any_absent(node.expressions)
    if isinstance(node, _NEVER):
        return FALSE
    if isinstance(node, _STRICT):
        return _any_absent(node.iter_expressions())
    if isinstance(node, _CONDITIONS):
        return both(possibly(node, truth=True), possibly(node, truth=False))
    return is_null(node)


def _any_absent(nodes: Iterator[Sql] | list[Sql]) -> Sql:
    return either(*dict.fromkeys(absent(node) for node in nodes))


def _absent_branches(node: Sql) -> Iterator[Sql]:
    """Yield, for each branch of a case, when it is taken and gives NULL."""
    before: list[Sql] = []
    for one in node.args["ifs"]:
        gone = absent(one.args["true"])
        if not is_constant(gone, truth=False):
            yield both(*before, certainly(one.this, truth=True), gone)
        before.append(possibly(one.this, truth=False))
    yield both(*before, absent(node.args.get("default") or NULL))
