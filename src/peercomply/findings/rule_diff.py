"""What is different between two packs, and which records an export judges differently for it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from peercomply.engines.memory import evaluate
from peercomply.engines.outcomes import Outcome
from peercomply.plan.lower import lower
from peercomply.records.provenance import RecordKey
from peercomply.records.snapshot import Snapshot
from peercomply.rules.nodes import Elsewhere, Expr, ParameterValue
from peercomply.rules.parameters import Parameter
from peercomply.rules.print_rule import described
from peercomply.rules.printing import printed
from peercomply.rules.rule import Pack, Rule
from peercomply.rules.traversal import walk
from peercomply.rules.walk_form import expressions_of


class Kind(enum.Enum):
    """What became of a rule."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@attrs.frozen(kw_only=True)
class Difference:
    """
    One thing of a rule that is different.

    Attributes:
        what: A key of the rule, or a definition or parameter that it reads.

        before: What it was; None if it was not there.

        after: What it is; None if it is not there any more.
    """

    what: str
    before: str | None
    after: str | None


@attrs.frozen(kw_only=True)
class RuleChange:
    """
    What became of one rule.

    Attributes:
        rule: Id of the rule.

        kind: Added, removed or changed.

        differences: What is different, in the order of the keys; empty unless changed.
    """

    rule: str
    kind: Kind
    differences: tuple[Difference, ...] = ()


@attrs.frozen(kw_only=True)
class OutcomeChange:
    """
    A record that a rule judges differently.

    Attributes:
        rule: Id of the rule.

        subject: The record.

        before: Its outcome under the old pack; None if the old pack has no such rule.

        after: Its outcome under the new pack; None if the new pack has no such rule.

        why: The breach or the reasons, of the new outcome if it has any and else of the old one.
    """

    rule: str
    subject: RecordKey
    before: str | None
    after: str | None
    why: str


@attrs.frozen(kw_only=True)
class RuleDiff:
    """
    Two packs compared.

    Attributes:
        old: The one pack.

        new: The other pack.

        rules: Rules that are different, sorted by id.

        outcomes: Records that are judged differently, sorted by rule and key; None if there was no
            export to judge.
    """

    old: Pack
    new: Pack
    rules: tuple[RuleChange, ...]
    outcomes: tuple[OutcomeChange, ...] | None

    @property
    def same(self) -> bool:
        """Whether nothing is different."""
        return not self.rules and not self.outcomes


def diff_rules(
    old: Pack, new: Pack, snapshot: Snapshot | None = None, *, as_of: date | None = None
) -> RuleDiff:
    """
    Compare the rules of *old* and *new* and, with a *snapshot*, what they say about its records.

    Args:
        old: The one pack.

        new: The other pack.

        snapshot: Records to judge by both; None for the rules alone.

        as_of: The day of the check; needed with *snapshot*.
    """
    outcomes = None
    if snapshot is not None:
        assert as_of is not None
        outcomes = tuple(_outcome_changes(old, new, snapshot, as_of))
    return RuleDiff(old=old, new=new, rules=tuple(_rule_changes(old, new)), outcomes=outcomes)


def _rule_changes(old: Pack, new: Pack) -> list[RuleChange]:
    before = {rule.id: rule for rule in old.rules}
    after = {rule.id: rule for rule in new.rules}
    changes = []
    for key in sorted({*before, *after}):
        if key not in after:
            changes.append(RuleChange(rule=key, kind=Kind.REMOVED))
        elif key not in before:
            changes.append(RuleChange(rule=key, kind=Kind.ADDED))
        else:
            one, other = _said(before[key], old), _said(after[key], new)
            found = [
                Difference(what=what, before=one.get(what), after=other.get(what))
                for what in dict.fromkeys([*one, *other])
                if one.get(what) != other.get(what)
            ]
            if found:
                changes.append(RuleChange(rule=key, kind=Kind.CHANGED, differences=tuple(found)))
    return changes


def _said(rule: Rule, pack: Pack) -> dict[str, str]:
    """Return what a rule says by key, with the definitions and parameters on which it rests."""
    said = {key: _flat(value) for key, value in described(rule).items()}
    read = [node for part in (*expressions_of(rule), *_lets(rule)) for node in walk(part)]
    for node in read:
        if isinstance(node, Elsewhere) and node.name not in dict(rule.lets):
            said[f"definition {node.about}.{node.name}"] = printed(node.body)
    for name in sorted({node.name for node in read if isinstance(node, ParameterValue)}):
        said[f"parameter {name}"] = _values(pack.parameters[name])
    return said


def _lets(rule: Rule) -> list[Expr]:
    return [value for _, value in rule.lets]


def _flat(value: Any) -> str:
    match value:
        case Mapping():
            return ", ".join(f"{key}: {_flat(held)}" for key, held in value.items())
        case list():
            return ", ".join(map(_flat, value))
        case _:
            return str(value)


def _values(parameter: Parameter) -> str:
    return ", then ".join(
        str(value.value) + ("" if value.start is None else f" from {value.start.isoformat()}")
        for value in parameter.values
    )


def _outcome_changes(old: Pack, new: Pack, snapshot: Snapshot, as_of: date) -> list[OutcomeChange]:
    before, after = (_outcomes(pack, snapshot, as_of) for pack in (old, new))
    changes = []
    for rule, subject in sorted({*before, *after}, key=lambda pair: (pair[0], str(pair[1]))):
        was, now = before.get((rule, subject)), after.get((rule, subject))
        states = [None if one is None else one.state.value for one in (was, now)]
        if states[0] != states[1]:
            why = _why(now) or _why(was)
            changes.append(
                OutcomeChange(
                    rule=rule, subject=subject, before=states[0], after=states[1], why=why
                )
            )
    return changes


def _outcomes(pack: Pack, snapshot: Snapshot, as_of: date) -> dict[tuple[str, RecordKey], Outcome]:
    plans = [lower(rule) for rule in pack.rules]
    judged = evaluate(plans, snapshot, as_of=as_of, parameters=pack.parameters)
    return {(one.rule.id, said.subject): said for one in judged for said in one.outcomes}


def _why(outcome: Outcome | None) -> str:
    if outcome is None:
        return ""
    return "; ".join([*(detail.message for detail in outcome.details), *outcome.reasons])
