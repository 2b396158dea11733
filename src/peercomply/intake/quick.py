"""
The short way for large files that are beyond doubt: DuckDB reads their rows, not Python.

It is taken only where both ways give the same rows, cells and row numbers: no quotes in a CSV file,
no list in a Parquet file, no blanks around a cell, nothing that could not be decoded, every line a
row. Anything else goes the long way, which looks at each cell.
"""

# ruff: noqa: S608 - names come from our own descriptions and are quoted, see quoting.py

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import attrs
import duckdb

from peercomply.intake.columns import LINE, raw
from peercomply.intake.days import FIRST_YEAR, LAST_YEAR
from peercomply.intake.plain import plain_test
from peercomply.intake.quick_source import QuickSource, cell_name
from peercomply.intake.quoting import identifier, literal
from peercomply.intake.sheet import Sheet
from peercomply.intake.texts import Column, Texts
from peercomply.records.fields import FieldInfo, FieldType

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

        clean: Whether no text shows a sign of damage.

        typed: The column holds values of the field's type, and no texts.
    """

    connection: duckdb.DuckDBPyConnection = attrs.field(repr=False)
    column: str
    filled: int
    odd: frozenset[str]
    source: QuickSource
    few: bool
    clean: bool
    typed: bool

    def holding(self, hints: Sequence[str]) -> Iterator[str]:
        """Yield the texts that hold one of *hints*."""
        looked_for = [hint for hint in hints if not self.clean and self.source.can_hold(hint)]
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
    typed = {
        places[name]: fields[name] for name in places if source.typed(places[name], fields[name])
    }
    look = _split(connection, source, typed)
    if look is None and typed:
        typed = {}
        look = _split(connection, source, typed)
    if look is None:
        return None
    columns = {
        name: _column(connection, sheet, fields[name], place, source, look)
        for name, place in places.items()
    }
    if any(
        fields[name].type is FieldType.SET and any(text.startswith("[") for text in column.odd)
        for name, column in columns.items()
    ):
        connection.execute(f"DROP TABLE {_TABLE}")
        return None
    sheet.tally.read += look.size
    return QuickTexts(connection, columns, look.size, source.heading)


@attrs.frozen
class _Look:
    """
    What one look at all rows shows.

    Attributes:
        size: How many rows there are.

        filled: How many cells of each column hold something.

        clean: Whether no cell of a column shows a sign of damage.

        typed: The columns of values, with their fields.
    """

    size: int
    filled: tuple[int, ...]
    clean: tuple[bool, ...]
    typed: Mapping[int, FieldInfo]


def _split(
    connection: duckdb.DuckDBPyConnection, source: QuickSource, typed: Mapping[int, FieldInfo]
) -> _Look | None:
    """Let the database read the rows, and look at them; None if one is in doubt."""
    try:
        connection.execute(f"CREATE TEMP TABLE {_TABLE} AS {source.query(typed)}")
    except duckdb.Error:
        return None
    look = _look(connection, source, typed)
    if look is None or look.size != source.rows:
        connection.execute(f"DROP TABLE {_TABLE}")
        return None
    return look


def _look(
    connection: duckdb.DuckDBPyConnection, source: QuickSource, typed: Mapping[int, FieldInfo]
) -> _Look | None:
    width = source.width
    cells = [identifier(cell_name(place)) for place in range(width)]
    signs = [
        _possible(cell, typed[place]) if place in typed else source.clean(place)
        for place, cell in enumerate(cells)
    ]
    often = _repeated(connection, source, typed)
    empty = " AND ".join(f"{cell} IS NULL" for cell in cells)
    asked = ["count(*)", f"coalesce(bool_or({empty}), false)"]
    asked += [f"count({cell})" for cell in cells]
    for place, sign in enumerate(signs):
        sure = f"coalesce(bool_and({sign}), true)"
        once = f"(SELECT {sure} FROM (SELECT DISTINCT {cells[place]} FROM {_TABLE}))"
        asked.append(once if place in often else sure)
    row = connection.execute(f"SELECT {', '.join(asked)} FROM {_TABLE}").fetchone() or ()
    size, has_empty, filled, clean = row[0], row[1], row[2 : 2 + width], row[2 + width :]
    unsure = [place for place, sure in enumerate(clean) if not sure]
    if has_empty or not typed.keys().isdisjoint(unsure):
        return None
    if unsure and _is_doubtful(connection, [source.doubt(place) for place in unsure]):
        return None
    return _Look(size, filled, clean, typed)


def _repeated(
    connection: duckdb.DuckDBPyConnection, source: QuickSource, typed: Mapping[int, FieldInfo]
) -> set[int]:
    """Return the places whose texts are worth to be looked at once each, as the first rows show."""
    places = [place for place in range(source.width) if place not in typed and source.costly(place)]
    if not places:
        return set()
    counts = ", ".join(
        f"2 * count(DISTINCT {cell}) < count({cell})"
        for cell in (identifier(cell_name(place)) for place in places)
    )
    query = f"SELECT {counts} FROM (FROM {_TABLE} LIMIT {_FEW})"
    row: tuple[bool, ...] = connection.execute(query).fetchone() or ()
    return {place for place, often in zip(places, row, strict=True) if often}


def _possible(cell: str, field: FieldInfo) -> str:
    """Return SQL for whether a value, the SQL *cell*, is one that *field* can hold."""
    if field.type in (FieldType.DATE, FieldType.DATETIME):
        return f"year({cell}) BETWEEN {FIRST_YEAR} AND {LAST_YEAR} AND isfinite({cell})"
    bounds = [f"{cell} >= {field.minimum}"] if field.minimum is not None else []
    bounds += [f"{cell} <= {field.maximum}"] if field.maximum is not None else []
    return " AND ".join(bounds) or "true"


def _is_doubtful(connection: duckdb.DuckDBPyConnection, doubts: Sequence[str]) -> bool:
    found = " OR ".join(f"coalesce(bool_or({doubt}), false)" for doubt in doubts)
    row: tuple[bool] = connection.execute(f"SELECT {found} FROM {_TABLE}").fetchone() or (True,)
    return row[0]


def _column(
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    field: FieldInfo,
    place: int,
    source: QuickSource,
    look: _Look,
) -> QuickColumn:
    column = identifier(cell_name(place))
    typed, clean = place in look.typed, look.clean[place]
    free = field.type in _FREE
    texts: list[tuple[str]] = []
    if not typed and not (free and (clean or not source.can_hold("#"))):
        some = f" AND starts_with({column}, '#')" if free else ""
        texts = connection.execute(
            f"SELECT DISTINCT {column} FROM {_TABLE} WHERE {column} IS NOT NULL{some}"
        ).fetchall()
    plain = plain_test(sheet.record_type.name, field)
    return QuickColumn(
        connection,
        column,
        look.filled[place],
        odd=frozenset(text for (text,) in texts if not plain(text)),
        source=source,
        few=field.type is FieldType.SET and len(texts) <= _FEW,
        clean=clean,
        typed=typed,
    )
