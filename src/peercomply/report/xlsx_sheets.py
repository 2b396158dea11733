"""The rows of each sheet of the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TypeAlias

from peercomply.findings.model import Finding, Report, RuleResult
from peercomply.report.csv import undecided
from peercomply.report.notes import FILLED, GONE, GRADED, HUMAN, KEY, SEEN, Cell, Notes
from peercomply.rules.rule import NOTICE

Rows: TypeAlias = Iterator[tuple[Cell, ...]]
"""Rows of a sheet."""

BREACHES = (
    *("#", "Rating", "Rule", "Program", "Record type", "Record", "Item", "Due on"),
    *("Days overdue", "What is wrong", "What ends it", "Places", KEY, "Breach id"),
    "Decided",
)
RULES = (
    *("Rule", "Title", "Severity", "Source says", "Obligations", "Status", "Judged"),
    *("Pass", "Fail", "Unknown", "Not applicable", "What is open"),
)
ISSUES = ("Severity", "Code", "File", "Sheet", "Row", "Column", "Value", "Message", "Hint")
PARAMETERS = ("Parameter", "Meaning", "Value", "Unit", "Since", "Whose number", "Source", "Pack")
MANIFEST = ("What", "Name", "Value")

_WHOSE = {"stated": "stated by the source", "proposed": "ours: proposed by the pack"}


def people(notes: Notes | None) -> tuple[str, ...]:
    """Return the columns that are for people."""
    return HUMAN if notes is None else notes.columns


def headings(report: Report, notes: Notes | None) -> dict[str, tuple[str, ...]]:
    """Return the headings of every sheet but the first, in their order."""
    closed = {} if notes is None else {"Closed": (*GONE, *SEEN, *people(notes))}
    return {
        "Findings": (*FILLED[:-1], *_graded_by(report), KEY, *people(notes)),
        **closed,
        "Breaches": BREACHES,
        "Rules": RULES,
        "Data issues": ISSUES,
        "Parameters": PARAMETERS,
        "Manifest": MANIFEST,
    }


def _graded_by(report: Report) -> tuple[str, ...]:
    """Return the columns about ratings of people; none where nobody rated a finding."""
    return GRADED if any(one.override is not None for one in report.findings) else ()


def _grade(finding: Finding, columns: tuple[str, ...]) -> tuple[Cell, ...]:
    one = finding.override
    if one is None:
        return tuple(None for _ in columns)
    return str(finding.looked_up), one.decided_by, one.on, one.last, one.reason


def rows(report: Report, notes: Notes | None) -> dict[str, Rows]:
    """Return the rows of every sheet but the first."""
    return {
        "Findings": _findings(report, notes),
        "Closed": iter(()) if notes is None else _closed(report, notes),
        "Breaches": _breaches(report),
        "Rules": _rules(report),
        "Data issues": _issues(report),
        "Parameters": _parameters(report),
        "Manifest": _manifest(report, notes),
    }


def _findings(report: Report, notes: Notes | None) -> Rows:
    graded = _graded_by(report)
    for one in report.findings:
        rule = one.rule
        before = {} if notes is None else notes.rows.get(one.id, {})
        yield (
            *(one.rank, str(one.rating), rule.title, rule.id, " ".join(rule.obligations)),
            *(one.program_id, one.organisation_id, str(rule.severity), str(rule.strength)),
            *(str(one.likelihood), str(one.consequence), one.population, one.tested),
            *(one.breached, one.breached / one.tested if one.tested else None, one.unknown),
            *(one.criteria, one.condition, rule.why, rule.remedy, one.source),
            *(one.rank_reason, one.consequence_of, *_seen(before, report, notes)),
            *(*_grade(one, graded), one.id),
            *(before.get(name) for name in people(notes)),
        )


def _seen(before: Mapping[str, Cell], report: Report, notes: Notes | None) -> tuple[date, int]:
    """Return the day on which a finding was first seen, and how many checks have seen it."""
    if notes is None or not before:
        return report.as_of, 1
    last = _day(before.get("Last seen")) or notes.as_of
    first = _day(before.get("First seen")) or last
    times = before.get("Times seen")
    known = times if isinstance(times, int) and times > 0 else 1
    return min(first, report.as_of), known + (report.as_of > last)


def _day(value: Cell) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def gone(report: Report, notes: Notes) -> list[Mapping[str, Cell]]:
    """Return the rows of findings that *report* does not have, as they were."""
    known = {one.id for one in report.findings}
    return [row for key, row in notes.rows.items() if key not in known]


def came_back(report: Report, notes: Notes) -> list[Finding]:
    """Return the findings that had been gone and are there again."""
    closed = {key for key, row in notes.rows.items() if "Last seen" in row}
    return [one for one in report.findings if one.id in closed]


def _closed(report: Report, notes: Notes) -> Rows:
    results = {one.rule.id: one for one in report.rules}
    for row in gone(report, notes):
        yield _kept(row, _why(results.get(str(row.get("Rule", "")))), notes)
    for row in notes.loose:
        why = "its finding id stands twice" if KEY in row else "a row without a finding id"
        yield _kept(row, why, notes)


def _kept(row: Mapping[str, Cell], why: str, notes: Notes) -> tuple[Cell, ...]:
    return (
        why,
        row.get("Last seen", notes.as_of),
        *(row.get(name) for name in (*GONE[2:], *SEEN, *notes.columns)),
    )


def _why(result: RuleResult | None) -> str:
    """Say what the check knows of a finding that it does not have; it is never called mended."""
    if result is None:
        return "not known: its rule was not run"
    if not result.supplied:
        return f"not known: no records of {result.rule.subject} were supplied"
    if not result.judged:
        return "not known: its rule judged no record"
    counts = f"the rule passes {result.passed} and fails {result.failed}"
    open_ones = f"; {result.unknown} unknown" if result.unknown else ""
    return f"no breach found here; in all, {counts}{open_ones}"


def _breaches(report: Report) -> Rows:
    for one in report.findings:
        for late in one.breaches:
            places = (str(seen.location) for seen in late.evidence if seen.location is not None)
            yield (
                *(one.rank, str(one.rating), one.rule.id, one.program_id),
                *(late.subject.type, late.subject.id, late.item, late.due_on),
                *(late.days_overdue, late.message, late.cure),
                *("; ".join(dict.fromkeys(places)), one.id, late.id, late.mark),
            )


def _rules(report: Report) -> Rows:
    for one in report.rules:
        rule = one.rule
        yield (
            *(rule.id, rule.title, str(rule.severity), str(rule.strength)),
            *(" ".join(rule.obligations), one.status, one.judged, one.passed, one.failed),
            *(one.unknown, one.not_applicable, undecided(one)),
        )


def _issues(report: Report) -> Rows:
    for one in report.data_issues:
        yield (
            *(one.severity.value, one.code.value, one.file, one.sheet, one.row),
            *(one.column, one.value, one.message, one.hint),
        )


def _parameters(report: Report) -> Rows:
    for one in report.parameters:
        value = "not yet in force" if one.value is None else one.value
        yield (
            *(one.name, one.meaning, value, one.unit, one.since),
            *(_WHOSE.get(one.basis, one.basis), one.source, one.pack),
        )


def _manifest(report: Report, notes: Notes | None) -> Rows:
    yield "as of", "", report.as_of.isoformat()
    yield "engine", report.engine, ""
    yield "method", "", "every record was tested; no sample was drawn"
    yield "notice", "", NOTICE
    if notes is not None:
        yield "continues", f"{notes.name}, as of {notes.as_of.isoformat()}", notes.sha256
    if report.profile is not None:
        yield "profile", report.profile, ""
    for pack in report.packs:
        yield "pack", f"{pack.id} {pack.version}", pack.sha256
        for change in pack.changes:
            yield "change", pack.id, change
        for rule in pack.left_out:
            yield "left out by the profile", pack.id, rule
    for one in report.inputs:
        name = one.path if one.sheet is None else f"{one.path} [{one.sheet}]"
        yield "input", name, one.sha256
        counts = f"{one.read} read, {one.accepted} accepted, {one.rejected} rejected"
        yield "rows", name, f"{counts}, {one.left_out} left out"
