"""The tables that queries read: one for each record type, with its fields as columns."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from peercomply.engines.reperform.names import identifier, plain
from peercomply.engines.sql.tables import PARTS, extra, sql_type
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.model import RecordType

_NO_LISTS = ("tsql",)


def table_columns(record_type: RecordType, dialect: str) -> Iterator[tuple[str, str]]:
    """Yield name and type of the columns of a table, in the words of *dialect*."""
    for field in record_type.fields.values():
        yield from _columns(field, dialect)


def create_table(record_type: RecordType, dialect: str) -> str:
    """Return the statement that makes the table of a record type."""
    body = ",\n  ".join(
        f"{identifier(name).sql(dialect=dialect)} {kind}"
        for name, kind in table_columns(record_type, dialect)
    )
    return f"CREATE TABLE {identifier(record_type.info.name).sql(dialect=dialect)} (\n  {body}\n)"


def _columns(field: FieldInfo, dialect: str) -> Iterator[tuple[str, str]]:
    yield field.name, _type(field, dialect)
    if field.type is FieldType.DATETIME:
        yield plain(extra(field.name, "end")), _type(field, dialect)
    if field.type is FieldType.DURATION:
        yield from ((plain(extra(field.name, part)), _said("BIGINT", dialect)) for part in PARTS)


def _type(field: FieldInfo, dialect: str) -> str:
    kind = sql_type(field)
    if field.type is FieldType.MAPPING and dialect == "postgres":
        return "JSONB"
    if field.type in (FieldType.MAPPING, FieldType.SET) and dialect in _NO_LISTS:
        return _said("VARCHAR", dialect)
    return _said(kind, dialect)


def _said(kind: str, dialect: str) -> str:
    return str(exp.DataType.build(kind, dialect="duckdb").sql(dialect=dialect))
