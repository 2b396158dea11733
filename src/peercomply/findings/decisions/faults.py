"""Makes findings of what is wrong with decisions, ranked among the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeAlias

import attrs

from peercomply.engines.explanation import Explanation
from peercomply.engines.outcomes import Evidence, State
from peercomply.engines.relations import Relations
from peercomply.findings.consequences import ranked
from peercomply.findings.decisions.model import Decision, DecisionCode, Fault, Override, Waiver
from peercomply.findings.decisions.own_rules import OWN_RULES, SOURCE, OwnRule
from peercomply.findings.model import Breach, Finding, Report, RuleResult
from peercomply.findings.rank import identity
from peercomply.findings.rating import rating
from peercomply.records.fields import PUBLIC
from peercomply.records.provenance import Location, RecordKey
from peercomply.records.snapshot import Snapshot

_Home: TypeAlias = tuple[str | None, str | None]


def with_faults(
    report: Report, decisions: Sequence[Decision], faults: Sequence[Fault], snapshot: Snapshot
) -> Report:
    """
    Return *report* with *faults* of the *decisions* that were given, as findings among the others.

    A finding is about one code and one program; whoever approved what is not told apart. The rules
    about these decisions stand in the report whether one of them is broken or not.
    """
    homes = _Homes(snapshot, report)
    given = Counter(homes.of(one) for one in decisions)
    grouped: dict[tuple[DecisionCode, _Home], list[Fault]] = {}
    for fault in faults:
        grouped.setdefault((fault.code, homes.of(fault.decision)), []).append(fault)
    found = [
        _finding(code, home, listed, given[home], report.as_of)
        for (code, home), listed in grouped.items()
    ]
    kinds = {_kind(one) for one in decisions}
    results = [
        _result(own, len(decisions), len({id(one.decision) for one in faults if one.code is code}))
        for code, own in OWN_RULES.items()
        if own.rule.subject in kinds
    ]
    return attrs.evolve(
        report,
        findings=ranked([*report.findings, *found]),
        rules=(*report.rules, *results),
    )


class _Homes:
    """Finds the program and the organisation that a decision is about."""

    def __init__(self, snapshot: Snapshot, report: Report) -> None:
        self.findings = {one.id: one for one in report.findings}
        self.snapshot = snapshot
        self.relations = Relations(attrs.evolve(snapshot, tables=None))
        organisations = list(snapshot.of_type("organisation"))
        self.only = organisations[0] if len(organisations) == 1 else None

    def of(self, decision: Decision) -> _Home:
        """Return both; the one organisation of the records where nothing more is known."""
        if isinstance(decision, Override) and decision.finding in self.findings:
            found = self.findings[decision.finding]
            return found.program_id, found.organisation_id
        key = decision.record
        if key is not None and key.type in self.snapshot.schema:
            record = self.snapshot.of_type(key.type).get(key.id)
            if record is not None:
                homes = self.relations.homes(record)
                return homes.program, homes.organisation
        return None, self.only


def _kind(decision: Decision) -> str:
    """Return the word for a decision, with which the codes about it begin."""
    return type(decision).__name__.lower()


def _result(own: OwnRule, given: int, failed: int) -> RuleResult:
    return RuleResult(
        rule=own.rule,
        supplied=True,
        passed=given - failed,
        failed=failed,
        unknown=0,
        not_applicable=0,
        unknown_reasons={},
        engine="",
    )


def _finding(
    code: DecisionCode, home: _Home, faults: Sequence[Fault], given: int, as_of: date
) -> Finding:
    own = OWN_RULES[code]
    how_likely, how_bad = own.live if any(one.live for one in faults) else own.idle
    program, organisation = home
    seen: Counter[str] = Counter()
    breaches = sorted(
        (_breach(own, fault, as_of, seen) for fault in faults),
        key=lambda one: (-(one.days_overdue or 0), str(one.subject), one.item or "", one.id),
    )
    noun = own.rule.subject
    live = sum(one.live for one in faults)
    left = f"; {live or 'none'} with {own.counts}" if own.live != own.idle else ""
    return Finding(
        id=identity(code.value, program or "", "" if program else organisation or ""),
        rank=0,
        rule=own.rule,
        program_id=program,
        organisation_id=organisation,
        rating=rating(how_likely, how_bad),
        likelihood=how_likely,
        consequence=how_bad,
        population=given,
        tested=given,
        breached=len(faults),
        unknown=0,
        criteria=own.criteria,
        condition=f"{len(faults)} of {given} {noun}s about these records: {code.title}{left}",
        source=SOURCE,
        rank_reason="",
        breaches=tuple(breaches),
    )


def _breach(own: OwnRule, fault: Fault, as_of: date, seen: Counter[str]) -> Breach:
    decision = fault.decision
    noun = own.rule.subject
    subject = decision.record or RecordKey(noun, _about(decision))
    item = _named(noun, decision)
    key = identity(own.rule.id, subject.type, subject.id, item)
    seen[key] += 1
    if seen[key] > 1:
        item = f"{item} ({seen[key]})"
        key = identity(own.rule.id, subject.type, subject.id, item)
    ended = fault.ended_on
    return Breach(
        id=key,
        subject=subject,
        item=item,
        due_on=ended,
        days_overdue=None if ended is None else (as_of - ended).days,
        interval_days=None,
        message=fault.said,
        cure=own.rule.remedy,
        evidence=_evidence(subject, decision),
        explain=lambda: Explanation(
            rule=own.rule,
            subject=subject,
            outcome=State.FAIL,
            as_of=as_of,
            reasons=(),
            messages=(fault.said,),
            parts=(),
            readings=(),
        ),
    )


def _about(decision: Decision) -> str:
    return decision.rule if isinstance(decision, Waiver) else decision.about


def _named(noun: str, decision: Decision) -> str:
    if isinstance(decision, Override):
        return f"{noun} of {decision.about} from {decision.on} to {decision.last}"
    item = "" if decision.item is None else f", {decision.item}"
    return f"{noun} of {decision.rule}{item} from {decision.since} to {decision.until}"


def _facts(decision: Decision) -> Iterator[tuple[str, str]]:
    """Return what the file says of the decision, by its keys."""
    if isinstance(decision, Override):
        yield "decided_by", decision.decided_by
        yield "on", decision.on.isoformat()
        yield "until", decision.last.isoformat()
        yield "rating", str(decision.rating)
    else:
        yield "approved_by", decision.approved_by
        yield "from", decision.since.isoformat()
        yield "until", decision.until.isoformat()


def _evidence(subject: RecordKey, decision: Decision) -> tuple[Evidence, ...]:
    file, _, line = decision.place.rpartition(":")
    return tuple(
        Evidence(
            record=subject,
            field=name,
            value=value,
            withheld=False,
            privacy=PUBLIC,
            location=Location(file, int(line) if line.isdigit() else None),
        )
        for name, value in _facts(decision)
    )
