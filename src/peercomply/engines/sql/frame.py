"""The FROM part of a query: tables, and what is joined to them when an expression asks for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

import attrs
from sqlglot import exp

from peercomply.engines.sql.build import FALSE, TRUE, Sql, both, column, either, is_null


@attrs.frozen
class At:
    """
    A record in a query.

    Attributes:
        alias: What its table is called.

        type: Its record type.

        gone: Whether the record is not there; false for those that the query goes through.
    """

    alias: str
    type: str
    gone: Sql = attrs.field(default=FALSE, eq=False)

    @property
    def key(self) -> Sql:
        """Its key."""
        return column(self.alias, "id")


class Aliases:
    """Hands out names of tables that are used once in a query."""

    def __init__(self) -> None:
        self._count = 0

    def of(self, word: str) -> str:
        """Return a new name that begins with *word*."""
        self._count += 1
        return f"{word} {self._count}"


@attrs.frozen
class Base:
    """
    A table that a query goes through.

    Attributes:
        alias: What it is called.

        source: The table, or a query in parentheses.

        on: How it belongs to the tables before it.
    """

    alias: str
    source: Sql
    on: Sql = attrs.field(default=TRUE, eq=False)


class Frame:
    """
    Tables that a query goes through, and tables that are joined at most once to each row.

    Attributes:
        aliases: Names for further tables.

        bases: The tables that it goes through.

        identity: What tells its rows apart.

        given: What holds for each of its rows.
    """

    def __init__(self, aliases: Aliases, bases: Iterable[Base], identity: Iterable[Sql]) -> None:
        self.aliases = aliases
        self.bases = tuple(bases)
        self.identity = tuple(identity)
        self.given = TRUE
        self._joins: list[tuple[str, Sql, Sql]] = []
        self._known: dict[Hashable, str] = {}

    def extended(self, bases: Iterable[Base], identity: Iterable[Sql]) -> Frame:
        """Return a query that goes through further tables as well."""
        made = Frame(self.aliases, (*self.bases, *bases), (*self.identity, *identity))
        made.given = self.given
        made._joins = list(self._joins)
        made._known = dict(self._known)
        return made

    def join(self, key: Hashable, word: str, make: Callable[[str], tuple[Sql, Sql]]) -> str:
        """
        Return the name of a table that is joined, the same for the same *key*.

        *make* returns the table and the condition of the join, given its name. At most one row of
        it may belong to each row.
        """
        if key not in self._known:
            alias = self.aliases.of(word)
            source, on = make(alias)
            self._joins.append((alias, source, on))
            self._known[key] = alias
        return self._known[key]

    def follow(self, start: At, step: Hashable, target: str, key: Sql) -> At:
        """Return the record of the type *target* whose key is *key*."""
        alias = self.join(
            ("record", start.alias, step),
            target,
            lambda name: (table(target), exp.EQ(this=column(name, "id"), expression=key)),
        )
        return At(alias, target, either(start.gone, is_null(column(alias, "id"))))

    def select(
        self, columns: Iterable[tuple[str, Sql]], *, where: Sql = TRUE, grouped: Iterable[Sql] = ()
    ) -> exp.Select:
        """Return the query with *columns*, named."""
        query = exp.Select()
        query.set("expressions", [named(sql, name) for name, sql in columns])
        conditions = [base.on for base in self.bases]
        keys = list(grouped)
        condition = both(*conditions, self.given, where)
        joins = self._needed([*query.expressions, condition, *keys])
        for place, base in enumerate(self.bases):
            source = aliased(base.source, base.alias)
            if place == 0:
                query.set("from_", exp.From(this=source))
            else:
                query.append("joins", exp.Join(this=source, kind="CROSS"))
        for alias, source, on in joins:
            query.append("joins", exp.Join(this=aliased(source, alias), side="LEFT", on=on))
        if not (isinstance(condition, exp.Boolean) and condition.this):
            query.set("where", exp.Where(this=condition))
        if keys:
            query.set("group", exp.Group(expressions=keys))
        return query

    def _needed(self, parts: Iterable[Sql]) -> list[tuple[str, Sql, Sql]]:
        """Return the joined tables that *parts* read, and those through which they are joined."""
        used = {read.table for part in parts for read in part.find_all(exp.Column)}
        joins = []
        for alias, source, on in reversed(self._joins):
            if alias in used:
                joins.append((alias, source, on))
                used |= {read.table for read in on.find_all(exp.Column)}
        return joins[::-1]


def named(sql: Sql, name: str) -> Sql:
    """Return *sql* as a column called *name*."""
    return exp.Alias(this=sql, alias=exp.to_identifier(name, quoted=True))


def table(name: str) -> Sql:
    """Return the table of a record type."""
    return exp.to_identifier(name, quoted=True)


def aliased(source: Sql, alias: str) -> Sql:
    """Return a table, or a query, under the name *alias*."""
    name = exp.TableAlias(this=exp.to_identifier(alias, quoted=True))
    if isinstance(source, exp.Identifier):
        return exp.Table(this=source, alias=name)
    return exp.Subquery(this=source, alias=name)
