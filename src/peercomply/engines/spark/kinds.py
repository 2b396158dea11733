"""Types of columns: those that the tables of the SQL engines have, in the types of Spark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from pyspark.sql.types import (
    ArrayType,
    BooleanType,
    DataType,
    DateType,
    DecimalType,
    LongType,
    MapType,
    StringType,
    TimestampNTZType,
)

from peercomply.engines.sql.tables import DECIMAL

_KINDS: Mapping[str, DataType] = {
    "VARCHAR": StringType(),
    "DATE": DateType(),
    "TIMESTAMP": TimestampNTZType(),
    "BOOLEAN": BooleanType(),
    "BIGINT": LongType(),
    DECIMAL: DecimalType(38, 10),
    "VARCHAR[]": ArrayType(StringType()),
}


def spark_type(kind: str) -> DataType:
    """Return the type of Spark for the SQL type *kind* of DuckDB."""
    if kind.startswith("MAP("):
        return MapType(StringType(), _KINDS[kind.removeprefix("MAP(VARCHAR, ").removesuffix(")")])
    return _KINDS[kind]


def to_spark(kind: str) -> Callable[[Any], Any]:
    """Return the function that makes values of the SQL type *kind* ready for Spark."""
    if kind == DECIMAL:
        return lambda value: None if value is None else Decimal(value)
    if kind == "VARCHAR":
        return lambda value: None if value is None else str(value)
    if kind.startswith("MAP("):
        make = Decimal if DECIMAL in kind else str
        return lambda value: (
            None
            if value is None
            else dict(zip(value["key"], map(make, value["value"]), strict=True))
        )
    return lambda value: value
