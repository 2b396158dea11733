"""Judges records where they are, in tables of Spark; what fails or is unknown is told."""

# ruff: noqa: S608 - names come from our own descriptions and are quoted

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from graphlib import TopologicalSorter

import attrs
from pyspark.sql.types import LongType, StringType, StructField, StructType

from peercomply.engines.memory import judge_all
from peercomply.engines.outcomes import Group, Judgement, Outcome, State
from peercomply.engines.spark.database import SparkDatabase
from peercomply.engines.spark.lake import Lake, Origins
from peercomply.engines.spark.made import RecordMaker
from peercomply.engines.sql.database import TooLarge
from peercomply.engines.sql.fields import fields_read, parts_said
from peercomply.engines.sql.homed import prepared
from peercomply.engines.sql.homes import HOME_COLUMNS
from peercomply.engines.sql.judge import SqlJudge
from peercomply.engines.sql.telling import Task, Telling
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.engines.world import World
from peercomply.intake.quoting import identifier, literal
from peercomply.plan.plan import Plan
from peercomply.records.model import Record
from peercomply.records.provenance import Doubt, RecordKey
from peercomply.records.snapshot import Provenance, Snapshot
from peercomply.rules.nodes import Home
from peercomply.rules.parameters import Parameter

FEW = 50_000
"""Records of a type up to which the reference engine judges what Spark cannot."""

BATCH = 100_000
"""Records of one type that are told at once; each batch costs some forty small jobs."""

REASON = "this rule cannot be said in Spark's SQL"

TOGETHER = 25
"""Rules that are told together: a longer plan takes the driver too long."""


def levels(plans: Mapping[str, Plan]) -> Iterator[list[Plan]]:
    """Yield the plans that do not read each other together, those that are read first."""
    order = TopologicalSorter({key: sorted(plan.after) for key, plan in plans.items()})
    order.prepare()
    while order.is_active():
        ready = order.get_ready()
        yield [plans[key] for key in ready]
        order.done(*ready)


def judge_lake(
    plans: Mapping[str, Plan],
    snapshot: Snapshot,
    lake: Lake,
    as_of: date,
    parameters: Mapping[str, Parameter],
) -> dict[str, Judgement]:
    """Return what *plans* say about the records of *lake*."""
    database = SparkDatabase(lake.session)
    fields = fields_read(plans.values(), snapshot.schema, parts_said)
    try:
        tables = prepared(lake.tables(database, snapshot.schema, fields), plans.values(), "main")
        sql = SqlJudge(tables, as_of, parameters)
        sql.prepare(
            plan
            for plan in plans.values()
            if not plan.after and plan.rule.subject in snapshot.supplied
        )
        telling = LakeTelling(
            HeldInLake(lake, database, fields), "spark", snapshot, tables, as_of, parameters
        )
        judging = _Judging(lake, snapshot, sql, telling)
        for ready in levels(plans):
            judging.judge(ready)
    finally:
        database.close()
    return judging.judged


