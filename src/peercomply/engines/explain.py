"""Explains what a rule says about one record, node by node."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from peercomply.engines.causes import CausedBy, caused
from peercomply.engines.explanation import Explained, Explanation, Reading, Truth
from peercomply.engines.items import WHOLE, Item
from peercomply.engines.memory import Judge, evaluate_in
from peercomply.engines.outcomes import Outcome, State
from peercomply.engines.tracing import Place, Tracer, truth
from peercomply.engines.values import Missing, disjunction
from peercomply.engines.world import Choice, World
from peercomply.errors import SubjectError, did_you_mean
from peercomply.plan.chain import plans_for, plans_of
from peercomply.plan.lower import item_parts
from peercomply.plan.plan import Plan
from peercomply.records.model import Record
from peercomply.records.provenance import RecordKey
from peercomply.records.snapshot import Snapshot
from peercomply.rules.nodes import FieldValue
from peercomply.rules.rule import Pack, Rule
from peercomply.rules.traversal import walk
from peercomply.rules.voice import Voice, words

MOST_ITEMS = 60
"""Items of one record that are shown; those that hold give way first."""


def explain(
    snapshot: Snapshot, pack: Pack, rule_id: str, subject: RecordKey | str, *, as_of: date
) -> Explanation:
    """
    Explain what the rule *rule_id* says about the record *subject*, such as "worker:W017".

    The outcome is that of `check`. Values of people, and free text, are withheld as in reports.

    Args:
        snapshot: The records.

        pack: The pack that has the rule.

        rule_id: Id of the rule.

        subject: The record, as its key or as TYPE:ID.

        as_of: The day of the check; later events have not happened.

    Raises:
        UnknownRuleError: The pack has no such rule.

        SubjectError: There is no such record, or the rule judges another record type.

        SchemaError: The pack and the snapshot add record types or fields which do not go together.
    """
    rule = pack.rule(rule_id)
    snapshot = snapshot.known_by(pack.schema)
    record = _find(snapshot, rule, subject)
    *others, plan = plans_of(rule_id, pack)
    world = World(snapshot, as_of, pack.parameters)
    evaluate_in(world, others)
    judge, tracer = Judge.of(plan, world), Tracer(world)
    outcome = judge.outcome(record)
    _, choices = judge.settled(record)
    readings = _readings(judge, tracer, record, choices) if choices != [{}] else ()
    return Explanation(
        rule=rule,
        subject=outcome.subject,
        outcome=outcome.state,
        as_of=as_of,
        reasons=outcome.reasons,
        messages=tuple(detail.message for detail in outcome.details),
        wordings=tuple(detail.wording for detail in outcome.details),
        caused_by=_causes(snapshot, pack, rule, outcome, as_of),
        parts=readings[0].parts if readings else _tree(judge, tracer, record),
        readings=readings,
    )


def _causes(
    snapshot: Snapshot, pack: Pack, rule: Rule, outcome: Outcome, as_of: date
) -> tuple[CausedBy, ...]:
    """Return the breaches that explain *outcome*, if it is one itself."""
    if outcome.state is not State.FAIL or not rule.causes:
        return ()
    asked = [rule, *(pack.rule(cause.rule) for cause in rule.causes)]
    judged = evaluate_in(World(snapshot, as_of, pack.parameters), plans_for(asked, pack))
    return caused(judged, snapshot).get((rule.id, outcome.subject), ())


def _find(snapshot: Snapshot, rule: Rule, subject: RecordKey | str) -> Record:
    name, colon, key = str(subject).partition(":")
    wanted = rule.subject
    if not colon:
        raise SubjectError(
            str(subject), "names no record", hint=f"write TYPE:ID, such as {wanted}:{subject}"
        )
    if name != wanted:
        hint = f"write {wanted}:ID"
        raise SubjectError(str(subject), f"the rule {rule.id} judges {wanted} records", hint=hint)
    if wanted not in snapshot.supplied:
        raise SubjectError(str(subject), f"no {wanted} records were supplied")
    records = snapshot.of_type(wanted)
    if key not in records:
        raise SubjectError(
            str(subject), f"no {wanted} record has this key", hint=did_you_mean(key, records)
        )
    return records[key]


def _readings(
    judge: Judge, tracer: Tracer, record: Record, choices: list[Choice]
) -> tuple[Reading, ...]:
    """Return the outcome under each reading, with a tree for each outcome that is new."""
    found: list[Reading] = []
    for choice in choices:
        state = judge.under(record, choice).state
        new = state not in {reading.outcome for reading in found}
        found.append(
            Reading(
                dates=tuple(
                    f"{name}.{field} {'month' if month_first else 'day'} first"
                    for (name, field), month_first in sorted(choice.items())
                ),
                outcome=state,
                parts=_tree(judge, tracer, record) if new else (),
            )
        )
    judge.world.choice = {}
    return tuple(found)


def _tree(judge: Judge, tracer: Tracer, record: Record) -> tuple[Explained, ...]:
    """Explain whether the rule applies and, if it does, whether it holds."""
    tracer.start()
    plan = judge.plan
    due = plan.check.due
    named = () if due is None or isinstance(due, FieldValue) else ((due, "the last day in time"),)
    place = Place(record, record, Voice.of(plan.rule.subject, brief=True, named=named))
    if plan.applies is None:
        noun = words(plan.rule.subject)
        applies = Explained(text=f"it applies to every {noun} record", outcome=Truth.YES)
    else:
        outcome = truth(tracer.value(plan.applies, place))
        parts = (tracer.explain(plan.applies, place),)
        applies = Explained(text="it applies", outcome=outcome, parts=parts)
    if applies.outcome is not Truth.YES:
        return (applies,)
    items = judge.items(record, record)
    if isinstance(items, Missing):
        return (applies, _no_items(plan, tracer, place, items))
    return (applies, *_items(judge, tracer, place, tuple(items)))


def _no_items(plan: Plan, tracer: Tracer, place: Place, why: Missing) -> Explained:
    return Explained(
        text="what is judged one by one",
        value=f"not known: {'; '.join(sorted(why.reasons))}",
        outcome=Truth.UNKNOWN,
        parts=tuple(
            tracer.explain(part, place) for part in item_parts(plan.check.items) if part is not None
        ),
    )


def _items(
    judge: Judge, tracer: Tracer, place: Place, items: tuple[Item, ...]
) -> tuple[Explained, ...]:
    found = [(item, _holds(judge, place.judged, item)) for item in items]
    if not found:
        return (Explained(text="nothing of it is judged yet, so it holds", outcome=Truth.YES),)
    held = [pair for pair in found if pair[1] is Truth.YES]
    gone = {id(item) for item, _ in held[: max(0, len(found) - MOST_ITEMS)]}
    shown = [pair for pair in found if id(pair[0]) not in gone]
    nodes = tuple(_item(judge, tracer, place, item, outcome) for item, outcome in shown)
    if not gone:
        return nodes
    return (Explained(text=f"it holds for {len(gone)} more", outcome=Truth.YES), *nodes)


def _holds(judge: Judge, record: Record, item: Item) -> Truth:
    judge.world.item = item
    return truth(disjunction(way(record, record) for way in judge.ways))


def _item(judge: Judge, tracer: Tracer, place: Place, item: Item, outcome: Truth) -> Explained:
    judge.world.item = item
    tracer.start()
    plan = judge.plan
    parts = [*_not_supplied(plan, judge.world)]
    parts += [tracer.explain(way.holds, place) for way in plan.ways]
    due = _due(plan, tracer, place)
    return Explained(
        text="it holds" if item is WHOLE else f"it holds for {item.label}",
        outcome=outcome,
        parts=tuple(parts) if due is None else (*parts, due),
    )


def _not_supplied(plan: Plan, world: World) -> Iterable[Explained]:
    gone: set[Any] = set()
    for way in plan.ways:
        gone |= way.needs - world.snapshot.supplied
    for name in sorted(gone):
        yield Explained(text=f"{words(name)} records were supplied", outcome=Truth.NO)


def _due(plan: Plan, tracer: Tracer, place: Place) -> Explained | None:
    """Explain the due day, unless what holds has said it already."""
    due = plan.check.due
    if due is None or any(due == part for way in plan.ways for part in walk(way.holds)):
        return None
    return tracer.explain(due, place)
