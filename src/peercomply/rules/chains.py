"""Checks that rules which read the outcomes of other rules can be evaluated one after another."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from peercomply.documents.codes import Code
from peercomply.documents.reader import note
from peercomply.errors import Problem, did_you_mean
from peercomply.rules.forms.findings import Findings, NamedRule
from peercomply.rules.rule import Rule


def check_chains(rules: Mapping[str, Rule], problems: list[Problem]) -> None:
    """Note rules that name unknown ones, rules about other records, and circles."""
    named = {
        key: rule.form.rules if isinstance(rule.form, Findings) else ()
        for key, rule in rules.items()
    }
    count = len(problems)
    for key, others in named.items():
        for other in others:
            _check(rules[key], other, rules, problems)
    if len(problems) > count:
        return
    order = TopologicalSorter({key: [one.id for one in others] for key, others in named.items()})
    try:
        order.prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        start = next(one for one in named[circle[-1]] if one.id == circle[-2])
        note(
            problems,
            Code.CYCLE,
            f"these rules read each other in a circle: {' -> '.join(circle)}",
            start.scalar.span,
            expected="a rule reads only rules that do not read it",
        )


def _check(
    rule: Rule, other: NamedRule, rules: Mapping[str, Rule], problems: list[Problem]
) -> None:
    found = rules.get(other.id)
    if found is None:
        note(
            problems,
            Code.UNKNOWN_RULE,
            f"no rule of the pack has the id {other.id!r}",
            other.scalar.span,
            expected="the id of another rule of the pack",
            hint=did_you_mean(other.id, rules),
        )
        return
    of_record = isinstance(rule.form, Findings) and rule.form.home is None
    if of_record and found.subject != rule.subject:
        note(
            problems,
            Code.WRONG_TYPE,
            f"the rule {other.id!r} judges {found.subject!r} and not {rule.subject!r}",
            other.scalar.span,
            expected="a rule for the same record type, or `about: program`",
        )
