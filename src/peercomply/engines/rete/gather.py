"""Makes one value of rows: what it is at least, and what it can be at most."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from peercomply.engines.rete.values import OPEN, Gap, Range, exact, sure
from peercomply.rules.nodes import Gather

Truth = bool | None
"""Whether something holds; None where nobody knows."""


@attrs.frozen
class Found:
    """
    What was read of the rows.

    Attributes:
        certain: What was read of the rows that count.

        possible: What was read of the rows that may count.
    """

    certain: Sequence[Any]
    possible: Sequence[Any]


def count(found: Found) -> Range:
    """Return how many rows there are."""
    return Range(len(found.certain), len(found.certain) + len(found.possible))


def some(found: Found) -> Range:
    """Return whether there is a row."""
    if found.certain:
        return sure(value=True)
    return OPEN if found.possible else sure(value=False)


def every(found: Found) -> Range:
    """Return whether all rows meet a condition; one that may not count cannot spoil it for sure."""
    if False in found.certain:
        return sure(value=False)
    met = all(one is True for one in (*found.certain, *found.possible))
    return sure(value=True) if met else OPEN


def latest(found: Found, fallback: Any) -> Range:
    """Return the latest day; a row without one may stand for the day *fallback*."""
    near, far = _furthest(found, max, fallback, lambda one: (one.low, one.high))
    return Range(near, far)


def earliest(found: Found) -> Range:
    """Return the earliest day."""
    near, far = _furthest(found, min, None, lambda one: (one.high, one.low))
    return Range(far, near)


def _furthest(
    found: Found,
    pick: Callable[..., Any],
    fallback: Any,
    sides: Callable[[Range], tuple[Any, Any]],
) -> tuple[Any, Any]:
    """Return how far the days reach for certain, and how far they can reach."""
    rows: list[Range] = [*found.certain, *found.possible]
    near = [sides(one)[0] for one in found.certain if one.gap is None]
    far = [sides(one)[1] for one in rows if one.gap is None]
    if any(one.gap is not None for one in rows):
        if fallback is None:
            return (pick(near) if near else Gap.EMPTY), Gap.OPEN
        far.append(fallback)
    return (pick(near) if near else Gap.EMPTY), (pick(far) if far else Gap.EMPTY)


def total(found: Found) -> Range:
    """Return the sum; a row that may not count moves one end of it."""
    if not all(one.certain for one in (*found.certain, *found.possible)):
        return OPEN
    base = sum((exact(one.low) for one in found.certain), start=Fraction(0))
    more = [exact(one.low) for one in found.possible]
    return Range(
        base + sum(number for number in more if number < 0),
        base + sum(number for number in more if number > 0),
    )


def share(found: Found) -> Range:
    """Return the part that meets a condition; a row that may not count stands where it moves it."""
    if not found.certain and not found.possible:
        return OPEN
    held = _part(
        met=sum(one is True for one in found.certain),
        of=len(found.certain) + sum(one is not True for one in found.possible),
    )
    could = sum(one is not False for one in found.possible)
    hoped = _part(
        met=sum(one is not False for one in found.certain) + could,
        of=len(found.certain) + could,
    )
    return Range(held, hoped)


def _part(*, met: int, of: int) -> Any:
    return Fraction(met, of) if of else Gap.OPEN


GATHER: Mapping[Gather, Callable[[Found], Range]] = {
    Gather.COUNT: count,
    Gather.ANY: some,
    Gather.ALL: every,
    Gather.EARLIEST: earliest,
    Gather.SUM: total,
    Gather.SHARE: share,
}
"""What the other aggregates make of rows; times that cover a stretch are read in pairs."""
