"""
Finds how related records belong to a record.

In this order: the set of keys that was named; `by=`; for programs and organisations the home of
the rows; the one required reference; an equality with `this.` in the condition; the one optional
reference.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from peercomply.documents.codes import Code
from peercomply.errors import Span, did_you_mean
from peercomply.records.model import RecordType
from peercomply.rules.nodes import (
    ByField,
    ByHome,
    ByValue,
    Comparison,
    Expr,
    FieldValue,
    Home,
    Junction,
    Link,
    Members,
    Operator,
    Rows,
)
from peercomply.rules.types import BOOL, Kind

if TYPE_CHECKING:
    from peercomply.rules.binder import Binder


def related_rows(
    binder: Binder,
    node: ast.expr,
    record_type: str,
    members: FieldValue | None,
    where: Expr | None,
    by: tuple[Binder, ast.expr] | None,
) -> Rows:
    """
    Return the rows of *record_type* that belong to the current record and meet *where*.

    *by* is what `by` says, with the binder of the text in which it stands.
    """
    current, target = binder.scope.current, binder.scope.names.schema[record_type]
    if members is not None:
        return Rows(record_type, Members(members), where)
    if by is not None:
        return Rows(record_type, _by(*by, target), where)
    home = _home(current, target)
    if home is not None:
        return Rows(record_type, ByHome(home), where)
    fields = target.references(current.name)
    required = [field for field in fields if field.required]
    if len(required) == 1:
        return Rows(record_type, ByField(required[0].name, info=required[0]), where)
    joined = _join(where)
    if joined is not None:
        return Rows(record_type, joined[0], joined[1])
    if len(fields) == 1:
        return Rows(record_type, ByField(fields[0].name, info=fields[0]), where)
    names = ", ".join(field.name for field in fields)
    raise binder.refuse(
        Code.NO_LINK,
        f"several fields of {record_type!r} refer to {current.name!r}: {names}"
        if fields
        else f"no field of {record_type!r} refers to {current.name!r}",
        node,
        expected=f"by= and one of {names}"
        if fields
        else "an equality with this. in where, such as: position_id == this.position_id",
    )


def _by(binder: Binder, node: ast.expr, target: RecordType) -> Link:
    known = [field.name for field in target.references(binder.scope.current.name)]
    name = node.id if isinstance(node, ast.Name) else ""
    if name not in known:
        raise binder.refuse(
            Code.NO_LINK,
            f"{name!r} does not refer from {target.name!r} to {binder.scope.current.name!r}",
            node,
            expected=f"one of {', '.join(known) or 'none'}",
            hint=did_you_mean(name, known),
        )
    return ByField(name, info=target.fields[name])


def _home(current: RecordType, target: RecordType) -> Home | None:
    if current.name == Home.PROGRAM.value and target.info.program and target.name != current.name:
        return Home.PROGRAM
    belongs = bool(target.info.organisation or target.info.program)
    if current.name == Home.ORGANISATION.value and belongs and target.name != current.name:
        return Home.ORGANISATION
    return None


def _join(where: Expr | None) -> tuple[Link, Expr | None] | None:
    """Take the first equality between a row and the record out of *where*."""
    items = where.items if isinstance(where, Junction) and where.every else (where,)
    for index, item in enumerate(items):
        if not isinstance(item, Comparison) or item.operator is not Operator.EQUAL:
            continue
        for row, outer in ((item.left, item.right), (item.right, item.left)):
            joins = row.type.kind in (Kind.KEY, Kind.TEXT)
            if joins and _reads_only(row, judged=False) and _reads_only(outer, judged=True):
                rest = tuple(part for part in (*items[:index], *items[index + 1 :]) if part)
                return ByValue(row, outer), _all(rest)
    return None


def _all(items: tuple[Expr, ...]) -> Expr | None:
    if len(items) < 2:
        return items[0] if items else None
    first, last = items[0].span, items[-1].span
    span = Span(first.source, first.start, last.end)
    return Junction(every=True, items=items, type=BOOL, span=span)


def _reads_only(expression: Expr, *, judged: bool) -> bool:
    """Whether *expression* is one field of the record being judged, or of the row."""
    return isinstance(expression, FieldValue) and expression.judged is judged
