"""Runs the cases of rules against mutants of the rules, and lists those that no case notices."""

from __future__ import annotations

import os
from collections.abc import Iterable

import attrs

from peercomply.findings.cases import run_case
from peercomply.rules.cases import Case, load_cases
from peercomply.rules.mutants import Mutant, mutants
from peercomply.rules.own import own_rules
from peercomply.rules.rule import Pack, Rule


@attrs.frozen(kw_only=True)
class MutationResult:
    """
    What became of the mutants of one rule.

    Attributes:
        rule: Id of the rule.

        file: Rule file in which it stands.

        cases: Number of its cases.

        mutants: Number of its mutants.

        survivors: Mutants that no case notices.
    """

    rule: str
    file: str
    cases: int
    mutants: int
    survivors: tuple[Mutant, ...]


def run_mutants(
    pack: Pack, location: str | os.PathLike[str], rules: Iterable[str] = ()
) -> list[MutationResult]:
    """
    Run the cases of *rules*, or of all that *pack* has itself, against their mutants.

    A case that fails already, without any change, notices nothing.

    Raises:
        RuleFileError: The case files have problems; nothing was run.

        UnknownRuleError: One of *rules* is not there.
    """
    chosen = own_rules(pack, location, tuple(rules))
    cases = load_cases(location, pack)
    return [_of_rule(rule, pack, cases) for rule in chosen]


def _of_rule(rule: Rule, pack: Pack, cases: tuple[Case, ...]) -> MutationResult:
    own = [case for case in cases if case.rule == rule.id]
    made = list(mutants(rule, pack.parameters))
    passing = [case for case in own if run_case(case, pack).passed]
    survivors = tuple(mutant for mutant in made if not _noticed(mutant, pack, passing))
    return MutationResult(
        rule=rule.id,
        file=rule.span.source.path,
        cases=len(own),
        mutants=len(made),
        survivors=survivors,
    )


def _noticed(mutant: Mutant, pack: Pack, cases: list[Case]) -> bool:
    rules = tuple(mutant.rule if one.id == mutant.rule.id else one for one in pack.rules)
    changed = attrs.evolve(pack, rules=rules)
    return any(not run_case(case, changed).passed for case in cases)
