"""Reads the sheets of a workbook - XLSX, XLSM, XLS or ODS - as grids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from peercomply.intake.decoding import Refusal, sha256_of
from peercomply.intake.grids import Grid, HeadingRow, Known, filled, fitted
from peercomply.intake.places import Place, issue
from peercomply.intake.sheet import Row, Tally
from peercomply.intake.sources.values import text_of
from peercomply.intake.sources.workbook_scan import Scan, SheetScan, scan_workbook
from peercomply.records.issue_codes import IssueCode, IssueSeverity
from peercomply.records.provenance import DataIssue

_UNREADABLE = IssueCode.UNREADABLE_FILE

_OLE = b"\xd0\xcf\x11\xe0"
"""How an old workbook begins, and a new one that is encrypted."""


@attrs.frozen
class Workbook:
    """
    The sheets of a workbook.

    Attributes:
        grids: One for each sheet that holds something, in their order.

        issues: What is wrong with other sheets.

        sha256: Hash of the file's bytes.
    """

    grids: tuple[Grid, ...]
    issues: tuple[DataIssue, ...]
    sha256: str


def read_workbook(path: Path, file: str) -> Workbook | Refusal:
    """Read the workbook at *path*, called *file* in the export."""
    sha256 = sha256_of(path)
    if isinstance(sha256, Refusal):
        return sha256
    kind = path.suffix.lower()
    with path.open("rb") as stream:
        old = stream.read(4) == _OLE
    if old and kind != ".xls":
        problem = "it is encrypted, or an old workbook under a new name"
        return Refusal(_UNREADABLE, problem, "save it as XLSX without a password", sha256)
    scan = Scan() if old else scan_workbook(path)
    if isinstance(scan, str):
        return Refusal(_UNREADABLE, scan, "save it again as XLSX, or as CSV in UTF-8", sha256)
    return _sheets(path, file, sha256, scan)


def _sheets(path: Path, file: str, sha256: str, scan: Scan) -> Workbook | Refusal:
    import python_calamine  # noqa: PLC0415 - only workbooks need it

    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            grids, issues = [], []
            for about in book.sheets_metadata:
                if about.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                    continue
                place = Place(file=file, part=about.name, sha256=sha256, name=about.name)
                hidden = about.visible is not python_calamine.SheetVisibleEnum.Visible
                sheet = book.get_sheet_by_name(about.name)
                found = scan.sheets.get(about.name, SheetScan())
                grid = _SheetGrid(place, _Cells(sheet, found), _about(place, found, hidden=hidden))
                if grid.holds_something:
                    grids.append(grid)
                else:
                    message = "the sheet is empty; it was not read"
                    severity = IssueSeverity.NOTE
                    issues.append(
                        issue(IssueCode.EMPTY_FILE, message, place=place, severity=severity)
                    )
    except python_calamine.PasswordError:
        problem = "it is encrypted"
        return Refusal(_UNREADABLE, problem, "save it without a password", sha256)
    except (python_calamine.CalamineError, OSError, ValueError):
        hint = "open it, and save it again as XLSX, or as CSV in UTF-8"
        return Refusal(_UNREADABLE, "it is no workbook that can be read", hint, sha256)
    return Workbook(tuple(grids), tuple(issues), sha256)


def _about(place: Place, scan: SheetScan, *, hidden: bool) -> Iterator[DataIssue]:
    if hidden:
        message = "the sheet is hidden; it was read like the others"
        yield issue(IssueCode.HIDDEN_SHEET, message, place=place)
    if scan.without_value:
        cells = ", ".join(scan.without_value[:5])
        more = f" and {len(scan.without_value) - 5} more" if len(scan.without_value) > 5 else ""
        message = f"formulas without a stored value: {cells}{more}; what they give is not known"
        hint = "open the workbook, let it calculate, and save it"
        yield issue(IssueCode.NO_FORMULA_VALUE, message, place=place, hint=hint)


class _Cells:
    """The cells of a sheet, errors and formulas without a value included."""

    def __init__(self, sheet: Any, scan: SheetScan) -> None:
        self._sheet = sheet
        self._marked: dict[int, list[tuple[int, str]]] = {}
        for (row, column), mark in sorted(scan.marks.items()):
            self._marked.setdefault(row, []).append((column, mark))
        self.merged = tuple(sheet.merged_cell_ranges or ())

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield every row with its number, as a spreadsheet counts."""
        before = [""] * (self._sheet.start[1] if self._sheet.start else 0)
        last = -1
        for last, values in enumerate(self._sheet.iter_rows()):
            yield last + 1, self._with_marks(last, before + [text_of(value) for value in values])
        for row in self._marked:
            if row > last:
                yield row + 1, self._with_marks(row, [])

    def _with_marks(self, row: int, cells: list[str]) -> list[str]:
        for column, mark in self._marked.get(row, ()):
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = mark
        return cells


class _SheetGrid(Grid):
    """A sheet; headings may stand below titles, and over several rows."""

    def __init__(self, place: Place, cells: _Cells, issues: Iterator[DataIssue]) -> None:
        super().__init__(place, issues)
        self._cells = cells
        self._top = filled(cells.rows())

    @property
    def holds_something(self) -> bool:
        return bool(self._top)

    def top(self, known: Known) -> Sequence[Row]:
        """Return the headings and the first rows that hold something."""
        del known
        return self._top

    def names(self, row: int, cells: Sequence[str]) -> Sequence[str]:
        """Return the headings, with what stands above in merged cells where it tells them apart."""
        names = list(cells)
        above = dict(self._top)
        for (first, left), (last, right) in self._cells.merged:
            text = above.get(first + 1, [""] * (left + 1))[left] if first < row - 1 else ""
            if not text or last > row - 1:
                if text and left == right and left < len(names) and not names[left]:
                    names[left] = text
                continue
            for column in range(left, min(right + 1, len(names))):
                if names[column] and cells.count(names[column]) > 1:
                    names[column] = f"{text} {names[column]}"
        while names and not names[-1]:
            names.pop()
        return names

    def rows(self, headings: HeadingRow, tally: Tally) -> Iterator[Row]:
        """Yield the rows below *headings* that hold something."""
        return fitted(self._cells.rows(), headings, self.place, tally)
