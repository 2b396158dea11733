"""
The reference engine: evaluates plans over the attrs records of a snapshot in this process.

Its outcomes are the meaning of rules; other engines are compared with it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from graphlib import TopologicalSorter

import attrs

from peercomply.engines.compile import Compiler, Watch
from peercomply.engines.items import Item, compile_items
from peercomply.engines.outcomes import Judgement, Outcome, State
from peercomply.engines.telling import Teller
from peercomply.engines.values import Missing, disjunction
from peercomply.engines.world import Choice, Column, Read, World
from peercomply.plan.plan import Plan, Way
from peercomply.records.model import Record
from peercomply.records.provenance import RecordKey
from peercomply.records.snapshot import Snapshot
from peercomply.rules.parameters import Parameter

MOST_READINGS = 6
"""Columns of ambiguous dates that one outcome may rest on before it is unknown anyway."""


def evaluate(
    plans: Iterable[Plan],
    snapshot: Snapshot,
    *,
    as_of: date,
    parameters: Mapping[str, Parameter],
) -> tuple[Judgement, ...]:
    """
    Judge every record of *snapshot* by every plan, as on the day *as_of*.

    The judgements stand in the order of *plans*, their outcomes in the order of record keys. A plan
    that reads outcomes of other rules needs their plans among *plans*.
    """
    return evaluate_in(World(snapshot, as_of, parameters), plans)


def evaluate_in(world: World, plans: Iterable[Plan]) -> tuple[Judgement, ...]:
    """Judge as `evaluate` does, and keep in *world* what later plans may read."""
    by_id = {plan.rule.id: plan for plan in plans}
    order = TopologicalSorter({key: sorted(plan.after) for key, plan in by_id.items()})
    order.prepare()
    judged = {}
    while order.is_active():
        ready = order.get_ready()
        subjects: dict[str, list[Plan]] = {}
        for key in ready:
            subjects.setdefault(by_id[key].rule.subject, []).append(by_id[key])
        for together in subjects.values():
            for judgement in judge_together(together, world):
                judged[judgement.rule.id] = judgement
                world.note_outcomes(judgement)
        order.done(*ready)
    return tuple(judged[key] for key in by_id)


def judge_all(plan: Plan, world: World) -> Judgement:
    """Judge every record of the subject of *plan*, whose rules it reads have been judged."""
    return judge_together([plan], world)[0]


def judge_together(plans: Sequence[Plan], world: World) -> list[Judgement]:
    """
    Judge every record of one record type by *plans*, which do not read each other.

    One record is judged by all of them before the next, so that they share its gathered rows.
    """
    subject = plans[0].rule.subject
    supplied = subject in world.snapshot.supplied
    outcomes: list[list[Outcome]] = [[] for _ in plans]
    if supplied:
        judges = [Judge.of(plan, world).outcome for plan in plans]
        for record in world.snapshot.of_type(subject).values():
            for judge, said in zip(judges, outcomes, strict=True):
                said.append(judge(record))
    return [
        Judgement(
            rule=plan.rule,
            supplied=supplied,
            needs=plan.needs,
            fields=plan.fields,
            outcomes=tuple(said),
        )
        for plan, said in zip(plans, outcomes, strict=True)
    ]


@attrs.frozen
class Verdict:
    """
    What is judged under one reading of the dates.

    Attributes:
        state: The outcome.

        reasons: Why it is unknown.

        failed: The items that fail.
    """

    state: State
    reasons: frozenset[str] = frozenset()
    failed: tuple[Item, ...] = ()


@attrs.frozen
class Judge:
    """
    One plan, compiled for one world.

    Attributes:
        plan: The plan.

        world: The world.

        applies: Whether the rule applies; None where it applies to all records.

        items: What of a record is judged one by one.

        ways: Whether a record satisfies the rule in each way.

        teller: What is said about a record that fails.
    """

    plan: Plan
    world: World
    applies: Read | None
    items: Read
    ways: tuple[Read, ...]
    teller: Teller

    @classmethod
    def of(cls, plan: Plan, world: World, watch: Watch | None = None) -> Judge:
        """Return the judge of *plan* in *world*; *watch* sees the conditions that decide."""
        compiler = Compiler(world, watch)
        applies = None if plan.applies is None else compiler.compile(plan.applies)
        ways = tuple(_way(way, compiler) for way in plan.ways)
        reads = ways if applies is None else (*ways, applies)
        items = compile_items(plan.check.items, compiler)
        return cls(plan, world, applies, items, ways, Teller(plan, world, reads))

    def outcome(self, record: Record) -> Outcome:
        """Return what the rule says about *record*."""
        verdict, choices = self.settled(record)
        homes, teller = self.world.relations.homes(record), self.teller
        return Outcome(
            subject=RecordKey(self.plan.rule.subject, record.id),
            state=verdict.state,
            program_id=homes.program,
            organisation_id=homes.organisation,
            reasons=tuple(sorted(verdict.reasons)),
            details=tuple(teller.detail(record, item, choices) for item in verdict.failed),
            due_soon=teller.due_soon(record) if verdict.state is State.PASS else None,
            unsettled=homes.unsettled,
        )

    def settled(self, record: Record) -> tuple[Verdict, list[Choice]]:
        """
        Judge under every reading of the ambiguous dates that matter; they have to agree.

        Returns the verdict, and the readings under which it was reached.
        """
        world = self.world
        world.start(record)
        first = self.judged(record)
        if not world.touched:
            return first, [{}]
        columns: list[Column] = []
        choices: list[Choice] = [{}]
        verdicts = [first]
        while set(columns) != world.touched and len(world.touched) <= MOST_READINGS:
            columns = sorted(world.touched)
            readings = itertools.product((0, 1), repeat=len(columns))
            choices = [dict(zip(columns, reading, strict=True)) for reading in readings]
            verdicts = [self.under(record, choice) for choice in choices]
        world.choice = {}
        failed = set(first.failed).intersection(*(verdict.failed for verdict in verdicts))
        agree = len({verdict.state for verdict in verdicts}) == 1 and len(columns) == len(
            world.touched
        )
        if agree and (failed or not first.failed):
            kept = tuple(item for item in first.failed if item in failed)
            return attrs.evolve(first, failed=kept), choices
        why = {f"{name}.{field} can be read in two ways" for name, field in world.touched}
        return Verdict(State.UNKNOWN, first.reasons | why), choices

    def under(self, record: Record, choice: Choice) -> Verdict:
        """Judge under one reading of the ambiguous dates, which stays in force."""
        self.world.choice = choice
        return self.judged(record)

    def judged(self, record: Record) -> Verdict:
        """Judge under the reading that is in force."""
        applies = True if self.applies is None else self.applies(record, record)
        if applies is False:
            return Verdict(State.NOT_APPLICABLE)
        if applies is not True:
            return Verdict(State.UNKNOWN, applies.reasons)
        items = self.items(record, record)
        if isinstance(items, Missing):
            return Verdict(State.UNKNOWN, items.reasons)
        failed, why = [], frozenset[str]()
        for item in items:
            self.world.item = item
            holds = disjunction(way(record, record) for way in self.ways)
            if isinstance(holds, Missing):
                why |= holds.reasons
            elif not holds:
                failed.append(item)
        if failed:
            return Verdict(State.FAIL, failed=tuple(failed))
        return Verdict(State.UNKNOWN, why) if why else Verdict(State.PASS)


def _way(way: Way, compiler: Compiler) -> Read:
    gone = way.needs - compiler.world.snapshot.supplied
    if not gone:
        return compiler.compile(way.holds)
    unknown = Missing(frozenset(f"{name} was not supplied" for name in gone))
    return compiler.watched(way.holds, lambda _judged, _current: unknown)
