"""Turns aggregates over related records into Python functions of two records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import attrs

from peercomply.engines import spans
from peercomply.engines.gather import GATHER, Gathered
from peercomply.engines.relations import because, make_index
from peercomply.engines.strays import Strays
from peercomply.engines.values import END_OF_DAY, Missing, to_moment
from peercomply.engines.world import Read, World
from peercomply.records.model import Record
from peercomply.rules.nodes import (
    Aggregate,
    ByField,
    ByHome,
    ByValue,
    Elsewhere,
    Expr,
    Gather,
    Junction,
    Members,
    Rows,
    RuleFails,
)
from peercomply.rules.traversal import all_of, asks_outside, walk
from peercomply.rules.types import Kind


class RowsCompiler:
    """
    Compiles aggregates for one world.

    *compile_node* makes the functions of their conditions; with *watched*, somebody sees each time
    that one of them is asked.
    """

    def __init__(
        self, compile_node: Callable[[Expr], Read], world: World, *, watched: bool = False
    ) -> None:
        self.compile = compile_node
        self.world = world
        self.watched = watched

    def aggregate(self, node: Aggregate) -> Read:
        """Return the function that makes one value of rows."""
        if node.gather in (Gather.COVERS, Gather.GAPS):
            return self._spanned(node)
        rows_of = self._rows(node.rows)
        inner = node.that if node.that is not None else node.value
        read = self.compile(inner) if inner is not None else None
        if read is not None and inner is not None and inner.type.kind is Kind.MOMENT:
            read = _as_moment(read)
        possible = self._latest_possible(node)
        function, world = GATHER[node.gather], self.world

        def gathered(judged: Record, current: Record) -> Any:
            with world.untraced():
                rows = rows_of(judged, current)
                if isinstance(rows, Missing):
                    return rows, None, _no_value
                value_of = (lambda row: _phantom(row, read, judged)) if read else _no_value
                return function(rows, value_of, possible), rows, value_of

        once = world.once(node, gathered)

        def aggregate(judged: Record, current: Record) -> Any:
            result, rows, value_of = once(judged, current)
            if rows is not None:
                world.note_rows(node, rows.certain, value_of, result)
            return result

        return aggregate

    def _spanned(self, node: Aggregate) -> Read:
        assert node.value is not None
        assert node.until is not None
        assert node.window is not None
        rows_of, world = self._rows(node.rows), self.world
        starts, ends_ = (_as_moment(self.compile(part)) for part in (node.value, node.until))
        window = [self.compile(part) for part in node.window]

        def spanned(judged: Record, current: Record) -> Any:
            with world.untraced():
                rows = rows_of(judged, current)
                if isinstance(rows, Missing):
                    return rows
                span = lambda row: (_phantom(row, starts, judged), _phantom(row, ends_, judged))
                certain, undecided = map(span, rows.certain), map(span, rows.undecided)
                found = list(certain), list(undecided)
                first, last = (part(judged, current) for part in window)
            world.note_rows(node, rows.certain, _no_value, None)
            if node.gather is Gather.GAPS:
                return spans.in_words(spans.possible_gaps([*found[0], *found[1]], (first, last)))
            return spans.covers(rows, found, (first, last))

        return spanned

    def _latest_possible(self, node: Aggregate) -> Any:
        if node.latest_possible is None:
            return None
        if node.type.kind is Kind.MOMENT:
            return datetime.combine(self.world.as_of, END_OF_DAY)
        return self.world.as_of

    def _rows(self, rows: Rows) -> Read:
        world, name = self.world, rows.record_type
        if name not in world.snapshot.supplied:
            gone = because(f"{name} was not supplied")
            return lambda _judged, _current: gone
        candidates = self.candidates(rows)
        where = None if rows.where is None else self._condition(rows.where)
        if where is not None and isinstance(rows.link, Members):
            where = _of_found(where)
        asked = None if self.watched or isinstance(rows.link, Members) else rows.where
        strays = Strays(asked, self.compile, world)
        noun = name.replace("_", " ")

        def related(judged: Record, current: Record) -> Any:
            found = candidates(judged, current)
            if isinstance(found, Missing):
                return found
            certain, undecided = found
            why: set[str] = set()
            sure, maybe = [], []
            for row in certain:
                truth = True if where is None else where(judged, row)
                if truth is True:
                    sure.append(row)
                elif truth is not False:
                    maybe.append(row)
                    why |= truth.reasons
            for row, reason in strays.among(judged, undecided):
                if where is None or where(judged, row) is not False:
                    maybe.append(row)
                    why |= reason.reasons
            return Gathered(sure, maybe, frozenset(why), noun)

        return related

    def _condition(self, where: Expr) -> Read:
        """Return the condition on rows; asked once for each, if it asks nothing else."""
        if self.watched:
            return self.compile(where)
        read = self.compile(_cheapest_first(where))
        if asks_outside(where):
            return read
        if any(isinstance(part, RuleFails) for part in walk(where)):
            return read
        return self.world.once_for_row(where, read)

    def candidates(self, rows: Rows) -> Read:
        """Return the function that finds rows by their link: those that belong, and may belong."""
        world, name = self.world, rows.record_type
        match rows.link:
            case ByField() | ByHome():
                index = world.relations.index(name, rows.link)
                return lambda _judged, current: (
                    index.by_key.get(current.id, ()),
                    index.undecided,
                )
            case ByValue():
                return self._joined(rows.link, name)
            case Members():
                return self._members(rows.link, name)

    def _joined(self, link: ByValue, name: str) -> Read:
        row_value, outer = self.compile(link.row), self.compile(link.outer)
        keys = lambda row: _key(row_value(row, row))
        index = make_index(self.world.snapshot.of_type(name).values(), keys)

        def joined(judged: Record, current: Record) -> Any:
            key = outer(judged, current)
            if isinstance(key, Missing):
                return Missing(key.reasons)
            return index.by_key.get(key, ()), index.undecided

        return joined

    def _members(self, link: Members, name: str) -> Read:
        keys_of, relations = self.compile(link.keys), self.world.relations
        referrer = f"{link.keys.record_type}.{link.keys.field}"

        def members(judged: Record, current: Record) -> Any:
            keys = keys_of(judged, current)
            if isinstance(keys, Missing):
                return Missing(keys.reasons)
            return [relations.find(name, key, referrer) for key in sorted(keys)], ()

        return members


def _cheapest_first(where: Expr) -> Expr:
    """Return *where*, all of whose parts have to hold, so that what costs least is asked first."""
    if not isinstance(where, Junction) or not where.every:
        return where
    return attrs.evolve(where, items=tuple(sorted(all_of(where), key=_cost)))


def _cost(part: Expr) -> int:
    return sum(_DEAR if isinstance(one, Aggregate | Elsewhere) else 1 for one in walk(part))


_DEAR = 10
"""How many plain parts cost as much as one that follows a reference or gathers rows."""


def _as_moment(read: Read) -> Read:
    return lambda judged, current: to_moment(read(judged, current))


def _key(value: Any) -> Any:
    return value if isinstance(value, Missing) else (value,)


def _of_found(where: Read) -> Read:
    """Return *where* for rows that may be missing: members that are not in the records."""

    def asked(judged: Record, row: Any) -> Any:
        return Missing(row.reasons) if isinstance(row, Missing) else where(judged, row)

    return asked


def _phantom(row: Any, read: Read, judged: Record) -> Any:
    return Missing(row.reasons) if isinstance(row, Missing) else read(judged, row)


def _no_value(_row: Any) -> Any:
    return None
