"""Names the columns of typed tables, and their types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from peercomply.intake.quoting import identifier
from peercomply.records.fields import FieldInfo, FieldType

LINE = "line number"
"""Column of a typed table that names the row of the export; see `notes.line_number`."""

DECIMAL = "DECIMAL(38, 10)"

_TYPES: Mapping[FieldType, str] = {
    FieldType.DATE: "DATE",
    FieldType.DATETIME: "TIMESTAMP",
    FieldType.BOOL: "BOOLEAN",
    FieldType.INT: "BIGINT",
    FieldType.DECIMAL: DECIMAL,
    FieldType.SET: "VARCHAR[]",
}


def day_only(field: str) -> str:
    """Name the column that says whether a date-time field holds a day alone."""
    return f"{field} day only"


def as_written(field: str) -> str:
    """Name the column that keeps the digits of decimal numbers as they were written."""
    return f"{field} written"


def columns(field: FieldInfo) -> Iterator[tuple[str, str]]:
    """Yield name and SQL type of each column of a typed table that *field* needs."""
    if field.type is FieldType.MAPPING:
        of = _TYPES.get(field.of or FieldType.TEXT, "VARCHAR")
        yield field.name, f"MAP(VARCHAR, {of})"
    else:
        yield field.name, _TYPES.get(field.type, "VARCHAR")
    if field.type is FieldType.DATETIME:
        yield day_only(field.name), "BOOLEAN"
    elif FieldType.DECIMAL in (field.type, field.of):
        kind = "VARCHAR" if field.type is FieldType.DECIMAL else "MAP(VARCHAR, VARCHAR)"
        yield as_written(field.name), kind


def raw(field: str) -> str:
    """Name, quoted, the column that holds the text of *field* before it is read."""
    return identifier(f"raw {field}")


def part(field: str, what: str) -> str:
    """Name, quoted, a column that holds a part of the text of *field* on the way."""
    return identifier(f"{what} of {field}")
