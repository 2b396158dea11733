"""
What people wrote into the workbook of an earlier check, to be carried into the next one.

The rows of Findings and Closed are known by their finding id, so a workbook may have been sorted,
filtered, and given columns. Every column that the program does not fill itself is theirs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import attrs

from peercomply.errors import InputError

if TYPE_CHECKING:
    from peercomply.intake.sources.workbook_scan import SheetScan

Cell: TypeAlias = str | bool | int | float | date | datetime | None
"""What a person wrote into a cell."""

KEY = "Finding id"

HUMAN = (
    *("Cause", "Management response", "Owner", "Due by", "Status", "Verified by"),
    "Verified on",
)
"""Columns of Findings that are for people."""

FILLED = (
    *("#", "Rating", "Finding", "Rule", "Obligations", "Program", "Organisation", "Severity"),
    *("Source says", "Likelihood", "Consequence level", "Population", "Tested", "Breached"),
    *("Share that fails", "Unknown", "Criteria", "Condition", "Consequence", "What to do"),
    *("Source", "Why it stands here", "Consequence of", "First seen", "Times seen", KEY),
)
"""Columns of Findings that each check fills anew."""

GRADED = (
    *("Rating of the matrix", "Override by", "Override on", "Override until"),
    "Reason of the override",
)
"""Columns of Findings that follow where people rated a finding; filled anew, too."""

GONE = ("Why it is here", "Last seen", "Rating", "Finding", "Rule", "Program", "Organisation")
"""Columns of Closed before those that it shares with Findings."""

SEEN = ("First seen", "Times seen", KEY)
"""Columns that tell of earlier checks."""

_FILLED = {"Findings": (*FILLED, *GRADED), "Closed": (*GONE, *SEEN)}
_RESERVED = frozenset((*FILLED, *GRADED, *GONE))
_HEADING_ROWS = 20
_HINT = "name a workbook that `peercomply check --report xlsx=FILE` wrote"


@attrs.frozen(kw_only=True)
class Notes:
    """
    What an earlier workbook holds.

    Attributes:
        name: Name of its file, without its folder.

        sha256: Hash of its bytes.

        as_of: The day of its check.

        extra: Columns that people added, in their order.

        rows: The cells of each finding by heading, by finding id.

        loose: Rows with text of people that belong to no finding, or to one that stands twice.
    """

    name: str
    sha256: str
    as_of: date
    extra: tuple[str, ...]
    rows: Mapping[str, Mapping[str, Cell]] = attrs.field(repr=False)
    loose: tuple[Mapping[str, Cell], ...] = attrs.field(repr=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of people: those that every workbook has, then those that they added."""
        return (*HUMAN, *self.extra)

    def written(self, row: Mapping[str, Cell]) -> bool:
        """Whether people wrote anything into *row*."""
        return any(row.get(name) is not None for name in self.columns)


def read_notes(path: Path) -> Notes:
    """
    Return what people wrote into the workbook *path*.

    Raises:
        InputError: It cannot be read, is no workbook of a check, or holds formulas without a value
            among what people wrote.
    """
    from peercomply.intake.sources.workbook_scan import (  # noqa: PLC0415 - few checks continue one
        scan_workbook,
    )

    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        why = f"cannot be read: {error.strerror}"
        raise InputError(str(path), why, expected="a workbook of an earlier check") from error
    scan = scan_workbook(path)
    if isinstance(scan, str):
        raise InputError(str(path), scan, expected="a workbook in XLSX", hint=_HINT)
    sheets = _sheets(path, scan.sheets)
    if "Findings" not in sheets:
        raise InputError(str(path), "it has no sheet 'Findings'", hint=_HINT)
    extra: dict[str, None] = {}
    rows: dict[str, Mapping[str, Cell]] = {}
    loose: list[Mapping[str, Cell]] = []
    for name in _FILLED:
        for row in _rows(sheets.get(name, []), path, name):
            own = {key: value for key, value in row.items() if value is not None}
            extra |= {key: None for key in row if key not in _RESERVED | {*HUMAN}}
            key = str(own.get(KEY, ""))
            if key and key not in rows:
                rows[key] = own
            elif own:
                loose.append(own)
    found = Notes(
        name=path.name,
        sha256=sha256,
        as_of=_day(sheets.get("Manifest", []), path),
        extra=tuple(extra),
        rows=rows,
        loose=tuple(loose),
    )
    return attrs.evolve(found, loose=tuple(row for row in found.loose if found.written(row)))


