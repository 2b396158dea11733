"""
The tables of an export as engines ask for them: views over what the intake has read.

They have the columns that `tables.py` describes. What is doubtful stands in tables of its own, by
the line of the record, and is joined where a type has doubtful cells.
"""

# ruff: noqa: S608 - names come from our own descriptions and are quoted

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping

import attrs
import duckdb

from peercomply.engines.sql.database import DuckDatabase
from peercomply.engines.sql.tables import LENGTHS, READINGS, Tables, extra, sql_type
from peercomply.intake.columns import LINE, day_only
from peercomply.intake.notes import line_number
from peercomply.intake.quoting import identifier
from peercomply.intake.typed import TypedTables
from peercomply.records.durations import Duration, parse_duration
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.model import Schema
from peercomply.records.provenance import Doubt

_NUMBERS = itertools.count()

_LENGTHS = "lengths"
"""Table of the durations that an export holds, as they are written and in parts."""

_LAST_MOMENT = "INTERVAL '1 day' - INTERVAL '1 microsecond'"


@attrs.frozen
class ExportTables:
    """
    The tables of an export, and the schema in which they stand until they are dropped.

    Attributes:
        tables: The tables.

        connection: The database.

        path: The schema.
    """

    tables: Tables
    connection: duckdb.DuckDBPyConnection = attrs.field(repr=False)
    path: str

    def drop(self) -> None:
        """Drop them; the export stays open."""
        connection = self.connection
        try:
            for (name,) in connection.execute(
                "SELECT schema_name FROM duckdb_schemas() WHERE starts_with(schema_name, ?)",
                [self.path],
            ).fetchall():
                connection.execute(f"DROP SCHEMA {identifier(name)} CASCADE")
        finally:
            connection.close()


def export_tables(
    typed: TypedTables, schema: Schema, fields: Mapping[str, Iterable[str]]
) -> ExportTables:
    """
    Return the tables of *typed* with the *fields* of each record type that are asked for.

    *schema* may know types and fields that were not read: nobody knows what stands there.
    """
    connection = typed.connection.cursor()
    path = f"judged {next(_NUMBERS)}"
    connection.execute(f"CREATE SCHEMA {identifier(path)}")
    making = _Making(connection, typed, schema, path)
    try:
        connection.execute(
            f"CREATE TABLE {identifier(path)}.{_LENGTHS} (written VARCHAR, text VARCHAR,"
            " months BIGINT, days BIGINT, minutes BIGINT, business BIGINT)"
        )
        for name, names in fields.items():
            making.make(name, sorted({"id", *names}))
        connection.execute(f"""SET search_path = '"{path}"'""")
    except BaseException:
        connection.close()
        raise
    tables = Tables(
        DuckDatabase(connection),
        schema,
        typed.supplied,
        ambiguous=frozenset(making.ambiguous),
        doubtful=frozenset(making.doubtful),
        business=frozenset(making.business),
    )
    return ExportTables(tables, connection, path)


