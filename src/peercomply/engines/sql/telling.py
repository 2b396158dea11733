"""
Tells what is said of records in tables that fail, are unknown or are due soon.

The reference engine tells it, over a snapshot that holds these records and what their rules read
of others. Records are told in batches, so that no more of them than that are made at once.
"""

# ruff: noqa: S608 - names come from our own descriptions and are quoted

from __future__ import annotations

import functools
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol

import attrs
import duckdb

from peercomply.engines.memory import Judge
from peercomply.engines.outcomes import Counts, Group, Judgement, Outcome, State
from peercomply.engines.sql.near import Near, fill
from peercomply.engines.sql.tables import Tables
from peercomply.engines.world import World
from peercomply.errors import EngineError
from peercomply.intake.build import records_of
from peercomply.intake.columns import LINE
from peercomply.intake.quoting import identifier, literal, literals
from peercomply.intake.typed import TypedTables
from peercomply.plan.plan import Plan
from peercomply.records.model import Record
from peercomply.records.provenance import Location
from peercomply.records.snapshot import Provenance, Snapshot
from peercomply.rules.parameters import Parameter

BATCH = 20_000
"""Records of one type that are told at once."""

_TOLD = "state IN ('fail', 'unknown') OR soon"


@attrs.frozen
class Task:
    """
    A plan whose records are told.

    Attributes:
        plan: The plan.

        judged: Table with its outcomes; empty if the reference engine judges all records.

        counts: How many records of each home have which outcome, where *judged* does not hold all
            of them any more; None where it does.
    """

    plan: Plan
    judged: str
    counts: dict[Group, Counter[State]] | None = None


class Held(Protocol):
    """Records that stand in tables, and become records when they are told."""

    @property
    def supplied(self) -> frozenset[str]:
        """Names of the record types that were supplied."""
        ...

    def records(self, name: str, wanted: str) -> Iterable[Record]:
        """Return the records of the type *name* whose keys stand in the table *wanted*."""
        ...

    def provenance(self, wanted: Mapping[str, str], whole: Provenance) -> Provenance:
        """Return what is known of the records in the tables *wanted*, by type, from *whole*."""
        ...


@attrs.frozen
class HeldTyped:
    """The records of an export that DuckDB has read; see `Held`."""

    typed: TypedTables
    connection: duckdb.DuckDBPyConnection = attrs.field(repr=False)

    @property
    def supplied(self) -> frozenset[str]:
        """Names of the record types that were supplied."""
        return self.typed.supplied

    def records(self, name: str, wanted: str) -> Iterable[Record]:
        """Return the records whose keys stand in a table."""
        given = f"id IN (SELECT id FROM {identifier(wanted)})"
        held, connection = self.typed, self.connection
        return records_of(held, name, given=given, order="id", connection=connection, checked=False)

    def provenance(self, wanted: Mapping[str, str], whole: Provenance) -> Provenance:
        """Return where the records stand, and what is doubtful about any."""
        origins: dict[tuple[str, str], int] = {}
        for name, keys in wanted.items():
            lines = self.connection.execute(
                f"SELECT id, {identifier(LINE)} FROM main.{identifier(name)}"
                f" WHERE id IN (SELECT id FROM {identifier(keys)})"
            ).fetchall()
            origins |= {(name, key): line for key, line in lines}
        return Provenance(
            doubts=whole.doubts,
            origins=_Places(self.typed, origins),
            headings=whole.headings,
            inputs=whole.inputs,
        )


