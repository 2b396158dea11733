"""Tables of a snapshot in a database in memory, with what is doubtful in columns of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import attrs
import duckdb

from peercomply.engines.sql.database import Database, DuckDatabase
from peercomply.records.durations import Duration
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.model import Record, Schema
from peercomply.records.snapshot import Snapshot

DECIMAL = "DECIMAL(38, 10)"

_TYPES: Mapping[FieldType, str] = {
    FieldType.DATE: "DATE",
    FieldType.DATETIME: "TIMESTAMP",
    FieldType.BOOL: "BOOLEAN",
    FieldType.INT: "BIGINT",
    FieldType.DECIMAL: DECIMAL,
    FieldType.SET: "VARCHAR[]",
}

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "enable_external_access": False,
}


_SMALL = 50_000
"""Records below which one thread is enough, and faster than starting several."""


def extra(field: str, what: str) -> str:
    """Name a column that says more about *field*: its end, a reading, whether it is unreadable."""
    return f"{field} {what}"


PARTS = ("months", "days", "minutes")
"""Columns of a duration in the tables that others make."""

LENGTHS = (*PARTS, "business")
"""Columns of a duration in the tables of an engine."""


@attrs.frozen
class Tables:
    """
    A snapshot as tables, one for each record type, named after it.

    Date-times have a second column "FIELD end": the end of the day where only a day is known.
    Durations are columns for months, days, minutes and business days. A field with doubtful cells
    has a column "FIELD unreadable" and, for dates with two readings, "FIELD day first" and "FIELD
    month first".

    Attributes:
        database: The database.

        schema: The record types that there are.

        supplied: Names of those that were supplied.

        ambiguous: Fields with dates that can be read in two ways.

        doubtful: Fields with cells that cannot be read.

        business: Fields with a duration in business days.

        homed: Record types whose tables name the home of each record; see `homed.py`.

        whole: Columns that hold something in every row, each with its table.

        empty: Columns that hold nothing in any row.

        large: Fields with numbers that the database cannot hold exactly; their cells are empty.
    """

    database: Database = attrs.field(repr=False)
    schema: Schema = attrs.field(repr=False)
    supplied: frozenset[str]
    ambiguous: frozenset[tuple[str, str]]
    doubtful: frozenset[tuple[str, str]]
    business: frozenset[tuple[str, str]]
    homed: frozenset[str] = frozenset()
    whole: frozenset[tuple[str, str]] = frozenset()
    empty: frozenset[tuple[str, str]] = frozenset()
    large: frozenset[tuple[str, str]] = frozenset()

    def execute(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of *query*."""
        return self.database.rows(query)

    def close(self) -> None:
        """Give the database up."""
        self.database.close()


NOTED = ("ambiguous", "doubtful", "business", "large")
"""What is noted of fields while their records are copied to tables; see `Tables`."""


def make_tables(snapshot: Snapshot, fields: Mapping[str, Iterable[str]]) -> Tables:
    """
    Return the tables of *snapshot* with the *fields* of each record type that are asked for.

    A type that was not supplied has an empty table.
    """
    settings = _SETTINGS | ({"threads": 1} if len(snapshot) < _SMALL else {})
    connection = duckdb.connect(":memory:", config=settings)
    found: dict[str, set[tuple[str, str]]] = {word: set() for word in NOTED}
    try:
        for name, names in fields.items():
            _make_table(connection, snapshot, name, sorted({"id", *names}), found)
    except BaseException:
        connection.close()
        raise
    return Tables(
        DuckDatabase(connection),
        snapshot.schema,
        snapshot.supplied,
        ambiguous=frozenset(found["ambiguous"]),
        doubtful=frozenset(found["doubtful"]),
        business=frozenset(found["business"]),
        large=frozenset(found["large"]),
    )


def _make_table(
    connection: duckdb.DuckDBPyConnection,
    snapshot: Snapshot,
    name: str,
    names: list[str],
    found: dict[str, set[tuple[str, str]]],
) -> None:
    records = snapshot.of_type(name)
    columns = columns_of(snapshot, name, names, found)
    body = ", ".join(f'"{column}" {kind}' for column, kind, _ in columns)
    connection.execute(f'CREATE TABLE "{name}" ({body})')
    if records:
        parts = ", ".join(f"unnest(CAST(? AS {kind}[]))" for _, kind, _ in columns)
        connection.execute(f'INSERT INTO "{name}" SELECT {parts}', [held for *_, held in columns])


