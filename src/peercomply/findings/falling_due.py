"""How many records fall due on which day, however short the warning time of their rule is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import attrs

from peercomply.engines.registry import load_engine
from peercomply.plan.chain import plans_for
from peercomply.plan.plan import Plan
from peercomply.records.durations import Duration
from peercomply.records.snapshot import Snapshot
from peercomply.rules.choose import in_profile
from peercomply.rules.forms.current import Current
from peercomply.rules.forms.follow_up import FollowUp
from peercomply.rules.forms.latest import Latest
from peercomply.rules.nodes import Literal
from peercomply.rules.rule import Pack, schema_of
from peercomply.rules.types import duration_type

_RECURRING = (Current, FollowUp, Latest)
"""Forms whose records, in time today, fall due: those that can have a warning time."""

DAYS = 90
"""How far ahead a page looks: a quarter. The number is ours."""


def falling_due(
    snapshot: Snapshot,
    pack: Pack | Sequence[Pack],
    *,
    as_of: date,
    engine: str = "memory",
    profile: str | None = None,
    days: int = DAYS,
) -> tuple[tuple[date, int], ...]:
    """
    Return the days on which records that pass fall due, with the number of these records.

    Each rule is asked as if its warning time were *days* long. A record counts once for each rule;
    one whose due day may not stand beside its key is left out, as is one that is not decided.

    Raises:
        EngineUnavailableError: There is no such engine.
    """
    evaluate = load_engine(engine)
    packs = (pack,) if isinstance(pack, Pack) else tuple(pack)
    known = snapshot.known_by(schema_of(packs))
    lead = Duration(days=days)
    found: Counter[date] = Counter()
    for used in packs:
        rules = used.rules if profile is None else in_profile(used, profile)
        plans = plans_for(rules, used)
        asked = {plan.rule.id for plan in plans if isinstance(plan.rule.form, _RECURRING)}
        asked &= {rule.id for rule in rules}
        needed = _needed(plans, asked)
        warned = [_warned(plan, lead) if plan.rule.id in asked else plan for plan in needed]
        for one in evaluate(warned, known, as_of=as_of, parameters=used.parameters):
            if one.rule.id in asked:
                found.update(out.due_soon for out in one.outcomes if out.due_soon is not None)
    return tuple(sorted(found.items()))


def _needed(plans: Iterable[Plan], asked: Iterable[str]) -> list[Plan]:
    """Return the plans that are *asked*, and those whose outcomes they read."""
    by_id = {plan.rule.id: plan for plan in plans}
    wanted, kept = list(asked), set[str]()
    while wanted:
        key = wanted.pop()
        if key not in kept:
            kept.add(key)
            wanted += by_id[key].after
    return [plan for key, plan in by_id.items() if key in kept]


def _warned(plan: Plan, lead: Duration) -> Plan:
    node = Literal(lead, duration_type(lead), span=plan.rule.span)
    return attrs.evolve(plan, check=attrs.evolve(plan.check, warn=node))
