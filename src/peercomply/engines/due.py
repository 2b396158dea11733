"""Reads the due day of a record, whatever its outcome, and the day from which it counts."""

from __future__ import annotations

from datetime import date

import attrs

from peercomply.engines.compile import Compiler
from peercomply.engines.items import compile_items
from peercomply.engines.telling import day_of
from peercomply.engines.values import Missing
from peercomply.engines.world import World
from peercomply.plan.plan import Check, Periods, Plan
from peercomply.records.model import Record
from peercomply.rules.nodes import Anchor, Elsewhere, Expr, Moved


@attrs.frozen
class Due:
    """
    When a record is due.

    Attributes:
        day: The last day in time; of the last item, where a record has several.

        anchor: The day from which that counts: what an interval is added to, else the day itself.
    """

    day: date
    anchor: date


def due_of(plan: Plan, world: World, record: Record) -> Due | None:
    """
    Return when *record* is due by *plan*.

    None if there is no such day, if it is unknown, or if it lies at the end of the calendar.
    """
    check, compiler = plan.check, Compiler(world)
    if check.due is None:
        return None
    items = compile_items(check.items, compiler)(record, record)
    listed = () if isinstance(items, Missing) else tuple(items)
    if not listed:
        return None
    world.item = listed[-1]
    days = [
        day_of(compiler.compile(node)(record, record))
        for node in (check.due, _anchor(check, check.due))
    ]
    day, anchor = days
    if day is None or anchor is None or day in (date.min, date.max):
        return None
    return Due(day, anchor)


def _anchor(check: Check, due: Expr) -> Expr:
    if isinstance(check.items, Periods):
        return check.items.start
    return _origin(due)


def _origin(node: Expr) -> Expr:
    """Return what *node* is moved from; *node* itself if it is not moved."""
    match node:
        case Moved(value=value):
            return value
        case Anchor(end=end):
            return end
        case Elsewhere(judged=True, path=()):
            return _origin(node.body)
        case _:
            return node
