"""All records of one collection run, and which record types were supplied at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Protocol

import attrs

from peercomply.errors import SnapshotError, did_you_mean
from peercomply.records.extend import joined
from peercomply.records.model import RECORD_TYPES, Record, Schema, describe
from peercomply.records.provenance import DataIssue, Doubt, Input, Location

Doubts = Mapping[tuple[str, str], Mapping[str, Doubt]]
"""Doubtful cells: (record type, field) to the key of the record to the doubt."""


@attrs.frozen(kw_only=True)
class Provenance:
    """
    What an export says about its records besides their values.

    Attributes:
        doubts: Cells that could not be turned into one value.

        origins: File and row of each record, by record type and key.

        headings: Heading of the column that feeds a field, by file, record type and field.

        issues: What is wrong with the export, in a total order.

        inputs: The files of the export.

        rejected: Number of rejected rows of each record type that has some.
    """

    doubts: Doubts = attrs.field(factory=dict)
    origins: Mapping[tuple[str, str], Location] = attrs.field(factory=dict)
    headings: Mapping[tuple[str, str, str], str] = attrs.field(factory=dict)
    issues: tuple[DataIssue, ...] = ()
    inputs: tuple[Input, ...] = ()
    rejected: Mapping[str, int] = attrs.field(factory=dict)

    def locate(self, record_type: str, record_id: str, field: str | None = None) -> Location | None:
        """Return where a record, or its *field*, stands in the export; None if in none."""
        origin = self.origins.get((record_type, record_id))
        if origin is None or field is None:
            return origin
        heading = self.headings.get((origin.file, record_type, field))
        return Location(origin.file, origin.row, heading, origin.sheet)


class OpenTables(Protocol):
    """The tables of an export that is open, as far as they answer for all records at once."""

    @property
    def schema(self) -> Schema:
        """The record types that were read."""
        ...

    def later(
        self, record_type: str, fields: Iterable[str], day: date
    ) -> Mapping[str, tuple[int, str]]:
        """Return for each of *fields* how many records hold a later day, and the first key."""
        ...

    def texts(self, record_type: str, field: str, keys: Iterable[str]) -> Mapping[str, str | None]:
        """Return what the records *keys* hold in a *field* that holds a key or a text."""
        ...


@attrs.frozen
class Snapshot:
    """
    All records of one collection run.

    A record type that was supplied without any record is an empty file: nothing took place. A type
    that was not supplied is no file at all: nobody knows. The two give different outcomes.

    Attributes:
        records: Records by type and key, both sorted.

        supplied: Names of the record types that were supplied.

        provenance: Where the records come from; empty for records made in Python.

        schema: The record types that there are.

        tables: The tables that hold the records of an export that is open; None for others.
    """

    records: Mapping[str, Mapping[str, Record]] = attrs.field(repr=False)
    supplied: frozenset[str]
    provenance: Provenance = attrs.field(factory=Provenance, repr=False, eq=False)
    schema: Schema = attrs.field(default=RECORD_TYPES, repr=False, eq=False)
    tables: OpenTables | None = attrs.field(default=None, repr=False, eq=False)

    @classmethod
    def of(
        cls,
        records: Iterable[Record],
        *,
        supplied: Iterable[str] = (),
        provenance: Provenance | None = None,
        schema: Schema = RECORD_TYPES,
    ) -> Snapshot:
        """
        Return the snapshot of *records*.

        Args:
            records: Instances of the record classes, in any order.

            supplied: Record types that were looked for, with or without records. The types of
                *records* count as supplied anyway.

            provenance: Where the records come from.

            schema: The record types that there are: `pack.schema` for records of a pack that
                adds to them. A record may lack fields that a pack adds.

        Raises:
            SnapshotError: Two records of one type have the same key, *supplied* names no record
                type, or something among *records* is no record of *schema*.
        """
        held = list(records)
        classes = {cls: _type_name(cls, schema) for cls in dict.fromkeys(map(type, held))}
        names = [classes[type(record)] for record in held]
        problems = [
            f"{supply!r} is no record type; {did_you_mean(supply, schema)}".rstrip("; ")
            for supply in sorted(set(supplied) - set(schema))
        ]
        problems += [_stranger(cls) for cls, name in classes.items() if not name]
        if not problems:
            keys = Counter(zip(names, (record.id for record in held), strict=True))
            problems = [
                f"{name} {key!r}: {count} records have this key"
                for (name, key), count in sorted(keys.items())
                if count > 1
            ]
        if problems:
            raise SnapshotError(problems)
        by_type: dict[str, dict[str, Record]] = {name: {} for name in sorted({*names, *supplied})}
        for name, record in sorted(
            zip(names, held, strict=True), key=lambda pair: (pair[0], pair[1].id)
        ):
            by_type[name][record.id] = record
        frozen = {name: MappingProxyType(held_) for name, held_ in by_type.items()}
        found = provenance or Provenance()
        return cls(MappingProxyType(frozen), frozenset(by_type), found, schema)

    def known_by(self, schema: Schema) -> Snapshot:
        """
        Return this snapshot for rules that speak of *schema* besides its own.

        Raises:
            SchemaError: The two schemas do not go together.
        """
        if schema is self.schema or schema is RECORD_TYPES:
            return self
        found = joined((("the snapshot", self.schema), ("the pack", schema)))
        return attrs.evolve(self, schema=found)

    def of_type(self, name: str) -> Mapping[str, Record]:
        """Return the records of the type *name* by key; empty if it was not supplied."""
        return self.records.get(name, MappingProxyType({}))

    def __len__(self) -> int:
        """Return the number of records."""
        return sum(len(records) for records in self.records.values())


def _type_name(cls: type, schema: Schema) -> str:
    """Return the type of the records of *cls*; an empty text where *schema* does not know them."""
    name = str(getattr(getattr(cls, "__record__", None), "name", ""))
    if name not in schema or not attrs.has(cls):
        return ""
    record_type = schema[name]
    strange = record_type.cls is not cls and any(
        map(record_type.lacks, describe(cls).fields.values())
    )
    return "" if strange else record_type.name


def _stranger(cls: type) -> str:
    if not hasattr(cls, "__record__"):
        return f"{cls.__name__!r} is no record class"
    return f"{cls.__name__!r} is no record class of this schema; give the schema of its pack"
