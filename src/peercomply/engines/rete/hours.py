"""Whether stretches of time are covered, minute by minute of their edges."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

from peercomply.engines.rete.gather import Found, Truth
from peercomply.engines.rete.values import Gap

Stretch: TypeAlias = tuple[datetime, datetime]
"""Start and end; the end does not belong to it."""


def covered(found: Found, window: Stretch) -> Truth:
    """
    Return whether the times of rows, each a pair of ranges, leave no gap in *window*.

    For certain a row spans from its latest start to its earliest end; possibly, from its earliest
    start to its latest end, which is for ever where it is not known.
    """
    inner: list[Stretch] = [
        (starts.high, ends.low)
        for starts, ends in found.certain
        if not isinstance(starts.high, Gap) and not isinstance(ends.low, Gap)
    ]
    if _spans(inner, window):
        return True
    outer: list[Stretch] = [
        (
            datetime.min if isinstance(starts.low, Gap) else starts.low,
            datetime.max if isinstance(ends.high, Gap) else ends.high,
        )
        for starts, ends in (*found.certain, *found.possible)
    ]
    return None if _spans(outer, window) else False


def _spans(times: Iterable[Stretch], window: Stretch) -> bool:
    """
    Return whether *times* together hold every moment of *window*.

    Between two neighbouring edges nothing changes, so it is enough to look at each edge.
    """
    held = [(first, last) for first, last in times if first < last]
    begin, end = window
    edges = {begin, *(moment for one in held for moment in one if begin <= moment < end)}
    return all(any(first <= edge < last for first, last in held) for edge in edges)
