"""Quotes expressions as they stand in their file."""

from __future__ import annotations

from peercomply.rules.nodes import Expr


def quote(node: Expr) -> str:
    """Return *node* as it stands in its file, on one line."""
    text = node.span.source.text[node.span.start : node.span.end]
    return " ".join(text.split())
