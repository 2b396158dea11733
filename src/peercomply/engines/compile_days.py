"""Turns moved days, anchors of intervals and ends of days into Python functions of two records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from peercomply.engines.relations import because
from peercomply.engines.values import END_OF_DAY, Missing, apply, ends, to_day, to_moment
from peercomply.engines.world import Read, World
from peercomply.records.calendars import Calendar
from peercomply.records.durations import (
    Duration,
    add,
    add_exact,
    earliest_anchor,
    latest_anchor,
)
from peercomply.records.model import Record
from peercomply.rules.nodes import (
    Anchor,
    AsOf,
    EndOfDay,
    Expr,
    Literal,
    Moved,
    ParameterValue,
)
from peercomply.rules.traversal import walk
from peercomply.rules.types import Kind


class DaysCompiler:
    """Compiles what moves days; *compile* makes the functions of their parts."""

    def __init__(self, compile_node: Callable[[Expr], Read], world: World) -> None:
        self.compile_node = compile_node
        self.world = world

    def compile(self, node: Moved | Anchor | EndOfDay) -> Read:
        """Return the function that reads *node*; what reads no record is worked out once."""
        read = self._read(node)
        if not _is_fixed(node):
            return read
        value = read(None, None)
        return lambda _judged, _current: value

    def _read(self, node: Moved | Anchor | EndOfDay) -> Read:
        match node:
            case EndOfDay():
                day = self.compile_node(node.day)
                end = lambda value: datetime.combine(to_day(value), END_OF_DAY)
                return lambda judged, current: apply(end, day(judged, current))
            case Anchor():
                return self._anchor(node)
            case Moved():
                return self._moved(node)

    def _anchor(self, node: Anchor) -> Read:
        last, length = self.compile_node(node.end), self.compile_node(node.duration)
        anchor = latest_anchor if node.latest else earliest_anchor

        def anchored(judged: Record, current: Record) -> Any:
            duration = length(judged, current)
            calendar = self.calendar(duration, judged)
            if isinstance(calendar, Missing):
                return calendar
            return apply(
                lambda end, one: anchor(to_day(end), one, calendar=calendar),
                last(judged, current),
                duration,
            )

        return anchored

    def _moved(self, node: Moved) -> Read:
        value, length = self.compile_node(node.value), self.compile_node(node.duration)
        only_day = node.value.type.kind is Kind.DATE

        def moved(judged: Record, current: Record) -> Any:
            duration = length(judged, current)
            calendar = self.calendar(duration, judged)
            if isinstance(calendar, Missing):
                return calendar
            day = value(judged, current)
            if isinstance(duration, Duration) and duration.exact:
                if only_day:
                    return because("an interval in hours cannot move a day alone")
                return _move_moment(day, duration, node)
            return apply(
                lambda one, step: add(to_day(one), step, node.sign, calendar=calendar),
                day,
                duration,
            )

        return moved

    def calendar(self, duration: Any, judged: Record) -> Calendar | Missing | None:
        """Return the business days that *duration* counts for *judged*; None if it counts none."""
        if isinstance(duration, Duration) and duration.business is None:
            return None
        business = any(
            isinstance(one, Duration) and one.business is not None for one in ends(duration)
        )
        return self.world.calendar(judged) if business else None


def _is_fixed(node: Moved | Anchor | EndOfDay) -> bool:
    """Whether *node* is the same for every record: a fixed day, moved by a fixed duration."""
    return all(
        isinstance(part, _FIXED)
        and not part.type.business
        and not (isinstance(part, ParameterValue) and part.day is not None)
        for part in walk(node)
    )


_FIXED = (Literal, AsOf, ParameterValue, Moved, Anchor, EndOfDay)


def _move_moment(value: Any, duration: Duration, node: Moved) -> Any:
    moved = apply(lambda moment: add_exact(moment, duration, node.sign), to_moment(value))
    return moved if node.type.kind is Kind.MOMENT else apply(to_day, moved)
