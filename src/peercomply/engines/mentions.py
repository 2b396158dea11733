"""Finds the keys of records in values that are said, so that they can be replaced later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from peercomply.engines.outcomes import Mention, Parts
from peercomply.engines.values import Bounds, Missing, ends
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.rules.types import Kind, Type

HOMES = frozenset(("program", "organisation"))
"""Record types that are no people and stand for none: their keys are never replaced."""


def names_records(kind: Type) -> bool:
    """Whether values of this type are keys of records other than programs and organisations."""
    keys = kind.kind is Kind.KEY or kind.of is Kind.KEY
    return keys and not (kind.to and HOMES.issuperset(kind.to))


def mentioned(value: Any, in_words: Callable[[Any], str]) -> Parts:
    """Return a value that is a key, or several, as *in_words* says it, with its keys marked."""
    low, high = ends(value)
    if isinstance(low, Missing):
        return (in_words(value),)
    if isinstance(value, Bounds) and not isinstance(high, Missing):
        return (*mentioned(low, in_words), " to ", *mentioned(high, in_words))
    if isinstance(low, frozenset):
        marked = [part for key in sorted(low) for part in ("; ", Mention(key))]
        return tuple(marked[1:]) or (in_words(low),)
    return (Mention(in_words(low)),)


def references(info: FieldInfo, record_type: str, value: Any) -> tuple[str, ...]:
    """Return the keys of which the value of a field is made, but those of programs and the like."""
    to = (record_type,) if info.type is FieldType.KEY else info.to
    if info.item not in (FieldType.KEY, FieldType.REF) or (to and HOMES.issuperset(to)):
        return ()
    if isinstance(value, frozenset):
        return tuple(sorted(value))
    return () if value is None else (str(value),)
