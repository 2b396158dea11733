"""What several check forms read alike: related records, limits and days."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import PARAMETER
from peercomply.documents.reader import Reader
from peercomply.documents.yaml_nodes import Mapping, Scalar
from peercomply.errors import Problem, did_you_mean
from peercomply.rules import calls, links
from peercomply.rules.binder import Binder, bind
from peercomply.rules.nodes import Expr, Literal, ParameterValue, Rows
from peercomply.rules.refusal import Refused
from peercomply.rules.scope import Scope
from peercomply.rules.syntax import parse_expression
from peercomply.rules.types import NUMBER, Kind, is_plain_number

DAYS = (Kind.DATE, Kind.MOMENT)


@attrs.frozen
class RelatedValue:
    """
    Related records, with a value of each and the words that say what they are.

    Attributes:
        rows: The records.

        value: The value of each; None where the records themselves count.

        noun: The record type in words.

        condition: The condition as it was written; empty if there is none.
    """

    rows: Rows
    value: Expr | None
    noun: str
    condition: str


def read_expression(reader: Reader, key: str, scope: Scope, *kinds: Kind) -> Expr | None:
    """Return the expression of *key*, or None if there is none or it is wrong."""
    scalar = reader.scalar(key)
    return None if scalar is None else bind(scalar, scope, reader.problems, *kinds)


def read_related(reader: Reader, scope: Scope, *, with_value: bool) -> RelatedValue | None:
    """Return what `of`, `where` and `by` of a check form name."""
    of = reader.scalar("of", required=True)
    where_scalar, by = reader.scalar("where"), reader.scalar("by")
    if of is None:
        return None
    try:
        return _related(of, where_scalar, by, scope, reader.problems, with_value=with_value)
    except Refused as stop:
        reader.problems.append(stop.problem)
        return None


def _related(
    of: Scalar,
    where_scalar: Scalar | None,
    by: Scalar | None,
    scope: Scope,
    problems: list[Problem],
    *,
    with_value: bool,
) -> RelatedValue | None:
    parsed = parse_expression(of)
    binder = Binder(parsed, scope)
    names = calls.path(binder, parsed.body)
    record_type, members = calls.related(binder, parsed.body, names[0])
    inner = scope.rows(record_type)
    value = calls.row_value(binder.within(inner), parsed.body, names[1:], with_value=with_value)
    where = None
    if where_scalar is not None:
        where = bind(where_scalar, inner, problems, Kind.BOOL)
        if where is None:
            return None
    by_node = None
    if by is not None:
        by_parsed = parse_expression(by)
        by_node = Binder(by_parsed, scope), by_parsed.body
    rows = links.related_rows(binder, parsed.body, record_type, members, where, by_node)
    condition = " ".join(where_scalar.value.split()) if where_scalar is not None else ""
    return RelatedValue(rows, value, record_type.replace("_", " "), condition)


def read_limit(
    reader: Reader, key: str, scope: Scope, kind: Kind, *, required: bool
) -> Expr | None:
    """Return the limit of *key*: a value, an expression, or a parameter by its name."""
    node = reader.get(key, required=required)
    match node:
        case None:
            return None
        case Mapping():
            return _parameter(reader, key, scope, kind)
        case Scalar():
            if kind is Kind.NUMBER and (number := _number(node)) is not None:
                return number
            return bind(node, scope, reader.problems, kind)
        case _:
            reader.note(Code.WRONG_SHAPE, f"{key!r} is a list", node.span, expected=_example(kind))
            return None


def _example(kind: Kind) -> str:
    value = "P1M" if kind is Kind.DURATION else "4"
    return f"a value such as {value}, or {{parameter: NAME}}"


def _number(scalar: Scalar) -> Literal | None:
    try:
        value = Decimal(scalar.value)
    except InvalidOperation:
        return None
    plain = value.is_finite() and is_plain_number(scalar.value)
    return Literal(value, NUMBER, span=scalar.span) if plain else None


def _parameter(reader: Reader, key: str, scope: Scope, kind: Kind) -> Expr | None:
    inner = reader.mapping(key, PARAMETER)
    if inner is None:
        return None
    scalar = inner.scalar("parameter", required=True)
    on = read_expression(inner, "on", scope, *DAYS)
    inner.finish()
    if scalar is None:
        return None
    parameter = scope.names.parameters.get(scalar.value)
    if parameter is None:
        known = sorted(scope.names.parameters)
        reader.note(
            Code.UNKNOWN_PARAMETER,
            f"unknown parameter {scalar.value!r}",
            scalar.span,
            expected=f"one of {', '.join(known) or 'none: the pack has no parameters'}",
            hint=did_you_mean(scalar.value, known),
        )
        return None
    if parameter.type.kind is not kind:
        reader.note(
            Code.WRONG_TYPE,
            f"the parameter {scalar.value!r} is {parameter.type}",
            scalar.span,
            expected=kind.value,
        )
        return None
    return ParameterValue(parameter.name, parameter.type, on, span=scalar.span)
