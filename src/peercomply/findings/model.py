"""Breaches, findings and the report: everything that one run says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

import attrs

from peercomply.engines.causes import CausedBy
from peercomply.engines.explanation import Explanation
from peercomply.engines.outcomes import Evidence, Wording
from peercomply.findings.cross_check import CrossCheck
from peercomply.findings.decisions.model import CODES, Baseline, DecisionIssue, Override, Waiver
from peercomply.findings.privacy.level import PrivacyUsed
from peercomply.findings.rating import Consequence, Likelihood, Rating, rating
from peercomply.records.provenance import DataIssue, Input, RecordKey
from peercomply.rules.rule import Rule


@attrs.frozen(kw_only=True)
class Breach:
    """
    One record that fails a rule.

    Attributes:
        id: Hash of rule, record and item; the same in every run.

        subject: The record.

        item: Part of the record that fails; None for the record as a whole.

        due_on: Last day in time; None where there is none, or where it may not be shown.

        days_overdue: Days past `due_on`; None without one.

        interval_days: Length of the interval up to `due_on` in mean days; None without an interval.

        message: The breach in a sentence.

        cure: The smallest change of the records that ends it.

        evidence: The values on which it rests.

        caused_by: Breaches that explain it; empty if it stands for itself.

        waived: The waiver in force that covers it; None if there is none.

        baseline: `new`, `worse` or `inherited`, next to an earlier report; None without one.

        wording: Where keys of records stand in its texts; None if that is not known.
    """

    id: str
    subject: RecordKey
    item: str | None
    due_on: date | None
    days_overdue: int | None
    interval_days: Fraction | None
    message: str
    cure: str
    evidence: tuple[Evidence, ...] = attrs.field(repr=False)
    caused_by: tuple[CausedBy, ...] = ()
    waived: Waiver | None = None
    baseline: Baseline | None = None
    wording: Wording | None = attrs.field(default=None, repr=False, eq=False)
    _explain: Callable[[], Explanation | None] = attrs.field(repr=False, eq=False)

    @property
    def open(self) -> bool:
        """Whether it counts at a gate: it is neither waived nor inherited."""
        return self.waived is None and self.baseline != "inherited"

    @property
    def mark(self) -> str:
        """What was decided about it, in a few words; empty if nothing."""
        said = [] if self.waived is None else [f"waived until {self.waived.until.isoformat()}"]
        return ", ".join([*said, *([] if self.baseline is None else [self.baseline])])

    @property
    def trace(self) -> Explanation | None:
        """
        Why the record fails, node by node, with every value that was read and where it stands.

        It is made when it is asked for, from the records and rules of the check, which a breach
        keeps for that. It is None where keys were replaced, for a trace is full of them.
        """
        return self._explain()


@attrs.frozen(kw_only=True)
class Finding:
    """
    One rule in one program that has breaches.

    Attributes:
        id: Hash of rule and program, or organisation; the same in every run.

        rank: Place in the report, 1 the worst.

        rule: The rule.

        program_id: The program; None for a whole organisation.

        organisation_id: The organisation; None if unknown.

        rating: Risk rating, looked up from likelihood and consequence.

        likelihood: How likely the harm is.

        consequence: How bad it is.

        population: Records of the rule's subject.

        tested: Records that pass or fail.

        breached: Records that fail; a record can have several breaches, one for each item.

        unknown: Records that could not be decided.

        criteria: What the obligations demand.

        condition: What was found, in numbers.

        source: Documents and sections of the obligations.

        rank_reason: Why it stands where it stands.

        breaches: The breaches, the most overdue first.

        consequence_of: Id of the finding that explains every breach of it; None if it stands for
            itself.

        consequences: Ids of the findings that it explains, the worst first.

        override: What a person decided about its rating; None if the one looked up stands.
    """

    id: str
    rank: int
    rule: Rule
    program_id: str | None
    organisation_id: str | None
    rating: Rating
    likelihood: Likelihood
    consequence: Consequence
    population: int
    tested: int
    breached: int
    unknown: int
    criteria: str
    condition: str
    source: str
    rank_reason: str
    breaches: tuple[Breach, ...] = attrs.field(repr=False)
    consequence_of: str | None = None
    consequences: tuple[str, ...] = ()
    override: Override | None = None

    @property
    def looked_up(self) -> Rating:
        """The rating of the matrix, whatever a person decided."""
        if self.override is None:
            return self.rating
        return rating(self.likelihood, self.consequence)

    @property
    def graded(self) -> str:
        """What a person decided about the rating, beside the one looked up; empty if nothing."""
        one = self.override
        if one is None:
            return ""
        before = self.looked_up
        way = "down to" if one.rating < before else "up to" if one.rating > before else "as"
        said = f"{before}, graded {way} {one.rating} by {one.decided_by}"
        return f"{said} on {one.on} until {one.last}: {one.reason}"

    @property
    def waived(self) -> int:
        """How many of its breaches a waiver in force covers."""
        return sum(breach.waived is not None for breach in self.breaches)

    @property
    def open(self) -> bool:
        """Whether it counts at a gate: a breach of it is neither waived nor inherited."""
        return any(breach.open for breach in self.breaches)

    @property
    def about_decisions(self) -> bool:
        """Whether it is about decisions of people, and not about records."""
        return self.rule.id in CODES

    @property
    def mark(self) -> str:
        """How many breaches are waived or inherited, and a person's grade; empty if none."""
        inherited = sum(breach.baseline == "inherited" for breach in self.breaches)
        counts = ((self.waived, "waived"), (inherited, "inherited"))
        total = len(self.breaches)
        said = ", ".join(f"{number} of {total} {word}" for number, word in counts if number)
        return "; ".join(part for part in (said, self.graded) if part)


