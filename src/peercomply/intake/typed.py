"""Reads an export into typed tables, the one way into every engine."""

# ruff: noqa: S608 - names come from our own descriptions and are quoted, see quoting.py

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

import attrs
import duckdb

from peercomply.errors import InputError, did_you_mean
from peercomply.intake.columns import LINE
from peercomply.intake.decoding import Refusal
from peercomply.intake.discover import Export, discover, expected, mapping_beside
from peercomply.intake.grids import Grid
from peercomply.intake.mapping.load import load_mapping
from peercomply.intake.mapping.model import NOTHING, ImportMapping, TableMapping
from peercomply.intake.mapping.sheets import Shaper, missing_tables, unread_rows
from peercomply.intake.names import plain, record_type_of, type_names
from peercomply.intake.notes import Notes
from peercomply.intake.orders import check_orders
from peercomply.intake.places import Place, issue
from peercomply.intake.quoting import identifier, literal, literals
from peercomply.intake.references import fill_only, note_dangling
from peercomply.intake.repeats import merge_rows, note_repeats
from peercomply.intake.sheet import Sheet
from peercomply.intake.sources import ARCHIVE, Opened, open_file
from peercomply.intake.sources.servers import read_server
from peercomply.intake.staging import create_typed_table, stage
from peercomply.records.issue_codes import IssueCode
from peercomply.records.model import RECORD_TYPES, RecordType, Schema
from peercomply.records.provenance import DataIssue, Doubt, Location
from peercomply.records.snapshot import Provenance

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
}
"""The database loads nothing by itself."""


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
    _spill: tempfile.TemporaryDirectory[str] = attrs.field(repr=False)

    def provenance(self, origins: Mapping[tuple[str, str], Location] | None = None) -> Provenance:
        """
        Return where the records come from and what is doubtful, by the keys of the records.

        *origins* say where each record stands, for those who look it up when it is asked for.
        """
        return Provenance(
            doubts=self.doubts(),
            origins=self._origins() if origins is None else origins,
            headings=self.notes.all_headings(),
            issues=self.notes.all_issues(),
            inputs=self.notes.all_inputs(),
            rejected=self.notes.rejected(),
        )

    def _origins(self) -> dict[tuple[str, str], Location]:
        return {
            (name, key): self.notes.location(line)
            for name in sorted(self.supplied)
            for line, key in self.keys(name).items()
        }

    def doubts(self) -> dict[tuple[str, str], dict[str, Doubt]]:
        """Return the doubtful cells of each field by the key of their record."""
        doubts: dict[tuple[str, str], dict[str, Doubt]] = {}
        for name in sorted(self.supplied):
            held = {
                field: found
                for field in self.schema[name].fields
                if (found := self.notes.doubts.get((name, field)))
            }
            lines = sorted({line for found in held.values() for line in found})
            keys = self.keys(name, lines)
            for field, found in held.items():
                own = {keys[line]: doubt for line, doubt in found.items()}
                doubts[name, field] = dict(sorted(own.items()))
            self._doubt_unread(name, doubts)
        return doubts

    def _doubt_unread(self, name: str, doubts: dict[tuple[str, str], dict[str, Doubt]]) -> None:
        """Doubt the fields that may stand in a column which was not read."""
        if not self.unsure(name):
            return
        for line, key in self.keys(name).items():
            for field in self.notes.sheet(line).unsure:
                reason = f"{name}.{field} has no column, and one of a similar heading was not read"
                doubts.setdefault((name, field), {}).setdefault(key, Doubt(reason))

    def unsure(self, record_type: str) -> frozenset[str]:
        """Return the fields of a record type that may stand in a column which was not read."""
        sheets = (one for one in self.notes.sheets if one.record_type.name == record_type)
        return frozenset(field for sheet in sheets for field in sheet.unsure)

    def keys(self, record_type: str, lines: Sequence[int] | None = None) -> dict[int, str]:
        """Return the keys of a record type by line number, of some *lines* or of all of them."""
        if lines is not None and not lines:
            return {}
        line = identifier(LINE)
        some = "" if lines is None else f" WHERE {line} IN (SELECT unnest(CAST(? AS BIGINT[])))"
        query = f"SELECT {line}, id FROM main.{identifier(record_type)}{some} ORDER BY {line}"
        cursor = self.connection.cursor()
        return dict(cursor.execute(query, [] if lines is None else [list(lines)]).fetchall())

    def count(self, record_type: str) -> int:
        """Return the number of records of a type."""
        query = f"SELECT count(*) FROM main.{identifier(record_type)}"
        row: tuple[int] = self.connection.cursor().execute(query).fetchone() or (0,)
        return row[0]

    def later(
        self, record_type: str, fields: Iterable[str], day: date
    ) -> dict[str, tuple[int, str]]:
        """Return for each of *fields* how many records hold a later day, and the first key."""
        names = [name for name in fields if name in self.notes.filled[record_type]]
        if not names:
            return {}
        late = [f"FILTER (CAST({identifier(name)} AS DATE) > $day)" for name in names]
        asked = ", ".join(f"count(*) {one}, coalesce(min(id) {one}, '')" for one in late)
        query = f"SELECT {asked} FROM main.{identifier(record_type)}"
        row = self.connection.cursor().execute(query, {"day": day}).fetchone() or ()
        return dict(zip(names, zip(row[::2], row[1::2], strict=True), strict=True))

    def texts(self, record_type: str, field: str, keys: Iterable[str]) -> dict[str, str | None]:
        """Return what the records *keys* hold in a *field* that holds a key or a text."""
        query = (
            f"SELECT id, {identifier(field)} FROM main.{identifier(record_type)}"
            " WHERE id IN (SELECT unnest(CAST(? AS VARCHAR[])))"
        )
        return dict(self.connection.cursor().execute(query, [list(keys)]).fetchall())

    def close(self) -> None:
        """Give the database up; closing twice is allowed."""
        self.connection.close()
        self._spill.cleanup()

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
    path: str | os.PathLike[str],
    *,
    schema: Schema = RECORD_TYPES,
    mapping: ImportMapping | None = None,
    memory_limit: str = "",
) -> TypedTables:
    """
    Read the export at *path* into typed tables of *schema*, which the caller closes.

    Args:
        path: A folder, a file, or the URL of a database.

        schema: The record types that are read.

        mapping: How tables are read that are not in our shape; without one, what a file
            peercomply.yaml beside them says.

        memory_limit: Most memory that the database takes before it writes to a temporary folder,
            such as "2GB"; without one, most of what the machine has.

    Raises:
        InputError: There is no export at *path*.

        ConfigError: The mapping beside it has problems, or the limit is none.
    """
    export = discover(path, schema)
    if mapping is None:
        beside = mapping_beside(path)
        mapping = NOTHING if beside is None else load_mapping(beside, schema)
    spill = tempfile.TemporaryDirectory(prefix="peercomply-")
    try:
        connection = _connect(spill.name, memory_limit)
    except BaseException:
        spill.cleanup()
        raise
    try:
        with tempfile.TemporaryDirectory(prefix="peercomply-") as folder:
            _lock(connection, export, folder)
            notes = _Staging(connection, export, schema, mapping, Path(folder)).notes()
        supplied = notes.supplied()
        _check(connection, [schema[name] for name in schema if name in supplied], notes)
        return TypedTables(connection, supplied, notes, schema, spill)
    except BaseException as error:
        connection.close()
        spill.cleanup()
        if isinstance(error, duckdb.OutOfMemoryException):
            raise InputError(export.path, OUT_OF_MEMORY, hint=MORE_MEMORY) from error
        raise


