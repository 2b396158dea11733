"""Puts findings in order: those that stand for themselves, and below each what it explains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import attrs

from peercomply.findings.model import Finding
from peercomply.findings.rank import order, reason_of
from peercomply.records.provenance import RecordKey


def ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """
    Return *findings* with their ranks: first those that stand for themselves, the worst first.

    A finding of which every breach is explained by a breach of another finding is a consequence of
    that one. It follows after all that stand for themselves. A finding with consequences stands
    where the worst of them would stand. The order is total.
    """
    known = sorted(map(_alone, findings), key=order)
    roots = _roots(known)
    below: dict[str, list[Finding]] = {}
    for finding in known:
        if roots[finding.id] != finding.id:
            below.setdefault(roots[finding.id], []).append(finding)
    own = [finding for finding in known if roots[finding.id] == finding.id]
    own.sort(key=lambda one: (min(map(order, (one, *below.get(one.id, ())))), order(one)))
    placed = [_with_consequences(one, below.get(one.id, [])) for one in own]
    for one in own:
        placed += [
            attrs.evolve(
                effect,
                consequence_of=one.id,
                rank_reason=f"a consequence of {one.rule.id}, below which it stands;"
                f" on its own {effect.rank_reason}",
            )
            for effect in below.get(one.id, ())
        ]
    return tuple(attrs.evolve(finding, rank=place) for place, finding in enumerate(placed, 1))


def _alone(finding: Finding) -> Finding:
    """Return *finding* as it is by itself, whatever it was ranked among before."""
    return attrs.evolve(
        finding, consequence_of=None, consequences=(), rank_reason=reason_of(finding)
    )


def _with_consequences(finding: Finding, below: list[Finding]) -> Finding:
    if not below:
        return finding
    reason = finding.rank_reason
    worst = min(below, key=order)
    if order(worst) < order(finding):
        reason = f"{reason}; it stands here for its consequence {worst.rule.id}, {worst.rating}"
    consequences = tuple(effect.id for effect in below)
    return attrs.evolve(finding, consequences=consequences, rank_reason=reason)


def _roots(findings: list[Finding]) -> dict[str, str]:
    """Return by id of a finding the id of the one below which it stands; its own if of none."""
    homes = {
        (finding.rule.id, breach.subject): finding.id
        for finding in findings
        for breach in finding.breaches
    }
    parents = {finding.id: _parent(finding, homes) for finding in findings}
    return {key: _root(key, parents) for key in parents}


def _parent(finding: Finding, homes: Mapping[tuple[str, RecordKey], str]) -> str | None:
    """Return what explains most breaches of *finding*; None if one of them is unexplained."""
    votes: Counter[str] = Counter()
    for breach in finding.breaches:
        explaining = {homes[one.rule, one.subject] for one in breach.caused_by}
        if not explaining:
            return None
        votes.update(explaining)
    return min(votes, key=lambda key: (-votes[key], key))


def _root(key: str, parents: Mapping[str, str | None]) -> str:
    """Follow the parents; causes make no circle, so this ends."""
    parent = parents[key]
    return key if parent is None else _root(parent, parents)
