"""
Finds the records that rules read when they speak of some records, and no others.

Each rule is walked once. What it reads is a tree of places: the records that are judged, those to
which a reference leads, the rows that belong to them. A place holds the keys of its records in a
table. Rules that go the same way share a place; it holds what any of them needs.
"""

# ruff: noqa: S608 - names come from our own descriptions and are quoted

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator

import attrs

from peercomply.engines.sql.fields import parts_said
from peercomply.engines.sql.homes import HOME_COLUMNS
from peercomply.engines.sql.tables import Tables
from peercomply.intake.quoting import identifier
from peercomply.plan.plan import Plan
from peercomply.records.fields import FieldType
from peercomply.records.model import Schema
from peercomply.rules.nodes import (
    Aggregate,
    ByField,
    ByHome,
    ByValue,
    Elsewhere,
    Expr,
    FieldValue,
    Home,
    Members,
    Rows,
    RuleFails,
    Step,
)
from peercomply.rules.traversal import parts_of
from peercomply.rules.types import Kind


@attrs.define(eq=False)
class Place:
    """
    Records that rules read together.

    Attributes:
        type: Their record type.

        before: The place from which they are found; None for those that are judged.

        how: How they are found from there.

        rules: Ids of the rules that read them.

        after: The places that are found from this one.

        table: Name of the table with their keys, once there is one.
    """

    type: str
    before: Place | None = attrs.field(repr=False)
    how: Hashable
    rules: set[str] = attrs.field(factory=set)
    after: dict[tuple[Hashable, str], Place] = attrs.field(factory=dict, repr=False)
    table: str = ""

    def place(self, how: Hashable, record_type: str) -> Place:
        """Return the place that is found from this one by *how*."""
        return self.after.setdefault((how, record_type), Place(record_type, self, how))

    def all(self) -> Iterator[Place]:
        """Yield this place and all that are found from it, each after the one before it."""
        yield self
        for place in self.after.values():
            yield from place.all()


@attrs.frozen
class AllRows:
    """All rows of a record type: it cannot be said in SQL which of them belong to a record."""


@attrs.frozen
class Reference:
    """The record that a reference names."""

    field: str


@attrs.frozen
class Related:
    """Rows that belong to a record, or may."""

    link: ByField | ByHome


@attrs.frozen
class Named:
    """Records that a set of keys names."""

    field: str


@attrs.frozen
class SameValue:
    """Rows that have in their field *own* what a record has in its field *other*, or nothing."""

    own: str
    other: str


class Near:
    """The places that the rules of one record type read."""

    def __init__(self, schema: Schema, subject: str) -> None:
        self.schema = schema
        self.root = Place(subject, None, None)
        self._values: set[tuple[str, Expr]] = set()
        self._rule = ""

    def add(self, plan: Plan) -> None:
        """Add the places that *plan* reads."""
        self._rule = plan.rule.id
        self._enter(self.root)
        for part in parts_said(plan):
            self._visit(part, [self.root], [self.root])

    def finish(self) -> None:
        """
        Add what a condition on rows reads of each row of their type, wherever it was found.

        Rows that belong by a value are compared one by one, also those that another rule needs.
        """
        seen: set[tuple[int, str, Expr]] = set()
        while True:
            todo = [
                (place, own)
                for place in list(self.root.all())
                for name, own in sorted(self._values, key=repr)
                if name == place.type and (id(place), name, own) not in seen
            ]
            if not todo:
                return
            for place, own in todo:
                seen.add((id(place), place.type, own))
                for rule in sorted(place.rules):
                    self._rule = rule
                    self._visit(own, [place], [place])

    def _enter(self, place: Place) -> None:
        """Note that the rule reads *place*, and with it the homes of its records."""
        if self._rule in place.rules:
            return
        place.rules.add(self._rule)
        for home in Home:
            self._home(place, home)

    def _visit(self, part: Expr, judged: list[Place], current: list[Place]) -> None:
        match part:
            case FieldValue(judged=own, path=path):
                self._follow(judged if own else current, path)
            case Elsewhere(judged=own, path=path, body=body):
                ends = self._follow(judged if own else current, path)
                self._visit(body, ends, ends)
            case RuleFails(home=home) if home is not None:
                self._follow(judged, (home,))
            case Aggregate():
                self._aggregate(part, judged, current)
            case _:
                for one in parts_of(part):
                    self._visit(one, judged, current)

    def _aggregate(self, node: Aggregate, judged: list[Place], current: list[Place]) -> None:
        rows = self._rows(node.rows, judged, current)
        for place in rows:
            self._enter(place)
        for part in (node.rows.where, node.value, node.that):
            if part is not None:
                self._visit(part, judged, rows)
        for part in (node.latest_possible, node.until, *(node.window or ())):
            if part is not None:
                self._visit(part, judged, current)
                self._visit(part, judged, rows)

    def _rows(self, rows: Rows, judged: list[Place], current: list[Place]) -> list[Place]:
        name = rows.record_type
        match rows.link:
            case (
                ByValue(
                    row=FieldValue(path=(), field=own),
                    outer=FieldValue(judged=asked, path=path, field=other),
                ) as link
            ) if {link.row.type.kind, link.outer.type.kind} <= {Kind.TEXT, Kind.KEY}:
                ends = self._follow(judged if asked else current, path)
                return [end.place(SameValue(own, other), name) for end in ends]
            case ByValue(row=row, outer=outer):
                self._visit(outer, judged, current)
                places = [place.place(AllRows(), name) for place in current]
                self._values.add((name, row))
                for place in places:
                    self._enter(place)
                self._visit(row, places, places)
                return places
            case Members(keys=keys):
                owners = self._follow(judged if keys.judged else current, keys.path)
                return [owner.place(Named(keys.field), name) for owner in owners]
            case link:
                return [place.place(Related(link), name) for place in current]

    def _follow(self, places: list[Place], path: tuple[Step, ...]) -> list[Place]:
        for step in path:
            places = [
                end
                for place in places
                for end in (
                    self._home(place, step)
                    if isinstance(step, Home)
                    else self._reference(place, step)
                )
            ]
        return places

    def _reference(self, place: Place, field: str) -> list[Place]:
        if field not in self.schema[place.type].fields:
            return []
        targets = self.schema[place.type].fields[field].to
        ends = [place.place(Reference(field), target) for target in targets]
        for end in ends:
            self._enter(end)
        return ends

    def _home(self, place: Place, home: Home) -> list[Place]:
        """Return the places of the programs, or organisations, of the records of *place*."""
        info = self.schema[place.type].info
        if place.type == home.value:
            return [place]
        ends = []
        for path in info.program if home is Home.PROGRAM else info.organisation:
            ends += self._follow([place], tuple(path.split(".")))
        if home is Home.ORGANISATION and info.program and place.type != Home.PROGRAM.value:
            for program in self._home(place, Home.PROGRAM):
                ends += self._reference(program, "organisation_id")
        return ends


