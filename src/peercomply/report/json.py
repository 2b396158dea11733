"""
The JSON report: the contract with other programs.

It is versioned and only grows. Personal and sensitive values, and free text, are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from peercomply.engines.outcomes import Evidence
from peercomply.findings.cross_check import CrossCheck, Disagreement, Said
from peercomply.findings.decisions.model import DecisionIssue, Waiver
from peercomply.findings.model import (
    Breach,
    DueSoon,
    Finding,
    ParameterUsed,
    Report,
    RuleResult,
)
from peercomply.records.provenance import RecordKey
from peercomply.report.export_json import input_json, issue_json, location_json
from peercomply.report.plain import json_text
from peercomply.report.statement import statement
from peercomply.report.trend import trend_json
from peercomply.rules.rule import NOTICE

SCHEMA = "peercomply.report/1"


def render(report: Report) -> str:
    """Return *report* as JSON text, the same bytes for the same report."""
    return json_text(document(report), indent=2) + "\n"


def document(report: Report) -> dict[str, Any]:
    """Return *report* as plain lists and dictionaries."""
    waived = _waived(report)
    return {
        "schema": SCHEMA,
        "as_of": report.as_of.isoformat(),
        "engine": report.engine,
        "packs": [
            {
                "id": pack.id,
                "version": pack.version,
                "sha256": pack.sha256,
                "changes": list(pack.changes),
                "left_out": list(pack.left_out),
            }
            for pack in report.packs
        ],
        "profile": report.profile,
        "notice": NOTICE,
        "parameters": [_parameter(one) for one in report.parameters],
        "inputs": [input_json(file) for file in report.inputs],
        "rules": [_rule(result, waived[result.rule.id]) for result in report.rules],
        "findings": [_finding(finding) for finding in report.findings],
        "due_soon": [_due_soon(due) for due in report.due_soon],
        "data_issues": [issue_json(issue) for issue in report.data_issues],
        "assurance": _assurance(report),
        "decisions": [_decision(issue) for issue in report.decisions],
        "compared_with": None if report.compared_with is None else report.compared_with.isoformat(),
        "cross_check": None
        if report.cross_check is None
        else _cross_check(report.cross_check, report.engine),
        **trend_json(report),
        **privacy_json(report),
    }


def privacy_json(report: Report) -> dict[str, Any]:
    """Return the key `privacy`; nothing where the report simply shows record keys."""
    used = report.privacy
    if used is None:
        return {}
    return {"privacy": {"level": used.level.value, "pseudonyms": used.pseudonyms}}


def _parameter(one: ParameterUsed) -> dict[str, Any]:
    return {
        "name": one.name,
        "meaning": one.meaning,
        "value": one.value,
        "unit": one.unit,
        "since": None if one.since is None else one.since.isoformat(),
        "basis": one.basis or None,
        "source": one.source or None,
        "pack": one.pack,
    }


def _rule(result: RuleResult, waived: int) -> dict[str, Any]:
    return {
        "id": result.rule.id,
        "title": result.rule.title,
        "obligations": list(result.rule.obligations),
        "severity": str(result.rule.severity),
        "strength": str(result.rule.strength),
        "status": result.status,
        "judged": result.judged,
        "pass": result.passed,
        "fail": result.failed,
        "unknown": result.unknown,
        "not_applicable": result.not_applicable,
        "waived": waived,
        "unknown_reasons": dict(result.unknown_reasons),
        "judged_by": result.engine or None,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id,
        "rank": finding.rank,
        "rule": finding.rule.id,
        "title": finding.rule.title,
        "obligations": list(finding.rule.obligations),
        "program_id": finding.program_id,
        "organisation_id": finding.organisation_id,
        "rating": str(finding.rating),
        "likelihood": str(finding.likelihood),
        "consequence": str(finding.consequence),
        "severity": str(finding.rule.severity),
        "strength": str(finding.rule.strength),
        "population": finding.population,
        "tested": finding.tested,
        "breached": finding.breached,
        "unknown": finding.unknown,
        "criteria": finding.criteria,
        "condition": finding.condition,
        "consequence_text": finding.rule.why,
        "corrective_action": finding.rule.remedy,
        "source": finding.source,
        "rank_reason": finding.rank_reason,
        "consequence_of": finding.consequence_of,
        "consequences": list(finding.consequences),
        **_grade(finding),
        "breaches": [_breach(breach) for breach in finding.breaches],
    }


def _grade(finding: Finding) -> dict[str, Any]:
    """Return what a person decided about the rating; nothing where nobody did."""
    one = finding.override
    if one is None:
        return {}
    return {
        "rating_of_matrix": str(finding.looked_up),
        "override": {
            "rating": str(one.rating),
            "reason": one.reason,
            "decided_by": one.decided_by,
            "on": one.on.isoformat(),
            "until": one.last.isoformat(),
            "place": one.place,
        },
    }


def _breach(breach: Breach) -> dict[str, Any]:
    return {
        "id": breach.id,
        "subject": _key(breach.subject),
        "item": breach.item,
        "due_on": None if breach.due_on is None else breach.due_on.isoformat(),
        "days_overdue": breach.days_overdue,
        "message": breach.message,
        "cure": breach.cure,
        "waiver": None if breach.waived is None else _waiver(breach.waived),
        "baseline": breach.baseline,
        "caused_by": [{"rule": one.rule, "subject": _key(one.subject)} for one in breach.caused_by],
        "evidence": [_evidence(evidence) for evidence in breach.evidence],
    }


def _waived(report: Report) -> Counter[str]:
    """Count the breaches of each rule that a waiver in force covers."""
    found: Counter[str] = Counter()
    for finding in report.findings:
        found[finding.rule.id] += finding.waived
    return found


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {
        "rule": waiver.rule,
        "record": None if waiver.record is None else _key(waiver.record),
        "item": waiver.item,
        "reason": waiver.reason,
        "approved_by": waiver.approved_by,
        "from": waiver.since.isoformat(),
        "until": waiver.until.isoformat(),
        "place": waiver.place,
    }


def _decision(issue: DecisionIssue) -> dict[str, Any]:
    return {
        "code": issue.code.value,
        "title": issue.code.title,
        "message": issue.message,
        "hint": issue.hint,
        "waiver": _waiver(issue.waiver),
    }


def _key(key: RecordKey) -> dict[str, str]:
    return {"type": key.type, "id": key.id}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "record": _key(evidence.record),
        "field": evidence.field,
        "value": evidence.value,
        "withheld": evidence.withheld,
        "location": None if evidence.location is None else location_json(evidence.location),
    }


def _due_soon(due: DueSoon) -> dict[str, Any]:
    return {
        "rule": due.rule.id,
        "subject": _key(due.subject),
        "program_id": due.program_id,
        "due_on": due.due_on.isoformat(),
    }


def _assurance(report: Report) -> Mapping[str, Any]:
    assurance = report.assurance
    total = assurance.decided + assurance.undecided
    share = round(float(Fraction(assurance.decided, total)), 4) if total else None
    return {
        "records_in_scope": assurance.records_in_scope,
        "judged_share": share,
        "decided": assurance.decided,
        "undecided": assurance.undecided,
        "not_supplied": list(assurance.not_supplied),
        "columns_not_supplied": list(assurance.columns_not_supplied),
        "judged_nothing": list(assurance.judged_nothing),
        "not_judged": list(assurance.not_judged),
        "attested_only": list(assurance.attested_only),
        "not_checkable": list(assurance.not_checkable),
        "issues_in_scope": assurance.issues_in_scope,
        "statement": statement(report),
    }


def _cross_check(found: CrossCheck, engine: str) -> dict[str, Any]:
    return {
        "engine": found.engine,
        "outcomes": found.outcomes,
        "disagreements": [_disagreement(one, engine, found.engine) for one in found.disagreements],
    }


def _disagreement(one: Disagreement, engine: str, other: str) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "subject": _key(one.subject),
        "said": {engine: _said(one.first), other: _said(one.second)},
    }


def _said(said: Said | None) -> dict[str, Any] | None:
    if said is None:
        return None
    return {
        "outcome": said.state.value,
        "program_id": said.program_id,
        "organisation_id": said.organisation_id,
        "due_soon": None if said.due_soon is None else said.due_soon.isoformat(),
        "breaches": [
            {
                "item": late.item,
                "due_on": None if late.due_on is None else late.due_on.isoformat(),
                "days_overdue": late.days_overdue,
            }
            for late in said.late
        ],
    }
