"""Where an expression is read, and what is known besides it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs

from peercomply.engines.sql.frame import At, Frame
from peercomply.engines.sql.pool import Pool
from peercomply.engines.sql.small import SmallTables
from peercomply.engines.sql.tables import Tables
from peercomply.records.model import RecordType
from peercomply.rules.parameters import Parameter


@attrs.frozen
class Scope:
    """
    Where an expression is read.

    Attributes:
        frame: The query.

        judged: The record being judged.

        current: The record that plain names mean.

        items: Name of the table with the item being judged; empty if there is none.
    """

    frame: Frame = attrs.field(eq=False)
    judged: At
    current: At
    items: str = ""

    def about(self, record: At) -> Scope:
        """Return the scope of an expression about *record*."""
        return Scope(self.frame, record, record, self.items)


@attrs.frozen
class World:
    """
    What one evaluation knows besides expressions.

    Attributes:
        tables: The records.

        as_of: The day of the check.

        parameters: Limits by name.

        choice: Which reading of each ambiguous column is taken: 0 day first, 1 month first.

        outcomes: Name of the table with the outcomes of each rule that others read.

        pool: Aggregates that are gathered once for all rules; None to gather them where they are
            asked for.

        small: Tables that are made in Python; None where a query has to do without them.
    """

    tables: Tables = attrs.field(eq=False)
    as_of: date
    parameters: Mapping[str, Parameter] = attrs.field(eq=False)
    choice: Mapping[tuple[str, str], int]
    outcomes: Mapping[str, str]
    pool: Pool | None = attrs.field(default=None, eq=False)
    small: SmallTables | None = attrs.field(default=None, eq=False)

    def type_of(self, name: str) -> RecordType:
        """Return a record type."""
        return self.tables.schema[name]

    def supplied(self, name: str) -> bool:
        """Return whether a record type was supplied."""
        return name in self.tables.supplied
