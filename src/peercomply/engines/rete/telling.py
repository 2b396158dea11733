"""
Says what there is to say about outcomes that have been decided.

Words, evidence and reasons are those of the teller that all engines share; the days and the outcome
itself are this engine's own, and are told as they are even where the teller thinks otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

import attrs

from peercomply.engines.items import Item as ToldItem
from peercomply.engines.memory import Judge as Teller
from peercomply.engines.outcomes import Detail, State
from peercomply.engines.rete.cells import Reading
from peercomply.engines.rete.items import Item
from peercomply.engines.world import World
from peercomply.plan.plan import Plan
from peercomply.records.model import Record
from peercomply.rules.nodes import ItemPart

UNDECIDED = "neither the true nor the false rule of the network fired"
"""Reason of an outcome for which the shared teller knows no other."""


class Late(Protocol):
    """When something was due, and how late it is."""

    @property
    def due_on(self) -> date | None:
        """Last day in time."""
        ...

    @property
    def days_overdue(self) -> int | None:
        """Days past it."""
        ...


class Telling:
    """Tells about the outcomes of one plan; the teller is made when the first one is told."""

    def __init__(self, plan: Plan, world: World) -> None:
        self._plan = plan
        self._world = world
        self._made: Teller | None = None

    @property
    def _teller(self) -> Teller:
        if self._made is None:
            self._made = Teller.of(self._plan, self._world)
        return self._made

    def detail(self, record: Record, item: Item, readings: Sequence[Reading], late: Late) -> Detail:
        """Return what is said about *item* of *record*, which is *late*."""
        told = self._teller.teller.detail(record, _told(item), list(readings))
        return attrs.evolve(told, due_on=late.due_on, days_overdue=late.days_overdue)

    def reasons(self, record: Record) -> tuple[str, ...]:
        """Return why the outcome of *record* is unknown."""
        verdict, _ = self._teller.settled(record)
        known = verdict.state is State.UNKNOWN and verdict.reasons
        return tuple(sorted(verdict.reasons)) if known else (UNDECIDED,)


def _told(item: Item) -> ToldItem:
    parts = dict(item.parts)
    return ToldItem(
        label=item.label,
        value=parts.get(ItemPart.VALUE),
        first=parts.get(ItemPart.FIRST),
        last=parts.get(ItemPart.LAST),
        start=parts.get(ItemPart.START),
        end=parts.get(ItemPart.END),
    )
