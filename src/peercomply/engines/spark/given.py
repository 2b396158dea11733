"""Reads one table of Spark as the records of a type, and counts what became of its rows."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as spark
from pyspark.sql.types import MapType

from peercomply.engines.spark.cells import BUSINESS, Cells, read_cells, read_parts
from peercomply.engines.sql.tables import extra
from peercomply.errors import nearest
from peercomply.intake.columns import as_written, day_only
from peercomply.intake.names import Headings, read_headings
from peercomply.records.fields import FieldType
from peercomply.records.model import RecordType
from peercomply.records.validation import parse_order

_ROWS = "rows with this key"


@attrs.frozen
class Given:
    """
    The rows of one record type.

    Attributes:
        record_type: The record type.

        label: What the table is called.

        headings: What its columns feed.

        columns: Names of the columns of each field that one feeds.

        frame: Its rows, read; every field has a column that says whether it is unreadable.
    """

    record_type: RecordType
    label: str
    headings: Headings
    columns: Mapping[str, tuple[str, ...]]
    frame: DataFrame = attrs.field(repr=False)

    @classmethod
    def of(cls, record_type: RecordType, label: str, source: DataFrame) -> Given:
        """Return the rows of *source*, read as records of a type."""
        headings = read_headings(record_type, source.columns)
        kinds = [field.dataType for field in source.schema.fields]
        plain = source.toDF(*(f"c{place}" for place in range(len(kinds))))
        held = {name: _cells(record_type, headings, name, kinds) for name in headings.fields}
        asked = []
        for name, cells in held.items():
            asked += [column.alias(own) for own, column in cells.columns.items()]
            asked.append(cells.unreadable.alias(extra(name, "unreadable")))
        columns = {name: tuple(cells.columns) for name, cells in held.items()}
        return cls(record_type, label, headings, columns, plain.select(*asked))

    @property
    def missing(self) -> tuple[str, ...]:
        """The required fields that no column feeds: without them no row is a record."""
        return self.headings.missing(self.record_type)

    @functools.cached_property
    def unsure(self) -> frozenset[str]:
        """Fields that no column feeds, although one that is not read is headed much like them."""
        fields = self.record_type.fields
        near = {nearest(heading.lower(), fields) for _, heading in self.headings.unknown}
        return frozenset(name for name in fields if name in near - {*self.headings.fields})

    @property
    def required(self) -> tuple[str, ...]:
        """The required fields."""
        return tuple(one.name for one in self.record_type.fields.values() if one.required)

    @property
    def orders(self) -> tuple[str, ...]:
        """Pairs of dates whose order can be looked at."""
        held = {*self.columns}
        return tuple(
            order for order in self.record_type.info.date_order
            if {*parse_order(order)[::2]} <= held
        )  # fmt: skip

    @property
    def durations(self) -> tuple[str, ...]:
        """The fields that hold durations."""
        fields = self.record_type.fields
        return tuple(name for name in self.columns if fields[name].type is FieldType.DURATION)

    def accepted(self) -> Given:
        """Return the rows that have all that a record needs."""
        whole = functools.reduce(Column.__and__, (_col(name).isNotNull() for name in self.required))
        return attrs.evolve(self, frame=self.frame.where(whole))

    def merged(self) -> Given:
        """Return one row for each key; what differs between rows with one key is unreadable."""
        asked: list[Column] = [spark.count(spark.lit(1)).alias(_ROWS)]
        for name, columns in self.columns.items():
            kept = [one for one in columns if one != as_written(name)]
            flag = extra(name, "unreadable")
            said = spark.to_json(spark.struct(*map(_col, (*kept, flag))))
            asked.append((spark.min(said) != spark.max(said)).alias(_differs(name)))
            asked += [self._one(one).alias(one) for one in (*columns, flag) if one != "id"]
        grouped = self.frame.groupBy("id").agg(*asked)
        made: dict[str, Column] = {}
        for name, columns in self.columns.items():
            differs = _col(_differs(name))
            made |= {one: spark.when(~differs, _col(one)) for one in columns if one != "id"}
            flag = extra(name, "unreadable")
            made[flag] = _col(flag) | differs
        return attrs.evolve(self, frame=grouped.withColumns(made))

    def _one(self, name: str) -> Column:
        is_map = isinstance(self.frame.schema[name].dataType, MapType)
        return (spark.first if is_map else spark.min)(_col(name))

    def kept(self) -> Given:
        """Return the merged rows in which no required field differs."""
        same = functools.reduce(Column.__and__, (~_col(_differs(name)) for name in self.required))
        names = [_ROWS, *map(_differs, self.columns)]
        return attrs.evolve(self, frame=self.frame.where(same).drop(*names))

    def ordered(self) -> Given:
        """Return the rows with dates that contradict each other as unreadable."""
        broken: dict[str, list[Column]] = {}
        for order in self.orders:
            early, _, late = parse_order(order)
            for name in (early, late):
                broken.setdefault(name, []).append(self._broken(order))
        made: dict[str, Column] = {}
        for name, several in broken.items():
            wrong = functools.reduce(Column.__or__, several)
            made |= {one: spark.when(~wrong, _col(one)) for one in self.columns[name]}
            flag = extra(name, "unreadable")
            made[flag] = _col(flag) | wrong
        return attrs.evolve(self, frame=self.frame.withColumns(made)) if made else self

    def _broken(self, order: str) -> Column:
        """Return whether two dates stand in an order that cannot be."""
        early, sign, late = parse_order(order)
        first, second = _col(early), _col(late)
        holds = first.cast("date") <= second.cast("date")
        fields = self.record_type.fields
        if all(fields[name].type is FieldType.DATETIME for name in (early, late)):
            timed = ~(_col(day_only(early)) | _col(day_only(late)))
            exact = first <= second if sign == "<=" else first < second
            holds = spark.when(timed, exact).otherwise(holds)
        return spark.coalesce(~holds, spark.lit(False))  # noqa: FBT003

    def counted(self) -> DataFrame:
        """Return one row: rows, rejected rows, and what is wrong with those that are accepted."""
        lacking = [_col(name).isNull() for name in self.required]
        first = [
            functools.reduce(Column.__and__, [~one for one in lacking[:place]], lacking[place])
            for place in range(len(lacking))
        ]
        whole = ~functools.reduce(Column.__or__, lacking)
        flags = [whole & _col(extra(name, "unreadable")) for name in self.columns]
        business = [whole & _col(extra(name, BUSINESS)).isNotNull() for name in self.durations]
        broken = [whole & self._broken(order) for order in self.orders]
        asked = [*first, *flags, *broken, *business]
        distinct = spark.count_distinct(spark.when(whole, _col("id")))
        return self._row([spark.count(spark.lit(1)), distinct], asked)

    def repeats(self) -> DataFrame:
        """Return one row on merged rows: what is repeated, and what differs."""
        differs = [_col(_differs(name)) for name in self.columns]
        any_differs = functools.reduce(Column.__or__, differs)
        lost = functools.reduce(Column.__or__, (_col(_differs(name)) for name in self.required))
        more = _col(_ROWS) - 1
        sums = [
            spark.sum(spark.when(~any_differs, more).otherwise(0)),
            spark.sum(spark.when(any_differs, more).otherwise(0)),
            spark.sum(spark.when(lost, _col(_ROWS)).otherwise(0)),
        ]
        return self._row(sums, [*differs, any_differs, lost])

    def _row(self, numbers: Sequence[Column], flags: Sequence[Column]) -> DataFrame:
        counts = [spark.count(spark.when(flag, spark.lit(1))) for flag in flags]
        examples = [spark.min(spark.when(flag, _col("id"))) for flag in flags]
        held = [spark.coalesce(one, spark.lit(0)).cast("bigint") for one in (*numbers, *counts)]
        none = spark.lit(None).cast("string")
        return self.frame.agg(
            spark.lit(self.record_type.name).alias("name"),
            spark.array(*held).alias("numbers"),
            spark.array(*examples, none).alias("examples"),
        )


def _cells(record_type: RecordType, headings: Headings, name: str, kinds: Sequence[Any]) -> Cells:
    field = record_type.fields[name]
    fed = [column for column in headings.columns if column.target.field == name]
    cells = {column.target.key: (_col(f"c{column.place}"), kinds[column.place]) for column in fed}
    if None in cells:
        cell, kind = cells[None]
        return read_cells(record_type.name, field, cell, kind)
    return read_parts(field, {str(key): held for key, held in cells.items()})


def _differs(name: str) -> str:
    return f"{name} differs"


def _col(name: str) -> Column:
    return spark.col(f"`{name}`")


def together(frames: Sequence[DataFrame]) -> Iterator[tuple[str, list[int], list[str | None]]]:
    """Yield what one job finds in *frames* of one row each."""
    if frames:
        for row in functools.reduce(DataFrame.unionAll, frames).collect():
            yield row[0], row[1], row[2]
