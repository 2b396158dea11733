"""Reads one rule of a pack."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from peercomply.documents.codes import Code
from peercomply.documents.keys import (
    TEXTS,
    Either,
    Holds,
    Keys,
    ListOf,
    Named,
    OneOf,
    Shape,
    key_of,
)
from peercomply.documents.reader import IDENTIFIER, NAME, Reader, shape
from peercomply.documents.yaml_nodes import Mapping as MappingNode
from peercomply.documents.yaml_nodes import Scalar
from peercomply.errors import Problem, did_you_mean
from peercomply.rules.binder import bind
from peercomply.rules.causes import KEYS as CAUSE
from peercomply.rules.causes import read_causes
from peercomply.rules.forms import (
    attested,
    before,
    count,
    covers,
    covers_hours,
    current,
    every,
    findings,
    follow_up,
    latest,
    present,
    require,
    share,
)
from peercomply.rules.nodes import Expr, FieldValue
from peercomply.rules.obligations import Obligation
from peercomply.rules.rule import Form, Message, Rule, Severity, Strength
from peercomply.rules.scope import Names, Scope
from peercomply.rules.traversal import walk
from peercomply.rules.types import Kind

FORMS: Mapping[str, Callable[[Reader, Scope], Form | None]] = {
    "present": present.read,
    "current": current.read,
    "latest": latest.read,
    "every": every.read,
    "follow_up": follow_up.read,
    "before": before.read,
    "count": count.read,
    "share": share.read,
    "covers": covers.read,
    "attested": attested.read,
    "require": require.read,
    "findings": findings.read,
}

_SHAPES: Mapping[str, Shape] = {
    "present": Either((Holds.EXPRESSION, TEXTS, present.KEYS)),
    "current": current.KEYS,
    "latest": latest.KEYS,
    "every": every.KEYS,
    "follow_up": follow_up.KEYS,
    "before": before.KEYS,
    "count": count.KEYS,
    "share": share.KEYS,
    "covers": Either((covers.KEYS, covers.KEYS_OF_OWN, covers_hours.KEYS)),
    "attested": attested.KEYS,
    "require": Holds.CONDITION,
    "findings": findings.KEYS,
}

_SAYS = {
    "present": "Fields, or a related record, exist.",
    "covers": "Every item of a list, or all declared hours, are covered.",
    "require": "A condition holds.",
}


def _says(form: str) -> str:
    shape = _SHAPES[form]
    return shape.says if isinstance(shape, Keys) else _SAYS[form]


_SEVERITIES = tuple(str(severity) for severity in reversed(Severity))
_STRENGTHS = tuple(str(strength) for strength in reversed(Strength))

KEYS = Keys(
    title="rule",
    says="One declarative check.",
    keys=(
        key_of("id", "names the offence; never reused", Holds.IDENTIFIER, required=True),
        key_of("title", "the offence in a few words", required=True),
        key_of("for", "the record type that is judged", Holds.NAME, required=True),
        key_of("let", "names values that the lines after it can use", Named(Holds.EXPRESSION)),
        key_of("when", "for which of the records it applies; left out: for all", Holds.CONDITION),
        *(key_of(form, _says(form), _SHAPES[form]) for form in FORMS),
        key_of("or", "what also satisfies the rule", Holds.CONDITION),
        key_of("message", "what a breach says; {started_on} stands for a value that may be shown"),
        key_of(
            "consequence_of",
            "rules whose breach explains a breach of this one, which is then shown below it",
            ListOf(Either((Holds.IDENTIFIER, CAUSE))),
        ),
        key_of("severity", "the harm behind it", OneOf(_SEVERITIES), required=True),
        key_of("strength", "how strongly the source asks for it", OneOf(_STRENGTHS), required=True),
        key_of(
            "obligations", "the obligations of the register that it checks", TEXTS, required=True
        ),
        key_of("why", "the harm in words", required=True),
        key_of("remedy", "what a person can do", required=True),
    ),
    exactly_one=tuple(FORMS),
)

_PLACE = re.compile(r"\{([^{}]*)\}")


def read_rule(
    node: MappingNode,
    names: Names,
    obligations: Mapping[str, Obligation],
    problems: list[Problem],
) -> Rule | None:
    """Return the rule in *node*, or None after noting what is wrong with it."""
    count_before = len(problems)
    rule = Reader(node, problems, "the rule", KEYS)
    rule_id = rule.name("id", IDENTIFIER)
    title = rule.text("title", required=True)
    severity = rule.choice("severity", lambda word: Severity[word.upper()], _SEVERITIES)
    strength = rule.choice("strength", lambda word: Strength[word.upper()], _STRENGTHS)
    why, remedy = rule.text("why", required=True), rule.text("remedy", required=True)
    checked = _obligations(rule, obligations)
    scope = _scope(rule, names)
    if scope is None:
        rule.finish()
        return None
    when = _condition(rule, "when", scope)
    form = _form(rule, scope)
    otherwise = _condition(rule, "or", scope)
    message, causes = _message(rule, scope), read_causes(rule)
    rule.finish()
    if len(problems) > count_before or form is None or severity is None or strength is None:
        return None
    return Rule(
        id=rule_id,
        title=title,
        subject=scope.judged.name,
        lets=tuple(scope.lets.items()),
        when=when,
        form=form,
        otherwise=otherwise,
        severity=severity,
        strength=strength,
        obligations=checked,
        why=why,
        remedy=remedy,
        message=message,
        causes=causes,
        span=node.span,
    )


def _obligations(rule: Reader, known: Mapping[str, Obligation]) -> tuple[str, ...]:
    found = []
    for item in rule.items("obligations", required=True):
        if not isinstance(item, Scalar):
            rule.note(
                Code.WRONG_SHAPE,
                f"an obligation is {shape(item)}",
                item.span,
                expected="the id of an obligation",
            )
        elif known and item.value not in known:
            rule.note(
                Code.UNKNOWN_OBLIGATION,
                f"unknown obligation {item.value!r}",
                item.span,
                expected="an id of the register",
                hint=did_you_mean(item.value, known),
            )
        else:
            found.append(item.value)
    return tuple(found)


def _scope(rule: Reader, names: Names) -> Scope | None:
    subject = rule.scalar("for", required=True)
    if subject is None:
        return None
    record_type = names.schema.get(subject.value)
    if record_type is None:
        rule.note(
            Code.UNKNOWN_FIELD,
            f"unknown record type {subject.value!r}",
            subject.span,
            expected=f"one of {', '.join(names.schema)}",
            hint=did_you_mean(subject.value, names.schema),
        )
        return None
    lets: dict[str, Expr] = {}
    scope = Scope(record_type, record_type, names, lets=lets)
    inner = rule.mapping("let")
    for name, node in inner.node.entries if inner is not None else ():
        taken = {*record_type.fields, *names.of_type(record_type.name), *names.parameters, "as_of"}
        if not NAME.fullmatch(name.value) or name.value in taken:
            rule.note(
                Code.BAD_VALUE,
                f"{name.value!r} cannot name a value",
                name.span,
                expected="small letters, digits and _, and no name that is known already",
            )
        elif not isinstance(node, Scalar):
            rule.note(
                Code.WRONG_SHAPE,
                f"{name.value!r} is {shape(node)}",
                node.span,
                expected="an expression",
            )
        elif (bound := bind(node, scope, rule.problems)) is not None:
            lets[name.value] = bound
    return scope


def _condition(rule: Reader, key: str, scope: Scope) -> Expr | None:
    scalar = rule.scalar(key)
    return None if scalar is None else bind(scalar, scope, rule.problems, Kind.BOOL)


def _form(rule: Reader, scope: Scope) -> Form | None:
    given = [key for key in FORMS if rule.get(key) is not None]
    if len(given) == 1:
        return FORMS[given[0]](rule, scope)
    found = f"has the checks {', '.join(given)}" if given else "has no check"
    rule.note(
        Code.MISSING_KEY,
        f"the rule {found}",
        rule.node.entries[0][0].span,
        expected=f"exactly one of {', '.join(FORMS)}",
    )
    return None


def _message(rule: Reader, scope: Scope) -> Message | None:
    scalar = rule.scalar("message")
    if scalar is None:
        return None
    parts: list[str | Expr] = []
    for index, part in enumerate(_PLACE.split(scalar.value)):
        if index % 2 == 0:
            parts.append(part)
            continue
        bound = bind(Scalar(part, scalar.span, quoted=True), scope, rule.problems)
        if bound is not None:
            _check_privacy(rule, scalar, bound)
            parts.append(bound)
    return Message(tuple(parts))


def _check_privacy(rule: Reader, scalar: Scalar, bound: Expr) -> None:
    for node in walk(bound):
        if isinstance(node, FieldValue):
            info = node.info
            if not info.shown:
                rule.note(
                    Code.PRIVATE_FIELD,
                    f"the message names {node.record_type}.{node.field}, whose values are"
                    f" {'free text' if info.privacy <= 1 else f'{info.privacy} data'}",
                    scalar.span,
                    expected="only values that may stand beside a record key",
                    hint="leave the value out; the record key leads to it",
                )
