"""
Aggregates over related records in SQL.

Rows are gathered in a query of their own, grouped by the record to which they belong and joined to
it. Rows of which that is not known are gathered a second time, for all records at once or, where
their condition asks something of the record, for each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import TYPE_CHECKING

import attrs
from sqlglot import exp

from peercomply.engines.sql import values
from peercomply.engines.sql.build import (
    FALSE,
    NULL,
    Sql,
    binary,
    both,
    case,
    coalesce,
    column,
    either,
    is_false,
    is_null,
    is_true,
    negated,
    number,
)
from peercomply.engines.sql.frame import At, Frame, aliased, named, table
from peercomply.engines.sql.measures import COLUMNS, MEASURES, NOUGHT, RESULTS, Measures, together
from peercomply.engines.sql.narrowing import narrowed, split_by_set
from peercomply.engines.sql.pool import Group, depth, poolable
from peercomply.engines.sql.related import Related, RowsOf
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.engines.sql.values import End, Value
from peercomply.rules.nodes import (
    Aggregate,
    ByValue,
    Expr,
    Gather,
    Members,
    Rows,
)
from peercomply.rules.traversal import all_of, key_in_set
from peercomply.rules.types import Kind

if TYPE_CHECKING:
    from peercomply.engines.sql.compile import Compiler
    from peercomply.engines.sql.scope import Scope


def aggregate(compiler: Compiler, node: Aggregate, scope: Scope) -> Value:
    """Return the value of an aggregate; of any and all the truth."""
    if node.gather in (Gather.COVERS, Gather.GAPS):
        raise Unsupported("declared hours in a value")
    if not compiler.world.supplied(node.rows.record_type):
        return values.unknown(node.type.kind)
    return Gathering(compiler, node, scope).value()


@attrs.frozen
class Row:
    """
    A related record, as a gathering query sees it.

    Attributes:
        sure: Whether it counts for certain.

        maybe: Whether it may count.

        value: Its value; None where the aggregate takes none.

        that: What is asked of it; None where nothing is.
    """

    sure: Sql
    maybe: Sql
    value: Value | None
    that: Sql | None


@attrs.frozen
class Gathering(Related):
    """One aggregate, on its way to a value."""

    def value(self) -> Value:
        """Return the value, from what was gathered."""
        columns, none = COLUMNS[self.node.gather], NOUGHT
        linked = self._gathered("linked")
        found: Measures = {name: linked(name) for name in columns}
        if not self._settled():
            free = self._gathered("free")
            found = {name: together(name, found[name], free(name)) for name in columns}
        found = {
            name: coalesce(sql, number(0)) if name in none else sql for name, sql in found.items()
        }
        result = RESULTS[self.node.gather](found, self)
        gone = self._outer_gone()
        ends = [
            End(case((gone, NULL), otherwise=end.sql), either(gone, end.unknown), end.over)
            for end in (result.low, result.high)
        ]
        return Value(ends[0], ends[0] if result.plain else ends[1])

    def _gathered(self, word: str) -> Callable[[str], Sql]:
        """Return the function that names the columns of what is gathered, joined to this scope."""
        if self._pooled():
            group, number = self._member(word)
            alias = self._joined_group(word, group)
            return lambda name: column(alias, f"{name} {number}")
        alias = self._joined(word, self._linked() if word == "linked" else self._unlinked())
        return lambda name: column(alias, name)

    def _pooled(self) -> bool:
        return (
            self.compiler.world.pool is not None and not self._correlated() and poolable(self.node)
        )

    def _member(self, word: str) -> tuple[Group, int]:
        """Return where this aggregate is gathered for all rules, and its number there."""
        pool, node = self.compiler.world.pool, self.node
        assert pool is not None
        link = node.rows.link
        by: Hashable = link.row if isinstance(link, ByValue) else link
        choice = tuple(sorted(self.compiler.world.choice.items()))
        rows = (word, node.rows.record_type, by, depth(node), choice)
        key = (word, node.rows, node.gather, node.value, node.that, choice)
        return pool.member(key, rows, lambda: self._begun(word), self._add(word))

    def _begun(self, word: str) -> tuple[Frame, At, list[Sql]]:
        """Return the query over the rows, a row in it, and what they are grouped by."""
        bare = attrs.evolve(self, node=attrs.evolve(self.node, rows=_without_where(self.rows)))
        rows = bare._linked() if word == "linked" else bare._unlinked()  # noqa: SLF001
        return rows.scope.frame, rows.scope.current, rows.keys

    def _add(self, word: str) -> Callable[[Group, int], None]:
        """Return the function that adds this aggregate to a group."""

        def add(group: Group, number: int) -> None:
            scope = attrs.evolve(
                self.scope, frame=group.frame, judged=group.row, current=group.row, items=""
            )
            where = self._where(scope)
            if self.rows.where is not None and isinstance(self.rows.link, Members):
                where = case((group.row.gone, NULL), otherwise=where)
            rows = RowsOf(scope, group.keys, linked=word == "linked", where=where)
            for name, sql in (("counts", where), *self._read(rows)):
                group.columns.append((f"{name} {number}", sql))
            measures = MEASURES[self.node.gather](self, self._row(rows, f" {number}"))
            group.measures += [(f"{name} {number}", sql) for name, sql in measures.items()]

        return add

    def _joined_group(self, word: str, group: Group) -> str:
        names = group.key_names

        def make(alias: str) -> tuple[Sql, Sql]:
            pairs = zip(names, self._outer_keys(word), strict=True)
            on = both(*(binary(column(alias, name), "==", key) for name, key in pairs))
            return table(group.name), on

        link = self.rows.link
        outer = link.outer if isinstance(link, ByValue) else None
        key = ("group", group.name, outer, self.scope.judged, self.scope.current)
        return self.scope.frame.join(key, word, make)

    def _joined(self, word: str, rows: RowsOf) -> str:
        names = [f"key {place}" for place, _ in enumerate(rows.keys)]
        keyed, read = list(zip(names, rows.keys, strict=True)), list(self._read(rows))
        frames: tuple[Frame, ...] = (rows.scope.frame,)
        where = rows.where
        if self.compiler.world.pool is not None:  # otherwise the query is there to be read
            frames, where = self._narrowed(rows)
        columns = [*keyed, ("counts", where), *read]
        first, *others = (
            frame.select([(name, sql.copy()) for name, sql in columns]) for frame in frames
        )
        inner = exp.union(first, *others, distinct=False, copy=False) if others else first
        measures = MEASURES[self.node.gather](self, self._row(rows))
        keys = [column("related", name) for name in names]
        query = exp.Select()
        query.set("expressions", [*keys, *(named(sql, name) for name, sql in measures.items())])
        query.set("from_", exp.From(this=aliased(inner, "related")))
        if keys:
            query.set("group", exp.Group(expressions=keys))

        def make(alias: str) -> tuple[Sql, Sql]:
            outer = self._outer_keys(word)
            pairs = zip(names, outer, strict=True)
            pool = self.compiler.world.pool
            source = query if pool is None else pool.part(query)
            return source, both(*(binary(column(alias, name), "==", key) for name, key in pairs))

        key = ("rows", word, self.node, self.scope.judged, self.scope.current)
        name = f"{self.node.gather.value} {self.rows.record_type}"
        return self.scope.frame.join(key, name if word == "linked" else f"{name} unlinked", make)

    def _narrowed(self, rows: RowsOf) -> tuple[tuple[Frame, ...], Sql]:
        """Return queries that go through fewer rows, and what is still asked of each."""
        frame, whole = rows.scope.frame, self.compiler.world.tables.whole
        where = narrowed(frame, rows.where, whole)
        if rows.linked or self.rows.where is None:
            return (frame,), where
        pair = key_in_set(all_of(self.rows.where))
        if pair is None:
            return (frame,), where
        key = self.compiler.value(pair[0], rows.scope).low.sql
        return split_by_set(frame, rows.scope.current, pair[1].field, key, whole), where

    def _read(self, rows: RowsOf) -> Iterator[tuple[str, Sql]]:
        """Yield the columns that say what is read of each row."""
        if self.node.value is not None:
            value = self._value(self.node.value, rows.scope)
            yield "low", value.low.sql
            yield "high", value.high.sql
        if self.node.that is not None:
            held = self.compiler.truth(self.node.that, rows.scope)
            yield "that", case((rows.scope.current.gone, NULL), otherwise=held)

    def _row(self, rows: RowsOf, number: str = "") -> Row:
        where = column("related", f"counts{number}")
        sure, maybe = is_true(where), is_null(where)
        if not rows.linked:
            sure, maybe = FALSE, negated(is_false(where))
        low, high = (End(column("related", f"{name}{number}")) for name in ("low", "high"))
        return Row(
            sure,
            maybe,
            None if self.node.value is None else Value(low, high),
            None if self.node.that is None else column("related", f"that{number}"),
        )

    def _value(self, part: Expr, scope: Scope) -> Value:
        if part.type.kind is Kind.MOMENT:
            return self.compiler.moment(part, scope)
        return self.compiler.value(part, scope)


def _without_where(rows: Rows) -> Rows:
    return attrs.evolve(rows, where=None)
