"""What people decided about breaches, and what is wrong with a decision."""

from __future__ import annotations

import enum
from datetime import date
from typing import Literal, TypeAlias

import attrs

from peercomply.findings.rating import Rating
from peercomply.records.provenance import RecordKey

Baseline: TypeAlias = Literal["new", "worse", "inherited"]
"""What a breach is next to an earlier report."""


@attrs.frozen(kw_only=True)
class Waiver:
    """
    A decision to live with a breach until a day.

    Attributes:
        rule: Id of the rule.

        record: The record; None if none is named, and then it holds for nothing.

        item: Part of the record; None for all of its breaches of the rule.

        reason: Why it is accepted.

        approved_by: Role of the person who accepts it, or the key of their record.

        since: First day in force.

        until: Last day in force.

        due_on: Last day in time when it was accepted; a breach that was due earlier is not covered.

        max_days_overdue: Most days overdue that are accepted; None for any.

        place: File and line.
    """

    rule: str
    record: RecordKey | None
    item: str | None
    reason: str
    approved_by: str
    since: date
    until: date
    due_on: date | None = None
    max_days_overdue: int | None = None
    place: str


LONGEST_DAYS = 366
"""Most days of a decision, the first and the last included; ours: none outlives a year."""


@attrs.frozen(kw_only=True)
class Override:
    """
    A rating that a person gives to a finding instead of the one that is looked up.

    Attributes:
        finding: Id of the finding; None where a rule is named.

        rule: Id of the rule, all of whose findings are meant; None where a finding is named.

        record: The program or organisation of the finding, or its only record; None for any.

        rating: The rating.

        reason: Why.

        decided_by: Role of the person who decides.

        on: Day of the decision, and the first on which it holds.

        until: Last day in force; None for a year.

        was: The rating that was looked up then; if it is worse now, the override does not hold.

        place: File and line.
    """

    finding: str | None
    rule: str | None
    record: RecordKey | None
    rating: Rating
    reason: str
    decided_by: str
    on: date
    until: date | None = None
    was: Rating | None = None
    place: str

    @property
    def last(self) -> date:
        """The last day in force."""
        if self.until is not None:
            return self.until
        return date.fromordinal(min(self.on.toordinal() + LONGEST_DAYS - 1, date.max.toordinal()))

    @property
    def about(self) -> str:
        """The rule or the finding that it names."""
        return self.rule if self.rule is not None else f"finding {self.finding}"


Decision: TypeAlias = Waiver | Override
"""What a person decided."""


class DecisionCode(enum.Enum):
    """Stable code of what is wrong with a decision; all of them are proposals of this project."""

    EXPIRED = "waiver-expired"
    NOT_YET = "waiver-not-yet-in-force"
    TOO_LONG = "waiver-too-long"
    TOO_BROAD = "waiver-too-broad"
    UNKNOWN_RULE = "waiver-unknown-rule"
    SELF_APPROVED = "waiver-self-approved"
    LAPSED = "waiver-lapsed"
    UNUSED = "waiver-unused"
    OVERRIDE_EXPIRED = "override-expired"
    OVERRIDE_NOT_YET = "override-not-yet-in-force"
    OVERRIDE_TOO_LONG = "override-too-long"
    OVERRIDE_TOO_BROAD = "override-too-broad"
    OVERRIDE_UNKNOWN_RULE = "override-unknown-rule"
    OVERRIDE_SELF_APPROVED = "override-self-approved"
    OVERRIDE_LAPSED = "override-lapsed"
    OVERRIDE_CONTRADICTED = "override-contradicted"
    OVERRIDE_UNUSED = "override-unused"

    @property
    def title(self) -> str:
        """What it means, in a sentence."""
        return _TITLES[self]


_TITLES = {
    DecisionCode.EXPIRED: "A waiver has expired; its breach counts again",
    DecisionCode.NOT_YET: "A waiver is not in force yet",
    DecisionCode.TOO_LONG: "A waiver holds for longer than a waiver may",
    DecisionCode.TOO_BROAD: "A waiver names no record",
    DecisionCode.UNKNOWN_RULE: "A waiver names a rule that was not asked",
    DecisionCode.SELF_APPROVED: "A waiver was approved by the one whom it is about",
    DecisionCode.LAPSED: "A waiver has lapsed, for the facts got worse",
    DecisionCode.UNUSED: "A waiver covers no breach",
    DecisionCode.OVERRIDE_EXPIRED: "An override of a rating has expired",
    DecisionCode.OVERRIDE_NOT_YET: "An override of a rating is not in force yet",
    DecisionCode.OVERRIDE_TOO_LONG: "An override holds for longer than an override may",
    DecisionCode.OVERRIDE_TOO_BROAD: "An override names one record of a finding with several",
    DecisionCode.OVERRIDE_UNKNOWN_RULE: "An override names a rule that was not asked",
    DecisionCode.OVERRIDE_SELF_APPROVED: "An override was decided by the one whom it is about",
    DecisionCode.OVERRIDE_LAPSED: "An override has lapsed, for the finding got worse",
    DecisionCode.OVERRIDE_CONTRADICTED: "Two overrides of one day rate a finding differently",
    DecisionCode.OVERRIDE_UNUSED: "An override names no finding",
}


CODES = frozenset(code.value for code in DecisionCode)
"""Ids of the rules that this program itself has: one for each code."""


@attrs.frozen(kw_only=True)
class Fault:
    """
    What is wrong with a decision, as a finding says it.

    Attributes:
        code: Stable code.

        decision: The decision.

        said: What is wrong, in a sentence that names no record.

        live: Whether a breach counts because of it, or a finding is not rated as was decided.

        ended_on: The last day on which the decision held, if it is over; else None.
    """

    code: DecisionCode
    decision: Decision
    said: str
    live: bool
    ended_on: date | None = None


@attrs.frozen(kw_only=True)
class DecisionIssue:
    """
    What is wrong with a decision; it is part of the report.

    Attributes:
        code: Stable code.

        waiver: The waiver.

        message: What is wrong, in a sentence that can stand alone.

        hint: What to do.
    """

    code: DecisionCode
    waiver: Waiver
    message: str
    hint: str

    @property
    def text(self) -> str:
        """Place, code, message and hint on one line."""
        return f"{self.waiver.place}: [{self.code.value}] {self.message} ({self.hint})"
