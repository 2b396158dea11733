"""One run of the cases of a pack: their results, the outcomes without a case, the coverage."""

from __future__ import annotations

import os
from collections.abc import Iterable
from fractions import Fraction

import attrs

from peercomply.findings.cases import CaseResult, run_case
from peercomply.findings.coverage import Covered, measure
from peercomply.rules.case_keys import STATES
from peercomply.rules.cases import load_cases
from peercomply.rules.own import own_rules
from peercomply.rules.rule import Pack, Rule


@attrs.frozen(kw_only=True)
class CaseRun:
    """
    What became of the cases of a pack.

    Attributes:
        pack: The pack.

        results: One for each case, in the order of files and lines.

        unexpected: Rules with the outcomes that no case expects of them.

        coverage: What the cases reached, for rules and definitions; None if not measured.

        whole: Whether somebody wants to see all of the coverage, and not only what is too low.

        least: The share in percent that they have to reach; None for none.
    """

    pack: Pack
    results: tuple[CaseResult, ...]
    unexpected: tuple[tuple[str, tuple[str, ...]], ...]
    coverage: tuple[Covered, ...] | None
    whole: bool
    least: Fraction | None

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The results of the cases that failed."""
        return tuple(result for result in self.results if not result.passed)

    @property
    def below(self) -> tuple[Covered, ...]:
        """What is covered less than it has to be."""
        least = self.least
        if least is None:
            return ()
        return tuple(one for one in self.coverage or () if one.percent < least)

    @property
    def passed(self) -> bool:
        """Whether every case passed and everything is covered as it has to be."""
        return not self.failed and not self.below


def run_pack(
    pack: Pack,
    location: str | os.PathLike[str],
    *,
    coverage: bool = False,
    least: Fraction | None = None,
) -> CaseRun:
    """
    Run the cases that stand beside the rules of *pack*, and measure the *coverage* if asked to.

    Raises:
        RuleFileError: The case files have problems; none was run.
    """
    cases = load_cases(location, pack)
    results = tuple(run_case(case, pack) for case in cases)
    measured = measure(pack, location, cases) if coverage or least is not None else None
    return CaseRun(
        pack=pack,
        results=results,
        unexpected=tuple(_unexpected(own_rules(pack, location), results)),
        coverage=measured,
        whole=coverage,
        least=least,
    )


def _unexpected(
    rules: Iterable[Rule], results: Iterable[CaseResult]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    expected: dict[str, set[str]] = {}
    for result in results:
        expected.setdefault(result.case.rule, set()).update(result.case.states)
    for rule in rules:
        wanted = [state for state in STATES if state != "not_applicable" or rule.when is not None]
        lacking = tuple(state for state in wanted if state not in expected.get(rule.id, set()))
        if lacking:
            yield rule.id, lacking
