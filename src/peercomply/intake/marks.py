"""Marks texts that a mapping could not read, so that people learn why and see what was there."""

from __future__ import annotations

from peercomply.intake.decoding import DAMAGED

_MARK = "\x1d"


def marked(why: str, text: str) -> str:
    """Return *text* so that it is read as no value, because of *why*."""
    return f"{DAMAGED}{_MARK}{why}{_MARK}{text}"


def unmarked(cell: str) -> tuple[str, str]:
    """Return why a mapping could not read *cell*, and its text; no reason for any other cell."""
    parts = cell.split(_MARK, 2)
    if len(parts) < 3 or parts[0] != DAMAGED:
        return "", cell
    return parts[1], parts[2]
