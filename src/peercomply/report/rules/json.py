"""Cases, coverage, lint issues and mutants as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from peercomply.engines.explanation import Truth
from peercomply.errors import Span
from peercomply.findings.case_run import CaseRun
from peercomply.findings.cases import CaseResult
from peercomply.findings.coverage import Branches, Covered
from peercomply.findings.mutation import MutationResult
from peercomply.rules.lint_codes import LintIssue


def cases(run: CaseRun) -> str:
    """Return the results of all cases, the outcomes without a case, and the coverage."""
    coverage = None if run.coverage is None else [_covered(one) for one in run.coverage]
    return _text(
        {
            "pack": {"id": run.pack.id, "version": run.pack.version},
            "passed": len(run.results) - len(run.failed),
            "failed": len(run.failed),
            "cases": [_case(result) for result in run.results],
            "unexpected": [
                {"rule": rule, "outcomes": list(states)} for rule, states in run.unexpected
            ],
            "coverage": coverage,
        }
    )


def _case(result: CaseResult) -> dict[str, Any]:
    return {
        "rule": result.case.rule,
        "name": result.case.name,
        **_place(result.case.span),
        "passed": result.passed,
        "differences": list(result.differences),
        "saw": list(result.saw),
    }


def _covered(one: Covered) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": "definition" if one.definition else "rule",
        **_place(one.span),
        "branches": one.branches,
        "reached": one.reached,
        "conditions": [_condition(condition) for condition in one.conditions],
    }


def _condition(condition: Branches) -> dict[str, Any]:
    return {
        "text": condition.text,
        **_place(condition.span),
        "true": Truth.YES in condition.seen,
        "false": Truth.NO in condition.seen,
        "unknown": Truth.UNKNOWN in condition.seen if condition.reads else None,
    }


def lint(issues: Iterable[LintIssue]) -> str:
    """Return one object for each issue."""
    return _text(
        [
            {
                "code": issue.code.value,
                "message": issue.message,
                **_place(issue.span),
                "hint": issue.hint,
            }
            for issue in issues
        ]
    )


def mutants(results: Sequence[MutationResult]) -> str:
    """Return one object for each rule, with the changes that no case notices."""
    return _text(
        [
            {
                "rule": result.rule,
                "file": result.file,
                "cases": result.cases,
                "mutants": result.mutants,
                "survivors": [
                    {"line": mutant.line, "change": mutant.change} for mutant in result.survivors
                ],
            }
            for result in results
        ]
    )


def _place(span: Span) -> dict[str, Any]:
    return {"file": span.source.path, "line": span.line, "column": span.column}


def _text(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
