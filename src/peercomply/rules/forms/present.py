"""The check form `present`: these fields or related records exist."""

from __future__ import annotations

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import Keys, related
from peercomply.documents.reader import Reader
from peercomply.documents.yaml_nodes import Mapping, Node, Scalar, Sequence
from peercomply.rules.binder import bind
from peercomply.rules.forms.common import RelatedValue, read_related
from peercomply.rules.nodes import FieldValue
from peercomply.rules.scope import Scope

KEYS = Keys(
    title="present",
    says="At least one of these related records exists.",
    keys=related(value=False),
)


@attrs.frozen
class PresentFields:
    """
    All of these fields hold a value.

    Attributes:
        fields: The fields.
    """

    fields: tuple[FieldValue, ...]


@attrs.frozen
class PresentRecord:
    """
    At least one of these related records exists.

    Attributes:
        related: The records.
    """

    related: RelatedValue


def read(rule: Reader, scope: Scope) -> PresentFields | PresentRecord | None:
    """Return the check of the key `present`, or None after noting what is wrong."""
    node = rule.get("present")
    match node:
        case Mapping():
            reader = Reader(node, rule.problems, "'present'", KEYS)
            related = read_related(reader, scope, with_value=False)
            reader.finish()
            return None if related is None else PresentRecord(related)
        case Scalar():
            return _fields(rule, (node,), scope)
        case Sequence() if node.items:
            return _fields(rule, node.items, scope)
        case Sequence():
            rule.note(
                Code.WRONG_SHAPE,
                "'present' names nothing",
                node.span,
                expected="a field, a list of fields, or related records with `of`",
            )
    return None


def _fields(rule: Reader, nodes: tuple[Node, ...], scope: Scope) -> PresentFields | None:
    fields = [_field(rule, node, scope) for node in nodes]
    found = tuple(field for field in fields if field is not None)
    return PresentFields(found) if len(found) == len(fields) else None


def _field(rule: Reader, node: Node, scope: Scope) -> FieldValue | None:
    if not isinstance(node, Scalar):
        rule.note(Code.WRONG_SHAPE, "this is no name of a field", node.span, expected="a field")
        return None
    count = len(rule.problems)
    bound = bind(node, scope, rule.problems)
    if isinstance(bound, FieldValue):
        return bound
    if len(rule.problems) == count:
        rule.note(
            Code.WRONG_TYPE,
            "this is no field of a record",
            node.span,
            expected=f"a field such as {', '.join(list(scope.judged.fields)[:4])}",
        )
    return None
