"""What is said about a record that fails: due day, lateness, message, cure and evidence."""

from __future__ import annotations

import functools
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from peercomply.engines.compile import Compiler
from peercomply.engines.items import Item
from peercomply.engines.mentions import mentioned, names_records, references
from peercomply.engines.outcomes import Detail, Evidence, Mention, Parts, Wording, as_text, text_of
from peercomply.engines.values import Bounds, Missing, ends, to_day
from peercomply.engines.world import Choice, Read, World
from peercomply.plan.plan import Listed, Plan, Variant
from peercomply.records.durations import Duration, add
from peercomply.records.model import Record
from peercomply.records.provenance import RecordKey
from peercomply.records.snapshot import Snapshot
from peercomply.rules.nodes import Expr

_TWO_WAYS = "; a date of it can be read in two ways, this is the later one"


@attrs.frozen
class _Said:
    """A variant of a text, compiled."""

    when: Read | None
    parts: tuple[str | _Told, ...]


@attrs.frozen
class _Told:
    """
    A value within a text.

    Attributes:
        read: Reads it.

        names: Whether it is the key of a record.
    """

    read: Read
    names: bool

    def parts(self, record: Record) -> Parts:
        value = self.read(record, record)
        return mentioned(value, in_words) if self.names else (in_words(value),)


@attrs.frozen
class Teller:
    """
    The parts of a plan that say something, each compiled for one world when it is first needed.

    Attributes:
        plan: The plan.

        world: The world.

        reads: What its outcome rests on.
    """

    plan: Plan
    world: World
    reads: tuple[Read, ...]

    @functools.cached_property
    def due(self) -> Read | None:
        """Reads the due day; None where there is none."""
        return self._optional(self.plan.check.due)

    @functools.cached_property
    def warn(self) -> Read | None:
        """Reads how long before it a record is due soon; None where it never is."""
        return self._optional(self.plan.check.warn)

    @functools.cached_property
    def finished(self) -> Read | None:
        """Reads whether nothing is left to do by the due day; None where that is never so."""
        return self._optional(self.plan.check.finished)

    @functools.cached_property
    def _interval(self) -> Read | None:
        return self._optional(self.plan.check.interval)

    @functools.cached_property
    def _done(self) -> Read | None:
        return self._optional(self.plan.check.done)

    @functools.cached_property
    def _message(self) -> tuple[_Said, ...]:
        compiler = Compiler(self.world)
        return tuple(_said(variant, compiler) for variant in self.plan.check.message)

    @functools.cached_property
    def _cure(self) -> tuple[_Said, ...]:
        compiler = Compiler(self.world)
        return tuple(_said(variant, compiler) for variant in self.plan.check.cure)

    def _optional(self, node: Expr | None) -> Read | None:
        return None if node is None else Compiler(self.world).compile(node)

    def detail(self, record: Record, item: Item, choices: list[Choice]) -> Detail:
        """Return what is said under the reading that is least late: no more than is proven."""
        details = []
        self.world.item = item
        for choice in choices:
            self.world.choice = choice
            details.append(self._detail(record, item))
        self.world.choice = {}
        detail = min(details, key=lambda one: one.days_overdue or 0)
        if len(choices) == 1:
            return detail
        assert detail.wording is not None
        wording = attrs.evolve(detail.wording, message=(*detail.wording.message, _TWO_WAYS))
        return attrs.evolve(detail, message=detail.message + _TWO_WAYS, wording=wording)

    def _detail(self, record: Record, item: Item) -> Detail:
        days, length = (self.due, self._done), self._interval  # compiled before cells are noted
        trace = self.world.trace = []
        due, done = (None if read is None else day_of(read(record, record)) for read in days)
        interval = None if length is None else length(record, record)
        for read in self.reads:
            read(record, record)
        self.world.trace = None
        until = self.world.as_of if done is None or done > self.world.as_of else done
        wording = Wording(
            message=self._say(self._message, record),
            cure=self._say(self._cure, record),
            item=self._named(item),
        )
        return Detail(
            item=item.label,
            due_on=None if self.plan.check.private else due,
            days_overdue=None if due is None else max((until - due).days, 0),
            interval_days=interval.nominal_days if isinstance(interval, Duration) else None,
            message=text_of(wording.message),
            cure=text_of(wording.cure),
            evidence=self._evidence(trace),
            wording=wording,
        )

    def due_soon(self, record: Record) -> date | None:
        """Return the day on which a record that passes is due, if the warning time has begun."""
        if self.plan.check.warn is None or self.due is None or self.warn is None:
            return None
        if self.finished is not None and self.finished(record, record) is True:
            return None
        due, lead = day_of(self.due(record, record)), self.warn(record, record)
        if due is None or isinstance(lead, Missing | Bounds):
            return None
        calendar = None if lead.business is None else self.world.calendar(record)
        if isinstance(calendar, Missing):
            return None
        near = add(due, lead, -1, calendar=calendar) <= self.world.as_of <= due
        return due if near and not self.plan.check.private else None

    def _say(self, variants: tuple[_Said, ...], record: Record) -> Parts:
        for variant in variants:
            if variant.when is None or variant.when(record, record) is True:
                parts: list[str | Mention] = []
                for part in variant.parts:
                    parts += (part,) if isinstance(part, str) else part.parts(record)
                return tuple(parts)
        return (self.plan.rule.title,)

    def _named(self, item: Item) -> Parts:
        """Return the label of *item*, which may be the key of a record."""
        if item.label is None:
            return ()
        match self.plan.check.items:
            case Listed(values=values, private=False) if names_records(values.type):
                return (Mention(item.label),)
        return (item.label,)

    def _evidence(self, trace: list[tuple[Record, str]]) -> tuple[Evidence, ...]:
        cells = {(cell.__record__.name, cell.id, field): cell for cell, field in trace}
        known = self.world.evidence
        found = []
        for key in sorted(cells):
            one = known.get(key)
            if one is None:
                one = known[key] = evidence(self.world.snapshot, cells[key], key[2])
            found.append(one)
        return tuple(found)


def evidence(snapshot: Snapshot, record: Record, field: str) -> Evidence:
    """Return the cell *field* of *record* as evidence, its value only where it may be shown."""
    name = record.__record__.name
    info = snapshot.schema[name].fields[field]
    value = getattr(record, field, None)
    return Evidence(
        record=RecordKey(name, record.id),
        field=field,
        value=as_text(value) if info.shown and value is not None else None,
        withheld=value is not None and not info.shown,
        privacy=info.privacy,
        location=snapshot.provenance.locate(name, record.id, field),
        keys=references(info, name, value) if info.shown else (),
    )


def _said(variant: Variant, compiler: Compiler) -> _Said:
    when = None if variant.when is None else compiler.compile(variant.when)
    parts = tuple(
        part if isinstance(part, str) else _Told(compiler.compile(part), names_records(part.type))
        for part in variant.parts
    )
    return _Said(when, parts)


def day_of(value: Any) -> date | None:
    """Return the day of *value*: of the records that count for certain, where it has bounds."""
    low, high = ends(value)
    found = high if isinstance(low, Missing) else low
    return None if isinstance(found, Missing) else to_day(found)


def in_words(value: Any) -> str:
    """Return a value, known or not, as a message says it."""
    low, high = ends(value)
    if isinstance(low, Missing):
        return "not known"
    if isinstance(value, Bounds) and not isinstance(high, Missing):
        return f"{in_words(low)} to {in_words(high)}"
    if isinstance(low, Fraction):
        return str(low.numerator) if low.denominator == 1 else f"{float(low):.4g}"
    return as_text(low)
