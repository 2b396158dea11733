"""What an engine needs to know of a rule; it never sees a check form."""

from __future__ import annotations

from typing import TypeAlias

import attrs

from peercomply.rules.nodes import Expr
from peercomply.rules.rule import Rule

Parts: TypeAlias = tuple[str | Expr, ...]
"""Texts, and the expressions whose values stand between them."""


@attrs.frozen
class Variant:
    """
    One way to say something.

    Attributes:
        when: In which case; None for all others.

        parts: What is said.
    """

    when: Expr | None
    parts: Parts


@attrs.frozen(kw_only=True)
class Periods:
    """
    The periods of a range, each of which is judged.

    Attributes:
        start: First day of the first period.

        length: Length of each period.

        back: How far back periods are judged, counted from the day of the check.

        grace: How long after its end a period is not judged yet; None for not at all.
    """

    start: Expr
    length: Expr
    back: Expr
    grace: Expr | None


@attrs.frozen
class Listed:
    """
    The values of a set, each of which is judged.

    Attributes:
        values: The set.

        private: The values may not be shown; they are numbered instead.
    """

    values: Expr
    private: bool = False


@attrs.frozen(kw_only=True)
class OpenHours:
    """
    The stretches of declared hours of each day, each of which is judged once it is over.

    Attributes:
        hours: The declared hours by day of the week: a mapping.

        since: Day before which none is judged; None if there is none.

        back: How far back they are judged, counted from the day of the check.
    """

    hours: Expr
    since: Expr | None
    back: Expr


Items: TypeAlias = Periods | Listed | OpenHours


@attrs.frozen(kw_only=True)
class Check:
    """
    What a check form says about one record.

    Attributes:
        holds: Whether the record satisfies it.

        message: What a breach says: the first variant that applies.

        cure: The smallest change of the records that ends the breach.

        due: The last day, or date-time, in time; None where there is no such day.

        interval: The duration that ends with `due`; None without one.

        done: The day on which it was done, if that may have been too late; None otherwise.

        warn: How long before `due` the record is listed as due soon; None for no warning.

        finished: Whether nothing is left to do by `due`, so that there is no warning; None where a
            record that passes is due all the same.

        items: What of a record is judged one by one; None for the record as a whole.

        private: `due` is made of dates that may not stand beside a record key.
    """

    holds: Expr
    message: tuple[Variant, ...]
    cure: tuple[Variant, ...]
    due: Expr | None = None
    interval: Expr | None = None
    done: Expr | None = None
    warn: Expr | None = None
    finished: Expr | None = None
    items: Items | None = None
    private: bool = False


@attrs.frozen
class Way:
    """
    One way in which a record can satisfy a rule.

    Attributes:
        holds: Whether it does.

        needs: Record types without which that is unknown, whatever their records would be.
    """

    holds: Expr
    needs: frozenset[str]


@attrs.frozen(kw_only=True)
class Plan:
    """
    One rule, ready for an engine.

    Attributes:
        rule: The rule.

        applies: For which records of the rule's subject it applies; None for all.

        check: What must hold, and what is said where it does not.

        needs: Record types that it reads, its subject included.

        ways: The ways in which a record can satisfy the rule: the check, and what `or` names.

        fields: Fields that it reads, each with its record type.

        after: Ids of rules whose outcomes it reads.
    """

    rule: Rule
    applies: Expr | None
    check: Check
    needs: frozenset[str]
    ways: tuple[Way, ...]
    fields: frozenset[tuple[str, str]]
    after: frozenset[str]
