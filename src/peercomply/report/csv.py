"""
The report as CSV: one row for each breach, with the columns of its finding.

Below them stand the rules of which records could not be judged, so that a sheet without breaches is
not taken for a clean one. No cell is ever a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TypeAlias

from peercomply.findings.decisions.model import Override, Waiver
from peercomply.findings.model import Breach, Finding, Report, RuleResult
from peercomply.report.plain import plain

_Row: TypeAlias = dict[str, object]

COLUMNS = (
    *("kind", "rank", "rating", "likelihood", "consequence", "rule", "title", "program_id"),
    *("organisation_id", "severity", "strength", "obligations", "population", "tested"),
    *("breached", "unknown", "record_type", "record_id", "item", "due_on", "days_overdue"),
    *("message", "cure", "places", "criteria", "condition", "consequence_text"),
    *("corrective_action", "source", "rank_reason", "consequence_of", "finding_id", "breach_id"),
    *("as_of", "waived_until", "waived_by", "waiver_reason", "baseline"),
)
"""The headings, in their order; the list only grows, at its end."""

GRADES = ("rating_of_matrix", "graded_by", "graded_on", "graded_until", "grade_reason")
"""Headings that follow where people rated a finding."""

_MARK = "\ufeff"
_LIVE = tuple("=+-@＝＋－＠")  # noqa: RUF001 - spreadsheets take the wide ones for the same


def render(report: Report) -> str:
    """
    Return *report* as CSV, with the mark at its start by which a spreadsheet knows UTF-8.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    text = io.StringIO()
    text.write(_MARK)
    rated = any(one.override is not None for one in report.findings)
    columns = (*COLUMNS, *(GRADES if rated else ()))
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    for row in _rows(report):
        row["as_of"] = report.as_of
        writer.writerow({name: cell(value) for name, value in row.items()})
    return text.getvalue()


def cell(value: object) -> str:
    """Return *value* as the text of a cell: on one line, without control, and never a formula."""
    if value is None:
        return ""
    text = plain(str(value))
    return f"'{text}" if text.lstrip().startswith(_LIVE) else text


def _rows(report: Report) -> Iterator[_Row]:
    for finding in report.findings:
        shared = _finding(finding)
        if not finding.breaches:
            yield {"kind": "finding"} | shared
        for breach in finding.breaches:
            yield {"kind": "breach"} | shared | _breach(breach)
    for result in report.rules:
        if result.unknown or result.status != "judged":
            yield _undecided(result)


def _finding(finding: Finding) -> _Row:
    rule = finding.rule
    return {
        "rank": finding.rank,
        "rating": finding.rating,
        "likelihood": finding.likelihood,
        "consequence": finding.consequence,
        "rule": rule.id,
        "title": rule.title,
        "program_id": finding.program_id,
        "organisation_id": finding.organisation_id,
        "severity": rule.severity,
        "strength": rule.strength,
        "obligations": " ".join(rule.obligations),
        "population": finding.population,
        "tested": finding.tested,
        "breached": finding.breached,
        "unknown": finding.unknown,
        "criteria": finding.criteria,
        "condition": finding.condition,
        "consequence_text": rule.why,
        "corrective_action": rule.remedy,
        "source": finding.source,
        "rank_reason": finding.rank_reason,
        "consequence_of": finding.consequence_of,
        "finding_id": finding.id,
        **({} if finding.override is None else _grade(finding, finding.override)),
    }


def _grade(finding: Finding, override: Override) -> _Row:
    values = (override.decided_by, override.on, override.last, override.reason)
    return dict(zip(GRADES, (finding.looked_up, *values), strict=True))


def _breach(breach: Breach) -> _Row:
    places = (str(one.location) for one in breach.evidence if one.location is not None)
    return {
        "record_type": breach.subject.type,
        "record_id": breach.subject.id,
        "item": breach.item,
        "due_on": breach.due_on,
        "days_overdue": breach.days_overdue,
        "message": breach.message,
        "cure": breach.cure,
        "places": "; ".join(dict.fromkeys(places)),
        "breach_id": breach.id,
        "baseline": breach.baseline,
        **({} if breach.waived is None else _waiver(breach.waived)),
    }


def _waiver(waiver: Waiver) -> _Row:
    return {
        "waived_until": waiver.until,
        "waived_by": waiver.approved_by,
        "waiver_reason": waiver.reason,
    }


def _undecided(result: RuleResult) -> _Row:
    rule = result.rule
    return {
        "kind": "unknown" if result.unknown else result.status,
        "rule": rule.id,
        "title": rule.title,
        "severity": rule.severity,
        "strength": rule.strength,
        "obligations": " ".join(rule.obligations),
        "tested": result.judged,
        "breached": result.failed,
        "unknown": result.unknown,
        "record_type": rule.subject,
        "message": undecided(result),
    }


def undecided(result: RuleResult) -> str:
    """Return what *result* leaves open, in a sentence; empty if nothing."""
    if not result.supplied:
        return f"not judged: no records of {result.rule.subject} were supplied"
    if not result.unknown:
        return "" if result.judged else "judged nothing: it applies to no record"
    why = sorted(result.unknown_reasons.items(), key=lambda item: (-item[1], item[0]))
    said = "; ".join(f"{number} because {reason}" for reason, number in why)
    return f"{result.unknown} unknown" + (f": {said}" if said else "")
