"""
Makes one value of related rows.

Rows whose belonging is not known give bounds: the value without them, and the value that they could
give it. Nothing undecided ever counts as certain, on either side.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs

from peercomply.engines.values import (
    Bounds,
    Missing,
    between,
    conjunction,
    disjunction,
    ends,
    reasons,
    unknown,
)
from peercomply.rules.nodes import Gather


@attrs.frozen
class Gathered:
    """
    The rows of an aggregate, after its link and its condition.

    Attributes:
        certain: Rows that count.

        undecided: Rows that may count.

        why: Why it is not known whether they do.

        noun: The record type in words, for reasons.
    """

    certain: list[Any]
    undecided: list[Any]
    why: frozenset[str]
    noun: str


Reader = Callable[[Any], Any]
"""Reads the value, or the condition, of a row."""


def count(rows: Gathered, _read: Reader, _latest_possible: Any) -> Any:
    """Return how many rows there are."""
    low = len(rows.certain)
    return between(low, low + len(rows.undecided), rows.why)


def any_row(rows: Gathered, _read: Reader, _latest_possible: Any) -> Any:
    """Return whether there is a row."""
    if rows.certain:
        return True
    return Missing(rows.why) if rows.undecided else False


def all_rows(rows: Gathered, read: Reader, _latest_possible: Any) -> Any:
    """Return whether every row meets the condition."""
    doubtful = [disjunction((read(row), Missing(rows.why))) for row in rows.undecided]
    return conjunction([read(row) for row in rows.certain] + doubtful)


def latest(rows: Gathered, read: Reader, latest_possible: Any) -> Any:
    """Return the latest value; a row without a day may stand for the latest possible one."""
    low, high, why = _extremes(rows, read, max, latest_possible)
    return between(low, high, why)


def earliest(rows: Gathered, read: Reader, _latest_possible: Any) -> Any:
    """Return the earliest value."""
    late, early, why = _extremes(rows, read, min, None)
    return between(early, late, why)


def _extremes(
    rows: Gathered, read: Reader, pick: Callable[..., Any], possible: Any
) -> tuple[Any, Any, frozenset[str]]:
    certain = [read(row) for row in rows.certain]
    doubtful = [read(row) for row in rows.undecided]
    undated = [value for value in (*certain, *doubtful) if isinstance(value, Missing)]
    known = [ends(value) for value in certain if not isinstance(value, Missing)]
    maybe = [ends(value) for value in doubtful if not isinstance(value, Missing)]
    inner, outer = (0, 1) if pick is max else (1, 0)
    sure = [value[inner] for value in known]
    could = [value[outer] for value in (*known, *maybe)]
    if undated and possible is not None:
        could.append(possible)
    none = Missing(frozenset({f"there is no {rows.noun}"}), empty=True)
    why = rows.why.union(*(reasons(value) for value in (*certain, *doubtful)))
    far: Any = pick(could) if could else none
    if undated and possible is None:
        far = Missing(why)
    return (pick(sure) if sure else none), far, why


def total(rows: Gathered, read: Reader, _latest_possible: Any) -> Any:
    """Return the sum of the values."""
    certain = [read(row) for row in rows.certain]
    doubtful = [read(row) for row in rows.undecided]
    missing = [value for value in (*certain, *doubtful) if isinstance(value, Missing)]
    if missing:
        return unknown(*missing)
    sure = sum(certain)
    lower = sum(value for value in doubtful if value < 0)
    upper = sum(value for value in doubtful if value > 0)
    return between(sure + lower, sure + upper, rows.why)


def share(rows: Gathered, read: Reader, _latest_possible: Any) -> Any:
    """Return the share of the rows that meet the condition, as an exact fraction."""
    certain = [read(row) for row in rows.certain]
    doubtful = [read(row) for row in rows.undecided]
    why = rows.why.union(*(reasons(value) for value in (*certain, *doubtful)))
    nothing = Missing(why | {f"there is no {rows.noun} to take a share of"})
    if not certain and not doubtful:
        return nothing
    part_low = sum(value is True for value in certain)
    part_high = sum(value is not False for value in certain)
    against = sum(value is not True for value in doubtful)
    for_it = sum(value is not False for value in doubtful)
    low, high = len(certain) + against, len(certain) + for_it
    return _either(
        Fraction(part_low, low) if low else nothing,
        Fraction(part_high + for_it, high) if high else nothing,
        why,
    )


def _either(low: Any, high: Any, why: frozenset[str]) -> Any:
    return low if low == high and not isinstance(low, Missing) else Bounds(low, high, why)


GATHER: dict[Gather, Callable[[Gathered, Reader, Any], Any]] = {
    Gather.COUNT: count,
    Gather.ANY: any_row,
    Gather.ALL: all_rows,
    Gather.LATEST: latest,
    Gather.EARLIEST: earliest,
    Gather.SUM: total,
    Gather.SHARE: share,
}
