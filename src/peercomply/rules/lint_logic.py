"""Lint of conditions: what can never hold, what always holds, what hides an empty cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from peercomply.rules.conditions import Condition, conditions_of, definitions_of
from peercomply.rules.expand import expand
from peercomply.rules.forms.present import PresentFields
from peercomply.rules.forms.require import Require
from peercomply.rules.lint_codes import Lint, LintIssue
from peercomply.rules.nodes import (
    Aggregate,
    Expr,
    FieldValue,
    IsMissing,
    Junction,
    Negation,
)
from peercomply.rules.possible import can_fail, can_hold
from peercomply.rules.rule import Pack, Rule
from peercomply.rules.traversal import parts_of, walk
from peercomply.rules.types import BOOL
from peercomply.rules.undecided import can_be_undecided, may_be_empty


def logic(rule: Rule) -> Iterator[LintIssue]:
    """Yield what is wrong with the conditions of *rule* itself."""
    yield from _conditions(conditions_of(rule))
    yield from _against_when(rule)
    yield from _hides_empty(rule)


def logic_of_definitions(pack: Pack) -> Iterator[LintIssue]:
    """Yield what is wrong with the definitions of *pack* that rules use, once for each."""
    bodies = {id(one.body): one for rule in pack.rules for one in definitions_of(rule)}
    for one in bodies.values():
        yield from _conditions(one.conditions)


def _conditions(conditions: Iterable[Condition]) -> Iterator[LintIssue]:
    known = [one for one in conditions if isinstance(one.node, Junction)]
    never = [one for one in known if not can_hold(one.node)]
    for one in _innermost(never):
        message = f"`{one.text}` can never hold"
        yield LintIssue(Lint.IMPOSSIBLE, message, one.span, "its parts contradict each other")
    always = [one for one in known if one not in never and not can_fail(one.node)]
    for one in _innermost(always):
        message = f"`{one.text}` holds whatever is recorded"
        yield LintIssue(Lint.ALWAYS, message, one.span, "drop it, or ask for less")


def _innermost(found: list[Condition]) -> Iterator[Condition]:
    """Leave out what only contains another one that was found."""
    for one in found:
        parts = {id(part) for part in walk(one.node)} - {id(one.node)}
        if not any(id(other.node) in parts for other in found):
            yield one


def _against_when(rule: Rule) -> Iterator[LintIssue]:
    when, checks = rule.when, _checks(rule)
    if when is None or not checks or not can_hold(when):
        return
    if not can_hold(when, *checks):
        if can_hold(*checks) and rule.otherwise is None:
            message = f"{rule.id}: what `when` asks for, the check rules out"
            hint = "no record to which the rule applies can satisfy it"
            yield LintIssue(Lint.AGAINST_WHEN, message, when.span, hint)
    elif all(not can_fail(one, when) and can_fail(one) for one in checks):
        message = f"{rule.id}: the check holds wherever `when` does"
        hint = "no record to which the rule applies can fail it"
        yield LintIssue(Lint.AGAINST_WHEN, message, when.span, hint)


def _checks(rule: Rule) -> tuple[Expr, ...]:
    match rule.form:
        case Require(condition=condition):
            return (condition,)
        case PresentFields(fields=fields):
            return tuple(_present(field) for field in fields)
        case _:
            return ()


def _present(field: FieldValue) -> Expr:
    return Negation(IsMissing(field, BOOL, span=field.span), BOOL, span=field.span)


def _hides_empty(rule: Rule) -> Iterator[LintIssue]:
    if not isinstance(rule.form, Require):
        return
    check = rule.form.condition
    parts = [part for part in (rule.when, check, rule.otherwise) if part is not None]
    if any(can_be_undecided(part) for part in parts):
        return
    names = dict.fromkeys(
        field.field for field in _own_fields(expand(check)) if can_hold(check, _missing(field))
    )
    if names:
        message = f"{rule.id} is never unknown, and passes where {', '.join(names)} is empty"
        hint = "let an empty cell be unknown, or fail it with present(...)"
        yield LintIssue(Lint.HIDES_EMPTY, message, check.span, hint)


def _own_fields(check: Expr) -> Iterator[FieldValue]:
    """Yield the fields of the judged record that may be empty and whose values decide *check*."""
    match check:
        case FieldValue(judged=True, path=()):
            if may_be_empty(check):
                yield check
        case IsMissing() | Aggregate():
            return
        case _:
            for part in parts_of(check):
                yield from _own_fields(part)


def _missing(field: FieldValue) -> Expr:
    return IsMissing(field, BOOL, span=field.span)
