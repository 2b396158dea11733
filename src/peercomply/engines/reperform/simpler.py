"""Makes conditions and values shorter without a change of what they say."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable

from sqlglot import exp

from peercomply.engines.reperform.certain import absent, is_compared, items_of, unwrapped
from peercomply.engines.sql.build import FALSE, NULL, TRUE, Sql, both, either, is_constant, negated


def simpler(node: Sql) -> Sql:
    """Return *node* without steps that change nothing, its parts first."""
    for one in reversed(list(node.walk())):
        made = _step(one)
        if made is not one:
            one.replace(made)
    return node


def _step(node: Sql) -> Sql:
    match node:
        case exp.Add() | exp.Sub():
            return _moved(node)
        case exp.Greatest() | exp.Least():
            return _flat(node)
        case exp.Coalesce():
            return _known(node)
        case exp.Cast():
            return _once(node)
        case exp.Case():
            return _guarded(_chosen(node))
        case exp.Paren():
            return _bare(node)
    if is_compared(node) and _is_number(node.this) and _is_number(node.expression):
        return exp.convert(_ORDERS[type(node)](int(node.this.this), int(node.expression.this)))
    return node


_ORDERS: dict[type[Sql], Callable[[int, int], bool]] = {
    exp.EQ: operator.eq,
    exp.NEQ: operator.ne,
    exp.LT: operator.lt,
    exp.LTE: operator.le,
    exp.GT: operator.gt,
    exp.GTE: operator.ge,
}


def _chosen(node: Sql) -> Sql:
    """Return a case without branches that are never taken."""
    ifs = [one for one in node.args["ifs"] if not is_constant(one.this, truth=False)]
    if len(ifs) == len(node.args["ifs"]):
        return node
    if not ifs:
        return node.args.get("default") or exp.null()
    node.set("ifs", ifs)
    return node


def _moved(node: Sql) -> Sql:
    """Return a sum without nought, and a difference of two numbers as their result."""
    by = _inner(node.expression)
    if isinstance(by, exp.Anonymous) and by.this == "to_months":
        by = _inner(by.expressions[0])
    if _is_number(by, 0):
        return node.this
    if isinstance(node, exp.Add) and _is_number(node.this, 0):
        return node.expression
    if isinstance(node, exp.Sub) and _is_number(node.this, 0) and _is_number(by):
        return exp.Neg(this=by)
    return node


def _inner(node: Sql) -> Sql:
    return node.this if isinstance(node, exp.Cast) else node


def _flat(node: Sql) -> Sql:
    """Return a choice among values with no choice of the same kind, and no NULL, among them."""
    items: list[Sql] = []
    for item in (node.this, *node.expressions):
        inner = [item.this, *item.expressions] if type(item) is type(node) else [item]
        items += [one for one in inner if one not in items and _inner(one) != NULL]
    if not items:
        return node.this
    if len(items) == 1:
        return items[0]
    return type(node)(this=items[0], expressions=items[1:], ignore_nulls=True)


def _known(node: Sql) -> Sql:
    """Return a value that is never NULL without a word of what is taken otherwise."""
    return node.this if _never_null(node.this) else node


def _never_null(node: Sql) -> bool:
    found = unwrapped(node)
    if isinstance(found, exp.Add):
        return _never_null(found.this) and _never_null(found.expression)
    given = isinstance(found, exp.Coalesce) and isinstance(found.expressions[-1], exp.Literal)
    return given or isinstance(found, exp.Literal)


def _once(node: Sql) -> Sql:
    """Return a day that is cast to a day twice, cast once."""
    inner = unwrapped(node.this)
    return inner if isinstance(inner, exp.Cast) and inner.to == node.to else node


def _guarded(node: Sql) -> Sql:
    """Return a value that is NULL anyway where a case says so, without the case."""
    if not isinstance(node, exp.Case):
        return node
    first, default = node.args["ifs"][0], node.args.get("default")
    if len(node.args["ifs"]) == 1 and default is not None and first.args["true"] == NULL:
        gone = absent(default)
        if set(items_of(first.this)) <= set(items_of(gone)) and not isinstance(gone, exp.And):
            return default
    return node


def _bare(node: Sql) -> Sql:
    """Return what stands in parentheses without need."""
    held = isinstance(node.this, exp.Binary | exp.Not | exp.Case | exp.Neg)
    return node if held and not isinstance(node.this, exp.Dot) else node.this


def _is_number(node: Sql, value: int | None = None) -> bool:
    whole = isinstance(node, exp.Literal) and not node.is_string and node.this.isdigit()
    return whole and (value is None or node.this == str(value))


def informed(node: Sql, known: Iterable[str] = (), empty: Iterable[str] = ()) -> Sql:
    """
    Return the condition *node* without questions that it answers itself.

    A column that is compared is not NULL in a row that meets the condition.

    Args:
        node: A condition, of which only the rows matter that meet it.

        known: Columns that are not NULL, as TABLE.COLUMN.

        empty: Columns that are NULL.
    """
    held, gone = set(known), set(empty)
    match unwrapped(node):
        case exp.And() as found:
            return both(*_each_informed(list(dict.fromkeys(items_of(found))), held, gone))
        case exp.Or() as found:
            return either(*dict.fromkeys(informed(item, held, gone) for item in items_of(found)))
        case exp.Is() as found if _name(found.this) in held:
            return FALSE
        case exp.Is() as found if _name(found.this) in gone:
            return TRUE
        case exp.Not() as found:
            return negated(informed(found.this, held, gone))
        case found:
            return FALSE if _filled(found) & gone else found


def _each_informed(items: list[Sql], held: set[str], gone: set[str]) -> list[Sql]:
    filled, empty = [_filled(item) for item in items], [_emptied(item) for item in items]
    made = []
    for place, item in enumerate(items):
        known, lost = (
            set().union(*(one for at, one in enumerate(found) if at != place))
            for found in (filled, empty)
        )
        made.append(informed(item, held | known, gone | lost))
    return made


def _emptied(item: Sql) -> set[str]:
    """Return the columns that are NULL where *item* holds."""
    return {_name(item.this)} - {""} if isinstance(item, exp.Is) else set()


def _filled(item: Sql) -> set[str]:
    """Return the columns that are not NULL where *item* holds."""
    match unwrapped(item):
        case exp.Not() as found if isinstance(unwrapped(found.this), exp.Is):
            return {_name(unwrapped(found.this).this)} - {""}
        case exp.In() as found:
            return _columns(found.this)
        case found if is_compared(found):
            return _columns(found)
    return set()


def _columns(node: Sql) -> set[str]:
    """Return the columns without which *node* is NULL."""
    match unwrapped(node):
        case exp.Column() as found:
            return {_name(found)}
        case exp.Cast() as found:
            return _columns(found.this)
        case exp.Add() | exp.Sub() | exp.Mul() as found:
            return _columns(found.this) | _columns(found.expression)
        case found if is_compared(found):
            return _columns(found.this) | _columns(found.expression)
    return set()


def _name(node: Sql) -> str:
    found = unwrapped(node)
    return f"{found.table}.{found.name}" if isinstance(found, exp.Column) else ""
