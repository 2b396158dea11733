"""Lowers a rule together with the rules whose outcomes it reads."""

from __future__ import annotations

from peercomply.plan.lower import lower
from peercomply.plan.plan import Plan
from peercomply.rules.rule import Pack


def plans_of(rule_id: str, pack: Pack) -> list[Plan]:
    """
    Return the plan of a rule as the last one, after those of the rules that it reads.

    Raises:
        UnknownRuleError: The pack has no such rule.
    """
    plan = lower(pack.rule(rule_id))
    before = [other for key in sorted(plan.after) for other in plans_of(key, pack)]
    return [*{other.rule.id: other for other in before}.values(), plan]
