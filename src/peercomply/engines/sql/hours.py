"""
Declared hours in SQL.

Programs declare few different hours. Each of them is read once in Python, as the reference engine
reads it, and its stretches up to the day of the check are given to the database as a small table.
"""

# ruff: noqa: S608 - names are our own

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import attrs
from sqlglot import exp

from peercomply.engines.items import Item, stretches
from peercomply.engines.sql.build import (
    NULL,
    Sql,
    binary,
    both,
    case,
    cast,
    column,
    either,
    greatest,
    is_null,
    text,
    value_of,
)
from peercomply.engines.sql.database import Database
from peercomply.engines.sql.frame import aliased, named, table
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.engines.sql.values import is_open
from peercomply.intake.quoting import identifier
from peercomply.plan.plan import OpenHours
from peercomply.records.durations import Duration, add
from peercomply.records.opening_hours import OpeningHours, parse_opening_hours
from peercomply.rules.nodes import Elsewhere, Expr, FieldValue, Literal, ParameterValue

if TYPE_CHECKING:
    from peercomply.engines.sql.compile import Compiler
    from peercomply.engines.sql.scope import Scope

MOST = 200_000
"""Stretches of hours that are written down (ours); with more, the reference engine judges."""


@attrs.frozen
class Declared:
    """
    The tables of some declared hours.

    Attributes:
        known: Table of the hours that can be understood, as they are written.

        stretches: Table of their stretches, each with the day on which it begins.
    """

    known: str
    stretches: str


@attrs.frozen
class DeclaredHours:
    """
    The tables of declared hours of one evaluation; they are made when a rule asks for them.

    Attributes:
        database: Where they stand, beside those of the records that declare hours.

        as_of: The day of the check.
    """

    database: Database = attrs.field(repr=False)
    as_of: date
    _made: dict[tuple[object, date], Declared] = attrs.field(factory=dict, init=False)

    def tables(self, source: Literal | FieldValue, since: date) -> Declared:
        """Return the tables of the hours of *source*, a field or the hours, from *since* on."""
        what = source.value if isinstance(source, Literal) else (source.record_type, source.field)
        key = (what, since)
        if key not in self._made:
            self._made[key] = self._make(source, since, len(self._made))
        return self._made[key]

    def _make(self, source: Literal | FieldValue, since: date, place: int) -> Declared:
        found = {"": dict(source.value)} if isinstance(source, Literal) else self._found(source)
        understood = {written: one for written, pairs in found.items() if (one := _read(pairs))}
        rows: list[tuple[object, ...]] = []
        for written, opening in understood.items():
            rows += _rows(written, stretches(opening, since, self.as_of))
            if len(rows) > MOST:
                raise Unsupported("declared hours of so many kinds")
        made = Declared(f"known hours {place}", f"open hours {place}")
        self.database.fill(made.known, ("written",), [(one,) for one in understood])
        words = f"open hours {place} as text"
        self.database.fill(words, ("written", "label", "day", "opens", "closes"), rows)
        query = (
            "SELECT written, label, CAST(day AS DATE) AS day, CAST(opens AS TIMESTAMP) AS opens,"
            f" CAST(closes AS TIMESTAMP) AS closes FROM {identifier(words)}"
        )
        self.database.make(made.stretches, self.database.said(query))
        return made

    def _found(self, source: FieldValue) -> dict[str, dict[str, str]]:
        """Return the hours that records declare, by how the database writes them."""
        own = identifier(source.field)
        rows = self.database.rows(
            self.database.said(
                f"SELECT DISTINCT CAST({own} AS VARCHAR), map_keys({own}), map_values({own})"
                f" FROM {identifier(source.record_type)} WHERE {own} IS NOT NULL"
            )
        )
        found: dict[str, dict[str, str]] = {}
        for written, keys, values in rows:
            pairs = dict(zip(keys, values, strict=True))
            if found.setdefault(written, pairs) != pairs:
                raise Unsupported("declared hours that are written alike")
        return {written: found[written] for written in sorted(found)}


def _read(pairs: Mapping[str, str]) -> OpeningHours | None:
    try:
        return parse_opening_hours(pairs)
    except ValueError:
        return None


def _rows(written: str, items: Iterator[Item]) -> Iterator[tuple[object, ...]]:
    """Yield a row for each stretch; the second one with the same times has a name of its own."""
    seen: Counter[str] = Counter()
    for item in items:
        assert item.label is not None
        assert item.start is not None
        assert item.end is not None
        seen[item.label] += 1
        label = item.label if seen[item.label] == 1 else f"{item.label} ({seen[item.label]})"
        times = [one.isoformat(sep=" ") for one in (item.start, item.end)]
        yield written, label, item.start.date().isoformat(), *times


def open_hours(items: OpenHours, compiler: Compiler, scope: Scope) -> tuple[exp.Select, Sql]:
    """Return the stretches of hours of each record as rows, and what makes them unknown."""
    if compiler.world.small is None:
        raise Unsupported("declared hours")
    first = _first(items.back, compiler)
    written, source = _written(items.hours, compiler, scope)
    made = compiler.world.small.hours.tables(source, first)
    known = scope.frame.join(
        (made.known, written),
        "hours",
        lambda one: (table(made.known), binary(column(one, "written"), "==", written)),
    )
    lost, since = is_null(column(known, "written")), value_of(first)
    if items.since is not None:
        start = compiler.day(items.since, scope)
        lost = either(lost, is_open(start))
        since = greatest(start.low.sql, since)
    named_ = [
        ("id", scope.judged.key),
        ("written", case((lost, NULL), otherwise=cast(written, "VARCHAR"))),
        ("since", since),
    ]
    return _listed(scope.frame.select(named_), made), lost


def _listed(inner: exp.Select, made: Declared) -> exp.Select:
    def of(name: str) -> Sql:
        return column("listed", name)

    def own(name: str) -> Sql:
        return column("hours", name)

    on = both(binary(own("written"), "==", of("written")), binary(own("day"), ">=", of("since")))
    query = exp.select(
        of("id"),
        named(own("label"), "n"),
        named(cast(NULL, "VARCHAR"), "value"),
        named(cast(NULL, "DATE"), "first"),
        named(cast(NULL, "DATE"), "last"),
        own("opens"),
        own("closes"),
    ).from_(inner.subquery("listed"))
    query.append("joins", exp.Join(this=aliased(table(made.stretches), "hours"), on=on))
    return query


def _first(back: Expr, compiler: Compiler) -> date:
    """Return the first day whose hours are judged, as far as that is the same for all records."""
    world, length = compiler.world, None
    match back:
        case Literal(value=Duration() as value):
            length = value
        case ParameterValue(name=name, day=None):
            held = world.parameters[name].on(world.as_of)
            length = None if held is None else held.value
    if length is None or length.exact or length.business is not None:
        raise Unsupported("hours whose reach is not the same for all records")
    return add(world.as_of, length, -1)


def _written(node: Expr, compiler: Compiler, scope: Scope) -> tuple[Sql, Literal | FieldValue]:
    """Return the hours as the database writes them, and where they come from."""
    match node:
        case Literal():
            return text(""), node
        case FieldValue():
            return cast(compiler.value(node, scope).low.sql, "VARCHAR"), node
        case Elsewhere(body=FieldValue() as body):
            return cast(compiler.value(node, scope).low.sql, "VARCHAR"), body
    raise Unsupported("hours that are chosen")
