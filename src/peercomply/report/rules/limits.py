"""The parameters that a rule reads."""

from __future__ import annotations

from peercomply.plan.lower import item_parts, lower
from peercomply.rules.nodes import ParameterValue
from peercomply.rules.parameters import Parameter
from peercomply.rules.rule import Pack, Rule
from peercomply.rules.traversal import walk


def limits(rule: Rule, pack: Pack) -> list[Parameter]:
    """Return the parameters of *pack* that *rule* reads, sorted by name."""
    plan = lower(rule)
    ways = [way.holds for way in plan.ways]
    read = [plan.applies, *ways, plan.check.due, plan.check.warn, *item_parts(plan.check.items)]
    names = {node.name for part in read for node in walk(part) if isinstance(node, ParameterValue)}
    return [pack.parameters[name] for name in sorted(names)]
