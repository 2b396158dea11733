"""
Cases, coverage, lint issues and mutants as JUnit XML.

A suite is a rule file. Of cases, each is a test of its rule; otherwise each rule is one test.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from peercomply.findings.case_run import CaseRun
from peercomply.findings.cases import CaseResult
from peercomply.findings.coverage import Covered
from peercomply.findings.mutation import MutationResult
from peercomply.report.junit_xml import JUnitCase, JUnitSuite, write_junit
from peercomply.report.rules.table import share, title
from peercomply.rules.lint_codes import LintIssue
from peercomply.rules.rule import Pack

_Placed = tuple[str, JUnitCase]
"""A test, and the file in which what it tests stands."""


def cases(run: CaseRun) -> str:
    """Return each case as a test; with a least coverage, that of each rule is one more."""
    files = {rule.id: rule.span.source.path for rule in run.pack.rules}
    placed = [(files[result.case.rule], _case(result)) for result in run.results]
    if run.least is not None:
        placed += [
            (one.span.source.path, _covered(one, low=one in run.below))
            for one in run.coverage or ()
        ]
    return write_junit("peercomply rules test", _suites(placed))


def _case(result: CaseResult) -> JUnitCase:
    failure: tuple[str, ...] = ()
    if not result.passed:
        saw = (f"saw {line}" for line in result.saw)
        failure = (*result.differences, f"at {result.case.span}", *saw)
    return JUnitCase(classname=result.case.rule, name=result.case.name, failure=failure)


def _covered(one: Covered, *, low: bool) -> JUnitCase:
    never = [
        f"{condition.span}: {condition.text} was never {word}"
        for condition in one.conditions
        for word in condition.lacking
    ]
    said = f"{share(one.percent)} of the branches reached"
    failure = (said, *never) if low else ()
    name = f"coverage of {title(one)}" if one.definition else "coverage"
    return JUnitCase(classname=one.name, name=name, failure=failure)


def lint(issues: Iterable[LintIssue], pack: Pack) -> str:
    """Return each rule as a test that fails with its issues; those of the pack are one more."""
    found: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for issue in issues:
        place = issue.span.source.path
        home = others.setdefault(place, []) if not issue.rule else found.setdefault(issue.rule, [])
        home.append(str(issue))
    placed = [
        (
            rule.span.source.path,
            JUnitCase(classname=rule.id, name="lint", failure=tuple(found.get(rule.id, ()))),
        )
        for rule in pack.rules
    ]
    placed += [
        (file, JUnitCase(classname=pack.id, name=f"lint of {file}", failure=tuple(lines)))
        for file, lines in others.items()
    ]
    return write_junit("peercomply rules lint", _suites(placed))


def mutants(results: Sequence[MutationResult]) -> str:
    """Return each rule as a test that fails with the changes that no case notices."""
    placed = [
        (
            result.file,
            JUnitCase(
                classname=result.rule,
                name="mutate",
                failure=tuple(
                    f"{result.file}:{one.line}: {one.change}" for one in result.survivors
                ),
            ),
        )
        for result in results
    ]
    return write_junit("peercomply rules mutate", _suites(placed))


def _suites(placed: Iterable[_Placed]) -> list[JUnitSuite]:
    by_file: dict[str, list[JUnitCase]] = {}
    for file, case in placed:
        by_file.setdefault(file, []).append(case)
    return [JUnitSuite(name=file, cases=tuple(by_file[file])) for file in sorted(by_file)]
