"""
Small changes of a rule that a case ought to notice.

Each mutant is the rule with one thing changed: a limit a day or one up or down, a comparison with
or without its bound, a condition dropped or turned round. If every case still passes, no case shows
that the thing matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import attrs

from peercomply.errors import Span
from peercomply.records.durations import Duration
from peercomply.rules.forms.attested import Attested
from peercomply.rules.forms.common import RelatedValue
from peercomply.rules.forms.current import Current
from peercomply.rules.forms.follow_up import FollowUp
from peercomply.rules.nodes import (
    ByValue,
    Comparison,
    Elsewhere,
    Expr,
    Junction,
    Literal,
    Negation,
    Operator,
    ParameterValue,
    Rows,
)
from peercomply.rules.parameters import Parameter
from peercomply.rules.quote import quote
from peercomply.rules.rule import Form, Rule

_TURNED = {
    Operator.EQUAL: Operator.UNEQUAL,
    Operator.UNEQUAL: Operator.EQUAL,
    Operator.LESS: Operator.AT_MOST,
    Operator.AT_MOST: Operator.LESS,
    Operator.MORE: Operator.AT_LEAST,
    Operator.AT_LEAST: Operator.MORE,
}

_FORMS: Any = Form
_NODES: Any = Expr

Changed = Iterator[tuple[str, Any]]
"""What was changed, in words, and the changed thing."""


@attrs.frozen
class Mutant:
    """
    A rule with one change.

    Attributes:
        change: What was changed, in words.

        line: Line of the rule file where it stands.

        rule: The changed rule.
    """

    change: str
    line: int
    rule: Rule


def mutants(rule: Rule, parameters: Mapping[str, Parameter]) -> Iterator[Mutant]:
    """Yield every mutant of *rule*, in the order of its keys."""
    line = rule.span.line
    if rule.when is not None:
        yield Mutant("`when` is dropped", line, attrs.evolve(rule, when=None))
    if rule.otherwise is not None:
        yield Mutant("`or` is dropped", line, attrs.evolve(rule, otherwise=None))
    for change, where, new in _changes(rule.when, parameters):
        yield Mutant(change, where or line, attrs.evolve(rule, when=new))
    for change, where, new in _changes(rule.form, parameters):
        yield Mutant(change, where or line, attrs.evolve(rule, form=new))
    for change, where, new in _changes(rule.otherwise, parameters):
        yield Mutant(change, where or line, attrs.evolve(rule, otherwise=new))


def _changes(
    part: Any, parameters: Mapping[str, Parameter]
) -> Iterator[tuple[str, int | None, Any]]:
    """Yield *part* with one thing in it changed, what it was, and its line if that is known."""
    span = getattr(part, "span", None)
    line = span.line if isinstance(span, Span) else None
    for change, new in _own_changes(part, parameters):
        yield change, line, new
    if isinstance(part, Elsewhere):
        return
    if isinstance(part, tuple):
        for place, item in enumerate(part):
            for change, where, new in _changes(item, parameters):
                yield change, where, (*part[:place], new, *part[place + 1 :])
    elif isinstance(part, (_NODES, _FORMS, RelatedValue, Rows, ByValue)):
        for attribute in attrs.fields(type(part)):
            if attribute.name in ("type", "span"):
                continue
            value = getattr(part, attribute.name)
            for change, where, new in _changes(value, parameters):
                yield change, where, attrs.evolve(part, **{attribute.name: new})


def _own_changes(part: Any, parameters: Mapping[str, Parameter]) -> Changed:
    match part:
        case Comparison():
            yield from _comparison(part)
        case Junction():
            yield from _junction(part)
        case Negation():
            yield f"`{quote(part)}` loses its not", part.item
        case Literal():
            yield from _literal(part)
        case ParameterValue():
            value = parameters[part.name].values[-1].value
            for new in _nearby(value):
                literal = Literal(new, part.type, span=part.span)
                yield f"the parameter {part.name} is {new} and not {value}", literal
        case Rows(where=where) if where is not None:
            yield "`where` is dropped", attrs.evolve(part, where=None)
        case FollowUp(late_fails=late):
            yield (
                f"`late` is {'passes' if late else 'fails'}",
                attrs.evolve(part, late_fails=not late),
            )
        case Current(open_ended=open_ended):
            yield (
                f"`open_ended` is {str(not open_ended).lower()}",
                attrs.evolve(part, open_ended=not open_ended),
            )
        case Attested():
            yield from _attested(part)


def _attested(part: Attested) -> Changed:
    planned, evidence = not part.planned, not part.evidence
    yield (
        f"`planned_action_is_enough` is {str(planned).lower()}",
        attrs.evolve(part, planned=planned),
    )
    yield f"`evidence` is {str(evidence).lower()}", attrs.evolve(part, evidence=evidence)
    if part.group is not None:
        yield "`answered_by` is dropped", attrs.evolve(part, group=None)


def _comparison(part: Comparison) -> Changed:
    turned = _TURNED[part.operator]
    change = f"`{quote(part)}` has {turned.value} for {part.operator.value}"
    yield change, attrs.evolve(part, operator=turned)


def _junction(part: Junction) -> Changed:
    for place, item in enumerate(part.items):
        rest = (*part.items[:place], *part.items[place + 1 :])
        new = rest[0] if len(rest) == 1 else attrs.evolve(part, items=rest)
        yield f"`{quote(item)}` is dropped", new


def _literal(part: Literal) -> Changed:
    if isinstance(part.value, frozenset):
        for value in sorted(part.value, key=str):
            if len(part.value) > 1:
                rest = part.value - {value}
                yield f"{value!r} is dropped from the list", attrs.evolve(part, value=rest)
        return
    for new in _nearby(part.value):
        yield f"{part.value} is {new}", attrs.evolve(part, value=new)


def _nearby(value: Any) -> Iterator[Any]:
    match value:
        case bool():
            yield not value
        case Duration(business=int(count)):
            for new in (count + 1, count - 1):
                if new >= 0:
                    yield attrs.evolve(value, business=new)
        case Duration(minutes=None):
            for days in (1, -1):
                if value.months or value.days + days >= 0:
                    yield attrs.evolve(value, days=value.days + days)
        case Duration():
            for minutes in (1, -1):
                yield attrs.evolve(value, minutes=(value.minutes or 0) + minutes)
        case Decimal():
            step = Decimal(1).scaleb(min(int(value.as_tuple().exponent), 0))
            yield value + step
            yield value - step
