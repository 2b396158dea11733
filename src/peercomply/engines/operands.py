"""Brings the values of several operands together: a sum, an order, the one of two that counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import attrs

from peercomply.engines.values import (
    UNSURE,
    Bounds,
    Missing,
    apply,
    between,
    compare,
    ends,
    equal,
    is_missing,
    reasons,
    to_day,
    to_moment,
    to_number,
    unknown,
)
from peercomply.engines.world import Read
from peercomply.records.model import Record
from peercomply.rules.types import Kind


def either(why: Missing, one: Any, other: Any, *, ordered: bool) -> Any:
    """Return what lies between two values of which it is not known which one counts."""
    if one == other:
        return one
    if is_missing(one) is True and is_missing(other) is True:
        return attrs.evolve(unknown(why, one, other), empty=True)
    corners = [*ends(one), *ends(other)]
    if not ordered or any(isinstance(corner, Missing) for corner in corners):
        return unknown(why, one, other)
    return Bounds(min(corners), max(corners), unknown(why, one, other).reasons)


def in_order(test: Callable[[Any, Any], bool], left: Read, right: Read) -> Read:
    """Return the function that compares what two functions read."""

    def ordered(judged: Record, current: Record) -> Any:
        one, other = left(judged, current), right(judged, current)
        if one.__class__ in _UNSURE or other.__class__ in _UNSURE:
            return compare(test, one, other)
        return test(one, other)

    return ordered


def alike(left: Read, right: Read) -> Read:
    """Return the function that says whether what two functions read is equal."""

    def same(judged: Record, current: Record) -> Any:
        one, other = left(judged, current), right(judged, current)
        if one.__class__ in _UNSURE or other.__class__ in _UNSURE:
            return equal(one, other)
        return one == other

    return same


_UNSURE = frozenset(UNSURE)


def converted(read: Read, kinds: tuple[Kind, Kind]) -> Read:
    """Return *read* so that its value can be compared with another one of *kinds*."""
    convert = converter(kinds)
    if convert is None:
        return read
    return lambda judged, current: convert(read(judged, current))


def converter(kinds: tuple[Kind, Kind]) -> Callable[[Any], Any] | None:
    """Return what values of *kinds* go through before they are compared; None for nothing."""
    if set(kinds) == {Kind.DATE, Kind.MOMENT}:
        return _day
    if set(kinds) == {Kind.MOMENT}:
        return to_moment
    if set(kinds) == {Kind.NUMBER}:
        return _number
    return None


def _day(value: Any) -> Any:
    return value if value.__class__ is date else apply(to_day, value)


def _number(value: Any) -> Any:
    return value if value.__class__ is int else apply(to_number, value)


def calculate(function: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    """Return a sum, difference or product; bounds where a side has bounds."""
    if not isinstance(left, UNSURE) and not isinstance(right, UNSURE):
        return function(to_number(left), to_number(right))
    corners = [
        apply(function, apply(to_number, one), apply(to_number, other))
        for one in ends(left)
        for other in ends(right)
    ]
    if any(isinstance(corner, Missing) for corner in corners):
        return unknown(left, right)
    return between(min(corners), max(corners), reasons(left) | reasons(right))


def first(values: list[Any]) -> Any:
    """Return the first of *values* that is not empty."""
    value = values[0]
    if len(values) == 1:
        return value
    if isinstance(value, Missing):
        return first(values[1:]) if value.empty else value
    if isinstance(value, Bounds):
        found = [first([end, *values[1:]]) for end in (value.low, value.high)]
        return _spread([corner for one in found for corner in ends(one)], unknown(value, *found))
    return value


def _spread(corners: list[Any], why: Missing) -> Any:
    """Return the bounds of all *corners*; a missing one counts as the lowest."""
    missing = [corner for corner in corners if isinstance(corner, Missing)]
    known = [corner for corner in corners if not isinstance(corner, Missing)]
    low = missing[0] if missing else min(known, key=lambda one: ends(to_moment(one))[0])
    high = max(known, key=lambda one: ends(to_moment(one))[1]) if known else missing[-1]
    return between(low, high, why.reasons)
