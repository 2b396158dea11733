"""
Lets a database join by what the condition on related rows says.

A row of which a condition does not hold for certain never counts. A database joins fast by what is
never unknown, such as two keys that are there; everything else stays with the row, where it may be
unknown. Where nothing tells to which records rows belong, each would be asked about each record: a
set of keys that names the record tells it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs
from sqlglot import exp

from peercomply.engines.sql.build import Sql, binary, both, call, column, is_null
from peercomply.engines.sql.frame import Base, aliased, named, table

if TYPE_CHECKING:
    from peercomply.engines.sql.frame import At, Frame

_COMPARED = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)


def narrowed(frame: Frame, where: Sql, whole: frozenset[tuple[str, str]]) -> Sql:
    """
    Give *frame* the parts of *where* that are never unknown, and return the other parts.

    Args:
        frame: The query over the rows.

        where: What is asked of each row; all its parts have to hold.

        whole: Columns of tables, as type and name, that have a value in each row.
    """
    parts = list(_parts(where))
    there = {guarded for part in parts if (guarded := _guarded(part)) is not None}
    known = _Known(_types(frame), whole, frozenset(there))
    decided = [known.joins(part) for part in parts]
    frame.given = both(
        frame.given, *(part for part, is_so in zip(parts, decided, strict=True) if is_so)
    )
    return both(*(part for part, is_so in zip(parts, decided, strict=True) if not is_so))


def split_by_set(
    frame: Frame, row: At, field: str, key: Sql, whole: frozenset[tuple[str, str]]
) -> tuple[Frame, ...]:
    """
    Return queries that together go through what *frame* does, rows that do not name *key* left out.

    Args:
        frame: The query over records and rows.

        row: A row in it.

        field: The set of the row, of keys.

        key: The key that it has to name.

        whole: Columns of tables, as type and name, that have a value in each row.
    """
    if not _Known(_types(frame), whole, frozenset()).has_value(key):
        return (frame,)
    unknown, named_in = frame.extended((), ()), frame.extended((), ())
    unknown.given = both(frame.given.copy(), is_null(column(row.alias, field)))
    alias = frame.aliases.of("member")
    on = both(
        binary(column(alias, "row"), "==", row.key), binary(column(alias, "key"), "==", key.copy())
    )
    named_in.bases = (*frame.bases, Base(alias, members(row.type, field), on))
    return unknown, named_in


def members(record_type: str, field: str) -> Sql:
    """Return the query with each key that the set *field* of a row names, beside the row's own."""
    return exp.select(
        named(column("one", "id"), "row"),
        named(call("unnest", column("one", field)), "key"),
    ).from_(aliased(table(record_type), "one"))


def _types(frame: Frame) -> dict[str, str]:
    """Return the names of the tables that a query goes through, by what they are called in it."""
    tables = (base for base in frame.bases if isinstance(base.source, exp.Identifier))
    return {base.alias: base.source.name for base in tables}


def _parts(where: Sql) -> Iterator[Sql]:
    bare = where.unnest()
    if isinstance(bare, exp.And):
        yield from _parts(bare.left)
        yield from _parts(bare.right)
    else:
        yield where


def _guarded(part: Sql) -> tuple[str, str] | None:
    """Return the column, as table and name, of which *part* says that it is not NULL."""
    bare = part.unnest()
    asked = bare.this.unnest() if isinstance(bare, exp.Not) else None
    if not isinstance(asked, exp.Is) or not isinstance(asked.expression, exp.Null):
        return None
    cell = asked.this.unnest()
    return (cell.table, cell.name) if isinstance(cell, exp.Column) else None


@attrs.frozen
class _Known:
    """
    What is known of the columns of a query.

    Attributes:
        types: Names of the tables that it goes through, by what they are called in it.

        whole: Columns of tables that have a value in each row.

        guarded: Columns, as table and name in the query, whose absence rules a row out.
    """

    types: dict[str, str]
    whole: frozenset[tuple[str, str]]
    guarded: frozenset[tuple[str, str]]

    def joins(self, part: Sql) -> bool:
        """Whether a join may ask *part*: it asks one table, or whether two values are equal."""
        if not self.decides(part):
            return False
        tables = {cell.table for cell in part.find_all(exp.Column)}
        return len(tables) < 2 or isinstance(part.unnest(), exp.EQ)

    def decides(self, part: Sql) -> bool:
        """Whether *part* is never NULL for a row that is not ruled out."""
        match part:
            case exp.Paren() | exp.Not():
                return self.decides(part.this)
            case exp.And() | exp.Or():
                return self.decides(part.left) and self.decides(part.right)
            case exp.Boolean():
                return True
            case exp.Is():
                return isinstance(part.expression, exp.Null)
            case exp.In():
                listed = part.expressions
                return bool(listed) and all(map(self.has_value, (part.this, *listed)))
        if isinstance(part, _COMPARED):
            return self.has_value(part.left) and self.has_value(part.right)
        return self.has_value(part)

    def has_value(self, sql: Sql) -> bool:
        """Whether *sql* is never NULL for a row that is not ruled out."""
        match sql:
            case exp.Paren() | exp.Neg():
                return self.has_value(sql.this)
            case exp.Cast():
                return isinstance(sql.this, exp.Literal)
            case exp.Literal() | exp.Boolean():
                return True
            case exp.Column():
                cell = (sql.table, sql.name)
                return cell in self.guarded or (self.types.get(cell[0], ""), cell[1]) in self.whole
        return False
