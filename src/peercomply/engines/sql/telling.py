"""
Tells what is said of the records of an export that fail, are unknown or are due soon.

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
from typing import Any

import attrs

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
    """

    plan: Plan
    judged: str


@attrs.frozen
class Telling:
    """
    Tells outcomes of one export.

    Attributes:
        typed: The export.

        snapshot: Its records, none of which is made.

        tables: Its tables.

        as_of: The day of the check.

        parameters: Limits by name.
    """

    typed: TypedTables
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
        counts = self._counts(tasks)
        asked = self._make("asked", _asked(subject, tasks))
        size = self.tables.execute(f"SELECT count(DISTINCT id) FROM {identifier(asked)}")[0][0]
        for batch in range(-(-size // BATCH)):
            with_batch = self._batch(asked, batch)
            world = self._world(near, with_batch)
            for judgement in before:
                world.note_outcomes(judgement)
            said = self._said(with_batch)
            for task in tasks:
                found = list(self._outcomes(task, world, said.get(task.plan.rule.id, [])))
                if not task.judged:
                    _count(found, counts[task.plan.rule.id])
                told[task.plan.rule.id] += [one for one in found if _kept(one)]
            self._drop(with_batch)
        self._drop(asked)
        return [_judgement(task, told, counts) for task in tasks]

    def _make(self, word: str, query: str) -> str:
        name = f"{word} {next(self._number)}"
        self.tables.execute(f"CREATE TEMP TABLE {identifier(name)} AS {query}")
        return name

    def _drop(self, *names: str) -> None:
        for name in names:
            self.tables.execute(f"DROP TABLE {identifier(name)}")

    def _batch(self, asked: str, batch: int) -> str:
        """Return the table of the rules and keys of one batch; keys are in order of batches."""
        each = (
            "SELECT *, (dense_rank() OVER (ORDER BY id) - 1) // "
            f"{BATCH} AS batch FROM {identifier(asked)}"
        )
        return self._make("batch", f"SELECT * EXCLUDE batch FROM ({each}) WHERE batch = {batch}")

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
            rows = self.tables.execute(" UNION ALL ".join(parts))
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
        origins: dict[tuple[str, str], int] = {}
        for name in sorted(self.typed.supplied):
            if name not in keys:
                records[name] = MappingProxyType({})
                continue
            some = " UNION ".join(f"SELECT id FROM {identifier(one)}" for one in keys[name])
            wanted = self._make("wanted", some)
            given = f"id IN (SELECT id FROM {identifier(wanted)})"
            made = records_of(
                self.typed, name, given=given, order="id", connection=self.tables.connection
            )
            records[name] = MappingProxyType({record.id: record for record in made})
            lines = self.tables.execute(
                f"SELECT id, {identifier(LINE)} FROM main.{identifier(name)} WHERE {given}"
            )
            origins |= {(name, key): line for key, line in lines}
            self._drop(wanted)
        whole = self.snapshot.provenance
        provenance = Provenance(
            doubts=whole.doubts,
            origins=_Places(self.typed, origins),
            headings=whole.headings,
            inputs=whole.inputs,
        )
        return Snapshot(
            MappingProxyType(records), self.snapshot.supplied, provenance, self.snapshot.schema
        )

    def _said(self, batch: str) -> dict[str, list[tuple[Any, ...]]]:
        """Return key, state and number of failing items of each record of a batch, by rule."""
        found: dict[str, list[tuple[Any, ...]]] = {}
        query = f"SELECT rule, id, state, items FROM {identifier(batch)} ORDER BY rule, id"
        for rule, *row in self.tables.execute(query):
            found.setdefault(rule, []).append(tuple(row))
        return found

    def _outcomes(
        self, task: Task, world: World, said: Sequence[tuple[Any, ...]]
    ) -> Iterator[Outcome]:
        if not said:
            return
        held = world.snapshot.of_type(task.plan.rule.subject)
        judge = Judge.of(task.plan, world)
        for key, state, items in said:
            outcome = judge.outcome(held[key])
            if task.judged:
                agree(task.plan, outcome, State(state), items)
            yield outcome


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


def agree(plan: Plan, told: Outcome, state: State, items: int) -> None:
    """
    Raise unless the reference engine, in *told*, says what the database says.

    Raises:
        EngineError: It says something else, and nothing is said at all.
    """
    failing = len(told.details) if plan.check.items is not None else 0
    if told.state is not state or (state is State.FAIL and failing != items):
        raise EngineError("duckdb", plan.rule.id, str(told.subject), state.value, told.state.value)


def _asked(subject: str, tasks: Sequence[Task]) -> str:
    """Return SQL for rule and key of every record that is told, and what is said of it."""
    return " UNION ALL ".join(map(functools.partial(_asked_by, subject), tasks))


def _asked_by(subject: str, task: Task) -> str:
    rule = f"{literal(task.plan.rule.id)} AS rule"
    if not task.judged:
        return f"SELECT {rule}, id, NULL AS state, 0 AS items FROM {identifier(subject)}"
    said = "state, coalesce(len(items), 0) AS items"
    return f"SELECT {rule}, id, {said} FROM {identifier(task.judged)} WHERE {_TOLD}"


def _kept(outcome: Outcome) -> bool:
    return outcome.state in (State.FAIL, State.UNKNOWN) or outcome.due_soon is not None


def _count(outcomes: Iterable[Outcome], counts: dict[Group, Counter[State]]) -> None:
    for one in outcomes:
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
