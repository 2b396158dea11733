"""
The short way for large CSV files that are beyond doubt: DuckDB splits them, not Python.

It is taken only where both ways give the same rows, cells and row numbers: no quotes, no blanks
beside separators, nothing that could not be decoded, every line a row. Anything else goes the long
way, which looks at each cell.
"""

# ruff: noqa: S608 - names come from our own descriptions and are quoted, see quoting.py

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import attrs
import duckdb

from peercomply.intake.columns import LINE, raw
from peercomply.intake.csv_source import CsvSource
from peercomply.intake.plain import plain_test
from peercomply.intake.quoting import identifier, literal
from peercomply.intake.sheet import Sheet
from peercomply.intake.texts import Column, Texts
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.model import RecordType

_TABLE = identifier("quick texts")
_FEW = 10_000
"""Up to so many sets, each is read once, and not in each row that holds it."""

_FREE = (FieldType.KEY, FieldType.REF, FieldType.TEXT)


@attrs.frozen
class QuickColumn:
    """
    The texts of one field, as `texts.Column` has them.

    Attributes:
        connection: The database.

        column: Name, quoted, of the column that holds them.

        filled: How many of them are not empty.

        odd: Those that are neither empty nor plain, each once.

        source: The file that they stand in.

        few: Whether they are sets of which there are few.
    """

    connection: duckdb.DuckDBPyConnection = attrs.field(repr=False)
    column: str
    filled: int
    odd: frozenset[str]
    source: CsvSource
    few: bool

    def holding(self, hints: Sequence[str]) -> Iterator[str]:
        """Yield the texts that hold one of *hints*."""
        looked_for = [hint for hint in hints if self.source.can_hold(hint)]
        if not looked_for:
            return iter(())
        held = " OR ".join(f"contains({self.column}, {literal(hint)})" for hint in looked_for)
        rows = self.connection.execute(f"SELECT {self.column} FROM {_TABLE} WHERE {held}")
        return (text for (text,) in rows.fetchall())

    def longest(self) -> int:
        """Return the length of the longest text."""
        query = f"SELECT max(length({self.column})) FROM {_TABLE}"
        row: tuple[int | None] = self.connection.execute(query).fetchone() or (0,)
        return row[0] or 0


@attrs.frozen
class QuickTexts:
    """
    The texts of a sheet by column, as `texts.Texts` has them, held by the database.

    Attributes:
        connection: The database.

        columns: The texts of each field that is read, by its name.

        size: How many rows there are.

        before: How many rows stand before the first of them.
    """

    connection: duckdb.DuckDBPyConnection = attrs.field(repr=False)
    columns: Mapping[str, QuickColumn]
    size: int
    before: int

    @property
    def last_row(self) -> int:
        """The number of the last row; 0 where there is none."""
        return self.before + self.size if self.size else 0

    def cells(self, name: str) -> Iterator[tuple[int, str]]:
        """Yield number and text of every cell of a field that holds something."""
        column = self.columns[name].column
        rows = self.connection.execute(
            f"SELECT rowid + {self.before + 1}, {column} FROM {_TABLE} WHERE {column} IS NOT NULL"
        )
        yield from rows.fetchall()

    def sources(self, names: Sequence[str], first: int) -> Iterator[tuple[str, list[Any]]]:
        """Yield SQL for lines and texts of the fields *names*."""
        texts = [f"{self.columns[name].column} AS {raw(name)}" for name in names]
        line = f"rowid + {first + self.before + 1} AS {identifier(LINE)}"
        yield f"SELECT {', '.join((line, *texts))} FROM {_TABLE}", []

    def close(self) -> None:
        """Give the texts up."""
        self.connection.execute(f"DROP TABLE {_TABLE}")


AnyColumn: TypeAlias = Column | QuickColumn
AnyTexts: TypeAlias = Texts | QuickTexts


def quick(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> QuickTexts | None:
    """Return the texts of *sheet* by the short way; None where it is not open to it."""
    source = sheet.source
    if source is None or any(column.read is not None for column in sheet.headings.columns):
        return None
    fields = sheet.record_type.fields
    places = {column.target.field: column.place for column in sheet.headings.columns}
    if any(fields[name].type is FieldType.MAPPING for name in places):
        return None
    size = _split(connection, source)
    if size is None:
        return None
    columns = {
        name: _column(connection, sheet.record_type, fields[name], place, source)
        for name, place in places.items()
    }
    if any(
        fields[name].type is FieldType.SET and any(text.startswith("[") for text in column.odd)
        for name, column in columns.items()
    ):
        connection.execute(f"DROP TABLE {_TABLE}")
        return None
    sheet.tally.read += size
    return QuickTexts(connection, columns, size, source.heading)


def _split(connection: duckdb.DuckDBPyConnection, source: CsvSource) -> int | None:
    """Let the database split the file; return the number of rows, None if that is in doubt."""
    names = ", ".join(f"{literal(f'c{place}')}: 'VARCHAR'" for place in range(source.width))
    try:
        connection.execute(
            f"CREATE TEMP TABLE {_TABLE} AS SELECT * FROM read_csv({literal(str(source.path))},"
            f" auto_detect = false, columns = {{{names}}}, delim = {literal(source.separator)},"
            f" quote = '', escape = '', header = false, skip = {source.heading})"
        )
    except duckdb.Error:
        return None
    size, doubtful = _survey(connection, source)
    if doubtful or size != source.lines - source.heading:
        connection.execute(f"DROP TABLE {_TABLE}")
        return None
    return size


def _survey(connection: duckdb.DuckDBPyConnection, source: CsvSource) -> tuple[int, bool]:
    """Return the number of rows, and whether one is empty or a cell has spaces around it."""
    cells = [identifier(f"c{place}") for place in range(source.width)]
    doubts = [f"coalesce({', '.join(cells)}) IS NULL"]
    if source.can_hold(" "):
        doubts += [f"starts_with({cell}, ' ') OR ends_with({cell}, ' ')" for cell in cells]
    found = " OR ".join(f"coalesce(bool_or({doubt}), false)" for doubt in doubts)
    row: tuple[int, bool] = connection.execute(
        f"SELECT count(*), {found} FROM {_TABLE}"
    ).fetchone() or (0, False)
    return row


def _column(
    connection: duckdb.DuckDBPyConnection,
    record_type: RecordType,
    field: FieldInfo,
    place: int,
    source: CsvSource,
) -> QuickColumn:
    column = identifier(f"c{place}")
    query = f"SELECT count({column}) FROM {_TABLE}"
    row: tuple[int] = connection.execute(query).fetchone() or (0,)
    some = f" AND starts_with({column}, '#')" if field.type in _FREE else ""
    texts: list[tuple[str]] = []
    if not some or source.can_hold("#"):
        texts = connection.execute(
            f"SELECT DISTINCT {column} FROM {_TABLE} WHERE {column} IS NOT NULL{some}"
        ).fetchall()
    plain = plain_test(record_type.name, field)
    odd = frozenset(text for (text,) in texts if not plain(text))
    few = field.type is FieldType.SET and len(texts) <= _FEW
    return QuickColumn(connection, column, row[0], odd, source, few)
