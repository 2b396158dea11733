"""A forecast as CSV: one row for each change, and one for each thing it does not show."""

from __future__ import annotations

import csv
import io

from peercomply.findings.forecast import Change, Forecast
from peercomply.report.csv import cell
from peercomply.report.forecast.words import open_ends

COLUMNS = (
    *("kind", "on", "days_ahead", "from_state", "to_state", "rule", "title", "severity"),
    *("strength", "obligations", "record_type", "record_id", "item", "program_id"),
    *("organisation_id", "due_on", "message", "corrective_action", "change_id", "as_of"),
)
"""The headings, in their order; the list only grows, at its end."""


def render(found: Forecast) -> str:
    """Return *found* as CSV with the mark of UTF-8; no cell is ever a formula."""
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    rows = [_row(change, found) for change in found.changes]
    rows += [{"kind": "note", "message": said} for said in open_ends(found)]
    for row in rows:
        row["as_of"] = found.as_of
        writer.writerow({name: cell(value) for name, value in row.items()})
    return text.getvalue()


def _row(change: Change, found: Forecast) -> dict[str, object]:
    rule = change.rule
    return {
        "kind": "change",
        "on": change.on,
        "days_ahead": (change.on - found.as_of).days,
        "from_state": change.from_state.value,
        "to_state": change.to_state.value,
        "rule": rule.id,
        "title": rule.title,
        "severity": rule.severity,
        "strength": rule.strength,
        "obligations": " ".join(rule.obligations),
        "record_type": change.subject.type,
        "record_id": change.subject.id,
        "item": change.item,
        "program_id": change.program_id,
        "organisation_id": change.organisation_id,
        "due_on": change.due_on,
        "message": change.message,
        "corrective_action": rule.remedy,
        "change_id": change.id,
    }
