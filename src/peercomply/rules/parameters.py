"""Parameters of a pack: dated and sourced limits that an organisation may change."""

from __future__ import annotations

import enum
from datetime import date
from typing import Any

import attrs

from peercomply.errors import Span
from peercomply.rules.types import Type


class Basis(enum.Enum):
    """Whose number a value is."""

    STATED = "stated"
    PROPOSED = "proposed"


@attrs.frozen(kw_only=True)
class DatedValue:
    """
    A value of a parameter from a day on.

    Attributes:
        value: The value: a duration, a number or yes or no.

        start: First day in force; None for ever.

        basis: Whether the source document states the value or this pack proposes it.

        source: Document and section, or the reason of the proposal.
    """

    value: Any
    start: date | None
    basis: Basis
    source: str


@attrs.frozen(kw_only=True)
class Parameter:
    """
    A limit that rules name.

    Attributes:
        name: Its name in rules.

        meaning: What it limits.

        type: Type of its values.

        values: Its values, the earliest first.

        span: Where it stands.

        pack: Id of the pack whose values they are; the pack that uses it may have another.
    """

    name: str
    meaning: str
    type: Type
    values: tuple[DatedValue, ...]
    span: Span = attrs.field(eq=False, repr=False)
    pack: str = attrs.field(default="", eq=False)

    def on(self, day: date) -> DatedValue | None:
        """Return the value in force on *day*, or None before the first one."""
        found = None
        for value in self.values:
            if value.start is None or value.start <= day:
                found = value
        return found
