"""
Related records in a query: those that belong to a record, and those that may.

They are gone through in a query of their own, by what they belong to; where their condition asks
something of the record that is judged, together with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from sqlglot import exp

from peercomply.engines.sql import homes
from peercomply.engines.sql.build import (
    FALSE,
    NULL,
    TRUE,
    Sql,
    binary,
    both,
    call,
    case,
    column,
    is_null,
    negated,
)
from peercomply.engines.sql.frame import Aliases, At, Base, Frame, aliased, named, table
from peercomply.engines.sql.homes import HOME_COLUMNS
from peercomply.engines.sql.narrowing import members
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.engines.sql.values import End
from peercomply.records.fields import FieldType
from peercomply.rules.nodes import (
    Aggregate,
    ByField,
    ByHome,
    ByValue,
    FieldValue,
    Home,
    Members,
    Rows,
)
from peercomply.rules.traversal import asks_outside

if TYPE_CHECKING:
    from peercomply.engines.sql.compile import Compiler
    from peercomply.engines.sql.scope import Scope


@attrs.frozen
class RowsOf:
    """
    The rows that are gathered, in a query over them.

    Attributes:
        scope: Where conditions on them are read.

        keys: By what they are grouped.

        linked: Whether they belong to the record for certain; otherwise they may.

        where: Whether they meet the condition.
    """

    scope: Scope
    keys: list[Sql]
    linked: bool
    where: Sql


@attrs.frozen
class Related:
    """
    The rows of one aggregate.

    Attributes:
        compiler: Compiles its parts.

        node: The aggregate.

        scope: Where it is read.
    """

    compiler: Compiler
    node: Aggregate
    scope: Scope

    @property
    def rows(self) -> Rows:
        """The related records."""
        return self.node.rows

    def _settled(self) -> bool:
        """Return whether it is known of every row to which records it belongs."""
        tables, name = self.compiler.world.tables, self.rows.record_type
        match self.rows.link:
            case Members():
                return True
            case ByField(field=field):
                return (name, field) in tables.whole
            case ByHome(home=which):
                return (name, HOME_COLUMNS[which][0]) in tables.whole
            case ByValue(row=FieldValue(path=(), record_type=own, field=field)):
                return own == name and (own, field) in tables.whole
        return False

    def _outer_gone(self) -> Sql:
        """Return whether it cannot be said which rows belong to the record at all."""
        match self.rows.link:
            case ByValue(outer=outer):
                return is_null(self.compiler.value(outer, self.scope).low.sql)
            case Members(keys=keys):
                return is_null(self.compiler.value(keys, self.scope).low.sql)
        return FALSE

    def _outer_keys(self, word: str) -> list[Sql]:
        """Return what the keys of a gathering query are compared with."""
        if self._correlated():
            return self._around()[4]
        if word == "free":
            return []
        match self.rows.link:
            case ByValue(outer=outer):
                return [self.compiler.value(outer, self.scope).low.sql]
        return [self.scope.current.key]

    def _correlated(self) -> bool:
        parts = (self.rows.where, self.node.value, self.node.that)
        return any(part is not None and asks_outside(part) for part in parts)

    def _around(self) -> tuple[Frame, At, At, str, list[Sql]]:
        """
        Return the records of this scope as a query that can be extended by related rows.

        Returns the query; judged and current record, and items, in it; the keys by which what is
        gathered is joined to this scope, in the order of the identity of the query.
        """
        judged, current, items = self.scope.judged, self.scope.current, self.scope.items
        frame = self.scope.frame
        if {judged.alias, current.alias} <= {base.alias for base in frame.bases}:
            return frame.extended((), ()), judged, current, items, list(frame.identity)
        if judged.alias != current.alias or items:
            raise Unsupported("a condition that asks something of two records at once")
        alias = frame.aliases.of(judged.type)
        copy = At(alias, judged.type)
        own = Frame(frame.aliases, [Base(alias, table(judged.type))], [copy.key])
        return own, copy, copy, "", [judged.key]

    def _start(self) -> tuple[Frame, Scope, At, list[Sql]]:
        """
        Return a query over all rows, with the scope of conditions on them.

        Returns also the record to which rows may belong, and the keys by which they are grouped.
        """
        aliases = self.scope.frame.aliases
        if self.compiler.world.pool is not None and not self._correlated():
            aliases = Aliases()
        row = At(aliases.of(self.rows.record_type), self.rows.record_type)
        base = Base(row.alias, table(self.rows.record_type))
        if not self._correlated():
            frame, judged, outer, items = Frame(aliases, [base], [row.key]), row, row, ""
            keys: list[Sql] = []
        else:
            around, judged, outer, items, _ = self._around()
            keys = list(around.identity)
            frame = around.extended([base], [row.key])
        scope = attrs.evolve(self.scope, frame=frame, judged=judged, current=row, items=items)
        return frame, scope, outer, keys

    def _where(self, scope: Scope) -> Sql:
        return TRUE if self.rows.where is None else self.compiler.truth(self.rows.where, scope)

    def _linked(self) -> RowsOf:
        if isinstance(self.rows.link, Members):
            return self._members()
        frame, scope, outer, keys = self._start()
        own = self._own_key(scope, frame)
        if self._correlated():
            wanted = outer.key
            if isinstance(self.rows.link, ByValue):
                about = attrs.evolve(scope, current=outer)
                wanted = self.compiler.value(self.rows.link.outer, about).low.sql
            frame.given = both(frame.given, binary(own.sql, "==", wanted))
        else:
            frame.given = negated(is_null(own.sql))
            keys = [own.sql]
        return RowsOf(scope, keys, linked=True, where=self._where(scope))

    def _unlinked(self) -> RowsOf:
        frame, scope, _, keys = self._start()
        own = self._own_key(scope, frame, unnested=False)
        free = is_null(own.sql)
        if isinstance(self.rows.link, ByHome) and self.rows.link.home is Home.PROGRAM:
            free = both(free, own.unknown)
        frame.given = both(frame.given, free)
        return RowsOf(scope, keys, linked=False, where=self._where(scope))

    def _own_key(self, scope: Scope, frame: Frame, *, unnested: bool = True) -> End:
        """Return the key of the record to which a row belongs."""
        row, world = scope.current, self.compiler.world
        match self.rows.link:
            case ByField(field=field, info=info):
                cell = self.compiler.cell(row, field).low
                if info.type is FieldType.SET and unnested:
                    return End(self._each(row, field, frame))
                return cell
            case ByHome(home=which):
                return homes.home(world, row, which, frame)
            case ByValue(row=own):
                return self.compiler.value(own, scope.about(row)).low
        raise AssertionError(self.rows.link)

    def _each(self, row: At, field: str, frame: Frame) -> Sql:
        """Return the keys of a set, one for each row of a table that is gone through too."""
        alias = frame.aliases.of("member")
        on = binary(column(alias, "row"), "==", row.key)
        frame.bases = (*frame.bases, Base(alias, members(row.type, field), on))
        return column(alias, "key")

    def _members(self) -> RowsOf:
        """Return the records that a set names; one that is not there may count."""
        link = self.rows.link
        assert isinstance(link, Members)
        owner, aliases = self.scope.current, self.scope.frame.aliases
        if self.compiler.world.pool is not None and not self._correlated():
            aliases = Aliases()
        if link.keys.path:
            raise Unsupported("a set of keys of another record")
        name = aliases.of("members")
        listed = exp.select(
            named(column("one", "id"), "owner"),
            named(call("unnest", column("one", link.keys.field)), "key"),
        ).from_(aliased(table(owner.type), "one"))
        owner_key, member = column(name, "owner"), column(name, "key")
        if self._correlated():
            around, judged, outer, items, _ = self._around()
            keys = list(around.identity)
            base = Base(name, listed, binary(owner_key, "==", outer.key))
            frame = around.extended([base], [member])
        else:
            frame = Frame(aliases, [Base(name, listed)], [owner_key, member])
            judged, items, keys = None, "", [owner_key]
        row = frame.follow(At(name, owner.type), "member", self.rows.record_type, member)
        scope = attrs.evolve(
            self.scope, frame=frame, judged=judged or row, current=row, items=items
        )
        where = self._where(scope)
        if self.rows.where is not None:
            where = case((row.gone, NULL), otherwise=where)
        return RowsOf(scope, keys, linked=True, where=where)
