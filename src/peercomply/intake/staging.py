"""Loads one sheet into an all-text table, and from there into the typed table of its type."""

# ruff: noqa: S608 - names come from our own descriptions and are quoted, see quoting.py

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import compress

import attrs
import duckdb

from peercomply.intake.casts import casts, columns, items, items_of, null_columns, raw
from peercomply.intake.days import Order, Survey, not_iso, proofs
from peercomply.intake.explain import explain
from peercomply.intake.notes import Notes, line_number
from peercomply.intake.quoting import identifier, literal
from peercomply.intake.sheet import Row, Sheet, issue
from peercomply.records.fields import FieldType
from peercomply.records.model import RecordType
from peercomply.records.provenance import IssueCode

_ROW, _CELL = "\x1c", "\x1d"
_CHUNK = 1 << 22

LINE = "line number"
"""Column of a typed table that names the row of the export; see `notes.line_number`."""


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
    staged = _Staged(connection, sheet, len(notes.sheets) - 1, notes)
    staged.load()
    staged.read(staged.surveys())
    unread, lacking = staged.flaws()
    staged.explain(unread)
    staged.reject(lacking)
    staged.append()


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
    found = issue(IssueCode.MISSING_COLUMN, message, file=sheet.file, hint=hint)
    sheet.tally.issues.append(found)


