"""The queries of the database engine, written down and not run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlglot import exp

from peercomply.engines.reperform.certain import certainly, possibly
from peercomply.engines.reperform.shape import own_columns, selects, sources
from peercomply.engines.sql.build import Sql, both
from peercomply.engines.sql.frame import named
from peercomply.engines.sql.judge import SqlJudge
from peercomply.engines.sql.scope import World
from peercomply.engines.sql.tables import Tables
from peercomply.plan.plan import Plan
from peercomply.records.model import Schema
from peercomply.rules.parameters import Parameter


class Written(SqlJudge):
    """Writes down what would be run over the tables of a *schema* of which all were supplied."""

    def __init__(self, schema: Schema, as_of: date, parameters: Mapping[str, Parameter]) -> None:
        super().__init__(_tables(schema), as_of, parameters)
        self.queries: list[tuple[str, Sql]] = []

    def judge(self, plan: Plan) -> str:
        """
        Note the queries that judge *plan*, and return the name of the last one.

        Raises:
            Unsupported: The plan uses something that cannot be said in SQL.
        """
        name = f"outcome of {plan.rule.id}"
        self._write(plan, name)
        self.outcomes[plan.rule.id] = name
        return name

    def breaches(self, plan: Plan) -> Sql:
        """
        Return the query for the keys of records that fail *plan*; those that it reads are noted.

        Raises:
            Unsupported: The plan uses something that cannot be said in SQL.
        """
        self._write(plan, "breaches")
        _, made = self.queries.pop()
        judged = made.args["from_"].this.this.copy()
        parts = {one.alias: one.this for one in judged.expressions}
        asked = [
            certainly(parts["applies"], truth=True),
            possibly(parts["open"], truth=False),
            certainly(parts["holds"], truth=False),
        ]
        judged.set("expressions", [named(parts["id"], "id")])
        judged.set("where", exp.Where(this=both(*asked)))
        return judged.copy()  # parts of conditions stand in several places

    def _write(self, plan: Plan, name: str) -> None:
        world = World(self.tables, self.as_of, self.parameters, {}, dict(self.outcomes))
        names = (name, f"items of {plan.rule.id}")
        self.write(plan, world, names, self._note)

    def _note(self, name: str, query: Sql) -> None:
        self.queries.append((name, _qualified(query)))


def _qualified(query: Sql) -> Sql:
    """Return a copy of *query* in which each column says of which table it is."""
    made = query.copy()
    for select in selects(made):
        for one in own_columns(select):
            if not one.table:
                one.set("table", exp.to_identifier(sources(select)[0].alias_or_name, quoted=True))
    return made


def _tables(schema: Schema) -> Tables:
    nothing: frozenset[tuple[str, str]] = frozenset()
    unused: Any = None  # nothing is run
    return Tables(unused, schema, frozenset(schema), nothing, nothing, nothing)
