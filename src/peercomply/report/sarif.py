"""
The report as SARIF 2.1.0, for code scanning and editors: one result for each breach.

Rules that could not decide all of their records give a result of kind review, and those that judged
nothing a notification, so that no results are not taken for a clean run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from peercomply.findings.model import Breach, Finding, Report
from peercomply.findings.rating import Rating
from peercomply.records.issue_codes import IssueSeverity
from peercomply.records.provenance import DataIssue, Location, RecordKey
from peercomply.report.csv import undecided
from peercomply.report.places import Places
from peercomply.report.plain import json_text, plain
from peercomply.rules.rule import NOTICE, Rule, Severity

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

LEVELS = {
    Rating.EXTREME: "error",
    Rating.HIGH: "error",
    Rating.MEDIUM: "warning",
    Rating.LOW: "note",
}
"""Level of a result by the rating of its finding."""

RANKS = {Rating.EXTREME: 95.0, Rating.HIGH: 75.0, Rating.MEDIUM: 50.0, Rating.LOW: 25.0}
"""Rank of a result by the rating of its finding."""

_SCORES = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "2.5",
}
_STATES = {"new": "new", "worse": "updated", "inherited": "unchanged"}
_NOTES = {
    IssueSeverity.ERROR: "error",
    IssueSeverity.WARNING: "warning",
}


def render(report: Report, *, base: str = "") -> str:
    """Return *report* as SARIF; *base* is the folder of the export, put before its files."""
    places = Places.of(report, base)
    numbers = {one.rule.id: number for number, one in enumerate(report.rules)}
    driver = {
        "name": "peercomply",
        "rules": [rule_json(one.rule) for one in report.rules],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "peercomply/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": [*_notes(report, places)]}
        ],
        "results": _alike([*_results(report, places, numbers)]),
        "properties": {
            "as_of": report.as_of.isoformat(),
            "packs": [f"{pack.id} {pack.version}" for pack in report.packs],
            "notice": NOTICE,
        },
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def rule_json(rule: Rule) -> dict[str, Any]:
    """Return *rule* as SARIF describes one."""
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.remedy},
        "properties": {
            "tags": list(dict.fromkeys(rule.obligations)),
            "strength": str(rule.strength),
            "security-severity": _SCORES[rule.severity],
        },
    }


def _results(
    report: Report, places: Places, numbers: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    for finding in report.findings:
        named = {"ruleId": finding.rule.id, "ruleIndex": numbers[finding.rule.id]}
        for breach in finding.breaches:
            yield named | _result(finding, breach, places)
    for one in report.rules:
        if one.unknown:
            file = places.files.get(one.rule.subject)
            place = {} if file is None else {"locations": [_place(Location(file), None, places)]}
            yield {
                "ruleId": one.rule.id,
                "ruleIndex": numbers[one.rule.id],
                "kind": "review",
                "level": "none",
                "message": {"text": f"{one.rule.title}: {plain(undecided(one))}"},
                **place,
            }


def _alike(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return *results* so that all or none of them say whether they are suppressed, as asked."""
    if any("suppressions" in one for one in results):
        for one in results:
            one.setdefault("suppressions", [])
    return results


def _result(finding: Finding, breach: Breach, places: Places) -> dict[str, Any]:
    item = "" if breach.item is None else f", {breach.item}"
    said = (
        f"{finding.rule.title}: {breach.subject}{item}: {breach.message}. To end it: {breach.cure}"
    )
    if finding.graded:
        said = f"{said} ({finding.graded})"
    late = {"due_on": breach.due_on.isoformat()} if breach.due_on is not None else {}
    place = _place(places.of_breach(breach), breach.subject, places)
    return {
        "kind": "fail",
        "level": LEVELS[finding.rating],
        "rank": RANKS[finding.rating],
        "message": {"text": plain(said)},
        "locations": [place],
        "partialFingerprints": {
            "primaryLocationLineHash": breach.id,
            "peercomplyBreach/v1": breach.id,
        },
        "properties": {
            "finding": finding.id,
            "rank_of_finding": finding.rank,
            "rating": str(finding.rating),
            **({"rating_of_matrix": str(finding.looked_up)} if finding.graded else {}),
            **late,
        },
        **_decided(breach),
    }


def _decided(breach: Breach) -> dict[str, Any]:
    """Return what people decided: a waiver is a suppression that was accepted."""
    found: dict[str, Any] = {}
    if breach.waived is not None:
        said = plain(f"{breach.waived.reason} (until {breach.waived.until.isoformat()})")
        found["suppressions"] = [{"kind": "external", "status": "accepted", "justification": said}]
    if breach.baseline is not None:
        found["baselineState"] = _STATES[breach.baseline]
    return found


def _place(location: Location | None, key: RecordKey | None, places: Places) -> dict[str, Any]:
    found: dict[str, Any] = {}
    names = [] if key is None else [{"fullyQualifiedName": plain(str(key)), "kind": "record"}]
    if location is not None:
        uri = quote(places.path(location.file).encode(errors="replace"))
        found["physicalLocation"] = {"artifactLocation": {"uri": uri}}
        if location.row is not None:
            found["physicalLocation"]["region"] = {"startLine": location.row}
        if location.sheet is not None:
            names.append({"fullyQualifiedName": plain(str(location)), "kind": "cell"})
    return found | ({"logicalLocations": names} if names else {})


def _notes(report: Report, places: Places) -> Iterator[dict[str, Any]]:
    for one in report.rules:
        if one.status != "judged":
            text = f"{one.rule.id}: {plain(undecided(one))}"
            yield {"level": "warning", "message": {"text": text}}
    for found in report.cross_check.disagreements if report.cross_check else ():
        text = plain(f"{found.rule}, {found.subject}: the engines disagree")
        yield {"level": "error", "message": {"text": text}}
    for issue in report.data_issues:
        yield _issue(issue, places)


def _issue(issue: DataIssue, places: Places) -> dict[str, Any]:
    found: dict[str, Any] = {
        "descriptor": {"id": issue.code.value},
        "level": _NOTES.get(issue.severity, "note"),
        "message": {"text": plain(f"{issue.place}: {issue.message}")},
    }
    if issue.file:
        location = Location(issue.file, issue.row, issue.column, issue.sheet)
        found["locations"] = [_place(location, None, places)]
    return found