@attrs.frozen
class Telling:
    """
    Tells outcomes of records in tables.

    Attributes:
        held: The records.

        engine: Name of the engine that has judged them.

        snapshot: Its records, none of which is made.

        tables: Its tables.

        as_of: The day of the check.

        parameters: Limits by name.
    """

    held: Held
    engine: str
    snapshot: Snapshot
    tables: Tables
    as_of: date
    parameters: Mapping[str, Parameter]
    _number: Iterator[int] = attrs.field(factory=itertools.count, init=False)

    def judgements(
        self, subject: str, tasks: Sequence[Task], before: Sequence[Judgement]
    ) -> list[Judgement]:
        """Return what the plans of *tasks*, all about *subject*, say; they may read *before*."""
        near = Near(self.snapshot.schema, subject)
        for task in tasks:
            near.add(task.plan)
        near.finish()
        told: dict[str, list[Outcome]] = {task.plan.rule.id: [] for task in tasks}
        counts = self._counts([task for task in tasks if task.counts is None])
        counts |= {task.plan.rule.id: task.counts for task in tasks if task.counts is not None}
        asked = self._make("asked", _asked(subject, tasks))
        for with_batch in self._batches(asked):
            world = self._world(near, with_batch)
            for judgement in before:
                world.note_outcomes(judgement)
            for task, outcome in self._outcomes(tasks, world, with_batch):
                if not task.judged:
                    _count(outcome, counts[task.plan.rule.id])
                if _kept(outcome):
                    told[task.plan.rule.id].append(outcome)
            self._drop(with_batch)
        self._drop(asked, *(task.judged for task in tasks if task.counts is not None))
        return [_judgement(task, told, counts) for task in tasks]

    def _make(self, word: str, query: str) -> str:
        name = f"{word} {next(self._number)}"
        self.tables.database.make(name, self.tables.database.said(query))
        return name

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.tables.execute(self.tables.database.said(query))

    def _drop(self, *names: str) -> None:
        for name in names:
            self.tables.database.drop(name)

    def _batches(self, asked: str) -> Iterator[str]:
        """Yield the tables of the rules and keys of each batch."""
        size = self._rows(f"SELECT count(DISTINCT id) FROM {identifier(asked)}")[0][0]
        for batch in range(-(-size // BATCH)):
            yield self._batch(asked, batch)

    def _batch(self, asked: str, batch: int) -> str:
        """Return the table of the rules and keys of one batch; keys are in order of batches."""
        each = (
            "SELECT *, (dense_rank() OVER (ORDER BY id) - 1) // "
            f"{BATCH} AS batch FROM {identifier(asked)}"
        )
        return self._make("batch", f"SELECT * EXCLUDE batch FROM ({each}) WHERE batch = {batch}")

    def counted(self, task: Task) -> Task:
        """Return *task* with its outcomes counted, and a table of those alone that are told."""
        query = f"SELECT * FROM {identifier(task.judged)} WHERE {_TOLD}"
        return Task(task.plan, self._make("told", query), self._counts([task])[task.plan.rule.id])

    def _counts(self, tasks: Sequence[Task]) -> dict[str, dict[Group, Counter[State]]]:
        """Return how many records of each home have which outcome, for each rule."""
        found: dict[str, dict[Group, Counter[State]]] = {task.plan.rule.id: {} for task in tasks}
        parts = [
            f"SELECT {literal(task.plan.rule.id)}, program, organisation, state, count(*)"
            f" FROM {identifier(task.judged)} GROUP BY ALL"
            for task in tasks
            if task.judged
        ]
        if parts:
            rows = self._rows(" UNION ALL ".join(parts))
            for rule, program, organisation, state, count in rows:
                groups = found[rule].setdefault((program, organisation), Counter())
                groups[State(state)] = count
        return found

    def _world(self, near: Near, batch: str) -> World:
        made: list[str] = []

        def make(word: str, query: str) -> str:
            made.append(self._make(word, query))
            return made[-1]

        def asked(rules: Iterable[str]) -> str:
            listed = literals(sorted(rules))
            return f"SELECT DISTINCT id FROM {identifier(batch)} WHERE rule IN ({listed})"

        keys = fill(near, self.tables, make, asked)
        snapshot = self._part(keys)
        self._drop(*made)
        return World(snapshot, self.as_of, self.parameters)

    def _part(self, keys: Mapping[str, Sequence[str]]) -> Snapshot:
        """Return the records whose keys stand in the tables *keys*, by record type."""
        records: dict[str, Mapping[str, Record]] = {}
        tables: dict[str, str] = {}
        for name in sorted(self.held.supplied):
            if name not in keys:
                records[name] = MappingProxyType({})
                continue
            some = " UNION ".join(f"SELECT id FROM {identifier(one)}" for one in keys[name])
            tables[name] = self._make("wanted", some)
            made = self.held.records(name, tables[name])
            records[name] = MappingProxyType({record.id: record for record in made})
        provenance = self.held.provenance(tables, self.snapshot.provenance)
        self._drop(*tables.values())
        return Snapshot(
            MappingProxyType(records), self.snapshot.supplied, provenance, self.snapshot.schema
        )

    def _outcomes(
        self, tasks: Sequence[Task], world: World, batch: str
    ) -> Iterator[tuple[Task, Outcome]]:
        """Yield what is said of each record of a batch, by one rule after the other."""
        query = f"SELECT id, rule, state, items FROM {identifier(batch)} ORDER BY id, rule"
        rows = self._rows(query)
        asked = {rule for _, rule, _, _ in rows}
        by_rule = {task.plan.rule.id: task for task in tasks if task.plan.rule.id in asked}
        if not by_rule:
            return
        judges = {rule: Judge.of(task.plan, world) for rule, task in by_rule.items()}
        held = world.snapshot.of_type(tasks[0].plan.rule.subject)
        for key, rule, state, items in rows:
            task, outcome = by_rule[rule], judges[rule].outcome(held[key])
            if task.judged:
                agree(task.plan, outcome, State(state), items, engine=self.engine)
            yield task, outcome


class _Places(Mapping[tuple[str, str], Location]):
    """Where records stand in the export, from their lines."""

    def __init__(self, typed: TypedTables, lines: Mapping[tuple[str, str], int]) -> None:
        self._typed = typed
        self._lines = lines

    def __getitem__(self, key: tuple[str, str]) -> Location:
        return self._typed.notes.location(self._lines[key])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def agree(plan: Plan, told: Outcome, state: State, items: int, *, engine: str) -> None:
    """
    Raise unless the reference engine, in *told*, says what the database says.

    Raises:
        EngineError: It says something else, and nothing is said at all.
    """
    failing = len(told.details) if plan.check.items is not None else 0
    if told.state is not state or (state is State.FAIL and failing != items):
        raise EngineError(engine, plan.rule.id, str(told.subject), state.value, told.state.value)


def _asked(subject: str, tasks: Sequence[Task]) -> str:
    """Return SQL for rule and key of every record that is told, and what is said of it."""
    return " UNION ALL ".join(map(functools.partial(_asked_by, subject), tasks))


def _asked_by(subject: str, task: Task) -> str:
    rule = f"{literal(task.plan.rule.id)} AS rule"
    if not task.judged:
        said = "CAST(NULL AS VARCHAR) AS state, 0 AS items"
        return f"SELECT {rule}, id, {said} FROM {identifier(subject)}"
    said = "state, coalesce(array_length(items), 0) AS items"
    return f"SELECT {rule}, id, {said} FROM {identifier(task.judged)} WHERE {_TOLD}"


def _kept(outcome: Outcome) -> bool:
    return outcome.state in (State.FAIL, State.UNKNOWN) or outcome.due_soon is not None


def _count(one: Outcome, counts: dict[Group, Counter[State]]) -> None:
    counts.setdefault((one.program_id, one.organisation_id), Counter())[one.state] += 1


def _judgement(
    task: Task, told: Mapping[str, Sequence[Outcome]], counts: Mapping[str, Counts]
) -> Judgement:
    plan = task.plan
    return Judgement(
        rule=plan.rule,
        supplied=True,
        needs=plan.needs,
        fields=plan.fields,
        outcomes=tuple(told[plan.rule.id]),
        engine="" if task.judged else "memory",
        counts=counts[plan.rule.id],
    )
