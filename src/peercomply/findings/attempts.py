"""
The boundaries of a rule that are tried.

They follow from its plan alone: the days around the due day, also where it is counted from a month
end or a leap day; no related records yet, or one more or fewer of those that it counts; each cell
that it reads empty and unreadable; each record type not supplied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeAlias

import attrs

from peercomply.findings import variants
from peercomply.findings.scene import Probe, Scene
from peercomply.plan.lower import item_parts
from peercomply.plan.plan import Plan
from peercomply.records.model import Schema
from peercomply.records.snapshot import Snapshot
from peercomply.rules.nodes import Aggregate, Expr, Gather
from peercomply.rules.reads import cells_read
from peercomply.rules.traversal import walk

Tried: TypeAlias = tuple[str, tuple[Probe, ...]]
"""A boundary in words, and what was said there."""

Try: TypeAlias = Callable[[Scene], Tried | None]
"""Tries one boundary of a case; None if the case has no such boundary."""

AS_IT_IS = "as it is"
"""The change of a probe that shows the case before it is changed."""

_NUMBERS = (Gather.COUNT, Gather.SHARE, Gather.SUM)


@attrs.frozen
class Attempt:
    """
    One boundary of a rule.

    Attributes:
        tries: Tries it in a case.

        limit: It is a limit: on one side of it a record passes, and on the other one it fails.
    """

    tries: Try
    limit: bool = False


def attempts(plan: Plan, schema: Schema) -> Iterator[Attempt]:
    """Yield what is tried of *plan*, in a fixed order."""
    parts = [plan.applies, plan.check.due, *(way.holds for way in plan.ways)]
    parts += item_parts(plan.check.items)
    yield Attempt(_due_day, limit=True)
    yield Attempt(_anchored(lambda day: (day.month, day.day) == (1, 31)), limit=True)
    yield Attempt(_anchored(lambda day: (day.month, day.day) == (2, 29)), limit=True)
    for name in sorted(plan.needs - {plan.rule.subject}):
        yield Attempt(_none_yet(name), limit=True)
    for name in _counted_types(parts):
        yield Attempt(_counted(name, "fewer", variants.without), limit=True)
        yield Attempt(_counted(name, "more", variants.with_copy), limit=True)
    for cell in sorted(plan.fields | cells_read(parts, plan.rule.subject, schema)):
        yield Attempt(_empty(*cell))
        yield Attempt(_unreadable(*cell))
    yield from (Attempt(_absent(name)) for name in sorted(plan.needs))


def _counted_types(parts: list[Expr | None]) -> list[str]:
    nodes = (node for part in parts for node in walk(part))
    return sorted(
        {
            node.rows.record_type
            for node in nodes
            if isinstance(node, Aggregate) and node.gather in _NUMBERS
        }
    )


def _due_day(scene: Scene) -> Tried | None:
    due = scene.due()
    return None if due is None else (f"due on {due.day.isoformat()}", _around(scene, due.day))


def _around(scene: Scene, due: date) -> tuple[Probe, ...]:
    """Return what is said on the due day, on the day before and on the day after."""
    days = ((-1, "the day before"), (0, "the due day"), (1, "the day after"))
    return tuple(scene.on(due + timedelta(days=step)).probe(words) for step, words in days)


def _anchored(wanted: Callable[[date], bool]) -> Try:
    """Return the attempt that moves the whole case until its anchor is a *wanted* day."""

    def attempt(scene: Scene) -> Tried | None:
        due = scene.due()
        if due is None:
            return None
        try:
            moved = _moved(scene, due.anchor, wanted)
        except OverflowError:
            return None
        then = moved.due()
        if then is None or not wanted(then.anchor):
            return None
        boundary = f"counted from {then.anchor.isoformat()}, due on {then.day.isoformat()}"
        return boundary, _around(moved, then.day)

    return attempt


def _moved(scene: Scene, anchor: date, wanted: Callable[[date], bool]) -> Scene:
    day = anchor
    while not wanted(day):
        day += timedelta(days=1)
    step = day - anchor
    moved = scene.with_records(variants.shifted(scene.snapshot, step.days))
    return moved.on(scene.as_of + step)


def _none_yet(name: str) -> Try:
    """Return the attempt with no records of *name* at all, such as before the first event."""

    def attempt(scene: Scene) -> Tried | None:
        if not scene.snapshot.of_type(name):
            return None
        empty = scene.with_records(variants.emptied(scene.snapshot, name))
        due = empty.due()
        probes = (_as_it_is(scene), empty.probe("none"))
        if due is None:
            return f"{name} records", probes
        return f"{name} records, due on {due.day.isoformat()}", (
            *probes,
            *_around(empty, due.day),
        )

    return attempt


def _counted(name: str, words: str, change: Callable[[Snapshot, str, str], Snapshot]) -> Try:
    """Return the attempt with one record of *name* fewer or more: one that makes a difference."""

    def attempt(scene: Scene) -> Tried | None:
        first = _as_it_is(scene)
        probe: Probe | None = None
        for key in reversed(list(scene.snapshot.of_type(name))):
            probe = scene.with_records(change(scene.snapshot, name, key)).probe(f"one {words}")
            if probe.state is not first.state:
                break
        return None if probe is None else (f"{name} records", (first, probe))

    return attempt


def _empty(name: str, field: str) -> Try:
    """Return the attempt with the cells *field* empty that hold something."""

    def attempt(scene: Scene) -> Tried | None:
        empty = variants.blanked(scene.snapshot, name, field)
        if empty is None:
            return None
        return f"{name}.{field}", (_as_it_is(scene), scene.with_records(empty).probe("empty"))

    return attempt


def _unreadable(name: str, field: str) -> Try:
    """Return the attempt with something in the cells *field* that cannot be read."""

    def attempt(scene: Scene) -> Tried | None:
        doubtful = variants.doubted(scene.snapshot, name, field)
        if doubtful is None:
            return None
        probe = scene.with_records(doubtful).probe("unreadable")
        return f"{name}.{field}", (_as_it_is(scene), probe)

    return attempt


def _as_it_is(scene: Scene) -> Probe:
    return scene.probe(AS_IT_IS)


def _absent(name: str) -> Try:
    """Return the attempt without the record type *name*."""

    def attempt(scene: Scene) -> Tried | None:
        if name not in scene.snapshot.supplied:
            return None
        gone = scene.with_records(variants.not_supplied(scene.snapshot, name))
        return f"{name} records", (_as_it_is(scene), gone.probe("not supplied"))

    return attempt
