"""Durations that stand in mappings: the few different ones of a field, in parts."""

# ruff: noqa: S608 - names are our own

from __future__ import annotations

import attrs

from peercomply.engines.sql.database import Database
from peercomply.engines.sql.tables import LENGTHS
from peercomply.intake.quoting import identifier
from peercomply.records.durations import parse_duration
from peercomply.rules.nodes import FieldValue


@attrs.frozen
class EntryLengths:
    """
    The tables of durations of one evaluation; they are made when a rule asks for them.

    Attributes:
        database: Where they stand, beside those of the records.
    """

    database: Database = attrs.field(repr=False)
    _made: dict[tuple[str, str], str] = attrs.field(factory=dict, init=False)

    def table(self, source: FieldValue) -> str:
        """Return the name of the table of the durations in *source*, by how they are written."""
        key = (source.record_type, source.field)
        if key not in self._made:
            self._made[key] = self._make(source, f"lengths {len(self._made)}")
        return self._made[key]

    def _make(self, source: FieldValue, name: str) -> str:
        own = identifier(source.field)
        query = (
            f"SELECT DISTINCT written FROM (SELECT unnest(map_values({own})) AS written"
            f" FROM {identifier(source.record_type)} WHERE {own} IS NOT NULL) AS each"
        )
        found = sorted(text for (text,) in self.database.rows(self.database.said(query)))
        rows = [
            (text, *(_text(getattr(parse_duration(text), part)) for part in LENGTHS))
            for text in found
        ]
        words = f"{name} as text"
        self.database.fill(words, ("written", *LENGTHS), rows)
        parts = ", ".join(f"CAST({part} AS BIGINT) AS {part}" for part in LENGTHS)
        self.database.make(
            name, self.database.said(f"SELECT written, {parts} FROM {identifier(words)}")
        )
        return name


def _text(part: int | None) -> str | None:
    return None if part is None else str(part)
