"""Judges the same records on many days: outcomes alone, and only what can differ by the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from peercomply.engines.compile import Compiler
from peercomply.engines.items import Item
from peercomply.engines.memory import Judge
from peercomply.engines.outcomes import Judgement, Outcome
from peercomply.engines.world import World
from peercomply.plan.lower import item_parts
from peercomply.plan.plan import OpenHours, Periods, Plan
from peercomply.records.model import Record
from peercomply.records.provenance import RecordKey
from peercomply.rules.nodes import Aggregate, AsOf, Expr, Junction, ParameterValue, RuleFails
from peercomply.rules.parameters import Parameter
from peercomply.rules.traversal import walk


def moves(plan: Plan, parameters: Mapping[str, Parameter], first: date, last: date) -> bool:
    """
    Whether what *plan* says can differ between days from *first* to *last*, for equal records.

    It errs to yes: related records are taken to depend on the day, since later events do not count.
    """
    if plan.after or isinstance(plan.check.items, Periods | OpenHours):
        return True
    holding = (way.holds for way in plan.ways)
    parts = (plan.applies, *holding, *item_parts(plan.check.items))
    return any(part is not None and _moves(part, parameters, first, last) for part in parts)


def _moves(part: Expr, parameters: Mapping[str, Parameter], first: date, last: date) -> bool:
    for node in walk(part):
        if isinstance(node, AsOf | Aggregate | RuleFails):
            return True
        if isinstance(node, ParameterValue) and node.day is None:
            starts = (value.start for value in parameters[node.name].values)
            if any(start is not None and first < start <= last for start in starts):
                return True
    return False


def concerned(plan: Plan, world: World, last: date) -> tuple[Record, ...]:
    """
    Return the records to which *plan* may apply on some day from that of *world* to *last*.

    One part of its condition that is false, and that does not depend on the day, rules a record out
    for all of them.
    """
    records = tuple(world.snapshot.of_type(plan.rule.subject).values())
    applies = plan.applies
    if applies is None:
        return records
    every = isinstance(applies, Junction) and applies.every
    parts = applies.items if isinstance(applies, Junction) and every else (applies,)
    compiler = Compiler(world)
    fixed = [
        compiler.compile(part)
        for part in parts
        if not _moves(part, world.parameters, world.as_of, last)
    ]

    def ruled_out(record: Record) -> bool:
        world.start(record)
        found = any(read(record, record) is False for read in fixed)
        return found and not world.touched

    return tuple(record for record in records if not ruled_out(record))


def outcomes_of(
    judge: Judge, records: Iterable[Record]
) -> Iterator[tuple[Outcome, tuple[Item, ...]]]:
    """Yield what *judge* says of each of *records*, and which items fail; nothing is told."""
    for record in records:
        verdict, _ = judge.settled(record)
        homes = judge.world.relations.homes(record)
        outcome = Outcome(
            subject=RecordKey(judge.plan.rule.subject, record.id),
            state=verdict.state,
            program_id=homes.program,
            organisation_id=homes.organisation,
            reasons=tuple(sorted(verdict.reasons)),
            unsettled=homes.unsettled,
        )
        yield outcome, verdict.failed


def judgement_of(plan: Plan, world: World, outcomes: tuple[Outcome, ...]) -> Judgement:
    """Return *outcomes* as the judgement that rules which read *plan* ask."""
    return Judgement(
        rule=plan.rule,
        supplied=plan.rule.subject in world.snapshot.supplied,
        needs=plan.needs,
        fields=plan.fields,
        outcomes=outcomes,
    )