OUT_OF_MEMORY = "the memory that the database may take is not enough"
MORE_MEMORY = "raise the limit, or leave it out"


def _connect(spill: str, memory_limit: str) -> duckdb.DuckDBPyConnection:
    """Return a database in memory that writes to the folder *spill* what does not fit."""
    settings = _SETTINGS | {"temp_directory": str(Path(spill) / "database")}
    if memory_limit:
        settings["memory_limit"] = memory_limit
    try:
        return duckdb.connect(":memory:", config=settings)
    except duckdb.ParserException as error:
        problem = "is no amount of memory"
        raise InputError(memory_limit, problem, expected="an amount such as 2GB") from error


def _lock(connection: duckdb.DuckDBPyConnection, export: Export, folder: str) -> None:
    """Let the database see the files of the export, and nothing else."""
    files = literals(str(file.path) for file in export.files)
    connection.execute(f"SET allowed_paths = [{files}]")
    connection.execute(f"SET allowed_directories = [{literal(folder)}]")
    connection.execute("SET enable_external_access = false")


@attrs.frozen
class _Staging:
    connection: duckdb.DuckDBPyConnection
    export: Export
    schema: Schema
    mapping: ImportMapping
    folder: Path

    def notes(self) -> Notes:
        """Read every table of the export, and return what was found on the way."""
        notes = Notes(inputs=list(self.export.inputs), issues=list(self.export.issues))
        grids = list(self._grids(notes))
        shaper = Shaper(schema=self.schema, mapping=self.mapping, grids=grids)
        held: set[str] = set()
        for grid in grids:
            sheets = self._sheets(shaper, grid, notes)
            for sheet in sheets:
                notes.sheets.append(sheet)
                name = sheet.record_type.name
                if name not in held and not sheet.missing:
                    create_typed_table(self.connection, sheet.record_type)
                    held.add(name)
                stage(self.connection, sheet, notes)
            if (unread := unread_rows(grid, sheets)) is not None:
                notes.issues.append(unread)
        for table in missing_tables(self.mapping, grids):
            notes.issues.append(_no_table(table, self.mapping))
        self._check_any(notes)
        return notes

    def _grids(self, notes: Notes) -> Iterator[Grid]:
        """Yield every table of the export; what cannot be read goes to the notes."""
        if self.export.server is not None:
            yield from read_server(self.export.server)[1]
            return
        for file in self.export.files:
            folder = self.folder / str(len(list(self.folder.iterdir())))
            folder.mkdir()
            for opened in open_file(file.path, file.file, folder):
                notes.issues.extend(opened.issues)
                notes.issues.extend(_no_list(opened, name, self.schema) for name in opened.others)
                if opened.refusal is not None:
                    self._refuse(opened, opened.refusal, notes)
                elif not opened.grids and not opened.file.endswith(ARCHIVE):
                    notes.refuse(_place(opened.file), sha256=opened.sha256)
                yield from opened.grids

    def _sheets(self, shaper: Shaper, grid: Grid, notes: Notes) -> list[Sheet]:
        """Return the sheets of a table; what it is not fit for goes to the notes."""
        place = grid.place
        if self.mapping.ignores(place):
            notes.refuse(place)
            return []
        sheets = shaper.sheets(grid)
        if sheets is None:
            notes.issues.append(_unknown_table(place, self.schema))
            notes.refuse(place)
            return []
        notes.issues.extend(grid.issues)
        if isinstance(sheets, Refusal):
            opened = Opened(file=place.file, sha256=place.sha256)
            self._refuse(opened, sheets, notes, place)
            return []
        return sheets

    def _refuse(
        self, opened: Opened, refusal: Refusal, notes: Notes, place: Place | None = None
    ) -> None:
        if self.export.alone and opened.file == self.export.files[0].file and place is None:
            raise InputError(self.export.path, refusal.problem, hint=refusal.hint)
        where = place or _place(opened.file)
        record_type = record_type_of(where.name, self.schema)
        type_ = f"; {record_type.name} counts as not supplied by it" if record_type else ""
        message = f"the file was not read: {refusal.problem}{type_}"
        notes.issues.append(issue(refusal.code, message, place=where, hint=refusal.hint))
        name = record_type.name if record_type else None
        notes.refuse(where, record_type=name, sha256=refusal.sha256)

    def _check_any(self, notes: Notes) -> None:
        """Raise where no table is of a record type and none failed that could be."""
        broken = any(one.code in _BROKEN for one in notes.issues)
        if notes.sheets or (broken and not self.export.alone):
            return
        hint = next((one.hint for one in notes.issues if one.hint), "")
        problem = "holds no table of a record type"
        raise InputError(
            self.export.path,
            problem,
            expected=expected(self.schema),
            hint=hint or "name tables after record types, or write a mapping: peercomply init",
        )


