"""Groups the outcomes of a rule into findings, and says which of two is worse."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import attrs

from peercomply.engines.causes import Caused
from peercomply.engines.explanation import Explanation
from peercomply.engines.outcomes import Detail, Group, Judgement, Outcome, State
from peercomply.findings.model import Breach, Finding
from peercomply.findings.rating import FEWEST_TESTED, consequence, likelihood, rating
from peercomply.records.provenance import RecordKey
from peercomply.rules.rule import Pack, Rule

Explain = Callable[[str, RecordKey], Explanation]
"""Explains what a rule, named by its id, says about a record."""


def findings_of(
    judgement: Judgement, pack: Pack, explain: Explain, caused: Caused
) -> list[Finding]:
    """
    Return the findings of one rule, one for each program or organisation; not yet ranked.

    *explain* makes the trace of a breach, when somebody asks for it; *caused* says which breaches
    are consequences of others.
    """
    groups: dict[Group, list[Outcome]] = {}
    for outcome in judgement.outcomes:
        if outcome.details:
            groups.setdefault((outcome.program_id, outcome.organisation_id), []).append(outcome)
    counts = judgement.by_group() if groups else {}
    return [
        _finding(judgement.rule, group, counts[group], outcomes, pack, explain, caused)
        for group, outcomes in groups.items()
    ]


def lateness(breach: Breach) -> Fraction:
    """Return by how many intervals *breach* is overdue; nought without an interval."""
    if breach.days_overdue is None or breach.interval_days is None:
        return Fraction(0)
    return breach.days_overdue / max(breach.interval_days, Fraction(1))


def order(finding: Finding) -> tuple[Any, ...]:
    """Return what puts *finding* among others by itself, the worst first; no two are alike."""
    return (
        -finding.rating,
        -finding.rule.strength,
        -max(lateness(breach) for breach in finding.breaches),
        -max(breach.days_overdue or 0 for breach in finding.breaches),
        -len(finding.breaches),
        finding.rule.id,
        finding.program_id or "",
        finding.organisation_id or "",
    )


def _finding(
    rule: Rule,
    group: Group,
    counts: Mapping[State, int],
    outcomes: list[Outcome],
    pack: Pack,
    explain: Explain,
    caused: Caused,
) -> Finding:
    breaches = sorted(
        (
            _breach(rule, outcome, detail, explain, caused)
            for outcome in outcomes
            for detail in outcome.details
        ),
        key=most_overdue,
    )
    unknown, failed = (counts.get(state, 0) for state in (State.UNKNOWN, State.FAIL))
    tested, population = failed + counts.get(State.PASS, 0), sum(counts.values())
    longest = max(lateness(breach) for breach in breaches)
    how_likely = likelihood(failed, tested, longest=longest)
    how_bad = consequence(rule.severity)
    program, organisation = group
    draft = Finding(
        id=identity(rule.id, program or "", "" if program else organisation or ""),
        rank=0,
        rule=rule,
        program_id=program,
        organisation_id=organisation,
        rating=rating(how_likely, how_bad),
        likelihood=how_likely,
        consequence=how_bad,
        population=population,
        tested=tested,
        breached=failed,
        unknown=unknown,
        criteria=pack.criteria(rule),
        condition=_condition(rule, failed, tested, unknown, population),
        source=pack.source(rule),
        rank_reason="",
        breaches=tuple(breaches),
    )
    return attrs.evolve(draft, rank_reason=reason_of(draft))


def most_overdue(breach: Breach) -> tuple[Any, ...]:
    """Return what puts *breach* among others of its finding, the most overdue first."""
    late = -lateness(breach), -(breach.days_overdue or 0)
    return *late, breach.subject.id, breach.item or ""


def _breach(
    rule: Rule, outcome: Outcome, detail: Detail, explain: Explain, caused: Caused
) -> Breach:
    return Breach(
        id=identity(rule.id, outcome.subject.type, outcome.subject.id, detail.item or ""),
        subject=outcome.subject,
        item=detail.item,
        due_on=detail.due_on,
        days_overdue=detail.days_overdue,
        interval_days=detail.interval_days,
        message=detail.message,
        cure=detail.cure,
        evidence=detail.evidence,
        caused_by=caused.get((rule.id, outcome.subject), ()),
        wording=detail.wording,
        explain=functools.partial(explain, rule.id, outcome.subject),
    )


def _condition(rule: Rule, breached: int, tested: int, unknown: int, population: int) -> str:
    noun = rule.subject.replace("_", " ")
    rest = f"; {unknown} could not be decided" if unknown else ""
    return f"{breached} of {tested} tested {noun} records fail, of {population} in all{rest}"


def reason_of(finding: Finding) -> str:
    """Return why *finding* stands where it would stand by itself, in words."""
    if finding.about_decisions:
        return (
            f"rated {finding.looked_up}: {finding.likelihood} with {finding.consequence}"
            " consequence; a grade of this project, for no source speaks of decisions"
            f"{_graded(finding)}"
        )
    if finding.tested >= FEWEST_TESTED:
        percent = Fraction(100 * finding.breached, finding.tested)
        basis = f"{float(percent):.0f}% of {finding.tested} tested fail"
    else:
        basis = f"fewer than {FEWEST_TESTED} tested, so lateness decides"
    parts = [
        (
            f"rated {finding.looked_up}: {finding.likelihood} ({basis}) with {finding.consequence}"
            f" consequence (severity {finding.rule.severity})"
        ),
        f"the source says {finding.rule.strength}",
    ]
    worst = max(finding.breaches, key=lambda breach: (lateness(breach), breach.days_overdue or 0))
    if worst.days_overdue:
        ratio = float(lateness(worst))
        intervals = f", {ratio:.1f} intervals" if ratio else ""
        parts.append(f"the longest overdue by {worst.days_overdue} days{intervals}")
    count = len(finding.breaches)
    noun = "breach" if count == 1 else "breaches"
    return "; ".join([*parts, f"{count} {noun}"]) + _graded(finding)


def _graded(finding: Finding) -> str:
    return f"; a person decided: {finding.graded}" if finding.graded else ""


def identity(*parts: str) -> str:
    """Return the id of what *parts* name, the same in every run."""
    return hashlib.sha256("\x1f".join(parts).encode(errors="surrogatepass")).hexdigest()[:16]
