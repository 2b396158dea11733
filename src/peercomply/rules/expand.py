"""Puts what names stand for in the place of the names, so that conditions can be compared."""

from __future__ import annotations

from typing import Any

import attrs

from peercomply.rules.nodes import Aggregate, Elsewhere, Expr, FieldValue, Step

_EXPRESSIONS: Any = Expr


def expand(node: Expr) -> Expr:
    """Return *node* with its definitions and `let` values written out."""
    return _expanded(node, _Place())


@attrs.frozen
class _Place:
    """
    The record that an expression is about, as told from where it is written out.

    Attributes:
        judged: As in Elsewhere.

        path: Steps to the record.

        about: Its type; empty where the path has not begun.
    """

    judged: bool = True
    path: tuple[Step, ...] = ()
    about: str = ""

    def to(self, node: Elsewhere) -> _Place:
        """Return the place of what *node*, which stands here, is about."""
        if node.judged:
            return _Place(self.judged, (*self.path, *node.path), node.about)
        return _Place(judged=False, path=node.path, about=node.about)


def _expanded(node: Expr, place: _Place) -> Expr:
    moved = place.path != () or not place.judged
    match node:
        case FieldValue() if moved and node.judged:
            return attrs.evolve(node, judged=place.judged, path=(*place.path, *node.path))
        case Elsewhere():
            return _expanded(node.body, place.to(node))
        case Aggregate() if moved:
            return Elsewhere(place.judged, place.path, place.about, node, node.type, span=node.span)
        case Aggregate() | FieldValue():
            return node
    changes: dict[str, Any] = {}
    for attribute in attrs.fields(type(node)):
        part = getattr(node, attribute.name)
        if isinstance(part, _EXPRESSIONS):
            changes[attribute.name] = _expanded(part, place)
        elif isinstance(part, tuple):
            changes[attribute.name] = tuple(_expanded(item, place) for item in part)
    return attrs.evolve(node, **changes) if changes else node
