"""
The engine for exports of any size: outcomes are decided in a database, by one query for each rule.

What is said about a record that fails, or of which the outcome is unknown, is told by the reference
engine, which judges these records once more; if it does not agree, nothing is said at all. A rule
that the SQL cannot say yet is judged by the reference engine alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from graphlib import TopologicalSorter
from typing import Any

import attrs

from peercomply.engines.memory import Judge, judge_all
from peercomply.engines.outcomes import Judgement, Outcome, State
from peercomply.engines.sql.fields import fields_read
from peercomply.engines.sql.judge import SqlJudge
from peercomply.engines.sql.tables import make_tables
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.engines.world import World
from peercomply.errors import EngineError
from peercomply.plan.plan import Plan
from peercomply.records.provenance import RecordKey
from peercomply.records.snapshot import Snapshot
from peercomply.rules.parameters import Parameter


def evaluate(
    plans: Iterable[Plan],
    snapshot: Snapshot,
    *,
    as_of: date,
    parameters: Mapping[str, Parameter],
) -> tuple[Judgement, ...]:
    """
    Judge every record of *snapshot* by every plan, as on the day *as_of*.

    The judgements stand in the order of *plans*, their outcomes in the order of record keys.

    Raises:
        EngineError: The database and the reference engine do not agree about a record.
    """
    by_id = {plan.rule.id: plan for plan in plans}
    order = TopologicalSorter({key: sorted(plan.after) for key, plan in by_id.items()})
    world = World(snapshot, as_of, parameters)
    tables = make_tables(snapshot, fields_read(by_id.values(), snapshot.schema))
    judged = {}
    try:
        sql = SqlJudge(tables, as_of, parameters)
        for key in order.static_order():
            judged[key] = _judge(by_id[key], world, sql)
            world.note_outcomes(judged[key])
    finally:
        tables.close()
    return tuple(judged[key] for key in by_id)


def _judge(plan: Plan, world: World, sql: SqlJudge) -> Judgement:
    if plan.rule.subject not in world.snapshot.supplied:
        sql.absent(plan.rule.id)
        return judge_all(plan, world)
    try:
        name = sql.judge(plan)
    except Unsupported:
        judgement = attrs.evolve(judge_all(plan, world), engine="memory")
        sql.note(judgement)
        return judgement
    teller = Judge.of(plan, world)
    rows = sql.tables.execute(_OUTCOMES.format(name=name))
    return Judgement(
        rule=plan.rule,
        supplied=True,
        needs=plan.needs,
        fields=plan.fields,
        outcomes=tuple(_outcome(plan, row, teller) for row in rows),
    )


_OUTCOMES = 'SELECT id, state, items, soon, program, organisation FROM "{name}" ORDER BY id'


def _outcome(plan: Plan, row: tuple[Any, ...], teller: Judge) -> Outcome:
    key, word, items, soon, program, organisation = row
    subject, state = RecordKey(plan.rule.subject, key), State(word)
    if state in (State.PASS, State.NOT_APPLICABLE) and not soon:
        return Outcome(
            subject=subject, state=state, program_id=program, organisation_id=organisation
        )
    told = teller.outcome(teller.world.snapshot.of_type(subject.type)[key])
    failing = len(told.details) if plan.check.items is not None else 0
    if told.state is not state or (state is State.FAIL and failing != len(items or ())):
        raise EngineError("duckdb", plan.rule.id, str(subject), state.value, told.state.value)
    return told