@attrs.frozen
class _Staged:
    connection: duckdb.DuckDBPyConnection
    sheet: Sheet
    number: int
    notes: Notes

    @property
    def _text(self) -> str:
        return identifier(f"text {self.number}")

    @property
    def _read(self) -> str:
        return identifier(f"read {self.number}")

    @property
    def _fields(self) -> tuple[str, ...]:
        return self.sheet.headings.fields

    def load(self) -> None:
        """Fill the all-text table."""
        texts = ", ".join(f"{raw(field)} VARCHAR" for field in self._fields)
        line = identifier(LINE)
        self.connection.execute(f"CREATE TABLE {self._text} ({line} BIGINT, {texts})")
        cells = ", ".join(
            f"nullif(cells[{place}], '')" for place in range(2, len(self._fields) + 2)
        )
        select = f"SELECT CAST(cells[1] AS BIGINT), {cells} FROM"
        joined = (
            f"(SELECT string_split(unnest(string_split(?, {literal(_ROW)})), {literal(_CELL)})"
            " AS cells)"
        )
        listed = "(SELECT unnest(CAST(? AS VARCHAR[][])) AS cells)"
        for chunk in _chunks(self.sheet.rows, self.number):
            text = _ROW.join(map(_CELL.join, chunk))
            plain = text.count(_ROW) < len(chunk)
            plain = plain and text.count(_CELL) == len(chunk) * len(self._fields)
            source, parameter = (joined, text) if plain else (listed, chunk)
            self.connection.execute(f"INSERT INTO {self._text} {select} {source}", [parameter])

    def surveys(self) -> Mapping[str, Survey]:
        """Find out how each column writes days."""
        dates = [name for name in self._fields if self._kind(name) in _DATES]
        if not dates:
            return {}
        odd = self._any(self._text, [not_iso(raw(name)) for name in dates])
        free = [name for name, found in zip(dates, odd, strict=True) if found]
        found = dict.fromkeys(dates, Survey())
        if free:
            proven = self._any(self._text, [proof for name in free for proof in proofs(raw(name))])
            pairs = zip(proven[::2], proven[1::2], strict=True)
            for name, pair in zip(free, pairs, strict=True):
                found[name] = Survey(iso=False, order=_order(pair))
        return found

    def _kind(self, field: str) -> FieldType:
        return self.sheet.record_type.fields[field].type

    def _any(self, table: str, conditions: Iterable[str]) -> tuple[bool, ...]:
        """Return for each condition whether a row of *table* meets it."""
        held = ", ".join(f"coalesce(bool_or({condition}), false)" for condition in conditions)
        row: tuple[bool, ...] | None = self.connection.execute(
            f"SELECT {held} FROM {table}"
        ).fetchone()
        return row or ()

    def read(self, surveys: Mapping[str, Survey]) -> None:
        """Put the typed values beside the texts."""
        fields = [self.sheet.record_type.fields[name] for name in self._fields]
        name = self.sheet.record_type.name
        held = [identifier(LINE), *(raw(field.name) for field in fields)]
        held += [
            f"{sql} AS {identifier(column)}"
            for field in fields
            for column, sql in casts(
                name, field, raw(field.name), surveys.get(field.name, Survey())
            )
        ]
        apart = "".join(
            f", {items(field, raw(field.name))} AS {items_of(field.name)}"
            for field in fields
            if field.type is FieldType.SET
        )
        self.connection.execute(
            f"CREATE TABLE {self._read} AS SELECT {', '.join(held)}"
            f" FROM (SELECT *{apart} FROM {self._text})"
        )
        self.connection.execute(f"DROP TABLE {self._text}")

    def flaws(self) -> tuple[list[str], list[str]]:
        """Return the fields with a cell that could not be read, and the required ones without."""
        required = [
            field.name for field in self.sheet.record_type.fields.values() if field.required
        ]
        unread = [_failed(name) for name in self._fields]
        lacking = [f"{identifier(name)} IS NULL" for name in required]
        met = self._any(self._read, [*unread, *lacking])
        return list(compress(self._fields, met)), list(compress(required, met[len(unread) :]))

    def explain(self, unread: Iterable[str]) -> None:
        """Note a doubt and an issue for each cell of *unread* fields that could not be read."""
        for name in unread:
            field = self.sheet.record_type.fields[name]
            doubts = self.notes.doubts[self.sheet.record_type.name, name]
            failed = self.connection.execute(
                f"SELECT {identifier(LINE)}, {raw(name)} FROM {self._read}"
                f" WHERE {_failed(name)} ORDER BY 1"
            )
            for line, cell in failed.fetchall():
                why = explain(self.sheet.record_type.name, field, cell)
                doubts[line] = why.doubt
                self.notes.add(
                    why.code,
                    why.doubt.reason,
                    line=line,
                    field=name,
                    value=why.value,
                    hint=why.hint,
                )

    def reject(self, lacking: Iterable[str]) -> None:
        """Note the rows that have no value in *lacking*, without which they belong to nobody."""
        for name in lacking:
            rejected = self.connection.execute(
                f"DELETE FROM {self._read} WHERE {identifier(name)} IS NULL"
                f" RETURNING {identifier(LINE)}"
            ).fetchall()
            self.sheet.tally.rejected += len(rejected)
            for (line,) in rejected:
                message = f"the row has no {self.sheet.record_type.name}.{name}; it was rejected"
                self.notes.add(IssueCode.REJECTED_ROW, message, line=line, field=name)
                self._forget(line)

    def _forget(self, line: int) -> None:
        for name in self._fields:
            self.notes.doubts[self.sheet.record_type.name, name].pop(line, None)

    def append(self) -> None:
        """Append the typed rows to the table of the record type."""
        fields = self.sheet.record_type.fields.values()
        values = [
            identifier(column) if field.name in self._fields else null
            for field in fields
            for column, null in null_columns(field)
        ]
        self.connection.execute(
            f"INSERT INTO {identifier(self.sheet.record_type.name)}"
            f" SELECT {identifier(LINE)}, {', '.join(values)} FROM {self._read}"
        )
        self.connection.execute(f"DROP TABLE {self._read}")


_DATES = (FieldType.DATE, FieldType.DATETIME)


def _failed(field: str) -> str:
    return f"{raw(field)} IS NOT NULL AND {identifier(field)} IS NULL"


def _order(proven: tuple[bool, bool]) -> Order:
    match proven:
        case (True, False):
            return Order.DAY_FIRST
        case (False, True):
            return Order.MONTH_FIRST
        case _:
            return Order.OPEN


def _chunks(rows: Iterable[Row], sheet: int) -> Iterator[list[list[str]]]:
    """Yield rows in portions that fit a parameter, each row headed by its line number."""
    chunk: list[list[str]] = []
    size = 0
    for number, texts in rows:
        chunk.append([str(line_number(sheet, number)), *texts])
        size += sum(map(len, texts)) + len(texts)
        if size > _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
