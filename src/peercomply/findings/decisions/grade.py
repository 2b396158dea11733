"""Rates findings as people decided; the rating that was looked up is kept beside theirs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import attrs

from peercomply.findings.consequences import ranked
from peercomply.findings.decisions.approval import approved_by_itself
from peercomply.findings.decisions.faults import with_faults
from peercomply.findings.decisions.model import LONGEST_DAYS, DecisionCode, Fault, Override
from peercomply.findings.model import Finding, Report
from peercomply.records.snapshot import Snapshot

_HOMES = ("program", "organisation")
_NOTHING = "no such finding is there"


def graded(report: Report, overrides: Sequence[Override], snapshot: Snapshot) -> Report:
    """
    Return *report* with its findings rated as *overrides* say, and ranked anew.

    An override is used only if nothing is wrong with it on the day of the report; what is wrong is
    a finding of its own. Of several, one that names the finding goes before one that names rule and
    record, that before one that names the rule alone, and then a later decision before an earlier.
    """
    asked = {result.rule.id for result in report.rules}
    faults: list[Fault] = []
    held: dict[str, list[Override]] = {}
    idle: list[tuple[Override, DecisionCode, str]] = []
    for override in overrides:
        wrong = list(_wrong(override, report.as_of, asked, snapshot))
        named = [one for one in report.findings if _names(override, one)]
        if not wrong and not named:
            wrong.append((DecisionCode.OVERRIDE_UNUSED, _NOTHING))
        idle += [(override, code, said) for code, said in wrong]
        for finding in () if wrong else named:
            if (fault := _unfit(override, finding)) is not None:
                faults.append(fault)
            else:
                held.setdefault(finding.id, []).append(override)
    chosen = {key: one for key, found in held.items() if (one := _chosen(found)) is not None}
    faults += _contradicted(held, chosen)
    faults += [_fault(*one, report, chosen) for one in idle]
    findings = [_rated(one, chosen.get(one.id)) for one in report.findings]
    return with_faults(attrs.evolve(report, findings=ranked(findings)), overrides, faults, snapshot)


def _rated(finding: Finding, override: Override | None) -> Finding:
    if override is None:
        return finding
    return attrs.evolve(finding, rating=override.rating, override=override)


def _names(override: Override, finding: Finding) -> bool:
    if override.finding is not None:
        return override.finding == finding.id
    if override.rule != finding.rule.id:
        return False
    key = override.record
    if key is None:
        return True
    if key.type in _HOMES and finding.rule.subject != key.type:
        home = finding.program_id if key.type == "program" else finding.organisation_id
        alone = key.type == "program" or finding.program_id is None
        return alone and home == key.id
    return any(breach.subject == key for breach in finding.breaches)


def _unfit(override: Override, finding: Finding) -> Fault | None:
    """Return why *override* does not rate *finding*, which it names; None if it does."""
    others = {one.subject for one in finding.breaches} - {override.record}
    key = override.record
    by_home = key is None or (key.type in _HOMES and finding.rule.subject != key.type)
    if not by_home and others:
        said = f"the finding has {len(others)} other records"
        return Fault(code=DecisionCode.OVERRIDE_TOO_BROAD, decision=override, said=said, live=True)
    if override.was is not None and finding.looked_up > override.was:
        said = f"the matrix said {override.was} then, and says {finding.looked_up} now"
        return Fault(code=DecisionCode.OVERRIDE_LAPSED, decision=override, said=said, live=True)
    return None


def _wrong(
    override: Override, as_of: date, asked: set[str], snapshot: Snapshot
) -> Iterator[tuple[DecisionCode, str]]:
    """Yield what keeps *override* from being used at all."""
    if override.rule is not None and override.rule not in asked:
        yield DecisionCode.OVERRIDE_UNKNOWN_RULE, f"no rule {override.rule!r} was asked"
    days = (override.last - override.on).days + 1
    if days > LONGEST_DAYS:
        yield DecisionCode.OVERRIDE_TOO_LONG, f"it is to hold for {days} days"
    if as_of > override.last:
        yield DecisionCode.OVERRIDE_EXPIRED, f"it ended on {override.last.isoformat()}"
    if as_of < override.on:
        yield DecisionCode.OVERRIDE_NOT_YET, f"it was decided on {override.on.isoformat()}"
    if said := approved_by_itself(override.decided_by, override.record, snapshot, as_of):
        yield DecisionCode.OVERRIDE_SELF_APPROVED, said


def _chosen(found: Sequence[Override]) -> Override | None:
    """Return the one that holds; None where the nearest and latest ones contradict each other."""
    best = max(map(_weight, found))
    same = [one for one in found if _weight(one) == best]
    return same[0] if len({one.rating for one in same}) == 1 else None


def _weight(override: Override) -> tuple[int, date]:
    nearness = 2 * (override.finding is not None) + (override.record is not None)
    return nearness, override.on


def _contradicted(
    held: Mapping[str, Sequence[Override]], chosen: Mapping[str, Override]
) -> Iterator[Fault]:
    seen: set[int] = set()
    for key, found in held.items():
        best = max(map(_weight, found))
        for one in found:
            if key not in chosen and _weight(one) == best and id(one) not in seen:
                seen.add(id(one))
                yield Fault(
                    code=DecisionCode.OVERRIDE_CONTRADICTED,
                    decision=one,
                    said=f"it says {one.rating}, and another one of that day does not",
                    live=True,
                )


def _fault(
    override: Override,
    code: DecisionCode,
    said: str,
    report: Report,
    chosen: Mapping[str, Override],
) -> Fault:
    ended = override.last if code is DecisionCode.OVERRIDE_EXPIRED else None
    live = any(_names(override, one) and one.id not in chosen for one in report.findings)
    return Fault(code=code, decision=override, said=said, live=live, ended_on=ended)
