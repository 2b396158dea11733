"""What will change if nothing is recorded: the day, the record, and what a rule will say of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from graphlib import TopologicalSorter
from typing import Any

import attrs

from peercomply.engines.items import Item
from peercomply.engines.memory import Judge
from peercomply.engines.outcomes import Detail, Outcome, State, Wording
from peercomply.engines.standing import concerned, judgement_of, moves, outcomes_of
from peercomply.engines.world import World
from peercomply.plan.chain import plans_for
from peercomply.plan.plan import Plan
from peercomply.records.model import Record
from peercomply.records.provenance import RecordKey
from peercomply.records.snapshot import Snapshot
from peercomply.rules.choose import in_profile
from peercomply.rules.rule import Pack, Rule, schema_of

MOST_DAYS = 1000
"""Days that a forecast looks ahead at most. The number is ours: every day is judged."""


@attrs.frozen(kw_only=True)
class Change:
    """
    What a rule will say of a record from a day on, if nothing is recorded until then.

    Attributes:
        id: Hash of rule, record, item, outcome, and how often the record came to that before in the
            forecast; it stays the same when the day is put off.

        rule: The rule.

        subject: The record.

        item: Part of the record that will fail; None for the record as a whole.

        program_id: Its program; None for a whole organisation, or unknown.

        organisation_id: Its organisation; None if unknown.

        on: First day with the new outcome; a duty is overdue from the day after its due day.

        from_state: The outcome on the day before. It is `fail` as well where one item more fails.

        to_state: The outcome on the day.

        message: What the rule will say; why, if it cannot decide; empty where nothing is wrong.

        due_on: Last day in time, which may lie before; None where there is no such day.

        wording: Where keys of records stand in its texts; None if that is not known.
    """

    id: str
    rule: Rule
    subject: RecordKey
    item: str | None
    program_id: str | None
    organisation_id: str | None
    on: date
    from_state: State
    to_state: State
    message: str
    due_on: date | None
    wording: Wording | None = attrs.field(default=None, repr=False, eq=False)


@attrs.frozen(kw_only=True)
class Forecast:
    """
    What will change within some days.

    Attributes:
        as_of: The day from which it looks ahead.

        days: How many days it looks ahead.

        changes: The changes: by day, and within a day the worst first.

        failing: Outcomes that are `fail` on the first day already; `check` tells them.

        unknown: Outcomes that are `unknown` on the first day; whether they fall due is not known.

        rejected: Rows of the export that were rejected, so that nothing is known of their records.

        withheld: Rules whose days may not stand beside a record key, with the number of their
            changes, which are not listed.

        not_judged: Rules whose record type was not supplied.
    """

    as_of: date
    days: int
    changes: tuple[Change, ...] = attrs.field(repr=False)
    failing: int
    unknown: int
    rejected: int
    withheld: Mapping[str, int]
    not_judged: tuple[str, ...]

    @property
    def last(self) -> date:
        """The last day that was judged."""
        return self.as_of + timedelta(days=self.days)


def forecast(
    snapshot: Snapshot,
    pack: Pack | Sequence[Pack],
    *,
    as_of: date,
    days: int,
    profile: str | None = None,
) -> Forecast:
    """
    Return what will change in the *days* days after *as_of*, if nothing is recorded.

    Every day is judged by every rule whose outcome can differ by the day, so a change that is taken
    back within the time is found, too. Events of the snapshot that lie after *as_of* count from
    their own day on.

    Raises:
        ValueError: *days* is not from 1 to `MOST_DAYS`, or leads past the end of the calendar.

        UnknownChoiceError: A pack has no such profile.

        SchemaError: The packs, or a pack and the snapshot, do not go together.
    """
    if not 1 <= days <= MOST_DAYS:
        message = f"days is {days}; a forecast looks from 1 to {MOST_DAYS} days ahead"
        raise ValueError(message)
    if days >= (date.max - as_of).days:
        message = f"{days} days after {as_of.isoformat()} the calendar has ended"
        raise ValueError(message)
    packs = (pack,) if isinstance(pack, Pack) else tuple(pack)
    known = attrs.evolve(snapshot.known_by(schema_of(packs)), tables=None)
    found = [_Course(one, profile, World(known, as_of, one.parameters), days) for one in packs]
    changes = [change for one in found for change in one.changes()]
    return Forecast(
        as_of=as_of,
        days=days,
        changes=tuple(_named(sorted(changes, key=change_order))),
        failing=sum(one.now[State.FAIL] for one in found),
        unknown=sum(one.now[State.UNKNOWN] for one in found),
        rejected=sum(known.provenance.rejected.values()),
        withheld=dict(sorted(sum((one.withheld for one in found), Counter[str]()).items())),
        not_judged=tuple(sorted({key for one in found for key in one.not_judged})),
    )


class _Course:
    """The rules of one pack from day to day."""

    def __init__(self, pack: Pack, profile: str | None, world: World, days: int) -> None:
        rules = pack.rules if profile is None else in_profile(pack, profile)
        self.asked = {rule.id for rule in rules}
        plans = {plan.rule.id: plan for plan in plans_for(rules, pack)}
        order = TopologicalSorter({key: sorted(plan.after) for key, plan in plans.items()})
        self.plans = [plans[key] for key in order.static_order()]
        self.read = {key for plan in self.plans for key in plan.after}
        self.world, self.days = world, days
        self.now: Counter[State] = Counter()
        self.withheld: Counter[str] = Counter()
        supplied = world.snapshot.supplied
        self.not_judged = {
            plan.rule.id
            for plan in self.plans
            if plan.rule.id in self.asked and plan.rule.subject not in supplied
        }

    def changes(self) -> Iterator[Change]:
        """Yield what changes, day by day."""
        last = self.world.as_of + timedelta(days=self.days)
        moving = [
            (plan, concerned(plan, self.world, last))
            for plan in self.plans
            if moves(plan, self.world.parameters, self.world.as_of, last)
        ]
        before = {plan.rule.id: self._first(plan) for plan in self.plans}
        for ahead in range(1, self.days + 1):
            world = self.world.on(self.world.as_of + timedelta(days=ahead))
            self._keep(world, before)
            for plan, records in moving:
                yield from self._changed(plan, world, records, before[plan.rule.id])

    def _first(self, plan: Plan) -> dict[str, _Standing]:
        records = tuple(self.world.snapshot.of_type(plan.rule.subject).values())
        standing = _standings(Judge.of(plan, self.world), records)
        said = tuple(one.outcome for one in standing.values())
        self.world.note_outcomes(judgement_of(plan, self.world, said))
        if plan.rule.id in self.asked:
            self.now.update(one.state for one in said)
        return standing

    def _keep(self, world: World, before: Mapping[str, Mapping[str, _Standing]]) -> None:
        """Note what rules said that others read; those that move are noted again later."""
        for plan in self.plans:
            if plan.rule.id in self.read:
                said = tuple(one.outcome for one in before[plan.rule.id].values())
                world.note_outcomes(judgement_of(plan, world, said))

    def _changed(
        self,
        plan: Plan,
        world: World,
        records: tuple[Record, ...],
        before: dict[str, _Standing],
    ) -> Iterator[Change]:
        judge = Judge.of(plan, world)
        after = _standings(judge, records)
        for record in records:
            old, new = before[record.id], after[record.id]
            if plan.rule.id in self.asked and _differ(old, new):
                if plan.check.private:
                    self.withheld[plan.rule.id] += 1
                else:
                    yield from _told(plan.rule, old, judge.outcome(record), world.as_of)
        before.update(after)
        if plan.rule.id in self.read:
            said = tuple(one.outcome for one in before.values())
            world.note_outcomes(judgement_of(plan, world, said))


@attrs.frozen
class _Standing:
    """The outcome of a record on a day, and its items that fail."""

    outcome: Outcome
    failed: frozenset[str | None]


def _standings(judge: Judge, records: tuple[Record, ...]) -> dict[str, _Standing]:
    return {
        record.id: _Standing(outcome, frozenset(map(_label, items)))
        for record, (outcome, items) in zip(records, outcomes_of(judge, records), strict=True)
    }


def _label(item: Item) -> str | None:
    return item.label


def _differ(old: _Standing, new: _Standing) -> bool:
    return old.outcome.state is not new.outcome.state or not new.failed <= old.failed


def _told(rule: Rule, old: _Standing, new: Outcome, on: date) -> Iterator[Change]:
    state = old.outcome.state
    if new.state is not State.FAIL:
        yield _change(rule, state, new, on, None)
    for detail in new.details:
        if detail.item not in old.failed:
            yield _change(rule, state, new, on, detail)


def _change(rule: Rule, state: State, new: Outcome, on: date, detail: Detail | None) -> Change:
    why = "; ".join(new.reasons)
    reasons = Wording(message=(why,), cure=(), item=())
    return Change(
        id="",
        rule=rule,
        subject=new.subject,
        item=None if detail is None else detail.item,
        program_id=new.program_id,
        organisation_id=new.organisation_id,
        on=on,
        from_state=state,
        to_state=new.state,
        message=why if detail is None else detail.message,
        due_on=None if detail is None else detail.due_on,
        wording=reasons if detail is None else detail.wording,
    )


def _named(changes: list[Change]) -> Iterator[Change]:
    """Yield *changes*, which are in their order, with their ids."""
    seen: Counter[tuple[str, ...]] = Counter()
    for change in changes:
        subject, state = change.subject, change.to_state.value
        parts = (change.rule.id, subject.type, subject.id, change.item or "", state)
        text = "\x1f".join((*parts, str(seen[parts])))
        seen[parts] += 1
        key = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]
        yield attrs.evolve(change, id=key)


_WORST = (State.FAIL, State.UNKNOWN, State.PASS, State.NOT_APPLICABLE)


def change_order(change: Change) -> tuple[Any, ...]:
    """Return what puts *change* among others: by day, and within a day the worst first."""
    rule = change.rule
    return (
        change.on,
        _WORST.index(change.to_state),
        -rule.severity,
        -rule.strength,
        rule.id,
        change.subject.id,
        change.item or "",
    )
