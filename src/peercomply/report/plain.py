"""Makes text from an export safe for a terminal."""

from __future__ import annotations


def plain(text: str) -> str:
    """Return *text* with everything escaped that a terminal would not simply show."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )
