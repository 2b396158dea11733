"""Reads one CSV file as a grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from peercomply.intake.csv_source import LEAST, CsvSource, is_plain, marks_in
from peercomply.intake.decoding import LONGEST_CELL, Refusal, Text, bounded, read_text
from peercomply.intake.grids import TOP_ROWS, Grid, HeadingRow, Known
from peercomply.intake.places import Place, issue
from peercomply.intake.sheet import Row, Tally
from peercomply.intake.sources.rows import Broken, split_rows
from peercomply.records.issue_codes import IssueCode, IssueSeverity
from peercomply.records.provenance import DataIssue

_SEPARATORS = (",", ";", "\t", "|")

_LONGEST_TOP = 1 << 18

_NOTHING = "".join((*_SEPARATORS, '"', " "))


def read_csv(path: Path, file: str) -> Grid | Refusal:
    """Read the file at *path*, called *file* in the export."""
    match read_text(path):
        case Refusal() as refusal:
            return refusal
        case text:
            place = Place(file=file, part=None, sha256=text.sha256, name=Path(file).stem)
            return _CsvGrid(place, text, path)


class _CsvGrid(Grid):
    """Rows of a text that a separator splits."""

    def __init__(self, place: Place, text: Text, path: Path) -> None:
        super().__init__(place, [_as_windows(place)] if text.windows else ())
        self._text = text.text
        self._path = None if text.recoded else path
        self._separator = ","

    def top(self, known: Known) -> Sequence[Row]:
        """Return the headings and the first rows that hold something."""
        start = self._text[:_LONGEST_TOP]
        tops = {separator: _top(start, separator) for separator in _SEPARATORS}

        def worth(separator: str) -> tuple[int, int]:
            rows = [cells for _, cells in tops[separator]]
            best = max(rows, key=known, default=[])
            return known(best), len(best)

        self._separator = max(_SEPARATORS, key=worth)
        return tops[self._separator]

    def headings(self, known: Known, row: int | None = None) -> HeadingRow | Refusal:
        """Return the headings, or why there are none."""
        found = super().headings(known, row)
        if isinstance(found, HeadingRow) and "".join(found.names).strip(_NOTHING):
            return attrs.evolve(found, separator=self._separator)
        code, problem = IssueCode.EMPTY_FILE, "it has no heading row"
        if row is not None and isinstance(found, Refusal):
            return found
        if isinstance(next(_held(self._text, self._separator), None), Broken):
            code, problem = IssueCode.UNREADABLE_FILE, "a quote breaks its heading row"
        return Refusal(code, problem, "write the headings in row 1", self.place.sha256)

    def source(self, headings: HeadingRow) -> CsvSource | None:
        """Return the file itself where the database may split it below *headings*."""
        text = self._text
        if self._path is None or len(text) < LEAST or not is_plain(text, headings.separator):
            return None
        return CsvSource(
            path=self._path,
            separator=headings.separator,
            heading=headings.row,
            width=len(headings.names),
            lines=text.count("\n") + (not text.endswith("\n")),
            marks=marks_in(text),
        )

    def rows(self, headings: HeadingRow, tally: Tally) -> Iterator[Row]:
        """Yield the rows below *headings* that hold something."""
        width = len(headings.names)
        blank = [place for place, name in enumerate(headings.names) if not name]
        for number, cells in split_rows(self._text, headings.separator, width):
            if number <= headings.row:
                continue
            if isinstance(cells, Broken):
                tally.reject(self._broken(number, cells), cells.lines)
                continue
            row = [cell.strip() for cell in cells]
            if not any(row):
                continue
            if len(row) != width and not self._fit(number, row, width, tally):
                continue
            if blank and any(row[place] for place in blank):
                tally.note_nameless(self.place)
                blank = []
            tally.read += 1
            yield number, [bounded(cell) for cell in row] if _is_long(row) else row

    def _fit(self, number: int, row: list[str], width: int, tally: Tally) -> bool:
        """Bring *row* to the width of the heading row, if its cells can belong to headings."""
        count = len(row)
        if any(row[width:]):
            message = f"the row has {count} cells under {width} headings; it was rejected"
            hint = "put text that holds the separator in double quotes"
            found = issue(IssueCode.RAGGED_ROW, message, place=self.place, row=number, hint=hint)
            tally.reject(found)
            return False
        if count < width:
            message = f"the row has {count} cells under {width} headings; the last are missing"
            severity = IssueSeverity.WARNING
            tally.issues.append(
                issue(
                    IssueCode.RAGGED_ROW, message, place=self.place, row=number, severity=severity
                )
            )
        row[:] = (row + [""] * width)[:width]
        return True

    def _broken(self, number: int, broken: Broken) -> DataIssue:
        lines = "1 line was" if broken.lines == 1 else f"{broken.lines} lines were"
        what = "is followed by text in its cell" if broken.closed else "is never closed"
        message = f"a quote that opens a cell {what}; {lines} rejected"
        hint = "write a quote within a cell twice"
        return issue(IssueCode.RAGGED_ROW, message, place=self.place, row=number, hint=hint)


def _as_windows(place: Place) -> DataIssue:
    message = "the file is no UTF-8; it was read as Windows-1252, which all of its bytes fit"
    hint = "look at names with accents, or save the file in UTF-8"
    return issue(IssueCode.OTHER_ENCODING, message, place=place, hint=hint)


def _held(text: str, separator: str) -> Iterator[list[str] | Broken]:
    for _, cells in split_rows(text, separator):
        if isinstance(cells, Broken) or any(cell.strip() for cell in cells):
            yield cells


def _top(text: str, separator: str) -> list[Row]:
    """Return the first rows that hold something, up to one that a quote breaks."""
    found: list[Row] = []
    for number, cells in split_rows(text, separator):
        if isinstance(cells, Broken) or len(found) == TOP_ROWS:
            break
        row = [cell.strip() for cell in cells]
        if any(row):
            found.append((number, row))
    return found


def _is_long(row: list[str]) -> bool:
    return max(map(len, row)) > LONGEST_CELL
