"""Judges records with Spark: those of this process, and those of tables of Spark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from peercomply.engines.memory import Judge, judge_all
from peercomply.engines.outcomes import Judgement, Outcome, State
from peercomply.engines.spark.copied import copied_tables
from peercomply.engines.spark.database import SparkDatabase
from peercomply.engines.spark.judged import judge_lake, levels
from peercomply.engines.spark.lake import Lake
from peercomply.engines.spark.session import judging, own_session, running_session
from peercomply.engines.sql.database import TooLarge
from peercomply.engines.sql.fields import fields_read
from peercomply.engines.sql.homed import prepared
from peercomply.engines.sql.judge import SqlJudge
from peercomply.engines.sql.telling import agree
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.engines.world import World
from peercomply.intake.quoting import identifier, literal
from peercomply.plan.plan import Plan
from peercomply.records.provenance import RecordKey
from peercomply.records.snapshot import Snapshot
from peercomply.rules.parameters import Parameter

TOGETHER = 25
"""Rules whose outcomes are computed in one job: a longer plan takes the driver too long."""

_SMALL = 50_000
"""Records of this process below which compiling queries costs more than running them."""


def evaluate(
    plans: Iterable[Plan],
    snapshot: Snapshot,
    *,
    as_of: date,
    parameters: Mapping[str, Parameter],
) -> tuple[Judgement, ...]:
    """
    Judge every record of *snapshot* by every plan, as on the day *as_of*.

    Records of this process are copied to the session of Spark that is running, or to a local one.
    The judgements stand in the order of *plans*, their outcomes in the order of record keys.

    Raises:
        EngineError: Spark and the reference engine do not agree about a record.

        EngineUnavailableError: Spark cannot be started.
    """
    by_id = {plan.rule.id: plan for plan in plans}
    with judging():
        if isinstance(snapshot.tables, Lake):
            judged = judge_lake(by_id, snapshot, snapshot.tables, as_of, parameters)
        else:
            judged = _of_snapshot(by_id, snapshot, as_of, parameters)
    return tuple(judged[key] for key in by_id)


def _of_snapshot(
    plans: Mapping[str, Plan],
    snapshot: Snapshot,
    as_of: date,
    parameters: Mapping[str, Parameter],
) -> dict[str, Judgement]:
    """Judge records of this process, which are copied to Spark; every outcome is told."""
    small = len(snapshot) < _SMALL
    database = SparkDatabase(own_session(running_session(), small=small), keeps=not small)
    world = World(snapshot, as_of, parameters)
    judged: dict[str, Judgement] = {}
    try:
        tables = copied_tables(database, snapshot, fields_read(plans.values(), snapshot.schema))
        sql = SqlJudge(prepared(tables, plans.values(), "main"), as_of, parameters)
        sql.prepare(
            plan
            for plan in plans.values()
            if not plan.after and plan.rule.subject in snapshot.supplied
        )
        for ready in levels(plans):
            found = _judge_ready(ready, world, sql)
            for judgement in found:
                world.note_outcomes(judgement)
                judged[judgement.rule.id] = judgement
    finally:
        database.close()
    return judged


def _judge_ready(plans: Sequence[Plan], world: World, sql: SqlJudge) -> list[Judgement]:
    asked: list[tuple[Plan, str]] = []
    judged: list[Judgement] = []
    for plan in plans:
        if plan.rule.subject not in world.snapshot.supplied:
            sql.absent(plan.rule.id)
            judged.append(judge_all(plan, world))
            continue
        try:
            asked.append((plan, sql.judge(plan)))
        except Unsupported:
            judged.append(_by_reference(plan, world, sql))
    for first in range(0, len(asked), TOGETHER):
        some = asked[first : first + TOGETHER]
        judged += _told(some, world, sql)
    return judged


def _by_reference(plan: Plan, world: World, sql: SqlJudge) -> Judgement:
    judgement = attrs.evolve(judge_all(plan, world), engine="memory")
    sql.note(judgement)
    return judgement


def _told(asked: Sequence[tuple[Plan, str]], world: World, sql: SqlJudge) -> list[Judgement]:
    """Return what Spark says of the plans, which the reference engine has to agree with."""
    try:
        rows = _rows(asked, sql)
    except TooLarge:
        if len(asked) == 1:
            return [_by_reference(asked[0][0], world, sql)]
        return [one for each in asked for one in _told([each], world, sql)]
    made = []
    for plan, _ in asked:
        teller = Judge.of(plan, world)
        outcomes = [_outcome(plan, row, teller) for row in rows.get(plan.rule.id, ())]
        made.append(
            Judgement(
                rule=plan.rule,
                supplied=True,
                needs=plan.needs,
                fields=plan.fields,
                outcomes=tuple(sorted(outcomes, key=lambda one: one.subject.id)),
            )
        )
    return made


def _rows(asked: Sequence[tuple[Plan, str]], sql: SqlJudge) -> dict[str, list[tuple[Any, ...]]]:
    """Return what is said of each record by each rule."""
    database = sql.tables.database
    queries = [
        f"SELECT {literal(plan.rule.id)}, id, state, coalesce(array_length(items), 0), soon,"  # noqa: S608
        f" program, organisation FROM {identifier(name)}"
        for plan, name in asked
    ]
    found: dict[str, list[tuple[Any, ...]]] = {}
    for rule, *row in database.rows(database.said(" UNION ALL ".join(queries))):
        found.setdefault(rule, []).append(tuple(row))
    return found


def _outcome(plan: Plan, row: tuple[Any, ...], teller: Judge) -> Outcome:
    key, word, items, soon, program, organisation = row
    subject, state = RecordKey(plan.rule.subject, key), State(word)
    if state in (State.PASS, State.NOT_APPLICABLE) and not soon:
        return Outcome(
            subject=subject, state=state, program_id=program, organisation_id=organisation
        )
    told = teller.outcome(teller.world.snapshot.of_type(subject.type)[key])
    agree(plan, told, state, items, engine="spark")
    return told
