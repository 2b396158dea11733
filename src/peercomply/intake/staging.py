"""Reads the texts of one sheet into the typed table of its type."""

# ruff: noqa: S608 - names come from our own descriptions and are quoted, see quoting.py

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import attrs
import duckdb

from peercomply.intake.casts import casts, steps
from peercomply.intake.columns import LINE, columns, part, raw
from peercomply.intake.damage import damage, total_issue
from peercomply.intake.explain import explain
from peercomply.intake.notes import Notes, line_number
from peercomply.intake.places import issue
from peercomply.intake.plain import plain_casts, typed_casts
from peercomply.intake.quick import AnyTexts, quick
from peercomply.intake.quoting import identifier
from peercomply.intake.repeats import clear
from peercomply.intake.sheet import Sheet
from peercomply.intake.texts import gather
from peercomply.intake.words import MISSING_WORDS
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.issue_codes import IssueCode
from peercomply.records.model import RecordType
from peercomply.records.provenance import Doubt

_LINE = identifier(LINE)

_FREE = (FieldType.KEY, FieldType.REF, FieldType.TEXT)
"""Types that any text fits."""


def create_typed_table(connection: duckdb.DuckDBPyConnection, record_type: RecordType) -> None:
    """Create the empty typed table of a record type, named after it."""
    held = [(LINE, "BIGINT")]
    held += [column for field in record_type.fields.values() for column in columns(field)]
    body = ", ".join(f"{identifier(name)} {kind}" for name, kind in held)
    connection.execute(f"CREATE TABLE {identifier(record_type.name)} ({body})")


def stage(connection: duckdb.DuckDBPyConnection, sheet: Sheet, notes: Notes) -> None:
    """Append the rows of *sheet*, the last one of *notes*, to the typed table of its type."""
    if sheet.missing:
        _reject_all(sheet)
        return
    texts = quick(connection, sheet) or gather(sheet.rows, sheet.record_type, sheet.headings.fields)
    staged = _Staged(connection, sheet, len(notes.sheets) - 1, notes, texts)
    staged.read()
    unread, lacking = staged.flaws()
    shifted = staged.explain(unread)
    staged.give_up(shifted)
    staged.reject(lacking)
    sheet.tally.issues.extend(damage(sheet, texts))
    _compare_total(sheet)
    texts.close()


def _compare_total(sheet: Sheet) -> None:
    if (found := total_issue(sheet)) is not None:
        sheet.tally.issues.append(found)


def _reject_all(sheet: Sheet) -> None:
    """Count the rows of a sheet that lacks a column without which no row is a record."""
    rows = sum(1 for _ in sheet.rows)
    sheet.tally.rejected += rows
    name = sheet.record_type.name
    fields = " and ".join(f"{name}.{field}" for field in sheet.missing)
    if not sheet.headings.columns:
        fields += ", nor for any other field"
    message = f"no column stands for {fields}; its rows ({rows}) were rejected"
    hint = f"expected headings such as {', '.join(list(sheet.record_type.fields)[:4])}"
    found = issue(IssueCode.MISSING_COLUMN, message, place=sheet.place, hint=hint)
    sheet.tally.issues.append(found)
    _compare_total(sheet)


def _joined_sets(field: FieldInfo, source: str) -> str:
    """Return SQL that joins to *source* the sets of *field*, each of which is read once."""
    cell, value = raw(field.name), part(field.name, "value")
    ((_, sql),) = plain_casts(field, cell)
    sets = f"SELECT {cell}, {sql} AS {value} FROM (SELECT DISTINCT {cell} FROM {source})"
    return f" LEFT JOIN ({sets}) USING ({cell})"


