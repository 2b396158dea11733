"""
Aggregates that are gathered once for all rules.

Rules ask much the same of the same rows: the last supervision session of each worker, how many of
them, whether one was held by a peer. What does not depend on the record being judged is gathered in
one pass over the rows of a type by what they belong to; rules join the result.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

import attrs
from sqlglot import exp

from peercomply.engines.sql.build import Sql, column
from peercomply.engines.sql.frame import At, Frame, aliased, named
from peercomply.rules.nodes import Aggregate, Expr, RuleFails
from peercomply.rules.traversal import walk

MOST_MEMBERS = 60
"""Aggregates that are gathered in one pass; a longer query takes the database too long to plan."""


@attrs.define(eq=False)
class Group:
    """
    Aggregates over the same rows by the same keys.

    Attributes:
        name: Name of its table.

        frame: The query over the rows.

        row: A row in it.

        keys: By what the rows are grouped.

        columns: What is read of each row.

        measures: What is made of that for each key.

        size: How many aggregates it has.

        made: Whether its table is there.

        needs: The groups that its rows are asked about.

        parts: Tables, each with its query, that are made before its own.
    """

    name: str
    frame: Frame
    row: At
    keys: list[Sql]
    columns: list[tuple[str, Sql]] = attrs.field(factory=list)
    measures: list[tuple[str, Sql]] = attrs.field(factory=list)
    size: int = 0
    made: bool = False
    needs: set[Group] = attrs.field(factory=set)
    parts: list[tuple[str, str]] = attrs.field(factory=list)

    @property
    def key_names(self) -> list[str]:
        """Names of the columns of its keys."""
        return [f"key {place}" for place, _ in enumerate(self.keys)]

    def query(self) -> exp.Select:
        """Return the query that makes its table."""
        names = self.key_names
        inner = self.frame.select([*zip(names, self.keys, strict=True), *self.columns])
        keys = [column("related", name) for name in names]
        query = exp.Select()
        measures = [named(sql, name) for name, sql in self.measures]
        query.set("expressions", [*keys, *measures])
        query.set("from_", exp.From(this=aliased(inner, "related")))
        if keys:
            query.set("group", exp.Group(expressions=keys))
        return query


class Pool:
    """
    The groups of one evaluation, whose queries become texts with the function that is given.

    Attributes:
        used: The groups that what is being compiled reads.

        parts: The tables, each with its query, that it needs before its own.
    """

    def __init__(self, text: Callable[[Sql], str]) -> None:
        self._text = text
        self._open: dict[Hashable, Group] = {}
        self._members: dict[Hashable, tuple[Group, int]] = {}
        self._count = 0
        self._parts = 0
        self.used: set[Group] = set()
        self.parts: list[tuple[str, str]] = []

    def part(self, query: exp.Select) -> Sql:
        """Return the table that holds what *query* finds."""
        self._parts += 1
        name = f"part {self._parts}"
        self.parts.append((name, self._text(query)))
        return exp.to_identifier(name, quoted=True)

    def member(
        self,
        key: Hashable,
        rows: Hashable,
        start: Callable[[], tuple[Frame, At, list[Sql]]],
        add: Callable[[Group, int], None],
    ) -> tuple[Group, int]:
        """
        Return the group that holds an aggregate, and its number in it.

        Args:
            key: What tells the aggregate from others.

            rows: What tells its rows, and their keys, from others.

            start: Makes the query over the rows.

            add: Adds the columns and measures of the aggregate to a group, under its number.
        """
        if key not in self._members:
            self._members[key] = self._added(rows, start, add)
        found = self._members[key]
        self.used.add(found[0])
        return found

    def _added(
        self,
        rows: Hashable,
        start: Callable[[], tuple[Frame, At, list[Sql]]],
        add: Callable[[Group, int], None],
    ) -> tuple[Group, int]:
        group = self._open.get(rows)
        if group is None or group.made or group.size >= MOST_MEMBERS:
            self._count += 1
            group = self._open[rows] = Group(f"gathered {self._count}", *start())
        number = group.size
        group.size += 1
        before, self.used, self.parts = (self.used, self.parts), set(), group.parts
        try:
            add(group, number)
            group.needs |= self.used
        finally:
            self.used, self.parts = before
        return group, number

    def forget(self, groups: Iterable[Group]) -> None:
        """Hand out none of *groups* any more."""
        gone = {*groups}
        self._members = {key: held for key, held in self._members.items() if held[0] not in gone}
        self._open = {key: group for key, group in self._open.items() if group not in gone}


def depth(node: Aggregate) -> int:
    """Return how many levels of aggregates stand in the conditions of *node*."""
    inner = [
        one
        for part in (node.rows, node.value, node.that)
        if part is not None
        for one in walk(part)
        if isinstance(one, Aggregate)
    ]
    return 1 + max(map(depth, inner)) if inner else 0


def poolable(node: Expr) -> bool:
    """Whether *node* reads records alone, and no outcomes."""
    return not any(isinstance(one, RuleFails) for one in walk(node))
