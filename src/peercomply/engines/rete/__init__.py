"""
A second opinion: the same plans, judged by forward chaining in a Rete network (durable-rules).

It shares no evaluation with the reference engine, so that a mistake is not made twice: conditions,
joins of records and rules about rules are matched by the network, and what a network cannot say
(days, sums, items) is written anew. Importing this needs the package durable-rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from graphlib import TopologicalSorter

from peercomply.engines.outcomes import Judgement, Outcome
from peercomply.engines.rete.judge import Judge
from peercomply.engines.rete.reader import Reader
from peercomply.engines.rete.telling import Telling
from peercomply.engines.world import World
from peercomply.plan.plan import Plan
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

    The judgements stand in the order of *plans*, their outcomes in the order of record keys. A plan
    that reads outcomes of other rules needs their plans among *plans*.
    """
    reader, told = Reader(snapshot, as_of, parameters), World(snapshot, as_of, parameters)
    by_id = {plan.rule.id: plan for plan in plans}
    order = TopologicalSorter({key: sorted(plan.after) for key, plan in by_id.items()})
    judged: dict[str, Judgement] = {}
    for key in order.static_order():
        judged[key] = _judgement(by_id[key], reader, told)
        reader.chain.note(judged[key])
        told.note_outcomes(judged[key])
    return tuple(judged[key] for key in by_id)


def _judgement(plan: Plan, reader: Reader, told: World) -> Judgement:
    subject, snapshot = plan.rule.subject, reader.cells.snapshot
    outcomes: tuple[Outcome, ...] = ()
    if subject in snapshot.supplied:
        judge = Judge(plan, reader, Telling(plan, told))
        outcomes = tuple(judge.outcome(record) for record in snapshot.of_type(subject).values())
    return Judgement(
        rule=plan.rule,
        supplied=subject in snapshot.supplied,
        needs=plan.needs,
        fields=plan.fields,
        outcomes=outcomes,
    )
