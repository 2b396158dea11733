"""Copies the records of this process to tables of Spark."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pyspark.sql.types import ArrayType, DataType, MapType, StructField, StructType

from peercomply.engines.spark.database import SparkDatabase, counted
from peercomply.engines.spark.kinds import spark_type, to_spark
from peercomply.engines.sql.tables import NOTED, Tables, columns_of
from peercomply.records.snapshot import Snapshot

_WRITTEN = 500
"""Rows below which a table is written into the query that makes it."""


def copied_tables(
    database: SparkDatabase, snapshot: Snapshot, fields: Mapping[str, Iterable[str]]
) -> Tables:
    """
    Return the tables of *snapshot* with the *fields* of each record type that are asked for.

    A type that was not supplied has an empty table.
    """
    found: dict[str, set[tuple[str, str]]] = {word: set() for word in NOTED}
    for name, names in fields.items():
        _copy(database, snapshot, name, sorted({"id", *names}), found)
    return Tables(
        database,
        snapshot.schema,
        snapshot.supplied,
        ambiguous=frozenset(found["ambiguous"]),
        doubtful=frozenset(found["doubtful"]),
        business=frozenset(found["business"]),
        large=frozenset(found["large"]),
    )


def _copy(
    database: SparkDatabase,
    snapshot: Snapshot,
    name: str,
    names: list[str],
    found: dict[str, set[tuple[str, str]]],
) -> None:
    columns = columns_of(snapshot, name, names, found)
    held = {one: list(map(to_spark(kind), values)) for one, kind, values in columns}
    rows = list(zip(*held.values(), strict=True))
    kinds = StructType([StructField(one, spark_type(kind)) for one, kind, _ in columns])
    database.known[name] = counted(held, len(rows))
    if len(rows) < _WRITTEN:
        database.base(name, database.session.sql(_written(rows, kinds)))
    else:
        database.base(name, database.session.createDataFrame(rows, kinds, verifySchema=False))


def _written(rows: list[tuple[Any, ...]], kinds: StructType) -> str:
    """Return a query that holds *rows* itself: Spark computes with them while it plans."""
    types = {field.name: field.dataType for field in kinds}
    if not rows:
        columns = [
            f"CAST(NULL AS {kind.simpleString()}) AS `{name}`" for name, kind in types.items()
        ]
        return f"SELECT {', '.join(columns)} WHERE false"
    columns = [
        f"{_read(f'c{place}', kind)} AS `{name}`"
        for place, (name, kind) in enumerate(types.items())
    ]
    values = ", ".join(f"({', '.join(map(_text, row))})" for row in rows)
    names = ", ".join(f"c{place}" for place in range(len(types)))
    return f"SELECT {', '.join(columns)} FROM VALUES {values} AS held({names})"  # noqa: S608


def _read(cell: str, kind: DataType) -> str:
    if isinstance(kind, ArrayType | MapType):
        return f"from_json(CAST({cell} AS STRING), '{kind.simpleString()}')"
    return f"CAST(CAST({cell} AS STRING) AS {kind.simpleString()})"


def _text(value: object) -> str:
    """Return *value* as a text in the SQL of Spark."""
    match value:
        case None:
            return "NULL"
        case list() | dict():
            text = json.dumps(value, ensure_ascii=False, default=str)
        case _:
            text = str(value)
    quoted = "".join(_ESCAPED.get(one, one) for one in text)
    return f"'{quoted}'"


_ESCAPED = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\0": "\\0"}
