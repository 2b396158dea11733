"""Notes events that are dated after the day of the check: planned ones, or slips of the finger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from peercomply.records.issue_codes import IssueCode, IssueSeverity
from peercomply.records.provenance import DataIssue
from peercomply.records.snapshot import Snapshot
from peercomply.records.validation import as_day


def future_events(snapshot: Snapshot, as_of: date) -> tuple[DataIssue, ...]:
    """
    Return one issue for each field that says what has happened and holds days after *as_of*.

    Such an event does not count. A planned session is in order; an incident of next year is a slip
    of the finger, which would otherwise wait unseen for its due day.
    """
    issues = []
    for name in snapshot.records:
        fields = [field.name for field in snapshot.schema[name].fields.values() if field.event]
        for field, (count, key) in _late(snapshot, name, fields, as_of).items():
            if count:
                issues.append(_issue(snapshot, name, field, count, key))
    return tuple(issues)


def _late(
    snapshot: Snapshot, name: str, fields: list[str], as_of: date
) -> Mapping[str, tuple[int, str]]:
    """Return how many records hold a day after *as_of* in each field, and the first of them."""
    if snapshot.tables is not None:
        return snapshot.tables.later(name, fields, as_of)
    found = {}
    for field in fields:
        late = [
            key
            for key, record in snapshot.records[name].items()
            if (value := getattr(record, field, None)) is not None and as_day(value) > as_of
        ]
        found[field] = (len(late), late[0] if late else "")
    return found


def _issue(snapshot: Snapshot, name: str, field: str, count: int, key: str) -> DataIssue:
    place = snapshot.provenance.locate(name, key, field)
    records = "1 record" if count == 1 else f"{count} records"
    return DataIssue(
        code=IssueCode.FUTURE_EVENT,
        severity=IssueSeverity.NOTE,
        message=f"{name}.{field} lies after the day of the check in {records}; it does not count",
        file="" if place is None else place.file,
        row=None if place is None else place.row,
        column=None if place is None else place.column,
        hint="a plan is in order; if it is none, mend the day",
    )
