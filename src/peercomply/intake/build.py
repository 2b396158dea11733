"""Makes the attrs records of typed tables."""

# ruff: noqa: S608 - names come from our own descriptions and are quoted, see quoting.py

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import attrs
import duckdb

from peercomply.intake.columns import LINE, as_written, day_only
from peercomply.intake.quoting import identifier
from peercomply.intake.typed import TypedTables
from peercomply.records.durations import parse_duration
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.model import Record
from peercomply.records.snapshot import Snapshot

_PORTION = 10_000


def build_snapshot(tables: TypedTables) -> Snapshot:
    """Return the snapshot of *tables*."""
    records = (record for name in sorted(tables.supplied) for record in records_of(tables, name))
    return Snapshot.of(
        records,
        supplied=tables.supplied,
        provenance=tables.provenance(),
        schema=tables.schema,
    )


def records_of(
    tables: TypedTables,
    name: str,
    *,
    given: str = "",
    order: str = LINE,
    connection: duckdb.DuckDBPyConnection | None = None,
    checked: bool = True,
) -> Iterator[Record]:
    """
    Yield the records of the type *name*, in the order of the column *order*.

    Args:
        tables: The tables.

        name: Name of the record type.

        given: A condition in SQL that chooses among the records, which may speak of temporary
            tables of *connection*; without one, all are made.

        order: The column in whose order they stand.

        connection: The connection that is asked.

        checked: Whether the values are looked at again; reading the export did so once.
    """
    record_type = tables.schema[name]
    filled = tables.notes.filled[name]
    names = [field for field in record_type.fields if field in filled]
    if not names:
        return
    fields = [record_type.fields[field] for field in names]
    convert = [(place, make) for place, field in enumerate(fields) if (make := _maker(field))]
    moments = [place for place, field in enumerate(fields) if field.type is FieldType.DATETIME]
    flags = [identifier(day_only(fields[place].name)) for place in moments]
    columns = ", ".join((*map(_column, fields), *flags))
    where = f" WHERE {given}" if given else ""
    query = f"SELECT {columns} FROM main.{identifier(name)}{where} ORDER BY {identifier(order)}"
    rows = (connection or tables.connection.cursor()).execute(query)
    width, new = len(names), _checked if checked else _as_it_is
    make_record = new(record_type.cls, names)
    while portion := rows.fetchmany(_PORTION):
        for row in portion:
            values = list(row[:width])
            for place, make in convert:
                if values[place] is not None:
                    values[place] = make(values[place])
            for place, is_day in zip(moments, row[width:], strict=True):
                if is_day and values[place] is not None:
                    values[place] = values[place].date()
            yield make_record(values)


def _checked(cls: type, names: Sequence[str]) -> Callable[[list[Any]], Record]:
    """Return the function that makes a record of the values of the fields *names*."""
    return lambda values: cls(**dict(zip(names, values, strict=True)))


def _as_it_is(cls: type, names: Sequence[str]) -> Callable[[list[Any]], Record]:
    """
    Return the function that makes a record of values that are known to fit.

    They are written to the slots of the class, as its constructor does after it has checked them.
    """
    setters = [getattr(cls, name).__set__ for name in names]
    empty = [getattr(cls, one.name).__set__ for one in attrs.fields(cls) if one.name not in names]

    def make(values: list[Any]) -> Record:
        record: Record = object.__new__(cls)
        for put, value in zip(setters, values, strict=True):
            put(record, value)
        for put in empty:
            put(record, None)
        return record

    return make


def _column(field: FieldInfo) -> str:
    name = identifier(field.name)
    if field.type is FieldType.SET:
        return f"to_json({name})"
    if FieldType.DECIMAL in (field.type, field.of):
        return identifier(as_written(field.name))
    return name


@functools.lru_cache(maxsize=1 << 12)
def _set(items: str) -> frozenset[str]:
    return frozenset(json.loads(items))


def _decimals(pairs: Mapping[str, str]) -> Mapping[str, Decimal]:
    return {key: Decimal(value) for key, value in pairs.items()}


def _maker(field: FieldInfo) -> Callable[[Any], Any] | None:
    if field.type is FieldType.MAPPING:
        return _MAPPINGS[field.of or FieldType.TEXT]
    return _MAKERS.get(field.type)


_MAKERS: Mapping[FieldType, Callable[[Any], Any]] = MappingProxyType(
    {
        FieldType.DECIMAL: Decimal,
        FieldType.DURATION: parse_duration,
        FieldType.SET: _set,
    }
)

_MAPPINGS: Mapping[FieldType, Callable[[Any], Any]] = MappingProxyType(
    {
        FieldType.TEXT: dict,
        FieldType.DECIMAL: _decimals,
        FieldType.DURATION: lambda pairs: {
            key: parse_duration(value) for key, value in pairs.items()
        },
    }
)
