"""From where an expression is told, and how values and comparisons are said."""

from __future__ import annotations

from typing import Any

import attrs

from peercomply.records.durations import Duration
from peercomply.rules.nodes import Elsewhere, Expr, Home, Operator, Step
from peercomply.rules.types import Kind


@attrs.frozen
class Voice:
    """
    From where an expression is told.

    Attributes:
        record_type: Type of the record that plain names mean.

        judged_type: Type of the record being judged.

        current: What stands before a field of the current record, such as "the manager's ".

        judged: What stands before a field of the record being judged.

        brief: Conditions on related records are left out.

        named: Expressions that have a name of their own, with the name.
    """

    record_type: str
    judged_type: str
    current: str = ""
    judged: str = ""
    brief: bool = False
    named: tuple[tuple[Expr, str], ...] = ()

    @classmethod
    def of(
        cls, record_type: str, *, brief: bool = False, named: tuple[tuple[Expr, str], ...] = ()
    ) -> Voice:
        """Return the voice in which a record of *record_type* is judged."""
        return cls(record_type, record_type, brief=brief, named=named)

    @property
    def owner(self) -> str:
        """What stands before the related records of the current record."""
        if self.current:
            return self.current
        return "its " if self.judged else f"this {words(self.record_type)}'s "

    @property
    def itself(self) -> str:
        """The current record in words."""
        return "it" if self.owner == "its " else self.owner.removesuffix("'s ")

    def rows(self, record_type: str) -> Voice:
        """Return the voice of a condition on related records."""
        judged = self.judged or f"this {words(self.judged_type)}'s "
        return Voice(record_type, self.judged_type, judged=judged, brief=self.brief)

    def elsewhere(self, node: Elsewhere) -> Voice:
        """Return the voice of the expression to which *node* leads."""
        start = self.judged if node.judged else self.current
        prefix = along(start, node.path)
        named = () if prefix else self.named
        return Voice(node.about, node.about, prefix, prefix, brief=self.brief, named=named)


def words(name: str) -> str:
    """Return a name of fields, record types or parameters as words."""
    return name.replace("_", " ")


def along(start: str, path: tuple[Step, ...]) -> str:
    """Return what stands before a field at the end of *path*, which begins at *start*."""
    for step in path:
        noun = step.value if isinstance(step, Home) else step.removesuffix("_id")
        start = f"{start or 'the '}{words(noun)}'s "
    return start


def literal(value: Any) -> str:
    """Return a value of a rule file in words."""
    match value:
        case bool():
            return "yes" if value else "no"
        case frozenset():
            return ", ".join(sorted(str(item) for item in value))
        case tuple():
            return ", ".join(f"{words(key)} {held}" for key, held in value)
        case Duration():
            return _duration(value)
        case _:
            return str(value)


def _duration(value: Duration) -> str:
    hours, minutes = divmod(value.minutes or 0, 60)
    years, months = divmod(value.months, 12) if value.months % 12 == 0 else (0, value.months)
    parts = (
        (years, "year"),
        (months, "month"),
        (value.days, "day"),
        (value.business or 0, "business day"),
        (hours, "hour"),
        (minutes, "minute"),
    )
    said = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count]
    return " and ".join(said) or "0 days"


_DENIED = {
    Operator.EQUAL: Operator.UNEQUAL,
    Operator.UNEQUAL: Operator.EQUAL,
    Operator.LESS: Operator.AT_LEAST,
    Operator.AT_LEAST: Operator.LESS,
    Operator.MORE: Operator.AT_MOST,
    Operator.AT_MOST: Operator.MORE,
}

_NUMBER_SIGNS = {
    Operator.EQUAL: "is",
    Operator.UNEQUAL: "is not",
    Operator.LESS: "is less than",
    Operator.AT_MOST: "is at most",
    Operator.MORE: "is more than",
    Operator.AT_LEAST: "is at least",
}

_DAY_SIGNS = {
    Operator.EQUAL: "is",
    Operator.UNEQUAL: "is not",
    Operator.LESS: "is before",
    Operator.AT_MOST: "is on or before",
    Operator.MORE: "is after",
    Operator.AT_LEAST: "is on or after",
}


def verb(operator: Operator, kind: Kind, *, denied: bool) -> str:
    """Return what stands between two values of *kind* that are compared, or its denial."""
    signs = _DAY_SIGNS if kind in (Kind.DATE, Kind.MOMENT) else _NUMBER_SIGNS
    return signs[_DENIED[operator] if denied else operator]