@attrs.frozen(kw_only=True)
class RuleResult:
    """
    What one rule says in numbers.

    Attributes:
        rule: The rule.

        supplied: Whether the record type that it judges was supplied.

        passed: Records that satisfy it.

        failed: Records that breach it.

        unknown: Records, and rejected rows, that could not be decided.

        not_applicable: Records to which it does not apply.

        unknown_reasons: How many records could not be decided for each reason; a record can have
            several.

        engine: The engine that judged instead of the one that was asked; empty if there is none.
    """

    rule: Rule
    supplied: bool
    passed: int
    failed: int
    unknown: int
    not_applicable: int
    unknown_reasons: Mapping[str, int]
    engine: str

    @property
    def judged(self) -> int:
        """Records that pass or fail."""
        return self.passed + self.failed

    @property
    def about_decisions(self) -> bool:
        """Whether the rule is about decisions of people, and not about records."""
        return self.rule.id in CODES

    @property
    def status(self) -> str:
        """One of judged, judged nothing, not judged."""
        if not self.supplied:
            return "not judged"
        return "judged" if self.judged else "judged nothing"


@attrs.frozen(kw_only=True)
class DueSoon:
    """
    A record that passes a rule and will soon be due.

    Attributes:
        rule: The rule.

        subject: The record.

        program_id: Its program; None for a whole organisation.

        due_on: Last day in time.
    """

    rule: Rule
    subject: RecordKey
    program_id: str | None
    due_on: date


@attrs.frozen(kw_only=True)
class Assurance:
    """
    How far the report can be relied on.

    Attributes:
        records_in_scope: Records of the types that at least one rule judges.

        decided: Outcomes that are pass or fail.

        undecided: Outcomes that are unknown.

        not_supplied: Record types that rules need and that were not supplied, sorted.

        columns_not_supplied: Fields that rules read and that no file of a supplied record type has
            a column for, as TYPE.FIELD, sorted: every cell of them counts as empty.

        judged_nothing: Rules that decided no record although theirs were supplied.

        not_judged: Rules whose record type was not supplied.

        attested_only: Obligations that the rules answer by a self-assessment alone, sorted.

        not_checkable: Obligations that no rule of the packs can check, sorted.

        issues_in_scope: Errors and warnings in tables whose records were judged or read.
    """

    records_in_scope: int
    decided: int
    undecided: int
    not_supplied: tuple[str, ...]
    columns_not_supplied: tuple[str, ...]
    judged_nothing: tuple[str, ...]
    not_judged: tuple[str, ...]
    attested_only: tuple[str, ...] = ()
    not_checkable: tuple[str, ...] = ()
    issues_in_scope: int = 0


