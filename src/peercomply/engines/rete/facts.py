"""Turns values into the whole numbers of facts, so that their order and equality are kept."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from peercomply.engines.rete.values import Gap, Range, days, exact, moments
from peercomply.rules.types import Kind

LOWEST, HIGHEST = -(2**62), 2**62
"""What is not known lies between these, and nothing that is known reaches them."""

_DAY = 24 * 60 * 60 * 1_000_000
_START = datetime.min

Sides = tuple[int, int, int, int]
"""The ends of the left and of the right side of a comparison."""

UNKNOWN: Sides = (LOWEST, HIGHEST, LOWEST, HIGHEST)


class Words:
    """Numbers for texts and keys: the same number for the same text, in one evaluation."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Return the number of *text*, from nought on."""
        return self._numbers.setdefault(text, len(self._numbers))

    def sides(self, left: Range, right: Range, kinds: set[Kind]) -> Sides:
        """Return the ends of two values of the given kinds as whole numbers of one scale."""
        if kinds == {Kind.DATE, Kind.MOMENT}:
            left, right = days(left), days(right)
        elif kinds == {Kind.MOMENT}:
            left, right = moments(left), moments(right)
        ends = [left.low, left.high, right.low, right.high]
        if any(isinstance(end, Gap) for end in ends):
            return UNKNOWN
        a, b, c, d = _scaled(ends) if kinds == {Kind.NUMBER} else map(self._whole, ends)
        return a, b, c, d

    def _whole(self, value: Any) -> int:
        match value:
            case bool():
                return int(value)
            case datetime():
                since = value - _START
                return (since.days * _DAY) + since.seconds * 1_000_000 + since.microseconds
            case date():
                return value.toordinal()
            case _:
                return self.number(str(value))


def _scaled(numbers: Iterable[Any]) -> list[int]:
    """Return numbers multiplied until they are whole; their places in order if that is too long."""
    values = [exact(number) for number in numbers]
    scale = math.lcm(*(value.denominator for value in values))
    whole = [int(value * scale) for value in values]
    if all(LOWEST < number < HIGHEST for number in whole):
        return whole
    places = sorted(set(whole))
    return [places.index(number) for number in whole]
