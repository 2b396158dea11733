"""Walks through the typed expression tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import attrs

from peercomply.rules.nodes import (
    Aggregate,
    Anchor,
    ByValue,
    Contains,
    Elsewhere,
    Expr,
    FieldValue,
    ItemValue,
    Junction,
    Members,
    Moved,
    Rows,
)
from peercomply.rules.types import Kind


def walk(part: object) -> Iterator[Expr]:
    """Yield every expression in *part*, which may be an expression, rows, a link or a tuple."""
    left = [part]
    while left:
        one = left.pop()
        if isinstance(one, tuple):
            left.extend(reversed(one))
            continue
        if isinstance(one, Expr):
            yield one
        elif not isinstance(one, Rows | ByValue | Members):
            continue
        kind: Any = type(one)  # mypy takes a class of frozen records for one that has no hash
        left.extend(getattr(one, name) for name in reversed(_names(kind)))


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """Return the attributes of *kind* that may hold expressions."""
    names = [attribute.name for attribute in attrs.fields(kind)]
    return tuple(name for name in names if name not in ("type", "span"))


def parts_of(expression: Expr) -> Iterator[Expr]:
    """Yield the expressions that *expression* is directly made of, related rows left out."""
    kind: Any = type(expression)
    for name in _names(kind):
        part = getattr(expression, name)
        if isinstance(part, Expr):
            yield part
        elif isinstance(part, tuple):
            yield from (item for item in part if isinstance(item, Expr))


def is_small(root: Expr, most: int, deepest: int) -> bool:
    """Whether *root* has at most *most* parts, related rows included, on *deepest* levels."""
    count = 0
    levels = [iter((root,))]
    while levels:
        part = next(levels[-1], None)
        if part is None:
            levels.pop()
            continue
        count += 1
        if count > most or len(levels) > deepest:
            return False
        levels.append(_inside(part))
    return True


def _inside(part: Expr | Rows | ByValue | Members) -> Iterator[Expr]:
    """Yield the expressions that *part* is directly made of, those of related rows included."""
    kind: Any = type(part)
    for name in _names(kind):
        held = getattr(part, name)
        for item in held if isinstance(held, tuple) else (held,):
            if isinstance(item, Expr):
                yield item
            elif isinstance(item, Rows | ByValue | Members):
                yield from _inside(item)


def asks_outside(part: Expr) -> bool:
    """Whether *part*, a condition on related rows, reads the record being judged, or its item."""
    return any(True for _ in _outside(part))


def all_of(where: Expr) -> Iterator[Expr]:
    """Yield the parts of *where* that all have to hold."""
    if isinstance(where, Junction) and where.every:
        for item in where.items:
            yield from all_of(item)
    else:
        yield where


def key_in_set(parts: Iterable[Expr]) -> tuple[FieldValue, FieldValue] | None:
    """Return the key of the record judged, and the set of a row that has to name it, of *parts*."""
    for part in parts:
        match part:
            case Contains(
                item=FieldValue(judged=True, path=()) as key,
                container=FieldValue(judged=False, path=()) as held,
            ) if held.type.kind is Kind.SET:
                return key, held
    return None


def may_count_business_days(duration: Expr) -> bool:
    """
    Whether *duration* may be in business days, which are those of the record being judged.

    Of a field nobody knows that before it is read.
    """
    return duration.type.business or any(isinstance(one, FieldValue) for one in walk(duration))


def _outside(part: Expr) -> Iterator[Expr]:
    match part:
        case FieldValue(judged=judged):
            if judged:
                yield part
        case Elsewhere(judged=judged):
            if judged:
                yield part
        case ItemValue():
            yield part
        case Moved() | Anchor() if may_count_business_days(part.duration):
            yield part
        case Aggregate(rows=rows, value=value, that=that):
            inner = [rows.where, value, that]
            if isinstance(rows.link, ByValue):
                inner.append(rows.link.outer)
            for one in inner:
                if one is not None:
                    yield from _outside(one)
        case _:
            for one in parts_of(part):
                yield from _outside(one)