@attrs.frozen
class _Making:
    connection: duckdb.DuckDBPyConnection
    typed: TypedTables
    schema: Schema
    path: str
    ambiguous: set[tuple[str, str]] = attrs.field(factory=set)
    doubtful: set[tuple[str, str]] = attrs.field(factory=set)
    business: set[tuple[str, str]] = attrs.field(factory=set)
    written: set[str] = attrs.field(factory=set)

    def make(self, name: str, names: list[str]) -> None:
        """Make the view of one record type."""
        fields = [self.schema[name].fields[one] for one in names]
        if name not in self.typed.supplied:
            columns = [f"{kind} AS {column}" for field in fields for column, kind in _none(field)]
            rest = f"SELECT {', '.join(columns)} WHERE false"
        else:
            known = self.typed.schema[name].fields
            own = [field for field in fields if field.name in known]
            lacking = [field for field in fields if field.name not in known]
            columns = [column for field in own for column in self._columns(name, field)]
            columns += [f"{kind} AS {column}" for one in lacking for column, kind in _none(one)]
            columns += [self._lacks(name, field) for field in lacking]
            columns += self._doubts(name, own)
            rest = f"SELECT {', '.join(columns)} FROM {self._source(name, own)}"
        self.connection.execute(f"CREATE VIEW {self._own(name)} AS {rest}")

    def _own(self, name: str) -> str:
        return f"{identifier(self.path)}.{identifier(name)}"

    def _lacks(self, name: str, field: FieldInfo) -> str:
        self.doubtful.add((name, field.name))
        return f"true AS {identifier(extra(field.name, 'unreadable'))}"

    def _source(self, name: str, fields: list[FieldInfo]) -> str:
        source = f"main.{identifier(name)} AS held"
        for field in fields:
            if field.type is FieldType.DURATION:
                alias = identifier(f"length of {field.name}")
                lengths = f"{identifier(self.path)}.{_LENGTHS} AS {alias}"
                source += f" LEFT JOIN {lengths} ON {alias}.written = held.{identifier(field.name)}"
        doubts = self._doubts_of(name, fields)
        if doubts:
            table = f"{self._own(f'doubts of {name}')} AS doubts"
            source += f" LEFT JOIN {table} ON doubts.line = held.{identifier(LINE)}"
        return source

    def _columns(self, name: str, field: FieldInfo) -> Iterator[str]:
        own = identifier(field.name)
        match field.type:
            case FieldType.DATETIME:
                day = f"held.{identifier(day_only(field.name))}"
                end = f"date_trunc('day', held.{own}) + {_LAST_MOMENT}"
                yield f"held.{own} AS {own}"
                yield (
                    f"CASE WHEN {day} THEN {end} ELSE held.{own} END"
                    f" AS {identifier(extra(field.name, 'end'))}"
                )
            case FieldType.DURATION:
                self._note_lengths(name, field)
                alias = identifier(f"length of {field.name}")
                yield f"{alias}.text AS {own}"
                for part in LENGTHS:
                    yield f"{alias}.{part} AS {identifier(extra(field.name, part))}"
            case _:
                yield f"held.{own} AS {own}"

    def _note_lengths(self, name: str, field: FieldInfo) -> None:
        """Note the durations of a column in parts, those that are not yet known."""
        own = identifier(field.name)
        query = f"SELECT DISTINCT {own} FROM main.{identifier(name)} WHERE {own} IS NOT NULL"
        found = {text for (text,) in self.connection.execute(query).fetchall()}
        lengths: dict[str, Duration] = {text: parse_duration(text) for text in sorted(found)}
        if any(length.business is not None for length in lengths.values()):
            self.business.add((name, field.name))
        table = f"{identifier(self.path)}.{_LENGTHS}"
        for text, length in lengths.items():
            if text not in self.written:
                self.written.add(text)
                row = [text, str(length), *(getattr(length, part) for part in LENGTHS)]
                self.connection.execute(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?)", row)

    def _doubts_of(self, name: str, fields: list[FieldInfo]) -> dict[str, Mapping[int, Doubt]]:
        found = self.typed.notes.doubts
        return {one.name: found[name, one.name] for one in fields if found.get((name, one.name))}

    def _doubts(self, name: str, fields: list[FieldInfo]) -> list[str]:
        """Return the columns that say what is doubtful; what is noted by line goes to a table."""
        doubts = self._doubts_of(name, fields)
        if doubts:
            self._note_doubts(name, doubts)
        columns = []
        for field in fields:
            own, marks = identifier(field.name), []
            if field.name in doubts:
                mark = identifier(extra(field.name, "unreadable"))
                marks.append(f"coalesce(doubts.{mark}, false)")
            for number, sheet in enumerate(self.typed.notes.sheets):
                if sheet.record_type.name == name and field.name in sheet.unsure:
                    first, after = line_number(number, 0), line_number(number + 1, 0)
                    line = f"held.{identifier(LINE)}"
                    marks.append(f"({line} >= {first} AND {line} < {after})")
            if marks:
                self.doubtful.add((name, field.name))
                flag = f"held.{own} IS NULL AND ({' OR '.join(marks)})"
                columns.append(f"{flag} AS {identifier(extra(field.name, 'unreadable'))}")
            if (name, field.name) in self.ambiguous:
                for word in READINGS:
                    column = identifier(extra(field.name, word))
                    columns.append(
                        f"CASE WHEN held.{own} IS NULL THEN doubts.{column} END AS {column}"
                    )
        return columns

    def _note_doubts(self, name: str, doubts: Mapping[str, Mapping[int, Doubt]]) -> None:
        lines = sorted({line for held in doubts.values() for line in held})
        columns: list[tuple[str, str, list[object]]] = [("line", "BIGINT", list(lines))]
        for field, held in doubts.items():
            mark = extra(field, "unreadable")
            columns.append((mark, "BOOLEAN", [line in held for line in lines]))
            if any(doubt.readings for doubt in held.values()):
                self.ambiguous.add((name, field))
                for place, word in enumerate(READINGS):
                    days = [_reading(held.get(line), place) for line in lines]
                    columns.append((extra(field, word), "DATE", days))
        parts = ", ".join(
            f"unnest(CAST(? AS {kind}[])) AS {identifier(column)}" for column, kind, _ in columns
        )
        self.connection.execute(
            f"CREATE TABLE {self._own(f'doubts of {name}')} AS SELECT {parts}",
            [held for *_, held in columns],
        )


def _reading(doubt: Doubt | None, place: int) -> object:
    return doubt.readings[place] if doubt is not None and doubt.readings else None


def _none(field: FieldInfo) -> Iterator[tuple[str, str]]:
    """Yield name and value of the columns of a field that nobody has read."""
    yield identifier(field.name), f"CAST(NULL AS {sql_type(field)})"
    if field.type is FieldType.DATETIME:
        yield identifier(extra(field.name, "end")), "CAST(NULL AS TIMESTAMP)"
    elif field.type is FieldType.DURATION:
        for part in LENGTHS:
            yield identifier(extra(field.name, part)), "CAST(NULL AS BIGINT)"
