"""Lowers a rule together with the rules whose outcomes it reads."""

from __future__ import annotations

from collections.abc import Iterable

from peercomply.plan.lower import lower
from peercomply.plan.plan import Plan
from peercomply.rules.rule import Pack, Rule


def plans_of(rule_id: str, pack: Pack) -> list[Plan]:
    """
    Return the plan of a rule as the last one, after those of the rules that it reads.

    Raises:
        UnknownRuleError: The pack has no such rule.
    """
    plan = lower(pack.rule(rule_id))
    before = [other for key in sorted(plan.after) for other in plans_of(key, pack)]
    return [*{other.rule.id: other for other in before}.values(), plan]


def plans_for(rules: Iterable[Rule], pack: Pack) -> list[Plan]:
    """Return the plans of *rules* and of the rules that they read, in the order of *pack*."""
    wanted = [rule.id for rule in rules]
    needed: dict[str, Plan] = {}
    while wanted:
        key = wanted.pop()
        if key not in needed:
            needed[key] = lower(pack.rule(key))
            wanted += needed[key].after
    return [needed[rule.id] for rule in pack.rules if rule.id in needed]
