"""Opens the files of an export, whatever their format, as grids."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import attrs

from peercomply.intake.decoding import Refusal
from peercomply.intake.grids import Grid
from peercomply.intake.places import Place, issue
from peercomply.intake.sources.archives import unpack
from peercomply.intake.sources.csv_files import read_csv
from peercomply.intake.sources.databases import read_duckdb, read_parquet, read_sqlite
from peercomply.intake.sources.json_files import read_document, read_lines
from peercomply.intake.sources.workbooks import read_workbook
from peercomply.records.issue_codes import IssueCode, IssueSeverity
from peercomply.records.provenance import DataIssue


@attrs.frozen(kw_only=True)
class Opened:
    """
    What was found in one file of an export.

    Attributes:
        file: Its name within the export.

        grids: Its tables.

        issues: What is wrong with it, tables apart.

        others: Names of its parts that are no tables.

        refusal: Why nothing of it can be read, or None.

        sha256: Hash of its bytes; None where they cannot be read.
    """

    file: str
    grids: tuple[Grid, ...] = ()
    issues: tuple[DataIssue, ...] = ()
    others: tuple[str, ...] = ()
    refusal: Refusal | None = None
    sha256: str | None = None


def kind_of(path: Path) -> str | None:
    """Return the ending of a file that can be read, or None."""
    ending = path.suffix.lower()
    return ending if ending in _READERS or ending == ARCHIVE else None


def open_file(path: Path, file: str, folder: Path) -> list[Opened]:
    """
    Open the file at *path*, called *file* in the export: one result, or one for each packed file.

    Args:
        path: The file; its ending says what it is.

        file: Its name within the export.

        folder: An empty folder for what an archive holds.
    """
    ending = kind_of(path) or ".csv"
    if ending != ARCHIVE:
        return [_READERS[ending](path, file)]
    archive = unpack(path, file, folder)
    if isinstance(archive, Refusal):
        return [_refused(file, archive)]
    found = [Opened(file=file, issues=archive.issues, sha256=archive.sha256)]
    for member in archive.members:
        if kind_of(member.path) is not None:
            found += open_file(member.path, member.file, folder)
        elif member.path.suffix not in IGNORED:
            found.append(_unknown(member.file))
    return found


def _unknown(file: str) -> Opened:
    place = Place(file=file, part=None, sha256=None, name=Path(file).stem)
    message = "files of this kind are not read"
    severity = IssueSeverity.WARNING
    found = issue(IssueCode.UNKNOWN_FILE, message, place=place, severity=severity)
    return Opened(file=file, issues=(found,))


def _refused(file: str, refusal: Refusal) -> Opened:
    return Opened(file=file, refusal=refusal, sha256=refusal.sha256)


def _one(read: Callable[[Path, str], Grid | Refusal]) -> Callable[[Path, str], Opened]:
    def opened(path: Path, file: str) -> Opened:
        grid = read(path, file)
        if isinstance(grid, Refusal):
            return _refused(file, grid)
        return Opened(file=file, grids=(grid,), sha256=grid.place.sha256)

    return opened


def _document(path: Path, file: str) -> Opened:
    lists = read_document(path, file)
    if isinstance(lists, Refusal):
        return _refused(file, lists)
    return Opened(file=file, grids=lists.grids, others=lists.others, sha256=lists.sha256)


def _workbook(path: Path, file: str) -> Opened:
    book = read_workbook(path, file)
    if isinstance(book, Refusal):
        return _refused(file, book)
    return Opened(file=file, grids=book.grids, issues=book.issues, sha256=book.sha256)


def _duckdb(path: Path, file: str) -> Opened:
    tables = read_duckdb(path, file)
    if isinstance(tables, Refusal):
        return _refused(file, tables)
    return Opened(file=file, grids=tables.grids, sha256=tables.sha256)


def _sqlite(path: Path, file: str) -> Opened:
    tables = read_sqlite(path, file)
    if isinstance(tables, Refusal):
        return _refused(file, tables)
    return Opened(file=file, grids=tables.grids, sha256=tables.sha256)


ARCHIVE = ".zip"

IGNORED = (".md",)
"""Endings of files that speak to people."""

_READERS: dict[str, Callable[[Path, str], Opened]] = {
    **dict.fromkeys((".csv", ".tsv", ".txt"), _one(read_csv)),
    ".json": _document,
    **dict.fromkeys((".jsonl", ".ndjson"), _one(read_lines)),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".ods"), _workbook),
    ".parquet": _one(read_parquet),
    **dict.fromkeys((".duckdb", ".ddb"), _duckdb),
    **dict.fromkeys((".sqlite", ".sqlite3", ".db"), _sqlite),
}

ENDINGS = (*_READERS, ARCHIVE)
"""Every ending of a file that can be read."""
