"""Comparisons, membership and arithmetic: syntax tree to typed tree."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from peercomply.documents.codes import Code
from peercomply.errors import did_you_mean
from peercomply.rules.nodes import (
    Arithmetic,
    Calculation,
    Comparison,
    Contains,
    Expr,
    Junction,
    Literal,
    Moved,
    Negation,
    Operator,
)
from peercomply.rules.types import (
    BOOL,
    DATE,
    MOMENT,
    NUMBER,
    Kind,
    Type,
    comparable,
    ordered,
)

if TYPE_CHECKING:
    from peercomply.rules.binder import Binder

_OPERATORS = {
    ast.Eq: Operator.EQUAL,
    ast.NotEq: Operator.UNEQUAL,
    ast.Lt: Operator.LESS,
    ast.LtE: Operator.AT_MOST,
    ast.Gt: Operator.MORE,
    ast.GtE: Operator.AT_LEAST,
}

_CALCULATIONS = {
    ast.Add: Arithmetic.PLUS,
    ast.Sub: Arithmetic.MINUS,
    ast.Mult: Arithmetic.TIMES,
}


def comparisons(binder: Binder, node: ast.Compare) -> Expr:
    """Return the typed node of one comparison, or of several in a row that all have to hold."""
    sides = [node.left, *node.comparators]
    parts = [
        _compare(binder, node, sides[index], operator, sides[index + 1])
        for index, operator in enumerate(node.ops)
    ]
    if len(parts) == 1:
        return parts[0]
    return Junction(every=True, items=tuple(parts), type=BOOL, span=binder.parsed.span(node))


def _compare(
    binder: Binder, node: ast.Compare, left: ast.expr, operator: ast.cmpop, right: ast.expr
) -> Expr:
    span = binder.parsed.span(node)
    if isinstance(operator, ast.In | ast.NotIn):
        found = _contains(binder, node, left, right)
        return found if isinstance(operator, ast.In) else Negation(found, BOOL, span=span)
    sign = _OPERATORS.get(type(operator))
    if sign is None:
        raise binder.refuse(
            Code.NOT_ALLOWED,
            "'is' is not part of the rule language",
            node,
            expected="==, !=, <, <=, >, >=, in or not in",
            hint="use missing(...)",
        )
    first, second = binder.expression(left), binder.expression(right)
    fits = comparable if sign in (Operator.EQUAL, Operator.UNEQUAL) else ordered
    if not fits(first.type, second.type):
        raise binder.refuse(
            Code.WRONG_TYPE,
            f"{first.type} and {second.type} cannot be compared with {sign.value}",
            node,
            expected="two values of one type",
            hint=_comparison_hint(first.type.kind, second.type.kind),
        )
    _slug(binder, first, second, right)
    _slug(binder, second, first, left)
    return Comparison(sign, first, second, BOOL, span=span)


def _slug(binder: Binder, field: Expr, literal: Expr, node: ast.expr) -> None:
    if not field.type.values or not isinstance(literal, Literal):
        return
    if isinstance(literal.value, str) and literal.value not in field.type.values:
        raise binder.refuse(
            Code.UNKNOWN_SLUG,
            f"the field never holds {literal.value!r}",
            node,
            expected=f"one of {', '.join(field.type.values)}",
            hint=did_you_mean(literal.value, field.type.values),
        )


def _contains(binder: Binder, node: ast.Compare, left: ast.expr, right: ast.expr) -> Contains:
    item = binder.expression(left)
    if isinstance(right, ast.Tuple | ast.List | ast.Set):
        values = [binder.expression(element) for element in right.elts]
        container: Expr = _listed(binder, right, values)
        for element, value in zip(right.elts, values, strict=True):
            _slug(binder, item, value, element)
    else:
        container = binder.expression(right)
    if container.type.kind is Kind.MAPPING:
        held = Type(Kind.TEXT, container.type.values)
    else:
        held = container.type.item
    several = container.type.kind in (Kind.SET, Kind.MAPPING)
    if not several or not comparable(item.type, held):
        raise binder.refuse(
            Code.WRONG_TYPE,
            f"{item.type} cannot be in {container.type}",
            node,
            expected='a value and a set of such values, as in: "hours" in sections',
        )
    _slug(binder, container, item, left)
    return Contains(item, container, BOOL, span=binder.parsed.span(node))


def _listed(binder: Binder, node: ast.expr, values: list[Expr]) -> Literal:
    if not values or not all(isinstance(value, Literal) for value in values):
        raise binder.refuse(
            Code.NOT_ALLOWED,
            "a list holds at least one plain value",
            node,
            expected='values such as ("line", "peer")',
        )
    kind = values[0].type.kind
    other = next((value for value in values if value.type.kind is not kind), None)
    if other is not None:
        raise binder.refuse(
            Code.WRONG_TYPE,
            f"a list with {values[0].type} and {other.type}",
            node,
            expected="values of one type",
        )
    items = frozenset(value.value for value in values if isinstance(value, Literal))
    return Literal(items, Type(Kind.SET, of=kind), span=binder.parsed.span(node))


def operation(binder: Binder, node: ast.BinOp) -> Expr:
    """Return the typed node of a day that is moved, or of a calculation."""
    operator = _CALCULATIONS.get(type(node.op))
    if operator is None:
        raise binder.refuse(
            Code.NOT_ALLOWED,
            "this operation is not part of the rule language",
            node,
            expected="+, - or *",
        )
    left, right = binder.expression(node.left), binder.expression(node.right)
    span = binder.parsed.span(node)
    days = left.type.kind in (Kind.DATE, Kind.MOMENT) and right.type.kind is Kind.DURATION
    if days and operator is not Arithmetic.TIMES:
        _check_hours(binder, left, right, node)
        sign = 1 if operator is Arithmetic.PLUS else -1
        return Moved(left, right, sign, MOMENT if right.type.exact else DATE, span=span)
    if left.type.kind is right.type.kind is Kind.NUMBER:
        return Calculation(operator, left, right, NUMBER, span=span)
    raise binder.refuse(
        Code.WRONG_TYPE,
        f"{left.type} {operator.value} {right.type} has no meaning",
        node,
        expected="a day plus or minus a duration, or two numbers",
    )


def _check_hours(binder: Binder, value: Expr, duration: Expr, node: ast.expr) -> None:
    if value.type.kind is Kind.DATE and duration.type.exact:
        raise binder.refuse(
            Code.WRONG_TYPE,
            "a day alone cannot be moved by hours",
            node,
            expected="a duration in days such as P1D, or a date-time",
        )


def _comparison_hint(*kinds: Kind) -> str:
    if Kind.SET in kinds:
        return 'a set is asked with: "value" in field'
    if Kind.TEXT in kinds and (Kind.DATE in kinds or Kind.MOMENT in kinds):
        return 'a day is written as: day("2026-11-22")'
    return ""
