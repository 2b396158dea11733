"""
The typed expression tree.

Names are resolved and types are checked when a rule is loaded, so an engine meets only these nodes
and no errors. Each node knows its type and the stretch of the rule file that it was made from.
"""

from __future__ import annotations

import enum
from typing import Any, TypeAlias

import attrs

from peercomply.errors import Span
from peercomply.records.fields import FieldInfo
from peercomply.rules.types import Type


def _fact() -> Any:
    """Describe what is known besides, by which no two nodes differ."""
    return attrs.field(eq=False, repr=False, kw_only=True)


_span = _fact


class Home(enum.Enum):
    """Steps of a path that every record has: the program or organisation that it belongs to."""

    PROGRAM = "program"
    ORGANISATION = "organisation"


Step: TypeAlias = str | Home
"""One step of a path: a reference field of the record, or its home."""


@attrs.frozen(cache_hash=True)
class Literal:
    """A value that stands in the rule file."""

    value: Any
    type: Type
    span: Span = _span()


@attrs.frozen(cache_hash=True)
class AsOf:
    """The day of the check."""

    type: Type
    span: Span = _span()


@attrs.frozen(cache_hash=True)
class ParameterValue:
    """
    The value of a parameter that is in force on a day.

    Attributes:
        name: Name of the parameter.

        day: The day; None for the day of the check.
    """

    name: str
    type: Type
    day: Expr | None = None
    span: Span = _span()


@attrs.frozen(cache_hash=True)
class FieldValue:
    """
    A field of a record.

    Attributes:
        judged: Read from the record being judged, also inside a condition on related records.

        path: Steps from that record, or from the related one, to the record that has the field.

        record_type: Type of the record that has the field.

        field: Name of the field.

        info: Its description.
    """

    judged: bool
    path: tuple[Step, ...]
    record_type: str
    field: str
    type: Type
    info: FieldInfo = _fact()
    span: Span = _span()


@attrs.frozen(cache_hash=True)
class Elsewhere:
    """
    An expression about another record: a named expression or a `let` value.

    Attributes:
        judged: As in FieldValue.

        path: Steps to the record that *body* is about; empty for the record itself.

        about: Type of the record to which the path leads.

        body: The expression; that record is the one being judged in it.

        name: What rule files call it; empty where no rule file names it.
    """

    judged: bool
    path: tuple[Step, ...]
    about: str
    body: Expr
    type: Type
    name: str = ""
    span: Span = _span()


class Operator(enum.Enum):
    """Comparison of two values."""

    EQUAL = "=="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


@attrs.frozen(cache_hash=True)
class Comparison:
    """A comparison of two values; unknown if one of them is missing."""

    operator: Operator
    left: Expr
    right: Expr
    type: Type
    span: Span = _span()


@attrs.frozen(cache_hash=True)
class Junction:
    """All of the items (and), or at least one of them (or), in Kleene's logic."""

    every: bool
    items: tuple[Expr, ...]
    type: Type
    span: Span = _span()


@attrs.frozen(cache_hash=True)
class Negation:
    """Not the item, in Kleene's logic."""

    item: Expr
    type: Type
    span: Span = _span()


@attrs.frozen(cache_hash=True)
class Moved:
    """A day or date-time moved forwards (sign 1) or backwards (sign -1) by a duration."""

    value: Expr
    duration: Expr
    sign: int
    type: Type
    span: Span = _span()


@attrs.frozen(cache_hash=True)
class EndOfDay:
    """The end of a day, as a date-time; an hour of that day is before it."""

    day: Expr
    type: Type
    span: Span = _span()


@attrs.frozen(cache_hash=True)
class Anchor:
    """
    The day from which an interval counts, given its end.

    Attributes:
        end: The end of the interval.

        duration: The interval.

        latest: The last day whose interval ends by *end*, and not the first that reaches it.
    """

    end: Expr
    duration: Expr
    latest: bool
    type: Type
    span: Span = _span()


class Arithmetic(enum.Enum):
    """An operation on two numbers."""

    PLUS = "+"
    MINUS = "-"
    TIMES = "*"


@attrs.frozen(cache_hash=True)
class Calculation:
    """An operation on two exact numbers."""

    operator: Arithmetic
    left: Expr
    right: Expr
    type: Type
    span: Span = _span()


@attrs.frozen(cache_hash=True)
class IsMissing:
    """Whether a value is missing; unknown where the cell holds something that is not readable."""

    item: Expr
    type: Type
    span: Span = _span()


