"""What is said about the way from a record to its outcome: a tree of values and conditions."""

from __future__ import annotations

import enum
from datetime import date

import attrs

from peercomply.engines.causes import CausedBy
from peercomply.engines.outcomes import Evidence, State, Wording
from peercomply.records.provenance import RecordKey
from peercomply.rules.rule import Rule


class Truth(enum.Enum):
    """Whether a condition holds; withheld where the answer is itself a value of a person."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    WITHHELD = "withheld"


@attrs.frozen(kw_only=True)
class Explained:
    """
    One part of a rule, as it was read for one record.

    Attributes:
        text: The part in words.

        value: Its value, or why there is none; None for a condition that says all by its outcome.

        outcome: Whether it holds; None for a value.

        places: The cells that it reads itself, in the order in which they are read.

        source: The source of a limit; None for everything else.

        parts: What it is made of.
    """

    text: str
    value: str | None = None
    outcome: Truth | None = None
    places: tuple[Evidence, ...] = ()
    source: str | None = None
    parts: tuple[Explained, ...] = attrs.field(default=(), repr=False)


@attrs.frozen(kw_only=True)
class Reading:
    """
    One way to read the ambiguous dates on which an outcome rests.

    Attributes:
        dates: How each column is read, such as "supervision.held_on day first".

        outcome: The outcome under this reading.

        parts: Its tree; empty where an earlier reading has the same outcome.
    """

    dates: tuple[str, ...]
    outcome: State
    parts: tuple[Explained, ...] = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Explanation:
    """
    Why a rule says what it says about one record.

    Attributes:
        rule: The rule.

        subject: The record.

        outcome: What the rule says about it.

        as_of: The day of the check.

        reasons: Why it is unknown, sorted; empty otherwise.

        messages: What is said about it, one for each item that fails.

        parts: The tree: whether the rule applies, then whether it holds, item by item. Under
            several readings of dates it is the tree of the first one.

        readings: The readings of ambiguous dates that were tried; empty if none mattered.

        caused_by: Breaches that explain this one; empty if it stands for itself, or is none.

        wordings: Where keys of records stand in each of the messages; None if that is not known.
    """

    rule: Rule
    subject: RecordKey
    outcome: State
    as_of: date
    reasons: tuple[str, ...]
    messages: tuple[str, ...]
    parts: tuple[Explained, ...] = attrs.field(repr=False)
    readings: tuple[Reading, ...] = attrs.field(repr=False)
    caused_by: tuple[CausedBy, ...] = ()
    wordings: tuple[Wording | None, ...] = attrs.field(default=(), repr=False, eq=False)
