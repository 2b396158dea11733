"""Lifts queries inside a query to named ones before it, and gives all of them plain names."""

from __future__ import annotations

import re

from sqlglot import exp

from peercomply.engines.reperform.shape import own_columns, selects, sources
from peercomply.engines.sql.build import Sql

_COLUMNS = {"near": "known", "far": "possible", "sure": "counted", "maybe": "may_count"}
"""Columns that say how sure a gathered value is, in words."""

_RESERVED = frozenset(
    [
        "all",
        "and",
        "any",
        "array",
        "as",
        "asc",
        "authorization",
        "between",
        "both",
        "by",
        "case",
        "cast",
        "check",
        "collate",
        "column",
        "constraint",
        "create",
        "cross",
        "current_date",
        "current_time",
        "current_timestamp",
        "current_user",
        "default",
        "desc",
        "distinct",
        "do",
        "else",
        "end",
        "except",
        "exists",
        "false",
        "fetch",
        "for",
        "foreign",
        "from",
        "full",
        "grant",
        "group",
        "having",
        "in",
        "inner",
        "intersect",
        "interval",
        "into",
        "is",
        "join",
        "key",
        "leading",
        "left",
        "like",
        "limit",
        "localtime",
        "natural",
        "not",
        "null",
        "offset",
        "on",
        "only",
        "open",
        "or",
        "order",
        "outer",
        "plan",
        "primary",
        "references",
        "right",
        "row",
        "rows",
        "select",
        "session_user",
        "set",
        "some",
        "table",
        "then",
        "to",
        "trailing",
        "true",
        "union",
        "unique",
        "user",
        "using",
        "values",
        "when",
        "where",
        "window",
        "with",
    ]
)


def plain(word: str) -> str:
    """Return *word* without spaces and signs."""
    return re.sub(r"[^a-z0-9]+", "_", word.lower()).strip("_")


def identifier(word: str) -> Sql:
    """Return *word* as an identifier, in quotes where it would be a word of SQL."""
    return exp.to_identifier(word, quoted=word in _RESERVED)


class Names:
    """Hands out each name once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, word: str) -> str:
        """Return *word*, or the first of word_2, word_3 … that is still free."""
        found, count = word, 1
        while found in self._taken:
            count += 1
            found = f"{word}_{count}"
        self._taken.add(found)
        return found


def lifted(query: Sql, taken: Names, known: dict[str, str]) -> list[tuple[str, Sql]]:
    """
    Return the queries inside *query* as named ones, each after those that it reads.

    Args:
        query: It then reads them by name.

        taken: Names that are given; those of the new queries are added.

        known: Names of queries that were lifted before, by their text; the new ones are added.
    """
    made: list[tuple[str, Sql]] = []
    for select in selects(query):
        _rename(select)
        holder = select.parent
        if not isinstance(holder, exp.Subquery) or not isinstance(
            holder.parent, exp.From | exp.Join
        ):
            continue
        text = select.sql()
        if text not in known:
            known[text] = taken.new(re.sub(r"_\d+$", "", plain(holder.alias)))
            made.append((known[text], select.copy()))
        alias = exp.TableAlias(this=identifier(holder.alias))
        holder.replace(exp.Table(this=identifier(known[text]), alias=alias))
    return made


def _rename(select: Sql) -> None:
    """Give plain names to the tables that *select* goes through, and to their columns."""
    names, words = Names(), {}
    for source in sources(select):
        word = re.sub(r" \d+$", "", source.alias_or_name)
        if isinstance(source, exp.Table) and " " in source.alias:
            word = source.name if _is_type(source.name) else word
        words[source.alias_or_name] = names.new(plain(word))
    for one in own_columns(select):
        if one.table in words:
            name = identifier(_column(one.name))
            one.set("table", identifier(words[one.table]))
            one.set("this", name)
    for source in sources(select):
        _alias(source, words[source.alias_or_name])
    _rename_columns(select)


def _is_type(name: str) -> bool:
    return re.fullmatch(r"[a-z_]+", name) is not None


def _alias(source: Sql, word: str) -> None:
    name = exp.TableAlias(this=identifier(word))
    if isinstance(source, exp.Table):
        source.set("this", identifier(plain(source.name)))
        source.set("alias", None if source.name == word else name)
    else:
        source.set("alias", name)


def _rename_columns(select: Sql) -> None:
    for one in select.expressions:
        if isinstance(one, exp.Alias):
            one.set("alias", identifier(_column(one.alias)))
        elif isinstance(one, exp.Column) and one.name != _column(one.name):
            one.set("this", identifier(_column(one.name)))


def _column(name: str) -> str:
    return plain(_COLUMNS.get(name, name))
