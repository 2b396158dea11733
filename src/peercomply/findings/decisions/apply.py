"""Applies waivers to a report: what they cover is marked, and what is wrong with them is said."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from peercomply.findings.decisions.model import DecisionCode, DecisionIssue, Waiver
from peercomply.findings.model import Breach, Finding, Report
from peercomply.records.snapshot import Snapshot

LONGEST_DAYS = 366
"""Most days of a waiver, the first and the last included; ours: no exception outlives a year."""

_HINTS = {
    DecisionCode.EXPIRED: "end the breach, or have it accepted anew",
    DecisionCode.NOT_YET: "until then its breach counts",
    DecisionCode.TOO_LONG: f"accept it for at most {LONGEST_DAYS} days; until then it is not used",
    DecisionCode.TOO_BROAD: "name the record, such as worker:W017; until then it is not used",
    DecisionCode.UNKNOWN_RULE: "correct the id; `peercomply rules list` has them",
    DecisionCode.SELF_APPROVED: "have another person accept it; until then it is not used",
    DecisionCode.LAPSED: "look at it again, and have it accepted anew if it still is",
    DecisionCode.UNUSED: "remove it if the breach has ended; check how rule and record are spelt",
}


def waived(report: Report, waivers: Iterable[Waiver], snapshot: Snapshot) -> Report:
    """
    Return *report* with the breaches that *waivers* cover marked; none is ever removed.

    A waiver is used only if nothing is wrong with it on the day of the report.
    """
    asked = {result.rule.id for result in report.rules}
    breaches = _by_rule(report.findings)
    marks: dict[str, Waiver] = {}
    issues: list[DecisionIssue] = []
    for waiver in waivers:
        wrong = list(_wrong(waiver, report.as_of, asked, snapshot))
        issues += [_issue(waiver, code, said) for code, said in wrong]
        covered = [one for one in breaches.get(waiver.rule, ()) if _about(waiver, one)]
        if wrong:
            continue
        if not covered:
            said = f"no breach of {waiver.rule} by {_named(waiver)} is there"
            issues.append(_issue(waiver, DecisionCode.UNUSED, said))
        for breach in covered:
            worse = _worse(waiver, breach)
            if worse:
                issues.append(_issue(waiver, DecisionCode.LAPSED, worse))
            else:
                marks.setdefault(breach.id, waiver)
    findings = tuple(_marked(finding, marks) for finding in report.findings)
    return attrs.evolve(report, findings=findings, decisions=(*report.decisions, *issues))


def _marked(finding: Finding, marks: dict[str, Waiver]) -> Finding:
    breaches = tuple(
        attrs.evolve(one, waived=marks[one.id]) if one.id in marks else one
        for one in finding.breaches
    )
    return attrs.evolve(finding, breaches=breaches)


def _by_rule(findings: Iterable[Finding]) -> dict[str, list[Breach]]:
    found: dict[str, list[Breach]] = {}
    for finding in findings:
        found.setdefault(finding.rule.id, []).extend(finding.breaches)
    return found


def _about(waiver: Waiver, breach: Breach) -> bool:
    return breach.subject == waiver.record and waiver.item in (None, breach.item)


def _wrong(
    waiver: Waiver, as_of: date, asked: set[str], snapshot: Snapshot
) -> Iterator[tuple[DecisionCode, str]]:
    """Yield what keeps *waiver* from being used at all."""
    if waiver.rule not in asked:
        yield DecisionCode.UNKNOWN_RULE, f"no rule {waiver.rule!r} was asked"
    if waiver.record is None:
        yield DecisionCode.TOO_BROAD, f"it would hold for every record of {waiver.rule}"
    days = (waiver.until - waiver.since).days + 1
    if days > LONGEST_DAYS:
        yield DecisionCode.TOO_LONG, f"it is to hold for {days} days"
    if as_of > waiver.until:
        said = f"it ended on {waiver.until.isoformat()}, for {waiver.rule} and {_named(waiver)}"
        yield DecisionCode.EXPIRED, said
    if as_of < waiver.since:
        yield DecisionCode.NOT_YET, f"it begins on {waiver.since.isoformat()}"
    if _self_approved(waiver, snapshot):
        yield DecisionCode.SELF_APPROVED, f"{_named(waiver)} is about the one who approved it"


def _self_approved(waiver: Waiver, snapshot: Snapshot) -> bool:
    """Whether the approver is the record of the waiver, or the worker whom the record names."""
    key = waiver.record
    if key is None:
        return False
    names = {_plain(key.id), _plain(str(key))}
    if key.type in snapshot.schema:
        worker = getattr(snapshot.of_type(key.type).get(key.id), "worker_id", None)
        if isinstance(worker, str):
            names |= {_plain(worker), _plain(f"worker:{worker}")}
    return _plain(waiver.approved_by) in names


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _worse(waiver: Waiver, breach: Breach) -> str:
    """Return in what *breach* is worse than what was accepted; empty if it is not."""
    if waiver.due_on is not None:
        if breach.due_on is None:
            return f"{breach.subject} has no day in time any more to compare with {waiver.due_on}"
        if breach.due_on < waiver.due_on:
            return f"{breach.subject} was due on {breach.due_on}, accepted was {waiver.due_on}"
    if waiver.max_days_overdue is not None:
        most = waiver.max_days_overdue
        if breach.days_overdue is None:
            return f"{breach.subject} has no days overdue any more to compare with {most}"
        if breach.days_overdue > most:
            return f"{breach.subject} is {breach.days_overdue} days overdue, accepted were {most}"
    return ""


def _issue(waiver: Waiver, code: DecisionCode, message: str) -> DecisionIssue:
    return DecisionIssue(
        code=code, waiver=waiver, message=f"{code.title}: {message}", hint=_HINTS[code]
    )


def _named(waiver: Waiver) -> str:
    named = "any record" if waiver.record is None else str(waiver.record)
    return named if waiver.item is None else f"{named}, {waiver.item}"