def query(place: Place, tables: Tables) -> str:
    """Return SQL for the keys of the records of *place*, from the table of the place before."""
    before, how = place.before, place.how
    assert before is not None
    name, source = identifier(place.type), identifier(before.type)
    keys = f"SELECT id FROM {identifier(before.table)}"
    match how:
        case AllRows():
            return f"SELECT id FROM {name}"
        case Reference(field=field):
            own = identifier(field)
            return f"SELECT DISTINCT {own} AS id FROM {source} WHERE id IN ({keys})"
        case Named(field=field):
            own = identifier(field)
            return f"SELECT DISTINCT unnest({own}) AS id FROM {source} WHERE id IN ({keys})"
        case Related(link=ByField(field=field)):
            return _linked(name, field, keys, tables.schema[place.type].fields[field].type)
        case Related(link=ByHome()) if place.type not in tables.homed:
            return f"SELECT id FROM {name}"
        case Related(link=ByHome(home=home)):
            own, unknown = map(identifier, HOME_COLUMNS[home])
            lost = f"{own} IS NULL" + (f" AND {unknown}" if home is Home.PROGRAM else "")
            return f"SELECT id FROM {name} WHERE {own} IN ({keys}) OR {lost}"
        case SameValue(own=own, other=other):
            mine, theirs = identifier(own), identifier(other)
            wanted = f"SELECT {theirs} FROM {source} WHERE id IN ({keys})"
            return f"SELECT id FROM {name} WHERE {mine} IN ({wanted}) OR {mine} IS NULL"
    raise AssertionError(how)


def _linked(name: str, field: str, keys: str, kind: FieldType) -> str:
    own = identifier(field)
    if kind is not FieldType.SET:
        return f"SELECT id FROM {name} WHERE {own} IN ({keys}) OR {own} IS NULL"
    each = f"SELECT id, unnest({own}) AS key FROM {name}"
    return (
        f"SELECT DISTINCT id FROM ({each}) WHERE key IN ({keys})"
        f" UNION ALL SELECT id FROM {name} WHERE {own} IS NULL"
    )


def fill(
    near: Near,
    tables: Tables,
    make: Callable[[str, str], str],
    asked: Callable[[Iterable[str]], str],
) -> dict[str, list[str]]:
    """
    Make the tables of all places, and return their names by record type.

    *make* makes a table from a word and a query and returns its name; *asked* returns the query for
    the keys of the judged records that some rules need.
    """
    found: dict[str, list[str]] = {}
    for place in near.root.all():
        if place is near.root:
            place.table = make("asked", asked(place.rules))
        else:
            before = place.before
            assert before is not None
            source = before
            if before is near.root and place.rules < before.rules:
                source = Place(before.type, None, None, table=make("asked", asked(place.rules)))
            place.table = make("near", query(attrs.evolve(place, before=source), tables))
        found.setdefault(place.type, []).append(place.table)
    return found
