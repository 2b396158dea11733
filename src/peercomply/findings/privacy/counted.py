"""A report in numbers alone: it has no room for records, messages or evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from peercomply.findings.decisions.model import Baseline
from peercomply.findings.model import Finding, PackUsed, ParameterUsed, Report, RuleResult
from peercomply.findings.privacy.suppress import Cell, Count, guarded, together
from peercomply.findings.rating import Rating
from peercomply.records.issue_codes import IssueCode, IssueSeverity
from peercomply.records.provenance import Input
from peercomply.rules.rule import Rule


@attrs.frozen(kw_only=True)
class CountedFinding:
    """
    A finding in numbers.

    Attributes:
        rank: Place in the report, 1 the worst.

        rule: The rule.

        program_id: The program; None for a whole organisation.

        organisation_id: The organisation; None if unknown.

        rating: Risk rating.

        failed: Records that fail.

        passed: Records that pass.

        unknown: Records that could not be decided.

        consequence: Whether another finding explains it.
    """

    rank: int
    rule: Rule
    program_id: str | None
    organisation_id: str | None
    rating: Rating
    failed: Count
    passed: Count
    unknown: Count
    consequence: bool

    @property
    def where(self) -> str:
        """The program or organisation, in a word."""
        return self.program_id or self.organisation_id or "no known program"


@attrs.frozen(kw_only=True)
class CountedRule:
    """
    A rule in numbers, for the programs and organisations in which it has no finding.

    Attributes:
        rule: The rule.

        status: One of judged, judged nothing, not judged.

        findings: How many findings it has; their numbers stand with them.

        passed: Records that pass, elsewhere than in those findings.

        unknown: Records that could not be decided, elsewhere.
    """

    rule: Rule
    status: str
    findings: int
    passed: Count
    unknown: Count

    @property
    def open(self) -> bool:
        """Whether it leaves anything undecided, so that its silence is no pass."""
        return self.status != "judged" or self.unknown.value != 0


@attrs.frozen(kw_only=True)
class CountedIssues:
    """
    Data issues of one kind.

    Attributes:
        code: What is wrong.

        severity: How much it matters.

        tables: In how many tables; how many there are is for nobody, for each may be a person.
    """

    code: IssueCode
    severity: IssueSeverity
    tables: int


@attrs.frozen(kw_only=True)
class CountedReport:
    """
    What one run says, in numbers.

    Attributes:
        as_of: The day of the check.

        engine: Name of the engine.

        packs: The packs that were used.

        profile: The profile that chose among their rules; None for all rules.

        parameters: The limits of the packs on the day of the check.

        inputs: The files that were read; their numbers of rows are for nobody.

        findings: The findings in their order.

        rules: One entry for each rule, in the order of the packs.

        decided: Outcomes that are pass or fail.

        undecided: Outcomes that are unknown.

        records: Records of the types that at least one rule judges.

        due_soon: Rules under which records will soon be due.

        waived: Findings of which a waiver in force covers a breach.

        graded: Findings that people rated.

        graded_down: Those of them that the matrix rates worse.

        compared_with: Day of the earlier report that breaches were compared with.

        baseline: Findings with breaches that are new, worse or inherited; empty without such a
            report.

        waivers_to_look_at: What is wrong with the decisions that were given.

        issues: Data issues by severity and code.

        not_supplied: Record types that rules need and that were not supplied.

        columns_not_supplied: Fields that rules read and for which no file has a column.

        not_checkable: Obligations that no rule of the packs can check.

        attested_only: Obligations that the rules answer by a self-assessment alone.

        trend: The number of findings of each rating on past days.

        second: Name of the second engine; empty without one.

        agreed: Whether the second engine confirms every outcome.
    """

    as_of: date
    engine: str
    packs: tuple[PackUsed, ...]
    profile: str | None
    parameters: tuple[ParameterUsed, ...] = attrs.field(repr=False)
    inputs: tuple[Input, ...] = attrs.field(repr=False)
    findings: tuple[CountedFinding, ...]
    rules: tuple[CountedRule, ...] = attrs.field(repr=False)
    decided: Count
    undecided: Count
    records: Count
    due_soon: int
    waived: int
    graded: int
    graded_down: int
    compared_with: date | None
    baseline: Mapping[str, int]
    waivers_to_look_at: int
    issues: tuple[CountedIssues, ...]
    not_supplied: tuple[str, ...]
    columns_not_supplied: tuple[str, ...]
    not_checkable: tuple[str, ...]
    attested_only: tuple[str, ...]
    trend: tuple[tuple[date, Mapping[Rating, int]], ...]
    second: str
    agreed: bool

    @property
    def by_rating(self) -> dict[Rating, int]:
        """How many findings there are of each rating, the worst first."""
        return {
            rating: sum(one.rating is rating for one in self.findings)
            for rating in reversed(Rating)
        }


@attrs.frozen
class _Line:
    """The counts of a finding, or of a rule elsewhere; each outcome stands in one line only."""

    failed: Cell
    passed: Cell
    unknown: Cell


def counted(report: Report) -> CountedReport:
    """
    Return *report* in numbers, with those from 1 to 4 withheld and no total that gives them away.

    Findings stand by rating, strength, rule and program, for their usual places tell which counts
    are larger. Fail and pass of a finding are withheld together, for its rating is a band of their
    ratio. Population, rank reasons, likelihood, reasons of the unknown, rows of files, the outcomes
    of a trend and those of a cross-check are left out, so that each number is part of one total.
    """
    lines = [_of_finding(one) for one in report.findings]
    known: dict[str, list[Finding]] = {}
    for one in report.findings:
        known.setdefault(one.rule.id, []).append(one)
    rest = [_elsewhere(one, known.get(one.rule.id, [])) for one in report.rules]
    both = [*rest, *lines]
    decided = guarded([cell for line in both for cell in (line.failed, line.passed)])
    undecided = guarded([line.unknown for line in both])
    assurance, cross = report.assurance, report.cross_check
    return CountedReport(
        as_of=report.as_of,
        engine=report.engine,
        packs=report.packs,
        profile=report.profile,
        parameters=report.parameters,
        inputs=report.inputs,
        findings=tuple(
            _finding(rank, *one)
            for rank, one in enumerate(
                sorted(zip(report.findings, lines, strict=True), key=lambda one: _order(one[0])), 1
            )
        ),
        rules=tuple(
            _rule(result, line, len(known.get(result.rule.id, ())))
            for result, line in zip(report.rules, rest, strict=True)
        ),
        decided=decided,
        undecided=undecided,
        records=_records(assurance.records_in_scope, decided, undecided),
        due_soon=len({one.rule.id for one in report.due_soon}),
        waived=sum(one.waived > 0 for one in report.findings),
        graded=sum(one.override is not None for one in report.findings),
        graded_down=sum(one.rating < one.looked_up for one in report.findings),
        compared_with=report.compared_with,
        baseline={} if report.compared_with is None else _next_to(report.findings),
        waivers_to_look_at=len(report.decisions),
        issues=tuple(_issues(report)),
        not_supplied=assurance.not_supplied,
        columns_not_supplied=assurance.columns_not_supplied,
        not_checkable=assurance.not_checkable,
        attested_only=assurance.attested_only,
        trend=tuple((one.as_of, one.findings) for one in report.trend),
        second="" if cross is None else cross.engine,
        agreed=cross is None or not cross.disagreements,
    )


def _records(number: int, decided: Count, undecided: Count) -> Count:
    """Return a number of which the two others may be parts, where one rule judges all records."""
    both = decided.value is not None and undecided.value is not None
    return Cell.of(number).shown if both else Count(None)


def _next_to(findings: Iterable[Finding]) -> dict[str, int]:
    kinds = [{breach.baseline for breach in one.breaches} for one in findings]
    return {kind: sum(kind in found for found in kinds) for kind in _KINDS}


_KINDS: tuple[Baseline, ...] = ("new", "worse", "inherited")


def _of_finding(finding: Finding) -> _Line:
    failed, passed = together(finding.breached, finding.tested - finding.breached)
    return _Line(failed, passed, Cell.of(finding.unknown))


def _elsewhere(result: RuleResult, own: Sequence[Finding]) -> _Line:
    """Return what *result* counts besides its *own* findings, where no record fails."""
    passed = result.passed - sum(one.tested - one.breached for one in own)
    unknown = result.unknown - sum(one.unknown for one in own)
    return _Line(Cell.of(0), Cell.of(passed), Cell.of(unknown))


def _order(finding: Finding) -> tuple[Any, ...]:
    """Return what puts *finding* among others without a look at its counts."""
    return (
        finding.consequence_of is not None,
        -finding.rating,
        -finding.rule.strength,
        finding.rule.id,
        finding.program_id or "",
        finding.organisation_id or "",
    )


def _finding(rank: int, finding: Finding, line: _Line) -> CountedFinding:
    return CountedFinding(
        rank=rank,
        rule=finding.rule,
        program_id=finding.program_id,
        organisation_id=finding.organisation_id,
        rating=finding.rating,
        failed=line.failed.shown,
        passed=line.passed.shown,
        unknown=line.unknown.shown,
        consequence=finding.consequence_of is not None,
    )


def _rule(result: RuleResult, line: _Line, findings: int) -> CountedRule:
    return CountedRule(
        rule=result.rule,
        status=result.status,
        findings=findings,
        passed=line.passed.shown,
        unknown=line.unknown.shown,
    )


def _issues(report: Report) -> Iterator[CountedIssues]:
    found: dict[tuple[IssueSeverity, IssueCode], set[tuple[str, str | None]]] = {}
    for issue in report.data_issues:
        found.setdefault((issue.severity, issue.code), set()).add((issue.file, issue.sheet))
    order = list(IssueSeverity)
    for severity, code in sorted(found, key=lambda one: (order.index(one[0]), one[1].value)):
        yield CountedIssues(code=code, severity=severity, tables=len(found[severity, code]))
