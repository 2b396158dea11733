"""Records on a day, one of which is judged; and what a rule says there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from peercomply.engines.due import Due, due_of
from peercomply.engines.memory import evaluate, evaluate_in
from peercomply.engines.outcomes import Outcome, State
from peercomply.engines.world import World
from peercomply.plan.plan import Plan
from peercomply.records.snapshot import Snapshot
from peercomply.rules.rule import Pack


@attrs.frozen(kw_only=True)
class Probe:
    """
    One change of a case, and what the rule said.

    Attributes:
        change: The change in words.

        as_of: The day of the check.

        outcome: What was said of the record; None where the rule judged no record.
    """

    change: str
    as_of: date
    outcome: Outcome | None

    @property
    def state(self) -> State | None:
        """The outcome in a word; None where the rule judged no record."""
        return None if self.outcome is None else self.outcome.state


@attrs.frozen(kw_only=True)
class Scene:
    """
    Records on a day, one of which is judged.

    Attributes:
        plans: The plans of the rules that are read, and of the rule itself as the last one.

        pack: The pack.

        case: Name of the case that this was at first.

        record: Key of the record that is judged.

        as_of: The day of the check.

        snapshot: The records.
    """

    plans: Sequence[Plan]
    pack: Pack
    case: str
    record: str
    as_of: date
    snapshot: Snapshot

    def outcome(self) -> Outcome | None:
        """Return what the rule says of the record."""
        *_, judgement = evaluate(
            self.plans, self.snapshot, as_of=self.as_of, parameters=self.pack.parameters
        )
        return next((one for one in judgement.outcomes if one.subject.id == self.record), None)

    def due(self) -> Due | None:
        """Return when the record is due."""
        *others, plan = self.plans
        record = self.snapshot.of_type(plan.rule.subject)[self.record]
        world = World(self.snapshot, self.as_of, self.pack.parameters)
        evaluate_in(world, others)
        return due_of(plan, world, record)

    def on(self, day: date) -> Scene:
        """Return the same records on another day."""
        return attrs.evolve(self, as_of=day)

    def with_records(self, snapshot: Snapshot) -> Scene:
        """Return other records on the same day."""
        return attrs.evolve(self, snapshot=snapshot)

    def probe(self, change: str) -> Probe:
        """Return what the rule says here."""
        return Probe(change=change, as_of=self.as_of, outcome=self.outcome())
