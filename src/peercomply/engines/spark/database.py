"""Spark as the database of the SQL engines: tables are temporary views of one session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as spark
from pyspark.sql.types import StringType, StructField, StructType
from pyspark.storagelevel import StorageLevel

from peercomply.engines.spark.dialect import said, text_of
from peercomply.engines.spark.session import of_spark
from peercomply.engines.sql.build import Sql
from peercomply.engines.sql.database import OUTSIDE, TooLarge

_OVERFLOWS = ("ARITHMETIC_OVERFLOW", "CAST_OVERFLOW", "NUMERIC_VALUE_OUT_OF_RANGE", OUTSIDE)
"""What Spark says where a number does not fit, or a day lies outside a table."""

Counts = tuple[int, dict[str, int]]
"""Rows of a table, and of each column how many hold something."""


@attrs.define
class SparkDatabase:
    """
    A session of Spark that belongs to one evaluation; see `engines/sql/database.py`.

    Attributes:
        session: The session.

        known: What is counted of tables whose rows came from this process.

        keeps: Whether tables that are read several times are kept in memory, or on disk.
    """

    session: SparkSession = attrs.field(repr=False)
    known: dict[str, Counts] = attrs.field(factory=dict, repr=False)
    keeps: bool = True
    _frames: dict[str, DataFrame] = attrs.field(factory=dict, init=False, repr=False)
    _kept: set[str] = attrs.field(factory=set, init=False)
    _base: list[str] = attrs.field(factory=list, init=False)

    def text(self, query: Sql) -> str:
        """Return *query* in the words of Spark."""
        return text_of(query)

    def said(self, query: str) -> str:
        """Return *query* in the words of Spark."""
        return said(query)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return the rows of *query*, sent to this process."""
        try:
            return [tuple(row) for row in self.session.sql(query).collect()]
        except Exception as error:
            if of_spark(error) and any(one in str(error) for one in _OVERFLOWS):
                raise TooLarge("numbers of this size, or days outside a table") from None
            raise

    def base(self, name: str, frame: DataFrame) -> None:
        """Hold *frame* as the table of a record type."""
        self._base.append(name)
        self.hold(name, frame)

    def make(self, name: str, query: str) -> None:
        """Make a temporary view; it is computed when somebody reads it."""
        frame = self.session.sql(query)
        if self.keeps:
            frame.persist(StorageLevel.MEMORY_AND_DISK)
        self.hold(name, frame)

    def fill(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Make a temporary view of texts."""
        kinds = StructType([StructField(one, StringType()) for one in columns])
        self.hold(name, self.session.createDataFrame([tuple(row) for row in rows], kinds))

    def keep(self, name: str) -> None:
        """Keep what the first reader computes, also where other tables are computed each time."""
        self._frames[name].persist(StorageLevel.MEMORY_AND_DISK)
        self._kept.add(name)

    def drop(self, name: str) -> None:
        """Drop a temporary view, and what is kept of it."""
        frame = self._frames.pop(name)
        if self.keeps or name in self._kept:
            frame.unpersist()
        self.session.catalog.dropTempView(name)

    def layer(self, path: str, over: str) -> None:
        """Begin a schema: there is one alone, whose views are replaced."""

    def cover(self, path: str, name: str, query: str) -> None:
        """Replace the view *name* by what *query* makes of it."""
        del path
        self.hold(name, self.session.sql(query))

    def names(self, path: str) -> list[str]:
        """Return the names of the record types that have a table."""
        del path
        return list(self._base)

    def counts(self, names: Sequence[str]) -> dict[str, Counts]:
        """Return what is counted of each table, all of them in one job; they are kept from now."""
        if self.keeps:
            for name in names:
                self._frames[name].persist(StorageLevel.MEMORY_AND_DISK)
        found: dict[str, Counts] = {}
        asked = []
        for name in names:
            columns = self._frames[name].columns
            held = self.known.get(name)
            if held is not None and (not self.keeps or set(columns) <= {*held[1]}):
                found[name] = held
            else:
                asked.append(self._counted(name, columns))
        for name, size, *counts in _union(asked):
            found[name] = (size, dict(zip(self._frames[name].columns, counts[0], strict=True)))
        return found

    def _counted(self, name: str, columns: Iterable[str]) -> DataFrame:
        held = [spark.count(spark.col(f"`{one}`")) for one in columns]
        return self._frames[name].agg(
            spark.lit(name).alias("name"),
            spark.count(spark.lit(1)).alias("size"),
            spark.array(*held).alias("held"),
        )

    def hold(self, name: str, frame: DataFrame) -> None:
        """Hold *frame* as the view *name*."""
        self._frames[name] = frame
        frame.createOrReplaceTempView(f"`{name}`")

    def close(self) -> None:
        """Give up what is kept; the cluster stays."""
        for name in list(self._frames):
            self.drop(name)


def _union(frames: Sequence[DataFrame]) -> list[Any]:
    if not frames:
        return []
    whole = frames[0]
    for one in frames[1:]:
        whole = whole.unionAll(one)
    return whole.collect()


def counted(columns: Mapping[str, Sequence[object]], size: int) -> Counts:
    """Return what is counted of a table of *size* rows in this process."""
    return size, {name: sum(one is not None for one in held) for name, held in columns.items()}
