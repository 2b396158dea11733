"""Finds the files of an export."""

from __future__ import annotations

import os
import re
from pathlib import Path

import attrs

from peercomply.errors import InputError
from peercomply.intake.places import Place, issue
from peercomply.intake.sources import ENDINGS, IGNORED, kind_of
from peercomply.records.issue_codes import IssueCode, IssueSeverity
from peercomply.records.model import Schema
from peercomply.records.provenance import DataIssue, Input

MAPPING_NAME = "peercomply.yaml"
"""The file beside an export, or in its folder, that says how to read it."""

_SERVER = re.compile(r"[a-z][a-z0-9+_]+://.+", re.IGNORECASE | re.DOTALL)


def expected(schema: Schema) -> str:
    """Return in words what an export is."""
    return (
        "a folder of files, one file, or the URL of a database; files end in"
        f" {', '.join(ENDINGS)}; the record types are: {', '.join(schema)}"
    )


@attrs.frozen
class File:
    """A file of the export that can be read, and its name within the export."""

    path: Path
    file: str


@attrs.frozen(kw_only=True)
class Export:
    """
    The files of an export, in the order of their names.

    Attributes:
        path: The export as it was given, without a password.

        files: Files that are read.

        inputs: Files that are not.

        issues: Files and folders that are not read.

        alone: The export is one file.

        server: URL of a database server, instead of files.
    """

    path: str
    files: tuple[File, ...] = ()
    inputs: tuple[Input, ...] = ()
    issues: tuple[DataIssue, ...] = ()
    alone: bool = False
    server: str | None = None


def is_server(given: str | os.PathLike[str]) -> bool:
    """Whether *given* is the URL of a database."""
    return _SERVER.fullmatch(os.fspath(given)) is not None


def mapping_beside(given: str | os.PathLike[str]) -> Path | None:
    """Return the mapping that lies in the folder of the export, if there is one."""
    if is_server(given):
        return None
    path = Path(given)
    try:
        found = (path if path.is_dir() else path.parent) / MAPPING_NAME
        return found if found.is_file() else None
    except (OSError, ValueError):
        return None


def discover(given: str | os.PathLike[str], schema: Schema) -> Export:
    """
    List the files of the export at *given*.

    Raises:
        InputError: There is nothing at *given*, or nothing that could be read as an export.
    """
    if is_server(given):
        return Export(path=os.fspath(given).partition("://")[0], server=os.fspath(given))
    path, name = Path(given), os.fspath(given)
    try:
        alone = path.is_file()
        found = [] if alone else sorted(path.iterdir(), key=lambda entry: entry.name)
    except (OSError, ValueError) as error:
        raise _unreachable(name, error, schema) from None
    if alone:
        if kind_of(path) is None:
            hint = "give the folder that holds the files"
            problem = "is a file of a kind that is not read"
            raise InputError(name, problem, expected=expected(schema), hint=hint)
        return Export(path=name, files=(File(path, encodable_name(path)),), alone=True)
    return _sorted_out(name, [entry for entry in found if not _is_ignored(entry)], schema)


def _unreachable(name: str, error: Exception, schema: Schema) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(name, "does not exist", expected=expected(schema), hint="check the path")
    problem = "cannot be read"
    if isinstance(error, OSError) and error.strerror:
        problem = f"cannot be read: {error.strerror}"
    hint = "allow reading it, or check the path"
    return InputError(name, problem, expected=expected(schema), hint=hint)


def _is_ignored(entry: Path) -> bool:
    name = entry.name.lower()
    ours = name.startswith((".", "~$")) or name == MAPPING_NAME
    return ours or name.endswith(IGNORED) or Path(name).stem == "readme"


def _sorted_out(name: str, entries: list[Path], schema: Schema) -> Export:
    files: list[File] = []
    inputs: list[Input] = []
    issues: list[DataIssue] = []
    for entry in entries:
        file = encodable_name(entry)
        if _is_folder(entry):
            issues.append(_subfolder(file))
        elif kind_of(entry) is not None:
            files.append(File(entry, file))
        else:
            inputs.append(
                Input(path=file, sha256=None, record_type=None, read=0, accepted=0, rejected=0)
            )
            issues.append(_unknown(file))
    if not files:
        hint = next((one.hint for one in issues if one.hint), "")
        problem = "holds no file that can be read"
        raise InputError(name, problem, expected=expected(schema), hint=hint)
    return Export(path=name, files=tuple(files), inputs=tuple(inputs), issues=tuple(issues))


def _is_folder(entry: Path) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def encodable_name(path: Path) -> str:
    """Return the name of a file as text that can be written, whatever bytes it is made of."""
    return os.fsencode(path.name).decode(errors="replace")


def _place(file: str) -> Place:
    return Place(file=file, part=None, sha256=None, name=Path(file).stem)


def _subfolder(file: str) -> DataIssue:
    message = "a subfolder is not read; only files of the folder itself are"
    severity = IssueSeverity.NOTE
    return issue(IssueCode.UNKNOWN_FILE, message, place=_place(file), severity=severity)


def _unknown(file: str) -> DataIssue:
    message = "files of this kind are not read"
    hint = "save it as XLSX, or as CSV in UTF-8"
    return issue(IssueCode.UNKNOWN_FILE, message, place=_place(file), hint=hint)
