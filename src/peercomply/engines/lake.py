"""The way to records in tables of Spark, which can be named where PySpark is not installed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from peercomply.engines.registry import load_engine
from peercomply.records.model import RECORD_TYPES, Schema
from peercomply.records.snapshot import Snapshot

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from peercomply.engines.spark.sources import Source


def spark_tables(
    session: SparkSession,
    tables: Mapping[str, Source],
    *,
    schema: Schema = RECORD_TYPES,
    breaches: str = "",
) -> Snapshot:
    """
    Return the records of *tables*, which stay in Spark, for `check(…, engine="spark")`.

    Each table is read twice: once to count what is wrong with it, once when it is judged. A cell
    that is not in a plain form is unreadable, and what needs it is unknown.

    Args:
        session: The session of Spark. Its settings and views stay as they are.

        tables: For each record type a frame, the name of a table, or the path of Parquet or CSV
            files. A type that is not named was not supplied.

        schema: The record types that there are: `pack.schema` for a pack that adds to them.

        breaches: A folder into which the workers of the cluster write, as Parquet, which records
            fail or are unknown by each rule, whenever these records are judged.

    Raises:
        EngineUnavailableError: PySpark is not installed.

        InputError: A name is that of no record type, or a table cannot be read.
    """
    load_engine("spark")
    from peercomply.engines.spark.lake import lake_of  # noqa: PLC0415 - an extra

    return lake_of(session, tables, schema=schema, breaches=breaches)
