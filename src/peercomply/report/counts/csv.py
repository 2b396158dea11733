"""A report in numbers as CSV: a row for each finding, then one for each rule left undecided."""

from __future__ import annotations

import csv
import io

from peercomply.findings.privacy.counted import CountedReport
from peercomply.report.counts.words import NOTE, undecided
from peercomply.report.csv import cell
from peercomply.rules.rule import Rule

COLUMNS = (
    *("kind", "rank", "rating", "rule", "title", "program_id", "organisation_id", "severity"),
    *("strength", "obligations", "fail", "pass", "unknown", "message", "as_of"),
)
"""The headings, in their order; the list only grows, at its end."""


def render(report: CountedReport) -> str:
    """Return *report* as CSV with the mark of UTF-8; no cell is ever a formula."""
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for row in _rows(report):
        row["as_of"] = report.as_of
        writer.writerow({name: cell(value) for name, value in row.items()})
    return text.getvalue()


def _rows(report: CountedReport) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for one in report.findings:
        shared = _rule(one.rule)
        own = {
            "kind": "finding",
            "rank": one.rank,
            "rating": one.rating,
            "program_id": one.program_id,
            "organisation_id": one.organisation_id,
            "fail": one.failed,
            "pass": one.passed,
            "unknown": one.unknown,
        }
        rows.append(shared | own)
    for entry in report.rules:
        if entry.open:
            own = {
                "kind": "unknown" if entry.status == "judged" else entry.status,
                "pass": entry.passed,
                "unknown": entry.unknown,
                "message": undecided(entry),
            }
            rows.append(_rule(entry.rule) | own)
    return [*rows, {"kind": "note", "message": NOTE}]


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "rule": rule.id,
        "title": rule.title,
        "severity": rule.severity,
        "strength": rule.strength,
        "obligations": " ".join(rule.obligations),
    }
