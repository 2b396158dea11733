"""The functions of the rule language: missing values, fixed days and values of related records."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from peercomply.documents.codes import Code
from peercomply.errors import did_you_mean
from peercomply.records.fields import FieldType
from peercomply.rules import links
from peercomply.rules.nodes import (
    Aggregate,
    Entry,
    Expr,
    Extreme,
    FieldValue,
    FirstPresent,
    Gather,
    IsMissing,
    Literal,
    Negation,
    ParameterValue,
)
from peercomply.rules.types import BOOL, DATE, NUMBER, Kind, Type, comparable, type_of

if TYPE_CHECKING:
    from peercomply.rules.binder import Binder

_DAYS = (Kind.DATE, Kind.MOMENT)


def call(binder: Binder, node: ast.Call) -> Expr:
    """Return the typed node of a call of one of the functions."""
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    function = _FUNCTIONS.get(name)
    if function is None:
        raise binder.refuse(
            Code.NOT_ALLOWED,
            f"unknown function {name!r}" if name else "this cannot be called",
            node.func,
            expected=f"one of {', '.join(sorted(_FUNCTIONS))}",
            hint=did_you_mean(name, _FUNCTIONS),
        )
    return function(binder, node)


def _arguments(binder: Binder, node: ast.Call, least: int, most: int | None) -> list[ast.expr]:
    if node.keywords:
        raise binder.refuse(
            Code.NOT_ALLOWED, "this function takes no named arguments", node.keywords[0].value
        )
    if len(node.args) < least or (most is not None and len(node.args) > most):
        wanted = f"{least}" if least == most else f"{least} or more"
        raise binder.refuse(
            Code.WRONG_TYPE, f"{len(node.args)} arguments", node, expected=f"{wanted} arguments"
        )
    return node.args


def _missing(binder: Binder, node: ast.Call) -> Expr:
    (argument,) = _arguments(binder, node, 1, 1)
    return IsMissing(binder.expression(argument), BOOL, span=binder.parsed.span(node))


def _present(binder: Binder, node: ast.Call) -> Expr:
    return Negation(_missing(binder, node), BOOL, span=binder.parsed.span(node))


def _first_present(binder: Binder, node: ast.Call) -> Expr:
    arguments = _arguments(binder, node, 2, None)
    items = tuple(binder.expression(argument) for argument in arguments)
    for argument, item in zip(arguments, items, strict=True):
        if item.type.kind is not items[0].type.kind or not comparable(item.type, items[0].type):
            raise binder.refuse(
                Code.WRONG_TYPE, f"this is {item.type}", argument, expected=str(items[0].type)
            )
    return FirstPresent(items, items[0].type, span=binder.parsed.span(node))


def _value_on(binder: Binder, node: ast.Call) -> Expr:
    name, day = _arguments(binder, node, 2, 2)
    parameter, on = binder.expression(name), binder.expression(day)
    if not isinstance(parameter, ParameterValue):
        raise binder.refuse(
            Code.WRONG_TYPE, "this is no parameter", name, expected="the name of a parameter"
        )
    if on.type.kind not in _DAYS:
        raise binder.refuse(Code.WRONG_TYPE, f"this is {on.type}", day, expected="a day")
    span = binder.parsed.span(node)
    return ParameterValue(parameter.name, parameter.type, on, span=span)


def _extreme(*, latest: bool) -> Callable[[Binder, ast.Call], Expr]:
    def function(binder: Binder, node: ast.Call) -> Expr:
        arguments = _arguments(binder, node, 2, None)
        items = tuple(binder.expression(argument) for argument in arguments)
        for argument, item in zip(arguments, items, strict=True):
            if item.type.kind not in _DAYS or item.type.kind is not items[0].type.kind:
                raise binder.refuse(
                    Code.WRONG_TYPE,
                    f"this is {item.type}",
                    argument,
                    expected="days, or date-times, but not both",
                )
        return Extreme(latest, items, items[0].type, span=binder.parsed.span(node))

    return function


def _entry(binder: Binder, node: ast.Call) -> Expr:
    held, name = _arguments(binder, node, 2, 2)
    mapping, key = binder.expression(held), binder.expression(name)
    if mapping.type.kind is not Kind.MAPPING:
        raise binder.refuse(
            Code.WRONG_TYPE, f"this is {mapping.type}", held, expected="a field that is a mapping"
        )
    if not isinstance(key, Literal) or not isinstance(key.value, str):
        raise binder.refuse(
            Code.WRONG_TYPE,
            f"this is {key.type}",
            name,
            expected='a name in quotes, as in entry(lines, "growth")',
        )
    known = mapping.type.values
    if known and key.value not in known:
        raise binder.refuse(
            Code.UNKNOWN_SLUG,
            f"the field never has an entry {key.value!r}",
            name,
            expected=f"one of {', '.join(known)}",
            hint=did_you_mean(key.value, known),
        )
    kind = Type(mapping.type.of or Kind.TEXT)
    return Entry(mapping, key.value, kind, span=binder.parsed.span(node))


def _day(binder: Binder, node: ast.Call) -> Expr:
    (argument,) = _arguments(binder, node, 1, 1)
    text = argument.value if isinstance(argument, ast.Constant) else None
    try:
        value = date.fromisoformat(text if isinstance(text, str) and len(text) == 10 else "")
    except ValueError:
        raise binder.refuse(
            Code.BAD_VALUE, "this is no calendar day", argument, expected='day("2026-11-22")'
        ) from None
    return Literal(value, DATE, span=binder.parsed.span(node))


def _gather(gather: Gather) -> Callable[[Binder, ast.Call], Expr]:
    def function(binder: Binder, node: ast.Call) -> Expr:
        return _aggregate(binder, node, gather)

    return function


_KEYWORDS = {
    Gather.COUNT: ("where", "by"),
    Gather.LATEST: ("where", "by"),
    Gather.EARLIEST: ("where", "by"),
    Gather.SUM: ("where", "by"),
    Gather.ANY: ("where", "by"),
    Gather.ALL: ("where", "that", "by"),
    Gather.SHARE: ("where", "that", "by"),
}


def _aggregate(binder: Binder, node: ast.Call, gather: Gather) -> Aggregate:
    if len(node.args) != 1:
        raise binder.refuse(
            Code.WRONG_TYPE,
            f"{len(node.args)} plain arguments",
            node,
            expected=f"the related records, as in {gather.value}(supervision.held_on, where=...)"
            if gather in (Gather.LATEST, Gather.EARLIEST, Gather.SUM)
            else f"the related records, as in {gather.value}(supervision, where=...)",
        )
    named = _named(binder, node, gather)
    names = path(binder, node.args[0])
    record_type, members = related(binder, node.args[0], names[0])
    rows_binder = binder.within(binder.scope.rows(record_type))
    takes = gather in (Gather.LATEST, Gather.EARLIEST, Gather.SUM)
    value = row_value(rows_binder, node.args[0], names[1:], with_value=takes)
    if value is not None:
        _check_value(binder, node.args[0], value, gather)
    where = rows_binder.condition(named["where"]) if "where" in named else None
    that = rows_binder.condition(named["that"]) if "that" in named else None
    if "that" in _KEYWORDS[gather] and that is None:
        raise binder.refuse(
            Code.MISSING_KEY,
            f"{gather.value} needs the condition that=...",
            node,
            expected=f"{gather.value}(worker, where=active, that=is_peer)",
        )
    by = (binder, named["by"]) if "by" in named else None
    rows = links.related_rows(binder, node.args[0], record_type, members, where, by)
    kind = _result(gather, value)
    return Aggregate(gather, rows, value, that, kind, span=binder.parsed.span(node))


def _named(binder: Binder, node: ast.Call, gather: Gather) -> dict[str, ast.expr]:
    named: dict[str, ast.expr] = {}
    for keyword in node.keywords:
        if keyword.arg not in _KEYWORDS[gather] or keyword.arg in named:
            raise binder.refuse(
                Code.NOT_ALLOWED,
                f"{gather.value} has no argument {keyword.arg or '**'!r}",
                keyword.value,
                expected=f"one of {', '.join(_KEYWORDS[gather])}",
            )
        named[keyword.arg] = keyword.value
    return named


def path(binder: Binder, node: ast.expr) -> list[str]:
    """Return the names of a path such as supervision.held_on."""
    names: list[str] = []
    here = node
    while isinstance(here, ast.Attribute):
        names.append(here.attr)
        here = here.value
    if not isinstance(here, ast.Name):
        raise binder.refuse(
            Code.NOT_ALLOWED,
            "related records are named by their type",
            node,
            expected="a record type, such as supervision",
        )
    return [here.id, *reversed(names)]


def related(binder: Binder, node: ast.expr, name: str) -> tuple[str, FieldValue | None]:
    """Return the record type that *name* means, and the set of keys if it is a field."""
    current = binder.scope.current
    field = current.fields.get(name)
    if field is not None and field.type is FieldType.SET and field.item is FieldType.REF:
        if len(field.to) != 1:
            raise binder.refuse(
                Code.NO_LINK,
                f"{name!r} holds keys of several record types",
                node,
                expected="a set of keys of one record type",
            )
        judged = not binder.scope.nested
        kind = type_of(field, current.name)
        span = binder.parsed.span(node)
        keys = FieldValue(judged, (), current.name, name, kind, info=field, span=span)
        return field.to[0], keys
    schema = binder.scope.names.schema
    if name in schema:
        return name, None
    raise binder.refuse(
        Code.UNKNOWN_NAME,
        f"{name!r} is neither a record type nor a set of keys",
        node,
        expected="a record type such as supervision, or a set field such as worker_ids",
        hint=did_you_mean(name, schema),
    )


def row_value(binder: Binder, node: ast.expr, names: list[str], *, with_value: bool) -> Expr | None:
    """Return the value of each row that the path *names* means, if one is taken."""
    if with_value and names:
        return binder.member(node, names)
    if with_value:
        raise binder.refuse(
            Code.WRONG_TYPE,
            "a field of the related records is needed here",
            node,
            expected="a record type and a field, such as supervision.held_on",
        )
    if names:
        raise binder.refuse(
            Code.WRONG_TYPE,
            "the related records themselves count here, not a field",
            node,
            expected="the record type alone",
        )
    return None


def _check_value(binder: Binder, node: ast.expr, value: Expr, gather: Gather) -> None:
    wanted = (Kind.NUMBER,) if gather is Gather.SUM else _DAYS
    if value.type.kind not in wanted:
        raise binder.refuse(
            Code.WRONG_TYPE,
            f"this is {value.type}",
            node,
            expected=" or ".join(kind.value for kind in wanted),
        )


def _result(gather: Gather, value: Expr | None) -> Type:
    if gather in (Gather.ANY, Gather.ALL):
        return BOOL
    return value.type if value is not None else NUMBER


_FUNCTIONS: dict[str, Callable[[Binder, ast.Call], Expr]] = {
    "missing": _missing,
    "present": _present,
    "first_present": _first_present,
    "later_of": _extreme(latest=True),
    "earlier_of": _extreme(latest=False),
    "value_on": _value_on,
    "day": _day,
    "entry": _entry,
    **{gather.value: _gather(gather) for gather in _KEYWORDS},
}

FUNCTIONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "missing": ("missing(x)", "whether nothing was recorded; unknown for an unreadable cell"),
        "present": ("present(x)", "whether something was recorded"),
        "first_present": ("first_present(x, y, ...)", "the first that is not missing"),
        "later_of": ("later_of(x, y, ...)", "the latest of the days that are there"),
        "earlier_of": ("earlier_of(x, y, ...)", "the earliest of the days that are there"),
        "day": ('day("2026-11-22")', "a fixed day"),
        "value_on": ("value_on(parameter, day)", "the value that a parameter has on a day"),
        "entry": ('entry(field, "name")', "an entry of a field that is a mapping"),
        "count": ("count(type, where=...)", "how many related records there are"),
        "any": ("any(type, where=...)", "whether there is a related record"),
        "all": ("all(type, where=..., that=...)", "whether all of them meet a condition"),
        "share": ("share(type, where=..., that=...)", "which part of them meets a condition"),
        "latest": ("latest(type.field, where=...)", "the latest day of a field of them"),
        "earliest": ("earliest(type.field, where=...)", "the earliest day of a field of them"),
        "sum": ("sum(type.field, where=...)", "the sum of a field of them"),
    }
)
"""How each function is called, and what it gives."""
