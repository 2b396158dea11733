"""Applies waivers to a report: what they cover is marked, and what is wrong with them is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import attrs

from peercomply.findings.decisions.approval import approved_by_itself
from peercomply.findings.decisions.faults import with_faults
from peercomply.findings.decisions.model import (
    LONGEST_DAYS,
    DecisionCode,
    DecisionIssue,
    Fault,
    Waiver,
)
from peercomply.findings.model import Breach, Finding, Report
from peercomply.records.snapshot import Snapshot

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


def waived(report: Report, waivers: Sequence[Waiver], snapshot: Snapshot) -> Report:
    """
    Return *report* with the breaches that *waivers* cover marked; none is ever removed.

    A waiver is used only if nothing is wrong with it on the day of the report. What is wrong is a
    finding of its own.
    """
    asked = {result.rule.id for result in report.rules}
    breaches = _by_rule(report.findings)
    marks: dict[str, Waiver] = {}
    found: list[_Wrong] = []
    for waiver in waivers:
        wrong = list(_wrong(waiver, report.as_of, asked, snapshot))
        covered = [one for one in breaches.get(waiver.rule, ()) if _about(waiver, one)]
        found += [_Wrong(waiver, code, said, covered) for code, said in wrong]
        if wrong:
            continue
        if not covered:
            found.append(_Wrong(waiver, DecisionCode.UNUSED, _NOTHING, ()))
        for breach in covered:
            worse = _worse(waiver, breach)
            if worse:
                found.append(_Wrong(waiver, DecisionCode.LAPSED, worse, (breach,)))
            else:
                marks.setdefault(breach.id, waiver)
    findings = tuple(_marked(finding, marks) for finding in report.findings)
    issues = tuple(_issue(one) for one in found)
    marked = attrs.evolve(report, findings=findings, decisions=(*report.decisions, *issues))
    faults = [one.fault(marks) for one in found]
    return with_faults(marked, waivers, faults, snapshot)


@attrs.frozen
class _Wrong:
    """What is wrong with a waiver, and the breaches that count because of it."""

    waiver: Waiver
    code: DecisionCode
    said: str
    covered: Sequence[Breach]

    def fault(self, marks: Mapping[str, Waiver]) -> Fault:
        """Return it as a finding says it: a breach that another waiver covers does not count."""
        ended = self.waiver.until if self.code is DecisionCode.EXPIRED else None
        return Fault(
            code=self.code,
            decision=self.waiver,
            said=self.said,
            live=any(one.id not in marks for one in self.covered),
            ended_on=ended,
        )


_NOTHING = "no such breach is there"


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
    named = waiver.record is None or breach.subject == waiver.record
    return named and waiver.item in (None, breach.item)


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
        yield DecisionCode.EXPIRED, f"it ended on {waiver.until.isoformat()}"
    if as_of < waiver.since:
        yield DecisionCode.NOT_YET, f"it begins on {waiver.since.isoformat()}"
    if said := approved_by_itself(waiver.approved_by, waiver.record, snapshot, as_of):
        yield DecisionCode.SELF_APPROVED, said


def _worse(waiver: Waiver, breach: Breach) -> str:
    """Return in what *breach* is worse than what was accepted; empty if it is not."""
    if waiver.due_on is not None:
        if breach.due_on is None:
            return f"it has no day in time any more to compare with {waiver.due_on}"
        if breach.due_on < waiver.due_on:
            return f"it was due on {breach.due_on}, accepted was {waiver.due_on}"
    if waiver.max_days_overdue is not None:
        most = waiver.max_days_overdue
        if breach.days_overdue is None:
            return f"it has no days overdue any more to compare with {most}"
        if breach.days_overdue > most:
            return f"it is {breach.days_overdue} days overdue, accepted were {most}"
    return ""


def _issue(one: _Wrong) -> DecisionIssue:
    waiver = one.waiver
    named = "any record" if waiver.record is None else str(waiver.record)
    item = "" if waiver.item is None else f", {waiver.item}"
    about = f"{waiver.rule}, {named}{item}"
    message = f"{one.code.title}: {about}: {one.said}"
    return DecisionIssue(code=one.code, waiver=waiver, message=message, hint=_HINTS[one.code])
