"""A forecast as JSON, for another program; it is versioned and only grows."""

from __future__ import annotations

from typing import Any

from peercomply.findings.forecast import Change, Forecast
from peercomply.report.plain import json_text

SCHEMA = "peercomply.forecast/1"


def render(found: Forecast) -> str:
    """Return *found* as JSON text, the same bytes for the same forecast."""
    document = {
        "schema": SCHEMA,
        "as_of": found.as_of.isoformat(),
        "days": found.days,
        "until": found.last.isoformat(),
        "changes": [_change(change) for change in found.changes],
        "failing": found.failing,
        "unknown": found.unknown,
        "rejected": found.rejected,
        "withheld": dict(found.withheld),
        "not_judged": list(found.not_judged),
    }
    return json_text(document, indent=2) + "\n"


def _change(change: Change) -> dict[str, Any]:
    return {
        "id": change.id,
        "on": change.on.isoformat(),
        "rule": change.rule.id,
        "title": change.rule.title,
        "severity": str(change.rule.severity),
        "strength": str(change.rule.strength),
        "subject": {"type": change.subject.type, "id": change.subject.id},
        "item": change.item,
        "program_id": change.program_id,
        "organisation_id": change.organisation_id,
        "from": change.from_state.value,
        "to": change.to_state.value,
        "message": change.message or None,
        "due_on": None if change.due_on is None else change.due_on.isoformat(),
        "corrective_action": change.rule.remedy,
    }
