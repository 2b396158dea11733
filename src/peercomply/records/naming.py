"""How the fields, record types and values that packs add may be called."""

from __future__ import annotations

import keyword
import re

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_SLUG = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")

_OWN = ("self", "this", "as_of", "true", "false", "active", "open")

RESERVED = frozenset({*keyword.kwlist, *_OWN})
"""Words that mean something else in expressions or in record classes."""


def is_name(text: str) -> bool:
    """Whether *text* may name a field, a record type or an enumeration."""
    return _NAME.fullmatch(text) is not None and text not in RESERVED


def is_slug(text: str) -> bool:
    """Whether *text* may be a value of an enumeration."""
    return _SLUG.fullmatch(text) is not None


def plural(word: str) -> str:
    """Return the regular English plural of *word*."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "z", "ch", "sh")) else f"{word}s"
