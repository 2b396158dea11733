"""
Business days in SQL.

The days of each state that the records name are given to the database as two small tables, made
from the calendar that the reference engine uses: each day with the number of business days so far,
and each business day by that number. A day is moved by two look-ups.
"""

# ruff: noqa: S608 - names are our own

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs
from sqlglot import exp

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
from peercomply.engines.sql.frame import At, Frame, named, table
from peercomply.engines.sql.tables import extra
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.intake.quoting import identifier
from peercomply.records.calendars import STATES, Calendar
from peercomply.rules.nodes import Home

if TYPE_CHECKING:
    from peercomply.engines.sql.compile import Compiler
    from peercomply.engines.sql.scope import Scope, World

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
        islands = _islands(self.as_of)
        states = _states(self.database)
        unusual = [
            (state, day.isoformat())
            for state in states
            for span in islands.values()
            for day in _unusual(state, *span)
        ]
        self.database.fill("business states", ("state",), [(state,) for state in states])
        self.database.fill("unusual days", ("state", "day"), unusual)
        self.database.make("all days", self.database.text(_all_days(islands)))
        for name, query in ((_DAYS, _COUNTED), (_ORDER, _IN_ORDER)):
            self.database.make(name, self.database.said(query))
            self.database.keep(name)


def _states(database: Database) -> list[str]:
    """Return the states that programs and organisations name."""
    query = " UNION ".join(f"SELECT state FROM {identifier(home.value)}" for home in Home)
    found = {state for (state,) in database.rows(database.said(query))}
    return sorted(found.intersection(STATES))


def _islands(as_of: date) -> dict[int, tuple[date, date]]:
    """Return the first and last day of stretches of days, by where the count of each starts."""
    first = date(max(as_of.year - _BACK, date.min.year), 1, 1)
    last = date(min(as_of.year + _ON, date.max.year), 12, 31)
    start, end = date.min + _EDGE, date.max - _EDGE
    if first <= start or last >= end:
        raise Unsupported("business days at the end of the calendar")
    spans = ((date.min, start), (first, last), (end, date.max))
    return {place * _ISLAND: span for place, span in enumerate(spans, 1)}


@functools.lru_cache(maxsize=64)
def _unusual(state: str, first: date, last: date) -> tuple[date, ...]:
    """Return the weekdays that are no business days in *state*, and weekends that are."""
    calendar = Calendar.of(state)
    days = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    return tuple(day for day in days if calendar.is_business_day(day) != (day.weekday() < _WEEK))


_WEEK = 5
"""Weekdays; the first of all days is a Monday."""


def _all_days(islands: Mapping[int, tuple[date, date]]) -> Sql:
    """Return a query for the number of each day, and where the count of its island starts."""
    parts = [
        exp.select(
            named(cast(number(start), "BIGINT"), "start"),
            named(
                call("unnest", call("range", *(number(one) for one in _ordinals(*span)))),
                "ordinal",
            ),
        )
        for start, span in islands.items()
    ]
    return exp.union(*parts, distinct=False, copy=False)


def _ordinals(first: date, last: date) -> tuple[int, int]:
    return first.toordinal(), last.toordinal() + 1


_COUNTED = f"""
SELECT state, day, upto, upto - open AS before
FROM (
    SELECT state, day, open, CAST(start + sum(open) OVER (
        PARTITION BY state, start ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS upto
    FROM (
        SELECT states.state, days.start, days.day, CASE
            WHEN days.weekday < {_WEEK} AND other.day IS NULL THEN 1
            WHEN days.weekday >= {_WEEK} AND NOT other.day IS NULL THEN 1
            ELSE 0
        END AS open
        FROM "business states" AS states
        CROSS JOIN (
            SELECT start, (ordinal - 1) % 7 AS weekday,
                CAST('0001-01-01' AS DATE) + CAST(ordinal - 1 AS INTEGER) AS day
            FROM "all days"
        ) AS days
        LEFT JOIN "unusual days" AS other
            ON other.state = states.state AND CAST(other.day AS DATE) = days.day
    ) AS each
) AS counted
"""

_IN_ORDER = f"""
SELECT state, upto AS place, day FROM "{_DAYS}" WHERE upto > before
UNION ALL
SELECT ends.state, ends.low - days.ordinal + 1 AS place, ends.first AS day
FROM "all days" AS days
CROSS JOIN (
    SELECT state, min(before) AS low, min(day) AS first FROM "{_DAYS}" GROUP BY state
) AS ends
WHERE days.ordinal <= {_BEYOND}
UNION ALL
SELECT ends.state, ends.high + days.ordinal AS place, ends.last AS day
FROM "all days" AS days
CROSS JOIN (
    SELECT state, max(upto) AS high, max(day) AS last FROM "{_DAYS}" GROUP BY state
) AS ends
WHERE days.ordinal <= {_BEYOND}
"""
"""Past the first and the last of all days stand these days themselves."""


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
            (self._lost(day, count), cast(NULL, "DATE")),
            (binary(count, "==", number(0)), day),
            otherwise=found,
        )

    def anchor(self, end: Sql, count: Sql) -> Sql:
        """Return the last day from which *count* business days end by *end*."""
        start = self._looked_up(0, "day", end)
        place = binary(binary(column(start, "upto"), "-", count), "+", number(1))
        found = self._found(place)
        first, last = value_of(date.min), value_of(date.max)
        return case(
            (self._lost(end, count), cast(NULL, "DATE")),
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
    small = compiler.world.small
    if small is None:
        raise Unsupported("a duration in business days")
    state = _state(compiler.world, scope.judged, scope.frame)
    return Counting(scope.frame, small.days.names(), state)


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
