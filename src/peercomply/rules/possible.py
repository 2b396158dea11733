"""
Finds out whether a condition can hold for any record at all.

A condition is written as the alternatives in which it holds, each of them facts that have to be
true together. Facts about one value are compared with each other: texts, lists, days, numbers, days
before and after the day of the check, and whether something was recorded. What cannot be compared,
such as two different aggregates, never contradicts anything, so that "impossible" is always proven.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import attrs

from peercomply.records.durations import Duration
from peercomply.rules.expand import expand
from peercomply.rules.nodes import (
    Comparison,
    Contains,
    Expr,
    FieldValue,
    IsMissing,
    Junction,
    Literal,
    Moved,
    Negation,
    Operator,
)
from peercomply.rules.types import Kind

MOST_WAYS = 256
"""Alternatives that are looked at; a condition with more counts as possible."""

Fact: TypeAlias = tuple[Expr, bool]
"""A condition without and, or and not, and whether it is to hold."""

_NEGATED = {
    Operator.EQUAL: Operator.UNEQUAL,
    Operator.UNEQUAL: Operator.EQUAL,
    Operator.LESS: Operator.AT_LEAST,
    Operator.AT_LEAST: Operator.LESS,
    Operator.MORE: Operator.AT_MOST,
    Operator.AT_MOST: Operator.MORE,
}

_FLIPPED = {
    Operator.LESS: Operator.MORE,
    Operator.MORE: Operator.LESS,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.AT_LEAST: Operator.AT_MOST,
    Operator.EQUAL: Operator.EQUAL,
    Operator.UNEQUAL: Operator.UNEQUAL,
}

_TESTS: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.EQUAL: operator.eq,
    Operator.UNEQUAL: operator.ne,
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.MORE: operator.gt,
    Operator.AT_LEAST: operator.ge,
}

_LOWER = (Operator.MORE, Operator.AT_LEAST, Operator.EQUAL)
_UPPER = (Operator.LESS, Operator.AT_MOST, Operator.EQUAL)
_STRICT = (Operator.MORE, Operator.LESS)


def can_hold(*conditions: Expr) -> bool:
    """Whether all *conditions* can hold together, for a record with the right values."""
    return _can((condition, True) for condition in conditions)


def can_fail(condition: Expr, *given: Expr) -> bool:
    """Whether *condition* can be false, and not only unknown, while all of *given* hold."""
    return _can([(condition, False), *((one, True) for one in given)])


def _can(wanted: Iterable[Fact]) -> bool:
    ways: list[tuple[Fact, ...]] = [()]
    for condition, holds in wanted:
        more = _ways(expand(condition), holds=holds)
        if len(ways) * len(more) > MOST_WAYS:
            return True
        ways = [(*first, *second) for first, second in itertools.product(ways, more)]
    return any(not _contradict(way) for way in ways)


def _ways(node: Expr, *, holds: bool) -> list[tuple[Fact, ...]]:
    """Return the alternatives in which *node* is true, or false, as facts."""
    match node:
        case Negation(item=item):
            return _ways(item, holds=not holds)
        case Literal(value=bool()):
            return [()] if node.value is holds else []
        case Junction():
            parts = [_ways(item, holds=holds) for item in node.items]
            if node.every is not holds:
                return [way for part in parts for way in part]
            return _together(parts)
        case _:
            return [((node, holds),)]


def _together(parts: list[list[tuple[Fact, ...]]]) -> list[tuple[Fact, ...]]:
    ways: list[tuple[Fact, ...]] = [()]
    for part in parts:
        if len(ways) * len(part) > MOST_WAYS:
            continue  # what is left out contradicts nothing
        ways = [(*first, *second) for first, second in itertools.product(ways, part)]
    return ways


@attrs.frozen
class _Known:
    """
    What the facts say.

    Attributes:
        limits: For each value, how it compares with fixed ones.

        shifts: For two values, how one compares with the other moved by months and days.

        missing: Values that were not recorded.

        present: Values that were.
    """

    limits: dict[Expr, list[tuple[Operator, Any]]] = attrs.field(factory=dict)
    shifts: dict[tuple[Expr, Expr], list[tuple[Operator, int, int]]] = attrs.field(factory=dict)
    missing: set[Expr] = attrs.field(factory=set)
    present: set[Expr] = attrs.field(factory=set)


def _contradict(facts: Iterable[Fact]) -> bool:
    known = _Known()
    for node, holds in facts:
        _note(node, known, holds=holds)
    return (
        bool(known.missing & known.present)
        or any(not _has_value(term, limits) for term, limits in known.limits.items())
        or any(_crossed(bounds) for bounds in known.shifts.values())
    )


def _note(node: Expr, known: _Known, *, holds: bool) -> None:
    match node:
        case IsMissing(item=item):
            (known.missing if holds else known.present).add(item)
        case Comparison():
            sign = node.operator if holds else _NEGATED[node.operator]
            known.present.update((node.left, node.right))
            _compare(node.left, sign, node.right, known)
        case Contains(item=item, container=Literal(value=values)):
            known.present.add(item)
            known.limits.setdefault(item, []).append(
                (Operator.EQUAL if holds else Operator.UNEQUAL, values)
            )
        case Contains():
            known.present.update((node.item, node.container))
            known.limits.setdefault(node, []).append((Operator.EQUAL, frozenset({holds})))
        case _:
            known.present.add(node)
            known.limits.setdefault(node, []).append((Operator.EQUAL, frozenset({holds})))


def _compare(left: Expr, sign: Operator, right: Expr, known: _Known) -> None:
    if isinstance(left, Literal | Moved):
        left, sign, right = right, _FLIPPED[sign], left
    if isinstance(right, Literal):
        value = right.value
        same = sign in (Operator.EQUAL, Operator.UNEQUAL)
        limit = (sign, frozenset({value}) if same else value)
        known.limits.setdefault(left, []).append(limit)
        return
    months = days = 0
    if isinstance(right, Moved) and isinstance(right.duration, Literal):
        length = right.duration.value
        if isinstance(length, Duration) and not length.exact and length.business is None:
            months, days = right.sign * length.months, right.sign * length.days
            right = right.value
    if (right, left) in known.shifts and not months and not days:
        left, sign, right = right, _FLIPPED[sign], left
    known.shifts.setdefault((left, right), []).append((sign, months, days))


def _has_value(term: Expr, limits: list[tuple[Operator, Any]]) -> bool:
    """Whether some value keeps all *limits*; lists stand at == and !=, values elsewhere."""
    equal = [values for sign, values in limits if sign is Operator.EQUAL]
    if isinstance(term, FieldValue) and term.type.kind is Kind.TEXT and term.type.values:
        equal.append(frozenset(term.type.values))
    if term.type.kind is Kind.BOOL:
        equal.append(frozenset({True, False}))
    banned = frozenset().union(*(values for sign, values in limits if sign is Operator.UNEQUAL))
    bounds = [limit for limit in limits if limit[0] not in (Operator.EQUAL, Operator.UNEQUAL)]
    if equal:
        values = frozenset.intersection(*equal) - banned
        return any(all(_TESTS[sign](one, limit) for sign, limit in bounds) for one in values)
    lower = [limit for limit in bounds if limit[0] in _LOWER]
    upper = [limit for limit in bounds if limit[0] in _UPPER]
    return not any(_apart(low, high, banned) for low in lower for high in upper)


def _apart(lower: tuple[Operator, Any], upper: tuple[Operator, Any], banned: Any) -> bool:
    if lower[1] != upper[1]:
        return bool(lower[1] > upper[1])
    return lower[0] in _STRICT or upper[0] in _STRICT or lower[1] in banned


def _crossed(bounds: list[tuple[Operator, int, int]]) -> bool:
    """Whether two bounds, each a value moved by months and days, leave nothing between them."""
    lower = [bound for bound in bounds if bound[0] in _LOWER]
    upper = [bound for bound in bounds if bound[0] in _UPPER]
    for (low, *low_moved), (high, *high_moved) in itertools.product(lower, upper):
        if low_moved == high_moved:
            if low in _STRICT or high in _STRICT:
                return True
        elif low_moved[0] >= high_moved[0] and low_moved[1] >= high_moved[1]:
            return True
    points = {tuple(moved) for sign, *moved in bounds if sign is Operator.EQUAL}
    return any(sign is Operator.UNEQUAL and tuple(moved) in points for sign, *moved in bounds)
