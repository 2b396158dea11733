"""Cases, coverage, lint issues and mutants as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from peercomply.findings.case_run import CaseRun
from peercomply.findings.cases import CaseResult
from peercomply.findings.coverage import Covered
from peercomply.findings.mutation import MutationResult
from peercomply.report.plain import plain
from peercomply.rules.lint_codes import LintIssue


def cases(run: CaseRun) -> str:
    """Return the cases that failed with the values they saw, and what no case reaches."""
    lines = [line for result in run.failed for line in _failure(result)]
    lines += [
        f"{rule}: no case is expected to be {', '.join(states)}" for rule, states in run.unexpected
    ]
    if run.coverage is not None:
        lines += _coverage(run, run.coverage)
    lines.append(f"{len(run.results) - len(run.failed)} passed, {len(run.failed)} failed")
    return _text(lines)


def _failure(result: CaseResult) -> list[str]:
    lines = [f"FAILED {result.case.rule}: {result.case.name}", f"  at {result.case.span}"]
    lines += [f"  {line}" for line in result.differences]
    lines += [f"  saw {line}" for line in result.saw]
    return lines


def _coverage(run: CaseRun, coverage: Sequence[Covered]) -> Iterator[str]:
    least = "" if run.least is None else f", of at least {share(run.least)}"
    for one in coverage if run.whole else run.below:
        low = least if one in run.below else ""
        yield f"{title(one)}: {share(one.percent)} ({one.reached} of {one.branches} branches){low}"
        for condition in one.conditions:
            if condition.lacking:
                words = " and never ".join(condition.lacking)
                yield f"  {condition.span}: {condition.text} was never {words}"
        unknown = [condition.text for condition in one.conditions if condition.never_unknown]
        if unknown:
            yield f"  never unknown (not counted): {', '.join(dict.fromkeys(unknown))}"
    reached, branches = sum(one.reached for one in coverage), sum(one.branches for one in coverage)
    yield f"{reached} of {branches} branches of conditions reached"


def title(one: Covered) -> str:
    """Return what is covered, in words."""
    return f"definition {one.name} ({one.span})" if one.definition else one.name


def share(percent: Fraction) -> str:
    """Return a share, rounded down to a tenth: only what is complete is 100 %."""
    whole, tenth = divmod(int(10 * percent), 10)
    return f"{whole}.{tenth} %" if tenth else f"{whole} %"


def lint(issues: Iterable[LintIssue], rules: int) -> str:
    """Return one line for each issue, and their number."""
    lines = [str(issue) for issue in issues]
    return _text([*lines, f"{rules} rules, {len(lines)} to look at"])


def mutants(results: Sequence[MutationResult]) -> str:
    """Return one line for each change that no case notices, and the numbers."""
    lines = [
        f"{result.file}:{mutant.line}: {result.rule}: {mutant.change}"
        for result in results
        for mutant in result.survivors
    ]
    made = sum(result.mutants for result in results)
    lines.append(f"{made} changes of {len(results)} rules, {len(lines)} that no case notices")
    return _text(lines)


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{plain(line)}\n" for line in lines)
