"""
The reference engine: evaluates plans over the attrs records of a snapshot in this process.

Its outcomes are the meaning of rules; other engines are compared with it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from peercomply.engines.compile import Compiler, Read
from peercomply.engines.outcomes import Detail, Evidence, Judgement, Outcome, State, as_text
from peercomply.engines.values import Bounds, Missing, disjunction, ends, to_day
from peercomply.engines.world import Choice, Column, World
from peercomply.plan.plan import Plan, Variant, Way
from peercomply.records.durations import Duration, add
from peercomply.records.model import RECORD_TYPES, Record
from peercomply.records.provenance import RecordKey
from peercomply.records.snapshot import Snapshot
from peercomply.rules.nodes import Home
from peercomply.rules.parameters import Parameter

MOST_READINGS = 6
"""Columns of ambiguous dates that one outcome may rest on before it is unknown anyway."""


def evaluate(
    plans: Iterable[Plan],
    snapshot: Snapshot,
    *,
    as_of: date,
    parameters: Mapping[str, Parameter],
) -> tuple[Judgement, ...]:
    """
    Judge every record of *snapshot* by every plan, as on the day *as_of*.

    The judgements stand in the order of *plans*, their outcomes in the order of record keys.
    """
    world = World(snapshot, as_of, parameters)
    return tuple(_judge(plan, world) for plan in plans)


def _judge(plan: Plan, world: World) -> Judgement:
    subject = plan.rule.subject
    supplied = subject in world.snapshot.supplied
    outcomes: tuple[Outcome, ...] = ()
    if supplied:
        judge = _Judge.of(plan, world)
        outcomes = tuple(map(judge.outcome, world.snapshot.of_type(subject).values()))
    return Judgement(
        rule=plan.rule,
        supplied=supplied,
        needs=plan.needs,
        fields=plan.fields,
        outcomes=outcomes,
    )


@attrs.frozen
class _Said:
    """A variant of a text, compiled."""

    when: Read | None
    parts: tuple[str | Read, ...]


@attrs.frozen
class _Judge:
    """One plan, compiled for one world."""

    plan: Plan
    world: World
    applies: Read | None
    ways: tuple[Read, ...]
    due: Read | None
    interval: Read | None
    done: Read | None
    warn: Read | None
    message: tuple[_Said, ...]
    cure: tuple[_Said, ...]

    @classmethod
    def of(cls, plan: Plan, world: World) -> _Judge:
        compiler, check = Compiler(world), plan.check
        optional: Callable[[Any], Read | None] = lambda node: (
            None if node is None else compiler.compile(node)
        )
        return cls(
            plan,
            world,
            optional(plan.applies),
            tuple(_way(way, compiler) for way in plan.ways),
            optional(check.due),
            optional(check.interval),
            optional(check.done),
            optional(check.warn),
            tuple(_said(variant, compiler) for variant in check.message),
            tuple(_said(variant, compiler) for variant in check.cure),
        )

    def outcome(self, record: Record) -> Outcome:
        """Return what the rule says about *record*."""
        state, why, choices = self._settled(record)
        detail = self._least_late(record, choices) if state is State.FAIL else None
        relations = self.world.relations
        program = relations.home(record, Home.PROGRAM)
        organisation = relations.home(record, Home.ORGANISATION)
        return Outcome(
            subject=RecordKey(self.plan.rule.subject, record.id),
            state=state,
            program_id=None if isinstance(program, Missing) else program,
            organisation_id=None if isinstance(organisation, Missing) else organisation,
            reasons=tuple(sorted(why)),
            detail=detail,
            due_soon=self._due_soon(record) if state is State.PASS else None,
        )

    def _settled(self, record: Record) -> tuple[State, frozenset[str], list[Choice]]:
        """
        Judge under every reading of the ambiguous dates that matter; they have to agree.

        Returns the outcome, why it is unknown, and the readings under which it was judged.
        """
        world = self.world
        world.choice = {}
        world.touched.clear()
        first = self._judged(record)
        if not world.touched:
            return *first, [{}]
        columns: list[Column] = []
        choices: list[Choice] = []
        results = {first[0]}
        while set(columns) != world.touched and len(world.touched) <= MOST_READINGS:
            columns = sorted(world.touched)
            readings = itertools.product((0, 1), repeat=len(columns))
            choices = [dict(zip(columns, reading, strict=True)) for reading in readings]
            for choice in choices:
                world.choice = choice
                results.add(self._judged(record)[0])
        world.choice = {}
        if len(results) == 1 and len(world.touched) <= MOST_READINGS:
            return *first, choices
        why = {f"{name}.{field} can be read in two ways" for name, field in world.touched}
        return State.UNKNOWN, first[1] | why, choices

    def _judged(self, record: Record) -> tuple[State, frozenset[str]]:
        applies = True if self.applies is None else self.applies(record, record)
        if applies is False:
            return State.NOT_APPLICABLE, frozenset()
        if applies is not True:
            return State.UNKNOWN, applies.reasons
        holds = disjunction(way(record, record) for way in self.ways)
        if isinstance(holds, Missing):
            return State.UNKNOWN, holds.reasons
        return (State.PASS if holds else State.FAIL), frozenset()

    def _least_late(self, record: Record, choices: list[Choice]) -> Detail:
        """Return what is said under the reading that is least late: no more than that is proven."""
        details = []
        for choice in choices:
            self.world.choice = choice
            details.append(self._detail(record))
        self.world.choice = {}
        detail = min(details, key=lambda one: one.days_overdue or 0)
        if len(choices) == 1:
            return detail
        message = f"{detail.message}; a date of it can be read in two ways, this is the later one"
        return attrs.evolve(detail, message=message)

    def _detail(self, record: Record) -> Detail:
        trace = self.world.trace = []
        due, done = (
            None if read is None else _day(read(record, record)) for read in (self.due, self.done)
        )
        interval = None if self.interval is None else self.interval(record, record)
        for way in self.ways:
            way(record, record)
        if self.applies is not None:
            self.applies(record, record)
        self.world.trace = None
        until = self.world.as_of if done is None or done > self.world.as_of else done
        return Detail(
            due_on=None if self.plan.check.private else due,
            days_overdue=None if due is None else max((until - due).days, 0),
            interval_days=interval.nominal_days if isinstance(interval, Duration) else None,
            message=self._say(self.message, record),
            cure=self._say(self.cure, record),
            evidence=self._evidence(trace),
        )

    def _due_soon(self, record: Record) -> date | None:
        if self.due is None or self.warn is None:
            return None
        due, lead = _day(self.due(record, record)), self.warn(record, record)
        if due is None or isinstance(lead, Missing | Bounds):
            return None
        near = add(due, lead, -1) <= self.world.as_of <= due
        return due if near and not self.plan.check.private else None

    def _say(self, variants: tuple[_Said, ...], record: Record) -> str:
        for variant in variants:
            if variant.when is None or variant.when(record, record) is True:
                return "".join(
                    part if isinstance(part, str) else _in_words(part(record, record))
                    for part in variant.parts
                )
        return self.plan.rule.title

    def _evidence(self, trace: list[tuple[Record, str]]) -> tuple[Evidence, ...]:
        cells = {(cell.__record__.name, cell.id, field): cell for cell, field in trace}
        return tuple(self._cell(key, record) for key, record in sorted(cells.items(), key=_first))

    def _cell(self, key: tuple[str, str, str], record: Record) -> Evidence:
        name, record_id, field = key
        shown = RECORD_TYPES[name].fields[field].shown
        value = getattr(record, field)
        return Evidence(
            record=RecordKey(name, record_id),
            field=field,
            value=as_text(value) if shown and value is not None else None,
            withheld=value is not None and not shown,
            location=self.world.snapshot.provenance.locate(name, record_id, field),
        )


def _first(item: tuple[tuple[str, str, str], Record]) -> tuple[str, str, str]:
    return item[0]


def _way(way: Way, compiler: Compiler) -> Read:
    gone = way.needs - compiler.world.snapshot.supplied
    if not gone:
        return compiler.compile(way.holds)
    unknown = Missing(frozenset(f"{name} was not supplied" for name in gone))
    return lambda _judged, _current: unknown


def _said(variant: Variant, compiler: Compiler) -> _Said:
    when = None if variant.when is None else compiler.compile(variant.when)
    parts = tuple(
        part if isinstance(part, str) else compiler.compile(part) for part in variant.parts
    )
    return _Said(when, parts)


def _day(value: Any) -> date | None:
    """Return the day of *value*: of the records that count for certain, where it has bounds."""
    low, high = ends(value)
    found = high if isinstance(low, Missing) else low
    return None if isinstance(found, Missing) else to_day(found)


def _in_words(value: Any) -> str:
    low, high = ends(value)
    if isinstance(low, Missing):
        return "not known"
    if isinstance(value, Bounds) and not isinstance(high, Missing):
        return f"{_in_words(low)} to {_in_words(high)}"
    if isinstance(low, Fraction):
        return str(low.numerator) if low.denominator == 1 else f"{float(low):.4g}"
    return as_text(low)
