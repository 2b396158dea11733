"""The query for the breaches of one rule, as a person would write it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date

import attrs
from sqlglot import exp

from peercomply.engines.reperform.collect import Written
from peercomply.engines.reperform.dialects import DIALECTS, in_dialect
from peercomply.engines.reperform.names import Names, identifier, lifted, plain
from peercomply.engines.reperform.shape import own_columns, selects, shaped, sources
from peercomply.engines.sql.build import Sql
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.errors import DialectError
from peercomply.plan.chain import plans_of
from peercomply.rules.rule import Pack


@attrs.frozen
class BreachQuery:
    """
    A query that lists the keys of the records that fail a rule on one day.

    Attributes:
        rule: Id of the rule.

        steps: Queries that it reads by name, each after those that it reads itself.

        last: The query itself; one column, sorted.
    """

    rule: str
    steps: tuple[tuple[str, Sql], ...] = attrs.field(repr=False)
    last: Sql = attrs.field(repr=False)

    def sql(self, dialect: str) -> str:
        """
        Return the text of the query.

        Raises:
            DialectError: The dialect cannot say something that the query asks for.
        """
        try:
            return self._sql(dialect)
        except Unsupported as error:
            raise DialectError(self.rule, error.what, able=self._able()) from error

    def _sql(self, dialect: str) -> str:
        made = in_dialect(self.last.copy(), dialect)
        for name, step in self.steps:
            said = in_dialect(step.copy(), dialect)
            made = made.with_(identifier(name), as_=said, copy=False)
        return str(made.sql(dialect=dialect, pretty=True))

    def _able(self) -> Iterator[str]:
        for dialect in DIALECTS:
            with contextlib.suppress(Unsupported):
                self._sql(dialect)
                yield dialect

    def reads(self) -> dict[str, tuple[str, ...]]:
        """Return the columns that the query reads, by table, both sorted."""
        made = {name for name, _ in self.steps}
        found: dict[str, set[str]] = {}
        for query in (*(step for _, step in self.steps), self.last):
            for select in selects(query):
                tables = {one.alias_or_name: one.name for one in sources(select)}
                for one in own_columns(select):
                    if tables.get(one.table, "") not in {"", *made}:
                        found.setdefault(tables[one.table], set()).add(one.name)
        return {name: tuple(sorted(found[name])) for name in sorted(found)}


def breach_query(rule_id: str, pack: Pack, as_of: date) -> BreachQuery:
    """
    Return the query for the breaches of a rule of *pack*.

    It reads one table for each record type, named after it, with the fields as columns: those that
    `table_columns` gives.

    Raises:
        UnknownRuleError: The pack has no such rule.

        DialectError: The rule cannot be said in SQL.
    """
    *before, plan = plans_of(rule_id, pack)
    written = Written(pack.schema, as_of, pack.parameters)
    try:
        for one in before:
            written.judge(one)
        last = written.breaches(plan)
    except Unsupported as error:
        raise DialectError(rule_id, error.what) from error
    steps: list[tuple[str, Sql]] = []
    names, known = Names(), dict[str, str]()
    for name, step in written.queries:
        made = shaped(step)
        steps += lifted(made, names, known)
        steps.append((names.new(plain(name)), made))
    last = shaped(last)
    steps += lifted(last, names, known)
    last.set("order", exp.Order(expressions=[exp.Ordered(this=exp.column("id"))]))
    return BreachQuery(rule_id, tuple(steps), last)
