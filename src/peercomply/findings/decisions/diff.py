"""Compares two JSON reports, breach by breach, and says what else is different."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

import attrs

from peercomply.findings.decisions.baseline import OldBreach, OldReport, is_worse
from peercomply.findings.decisions.model import CODES


class Kind(enum.Enum):
    """What became of a breach."""

    NEW = "new"
    WORSE = "worse"
    NOT_KNOWN = "not known"
    BETTER = "better"
    RESOLVED = "resolved"
    UNCHANGED = "unchanged"


@attrs.frozen(kw_only=True)
class Change:
    """
    What became of one breach.

    Attributes:
        kind: What became of it.

        breach: The breach as the new report has it, or else the old one.

        why: What else is different where that may be the reason: the rule, the data, or more that
            is unknown; empty if nothing is.
    """

    kind: Kind
    breach: OldBreach
    why: tuple[str, ...]


@attrs.frozen(kw_only=True)
class ReportDiff:
    """
    Two reports compared.

    Attributes:
        old: The earlier report.

        new: The later one.

        changes: One for each breach of either, by kind, rule and record.

        rules: Ids of rules that are different, or that only one of the two asked, sorted.

        inputs: Files whose content is different, or that only one of the two read, sorted.
    """

    old: OldReport
    new: OldReport
    changes: tuple[Change, ...]
    rules: tuple[str, ...]
    inputs: tuple[str, ...]

    def count(self, kind: Kind) -> int:
        """Return how many breaches are of this *kind*."""
        return sum(change.kind is kind for change in self.changes)


def diff_reports(old: OldReport, new: OldReport) -> ReportDiff:
    """Return what is different between *old* and *new*."""
    rules = _different(old.rules, new.rules, _asked) - CODES
    inputs = _different(old.inputs, new.inputs, lambda sha256: sha256)
    found = []
    for key in {**old.breaches, **new.breaches}:
        before, now = old.breaches.get(key), new.breaches.get(key)
        breach = now or before
        assert breach is not None
        kind, lost = _kind(old, new, before, now)
        if before is not None and now is not None and _only_graded(before, now, kind):
            lost = ("only an override moved it",)
        facts = ((breach.rule in rules, "rule changed"), (bool(inputs), "data changed"))
        why = () if kind is Kind.UNCHANGED else (*lost, *(said for true, said in facts if true))
        found.append(Change(kind=kind, breach=breach, why=why))
    return ReportDiff(
        old=old,
        new=new,
        changes=tuple(sorted(found, key=_order)),
        rules=tuple(sorted(rules)),
        inputs=tuple(sorted(path if not sheet else f"{path} [{sheet}]" for path, sheet in inputs)),
    )


def _order(change: Change) -> tuple[Any, ...]:
    one = change.breach
    return list(Kind).index(change.kind), -one.rating, one.rule, one.subject, one.item or ""


def _kind(
    old: OldReport, new: OldReport, before: OldBreach | None, now: OldBreach | None
) -> tuple[Kind, tuple[str, ...]]:
    if before is None:
        return Kind.NEW, ()
    if now is None:
        lost = _lost(old.rules.get(before.rule), new.rules.get(before.rule))
        return (Kind.NOT_KNOWN, (lost,)) if lost else (Kind.RESOLVED, ())
    return _of_both(before, now), ()


def _of_both(before: OldBreach, now: OldBreach) -> Kind:
    if is_worse(
        due=(before.due_on, now.due_on),
        rated=(before.rating, now.rating),
        late=bool(now.days_overdue) and before.days_overdue is None,
    ):
        return Kind.WORSE
    later = now.due_on is not None and before.due_on is not None and now.due_on > before.due_on
    return Kind.BETTER if later or now.rating < before.rating else Kind.UNCHANGED


def _only_graded(before: OldBreach, now: OldBreach, kind: Kind) -> bool:
    """Whether nothing but the rating of a person makes *before* another breach than *now*."""
    if before.rating == now.rating or before.looked_up != now.looked_up:
        return False
    same = attrs.evolve(now, rating=before.rating)
    return kind is not Kind.UNCHANGED and _of_both(before, same) is Kind.UNCHANGED


def _lost(before: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> str:
    """Return why a breach that is gone may not have ended; empty if nothing speaks for that."""
    if now is None:
        return "its rule was not asked"
    if now["status"] != "judged":
        return "its rule judged no record"
    if now["unknown"] > (0 if before is None else before["unknown"]):
        return "more is unknown under its rule"
    return ""


def _asked(rule: Mapping[str, Any]) -> tuple[Any, ...]:
    obligations = tuple(rule["obligations"])
    return rule["title"], rule["severity"], rule["strength"], obligations


def _different(old: Mapping[Any, Any], new: Mapping[Any, Any], of: Any) -> set[Any]:
    """Return the keys under which *of* says something else, or that one of the two lacks."""
    both = old.keys() & new.keys()
    return (old.keys() ^ new.keys()) | {key for key in both if of(old[key]) != of(new[key])}
