"""Puts names and people's values into a report that only its owner may read."""

from __future__ import annotations

import attrs

from peercomply.engines.outcomes import Evidence, as_text
from peercomply.findings.model import Breach, Finding, Report
from peercomply.findings.privacy.level import PrivacyLevel, PrivacyUsed
from peercomply.records.fields import FieldInfo, FieldType, Privacy
from peercomply.records.model import Record
from peercomply.records.provenance import RecordKey
from peercomply.records.snapshot import Snapshot

HIGHEST = Privacy.PERSONAL
"""The most closed class that is shown; sensitive values are shown at no level."""

_PEOPLE = ("worker", "participant")


class Private(str):
    """A text about a person, which a file may hold and a `repr` does not show."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return what stands in place of the text."""
        return "'(withheld)'"


def identified(report: Report, snapshot: Snapshot) -> Report:
    """
    Return *report* with the values of people on which breaches rest, and with their names.

    The name of the person whom a breach is about stands at the end of its message. Sensitive values
    stay withheld, and so do data issues' values, days that may not stand beside a key, and traces'.
    """
    return attrs.evolve(
        report,
        findings=tuple(_finding(one, snapshot) for one in report.findings),
        privacy=PrivacyUsed(level=PrivacyLevel.IDENTIFIED),
    )


def with_names(message: str, subject: RecordKey, snapshot: Snapshot) -> str:
    """Return *message* with the names of the people whom the record *subject* is about."""
    names = [name for key in _people(subject, snapshot) for name in _names(key, snapshot)]
    return Private(f"{message} ({', '.join(names)})".strip()) if names else message


def _finding(finding: Finding, snapshot: Snapshot) -> Finding:
    return attrs.evolve(finding, breaches=tuple(_breach(one, snapshot) for one in finding.breaches))


def _breach(breach: Breach, snapshot: Snapshot) -> Breach:
    evidence = tuple(_evidence(one, snapshot) for one in breach.evidence)
    said = with_names(breach.message, breach.subject, snapshot)
    return attrs.evolve(breach, evidence=evidence, message=said, wording=None)


def _evidence(evidence: Evidence, snapshot: Snapshot) -> Evidence:
    record = _record(evidence.record, snapshot)
    if not evidence.withheld or evidence.privacy > HIGHEST or record is None:
        return evidence
    value = getattr(record, evidence.field, None)
    return attrs.evolve(
        evidence, value=None if value is None else Private(as_text(value)), withheld=False
    )


def _record(key: RecordKey, snapshot: Snapshot) -> Record | None:
    return snapshot.of_type(key.type).get(key.id) if key.type in snapshot.schema else None


def _people(subject: RecordKey, snapshot: Snapshot) -> list[RecordKey]:
    """Return the people whom a record may be, or names."""
    record = _record(subject, snapshot)
    found = [(one, getattr(record, f"{one}_id", None)) for one in _PEOPLE]
    return [subject, *(RecordKey(one, key) for one, key in found if isinstance(key, str))]


def _names(key: RecordKey, snapshot: Snapshot) -> list[str]:
    record = _record(key, snapshot)
    if record is None:
        return []
    values = [
        getattr(record, one.name, None)
        for one in snapshot.schema[key.type].fields.values()
        if _is_name(one)
    ]
    return [str(value) for value in values if value is not None]


def _is_name(field: FieldInfo) -> bool:
    named = field.type is FieldType.TEXT and field.name.endswith("name")
    return named and field.privacy is Privacy.PERSONAL
