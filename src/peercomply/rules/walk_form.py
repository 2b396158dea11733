"""Finds the expressions of a rule, whatever its check form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from peercomply.rules.forms.common import RelatedValue
from peercomply.rules.nodes import ByValue, Expr, Members, Rows
from peercomply.rules.rule import Form, Rule

_EXPRESSIONS: Any = Expr
_CARRIERS: Any = (Form, RelatedValue, Rows, ByValue, Members)


def expressions_of(rule: Rule) -> Iterator[Expr]:
    """Yield each outermost expression of *rule*: conditions, limits, days and values."""
    message = () if rule.message is None else rule.message.parts
    for part in (rule.when, rule.form, rule.otherwise, message):
        yield from _expressions(part)


def _expressions(part: object) -> Iterator[Expr]:
    if isinstance(part, _EXPRESSIONS):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from _expressions(item)
    elif isinstance(part, _CARRIERS):
        for attribute in attrs.fields(type(part)):
            yield from _expressions(getattr(part, attribute.name))