_BROKEN = (IssueCode.UNREADABLE_FILE, IssueCode.EMPTY_FILE, IssueCode.NO_SUCH_TABLE)


def _place(file: str) -> Place:
    return Place(file=file, part=None, sha256=None, name=PurePosixPath(file).stem)


def _no_table(table: TableMapping, mapping: ImportMapping) -> DataIssue:
    message = f"the mapping names a table that is not there: {table.name}"
    hint = "correct its name, or write `optional: true` below it"
    return issue(IssueCode.NO_SUCH_TABLE, message, place=_place(Path(mapping.file).name), hint=hint)


def _no_list(opened: Opened, name: str, schema: Schema) -> DataIssue:
    place = Place(file=opened.file, part=None, sha256=opened.sha256, name=name)
    record_type = record_type_of(name, schema)
    if record_type is None:
        return _unknown_table(place, schema)
    message = f"{record_type.name} is no list of objects; it was not read"
    return issue(IssueCode.UNREADABLE_FILE, message, place=place)


def _unknown_table(place: Place, schema: Schema) -> DataIssue:
    what = "file" if place.part is None and place.name == _place(place.file).name else "table"
    message = f"the {what} is not named after a record type; it was not read"
    hint = did_you_mean(plain(place.name), type_names(schema))
    column = place.name if what == "table" and place.part is None else None
    return issue(IssueCode.UNKNOWN_FILE, message, place=place, column=column, hint=hint)


def _check(connection: duckdb.DuckDBPyConnection, supplied: list[RecordType], notes: Notes) -> None:
    merge_rows(connection, supplied, notes)
    for target in ("organisation", "program"):
        fill_only(connection, target, supplied, notes)
    for record_type in supplied:
        note_repeats(connection, record_type, notes)
        note_dangling(connection, record_type, notes)
        check_orders(connection, record_type, notes)
