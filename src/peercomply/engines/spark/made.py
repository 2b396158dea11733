"""Makes the attrs records of rows of Spark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import attrs
from pyspark.sql import Row

from peercomply.engines.sql.tables import extra
from peercomply.intake.columns import as_written, day_only
from peercomply.records.durations import parse_duration
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.model import Record, RecordType
from peercomply.records.provenance import Doubt


@attrs.frozen
class RecordMaker:
    """
    Makes records of one type.

    Attributes:
        record_type: The record type.

        fields: Names of the fields that the rows hold; the others stay empty.

        unsure: Fields that stand under a heading which was not read.
    """

    record_type: RecordType
    fields: tuple[str, ...]
    unsure: frozenset[str] = frozenset()

    def record(self, row: Row) -> Record:
        """Return the record of *row*."""
        held = row.asDict()
        values = {name: _value(self.record_type.fields[name], held) for name in self.fields}
        record: Record = self.record_type.cls(**values)
        return record

    def doubts(self, row: Row) -> Iterator[tuple[str, Doubt]]:
        """Yield the fields of *row* that are in doubt, with the reason."""
        held = row.asDict()
        for name in self.fields:
            if held.get(extra(name, "unreadable")):
                unsure = name in self.unsure
                yield name, Doubt(reason(self.record_type.name, name, unsure=unsure))


def reason(record_type: str, field: str, *, unsure: bool) -> str:
    """Return why a cell is in doubt."""
    own = f"{record_type}.{field}"
    if unsure:
        return f"{own} has no column, and one of a similar heading was not read"
    return f"{own} could not be read"


def _value(field: FieldInfo, held: Mapping[str, Any]) -> Any:
    value = held.get(field.name)
    if value is None:
        return None
    match field.type:
        case FieldType.DATETIME:
            return value.date() if held[day_only(field.name)] else value
        case FieldType.DECIMAL:
            return Decimal(held[as_written(field.name)])
        case FieldType.DURATION:
            return parse_duration(value)
        case FieldType.SET:
            return frozenset(value)
        case FieldType.MAPPING:
            return _mapping(field, held)
        case _:
            return value


def _mapping(field: FieldInfo, held: Mapping[str, Any]) -> dict[str, Any]:
    match field.of:
        case FieldType.DECIMAL:
            return {key: Decimal(text) for key, text in held[as_written(field.name)].items()}
        case FieldType.DURATION:
            return {key: parse_duration(text) for key, text in held[field.name].items()}
        case _:
            return dict(held[field.name])
