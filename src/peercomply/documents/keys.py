"""
What may stand in a rule file: each mapping with its keys, in words and in shapes.

The loader, the JSON Schemas and the reference of the language all read these descriptions, so none
of them knows a key that another one does not.
"""

from __future__ import annotations

import enum
from typing import TypeAlias

import attrs


class Holds(enum.Enum):
    """What a plain value is; the words are those of the reference."""

    TEXT = "text"
    IDENTIFIER = "small letters and digits, joined by -"
    NAME = "small letters and digits, joined by _"
    FLAG = "true or false"
    DAY = "a day such as 2026-11-22"
    WHOLE = "a whole number"
    NUMBER = "a number"
    CONDITION = "a condition"
    EXPRESSION = "an expression"
    VALUE = "a value: a duration such as P1M, or a number"


@attrs.frozen
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]


@attrs.frozen
class ListOf:
    """A list."""

    item: Shape


@attrs.frozen
class Named:
    """A mapping from names, which the author chooses, to values of one shape."""

    value: Shape


@attrs.frozen
class Either:
    """One of several shapes."""

    options: tuple[Shape, ...]


@attrs.frozen(kw_only=True)
class Key:
    """
    One key of a mapping.

    Attributes:
        name: The key.

        says: What its value says, as a clause that can follow the key.

        holds: The shape of its value.

        required: Whether the mapping is wrong without it.
    """

    name: str
    says: str
    holds: Shape
    required: bool = False


@attrs.frozen(kw_only=True)
class Keys:
    """
    The keys that a mapping can have.

    Attributes:
        title: What the mapping is, in a few words.

        says: What it is for, in a sentence.

        keys: Its keys, in the order in which authors write them.

        exactly_one: Keys of which exactly one has to be there; empty if there are none.
    """

    title: str
    says: str
    keys: tuple[Key, ...]
    exactly_one: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the keys."""
        return tuple(key.name for key in self.keys)


Shape: TypeAlias = Holds | OneOf | ListOf | Named | Either | Keys


def key_of(name: str, says: str, holds: Shape = Holds.TEXT, *, required: bool = False) -> Key:
    """Return the description of one key."""
    return Key(name=name, says=says, holds=holds, required=required)


PARAMETER = Keys(
    title="a parameter in place of a value",
    says="Names a parameter of the pack, and the day whose value is meant.",
    keys=(
        key_of("parameter", "the parameter", Holds.NAME, required=True),
        key_of("on", "the day whose value is meant, if not the day of the check", Holds.EXPRESSION),
    ),
)

LIMIT = Either((Holds.EXPRESSION, PARAMETER))
"""A value, an expression, or a parameter by its name."""

TEXTS = ListOf(Holds.TEXT)


def related(*, value: bool) -> tuple[Key, ...]:
    """Return the keys that name related records; with a field of them where *value* is true."""
    of = (
        "the related record type and its field"
        if value
        else "the related record type, or a set of keys"
    )
    return (
        key_of("of", of, Holds.EXPRESSION, required=True),
        key_of(
            "where", "which of them count; plain names mean the related record", Holds.CONDITION
        ),
        key_of(
            "by",
            "the field by which they belong to the record, if several could",
            Holds.NAME,
        ),
    )


SOON = key_of("warn", "how long before it is due the record is listed as due soon", LIMIT)
