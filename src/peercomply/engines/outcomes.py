"""What an engine says: one outcome for each rule and record."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

import attrs

from peercomply.records.fields import Privacy
from peercomply.records.provenance import Location, RecordKey
from peercomply.rules.nodes import Home
from peercomply.rules.rule import Rule

Group: TypeAlias = tuple[str | None, str | None]
"""Program and organisation to which records belong."""


class State(enum.Enum):
    """What a rule says about a record."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@attrs.frozen
class Mention:
    """
    The key of a record within a text.

    Attributes:
        id: The key.
    """

    id: str


Parts: TypeAlias = tuple[str | Mention, ...]
"""A text with the keys in it marked."""


@attrs.frozen(kw_only=True)
class Wording:
    """
    How the texts about a breach are put together, so that keys in them can be replaced.

    Attributes:
        message: The message.

        cure: The cure.

        item: The item; empty for the record as a whole.
    """

    message: Parts
    cure: Parts
    item: Parts


@attrs.frozen(kw_only=True)
class Evidence:
    """
    One value on which a breach rests.

    Attributes:
        record: The record.

        field: Its field.

        value: The value as text; None where it is missing or withheld.

        withheld: Whether its privacy class keeps the value out of the report.

        privacy: Who may see the value.

        location: Where it stands in the export; None for records made in Python.

        keys: The keys of records of which *value* is made; empty for any other value.
    """

    record: RecordKey
    field: str
    value: str | None
    withheld: bool
    privacy: Privacy
    location: Location | None
    keys: tuple[str, ...] = attrs.field(default=(), repr=False, eq=False)


@attrs.frozen(kw_only=True)
class Detail:
    """
    What is said about a record that fails.

    Attributes:
        item: The item of the record that fails; None for the record as a whole.

        due_on: Last day in time; None where there is no such day.

        days_overdue: Days from `due_on` to the day of the check, or to the day on which it was
            done late; None without `due_on`.

        interval_days: Length of the interval up to `due_on` in mean days, so that two breaches of
            one rule are measured alike whatever the month; None without an interval.

        message: The breach in a sentence.

        cure: The smallest change of the records that ends it.

        evidence: The values on which it rests, in a total order.

        wording: Where keys stand in its texts; None if that is not known.
    """

    item: str | None
    due_on: date | None
    days_overdue: int | None
    interval_days: Fraction | None
    message: str
    cure: str
    evidence: tuple[Evidence, ...]
    wording: Wording | None = attrs.field(default=None, repr=False, eq=False)


@attrs.frozen(kw_only=True)
class Outcome:
    """
    What a rule says about one record.

    Attributes:
        subject: The record.

        state: Pass, fail, unknown or not applicable.

        program_id: Program that the record belongs to; None for a whole organisation, or unknown.

        organisation_id: Organisation that it belongs to; None if unknown.

        reasons: Why it is unknown, sorted; empty otherwise.

        details: What is said about each of its items that fails; empty unless it fails.

        due_soon: The day on which it becomes due, if it passes and that day is near; else None.

        unsettled: Homes, program or organisation, of which it is not known whether the record
            belongs to one, and to which.
    """

    subject: RecordKey
    state: State
    program_id: str | None
    organisation_id: str | None
    reasons: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    due_soon: date | None = None
    unsettled: frozenset[Home] = attrs.field(default=frozenset(), eq=False, repr=False)

    @property
    def detail(self) -> Detail | None:
        """What is said about the first item that fails; None unless it fails."""
        return self.details[0] if self.details else None


Counts: TypeAlias = Mapping[Group, Mapping[State, int]]
"""Numbers of records by program and organisation, and by outcome; 0 where one is not there."""


@attrs.frozen(kw_only=True)
class Judgement:
    """
    What a rule says about all records of its subject.

    Attributes:
        rule: The rule.

        supplied: Whether the record type that it judges was supplied; if not, it is not judged.

        needs: Record types that it reads.

        fields: Fields that it reads, each with its record type.

        outcomes: One for each record, sorted by key; empty if not supplied. With *counts* the
            records that pass or to which the rule does not apply are left out, unless they are due
            soon.

        engine: The engine that judged instead of the one that was asked, because that one cannot
            say what the rule asks; empty if there is none.

        counts: How many records of each program and organisation have each outcome, where
            *outcomes* does not hold all of them; None where it does.
    """

    rule: Rule
    supplied: bool
    needs: frozenset[str]
    fields: frozenset[tuple[str, str]]
    outcomes: tuple[Outcome, ...] = attrs.field(repr=False)
    engine: str = attrs.field(default="", eq=False)
    counts: Counts | None = attrs.field(default=None, eq=False, repr=False)

    def by_group(self) -> Counts:
        """Return how many records of each program and organisation have each outcome."""
        if self.counts is not None:
            return self.counts
        found: dict[Group, Counter[State]] = {}
        for outcome in self.outcomes:
            group = (outcome.program_id, outcome.organisation_id)
            found.setdefault(group, Counter())[outcome.state] += 1
        return found


def text_of(parts: Parts) -> str:
    """Return *parts* as one text."""
    return "".join(part if isinstance(part, str) else part.id for part in parts)


def as_text(value: Any) -> str:
    """Return a value of a field as it is written in an export."""
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            text = value.isoformat()
            return text[:16] if len(text) > 10 else text
        case frozenset():
            return "; ".join(sorted(value)) or "none"
        case _:
            return str(value)
