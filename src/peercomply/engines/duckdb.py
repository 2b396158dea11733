"""
The engine for exports of any size: outcomes are decided in a database, by one query for each rule.

What is said about a record that fails, or of which the outcome is unknown, is told by the reference
engine, which judges these records once more; if it does not agree, nothing is said at all. A rule
that the SQL cannot say yet is judged by the reference engine alone.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date
from graphlib import TopologicalSorter
from typing import Any

import attrs
import duckdb

from peercomply.engines.memory import Judge, judge_all
from peercomply.engines.outcomes import Judgement, Outcome, State
from peercomply.engines.sql.exported import export_tables
from peercomply.engines.sql.fields import fields_read, parts_said
from peercomply.engines.sql.homed import prepared
from peercomply.engines.sql.judge import SqlJudge
from peercomply.engines.sql.tables import make_tables
from peercomply.engines.sql.telling import HeldTyped, Task, Telling, agree
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.engines.world import World
from peercomply.errors import EngineUnavailableError
from peercomply.intake.typed import MORE_MEMORY, OUT_OF_MEMORY, TypedTables
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

        EngineUnavailableError: The memory that the database may take is not enough.
    """
    by_id = {plan.rule.id: plan for plan in plans}
    order = TopologicalSorter({key: sorted(plan.after) for key, plan in by_id.items()})
    if isinstance(snapshot.tables, TypedTables):
        judged = _of_export(by_id, order, snapshot, snapshot.tables, as_of, parameters)
    else:
        judged = _of_snapshot(by_id, order, snapshot, as_of, parameters)
    return tuple(judged[key] for key in by_id)


def _of_snapshot(
    plans: Mapping[str, Plan],
    order: TopologicalSorter[str],
    snapshot: Snapshot,
    as_of: date,
    parameters: Mapping[str, Parameter],
) -> dict[str, Judgement]:
    """Judge records of this process, which are copied to tables; every outcome is told."""
    world = World(snapshot, as_of, parameters)
    tables = make_tables(snapshot, fields_read(plans.values(), snapshot.schema))
    judged = {}
    try:
        sql = SqlJudge(prepared(tables, plans.values(), "main"), as_of, parameters)
        sql.prepare(plan for plan in plans.values() if _is_free(plan, snapshot))
        for key in order.static_order():
            judged[key] = _judge(plans[key], world, sql)
            world.note_outcomes(judged[key])
    finally:
        tables.close()
    return judged


def _of_export(
    plans: Mapping[str, Plan],
    order: TopologicalSorter[str],
    snapshot: Snapshot,
    typed: TypedTables,
    as_of: date,
    parameters: Mapping[str, Parameter],
) -> dict[str, Judgement]:
    """Judge the tables of an export where they are; what passes is counted."""
    fields = fields_read(plans.values(), snapshot.schema, parts_said)
    made = export_tables(typed, snapshot.schema, fields)
    judged: dict[str, Judgement] = {}
    try:
        tables = prepared(made.tables, plans.values(), made.path)
        sql = SqlJudge(tables, as_of, parameters)
        sql.prepare(plan for plan in plans.values() if _is_free(plan, snapshot))
        telling = Telling(
            HeldTyped(typed, made.connection), "duckdb", snapshot, tables, as_of, parameters
        )
        order.prepare()
        read = {key for plan in plans.values() for key in plan.after}
        while order.is_active():
            ready = order.get_ready()
            for some in _by_subject(plans[key] for key in ready):
                if some[0].rule.subject not in snapshot.supplied:
                    judged |= _absent(some, sql, snapshot)
                    continue
                tasks = [_task(plan, sql, telling, read) for plan in some]
                _tell_together(tasks, sql, telling, judged)
            order.done(*ready)
    except duckdb.OutOfMemoryException as error:
        raise EngineUnavailableError("duckdb", OUT_OF_MEMORY, hint=MORE_MEMORY) from error
    finally:
        made.drop()
    return judged


def _is_free(plan: Plan, snapshot: Snapshot) -> bool:
    """Whether *plan* judges records that are there, and reads no outcomes."""
    return not plan.after and plan.rule.subject in snapshot.supplied


def _by_subject(plans: Iterable[Plan]) -> list[list[Plan]]:
    """Return *plans* in groups about one record type."""
    found: dict[str, list[Plan]] = {}
    for plan in plans:
        found.setdefault(plan.rule.subject, []).append(plan)
    return [found[subject] for subject in sorted(found)]


def _absent(plans: Iterable[Plan], sql: SqlJudge, snapshot: Snapshot) -> dict[str, Judgement]:
    """Return what plans say whose record type was not supplied."""
    found = {}
    for plan in plans:
        sql.absent(plan.rule.id)
        found[plan.rule.id] = judge_all(plan, World(snapshot, sql.as_of, {}))
    return found


def _task(plan: Plan, sql: SqlJudge, telling: Telling, read: Container[str]) -> Task:
    """
    Judge a plan, and return what is told of it.

    Outcomes of which nothing is told are counted; they are kept only if a rule reads them.
    """
    try:
        task = Task(plan, sql.judge(plan))
    except Unsupported:
        return Task(plan, "")
    if plan.rule.id in read:
        return task
    counted = telling.counted(task)
    sql.release(plan)
    return counted


def _tell_together(
    tasks: list[Task], sql: SqlJudge, telling: Telling, judged: dict[str, Judgement]
) -> None:
    """Tell what plans about one record type say, which do not read each other."""
    subject = tasks[0].plan.rule.subject
    before = [judged[key] for key in sorted({key for task in tasks for key in task.plan.after})]
    for judgement in telling.judgements(subject, tasks, before):
        judged[judgement.rule.id] = judgement
        if judgement.engine:
            sql.note(judgement)


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
    agree(plan, told, state, len(items or ()), engine="duckdb")
    return told
