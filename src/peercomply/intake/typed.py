"""Reads an export into typed tables, the one way into every engine."""

# ruff: noqa: S608 - names come from our own descriptions and are quoted, see quoting.py

from __future__ import annotations

import os
from types import TracebackType
from typing import Self

import attrs
import duckdb

from peercomply.errors import InputError
from peercomply.intake.columns import LINE
from peercomply.intake.csv_files import read_csv
from peercomply.intake.decoding import Refusal
from peercomply.intake.discover import Document, Export, Table, discover
from peercomply.intake.json_files import Lists, read_document
from peercomply.intake.notes import Notes
from peercomply.intake.orders import check_orders
from peercomply.intake.quoting import identifier
from peercomply.intake.references import fill_only, note_dangling
from peercomply.intake.repeats import merge_rows, note_repeats
from peercomply.intake.sheet import Sheet, issue
from peercomply.intake.staging import create_typed_table, stage
from peercomply.records.model import RECORD_TYPES, RecordType, Schema
from peercomply.records.provenance import Doubt, Input, IssueCode, Location
from peercomply.records.snapshot import Provenance

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "enable_external_access": False,
}
"""The database reads no file and loads nothing by itself."""


@attrs.frozen
class TypedTables:
    """
    The records of an export as tables of a database in memory, one for each supplied record type.

    A table has the name of its record type and a column for each field: text for keys, slugs and
    durations, DATE, TIMESTAMP with a second column "FIELD day only", BOOLEAN, BIGINT,
    DECIMAL(38, 10) with a second column "FIELD written", sorted lists for sets, and maps. The
    column "line number" names the row of the export. A cell that could not be read is NULL; the
    doubts say which these are.

    Attributes:
        connection: The database; it ends with `close`.

        supplied: Names of the record types that have a table.

        notes: What was found on the way.

        schema: The record types that there are.
    """

    connection: duckdb.DuckDBPyConnection = attrs.field(repr=False)
    supplied: frozenset[str]
    notes: Notes = attrs.field(repr=False)
    schema: Schema = attrs.field(repr=False)

    def provenance(self) -> Provenance:
        """Return where the records come from and what is doubtful, by the keys of the records."""
        origins: dict[tuple[str, str], Location] = {}
        doubts: dict[tuple[str, str], dict[str, Doubt]] = {}
        for name in sorted(self.supplied):
            keys = self.keys(name)
            origins |= {(name, key): self.notes.location(line) for line, key in keys.items()}
            for field in self.schema[name].fields:
                if found := self.notes.doubts.get((name, field)):
                    held = {keys[line]: found[line] for line in sorted(found)}
                    doubts[name, field] = dict(sorted(held.items()))
            self._doubt_unread(name, keys, doubts)
        return Provenance(
            doubts=doubts,
            origins=origins,
            headings=self.notes.all_headings(),
            issues=self.notes.all_issues(),
            inputs=self.notes.all_inputs(),
            rejected=self.notes.rejected(),
        )

    def _doubt_unread(
        self, name: str, keys: dict[int, str], doubts: dict[tuple[str, str], dict[str, Doubt]]
    ) -> None:
        """Doubt the fields that may stand in a column which was not read."""
        for line, key in keys.items():
            for field in self.notes.sheet(line).unsure:
                reason = f"{name}.{field} has no column, and one of a similar heading was not read"
                doubts.setdefault((name, field), {}).setdefault(key, Doubt(reason))

    def keys(self, record_type: str) -> dict[int, str]:
        """Return the keys of a record type by line number, in the order of the export."""
        line = identifier(LINE)
        query = f"SELECT {line}, id FROM {identifier(record_type)} ORDER BY {line}"
        return dict(self.connection.execute(query).fetchall())

    def close(self) -> None:
        """Give the database up; closing twice is allowed."""
        self.connection.close()

    def __enter__(self) -> Self:
        """Return the tables themselves."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the database up."""
        self.close()


def open_typed_tables(
    path: str | os.PathLike[str], *, schema: Schema = RECORD_TYPES
) -> TypedTables:
    """
    Read the export at *path* into typed tables of *schema*, which the caller closes.

    Raises:
        InputError: There is no export at *path*.
    """
    export = discover(path, schema)
    connection = duckdb.connect(":memory:", config=_SETTINGS)
    try:
        notes = _stage_all(connection, export, schema)
        supplied = notes.supplied()
        _check(connection, [schema[name] for name in schema if name in supplied], notes)
        return TypedTables(connection, supplied, notes, schema)
    except BaseException:
        connection.close()
        raise


def _stage_all(connection: duckdb.DuckDBPyConnection, export: Export, schema: Schema) -> Notes:
    notes = Notes(inputs=list(export.inputs), issues=list(export.issues))
    held: set[str] = set()
    for found in export.files:
        for sheet in _sheets(found, export, notes, schema):
            notes.sheets.append(sheet)
            name = sheet.record_type.name
            if name not in held and not sheet.missing:
                create_typed_table(connection, sheet.record_type)
                held.add(name)
            stage(connection, sheet, notes)
    if not notes.sheets and _holds_nothing(export, notes):
        hint = 'name files after record types, or write {"worker": [{"id": "W1"}]}'
        raise InputError(export.path, "holds no records of a known type", hint=hint)
    return notes


def _holds_nothing(export: Export, notes: Notes) -> bool:
    """Whether all files are documents that could be read and name no record type."""
    unread = any(one.code is not IssueCode.UNKNOWN_FILE for one in notes.issues)
    return all(
        isinstance(found, Document) and (found.alone or not unread) for found in export.files
    )


def _read(found: Table | Document, schema: Schema) -> Sheet | Lists | Refusal:
    if isinstance(found, Table):
        return read_csv(found.path, found.file, found.record_type)
    return read_document(found.path, found.file, schema)


def _sheets(found: Table | Document, export: Export, notes: Notes, schema: Schema) -> list[Sheet]:
    """Read one file; what it is not fit for goes to the notes."""
    match _read(found, schema):
        case Sheet() as sheet:
            return [sheet]
        case Lists() as lists:
            notes.issues.extend(lists.issues)
            if not lists.sheets:
                notes.inputs.append(_unread(found.file, lists.sha256))
            return list(lists.sheets)
        case refusal:
            if isinstance(found, Document) and found.alone:
                raise InputError(export.path, refusal.problem, hint=refusal.hint)
            _refuse(found, refusal, notes)
            return []


def _refuse(found: Table | Document, refusal: Refusal, notes: Notes) -> None:
    name = found.record_type.name if isinstance(found, Table) else None
    type_ = f"; {name} counts as not supplied by it" if name else ""
    message = f"the file was not read: {refusal.problem}{type_}"
    notes.issues.append(issue(refusal.code, message, file=found.file, hint=refusal.hint))
    notes.inputs.append(_unread(found.file, refusal.sha256, name))


def _unread(file: str, sha256: str | None, record_type: str | None = None) -> Input:
    return Input(path=file, sha256=sha256, record_type=record_type, read=0, accepted=0, rejected=0)


def _check(connection: duckdb.DuckDBPyConnection, supplied: list[RecordType], notes: Notes) -> None:
    merge_rows(connection, supplied, notes)
    for target in ("organisation", "program"):
        fill_only(connection, target, supplied, notes)
    for record_type in supplied:
        note_repeats(connection, record_type, notes)
        note_dangling(connection, record_type, notes)
        check_orders(connection, record_type, notes)
