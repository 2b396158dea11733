"""Looks for rules that load and are probably not meant as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import attrs

from peercomply.records.durations import Duration
from peercomply.rules.case_keys import STATES
from peercomply.rules.cases import Case
from peercomply.rules.files import PackFiles
from peercomply.rules.forms.count import Count
from peercomply.rules.forms.share import Share
from peercomply.rules.lint_codes import Lint, LintIssue
from peercomply.rules.lint_files import lonely_cases, repeated_names
from peercomply.rules.lint_logic import logic, logic_of_definitions
from peercomply.rules.nodes import (
    Aggregate,
    Comparison,
    Expr,
    FieldValue,
    Junction,
    Literal,
    ParameterValue,
    RuleFails,
)
from peercomply.rules.own import rules_in
from peercomply.rules.quote import quote
from peercomply.rules.rule import Pack, Rule
from peercomply.rules.traversal import walk
from peercomply.rules.walk_form import expressions_of


def lint(pack: Pack, cases: Iterable[Case], files: PackFiles | None = None) -> list[LintIssue]:
    """
    Return what is probably not meant in *pack*, in the order of files and lines.

    If *files*, those of the pack, are given, case files are looked at, too, and rules of a pack
    that it extends are left alone.
    """
    known = list(cases)
    issues = [
        attrs.evolve(issue, rule=rule.id)
        for rule in (pack.rules if files is None else rules_in(pack, files))
        for issue in _of_rule(rule, pack, known)
    ]
    issues += [*_unused(pack), *_same_titles(pack), *logic_of_definitions(pack)]
    issues += [*repeated_names(known), *(() if files is None else lonely_cases(files))]
    return sorted(issues, key=lambda one: (one.span.source.path, one.span.start, one.code.value))


def _of_rule(rule: Rule, pack: Pack, cases: list[Case]) -> Iterator[LintIssue]:
    yield from _cases(rule, cases)
    yield from _grades(rule, pack)
    yield from _limits(rule)
    for part in expressions_of(rule):
        yield from _expressions(part)
    yield from logic(rule)
    if not rule.obligations:
        hint = "name the obligations that it checks"
        yield LintIssue(Lint.NO_OBLIGATION, f"{rule.id} names no obligation", rule.span, hint)


def _cases(rule: Rule, cases: list[Case]) -> Iterator[LintIssue]:
    covered = {state for case in cases if case.rule == rule.id for state in case.states}
    wanted = [state for state in STATES if state != "not_applicable" or rule.when is not None]
    lacking = [state for state in wanted if state not in covered]
    if lacking:
        message = f"{rule.id} has no case that is expected to be {', '.join(lacking)}"
        hint = "add one beside the rule; see `peercomply rules test`"
        yield LintIssue(Lint.NO_CASE, message, rule.span, hint)


def _grades(rule: Rule, pack: Pack) -> Iterator[LintIssue]:
    found = [pack.obligations[key] for key in rule.obligations if key in pack.obligations]
    changed = {change.rule for change in pack.changes}
    if not found or rule.id in changed:
        return
    for name, own in (("severity", str(rule.severity)), ("strength", str(rule.strength))):
        grades = sorted({getattr(one, name) for one in found})
        if own not in grades:
            message = f"{rule.id} has {name} {own}, its obligations have {', '.join(grades)}"
            hint = "take the grade of the register, or extend the pack and give a reason"
            yield LintIssue(Lint.OTHER_GRADE, message, rule.span, hint)


def _limits(rule: Rule) -> Iterator[LintIssue]:
    if not isinstance(rule.form, Count | Share):
        return
    least, most = (_number(limit) for limit in (rule.form.at_least, rule.form.at_most))
    endless = Decimal("Infinity")
    top = Decimal(1) if isinstance(rule.form, Share) else endless
    wrong = []
    if least is not None and least <= 0:
        wrong.append("at_least is nought, which every record keeps")
    if least is not None and least > (top if most is None else min(most, top)):
        wrong.append("no record can reach at_least")
    if most is not None and (most < 0 or endless > most >= top):
        wrong.append("every record, or none, keeps at_most")
    for words in wrong:
        yield LintIssue(Lint.UNBREAKABLE, f"{rule.id}: {words}", rule.span, "change the limit")


def _number(limit: Expr | None) -> Decimal | None:
    return limit.value if isinstance(limit, Literal) and isinstance(limit.value, Decimal) else None


def _expressions(part: Expr) -> Iterator[LintIssue]:
    if isinstance(part, Literal) and isinstance(part.value, Duration):
        message, hint = f"the limit {part.value} has no source", "make it a sourced parameter"
        yield LintIssue(Lint.UNSOURCED_LIMIT, message, part.span, hint)
    for node in walk(part):
        if isinstance(node, Comparison | Junction) and not _reads(node):
            hint = "drop it, or compare a field"
            yield LintIssue(Lint.CONSTANT, f"`{quote(node)}` is always the same", node.span, hint)
        elif isinstance(node, Comparison) and node.left == node.right:
            message = f"`{quote(node)}` compares a value with itself"
            yield LintIssue(Lint.SAME_SIDES, message, node.span, "compare two different values")


def _reads(node: Expr) -> bool:
    return any(isinstance(part, FieldValue | Aggregate | RuleFails) for part in walk(node))


def _unused(pack: Pack) -> Iterator[LintIssue]:
    used = {
        node.name
        for rule in pack.rules
        for part in expressions_of(rule)
        for node in walk(part)
        if isinstance(node, ParameterValue)
    }
    for name, parameter in pack.parameters.items():
        if name not in used:
            message, hint = f"no rule reads the parameter {name}", "use it or drop it"
            yield LintIssue(Lint.UNUSED_PARAMETER, message, parameter.span, hint)


def _same_titles(pack: Pack) -> Iterator[LintIssue]:
    first: dict[str, Rule] = {}
    for rule in pack.rules:
        other = first.setdefault(rule.title, rule)
        if other is not rule:
            message = f"{rule.id} has the title of {other.id}"
            hint = "say in the title what makes them different"
            yield LintIssue(Lint.SAME_TITLE, message, rule.span, hint, rule.id)
