"""
Which values of an explanation stay out of it.

An answer is a value, too: whether a field that holds yes or no is yes, or whether a text is a
certain one. Such answers are withheld like the values; orders of days and numbers are not.
"""

from __future__ import annotations

from peercomply.plan.lower import is_private
from peercomply.records.fields import Privacy
from peercomply.rules.nodes import (
    Aggregate,
    Comparison,
    Contains,
    Elsewhere,
    Expr,
    FieldValue,
    Literal,
    Negation,
    Operator,
)
from peercomply.rules.traversal import parts_of


def reason(privacy: Privacy) -> str:
    """Return what keeps values of *privacy* that are not shown out of what is shown."""
    return "free text" if privacy <= Privacy.INTERNAL else f"{privacy} data"


def withheld(node: Expr) -> str:
    """Return what keeps the value of *node* out of what is shown; empty if nothing does."""
    if not is_private(node):
        return ""
    infos = [field.info for field in _fields(node)]
    return reason(max(info.privacy for info in infos if not info.shown))


def _fields(node: Expr) -> list[FieldValue]:
    match node:
        case FieldValue():
            return [node]
        case Aggregate(value=value):
            return [] if value is None else _fields(value)
        case _:
            return [field for part in parts_of(node) for field in _fields(part)]


def reveals(node: Expr) -> bool:
    """Whether the answer to the condition *node* tells a value that may not be shown."""
    match node:
        case FieldValue():
            return is_private(node)
        case Negation(item=item):
            return reveals(item)
        case Elsewhere(body=body):
            return reveals(body)
        case Comparison(operator=Operator.EQUAL | Operator.UNEQUAL):
            return is_private(node)
        case Contains(container=container):
            several = isinstance(container, Literal) and len(container.value) > 1
            return is_private(node) and not several
        case _:
            return False
