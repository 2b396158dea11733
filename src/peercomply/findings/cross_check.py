"""Compares what two engines say of every record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from peercomply.engines.outcomes import Judgement, Outcome, State
from peercomply.records.provenance import RecordKey


@attrs.frozen
class Late:
    """
    A breach, as far as engines are compared.

    Attributes:
        item: The item of the record that fails; None for the record as a whole.

        due_on: Last day in time.

        days_overdue: Days past it.
    """

    item: str | None
    due_on: date | None
    days_overdue: int | None

    def __str__(self) -> str:
        """Return the breach in words."""
        item = "" if self.item is None else f" {self.item}"
        due = "" if self.due_on is None else f" due {self.due_on.isoformat()}"
        overdue = "" if self.days_overdue is None else f" {self.days_overdue} d overdue"
        return f"{item}{due}{overdue}".strip()


@attrs.frozen(kw_only=True)
class Said:
    """
    What an engine says of one record, as far as engines are compared.

    Attributes:
        state: The outcome.

        program_id: Program of the record.

        organisation_id: Its organisation.

        due_soon: The day on which it will be due, if that is near.

        late: Its breaches.
    """

    state: State
    program_id: str | None
    organisation_id: str | None
    due_soon: date | None
    late: tuple[Late, ...]

    @classmethod
    def of(cls, outcome: Outcome) -> Said:
        """Return what *outcome* says."""
        return cls(
            state=outcome.state,
            program_id=outcome.program_id,
            organisation_id=outcome.organisation_id,
            due_soon=outcome.due_soon,
            late=tuple(Late(one.item, one.due_on, one.days_overdue) for one in outcome.details),
        )

    def __str__(self) -> str:
        """Return the outcome in words, with its breaches and where it belongs."""
        late = ", ".join(text for one in self.late if (text := str(one)))
        soon = "" if self.due_soon is None else f"due soon {self.due_soon.isoformat()}"
        place = self.program_id or self.organisation_id
        home = "" if place is None else f"in {place}"
        words = " ".join(self.state.value.split("_"))
        return ", ".join(part for part in (words, late, soon, home) if part)


@attrs.frozen(kw_only=True)
class Disagreement:
    """
    A record of which two engines do not say the same.

    Attributes:
        rule: Id of the rule.

        subject: The record.

        first: What the engine of the report says; None if it says nothing.

        second: What the second engine says; None if it says nothing.
    """

    rule: str
    subject: RecordKey
    first: Said | None
    second: Said | None


@attrs.frozen(kw_only=True)
class CrossCheck:
    """
    What a second engine says of the outcomes of a report.

    Attributes:
        engine: Name of the second engine.

        outcomes: Outcomes that were compared: each that is one of pass, fail and unknown in at
            least one of the engines.

        disagreements: The records of which they do not say the same, by rule and key.
    """

    engine: str
    outcomes: int
    disagreements: tuple[Disagreement, ...]


def compare(first: Iterable[Judgement], second: Iterable[Judgement], engine: str) -> CrossCheck:
    """Compare the judgements of the *first* engine with those of a *second* one, named *engine*."""
    count, found = 0, []
    for number, (one, other) in enumerate(zip(first, second, strict=True)):
        ours, theirs = _said(one), _said(other)
        for subject in sorted({*ours, *theirs}, key=lambda key: (key.type, key.id)):
            said, said_too = ours.get(subject), theirs.get(subject)
            count += any(
                told is not None and told.state is not State.NOT_APPLICABLE
                for told in (said, said_too)
            )
            if said != said_too:
                disagreement = Disagreement(
                    rule=one.rule.id, subject=subject, first=said, second=said_too
                )
                found.append((one.rule.id, number, disagreement))
    ordered = [one for *_, one in sorted(found, key=lambda item: item[:2])]
    return CrossCheck(engine=engine, outcomes=count, disagreements=tuple(ordered))


def _said(judgement: Judgement) -> dict[RecordKey, Said]:
    return {outcome.subject: Said.of(outcome) for outcome in judgement.outcomes}