@attrs.frozen
class _Staged:
    connection: duckdb.DuckDBPyConnection
    sheet: Sheet
    number: int
    notes: Notes
    texts: AnyTexts

    @property
    def _table(self) -> str:
        return identifier(self.sheet.record_type.name)

    @property
    def _own(self) -> str:
        """SQL that tells the rows of this sheet from those of others that feed its type."""
        first, after = (line_number(number, 0) for number in (self.number, self.number + 1))
        return f"{_LINE} >= {first} AND {_LINE} < {after}"

    def _filled(self) -> list[FieldInfo]:
        return [
            self.sheet.record_type.fields[name]
            for name, column in self.texts.columns.items()
            if column.filled
        ]

    def read(self) -> None:
        """Append the rows to the typed table; a field without any text stays NULL."""
        fields = self._filled()
        self.notes.filled[self.sheet.record_type.name].update(field.name for field in fields)
        read = dict(column for field in fields for column in self._casts(field))
        into = ", ".join(map(identifier, (LINE, *read)))
        values = ", ".join((_LINE, *read.values()))
        names = [field.name for field in fields]
        for texts, parameters in self.texts.sources(names, line_number(self.number, 0)):
            source = self._source(fields, texts)
            self.connection.execute(
                f"INSERT INTO {self._table} ({into}) SELECT {values} FROM {source}", parameters
            )

    def _casts(self, field: FieldInfo) -> Iterable[tuple[str, str]]:
        cell = raw(field.name)
        if self.texts.columns[field.name].typed:
            return typed_casts(field, cell)
        if self.texts.columns[field.name].odd:
            return casts(self.sheet.record_type.name, field, cell)
        if self.texts.columns[field.name].few:
            return ((field.name, part(field.name, "value")),)
        return plain_casts(field, cell)

    def _source(self, fields: list[FieldInfo], texts: str) -> str:
        """Return SQL for the *texts*, a query, and for what the casts need besides."""
        source = f"({texts})"
        for step in self._steps(fields):
            found = ", ".join(f"{sql} AS {name}" for name, sql in step.items())
            source = f"(SELECT *, {found} FROM {source})"
        held = {field.name: self.texts.columns[field.name] for field in fields}
        few = [field for field in fields if held[field.name].few and not held[field.name].odd]
        return source + "".join(_joined_sets(field, source) for field in few)

    def _steps(self, fields: Iterable[FieldInfo]) -> list[dict[str, str]]:
        """Return the steps of all fields, those that do not need each other side by side."""
        merged: list[dict[str, str]] = []
        for field in fields:
            if odd := self.texts.columns[field.name].odd:
                for place, step in enumerate(steps(field, raw(field.name), odd)):
                    if place == len(merged):
                        merged.append({})
                    merged[place].update(step)
        return merged

    def flaws(self) -> tuple[list[str], list[str]]:
        """Return the fields with a cell that could not be read, and the required ones without."""
        read = self._counts()
        fields = self.sheet.record_type.fields.values()
        unread = [name for name, held in self.texts.columns.items() if read[name] < held.filled]
        required = [field.name for field in fields if field.required]
        return unread, [name for name in required if read[name] < self.texts.size]

    def _counts(self) -> Mapping[str, int]:
        """Return the number of values of each field; every plain text is one."""
        counts = {name: column.filled for name, column in self.texts.columns.items()}
        asked = [name for name, column in self.texts.columns.items() if column.odd]
        if asked:
            count = ", ".join(f"count({identifier(name)})" for name in asked)
            query = f"SELECT {count} FROM {self._table} WHERE {self._own}"
            row: tuple[int, ...] = self.connection.execute(query).fetchone() or ()
            counts |= zip(asked, row, strict=True)
        return counts

    def explain(self, unread: Iterable[str]) -> list[int]:
        """
        Note a doubt and an issue for each cell of *unread* fields that could not be read.

        Return the lines of which so many cells are unread that they stand under other headings.
        """
        counts: Counter[int] = Counter()
        for name in unread:
            field = self.sheet.record_type.fields[name]
            doubts = self.notes.doubts[self.sheet.record_type.name, name]
            for line, cell in self._unread(name):
                why = explain(self.sheet.record_type.name, field, cell)
                doubts[line] = why.doubt
                counts[line] += cell.lower() not in MISSING_WORDS
                self.notes.add(
                    why.code,
                    why.doubt.reason,
                    line=line,
                    field=name,
                    value=why.value,
                    hint=why.hint,
                )
        typed = sum(
            column.filled > 0 and self.sheet.record_type.fields[name].type not in _FREE
            for name, column in self.texts.columns.items()
        )
        return [line for line, count in sorted(counts.items()) if count >= max(3, typed * 0.6)]

    def give_up(self, lines: Sequence[int]) -> None:
        """Doubt every field of *lines*, whose cells stand under other headings than their own."""
        if not lines:
            return
        record_type = self.sheet.record_type
        reason = f"the cells of the {record_type.name} stand under wrong headings"
        for line in lines:
            message = "most cells of the row fit no heading; they may be shifted, and none counts"
            hint = "look for a cell that is missing or doubled"
            self.notes.add(IssueCode.SHIFTED_ROW, message, line=line, hint=hint)
        for field in record_type.fields.values():
            if not field.required:
                doubts = self.notes.doubts[record_type.name, field.name]
                for line in lines:
                    doubts.setdefault(line, Doubt(reason))
                if field.name in self.notes.filled[record_type.name]:
                    clear(self.connection, record_type, field.name, lines)

    def _unread(self, field: str) -> list[tuple[int, str]]:
        """Return line and text of each cell of *field* that could not be read."""
        query = (
            f"SELECT {_LINE} FROM {self._table} WHERE {identifier(field)} IS NULL AND {self._own}"
        )
        without = {line for (line,) in self.connection.execute(query).fetchall()}
        first = line_number(self.number, 0)
        cells = ((first + row, cell) for row, cell in self.texts.cells(field))
        return [(line, cell) for line, cell in cells if line in without]

    def reject(self, lacking: Iterable[str]) -> None:
        """Note the rows that have no value in *lacking*, without which they belong to nobody."""
        for name in lacking:
            rejected = self.connection.execute(
                f"DELETE FROM {self._table} WHERE {identifier(name)} IS NULL AND {self._own}"
                f" RETURNING {_LINE}"
            ).fetchall()
            self.sheet.tally.rejected += len(rejected)
            for (line,) in rejected:
                message = f"the row has no {self.sheet.record_type.name}.{name}; it was rejected"
                self.notes.add(IssueCode.REJECTED_ROW, message, line=line, field=name)
                self._forget(line)

    def _forget(self, line: int) -> None:
        for name in self.sheet.record_type.fields:
            self.notes.doubts.get((self.sheet.record_type.name, name), {}).pop(line, None)
