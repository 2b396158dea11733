"""Puts what names stand for in the place of the names, so that conditions can be compared."""

from __future__ import annotations

from typing import Any

import attrs

from peercomply.rules.nodes import Aggregate, Elsewhere, Expr, FieldValue, Step

_EXPRESSIONS: Any = Expr


def expand(node: Expr) -> Expr:
    """Return *node* with its definitions and `let` values written out."""
    return _expanded(node, judged=True, path=())


def _expanded(node: Expr, *, judged: bool, path: tuple[Step, ...]) -> Expr:
    """Return *node*, which is about the record at *path*, as told from where the path starts."""
    moved = path != () or not judged
    match node:
        case FieldValue() if moved and node.judged:
            return attrs.evolve(node, judged=judged, path=(*path, *node.path))
        case Elsewhere(judged=True):
            return _expanded(node.body, judged=judged, path=(*path, *node.path))
        case Elsewhere():
            return _expanded(node.body, judged=False, path=node.path)
        case Aggregate() if moved:
            source = node.rows.record_type
            return Elsewhere(judged, path, source, node, node.type, span=node.span)
        case Aggregate() | FieldValue():
            return node
    changes: dict[str, Any] = {}
    for attribute in attrs.fields(type(node)):
        part = getattr(node, attribute.name)
        if isinstance(part, _EXPRESSIONS):
            changes[attribute.name] = _expanded(part, judged=judged, path=path)
        elif isinstance(part, tuple):
            changes[attribute.name] = tuple(
                _expanded(item, judged=judged, path=path) for item in part
            )
    return attrs.evolve(node, **changes) if changes else node
