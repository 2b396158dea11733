"""What one evaluation knows besides expressions: records, day, readings of dates, a trace."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from peercomply.engines.outcomes import Evidence, Judgement, Outcome, State
from peercomply.engines.relations import Relations, because
from peercomply.engines.values import Missing
from peercomply.records.calendars import Calendar
from peercomply.records.model import Record
from peercomply.records.snapshot import Snapshot
from peercomply.rules.nodes import Aggregate, Expr, FieldValue, Gather, Home
from peercomply.rules.parameters import Parameter

Read: TypeAlias = Callable[[Record, Record], Any]
"""Reads a value for the record being judged and the current record."""

Cell = tuple[Record, str]
"""A record and the name of one of its fields."""

Column = tuple[str, str]
"""A record type and the name of one of its fields."""

Choice = dict[Column, int]
"""Which reading of each ambiguous column is taken: 0 day first, 1 month first."""


class World:
    """
    One snapshot on one day.

    Attributes:
        snapshot: The records.

        as_of: The day of the check.

        parameters: Limits by name.

        relations: References and related rows.

        choice: For each column with ambiguous dates, which reading is taken: 0 day first, 1 month
            first.

        touched: Columns whose ambiguous dates were read since it was last cleared.

        item: The item of the record that is being judged.

        trace: Cells that were read, where somebody wants to know; None otherwise.

        compiled: The functions of expressions that rules have in common.

        evidence: Cells on which breaches rest, by record type, key and field.
    """

    def __init__(
        self, snapshot: Snapshot, as_of: date, parameters: Mapping[str, Parameter]
    ) -> None:
        self.snapshot = snapshot
        self.as_of = as_of
        self.relations = Relations(snapshot)
        self._choice: Choice = {}
        self.touched: set[Column] = set()
        self._item: Any = None
        self._judged: Record | None = None
        self._known: dict[tuple[int, int, int], tuple[Any, frozenset[Column]]] = {}
        self._places: dict[Expr, int] = {}
        self.compiled: dict[Expr, Read] = {}
        self.evidence: dict[tuple[str, str, str], Evidence] = {}
        self._rows: dict[Expr, dict[int, tuple[Any, frozenset[Column]]]] = {}
        self.trace: list[Cell] | None = None
        self._outcomes: dict[str, Judgement] = {}
        self._calendars: dict[str, Calendar] = {}
        self._readers: dict[Column, Callable[[Record], Any]] = {}
        self.parameters = parameters

    def on(self, day: date) -> World:
        """Return the same records on another day, with the relations that were found."""
        found = World(self.snapshot, day, self.parameters)
        found.relations = self.relations
        return found

    @property
    def choice(self) -> Choice:
        """Which reading of each ambiguous column is taken."""
        return self._choice

    @choice.setter
    def choice(self, choice: Choice) -> None:
        if choice != self._choice:
            self._choice = choice
            self.forget()

    @property
    def item(self) -> Any:
        """The item of the record that is being judged."""
        return self._item

    @item.setter
    def item(self, item: Any) -> None:
        if item is not self._item:
            self._item = item
            self.forget()

    def start(self, record: Record) -> None:
        """Begin to judge *record*: no column was touched; what is known of another is forgotten."""
        if record is not self._judged:
            self._judged = record
            self.forget()
        self.choice = {}
        self.touched.clear()

    def forget(self) -> None:
        """Forget what is known of the record that is being judged."""
        self._known.clear()

    def once(self, node: Expr, find: Read) -> Read:
        """
        Return *find*, asked at most once for the same two records.

        A rule reads one aggregate in several places: what holds, the due day, the message; and the
        rules of one record type ask the same of each record. What is known is forgotten with the
        record, its item and the reading of its dates.
        """
        place, known = self._places.setdefault(node, len(self._places)), self._known

        def found(judged: Record, current: Record) -> Any:
            key = (place, id(judged), id(current))
            held = known.get(key)
            if held is None:
                held = known[key] = self.touching(find, judged, current)
            elif held[1]:
                self.touched |= held[1]
            return held[0]

        return found

    def touching(
        self, read: Read, judged: Record, current: Record
    ) -> tuple[Any, frozenset[Column]]:
        """Return what *read* reads, and the columns of ambiguous dates that it touches."""
        before, self.touched = self.touched, set()
        try:
            return read(judged, current), frozenset(self.touched)
        finally:
            self.touched |= before

    def once_for_row(self, node: Expr, read: Read) -> Read:
        """
        Return *read*, which asks of the current record alone, asked at most once for each.

        What is known of a row holds for every record that is judged, as long as no reading of an
        ambiguous date is chosen; the columns that were touched are noted each time. Rows are asked
        untraced.
        """
        known = self._rows.setdefault(node, {})

        def found(judged: Record, current: Record) -> Any:
            if self._choice:
                return read(judged, current)
            held = known.get(id(current))
            if held is None:
                held = known[id(current)] = self.touching(read, judged, current)
            elif held[1]:
                self.touched |= held[1]
            return held[0]

        return found

    def note_outcomes(self, judgement: Judgement) -> None:
        """Keep what a rule said, for rules that read it."""
        self._outcomes[judgement.rule.id] = judgement

    def rule_fails(self, rule: str) -> Callable[[Record, Home | None], Any]:
        """Return the function that says whether *rule* fails for a record, or in its home."""
        judgement = self._outcomes[rule]
        by_key = {outcome.subject.id: [outcome] for outcome in judgement.outcomes}
        by_home: dict[tuple[Home, str | None], list[Outcome]] = {}
        for outcome in judgement.outcomes:
            by_home.setdefault((Home.PROGRAM, outcome.program_id), []).append(outcome)
            by_home.setdefault((Home.ORGANISATION, outcome.organisation_id), []).append(outcome)

        strays = {
            home: [one for one in judgement.outcomes if home in one.unsettled] for home in Home
        }

        def fails(record: Record, home: Home | None) -> Any:
            if not judgement.supplied:
                return because(f"{judgement.rule.subject} was not supplied")
            if home is None:
                return _any_fails(by_key.get(record.id, []))
            key = self.relations.home(record, home)
            if isinstance(key, Missing):
                return Missing(key.reasons)
            own = _any_fails(by_home.get((home, key), []))
            if own is False and _any_fails(strays[home]) is not False:
                noun = judgement.rule.subject.replace("_", " ")
                return because(f"it is not known to which {home.value} a {noun} record belongs")
            return own

        return fails

    def parameter(self, name: str, day: date) -> Any:
        """Return the value of a parameter on *day*, or why there is none."""
        value = self.parameters[name].on(day)
        if value is None:
            return because(f"the parameter {name} has no value for that day")
        return value.value

    def reader(self, record_type: str, field: str) -> Callable[[Record], Any]:
        """Return the function that reads *field* of a record."""
        column = (record_type, field)
        if column not in self._readers:
            self._readers[column] = self._reader(record_type, field)
        return self._readers[column]

    def _reader(self, record_type: str, field: str) -> Callable[[Record], Any]:
        doubts = self.snapshot.provenance.doubts.get((record_type, field), {})
        empty = because(f"{record_type}.{field} is missing", empty=True)
        lacking = self.relations.lacking(record_type, field)
        column = (record_type, field)

        def read(record: Record) -> Any:
            value = getattr(record, field, None)
            if self.trace is not None:
                self.trace.append((record, field))
            if value is not None:
                return value
            doubt = doubts.get(record.id)
            if doubt is None:
                return empty if hasattr(record, field) else lacking
            if not doubt.readings:
                return because(doubt.reason)
            self.touched.add(column)
            return doubt.readings[self._choice.get(column, 0)]

        return read

    def cell(self, record_type: str, field: str, *, judged: bool) -> Read:
        """Return the function that reads *field* of the current record, or the one *judged*."""
        absent = self.reader(record_type, field)

        def of_current(_judged: Record, current: Record) -> Any:
            value = getattr(current, field, None)
            if value is None or self.trace is not None:
                return absent(current)
            return value

        def of_judged(record: Record, _current: Record) -> Any:
            return of_current(record, record)

        return of_judged if judged else of_current

    def calendar(self, record: Record) -> Calendar | Missing:
        """Return the business days where *record* belongs: of its program, or organisation."""
        why: frozenset[str] = frozenset()
        for home in Home:
            place = record
            if record.__record__.name != home.value:
                place = self.relations.follow(record, home)
            state = place
            if not isinstance(place, Missing):
                state = self.reader(home.value, "state")(place)
            if not isinstance(state, Missing):
                if state not in self._calendars:
                    self._calendars[state] = Calendar.of(state)
                return self._calendars[state]
            why |= state.reasons
            if not isinstance(place, Missing) and not state.empty:
                break
        return Missing(why)

    @contextlib.contextmanager
    def untraced(self) -> Iterator[None]:
        """Note no cells meanwhile: an aggregate reads many that decide nothing."""
        trace, self.trace = self.trace, None
        try:
            yield
        finally:
            self.trace = trace

    def note_rows(
        self,
        node: Aggregate,
        certain: list[Any],
        value_of: Callable[[Any], Any],
        result: Any,
    ) -> None:
        """Note the rows on which the value of an aggregate rests."""
        if self.trace is None:
            return
        rows = [row for row in certain if not isinstance(row, Missing)]
        if node.gather in (Gather.LATEST, Gather.EARLIEST):
            field = node.value.field if isinstance(node.value, FieldValue) else "id"
            with self.untraced():
                chosen = [row for row in rows if value_of(row) == result]
            self.trace += [(row, field) for row in chosen]
        else:
            self.trace += [(row, "id") for row in rows]


def _any_fails(outcomes: list[Outcome]) -> Any:
    if any(outcome.state is State.FAIL for outcome in outcomes):
        return True
    doubtful = [outcome for outcome in outcomes if outcome.state is State.UNKNOWN]
    if not doubtful:
        return False
    return Missing(frozenset(reason for outcome in doubtful for reason in outcome.reasons))