@attrs.frozen
class _Judging:
    lake: Lake
    snapshot: Snapshot
    sql: SqlJudge
    telling: LakeTelling
    judged: dict[str, Judgement] = attrs.field(factory=dict, init=False)

    def judge(self, plans: Sequence[Plan]) -> None:
        """Judge plans that do not read each other, those about one record type together."""
        tasks: dict[str, list[Task]] = {}
        for plan in plans:
            subject = plan.rule.subject
            if subject not in self.snapshot.supplied:
                self.sql.absent(plan.rule.id)
                world = World(self.snapshot, self.sql.as_of, {})
                self.judged[plan.rule.id] = judge_all(plan, world)
                continue
            try:
                tasks.setdefault(subject, []).append(Task(plan, self.sql.judge(plan)))
            except Unsupported:
                self._otherwise(plan)
        for subject, some in sorted(tasks.items()):
            for first in range(0, len(some), TOGETHER):
                self._tell(subject, some[first : first + TOGETHER])

    def _tell(self, subject: str, tasks: Sequence[Task]) -> None:
        try:
            found = self.telling.judgements(subject, tasks, self._before(tasks))
        except TooLarge:
            if len(tasks) == 1:
                self._otherwise(tasks[0].plan)
                return
            for task in tasks:
                self._tell(subject, [task])
            return
        for judgement in found:
            self.judged[judgement.rule.id] = judgement
        if self.lake.breaches:
            self._write(subject, tasks)

    def _before(self, tasks: Iterable[Task]) -> list[Judgement]:
        return [
            self.judged[key] for key in sorted({key for one in tasks for key in one.plan.after})
        ]

    def _otherwise(self, plan: Plan) -> None:
        """Judge by the reference engine what Spark cannot, or say that it is unknown."""
        subject = plan.rule.subject
        if len(self.snapshot.of_type(subject)) <= FEW:
            task = Task(plan, "")
            (judgement,) = self.telling.judgements(subject, [task], self._before([task]))
        else:
            judgement = self._unknown(plan)
        self.sql.note(judgement)
        self.judged[plan.rule.id] = judgement

    def _unknown(self, plan: Plan) -> Judgement:
        """Return that every record is unknown."""
        subject = plan.rule.subject
        homes = [identifier(HOME_COLUMNS[home][0]) for home in Home]
        rows = self.sql.tables.execute(
            self.sql.tables.database.said(
                f"SELECT id, {', '.join(homes)} FROM {identifier(subject)} ORDER BY id"
            )
        )
        outcomes = tuple(
            Outcome(
                subject=RecordKey(subject, key),
                state=State.UNKNOWN,
                program_id=program,
                organisation_id=organisation,
                reasons=(REASON,),
                unsettled=frozenset(
                    home
                    for home, key in zip(Home, (program, organisation), strict=True)
                    if key is None
                ),
            )
            for key, program, organisation in rows
        )
        counts: dict[Group, Counter[State]] = {}
        for one in outcomes:
            counts.setdefault((one.program_id, one.organisation_id), Counter())[one.state] += 1
        return Judgement(
            rule=plan.rule,
            supplied=True,
            needs=plan.needs,
            fields=plan.fields,
            outcomes=outcomes,
            counts=counts,
        )

    def _write(self, subject: str, tasks: Sequence[Task]) -> None:
        """Let the cluster write which records fail, or are unknown."""
        database = self.sql.tables.database
        parts = [
            f"SELECT {literal(task.plan.rule.id)} AS rule, {literal(subject)} AS record_type,"
            " id AS record_id, state, items, CAST(program AS VARCHAR) AS program_id,"
            " CAST(organisation AS VARCHAR) AS organisation_id"
            f" FROM {identifier(task.judged)} WHERE state IN ('fail', 'unknown')"
            for task in tasks
        ]
        query = database.said(" UNION ALL ".join(parts))
        self.lake.session.sql(query).write.mode("append").parquet(self.lake.breaches)


@attrs.frozen
class HeldInLake:
    """The records of a lake, as far as its tables for one evaluation hold them."""

    lake: Lake
    database: SparkDatabase = attrs.field(repr=False)
    fields: Mapping[str, Iterable[str]] = attrs.field(repr=False)
    _doubts: dict[tuple[str, str], dict[str, Doubt]] = attrs.field(factory=dict, init=False)

    @property
    def supplied(self) -> frozenset[str]:
        """Names of the record types that were supplied."""
        return self.lake.supplied

    def records(self, name: str, wanted: str) -> list[Record]:
        """Return the records whose keys stand in a table, and note what is doubtful of them."""
        account = self.lake.accounts[name]
        own = account.record_type.fields
        fields = {"id", *self.fields.get(name, ()), *account.given.required} & own.keys()
        maker = RecordMaker(account.record_type, tuple(sorted(fields)), account.given.unsure)
        query = (
            f"SELECT * FROM {identifier(name)} WHERE id IN (SELECT id FROM {identifier(wanted)})"
        )
        rows = self.lake.session.sql(self.database.said(query)).collect()
        for field in fields:
            self._doubts[name, field] = {}
        made = []
        for row in sorted(rows, key=lambda one: str(one["id"])):
            made.append(maker.record(row))
            for field, doubt in maker.doubts(row):
                self._doubts[name, field][row["id"]] = doubt
        return made

    def provenance(self, wanted: Mapping[str, str], whole: Provenance) -> Provenance:
        """Return where the records stand, and what is doubtful about them."""
        del wanted
        labels = {name: one.given.label for name, one in self.lake.accounts.items()}
        return Provenance(
            doubts={cell: dict(found) for cell, found in self._doubts.items() if found},
            origins=Origins(labels),
            headings=whole.headings,
            inputs=whole.inputs,
        )


@attrs.frozen
class LakeTelling(Telling):
    """Tells outcomes in batches that are cut in this process, which is told of each anyway."""

    def _batches(self, asked: str) -> Iterator[str]:
        rows = self._rows(f"SELECT rule, id, state, items FROM {identifier(asked)}")
        rows.sort(key=lambda row: (row[1], row[0]))
        keys = sorted({row[1] for row in rows})
        database = self.tables.database
        assert isinstance(database, SparkDatabase)
        start = 0
        for first in range(0, len(keys), BATCH):
            last = keys[min(first + BATCH, len(keys)) - 1]
            end = start
            while end < len(rows) and rows[end][1] <= last:
                end += 1
            name = f"batch {next(self._number)}"
            database.hold(name, database.session.createDataFrame(rows[start:end], _BATCH_ROWS))
            yield name
            start = end


_BATCH_ROWS = StructType(
    [
        StructField("rule", StringType()),
        StructField("id", StringType()),
        StructField("state", StringType()),
        StructField("items", LongType()),
    ]
)
