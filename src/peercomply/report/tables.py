"""Writes the records of a snapshot as an SQL script that makes and fills tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Any

from sqlglot import exp

from peercomply.engines.reperform.columns import create_table
from peercomply.engines.reperform.names import identifier
from peercomply.engines.sql.build import NULL, Sql, call, cast, text, value_of
from peercomply.engines.sql.tables import PARTS
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.model import Record, RecordType
from peercomply.records.snapshot import Snapshot

_ROWS = 200
"""Rows of one INSERT; databases limit how many there may be."""


def script(snapshot: Snapshot, dialect: str) -> Iterator[str]:
    """
    Yield the statements that make one table for each record type that was supplied.

    The tables are those that the queries of `rules sql` read, with all fields of all records; names
    and free text are among them.

    Args:
        snapshot: The records.

        dialect: The database, one of `DIALECTS`.
    """
    yield from _gaps(snapshot)
    for name in sorted(snapshot.supplied):
        record_type = snapshot.schema[name]
        yield create_table(record_type, dialect) + ";\n"
        records = list(snapshot.of_type(name).values())
        for start in range(0, len(records), _ROWS):
            yield _insert(record_type, records[start : start + _ROWS], dialect)


def _gaps(snapshot: Snapshot) -> Iterator[str]:
    """Yield what the tables do not hold, as comments: it is unknown, and not empty."""
    absent = sorted(set(snapshot.schema) - snapshot.supplied)
    if absent:
        yield f"-- Not supplied, so without a table: {', '.join(absent)}\n"
    for one in snapshot.provenance.inputs:
        if one.rejected:
            rows = "row" if one.rejected == 1 else "rows"
            yield f"-- Left out of {one.record_type}: {one.rejected} rejected {rows}\n"
    for (name, field), cells in sorted(snapshot.provenance.doubts.items()):
        count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
        yield f"-- NULL in {name}.{field}, but not empty: {count} not read for certain\n"
    for name in sorted(snapshot.supplied):
        records = snapshot.of_type(name).values()
        for info in snapshot.schema[name].fields.values():
            if info.type is FieldType.DURATION and (found := _in_business_days(records, info)):
                durations = "1 duration" if found == 1 else f"{found} durations"
                left = f"left open, because tables have no calendar: {durations} in business days"
                yield f"-- In {name}.{info.name}, {left}\n"


def _in_business_days(records: Iterable[Record], field: FieldInfo) -> int:
    values = (getattr(record, field.name, None) for record in records)
    return sum(value is not None and value.business is not None for value in values)


def _insert(record_type: RecordType, records: list[Record], dialect: str) -> str:
    table = identifier(record_type.info.name).sql(dialect=dialect)
    rows = (
        ", ".join(
            cell.sql(dialect=dialect)
            for field in record_type.fields.values()
            for cell in _cells(field, getattr(record, field.name, None), dialect)
        )
        for record in records
    )
    return f"INSERT INTO {table} VALUES\n" + ",\n".join(f"  ({row})" for row in rows) + ";\n"


def _cells(field: FieldInfo, value: Any, dialect: str) -> list[Sql]:
    match field.type:
        case FieldType.DATETIME:
            return [_moment(value, time.min), _moment(value, time.max)]
        case FieldType.DURATION:
            known = value is not None and value.business is None
            parts = [getattr(value, name) if known else None for name in PARTS]
            return [_cell(None if value is None else str(value)), *map(_cell, parts)]
        case FieldType.SET if value is not None:
            return [_listed(sorted(value), dialect)]
        case FieldType.MAPPING if value is not None:
            return [_mapping({key: str(held) for key, held in value.items()}, dialect)]
    return [_cell(value)]


def _cell(value: Any) -> Sql:
    return NULL if value is None else value_of(value)


def _moment(value: Any, at: time) -> Sql:
    if value is None or isinstance(value, datetime):
        return _cell(value)
    return value_of(datetime.combine(value, at))


def _listed(items: list[str], dialect: str) -> Sql:
    if dialect == "tsql":
        return text(json.dumps(items, ensure_ascii=False))
    return cast(exp.Array(expressions=[text(item) for item in items]), "VARCHAR[]")


def _mapping(held: dict[str, str], dialect: str) -> Sql:
    if dialect in ("tsql", "postgres"):
        return text(json.dumps(held, ensure_ascii=False, sort_keys=True))
    keys, values = (
        exp.Array(expressions=[text(one) for one in part]) for part in (held.keys(), held.values())
    )
    if dialect == "spark":
        return call("map_from_arrays", keys, values)
    return exp.Map(keys=keys, values=values)
