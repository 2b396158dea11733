"""Finds out which files of an export are which."""

from __future__ import annotations

import os
from pathlib import Path

import attrs

from peercomply.errors import InputError, did_you_mean
from peercomply.intake.names import plain, record_type_of, type_names
from peercomply.intake.sheet import issue
from peercomply.records.model import RecordType, Schema
from peercomply.records.provenance import DataIssue, Input, IssueCode, IssueSeverity

_TABLES = (".csv", ".tsv", ".txt")
_DOCUMENT = ".json"
_IGNORED = (".md",)


def _expected(schema: Schema) -> str:
    return (
        "a folder of CSV files named after record types, such as worker.csv or supervision.csv, or"
        f" one JSON document; the record types are: {', '.join(schema)}"
    )


@attrs.frozen
class Table:
    """A CSV file of one record type."""

    path: Path
    file: str
    record_type: RecordType


@attrs.frozen
class Document:
    """
    A JSON document, which may hold several record types.

    Attributes:
        alone: It is the whole export, so an export that cannot be read at all if it cannot be.
    """

    path: Path
    file: str
    alone: bool


@attrs.frozen(kw_only=True)
class Export:
    """
    The files of an export, in the order of their names.

    Attributes:
        path: The export as it was given.

        files: Files that are read.

        inputs: Files that are not, although their kind could be.

        issues: Files and folders that are not read.
    """

    path: str
    files: tuple[Table | Document, ...]
    inputs: tuple[Input, ...] = ()
    issues: tuple[DataIssue, ...] = ()


def discover(given: str | os.PathLike[str], schema: Schema) -> Export:
    """
    List the files of the export at *given*: a folder, or one JSON document.

    Raises:
        InputError: There is nothing at *given*, or nothing that could be read as an export.
    """
    path, name = Path(given), os.fspath(given)
    try:
        found = [] if path.is_file() else sorted(path.iterdir(), key=lambda entry: entry.name)
    except (OSError, ValueError) as error:
        raise _unreachable(name, error, schema) from None
    if path.is_file():
        if path.suffix.lower() != _DOCUMENT:
            hint = "give the folder that holds the files"
            raise InputError(
                name, "is no folder and no JSON document", expected=_expected(schema), hint=hint
            )
        return Export(path=name, files=(Document(path, path.name, alone=True),))
    return _sorted_out(name, [entry for entry in found if not _is_ignored(entry)], schema)


def _unreachable(name: str, error: Exception, schema: Schema) -> InputError:
    expected = _expected(schema)
    if isinstance(error, FileNotFoundError):
        return InputError(name, "does not exist", expected=expected, hint="check the path")
    problem = "cannot be read"
    if isinstance(error, OSError) and error.strerror:
        problem = f"cannot be read: {error.strerror}"
    return InputError(name, problem, expected=expected, hint="allow reading it, or check the path")


def _is_ignored(entry: Path) -> bool:
    name = entry.name.lower()
    return name.startswith(".") or name.endswith(_IGNORED) or Path(name).stem == "readme"


def _sorted_out(name: str, entries: list[Path], schema: Schema) -> Export:
    files: list[Table | Document] = []
    inputs: list[Input] = []
    issues: list[DataIssue] = []
    for entry in entries:
        file = encodable_name(entry)
        kind = entry.suffix.lower()
        record_type = record_type_of(entry.stem, schema) if kind in _TABLES else None
        if _is_folder(entry):
            issues.append(_subfolder(file))
        elif record_type is not None:
            files.append(Table(entry, file, record_type))
        elif kind == _DOCUMENT:
            files.append(Document(entry, file, alone=False))
        else:
            inputs.append(_unread(file))
            issues.append(_unknown(file, entry.stem, schema, readable=kind in _TABLES))
    if not files:
        hint = next((one.hint for one in issues if one.hint), "")
        expected = _expected(schema)
        raise InputError(name, "holds no file of a record type", expected=expected, hint=hint)
    return Export(path=name, files=tuple(files), inputs=tuple(inputs), issues=tuple(issues))


def _is_folder(entry: Path) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def encodable_name(path: Path) -> str:
    """Return the name of a file as text that can be written, whatever bytes it is made of."""
    return os.fsencode(path.name).decode(errors="replace")


def _unread(file: str) -> Input:
    return Input(path=file, sha256=None, record_type=None, read=0, accepted=0, rejected=0)


def _subfolder(file: str) -> DataIssue:
    message = "a subfolder is not read; only files of the folder itself are"
    return issue(IssueCode.UNKNOWN_FILE, message, file=file, severity=IssueSeverity.NOTE)


def _unknown(file: str, stem: str, schema: Schema, *, readable: bool) -> DataIssue:
    if not readable and record_type_of(stem, schema) is not None:
        hint = "save it as CSV in UTF-8"
    else:
        hint = did_you_mean(plain(stem), type_names(schema))
    message = (
        "the file is not named after a record type; it was not read"
        if readable
        else "files of this kind are not read"
    )
    return issue(IssueCode.UNKNOWN_FILE, message, file=file, hint=hint)
