"""The check form `covers`: every item of a list is covered by some related record."""

from __future__ import annotations

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import TEXTS, Either, Holds, Keys, key_of, related
from peercomply.documents.reader import Reader
from peercomply.documents.yaml_nodes import Mapping, Scalar, Sequence
from peercomply.errors import did_you_mean
from peercomply.rules.binder import bind
from peercomply.rules.forms import covers_hours
from peercomply.rules.forms.common import RelatedValue, read_expression, read_related
from peercomply.rules.forms.covers_hours import CoversHours
from peercomply.rules.nodes import Expr, Literal
from peercomply.rules.scope import Scope
from peercomply.rules.types import Kind, Type

_ITEMS = key_of(
    "items",
    "the items: a list, or a field that is a set",
    Either((TEXTS, Holds.EXPRESSION)),
    required=True,
)

KEYS = Keys(
    title="covers",
    says="Every item of a list is covered by some related record; each other item is a breach.",
    keys=(_ITEMS, *related(value=True)),
)

KEYS_OF_OWN = Keys(
    title="covers, with in",
    says="Every item of a list stands in a set, or a mapping, of the record itself.",
    keys=(_ITEMS, key_of("in", "the set or the mapping", Holds.EXPRESSION, required=True)),
)


@attrs.frozen(kw_only=True)
class Covers:
    """
    Each of several items is found in the field of a related record, or of the record itself.

    Attributes:
        related: The related records with the field, a set or one value, that covers items; None
            where the record itself has it.

        holder: The set or mapping of the record itself; None where related records count.

        items: The items: a set.
    """

    related: RelatedValue | None
    holder: Expr | None
    items: Expr


def read(rule: Reader, scope: Scope) -> Covers | CoversHours | None:
    """Return the check of the key `covers`, or None after noting what is wrong."""
    node = rule.get("covers")
    names = [key.value for key, _ in node.entries] if isinstance(node, Mapping) else []
    if "hours" in names:
        hours = rule.mapping("covers", covers_hours.KEYS)
        return None if hours is None else covers_hours.read(hours, scope)
    own = "in" in names
    reader = rule.mapping("covers", KEYS_OF_OWN if own else KEYS)
    if reader is None:
        return None
    holder = read_expression(reader, "in", scope, Kind.SET, Kind.MAPPING) if own else None
    related = None if own else read_related(reader, scope, with_value=True)
    items = _items(reader, scope)
    reader.finish()
    value = holder if related is None else related.value
    if items is None or value is None:
        return None
    held = _held(value.type)
    if held.kind is not Kind.TEXT:
        reader.note(
            Code.WRONG_TYPE,
            f"{'in' if own else 'of'!r} names {value.type}",
            reader.node.span,
            expected="a text or a set of texts, such as audit.areas_covered",
        )
        return None
    _check_items(reader, items, held)
    return Covers(related=related, holder=holder, items=items)


def _held(kind: Type) -> Type:
    if kind.kind is Kind.MAPPING:
        return Type(Kind.TEXT, kind.values)
    return kind.item if kind.kind is Kind.SET else kind


def _check_items(reader: Reader, items: Expr, held: Type) -> None:
    if not held.values or not isinstance(items, Literal):
        return
    for item in sorted(items.value - set(held.values)):
        reader.note(
            Code.UNKNOWN_SLUG,
            f"the field never holds {item!r}",
            items.span,
            expected=f"one of {', '.join(held.values)}",
            hint=did_you_mean(item, held.values),
        )


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