def columns_of(
    snapshot: Snapshot, name: str, names: Iterable[str], found: dict[str, set[tuple[str, str]]]
) -> list[tuple[str, str, list[Any]]]:
    """
    Return name, type and values of each column of the fields *names* of a record type.

    Which fields are NOTED is added to *found*, by these words.
    """
    records = list(snapshot.of_type(name).values())
    columns: list[tuple[str, str, list[Any]]] = []
    for field in (snapshot.schema[name].fields[one] for one in names):
        values = [getattr(record, field.name, None) for record in records]
        if field.type in _LIMITS or field.of in _LIMITS:
            held = [value if _fits(field, value) else None for value in values]
            if held != values:
                found["large"].add((name, field.name))
            values = held
        columns += _columns(field, values, name, found)
        columns += _doubts(field, records, snapshot, name, found)
    return columns


_LIMITS: Mapping[FieldType | None, int] = {FieldType.DECIMAL: 10**28, FieldType.INT: 2**63}
"""Of each type of numbers what is too large for its column."""

_PLACES = 10
"""Decimal places of DECIMAL."""


def _fits(field: FieldInfo, value: Any) -> bool:
    """Return whether a column holds *value* exactly: a number, a mapping of numbers or nothing."""
    if isinstance(value, Mapping):
        return all(_fits(field, one) for one in value.values())
    most = _LIMITS[field.of if field.type is FieldType.MAPPING else field.type]
    if value is None or isinstance(value, int):
        return value is None or abs(value) < most
    rest = f"{value:f}".partition(".")[2]
    return bool(abs(value) < most) and len(rest.rstrip("0")) <= _PLACES


def _columns(
    field: FieldInfo, values: list[Any], name: str, found: dict[str, set[tuple[str, str]]]
) -> list[tuple[str, str, list[Any]]]:
    match field.type:
        case FieldType.DATETIME:
            starts = [_moment(value, time.min) for value in values]
            ends = [_moment(value, time.max) for value in values]
            end = extra(field.name, "end")
            return [(field.name, "TIMESTAMP", starts), (end, "TIMESTAMP", ends)]
        case FieldType.DURATION:
            if any(value is not None and value.business is not None for value in values):
                found["business"].add((name, field.name))
            text = [None if value is None else str(value) for value in values]
            return [(field.name, "VARCHAR", text), *_durations(field, values)]
        case FieldType.SET:
            return [(field.name, "VARCHAR[]", [_sorted(value) for value in values])]
        case FieldType.DECIMAL:
            return [(field.name, DECIMAL, [_text(value) for value in values])]
        case FieldType.MAPPING:
            return [(field.name, _map_type(field), [_pairs(value) for value in values])]
        case _:
            return [(field.name, _TYPES.get(field.type, "VARCHAR"), values)]


def _durations(field: FieldInfo, values: list[Any]) -> list[tuple[str, str, list[Any]]]:
    part: Callable[[Duration | None, str], Any] = lambda value, name: (
        None if value is None else getattr(value, name)
    )
    return [
        (extra(field.name, name), "BIGINT", [part(value, name) for value in values])
        for name in LENGTHS
    ]


def _moment(value: Any, at: time) -> Any:
    if value is None or isinstance(value, datetime):
        return value
    return datetime.combine(value, at)


def _sorted(value: Any) -> Any:
    return None if value is None else sorted(value)


def _text(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return None if value is None else str(value)


def sql_type(field: FieldInfo) -> str:
    """Return the type of the column that holds *field*."""
    return (
        _map_type(field) if field.type is FieldType.MAPPING else _TYPES.get(field.type, "VARCHAR")
    )


def _map_type(field: FieldInfo) -> str:
    return f"MAP(VARCHAR, {_TYPES.get(field.of or FieldType.TEXT, 'VARCHAR')})"


def _pairs(value: Any) -> Any:
    if value is None:
        return None
    return {"key": list(value), "value": [_text(held) for held in value.values()]}


def _doubts(
    field: FieldInfo,
    records: list[Record],
    snapshot: Snapshot,
    name: str,
    found: dict[str, set[tuple[str, str]]],
) -> list[tuple[str, str, list[Any]]]:
    doubts = snapshot.provenance.doubts.get((name, field.name), {})
    held = [
        None if getattr(one, field.name, None) is not None else doubts.get(one.id)
        for one in records
    ]
    lacks = [not hasattr(one, field.name) for one in records]
    columns: list[tuple[str, str, list[Any]]] = []
    unread = bool(snapshot.provenance.inputs) and any(lacks)
    if unread or any(one is not None for one in held):
        found["doubtful"].add((name, field.name))
        flags = [
            one is not None or (unread and lack) for one, lack in zip(held, lacks, strict=True)
        ]
        columns.append((extra(field.name, "unreadable"), "BOOLEAN", flags))
    if any(one is not None and one.readings for one in held):
        found["ambiguous"].add((name, field.name))
        for place, word in enumerate(READINGS):
            days: list[date | None] = [
                one.readings[place] if one is not None and one.readings else None for one in held
            ]
            columns.append((extra(field.name, word), "DATE", days))
    return columns


READINGS = ("day first", "month first")
"""Words for the two readings of an ambiguous date."""
