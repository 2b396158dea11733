"""
Measures which outcomes of the conditions of rules the cases reach.

A condition has two branches: it is true for some record of some case, and it is false. The check of
a rule is a condition, too, also where a check form says it. Only records of which a case expects an
outcome count. What a definition consists of is measured once for the pack, over the cases of all
rules; where a rule names it, it is one condition of that rule.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from fractions import Fraction

import attrs

from peercomply.engines.explanation import Truth
from peercomply.engines.memory import Judge, evaluate_in
from peercomply.engines.watching import Watcher
from peercomply.engines.world import World
from peercomply.errors import Span
from peercomply.plan.chain import plans_of
from peercomply.plan.plan import Plan
from peercomply.rules.cases import Case
from peercomply.rules.conditions import Defined, conditions_of, definitions_of
from peercomply.rules.files import find_pack
from peercomply.rules.forms.require import Require
from peercomply.rules.rule import Pack, Rule


@attrs.frozen(kw_only=True)
class Branches:
    """
    What one condition was.

    Attributes:
        text: Its words.

        span: Where it stands.

        seen: What it was for some record.

        reads: Whether it reads records, so that it can be unknown.
    """

    text: str
    span: Span = attrs.field(eq=False, repr=False)
    seen: frozenset[Truth]
    reads: bool

    @property
    def lacking(self) -> tuple[str, ...]:
        """The branches that no case reached: true, false."""
        branches = (("true", Truth.YES), ("false", Truth.NO))
        return tuple(word for word, branch in branches if branch not in self.seen)

    @property
    def never_unknown(self) -> bool:
        """Whether no case left it unknown, although it can be; that is told and not counted."""
        return self.reads and Truth.UNKNOWN not in self.seen


@attrs.frozen(kw_only=True)
class Covered:
    """
    What the cases reached of one rule, or of one definition.

    Attributes:
        name: Id of the rule, or name of the definition.

        definition: Whether it is a definition.

        span: Where it stands.

        conditions: Its conditions, in the order of the file.
    """

    name: str
    definition: bool
    span: Span = attrs.field(eq=False, repr=False)
    conditions: tuple[Branches, ...]

    @property
    def branches(self) -> int:
        """The number of its branches: two for each condition."""
        return 2 * len(self.conditions)

    @property
    def reached(self) -> int:
        """The number of branches that some case reached."""
        return self.branches - sum(len(one.lacking) for one in self.conditions)

    @property
    def percent(self) -> Fraction:
        """The share of the branches that some case reached; 100 where there are none."""
        return Fraction(100 * self.reached, self.branches) if self.branches else Fraction(100)


def measure(
    pack: Pack, location: str | os.PathLike[str], cases: Iterable[Case]
) -> tuple[Covered, ...]:
    """
    Return the coverage of each rule and definition of *pack* by *cases*, in the order of files.

    Rules and definitions of a pack that this one extends are left out: their cases stand there.
    """
    files = find_pack(location)
    known = list(cases)
    seen: dict[int, frozenset[Truth]] = {}
    rules: list[Covered] = []
    definitions: dict[int, Defined] = {}
    kept: list[list[Plan]] = []
    for rule in pack.rules:
        plans = plans_of(rule.id, pack)
        kept.append(plans)
        for key, truths in _of_cases(plans, pack, [one for one in known if one.rule == rule.id]):
            seen[key] = seen.get(key, frozenset()) | truths
        definitions |= {id(one.body): one for one in definitions_of(rule)}
        if files.hold(rule.span):
            rules.append(_of_rule(rule, plans[-1], seen))
    found = [_of_definition(one, seen) for one in definitions.values() if files.hold(one.body.span)]
    return tuple(sorted([*rules, *found], key=lambda one: (one.span.source.path, one.span.start)))


def _of_cases(
    plans: list[Plan], pack: Pack, cases: list[Case]
) -> Iterator[tuple[int, frozenset[Truth]]]:
    *others, plan = plans
    watcher = Watcher()
    for case in cases:
        world = World(case.snapshot, case.as_of, pack.parameters)
        evaluate_in(world, others)
        judge = Judge.of(plan, world, watcher)
        records = case.snapshot.of_type(plan.rule.subject)
        for key in case.expect:
            yield from watcher.judged(judge, records[key]).items()


def _of_rule(rule: Rule, plan: Plan, seen: dict[int, frozenset[Truth]]) -> Covered:
    conditions = [
        Branches(text=f"`{one.text}`", span=one.span, seen=_known(one.node, seen), reads=one.reads)
        for one in conditions_of(rule)
    ]
    if not isinstance(rule.form, Require):
        truths = _known(plan.ways[0].holds, seen)
        conditions.append(Branches(text="the check", span=rule.span, seen=truths, reads=True))
    return Covered(name=rule.id, definition=False, span=rule.span, conditions=tuple(conditions))


def _of_definition(defined: Defined, seen: dict[int, frozenset[Truth]]) -> Covered:
    conditions = tuple(
        Branches(text=f"`{one.text}`", span=one.span, seen=_known(one.node, seen), reads=one.reads)
        for one in defined.conditions
    )
    span = defined.body.span
    return Covered(name=defined.name, definition=True, span=span, conditions=conditions)


def _known(node: object, seen: dict[int, frozenset[Truth]]) -> frozenset[Truth]:
    return seen.get(id(node), frozenset())
