"""Reads columns of Spark as fields: plain forms alone; every other cell is unreadable."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs
from pyspark.sql import Column
from pyspark.sql import functions as spark
from pyspark.sql.types import (
    ArrayType,
    BooleanType,
    ByteType,
    DataType,
    DateType,
    DecimalType,
    DoubleType,
    FloatType,
    IntegerType,
    LongType,
    MapType,
    ShortType,
    StringType,
    TimestampNTZType,
    TimestampType,
)

from peercomply.engines.spark.kinds import spark_type
from peercomply.engines.sql.tables import DECIMAL, LENGTHS, extra, sql_type
from peercomply.intake.bundles import ITEM
from peercomply.intake.columns import as_written, day_only
from peercomply.intake.days import FIRST_YEAR, ISO, LAST_YEAR
from peercomply.intake.decoding import DAMAGED
from peercomply.intake.words import INTERVALS, NO, SPREADSHEET_ERROR, VALUES, YES
from peercomply.records.fields import FieldInfo, FieldType

_BLANKS = " \t\r\n\x0b\x0c\x85\u00a0\u2007\u202f\u3000\ufeff"
_TEXTS = (StringType, BooleanType, ByteType, ShortType, IntegerType, LongType, DecimalType)
_DURATION = r"^(P\d{1,2}[YMWDB]|PT\d{1,4}[HM])$"
_MOMENT = rf"^{ISO}([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?$"
_WHOLE = r"^[+-]?\d{1,18}$"
_NUMBER = r"^[+-]?\d{1,18}(\.\d{1,10})?$"

BUSINESS = "business"
"""What is noted beside a duration: how many business days it counts."""


@attrs.frozen
class Cells:
    """
    The columns that are read for one field.

    Attributes:
        columns: By name, as `engines/sql/tables.py` and `intake/columns.py` call them.

        unreadable: Whether a cell holds something that could not be read.
    """

    columns: Mapping[str, Column]
    unreadable: Column


def read_cells(record_type: str, field: FieldInfo, cell: Column, kind: DataType) -> Cells:
    """Return *cell*, of the type *kind*, read as *field* of a record type."""
    if isinstance(kind, ArrayType) and field.type is FieldType.SET:
        return _list(field, cell, kind)
    if isinstance(kind, MapType) and field.type is FieldType.MAPPING:
        entries = spark.transform(
            spark.map_entries(cell),
            lambda pair: _pair(pair["key"].cast("string"), _text(pair["value"], kind.valueType)),
        )
        return _entries(field, entries, cell.isNotNull())
    if (typed := _typed(field, cell, kind)) is not None:
        return Cells(typed, cell.isNotNull() & typed[field.name].isNull())
    text = _text(cell, kind)
    if text is None or field.type is FieldType.MAPPING:
        return Cells(_nothing(field), cell.isNotNull())
    if field.type is FieldType.SET:
        return _set(field, text)
    columns = _single(record_type, field, text)
    return Cells(columns, text.isNotNull() & columns[field.name].isNull())


def read_parts(field: FieldInfo, parts: Mapping[str, tuple[Column, DataType]]) -> Cells:
    """Return a mapping whose entries stand in columns of their own, by their keys."""
    pairs = [_pair(spark.lit(key), _text(cell, kind)) for key, (cell, kind) in parts.items()]
    entries = spark.filter(spark.array(*pairs), lambda pair: pair["text"].isNotNull())
    return _entries(field, entries, spark.size(entries) > 0)


def no_cells(field: FieldInfo) -> Mapping[str, Column]:
    """Return the columns of a field that no column feeds."""
    return _nothing(field)


def _nothing(field: FieldInfo) -> dict[str, Column]:
    columns = {field.name: spark.lit(None).cast(spark_type(sql_type(field)))}
    match field.type:
        case FieldType.DATETIME:
            columns[extra(field.name, "end")] = spark.lit(None).cast("timestamp_ntz")
            columns[day_only(field.name)] = spark.lit(None).cast("boolean")
        case FieldType.DURATION:
            columns |= {extra(field.name, one): spark.lit(None).cast("bigint") for one in LENGTHS}
        case FieldType.DECIMAL:
            columns[as_written(field.name)] = spark.lit(None).cast("string")
        case FieldType.MAPPING if field.of is FieldType.DECIMAL:
            columns[as_written(field.name)] = spark.lit(None).cast("map<string,string>")
    return columns


def _text(cell: Column, kind: DataType) -> Column | None:
    """Return *cell* as it would be written into a file; None where it holds no single value."""
    if isinstance(kind, TimestampType):
        cell, kind = cell.cast("timestamp_ntz"), TimestampNTZType()
    if isinstance(kind, DateType):
        return cell.cast("string")
    if isinstance(kind, TimestampNTZType):
        whole = cell == spark.date_trunc("day", cell).cast("timestamp_ntz")
        written = spark.date_format(cell, "yyyy-MM-dd'T'HH:mm:ss")
        return spark.when(whole, cell.cast("date").cast("string")).otherwise(written)
    if isinstance(kind, FloatType | DoubleType):
        whole = (cell == spark.floor(cell)) & (spark.abs(cell) < spark.lit(1e15))
        return spark.when(whole, cell.cast("bigint").cast("string")).otherwise(cell.cast("string"))
    if not isinstance(kind, _TEXTS):
        return None
    written = cell.cast("string")
    if not isinstance(kind, StringType):
        return written
    return spark.nullif(_trimmed(written), spark.lit(""))


def _trimmed(text: Column) -> Column:
    """Return *text* without blanks around it: looking at both ends is cheaper than trimming."""
    ends = [spark.ascii(spark.substring(text, place, 1)) for place in (1, -1)]
    plain = [(one > 32) & (one < 128) for one in ends]
    return spark.when(plain[0] & plain[1], text).otherwise(spark.btrim(text, spark.lit(_BLANKS)))


def _typed(field: FieldInfo, cell: Column, kind: DataType) -> dict[str, Column] | None:
    """Return the columns of a field whose cells are values of its type; None where they are not."""
    own = field.name
    match field.type, kind:
        case FieldType.BOOL, BooleanType():
            return {own: cell}
        case FieldType.DATE, DateType():
            return {own: spark.when(_in_calendar(cell), cell)}
        case FieldType.INT, ByteType() | ShortType() | IntegerType() | LongType():
            return {own: _possible(field, cell.cast("bigint"))}
        case FieldType.DATETIME, TimestampNTZType():
            whole = spark.date_trunc("second", cell).cast("timestamp_ntz")
            read = spark.when(_in_calendar(cell), whole)
            return _either(own, read, whole == spark.date_trunc("day", cell).cast("timestamp_ntz"))
    return None


def _in_calendar(day: Column) -> Column:
    return spark.year(day).between(FIRST_YEAR, LAST_YEAR)


def _either(own: str, read: Column, alone: Column) -> dict[str, Column]:
    """Return the columns of a date-time, of which only the day may be known."""
    last = read + spark.expr("INTERVAL '0 23:59:59.999999' DAY TO SECOND")
    return {
        own: read,
        extra(own, "end"): spark.when(alone, last).otherwise(read),
        day_only(own): alone,
    }


def _single(record_type: str, field: FieldInfo, text: Column) -> dict[str, Column]:
    """Return the columns of a field that holds one value."""
    own = field.name
    match field.type:
        case FieldType.ENUM:
            known = {*field.values} - VALUES.get((record_type, own), {}).keys()
            return {own: spark.when(text.isin(*sorted(known)), text)}
        case FieldType.BOOL:
            yes, no = (spark.lower(text).isin(*words) for words in (YES, NO))
            return {own: spark.when(yes, spark.lit(True)).when(no, spark.lit(False))}  # noqa: FBT003
        case FieldType.DATE:
            return {own: _day(text)}
        case FieldType.DATETIME:
            return _moment(own, text)
        case FieldType.INT:
            number = spark.when(text.rlike(_WHOLE), text.try_cast("bigint"))
            return {own: _possible(field, number)}
        case FieldType.DECIMAL:
            number = _possible(field, _number(text))
            return {own: number, as_written(own): spark.when(number.isNotNull(), text)}
        case FieldType.DURATION:
            return _duration(own, text)
        case _:
            return {own: spark.when(_is_text(text), text)}


def _is_text(text: Column) -> Column:
    broken = spark.contains(text, spark.lit(DAMAGED)) | spark.contains(text, spark.lit(ITEM))
    shown = spark.startswith(text, spark.lit("#")) & text.rlike(f"^{SPREADSHEET_ERROR}$")
    return ~broken & ~shown


def _number(text: Column) -> Column:
    return spark.when(text.rlike(_NUMBER), text.try_cast(spark_type(DECIMAL)))


def _possible(field: FieldInfo, number: Column) -> Column:
    inside = spark.lit(True)  # noqa: FBT003
    if field.minimum is not None:
        inside &= number >= field.minimum
    if field.maximum is not None:
        inside &= number <= field.maximum
    return spark.when(inside, number)


def _day(text: Column) -> Column:
    day = spark.when(text.rlike(f"^{ISO}$"), text.try_cast("date"))
    return spark.when(_in_calendar(day), day)


def _moment(own: str, text: Column) -> dict[str, Column]:
    day = _day(spark.substring(text, 1, 10))
    written = spark.replace(text, spark.lit("T"), spark.lit(" "))
    read = spark.when(text.rlike(_MOMENT) & day.isNotNull(), written.try_cast("timestamp_ntz"))
    return _either(own, read, spark.when(read.isNotNull(), spark.length(text) == 10))


def _duration(own: str, text: Column) -> dict[str, Column]:
    for word, of in INTERVALS.items():
        text = spark.when(text == word, spark.lit(of)).otherwise(text)
    read = spark.when(text.rlike(_DURATION), text)
    amount = spark.regexp_extract(read, r"(\d+)", 1).try_cast("bigint")
    unit, exact = spark.substring(read, -1, 1), spark.startswith(read, spark.lit("PT"))

    def counted(*factors: tuple[str, int], timed: bool) -> Column:
        found = spark.lit(0).cast("bigint")
        for letter, factor in factors:
            found = spark.when(unit == letter, amount * factor).otherwise(found)
        return spark.when(exact == timed, found)

    zero = spark.when(read.isNotNull(), spark.lit(0).cast("bigint"))
    return {
        own: read,
        extra(own, "months"): spark.coalesce(counted(("Y", 12), ("M", 1), timed=False), zero),
        extra(own, "days"): spark.coalesce(counted(("W", 7), ("D", 1), timed=False), zero),
        extra(own, "minutes"): counted(("H", 60), ("M", 1), timed=True),
        extra(own, BUSINESS): spark.when(unit == "B", amount),
    }


def _set(field: FieldInfo, text: Column) -> Cells:
    items = spark.split(text, "; ")
    whole = _is_text(text) & (spark.lower(text) != "none")
    return _items(field, items, whole & spark.forall(items, _item(field)), text.isNotNull())


def _list(field: FieldInfo, cell: Column, kind: ArrayType) -> Cells:
    if _text(cell, kind.elementType) is None:
        return Cells(_nothing(field), cell.isNotNull())
    items = spark.transform(cell, lambda item: _known(_text(item, kind.elementType)))
    return _items(field, items, spark.forall(items, _item(field)), cell.isNotNull())


def _known(text: Column | None) -> Column:
    assert text is not None
    return text


def _item(field: FieldInfo) -> Callable[[Column], Column]:
    def test(item: Column) -> Column:
        if field.item is FieldType.ENUM:
            return spark.coalesce(item.isin(*field.values), spark.lit(False))  # noqa: FBT003
        plain = (item != "") & (item == spark.trim(item)) & ~spark.contains(item, spark.lit(";"))
        return spark.coalesce(plain & _is_text(item), spark.lit(False))  # noqa: FBT003

    return test


def _items(field: FieldInfo, items: Column, plain: Column, there: Column) -> Cells:
    value = spark.when(there & plain, spark.array_sort(spark.array_distinct(items)))
    return Cells({field.name: value}, there & value.isNull())


def _pair(key: Column, text: Column | None) -> Column:
    held = spark.lit(None).cast("string") if text is None else text
    return spark.struct(key.alias("key"), held.alias("text"))


def _entries(field: FieldInfo, entries: Column, there: Column) -> Cells:
    """Return a mapping, of which one entry that cannot be read spoils the whole."""
    of = field.of or FieldType.TEXT

    def value(pair: Column) -> Column:
        match of:
            case FieldType.DECIMAL:
                return _possible(field, _number(pair["text"]))
            case FieldType.DURATION:
                return _duration("", pair["text"])[""]
            case _:
                return spark.when(_is_text(pair["text"]), pair["text"])

    plain = spark.forall(
        entries, lambda pair: pair["key"].isin(*field.values) & value(pair).isNotNull()
    )
    once = spark.size(spark.array_distinct(spark.transform(entries, lambda one: one["key"])))
    whole = there & spark.coalesce(plain, spark.lit(False)) & (once == spark.size(entries))  # noqa: FBT003

    def made(pick: Callable[[Column], Column]) -> Column:
        pairs = spark.transform(
            entries, lambda pair: spark.struct(pair["key"].alias("key"), pick(pair).alias("value"))
        )
        return spark.when(whole, spark.map_from_entries(pairs))

    columns = {field.name: made(value)}
    if of is FieldType.DECIMAL:
        columns[as_written(field.name)] = made(lambda pair: pair["text"])
    return Cells(columns, there & columns[field.name].isNull())
