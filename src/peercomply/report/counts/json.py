"""A report in numbers as JSON, for another program; it is versioned and only grows."""

from __future__ import annotations

from typing import Any

from peercomply.findings.privacy.counted import CountedFinding, CountedReport, CountedRule
from peercomply.findings.privacy.suppress import Count
from peercomply.report.counts.words import NOTE, statement
from peercomply.report.plain import json_text
from peercomply.rules.rule import NOTICE

SCHEMA = "peercomply.counts/1"


def render(report: CountedReport) -> str:
    """Return *report* as JSON text, the same bytes for the same report."""
    return json_text(document(report), indent=2) + "\n"


def document(report: CountedReport) -> dict[str, Any]:
    """Return *report* as plain data; a number that is withheld is the text shown instead."""
    return {
        "schema": SCHEMA,
        "as_of": report.as_of.isoformat(),
        "engine": report.engine,
        "packs": [
            {"id": pack.id, "version": pack.version, "sha256": pack.sha256} for pack in report.packs
        ],
        "profile": report.profile,
        "privacy": {"level": "counts", "note": NOTE},
        "notice": NOTICE,
        "statement": statement(report),
        "outcomes": {"decided": number(report.decided), "unknown": number(report.undecided)},
        "records_in_scope": number(report.records),
        "rules_due_soon": report.due_soon,
        "findings_waived": report.waived,
        "findings_rated_by_people": report.graded,
        "findings_rated_down": report.graded_down,
        "waivers_to_look_at": report.waivers_to_look_at,
        "compared_with": None if report.compared_with is None else report.compared_with.isoformat(),
        "findings_by_baseline": dict(report.baseline),
        "findings_by_rating": {str(rating): held for rating, held in report.by_rating.items()},
        "findings": [_finding(one) for one in report.findings],
        "rules": [_rule(one) for one in report.rules],
        "data_issues": [
            {"code": one.code.value, "severity": one.severity.value, "tables": one.tables}
            for one in report.issues
        ],
        "not_supplied": list(report.not_supplied),
        "columns_not_supplied": list(report.columns_not_supplied),
        "attested_only": list(report.attested_only),
        "not_checkable": list(report.not_checkable),
        "cross_check": {"engine": report.second, "agreed": report.agreed}
        if report.second
        else None,
        "trend": [
            {
                "as_of": day.isoformat(),
                "findings": {str(rating): held for rating, held in numbers.items()},
            }
            for day, numbers in report.trend
        ],
    }


def number(count: Count) -> int | str:
    """Return a count, or the text that is shown instead."""
    return str(count) if count.value is None else count.value


def _finding(one: CountedFinding) -> dict[str, Any]:
    return {
        "rank": one.rank,
        "rule": one.rule.id,
        "title": one.rule.title,
        "obligations": list(one.rule.obligations),
        "program_id": one.program_id,
        "organisation_id": one.organisation_id,
        "rating": str(one.rating),
        "severity": str(one.rule.severity),
        "strength": str(one.rule.strength),
        "fail": number(one.failed),
        "pass": number(one.passed),
        "unknown": number(one.unknown),
        "consequence": one.consequence,
    }


def _rule(one: CountedRule) -> dict[str, Any]:
    return {
        "id": one.rule.id,
        "title": one.rule.title,
        "status": one.status,
        "findings": one.findings,
        "pass_elsewhere": number(one.passed),
        "unknown_elsewhere": number(one.unknown),
    }
