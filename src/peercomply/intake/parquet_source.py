"""Says which Parquet files the database may read by itself, and how their values look as texts."""

# ruff: noqa: S608 - names are quoted, see quoting.py

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from pathlib import Path

import attrs

from peercomply.intake.bundles import ITEM
from peercomply.intake.csv_source import MARKS
from peercomply.intake.decoding import DAMAGED, LONGEST_CELL
from peercomply.intake.quick_source import cell_name
from peercomply.intake.quoting import identifier, literal
from peercomply.records.fields import FieldInfo, FieldType

LEAST = 2_000
"""Rows from which on a file is worth it."""

_BLANKS = "".join(f"\\x{{{code:x}}}" for code in range(0x3001) if chr(code).isspace())
"""White space, of which cells are trimmed, for a pattern."""

_NO_TEXT = "".join(f"\\x{{{ord(one):x}}}" for one in (DAMAGED, "\0", ITEM))
"""Characters that no text holds, for a pattern."""

_WHOLE = {f"{sign}{size}" for sign in ("", "U") for size in ("TINYINT", "SMALLINT", "INTEGER")}
_WHOLE |= {f"{sign}{size}" for sign in ("", "U") for size in ("BIGINT", "HUGEINT")}

_MOMENTS = frozenset({"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"})

_SAME: Mapping[FieldType, tuple[str, ...]] = {
    FieldType.BOOL: ("BOOLEAN",),
    FieldType.DATE: ("DATE",),
    FieldType.DATETIME: ("TIMESTAMP",),
    FieldType.INT: ("TINYINT", "SMALLINT", "INTEGER", "BIGINT"),
}
"""SQL types whose values are those of a field of some type."""

_EXACT = "1e15"
"""Below this a binary float holds every whole number."""


@attrs.frozen
class ParquetSource:
    """
    A Parquet file that may be read by DuckDB.

    Attributes:
        path: The file.

        names: Of its columns.

        kinds: The SQL types of these.

        rows: Number of its rows.
    """

    path: Path
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: int

    @property
    def heading(self) -> int:
        """The number of the row of headings: none, for the file names its columns."""
        return 0

    @property
    def width(self) -> int:
        """Number of its columns."""
        return len(self.names)

    def can_hold(self, text: str) -> bool:
        """Whether a cell of the file may hold *text*; nobody has looked yet."""
        del text
        return True

    def costly(self, place: int) -> bool:
        """Whether the cells at *place* are texts, at which a pattern has to look."""
        return _is_text(self.kinds[place])

    def typed(self, place: int, field: FieldInfo) -> bool:
        """Whether the cells at *place* are values of the type of *field*."""
        return self.kinds[place] in _SAME.get(field.type, ())

    def query(self, typed: Container[int] = ()) -> str:
        """Return SQL for the cells of each row; a text for what is no plain value is DAMAGED."""
        cells = ", ".join(
            f"{_cell(identifier(name), kind, typed=place in typed)} AS {cell_name(place)}"
            for place, (name, kind) in enumerate(zip(self.names, self.kinds, strict=True))
        )
        return f"SELECT {cells} FROM read_parquet({literal(str(self.path))})"

    def clean(self, place: int) -> str:
        """Return SQL for whether a text at *place* shows no sign of damage."""
        cell = identifier(cell_name(place))
        if not _is_text(self.kinds[place]):
            return f"{cell} <> {literal(DAMAGED)}"
        look = f"[{''.join(MARKS - {' '})}{_NO_TEXT}]|^[{_BLANKS}]|[{_BLANKS}]$"
        return f"NOT regexp_matches({cell}, {literal(look)}) AND length({cell}) <= {LONGEST_CELL}"

    def doubt(self, place: int) -> str:
        """Return SQL for whether the text at *place* is damaged, too long or has blanks around."""
        cell = identifier(cell_name(place))
        if not _is_text(self.kinds[place]):
            return f"{cell} = {literal(DAMAGED)}"
        look = f"[{_NO_TEXT}]|^[{_BLANKS}]|[{_BLANKS}]$"
        return f"regexp_matches({cell}, {literal(look)}) OR length({cell}) > {LONGEST_CELL}"


def parquet_source(
    path: Path, columns: Sequence[tuple[str, str]], rows: int
) -> ParquetSource | None:
    """Return the file at *path* if the database may read it; *columns* are names and types."""
    if rows < LEAST or not is_flat(columns):
        return None
    names, kinds = zip(*columns, strict=True)
    return ParquetSource(path, names, kinds, rows)


def is_flat(columns: Sequence[tuple[str, str]]) -> bool:
    """Return whether every one of *columns*, names and types, has a name and holds plain values."""
    return all(name and as_text("cell", kind) for name, kind in columns)


def _cell(cell: str, kind: str, *, typed: bool) -> str:
    if not typed:
        return as_text(cell, kind)
    return f"date_trunc('second', {cell})" if kind == "TIMESTAMP" else cell


def _is_text(kind: str) -> bool:
    return kind == "VARCHAR" or kind.startswith("ENUM(")


def as_text(cell: str, kind: str) -> str:
    """Return SQL for the text of *cell*, of the SQL type *kind*; empty if there is none."""
    if _is_text(kind):
        return f"nullif(CAST({cell} AS VARCHAR), '')"
    if kind in _WHOLE or kind in ("BOOLEAN", "UUID") or kind.startswith("DECIMAL("):
        return f"CAST({cell} AS VARCHAR)"
    if kind in ("FLOAT", "DOUBLE"):
        whole = f"isfinite({cell}) AND {cell} = trunc({cell}) AND abs({cell}) < {_EXACT}"
        return _checked(cell, whole, f"CAST(CAST({cell} AS BIGINT) AS VARCHAR)")
    if kind == "DATE":
        return _checked(cell, _in_calendar(cell), f"CAST({cell} AS VARCHAR)")
    if kind in _MOMENTS:
        moment = f"CAST({cell} AS TIMESTAMP)"
        written = (
            f"CASE WHEN {moment} = date_trunc('day', {moment}) THEN strftime({moment}, '%Y-%m-%d')"
            f" ELSE strftime({moment}, '%Y-%m-%dT%H:%M:%S') END"
        )
        return _checked(cell, _in_calendar(moment), written)
    return ""


def _checked(cell: str, condition: str, text: str) -> str:
    return (
        f"CASE WHEN {cell} IS NULL THEN NULL WHEN {condition} THEN {text}"
        f" ELSE {literal(DAMAGED)} END"
    )


def _in_calendar(cell: str) -> str:
    return f"isfinite({cell}) AND year({cell}) BETWEEN 1000 AND 9999"
