"""Replaces the keys of records by pseudonyms, wherever a report says them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from peercomply.engines.causes import CausedBy
from peercomply.engines.explanation import Explanation
from peercomply.engines.outcomes import Evidence, Wording
from peercomply.errors import SubjectError
from peercomply.findings.cross_check import CrossCheck, Disagreement, Said
from peercomply.findings.decisions.model import DecisionIssue, Override, Waiver
from peercomply.findings.model import Breach, Finding, Report
from peercomply.findings.privacy.level import PrivacyLevel, PrivacyUsed
from peercomply.findings.privacy.pseudonyms import PREFIX, Pseudonyms
from peercomply.findings.rank import most_overdue
from peercomply.records.provenance import DataIssue, RecordKey
from peercomply.records.snapshot import Snapshot

_WORKER = "worker"

WITHHELD = "(withheld)"
"""Stands where people wrote text of their own, in which keys and names may stand."""


def pseudonymised(report: Report, names: Pseudonyms) -> Report:
    """
    Return *report* with pseudonyms for the keys of records, but those of programs and the like.

    What cannot be taken apart is left out: traces, the wording of data issues and of decisions. Ids
    of breaches are made anew, for from the old ones keys could be guessed.
    """
    return attrs.evolve(
        report,
        findings=tuple(_finding(one, names) for one in report.findings),
        due_soon=tuple(
            sorted(
                (attrs.evolve(one, subject=names.record(one.subject)) for one in report.due_soon),
                key=lambda due: (due.due_on, due.rule.id, due.subject.id),
            )
        ),
        data_issues=tuple(map(bare_issue, report.data_issues)),
        cross_check=None if report.cross_check is None else _cross(report.cross_check, names),
        decisions=tuple(_decision(one, names) for one in report.decisions),
        privacy=PrivacyUsed(level=PrivacyLevel.KEYS, pseudonyms=names.fingerprint),
    )


def bare_issue(issue: DataIssue) -> DataIssue:
    """Return *issue* as its code says it: its own words may name keys."""
    said = issue.code.meaning.removesuffix(".")
    return attrs.evolve(issue, message=said, value=None, hint="")


def _finding(finding: Finding, names: Pseudonyms) -> Finding:
    breaches = [_breach(one, finding, names) for one in finding.breaches]
    named = attrs.evolve(finding, breaches=tuple(sorted(breaches, key=most_overdue)))
    if finding.override is None:
        return named
    graded = attrs.evolve(named, override=_override(finding.override, names))
    why = finding.rank_reason.replace(finding.graded, graded.graded)
    return attrs.evolve(graded, rank_reason=why)


def _override(override: Override, names: Pseudonyms) -> Override:
    record = None if override.record is None else names.record(override.record)
    return attrs.evolve(override, record=record, reason=WITHHELD, decided_by=WITHHELD)


def _breach(breach: Breach, finding: Finding, names: Pseudonyms) -> Breach:
    wording, item = breach.wording, item_under(names, breach.item, breach.wording)
    return attrs.evolve(
        breach,
        id=names.identity(breach.id),
        subject=names.record(breach.subject),
        item=item,
        message=finding.rule.title if wording is None else names.text(wording.message),
        cure=finding.rule.remedy if wording is None else names.text(wording.cure),
        evidence=tuple(_evidence(one, names) for one in breach.evidence),
        caused_by=tuple(_cause(one, names) for one in breach.caused_by),
        waived=None if breach.waived is None else _waiver(breach.waived, names, item),
        wording=None,
        explain=_no_trace,
    )


def item_under(names: Pseudonyms, item: str | None, wording: Wording | None) -> str | None:
    """Return the part of a record that fails, with a pseudonym if it is a key."""
    if item is None:
        return None
    return WITHHELD if wording is None else names.text(wording.item)


def _no_trace() -> None:
    return None


_DECIDED = frozenset({"approved_by", "decided_by"})
"""What a file of decisions says of people: a role, or the key of their record."""


def _evidence(evidence: Evidence, names: Pseudonyms) -> Evidence:
    value = evidence.value
    if evidence.field in _DECIDED:
        value = WITHHELD
    elif evidence.keys and value is not None:
        value = "; ".join(sorted(map(names.key, evidence.keys)))
    return attrs.evolve(evidence, record=names.record(evidence.record), value=value, keys=())


def _cause(cause: CausedBy, names: Pseudonyms) -> CausedBy:
    return attrs.evolve(cause, subject=names.record(cause.subject))


def _waiver(waiver: Waiver, names: Pseudonyms, item: str | None) -> Waiver:
    return attrs.evolve(
        waiver,
        record=None if waiver.record is None else names.record(waiver.record),
        item=None if waiver.item is None else item,
        reason=WITHHELD,
        approved_by=WITHHELD,
    )


def _decision(issue: DecisionIssue, names: Pseudonyms) -> DecisionIssue:
    waiver = _waiver(issue.waiver, names, WITHHELD)
    named = "any record" if waiver.record is None else str(waiver.record)
    said = f"{issue.code.title}: {waiver.rule} and {named}"
    return attrs.evolve(issue, waiver=waiver, message=said)


def _cross(found: CrossCheck, names: Pseudonyms) -> CrossCheck:
    differing = [
        attrs.evolve(
            one,
            subject=names.record(one.subject),
            first=_said(one.first),
            second=_said(one.second),
        )
        for one in found.disagreements
    ]
    return attrs.evolve(found, disagreements=tuple(sorted(differing, key=_place)))


def _place(one: Disagreement) -> tuple[str, str, str]:
    return one.rule, one.subject.type, one.subject.id


def _said(said: Said | None) -> Said | None:
    if said is None:
        return None
    late = tuple(attrs.evolve(one, item=one.item and WITHHELD) for one in said.late)
    return attrs.evolve(said, late=late)


def pseudonymised_explanation(found: Explanation, names: Pseudonyms) -> Explanation:
    """Return *found* with pseudonyms, and without its tree, which is full of keys."""
    return attrs.evolve(
        found,
        subject=names.record(found.subject),
        messages=tuple(
            found.rule.title if one is None else names.text(one.message) for one in found.wordings
        ),
        caused_by=tuple(_cause(one, names) for one in found.caused_by),
        parts=(),
        readings=(),
        wordings=(),
    )


def under_keys(
    waivers: Iterable[Waiver], report: Report, snapshot: Snapshot, names: Pseudonyms
) -> tuple[Waiver, ...]:
    """
    Return *waivers* with the keys of the records that they name by pseudonyms.

    A waiver that was made from a pseudonymised report so covers the same breach in the next one,
    and one that was approved by the worker whom it is about is found out.
    """
    breaches = [breach for finding in report.findings for breach in finding.breaches]
    subjects = {names.record(one.subject): one.subject for one in breaches}
    items = {(one.subject, item_under(names, one.item, one.wording)): one.item for one in breaches}
    return tuple(
        attrs.evolve(
            _under_key(one, subjects, items),
            approved_by=_approver(one.approved_by, snapshot, names),
        )
        for one in waivers
    )


def _under_key(
    waiver: Waiver,
    subjects: Mapping[RecordKey, RecordKey],
    items: Mapping[tuple[RecordKey, str | None], str | None],
) -> Waiver:
    record = None if waiver.record is None else subjects.get(waiver.record)
    if record is None:
        return waiver
    return attrs.evolve(waiver, record=record, item=items.get((record, waiver.item), waiver.item))


def overrides_under_keys(
    overrides: Iterable[Override], report: Report, snapshot: Snapshot, names: Pseudonyms
) -> tuple[Override, ...]:
    """Return *overrides* with the keys of the records that they name by pseudonyms."""
    breaches = [breach for finding in report.findings for breach in finding.breaches]
    subjects = {names.record(one.subject): one.subject for one in breaches}
    return tuple(
        attrs.evolve(
            one,
            record=None if one.record is None else subjects.get(one.record, one.record),
            decided_by=_approver(one.decided_by, snapshot, names),
        )
        for one in overrides
    )


def _approver(approver: str, snapshot: Snapshot, names: Pseudonyms) -> str:
    told = approver.strip().removeprefix(f"{_WORKER}:")
    if not told.startswith(PREFIX):
        return approver
    return next((key for key in snapshot.of_type(_WORKER) if names.key(key) == told), approver)


def under_key(subject: str, snapshot: Snapshot, names: Pseudonyms) -> str:
    """
    Return *subject*, such as worker:p-26edb6c1b22f11aa, with the key of the record instead.

    A subject that is named by its key stays as it is.

    Raises:
        SubjectError: No record has that key or that pseudonym; no other key is told.
    """
    name, _, told = subject.partition(":")
    if name not in snapshot.schema or not told:
        return subject
    records = snapshot.of_type(name)
    if told in records:
        return subject
    known = next((key for key in records if names.key(key) == told), None)
    if known is None:
        hint = "take it from a report that was made from this export with the same secret key"
        raise SubjectError(subject, f"no {name} record has this key or pseudonym", hint=hint)
    return f"{name}:{known}"
