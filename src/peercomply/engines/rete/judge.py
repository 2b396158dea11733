"""Judges the records of one plan, under every reading of their doubtful dates."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date

import attrs

from peercomply.engines.outcomes import Outcome, State
from peercomply.engines.rete.cells import Column, Reading
from peercomply.engines.rete.days import due_soon, proven_day
from peercomply.engines.rete.frames import Frame
from peercomply.engines.rete.items import Item, items_of
from peercomply.engines.rete.reader import Reader
from peercomply.engines.rete.telling import Telling
from peercomply.engines.rete.values import Gap, Range
from peercomply.plan.plan import Plan
from peercomply.records.model import Record
from peercomply.records.provenance import RecordKey
from peercomply.rules.nodes import Expr, Home, Junction
from peercomply.rules.types import BOOL

MOST_COLUMNS = 6
"""Columns of doubtful dates whose readings are all tried; with more, nobody knows."""


@attrs.frozen
class Verdict:
    """
    What is judged of a record.

    Attributes:
        state: Pass, fail, unknown or not applicable.

        failed: The items that fail.

        readings: The readings of doubtful dates under which that was judged.
    """

    state: State
    failed: tuple[Item, ...] = ()
    readings: tuple[Reading, ...] = ({},)


@attrs.frozen
class Lateness:
    """
    How late an item is.

    Attributes:
        due_on: Last day in time; None where there is none.

        days_overdue: Days past it; None where there is none.
    """

    due_on: date | None
    days_overdue: int | None


class Judge:
    """Judges records by one plan; *telling* says what is said about them."""

    def __init__(self, plan: Plan, reader: Reader, telling: Telling) -> None:
        self._plan = plan
        self._reader = reader
        self._telling = telling
        supplied = reader.cells.snapshot.supplied
        self._ways = [way.holds for way in plan.ways if way.needs <= supplied]
        self._lacks_a_way = len(self._ways) < len(plan.ways)
        self._satisfied: Expr = Junction(
            every=False, items=tuple(self._ways), type=BOOL, span=plan.rule.span
        )

    def outcome(self, record: Record) -> Outcome:
        """Return what the rule says about *record*."""
        verdict = self._settled(record)
        cells, telling = self._reader.cells, self._telling
        program, organisation = (cells.home(record, home) for home in Home)
        details = [
            telling.detail(record, item, verdict.readings, self._lateness(record, item, verdict))
            for item in verdict.failed
        ]
        unknown = verdict.state is State.UNKNOWN
        return Outcome(
            subject=RecordKey(self._plan.rule.subject, record.id),
            state=verdict.state,
            program_id=program.low if program.certain else None,
            organisation_id=organisation.low if organisation.certain else None,
            reasons=telling.reasons(record) if unknown else (),
            details=tuple(details),
            due_soon=self._due_soon(record) if verdict.state is State.PASS else None,
            unsettled=frozenset(
                home
                for home, key in ((Home.PROGRAM, program), (Home.ORGANISATION, organisation))
                if not key.certain and not (home is Home.PROGRAM and key.gap is Gap.EMPTY)
            ),
        )

    def _settled(self, record: Record) -> Verdict:
        """Judge under every reading of the dates that were asked for; all have to agree."""
        cells = self._reader.cells
        cells.doubtful.clear()
        first = self._under(record, {})
        columns: list[Column] = []
        verdicts = [first]
        while set(columns) != cells.doubtful:
            if len(cells.doubtful) > MOST_COLUMNS:
                return Verdict(State.UNKNOWN)
            columns = sorted(cells.doubtful)
            verdicts = [self._under(record, reading) for reading in _readings(columns)]
        cells.reading = {}
        failing = [one for one in first.failed if all(one in other.failed for other in verdicts)]
        agreed = all(one.state is first.state for one in verdicts)
        if not agreed or (first.failed and not failing):
            return Verdict(State.UNKNOWN)
        return Verdict(first.state, tuple(failing), tuple(_readings(columns)))

    def _under(self, record: Record, reading: Reading) -> Verdict:
        """Judge under one reading of the doubtful dates."""
        reader, frame, plan = self._reader, Frame.about(record), self._plan
        reader.cells.reading = reading
        applies = True if plan.applies is None else reader.truth(plan.applies, frame)
        if applies is None:
            return Verdict(State.UNKNOWN)
        if not applies:
            return Verdict(State.NOT_APPLICABLE)
        items = items_of(
            plan.check.items,
            lambda node: reader.value(node, frame),
            reader.as_of,
            lambda: reader.calendar(frame),
        )
        if items is None:
            return Verdict(State.UNKNOWN)
        truths = [self._holds(item, frame) for item in items]
        failed = tuple(one for one, truth in zip(items, truths, strict=True) if truth is False)
        if failed:
            return Verdict(State.FAIL, failed)
        return Verdict(State.UNKNOWN if None in truths else State.PASS)

    def _holds(self, item: Item, frame: Frame) -> bool | None:
        self._reader.item = item
        satisfied = self._reader.truth(self._satisfied, frame)
        return None if self._lacks_a_way and satisfied is False else satisfied

    def _lateness(self, record: Record, item: Item, verdict: Verdict) -> Lateness:
        """Return how late *item* is under the reading that is least late."""
        self._reader.item = item
        found = []
        for reading in verdict.readings:
            self._reader.cells.reading = reading
            found.append(self._late(record))
        self._reader.cells.reading = {}
        return min(found, key=lambda one: one.days_overdue or 0)

    def _late(self, record: Record) -> Lateness:
        check, as_of = self._plan.check, self._reader.as_of
        due = self._day(check.due, record)
        if due is None:
            return Lateness(None, None)
        done = self._day(check.done, record)
        until = as_of if done is None else min(done, as_of)
        return Lateness(None if check.private else due, max((until - due).days, 0))

    def _day(self, node: Expr | None, record: Record) -> date | None:
        return None if node is None else proven_day(self._read(node, record))

    def _read(self, node: Expr, record: Record) -> Range:
        return self._reader.value(node, Frame.about(record))

    def _due_soon(self, record: Record) -> date | None:
        check, frame = self._plan.check, Frame.about(record)
        if check.due is None or check.warn is None or check.private:
            return None
        if check.finished is not None and self._reader.truth(check.finished, frame):
            return None
        due, lead = self._read(check.due, record), self._read(check.warn, record)
        return due_soon(due, lead, self._reader.as_of, lambda: self._reader.calendar(frame))


def _readings(columns: Sequence[Column]) -> list[Reading]:
    choices = itertools.product((0, 1), repeat=len(columns))
    return [dict(zip(columns, choice, strict=True)) for choice in choices]
