"""Notes events that are dated after the day of the check: planned ones, or slips of the finger."""

from __future__ import annotations

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
    for name, records in snapshot.records.items():
        for field in snapshot.schema[name].fields.values():
            if not field.event:
                continue
            late = [
                key
                for key, record in records.items()
                if (value := getattr(record, field.name, None)) is not None
                and as_day(value) > as_of
            ]
            if late:
                issues.append(_issue(snapshot, name, field.name, late))
    return tuple(issues)


def _issue(snapshot: Snapshot, name: str, field: str, keys: list[str]) -> DataIssue:
    place = snapshot.provenance.locate(name, keys[0], field)
    count = "1 record" if len(keys) == 1 else f"{len(keys)} records"
    return DataIssue(
        code=IssueCode.FUTURE_EVENT,
        severity=IssueSeverity.NOTE,
        message=f"{name}.{field} lies after the day of the check in {count}; it does not count",
        file="" if place is None else place.file,
        row=None if place is None else place.row,
        column=None if place is None else place.column,
        hint="a plan is in order; if it is none, mend the day",
    )