@attrs.frozen(kw_only=True)
class PackUsed:
    """
    A pack that was used.

    Attributes:
        id: Its id.

        version: Its version.

        sha256: Hash of its files.

        changes: What it changes in the rules of the pack that it extends, in words.

        left_out: Ids of its rules that the profile of the check leaves out.
    """

    id: str
    version: str
    sha256: str
    changes: tuple[str, ...]
    left_out: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class ParameterUsed:
    """
    A limit of a pack, as it stands on the day of the check.

    Attributes:
        name: Its name in rules.

        meaning: What it limits.

        value: The value in force, as it is written in rules; None before the first one.

        unit: What the value counts, such as calendar days, hours or a plain number.

        since: First day in force; None for ever, or without a value in force.

        basis: `stated` by the source document, or `proposed` by the pack; empty without a value.

        source: Document and section, or the reason of the proposal; empty without a value.

        pack: Id of the pack that gives the value.
    """

    name: str
    meaning: str
    value: str | None
    unit: str
    since: date | None
    basis: str
    source: str
    pack: str


@attrs.frozen(kw_only=True)
class TrendPoint:
    """
    What the same records say on one day.

    Attributes:
        as_of: The day.

        findings: Numbers of findings by rating, the worst first.

        breaches: Number of breaches, waived ones among them.

        decided: Outcomes that are pass or fail.

        unknown: Outcomes that are unknown.

        records: Records of the types that at least one rule judges, whatever the day.

        waived: Number of breaches that a waiver in force on that day covers.
    """

    as_of: date
    findings: Mapping[Rating, int]
    breaches: int
    decided: int
    unknown: int
    records: int
    waived: int = 0


@attrs.frozen(kw_only=True)
class Report:
    """
    Everything that one run says.

    Attributes:
        as_of: The day of the check.

        engine: Name of the engine.

        packs: The packs that were used.

        profile: The profile that chose among their rules; None for all rules.

        inputs: The files that were read; empty for records made in Python.

        rules: One result for each rule, in the order of the packs; where decisions were given,
            those of the rules about decisions follow.

        findings: The findings: those that stand for themselves, the worst first, and after all of
            them those that are consequences.

        due_soon: What will soon be due, the nearest day first.

        data_issues: What is wrong with the export.

        assurance: How far the report can be relied on.

        cross_check: What a second engine says; None if none was asked.

        parameters: The limits of the packs on the day of the check, by pack and name; the limits of
            rules that a profile leaves out are among them.

        decisions: What is wrong with the waivers that were given, in the order of their file.

        compared_with: Day of the earlier report that breaches were compared with; None without one.

        trend: The same records on past days, the earliest first, and the day of the check as the
            last; empty if none was asked for.

        privacy: What was done to it before it was written; None for nothing: it shows record keys.

        ahead: How many records fall due on which of the next days; None if nobody asked.
    """

    as_of: date
    engine: str
    packs: tuple[PackUsed, ...]
    inputs: tuple[Input, ...]
    rules: tuple[RuleResult, ...] = attrs.field(repr=False)
    findings: tuple[Finding, ...] = attrs.field(repr=False)
    due_soon: tuple[DueSoon, ...] = attrs.field(repr=False)
    data_issues: tuple[DataIssue, ...] = attrs.field(repr=False)
    assurance: Assurance
    cross_check: CrossCheck | None = None
    profile: str | None = None
    parameters: tuple[ParameterUsed, ...] = attrs.field(default=(), repr=False)
    decisions: tuple[DecisionIssue, ...] = attrs.field(default=(), repr=False)
    compared_with: date | None = None
    trend: tuple[TrendPoint, ...] = attrs.field(default=(), repr=False)
    privacy: PrivacyUsed | None = None
    ahead: tuple[tuple[date, int], ...] | None = None

    def at_least(self, rating: Rating) -> tuple[Finding, ...]:
        """Return the findings rated *rating* or worse, whatever was decided about them."""
        return tuple(finding for finding in self.findings if finding.rating >= rating)

    def gating(self, rating: Rating) -> tuple[Finding, ...]:
        """Return those of them that have a breach which is neither waived nor inherited."""
        return tuple(finding for finding in self.at_least(rating) if finding.open)

    @property
    def asked(self) -> tuple[RuleResult, ...]:
        """The results of the rules of packs; those about decisions are left out."""
        return tuple(result for result in self.rules if not result.about_decisions)

    @property
    def leading(self) -> tuple[Finding, ...]:
        """The findings that stand for themselves, the worst first."""
        return tuple(finding for finding in self.findings if finding.consequence_of is None)
