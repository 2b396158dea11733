"""Reads cells of records and follows references, with what is not known about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from peercomply.engines.rete.values import EMPTY, OPEN, Gap, Range, sure
from peercomply.records.calendars import Calendar
from peercomply.records.model import Record
from peercomply.records.snapshot import Snapshot
from peercomply.rules.nodes import Home, Step

Column: TypeAlias = tuple[str, str]
"""A record type and the name of one of its fields."""

Reading: TypeAlias = dict[Column, int]
"""Which of its two readings each column of doubtful dates has; the first one if it is not named."""


class Cells:
    """
    The cells of one snapshot.

    Attributes:
        snapshot: The records.

        reading: Which readings of doubtful dates are in force.

        doubtful: Columns whose two readings were asked for since it was last cleared.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.reading: Reading = {}
        self.doubtful: set[Column] = set()
        self._homes: dict[tuple[str, str, Home], Range] = {}
        self._calendars: dict[str, Calendar] = {}

    def cell(self, record: Record, field: str) -> Range:
        """Return what is known of a cell, a date with two readings by the one in force."""
        value = getattr(record, field, None)
        if value is not None:
            return sure(value)
        column = (record.__record__.name, field)
        doubt = self.snapshot.provenance.doubts.get(column, {}).get(record.id)
        if doubt is not None and doubt.readings:
            self.doubtful.add(column)
            return sure(doubt.readings[self.reading.get(column, 0)])
        return self.plain(record, field)

    def plain(self, record: Record, field: str) -> Range:
        """Return what is known of a cell that holds no date."""
        value = getattr(record, field, None)
        if value is not None:
            return sure(value)
        provenance = self.snapshot.provenance
        column = (record.__record__.name, field)
        if record.id in provenance.doubts.get(column, {}):
            return OPEN
        unread = not hasattr(record, field) and provenance.inputs
        return OPEN if unread else EMPTY

    def find(self, record_type: str, key: str) -> Record | None:
        """Return the record *key*; None if it is not there or its type was not supplied."""
        return self.snapshot.of_type(record_type).get(key)

    def along(self, record: Record | None, path: Iterable[Step]) -> Record | None:
        """Return the record to which *path* leads from *record*; None if that is not known."""
        for step in path:
            if record is None:
                return None
            record = self._next(record, step)
        return record

    def _next(self, record: Record, step: Step) -> Record | None:
        if isinstance(step, Home):
            key = self.home(record, step)
            return self.find(step.value, key.low) if key.certain else None
        key = self.plain(record, step)
        if not key.certain:
            return None
        field = self.snapshot.schema[record.__record__.name].fields[step]
        kind = getattr(record, field.by, None) if field.by is not None else None
        for target in (kind,) if isinstance(kind, str) else field.to:
            found = self.find(target, key.low)
            if found is not None:
                return found
        return None

    def home(self, record: Record, home: Home) -> Range:
        """Return the key of the program or organisation of *record*, as far as it is known."""
        name = (record.__record__.name, record.id, home)
        if name not in self._homes:
            program = home is Home.PROGRAM
            self._homes[name] = self._program(record) if program else self._organisation(record)
        return self._homes[name]

    def _program(self, record: Record) -> Range:
        """Return its program; empty where it belongs to an organisation as a whole."""
        info = record.__record__
        own = self._first(record, info.program)
        if own.certain:
            return own
        at_large = own.gap is Gap.EMPTY and self._first(record, info.organisation).certain
        return EMPTY if at_large else OPEN

    def _organisation(self, record: Record) -> Range:
        info = record.__record__
        own = self._first(record, info.organisation)
        if own.certain or not info.program or info.name == Home.PROGRAM.value:
            return own
        program = self.along(record, (Home.PROGRAM,))
        return OPEN if program is None else self.plain(program, "organisation_id")

    def _first(self, record: Record, paths: Iterable[str]) -> Range:
        """Return the value at the end of the first path that has one, or that is not known."""
        for path in paths:
            *steps, last = path.split(".")
            holder = self.along(record, steps)
            found = OPEN if holder is None else self.plain(holder, last)
            if found.gap is not Gap.EMPTY:
                return found
        return EMPTY

    def calendar(self, record: Record) -> Calendar | None:
        """Return the business days of *record*: of its program, else organisation; None if none."""
        for home in Home:
            at_home = record.__record__.name == home.value
            place = record if at_home else self.along(record, (home,))
            if place is None:
                continue
            state = self.plain(place, "state")
            if state.certain:
                return self._calendars.setdefault(state.low, Calendar.of(state.low))
            if state.gap is Gap.OPEN:
                return None
        return None
