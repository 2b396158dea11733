"""
Finds the conditions that the author of a rule wrote.

A condition is what is yes or no where that is asked for: in `when`, `or`, `require`, `where` and
`that`, in `... if condition else ...`, and in the items of and, or and not. What is written as one,
such as `present(x)` or `x not in (...)`, is one condition. Constants are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from peercomply.errors import Span
from peercomply.rules.forms.common import RelatedValue
from peercomply.rules.nodes import (
    Aggregate,
    ByValue,
    Chosen,
    Comparison,
    Elsewhere,
    Expr,
    FieldValue,
    Junction,
    Literal,
    Members,
    Negation,
    ParameterValue,
    Rows,
    RuleFails,
)
from peercomply.rules.quote import quote
from peercomply.rules.rule import Form, Rule
from peercomply.rules.traversal import parts_of, walk
from peercomply.rules.types import Kind

_EXPRESSIONS: Any = Expr
_CARRIERS: Any = (Form, RelatedValue, Rows, ByValue, Members)
_ASKED = ("where", "that", "condition")


@attrs.frozen
class Condition:
    """
    A condition that somebody wrote.

    Attributes:
        node: The condition.

        text: The words of the rule file.
    """

    node: Expr
    text: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.node.span

    @property
    def reads(self) -> bool:
        """Whether it reads records, so that it can be unknown."""
        return any(isinstance(part, FieldValue | Aggregate | RuleFails) for part in walk(self.node))


@attrs.frozen
class Defined:
    """
    A definition of the pack that a rule uses.

    Attributes:
        name: Its name.

        body: Its expression.
    """

    name: str
    body: Expr

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that stand in it, in their order."""
        return _sorted(_Walk(None).of(self.body, asked=True))


def conditions_of(rule: Rule) -> tuple[Condition, ...]:
    """Return the conditions that stand in *rule* itself, `let` included, in their order."""
    return _sorted(_Walk(rule.span).rule(rule))


def definitions_of(rule: Rule) -> tuple[Defined, ...]:
    """Return the definitions that *rule* uses, also through others; built-in ones left out."""
    found: dict[int, Defined] = {}
    new = list(_Walk(rule.span).rule(rule))
    while new:
        one = new.pop()
        if isinstance(one, Defined) and id(one.body) not in found:
            found[id(one.body)] = one
            new += _Walk(None).of(one.body, asked=True)
    return tuple(sorted(found.values(), key=lambda one: _place(one.body)))


Found = Iterator[Condition | Defined]


def _sorted(found: Found) -> tuple[Condition, ...]:
    unique = {id(one.node): one for one in found if isinstance(one, Condition)}
    return tuple(sorted(unique.values(), key=lambda one: _place(one.node)))


def _place(node: Expr) -> tuple[str, int, int]:
    return node.span.source.path, node.span.start, -node.span.end


@attrs.frozen
class _Walk:
    """
    Looks for conditions in a rule or in a definition.

    Attributes:
        home: The rule; None in a definition, which has no `let`.
    """

    home: Span | None

    def rule(self, rule: Rule) -> Found:
        """Yield what stands in *rule*."""
        yield from self.of(rule.when, asked=True)
        yield from self.of(rule.form, asked=False)
        yield from self.of(rule.otherwise, asked=True)

    def of(self, part: object, *, asked: bool) -> Found:
        """Yield what stands in *part*; *asked* says whether that is itself a condition."""
        if isinstance(part, tuple):
            for item in part:
                yield from self.of(item, asked=asked)
        elif isinstance(part, _CARRIERS):
            for attribute in attrs.fields(type(part)):
                inner = getattr(part, attribute.name)
                yield from self.of(inner, asked=attribute.name in _ASKED)
        elif isinstance(part, _EXPRESSIONS):
            node: Any = part
            constant = isinstance(node, Literal | ParameterValue)
            if asked and node.type.kind is Kind.BOOL and not constant:
                yield Condition(node, quote(node))
            yield from self._inside(node, asked=asked)

    def _inside(self, node: Expr, *, asked: bool) -> Found:
        match node:
            case Junction(items=items):
                for item in items:
                    yield from self._item(item, chain=item.span == node.span)
            case Negation(item=item) if item.span == node.span:
                yield from self._inside(item, asked=False)
            case Negation(item=item):
                yield from self.of(item, asked=True)
            case Elsewhere(body=body):
                yield from self._elsewhere(node, body, asked=asked)
            case Aggregate():
                values = (part for part in parts_of(node) if part is not node.that)
                yield from self.of((node.rows, *values), asked=False)
                yield from self.of(node.that, asked=True)
            case Chosen():
                yield from self.of(node.condition, asked=True)
                yield from self.of((node.value, node.otherwise), asked=asked)
            case _:
                yield from self.of(tuple(parts_of(node)), asked=False)

    def _item(self, item: Expr, *, chain: bool) -> Found:
        """Yield an item of and, or; a link of a *chain* such as 2 < x < 4 has its own words."""
        if chain and isinstance(item, Comparison):
            text = f"{quote(item.left)} {item.operator.value} {quote(item.right)}"
            yield Condition(item, text)
            yield from self._inside(item, asked=True)
        else:
            yield from self.of(item, asked=True)

    def _elsewhere(self, node: Elsewhere, body: Expr, *, asked: bool) -> Found:
        """Yield what a name stands for; what comes with the record types is not the pack's."""
        span, home = body.span, self.home
        if span.source.path.startswith("<"):
            return
        own = home is not None and span.source is home.source
        if own and home is not None and home.start <= span.start < home.end:
            yield from self.of(body, asked=asked)
        else:
            yield Defined(node.name, body)
