"""
Which part of a stretch of time is not covered by the times that related records span.

A record without a start or an end may span anything, and one with a day alone any part of that day:
such records cover nothing for certain and may cover a gap.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from peercomply.engines.gather import Gathered
from peercomply.engines.values import Missing, ends, reasons, unknown

Span = tuple[datetime, datetime]
"""Start and end of a stretch of time; the end does not belong to it."""


def gaps(stretch: Span, covered: Iterable[Span]) -> list[Span]:
    """Return the parts of *stretch* that lie in none of *covered*, in their order."""
    found: list[Span] = []
    here, end = stretch
    for first, last in sorted(span for span in covered if span[0] < span[1]):
        if first >= end:
            break
        if first > here:
            found.append((here, first))
        here = max(here, last)
    if here < end:
        found.append((here, end))
    return found


def sure_gaps(rows: list[tuple[Any, Any]], stretch: Span) -> list[Span]:
    """Return what the records *rows*, each with start and end, do not cover for certain."""
    spans = [(ends(first)[1], ends(last)[0]) for first, last in rows]
    return gaps(stretch, [span for span in spans if not _is_open(span)])


def possible_gaps(rows: list[tuple[Any, Any]], stretch: Span) -> list[Span]:
    """Return what the records *rows* do not cover, whatever is not known of them."""
    spans = [(ends(first)[0], ends(last)[1]) for first, last in rows]
    wide = [
        (
            datetime.min if isinstance(first, Missing) else first,
            datetime.max if isinstance(last, Missing) else last,
        )
        for first, last in spans
    ]
    return gaps(stretch, wide)


def _is_open(span: tuple[Any, Any]) -> bool:
    return isinstance(span[0], Missing) or isinstance(span[1], Missing)


def covers(rows: Gathered, spans: tuple[list[Any], list[Any]], stretch: Span) -> Any:
    """Return whether *rows* cover *stretch*; *spans* are those of certain and undecided rows."""
    certain, undecided = spans
    if not sure_gaps(certain, stretch):
        return True
    if possible_gaps([*certain, *undecided], stretch):
        return False
    open_ones = [end for pair in (*certain, *undecided) for end in pair if reasons(end)]
    return Missing(rows.why | unknown(*open_ones).reasons)


def in_words(found: list[Span]) -> str:
    """Return gaps as text, such as 2026-11-20 17:00 to 19:00."""
    return ", ".join(f"{_minute(first)} to {_minute(last, first)}" for first, last in found)


def _minute(moment: datetime, before: datetime | None = None) -> str:
    text = moment.isoformat(sep=" ", timespec="minutes")
    same_day = before is not None and before.date() == moment.date()
    return text[11:] if same_day else text
