"""Finds rows that have one key, and records that look like one record exported twice."""

# ruff: noqa: S608 - names come from our own descriptions and are quoted, see quoting.py

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs
import duckdb

from peercomply.intake.columns import LINE, as_written, columns
from peercomply.intake.notes import Notes
from peercomply.intake.quoting import identifier
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.issue_codes import IssueCode
from peercomply.records.model import RecordType
from peercomply.records.provenance import Doubt

_LINE = identifier(LINE)


def merge_rows(
    connection: duckdb.DuckDBPyConnection, record_types: Sequence[RecordType], notes: Notes
) -> None:
    """
    Leave one row for each key of each record type.

    Fields in which rows with one key differ become NULL and doubtful. If a required one differs,
    no row is left.
    """
    for record_type in _repeating(connection, record_types):
        groups = _Groups(connection, record_type, notes)
        for rows in groups.found():
            groups.merge(rows)
        groups.write()


def _repeating(
    connection: duckdb.DuckDBPyConnection, record_types: Sequence[RecordType]
) -> list[RecordType]:
    """Return those of *record_types* with a key that several rows have; one query asks for all."""
    if not record_types:
        return []
    counts = [
        f"SELECT {place}, count(*) = count(DISTINCT id) FROM {identifier(record_type.name)}"
        for place, record_type in enumerate(record_types)
    ]
    unique = dict(connection.execute(" UNION ALL ".join(counts)).fetchall())
    return [record_type for place, record_type in enumerate(record_types) if not unique[place]]


@attrs.frozen
class _Groups:
    connection: duckdb.DuckDBPyConnection
    record_type: RecordType
    notes: Notes
    dropped: list[int] = attrs.field(factory=list, init=False)
    cleared: dict[str, list[int]] = attrs.field(factory=dict, init=False)

    @property
    def _table(self) -> str:
        return identifier(self.record_type.name)

    def _columns(self) -> list[str]:
        fields = self.record_type.fields.values()
        written = {as_written(field.name) for field in fields}
        names = [name for field in fields for name, _ in columns(field)]
        return [name for name in names if name not in written]

    def found(self) -> Iterator[list[dict[str, Any]]]:
        """Yield the rows of each key that several rows have, in the order of the export."""
        names = self._columns()
        counted = f"SELECT id FROM {self._table} GROUP BY id HAVING count(*) > 1"
        rows = self.connection.execute(
            f"SELECT {_LINE}, {', '.join(map(identifier, names))} FROM {self._table}"
            f" WHERE id IN ({counted}) ORDER BY id, {_LINE}"
        ).fetchall()
        group: list[dict[str, Any]] = []
        for values in rows:
            row = dict(zip((LINE, *names), values, strict=True))
            if group and row["id"] != group[0]["id"]:
                yield group
                group = []
            group.append(row)
        yield group

    def merge(self, rows: Sequence[dict[str, Any]]) -> None:
        """Decide what becomes of rows with one key."""
        lines = [row[LINE] for row in rows]
        differing = [
            field for field in self.record_type.fields.values() if self._differ(field, rows)
        ]
        self._tell(lines, differing)
        rejected = any(field.required for field in differing)
        self.dropped.extend(lines if rejected else lines[1:])
        for line in lines if rejected else lines[1:]:
            self._forget(line)
        if rejected:
            for line in lines:
                self.notes.sheet(line).tally.rejected += 1
            return
        for field in differing:
            name = f"{self.record_type.name}.{field.name}"
            doubt = Doubt(f"{name} differs between rows with one key")
            self.notes.doubts[self.record_type.name, field.name][lines[0]] = doubt
            self.cleared.setdefault(field.name, []).append(lines[0])

    def _differ(self, field: FieldInfo, rows: Sequence[dict[str, Any]]) -> bool:
        doubts = self.notes.doubts.get((self.record_type.name, field.name), {})
        names = [name for name, _ in columns(field) if name != as_written(field.name)]
        first, *others = [([row[name] for name in names], doubts.get(row[LINE])) for row in rows]
        return any(other != first for other in others)

    def _tell(self, lines: Sequence[int], differing: Sequence[FieldInfo]) -> None:
        here = self.notes.where(lines[0])
        names = ", ".join(field.name for field in differing)
        for line in lines[1:]:
            if not differing:
                message = f"the row is the same as {here}; they count once"
                self.notes.add(IssueCode.REPEATED_ROW, message, line=line, field="id")
                continue
            end = "; they were rejected" if any(field.required for field in differing) else ""
            message = f"the row has the key of {here} and differs from it in: {names}{end}"
            self.notes.add(IssueCode.CONFLICTING_ROWS, message, line=line, field="id")

    def _forget(self, line: int) -> None:
        for field in self.record_type.fields:
            self.notes.doubts.get((self.record_type.name, field), {}).pop(line, None)

    def write(self) -> None:
        """Carry the decisions out in the typed table."""
        self.connection.execute(
            f"DELETE FROM {self._table} WHERE {_LINE} IN (SELECT unnest(CAST(? AS BIGINT[])))",
            [self.dropped],
        )
        for name, lines in self.cleared.items():
            clear(self.connection, self.record_type, name, lines)


def clear(
    connection: duckdb.DuckDBPyConnection,
    record_type: RecordType,
    field: str,
    lines: Iterable[int],
) -> None:
    """Make *field* NULL in *lines* of a typed table."""
    names = [name for name, _ in columns(record_type.fields[field])]
    nulls = ", ".join(f"{identifier(name)} = NULL" for name in names)
    connection.execute(
        f"UPDATE {identifier(record_type.name)} SET {nulls}"
        f" WHERE {_LINE} IN (SELECT unnest(CAST(? AS BIGINT[])))",
        [list(lines)],
    )


def note_repeats(
    connection: duckdb.DuckDBPyConnection, record_type: RecordType, notes: Notes
) -> None:
    """Note records with different keys that are equal in all that names one record besides."""
    table = identifier(record_type.name)
    for combination in record_type.info.unique:
        names = ", ".join(map(identifier, combination))
        telling = _telling([record_type.fields[name] for name in combination])
        doubted = {line for name in combination for line in notes.doubted(record_type.name, name)}
        told = f"({telling}) AND {_LINE} NOT IN (SELECT unnest(CAST(? AS BIGINT[])))"
        several = f"SELECT hash({names}) FROM {table} WHERE {told} GROUP BY 1 HAVING count(*) > 1"
        repeats = connection.execute(
            f"SELECT {_LINE}, earliest FROM (SELECT {_LINE},"
            f" min({_LINE}) OVER (PARTITION BY {names}) AS earliest FROM {table}"
            f" WHERE {told} AND hash({names}) IN ({several}))"
            f" WHERE earliest < {_LINE} ORDER BY 1",
            [sorted(doubted), sorted(doubted)],
        ).fetchall()
        for line, earliest in repeats:
            message = (
                f"the record looks like that of {notes.where(earliest)}: another key,"
                f" yet the same {', '.join(combination)}"
            )
            notes.add(IssueCode.REPEATED_RECORD, message, line=line, field="id")


def _telling(fields: Sequence[FieldInfo]) -> str:
    """
    Return SQL that says whether a row holds enough to be told from others.

    Where the combination has dates, all must be there: two undated sessions are not one session.
    """
    dates = [field for field in fields if field.type in (FieldType.DATE, FieldType.DATETIME)]
    if dates:
        return " AND ".join(f"{identifier(field.name)} IS NOT NULL" for field in dates)
    others = [field for field in fields if field.type is not FieldType.REF]
    return " OR ".join(f"{identifier(field.name)} IS NOT NULL" for field in others) or "false"
