"""The types of values in expressions, and how fields of records have them."""

from __future__ import annotations

import enum

import attrs

from peercomply.records.durations import Duration
from peercomply.records.fields import FieldInfo, FieldType


class Kind(enum.Enum):
    """What a value is; the words are those of error messages."""

    BOOL = "yes or no"
    NUMBER = "a number"
    TEXT = "a text"
    DATE = "a day"
    MOMENT = "a date-time"
    DURATION = "a duration"
    KEY = "a record key"
    SET = "a set"
    MAPPING = "a mapping"


_PLURALS = {
    Kind.BOOL: "yes and no",
    Kind.NUMBER: "numbers",
    Kind.TEXT: "texts",
    Kind.DATE: "days",
    Kind.MOMENT: "date-times",
    Kind.DURATION: "durations",
    Kind.KEY: "record keys",
    Kind.SET: "sets",
    Kind.MAPPING: "mappings",
}


@attrs.frozen(cache_hash=True)
class Type:
    """
    The type of an expression.

    Attributes:
        kind: What the value is.

        values: Slugs that a text can hold; empty where any text will do.

        to: Record types whose keys a key can be.

        of: What a set holds.

        exact: For a duration, whether it counts hours and not calendar days.

        business: For a duration, whether it may count business days.
    """

    kind: Kind
    values: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    of: Kind | None = None
    exact: bool = False
    business: bool = False

    def __str__(self) -> str:
        """Return the type in words."""
        if self.kind is Kind.SET and self.of is not None:
            return f"a set of {_PLURALS[self.of]}"
        if self.kind is Kind.KEY and self.to:
            return f"the key of a record of type {' or '.join(self.to)}"
        return "a duration in hours" if self.exact else self.kind.value

    @property
    def item(self) -> Type:
        """Type of one item of a set."""
        return Type(self.of or Kind.TEXT, self.values, self.to)


BOOL = Type(Kind.BOOL)
NUMBER = Type(Kind.NUMBER)
TEXT = Type(Kind.TEXT)
DATE = Type(Kind.DATE)
MOMENT = Type(Kind.MOMENT)


def duration_type(duration: Duration) -> Type:
    """Return the type of *duration*."""
    business = duration.business is not None
    return Type(Kind.DURATION, exact=duration.exact, business=business)


_KINDS = {
    FieldType.KEY: Kind.KEY,
    FieldType.REF: Kind.KEY,
    FieldType.TEXT: Kind.TEXT,
    FieldType.DURATION: Kind.DURATION,
    FieldType.ENUM: Kind.TEXT,
    FieldType.DATE: Kind.DATE,
    FieldType.DATETIME: Kind.MOMENT,
    FieldType.BOOL: Kind.BOOL,
    FieldType.INT: Kind.NUMBER,
    FieldType.DECIMAL: Kind.NUMBER,
    FieldType.SET: Kind.SET,
    FieldType.MAPPING: Kind.MAPPING,
}


def type_of(field: FieldInfo, record_type: str) -> Type:
    """Return the type that *field* of *record_type* has in expressions."""
    to = (record_type,) if field.type is FieldType.KEY else field.to
    of = _KINDS[field.of] if field.of is not None else None
    return Type(_KINDS[field.type], field.values, to, of)


def comparable(left: Type, right: Type) -> bool:
    """Whether values of the two types can be compared for equality."""
    kinds = {left.kind, right.kind}
    if kinds == {Kind.KEY}:
        return bool(set(left.to) & set(right.to))
    if kinds <= {Kind.DATE, Kind.MOMENT} or kinds == {Kind.KEY, Kind.TEXT}:
        return True
    if Kind.SET in kinds or Kind.MAPPING in kinds or Kind.DURATION in kinds:
        return False
    return left.kind is right.kind


def ordered(left: Type, right: Type) -> bool:
    """Whether values of the two types can be compared with < and >."""
    days = {Kind.DATE, Kind.MOMENT}
    return {left.kind, right.kind} <= days or left.kind is right.kind is Kind.NUMBER


LONGEST_NUMBER = 30
"""Characters of a number; a longer one is a mistake or an attack."""


def is_plain_number(text: str) -> bool:
    """Whether a number is written without an exponent, in a length that somebody can read."""
    return "e" not in text.lower() and len(text) <= LONGEST_NUMBER
