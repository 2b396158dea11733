"""The check form `covers`: every item of a list is covered by some related record."""

from __future__ import annotations

import attrs

from peercomply.errors import did_you_mean
from peercomply.rules.binder import bind
from peercomply.rules.codes import Code
from peercomply.rules.forms.common import RelatedValue, read_related
from peercomply.rules.nodes import Expr, Literal
from peercomply.rules.reader import Reader
from peercomply.rules.scope import Scope
from peercomply.rules.types import Kind, Type
from peercomply.rules.yaml_nodes import Scalar, Sequence


@attrs.frozen(kw_only=True)
class Covers:
    """
    Each of several items is found in the field of a related record.

    Attributes:
        related: The related records with the field, a set or one value, that covers items.

        items: The items: a set.
    """

    related: RelatedValue
    items: Expr


def read(rule: Reader, scope: Scope) -> Covers | None:
    """Return the check of the key `covers`, or None after noting what is wrong."""
    reader = rule.mapping("covers")
    if reader is None:
        return None
    related = read_related(reader, scope, with_value=True)
    items = _items(reader, scope)
    reader.finish("of", "where", "by")
    if related is None or items is None or related.value is None:
        return None
    covered = related.value.type
    one = covered.item if covered.kind is Kind.SET else covered
    if one.kind is not Kind.TEXT:
        reader.note(
            Code.WRONG_TYPE,
            f"'of' names {covered}",
            reader.node.span,
            expected="a text or a set of texts, such as audit.areas_covered",
        )
        return None
    if one.values and isinstance(items, Literal):
        for item in sorted(items.value - set(one.values)):
            reader.note(
                Code.UNKNOWN_SLUG,
                f"the field never holds {item!r}",
                items.span,
                expected=f"one of {', '.join(one.values)}",
                hint=did_you_mean(item, one.values),
            )
    return Covers(related=related, items=items)


def _items(reader: Reader, scope: Scope) -> Expr | None:
    node = reader.get("items", required=True)
    match node:
        case Sequence() if node.items and all(isinstance(item, Scalar) for item in node.items):
            values = frozenset(item.value for item in node.items if isinstance(item, Scalar))
            return Literal(values, Type(Kind.SET, of=Kind.TEXT), span=node.span)
        case Scalar():
            return bind(node, scope, reader.problems, Kind.SET)
        case None:
            return None
    reader.note(
        Code.WRONG_SHAPE,
        "'items' is no list of words",
        node.span,
        expected="a list such as [cash_handling, past_non_conformance], or a field that is a set",
    )
    return None
