"""A snapshot whose records stay in the typed tables until somebody asks for them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from peercomply.intake.build import records_of
from peercomply.intake.mapping.model import ImportMapping
from peercomply.intake.typed import TypedTables, open_typed_tables
from peercomply.records.model import RECORD_TYPES, Record, Schema
from peercomply.records.provenance import Location
from peercomply.records.snapshot import Snapshot


@contextlib.contextmanager
def open_snapshot(
    path: str | os.PathLike[str],
    *,
    schema: Schema = RECORD_TYPES,
    mapping: ImportMapping | None = None,
    memory_limit: str = "",
) -> Iterator[Snapshot]:
    """
    Open the export at *path*, and yield its records as `load_snapshot` returns them.

    They stay in the database that reads the export, and become records when somebody asks for
    them: the engine `duckdb` judges where they are. After the block nothing can be asked for.

    Args:
        path: A folder, a file, or the URL of a database.

        schema: The record types that are read.

        mapping: How tables are read that are not named after record types.

        memory_limit: Most memory that the database takes, such as "2GB", before it writes to a
            temporary folder; without one, most of what the machine has.

    Raises:
        InputError: There is no export at *path*, or no table of it is of a record type.

        ConfigError: The mapping beside the export has problems, or the limit is none.
    """
    with open_typed_tables(
        path, schema=schema, mapping=mapping, memory_limit=memory_limit
    ) as tables:
        yield snapshot_over(tables)


def snapshot_over(tables: TypedTables) -> Snapshot:
    """Return the snapshot of *tables*, whose records are made when somebody asks for them."""
    held = {name: _Records(tables, name) for name in sorted(tables.supplied)}
    return Snapshot(
        MappingProxyType(held),
        tables.supplied,
        tables.provenance(_Origins(tables)),
        tables.schema,
        tables,
    )


class _Records(Mapping[str, Record]):
    """The records of one type by key, made all at once when one of them is asked for."""

    def __init__(self, tables: TypedTables, name: str) -> None:
        self._tables = tables
        self._name = name
        self._made: dict[str, Record] | None = None
        self._size = -1

    @property
    def _all(self) -> dict[str, Record]:
        if self._made is None:
            made = records_of(self._tables, self._name, order="id")
            self._made = {record.id: record for record in made}
        return self._made

    def __getitem__(self, key: str) -> Record:
        return self._all[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        if self._size < 0:
            self._size = self._tables.count(self._name)
        return self._size


class _Origins(Mapping[tuple[str, str], Location]):
    """Where each record stands in the export, looked up when somebody asks for it."""

    def __init__(self, tables: TypedTables) -> None:
        self._tables = tables
        self._lines: dict[str, dict[str, int]] = {}

    def _of(self, name: str) -> dict[str, int]:
        if name not in self._lines:
            supplied = name in self._tables.supplied
            keys = self._tables.keys(name) if supplied else {}
            self._lines[name] = {key: line for line, key in keys.items()}
        return self._lines[name]

    def __getitem__(self, key: tuple[str, str]) -> Location:
        return self._tables.notes.location(self._of(key[0])[key[1]])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for name in sorted(self._tables.supplied):
            yield from ((name, key) for key in self._of(name))

    def __len__(self) -> int:
        return sum(map(self._tables.count, self._tables.supplied))
