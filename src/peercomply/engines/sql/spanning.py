"""
Whether related records span a stretch of hours, in SQL.

The records that touch a stretch are put in the order of their starts. There is a gap where one
starts after all before it have ended, or where the stretch ends after all of them: once for the
records that count for certain, and once for all that may, each as wide as it can be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from sqlglot import exp

from peercomply.engines.sql.build import (
    FALSE,
    NULL,
    TRUE,
    Sql,
    binary,
    both,
    call,
    case,
    cast,
    coalesce,
    column,
    is_false,
    is_true,
    negated,
    number,
    text,
)
from peercomply.engines.sql.frame import aliased, named
from peercomply.engines.sql.related import Related, RowsOf
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.engines.sql.values import FIRST_DAY, LAST_DAY
from peercomply.rules.nodes import Aggregate

if TYPE_CHECKING:
    from peercomply.engines.sql.compile import Compiler
    from peercomply.engines.sql.scope import Scope

_EVER = cast(text(FIRST_DAY), "TIMESTAMP"), cast(text(f"{LAST_DAY} 23:59:59.999999"), "TIMESTAMP")


def spans(compiler: Compiler, node: Aggregate, scope: Scope) -> Sql:
    """Return whether the rows of *node* span the stretch that is judged in *scope*."""
    if not scope.items:
        raise Unsupported("declared hours")
    if not compiler.world.supplied(node.rows.record_type):
        return NULL
    return Spanning(compiler, node, scope).truth()


@attrs.frozen
class Spanning(Related):
    """The rows of one aggregate that touch a stretch of hours, on their way to a truth."""

    def truth(self) -> Sql:
        """Return whether there is no gap; NULL while that rests on what is not known."""
        parts = [self._touching(self._linked())]
        if not self._settled():
            parts.append(self._touching(self._unlinked()))
        each: Sql = parts[0] if len(parts) == 1 else exp.union(*parts, distinct=False, copy=False)
        source = self._part(each)
        sure = self._without_gap(source, "sure", column("each", "sure"))
        may = self._without_gap(source, "may", TRUE)
        return case((self._outer_gone(), NULL), (sure, TRUE), (negated(may), FALSE), otherwise=NULL)

    def _correlated(self) -> bool:
        """Return that rows are gathered for each stretch of each record."""
        return True

    def _part(self, query: Sql) -> Sql:
        pool = self.compiler.world.pool
        return query if pool is None else pool.part(query)

    def _touching(self, rows: RowsOf) -> exp.Select:
        """Return the rows that may touch the stretch, with the times that they span."""
        node, scope = self.node, rows.scope
        assert node.value is not None
        assert node.until is not None
        first, last = (self.compiler.moment(part, scope) for part in (node.value, node.until))
        low, high = coalesce(first.low.sql, _EVER[0]), coalesce(last.high.sql, _EVER[1])
        opens, closes = (column(scope.items, name) for name in ("opens", "closes"))
        touches = both(
            negated(is_false(rows.where)),
            binary(low, "<", high),
            binary(low, "<", closes),
            binary(high, ">", opens),
        )
        columns = [
            *((f"key {place}", key) for place, key in enumerate(rows.keys)),
            ("opens", opens),
            ("closes", closes),
            ("sure", is_true(rows.where) if rows.linked else FALSE),
            ("sure from", first.high.sql),
            ("sure to", last.low.sql),
            ("may from", low),
            ("may to", high),
        ]
        return scope.frame.select(columns, where=touches)

    def _without_gap(self, source: Sql, word: str, given: Sql) -> Sql:
        """Return whether the times called *word* of the rows of *source* leave no gap."""
        keys = [f"key {place}" for place, _ in enumerate(self._outer_keys("linked"))]
        times = _ordered(source, word, given, keys)
        ended = column("ordered", "reach")
        gap = binary(column("ordered", "first"), ">", coalesce(ended, column("ordered", "opens")))
        reaches = binary(
            exp.Max(this=column("ordered", "last")), ">=", exp.Max(this=column("ordered", "closes"))
        )
        whole = both(negated(call("bool_or", gap)), reaches)
        query = exp.Select()
        own = [column("ordered", name) for name in keys]
        query.set("expressions", [*own, named(whole, "whole")])
        query.set("from_", exp.From(this=aliased(times, "ordered")))
        query.set("group", exp.Group(expressions=[column("ordered", name) for name in keys]))

        def make(alias: str) -> tuple[Sql, Sql]:
            pairs = zip(keys, self._outer_keys("linked"), strict=True)
            on = both(*(binary(column(alias, name), "==", key) for name, key in pairs))
            return self._part(query), on

        key = ("spans", word, self.node, self.scope.judged, self.scope.current)
        return is_true(column(self.scope.frame.join(key, f"{word} spans", make), "whole"))


def _ordered(source: Sql, word: str, given: Sql, keys: list[str]) -> exp.Select:
    """Return the rows of each stretch in order, with how far the ones before them reach."""
    first, last = column("each", f"{word} from"), column("each", f"{word} to")
    opens, closes = column("each", "opens"), column("each", "closes")
    reach = exp.Window(
        this=exp.Max(this=last),
        partition_by=[column("each", name) for name in keys],
        order=exp.Order(expressions=[exp.Ordered(this=one) for one in (first, last)]),
        spec=exp.WindowSpec(
            kind="ROWS", start="UNBOUNDED", start_side="PRECEDING",
            end=number(1), end_side="PRECEDING",
        ),
    )  # fmt: skip
    query = exp.Select()
    columns = [("first", first), ("last", last), ("opens", opens), ("closes", closes)]
    own = [column("each", name) for name in keys]
    named_ = [named(sql, name) for name, sql in columns]
    query.set("expressions", [*own, *named_, named(reach, "reach")])
    query.set("from_", exp.From(this=aliased(source, "each")))
    touching = both(
        given,
        binary(first, "<", last),
        binary(first, "<", closes),
        binary(last, ">", opens),
    )
    query.set("where", exp.Where(this=touching))
    return query
