"""
Business days in SQL.

The business days of each state that the records name are counted in Python, from the calendar that
the reference engine uses, and given to the database as two small tables: each day with its number
of business days so far, and each business day by that number. A day is moved by two look-ups.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs

from peercomply.engines.sql import homes
from peercomply.engines.sql.build import (
    FALSE,
    NULL,
    Sql,
    binary,
    both,
    call,
    case,
    cast,
    column,
    either,
    is_null,
    is_true,
    negated,
    number,
    text,
    value_of,
)
from peercomply.engines.sql.database import OUTSIDE, Database
from peercomply.engines.sql.frame import At, Frame, table
from peercomply.engines.sql.tables import extra
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.intake.quoting import identifier
from peercomply.records.calendars import STATES, Calendar
from peercomply.rules.nodes import Home

if TYPE_CHECKING:
    from peercomply.engines.sql.compile import Compiler, Scope, World

_DAYS, _ORDER = "business days", "business days in order"

_BACK, _ON = 40, 15
"""Years before and after the day of the check whose days the tables hold (ours)."""

_EDGE = timedelta(days=400)
"""How far the tables go from the first and the last day that there is: those stand for any day."""

_BEYOND = 300
"""Business days past an end of all days that still lead to that end."""

_ISLAND = 1_000_000
"""More than the numbers of the days of one island, so that none leads into the next."""


@attrs.define
class BusinessDays:
    """
    The tables of business days of one evaluation; they are made when the first rule asks.

    Attributes:
        database: Where they stand, beside those of programs and organisations.

        as_of: The day of the check.
    """

    database: Database = attrs.field(repr=False)
    as_of: date
    _made: bool = attrs.field(default=False, init=False)

    def names(self) -> tuple[str, str]:
        """Return the names of the table of days and of the table of business days in order."""
        if not self._made:
            self._make()
            self._made = True
        return _DAYS, _ORDER

    def _make(self) -> None:
        years = max(self.as_of.year - _BACK, date.min.year), self.as_of.year + _ON
        states = self._states()
        days = [
            (state, *row)
            for state in states
            for island in _islands(*years)
            for row in _counted(state, island)
        ]
        order = [
            (state, *row)
            for state in states
            for island in _islands(*years)
            for row in _in_order(state, island)
        ]
        self._fill(_DAYS, "state", {"day": "DATE", "upto": "BIGINT", "before": "BIGINT"}, days)
        self._fill(_ORDER, "state", {"place": "BIGINT", "day": "DATE"}, order)

    def _fill(
        self, name: str, key: str, kinds: dict[str, str], rows: list[tuple[object, ...]]
    ) -> None:
        source = f"{name} as text"
        self.database.fill(source, (key, *kinds), rows)
        columns = ", ".join(f"CAST({one} AS {kind}) AS {one}" for one, kind in kinds.items())
        query = f"SELECT {key}, {columns} FROM {identifier(source)}"  # noqa: S608 - our own names
        self.database.make(name, self.database.said(query))

    def _states(self) -> list[str]:
        """Return the states that programs and organisations name."""
        query = " UNION ".join(
            f"SELECT state FROM {identifier(home.value)}"  # noqa: S608 - our own names
            for home in Home
        )
        found = {state for (state,) in self.database.rows(self.database.said(query))}
        return sorted(found.intersection(STATES))


Island = tuple[int, date, date]
"""Days without a gap: number of the island, its first and its last day."""


def _islands(first_year: int, last_year: int) -> tuple[Island, ...]:
    """Return the days around the check, and those at both ends of all days."""
    first, last = date(first_year, 1, 1), date(min(last_year, date.max.year), 12, 31)
    start, end = date.min + _EDGE, date.max - _EDGE
    if first <= start or last >= end:
        raise Unsupported("business days at the end of the calendar")
    return (1, date.min, start), (2, first, last), (3, end, date.max)


@functools.lru_cache(maxsize=64)
def _counted(state: str, island: Island) -> tuple[tuple[object, ...], ...]:
    """Return each day, how many business days there are up to it, and how many before it."""
    return tuple(_count(Calendar.of(state), island))


def _count(calendar: Calendar, island: Island) -> Iterator[tuple[object, ...]]:
    number_, first, last = island
    upto = number_ * _ISLAND
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        before, upto = upto, upto + calendar.is_business_day(day)
        yield day.isoformat(), str(upto), str(before)


def _in_order(state: str, island: Island) -> Iterator[tuple[object, ...]]:
    """Yield each business day after its number; past the ends of all days stand these ends."""
    rows = _counted(state, island)
    start, top = island[0] * _ISLAND, int(str(rows[-1][1]))
    if island[1] == date.min:
        for place in range(start - _BEYOND, start + 1):
            yield str(place), date.min.isoformat()
    for day, upto, before in rows:
        if upto != before:
            yield upto, day
    if island[2] == date.max:
        for place in range(top + 1, top + _BEYOND + 1):
            yield str(place), date.max.isoformat()


@attrs.frozen
class Counting:
    """
    Counts business days in a query.

    Attributes:
        frame: The query.

        names: The tables of business days.

        state: The state whose business days count; NULL where it is not known.
    """

    frame: Frame = attrs.field(repr=False)
    names: tuple[str, str]
    state: Sql

    def move(self, day: Sql, count: Sql) -> Sql:
        """Return the *count*-th business day after *day*, or before it if *count* is negative."""
        start = self._looked_up(0, "day", day)
        after = binary(column(start, "upto"), "+", count)
        back = binary(binary(column(start, "before"), "+", number(1)), "+", count)
        found = self._found(case((binary(count, ">", number(0)), after), otherwise=back))
        return case(
            (self._lost(day, count), NULL), (binary(count, "==", number(0)), day), otherwise=found
        )

    def anchor(self, end: Sql, count: Sql) -> Sql:
        """Return the last day from which *count* business days end by *end*."""
        start = self._looked_up(0, "day", end)
        place = binary(binary(column(start, "upto"), "-", count), "+", number(1))
        found = self._found(place)
        first, last = value_of(date.min), value_of(date.max)
        return case(
            (self._lost(end, count), NULL),
            (binary(count, "==", number(0)), end),
            (binary(end, "==", last), last),
            (binary(found, "==", first), first),
            otherwise=binary(found, "-", cast(number(1), "INTEGER")),
        )

    def _lost(self, day: Sql, count: Sql) -> Sql:
        return either(is_null(self.state), is_null(day), is_null(count))

    def _looked_up(self, which: int, name: str, value: Sql) -> str:
        """Return the alias of the row of a table whose column *name* is *value*."""

        def make(alias: str) -> tuple[Sql, Sql]:
            own, same = (column(alias, one) for one in ("state", name))
            on = both(binary(own, "==", self.state), binary(same, "==", value))
            return table(self.names[which]), on

        key = (self.names[which], self.state, value)
        return self.frame.join(key, self.names[which], make)

    def _found(self, place: Sql) -> Sql:
        """Return the business day of the number *place*; where there is none, the query ends."""
        day = column(self._looked_up(1, "place", place), "day")
        outside = cast(call("error", text(OUTSIDE)), "DATE")
        return case((is_null(day), outside), otherwise=day)


def counting(compiler: Compiler, scope: Scope) -> Counting:
    """
    Return what counts the business days of the record that is judged in *scope*.

    They are those of its program; of its organisation where the program names no state or there is
    none.
    """
    days = compiler.world.days
    if days is None:
        raise Unsupported("a duration in business days")
    state = _state(compiler.world, scope.judged, scope.frame)
    return Counting(scope.frame, days.names(), state)


def _state(world: World, at: At, frame: Frame) -> Sql:
    """Return the state of a record; an unreadable one of its program is not known."""
    program, organisation = (
        at if at.type == home.value else homes.follow(world, at, home, frame) for home in Home
    )
    own, unread = column(program.alias, "state"), FALSE
    if (program.type, "state") in world.tables.doubtful:
        unread = is_true(column(program.alias, extra("state", "unreadable")))
    known = negated(is_null(own))
    return case((known, own), (unread, NULL), otherwise=column(organisation.alias, "state"))
