"""Small tables that are made in Python and stand beside those of the records."""

from __future__ import annotations

from datetime import date

import attrs

from peercomply.engines.sql.business import BusinessDays
from peercomply.engines.sql.database import Database
from peercomply.engines.sql.hours import DeclaredHours
from peercomply.engines.sql.lengths import EntryLengths


@attrs.frozen
class SmallTables:
    """
    The small tables of one evaluation; each is made when a rule asks for it.

    Attributes:
        days: Business days.

        hours: Declared hours.

        lengths: Durations that stand in mappings.
    """

    days: BusinessDays
    hours: DeclaredHours
    lengths: EntryLengths

    @classmethod
    def of(cls, database: Database, as_of: date) -> SmallTables:
        """Return those of an evaluation in *database* as on the day *as_of*."""
        return cls(
            BusinessDays(database, as_of), DeclaredHours(database, as_of), EntryLengths(database)
        )