@attrs.frozen(cache_hash=True)
class Contains:
    """Whether a set contains a value, or a mapping has an entry."""

    item: Expr
    container: Expr
    type: Type
    span: Span = _span()


@attrs.frozen(cache_hash=True)
class Entry:
    """The value of an entry of a mapping; missing where the mapping has no such entry."""

    mapping: Expr
    key: str
    type: Type
    span: Span = _span()


@attrs.frozen(cache_hash=True)
class FirstPresent:
    """The first of several values that is not missing."""

    items: tuple[Expr, ...]
    type: Type
    span: Span = _span()


@attrs.frozen(cache_hash=True)
class Extreme:
    """The latest, or the earliest, of those of several days that are not missing."""

    latest: bool
    items: tuple[Expr, ...]
    type: Type
    span: Span = _span()


@attrs.frozen(cache_hash=True)
class Chosen:
    """One of two values, as a condition says; both are possible while it is unknown."""

    condition: Expr
    value: Expr
    otherwise: Expr
    type: Type
    span: Span = _span()


class ItemPart(enum.Enum):
    """What is read of the item that is being judged."""

    VALUE = "value"
    FIRST = "first day"
    LAST = "last day"
    START = "start"
    END = "end"


@attrs.frozen(cache_hash=True)
class ItemValue:
    """
    A part of the item that is being judged: of a list, of periods or of declared hours.

    A check that looks at several items of a record is evaluated once for each of them.
    """

    part: ItemPart
    type: Type
    span: Span = _span()


@attrs.frozen(cache_hash=True)
class RuleFails:
    """
    Whether another rule fails for this record, or for anything in its program.

    Attributes:
        rule: Id of the other rule.

        home: The program or organisation in which it is asked; None for the record itself.
    """

    rule: str
    home: Home | None
    type: Type
    span: Span = _span()


@attrs.frozen(cache_hash=True)
class ByField:
    """Rows whose *field*, described by *info*, names the record; it may be a set of keys."""

    field: str
    info: FieldInfo = _fact()


@attrs.frozen(cache_hash=True)
class ByHome:
    """Rows whose home program or organisation is the record."""

    home: Home


@attrs.frozen(cache_hash=True)
class ByValue:
    """Rows in which *row* has the value that *outer* has for the record."""

    row: Expr
    outer: Expr


@attrs.frozen(cache_hash=True)
class Members:
    """Rows whose keys stand in the set *keys* of the record."""

    keys: FieldValue


Link: TypeAlias = ByField | ByHome | ByValue | Members


@attrs.frozen(cache_hash=True)
class Rows:
    """
    The records that are related to a record.

    Attributes:
        record_type: Their type.

        link: How they belong to the record.

        where: A condition that they have to meet; None for all of them.
    """

    record_type: str
    link: Link
    where: Expr | None


class Gather(enum.Enum):
    """What an aggregate makes of rows."""

    COUNT = "count"
    LATEST = "latest"
    EARLIEST = "earliest"
    SUM = "sum"
    ANY = "any"
    ALL = "all"
    SHARE = "share"
    COVERS = "covers"
    GAPS = "gaps"


@attrs.frozen(cache_hash=True)
class Aggregate:
    """
    One value made of related records.

    Rows of which it is not known whether they belong leave a range: the value lies between what it
    is without them and what they could make of it.

    Attributes:
        gather: What is made of the rows.

        rows: The rows.

        value: The value of each row that latest, earliest and sum take.

        that: The condition that any, all and share ask of each row.

        until: The end of the time that each row spans from *value* on; covers and gaps take it.

        window: Start and end of the time that covers and gaps look at.

        latest_possible: The latest day that a row without a date can stand for; None where such a
            row leaves the value open.
    """

    gather: Gather
    rows: Rows
    value: Expr | None
    that: Expr | None
    type: Type
    latest_possible: Expr | None = None
    until: Expr | None = None
    window: tuple[Expr, Expr] | None = None
    span: Span = _span()


Expr: TypeAlias = (
    Literal
    | AsOf
    | ParameterValue
    | FieldValue
    | Elsewhere
    | Comparison
    | Junction
    | Negation
    | Moved
    | EndOfDay
    | Anchor
    | Calculation
    | IsMissing
    | Contains
    | Entry
    | FirstPresent
    | Extreme
    | Chosen
    | ItemValue
    | RuleFails
    | Aggregate
)