def _sheets(path: Path, scans: Mapping[str, SheetScan]) -> dict[str, list[list[Cell]]]:
    import python_calamine  # noqa: PLC0415 - only workbooks need it

    found = {}
    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            for name in (*_FILLED, "Manifest"):
                if name in book.sheet_names:
                    held = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                    found[name] = _with_marks(held, scans.get(name), path, name)
    except (python_calamine.CalamineError, python_calamine.PasswordError, ValueError) as error:
        raise InputError(str(path), "it is no workbook that can be read", hint=_HINT) from error
    return found


def _with_marks(
    held: Sequence[Sequence[object]], scan: SheetScan | None, path: Path, name: str
) -> list[list[Cell]]:
    """Return the cells of a sheet with the errors that its reader takes for empty cells."""
    if scan is not None and scan.without_value:
        cells = ", ".join(scan.without_value[:5])
        why = f"its sheet {name!r} has formulas whose value nobody stored: {cells}"
        raise InputError(str(path), why, hint="open it, let it calculate, and save it")
    rows = [[_cell(value) for value in row] for row in held]
    for (row, column), mark in ({} if scan is None else scan.marks).items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = mark
    return rows


def _cell(value: object) -> Cell:
    match value:
        case str():
            return value if value.strip() else None
        case bool() | int() | datetime() | date():
            return value
        case float():
            return int(value) if value.is_integer() and abs(value) < 1e15 else value
        case time() | timedelta():
            return str(value)
    return None


def _rows(cells: list[list[Cell]], path: Path, name: str) -> Iterator[dict[str, Cell]]:
    """Yield the rows below the headings, each cell under its heading."""
    if not cells:
        return
    top = next(
        (place for place, row in enumerate(cells[:_HEADING_ROWS]) if KEY in row),
        None,
    )
    if top is None:
        why = f"its sheet {name!r} has no column {KEY!r}, by which its rows are known"
        raise InputError(str(path), why, hint=_HINT)
    headings = _headings(cells[top], cells[top + 1 :], _FILLED[name])
    for row in cells[top + 1 :]:
        yield {heading: value for heading, value in zip(headings, row, strict=False) if heading}


def _headings(row: list[Cell], below: list[list[Cell]], filled: Sequence[str]) -> list[str]:
    """
    Return a heading for each column that holds something, no two alike.

    A column that people added never takes the name of one that the program fills in some sheet.
    """
    taken = _RESERVED.difference(filled)
    found: list[str] = []
    width = max((len(one) for one in below), default=0)
    for place in range(max(len(row), width)):
        held = row[place] if place < len(row) else None
        used = any(place < len(one) and one[place] is not None for one in below)
        name = "" if held is None and not used else str(held or "Note").strip()
        number, first = 2, name
        while name and (name in found or name in taken):
            name, number = f"{first} ({number})", number + 1
        found.append(name)
    return found


def _day(manifest: list[list[Cell]], path: Path) -> date:
    for row in manifest:
        if row and row[0] == "as of":
            for value in row[1:]:
                if isinstance(value, date):
                    return value.date() if isinstance(value, datetime) else value
                if isinstance(value, str):
                    try:
                        return date.fromisoformat(value.strip())
                    except ValueError:
                        continue
    why = "its sheet 'Manifest' does not say 'as of' which day it was made"
    raise InputError(str(path), why, hint=_HINT)
