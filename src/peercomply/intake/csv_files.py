"""Reads one CSV file as a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from peercomply.intake.decoding import LONGEST_CELL, Refusal, bounded, read_text
from peercomply.intake.names import Headings, count_known, read_headings
from peercomply.intake.rows import Broken, split_rows
from peercomply.intake.sheet import Row, Sheet, Tally, arrange, heading_issues, issue
from peercomply.records.model import RecordType
from peercomply.records.provenance import DataIssue, IssueCode, IssueSeverity

_SEPARATORS = (",", ";", "\t", "|")

_LONGEST_HEADINGS = 1 << 16

_NOTHING = "".join((*_SEPARATORS, '"', " "))


def read_csv(path: Path, file: str, record_type: RecordType) -> Sheet | Refusal:
    """Read the file at *path*, called *file* in the export, as rows of *record_type*."""
    match read_text(path):
        case Refusal() as refusal:
            return refusal
        case text:
            pass
    separator = _separator(text.text, record_type)
    number, names = _heading_row(text.text, separator)
    if not "".join(names).strip(_NOTHING):
        broken = number and not names
        code = IssueCode.UNREADABLE_FILE if broken else IssueCode.EMPTY_FILE
        problem = "a quote breaks its heading row" if broken else "it has no heading row"
        return Refusal(code, problem, "write the headings in row 1", text.sha256)
    headings = read_headings(record_type, names)
    tally = Tally(issues=list(heading_issues(headings, record_type, file)))
    reader = _Reader(file, names, headings, tally)
    cells = reader.rows(split_rows(text.text, separator, len(names)), number)
    return Sheet(
        file=file,
        sha256=text.sha256,
        record_type=record_type,
        headings=headings,
        rows=_arranged(cells, arrange(headings, record_type)),
        tally=tally,
    )


def _arranged(rows: Iterator[Row], fields: Callable[[Sequence[str]], list[str]]) -> Iterator[Row]:
    for number, cells in rows:
        yield number, fields(cells)


def _heading_row(text: str, separator: str) -> tuple[int, list[str]]:
    """Return number and cells of the first row that is not blank; no cells where there is none."""
    for number, cells in split_rows(text, separator):
        if isinstance(cells, Broken):
            return number, []
        names = [cell.strip() for cell in cells]
        if any(names):
            return number, names
    return 0, []


def _separator(text: str, record_type: RecordType) -> str:
    """Return the separator that gives most known headings, among equals most columns."""

    def worth(separator: str) -> tuple[int, int]:
        names = _heading_row(text[:_LONGEST_HEADINGS], separator)[1]
        return count_known(record_type, names), len(names)

    return max(_SEPARATORS, key=worth)


class _Reader:
    """Turns split rows into rows as long as the heading row, and counts those that it cannot."""

    def __init__(self, file: str, names: list[str], headings: Headings, tally: Tally) -> None:
        self._file = file
        self._width = len(names)
        self._blank = [place for place, heading in headings.unknown if not heading]
        self._tally = tally

    def rows(self, split: Iterator[tuple[int, list[str] | Broken]], heading: int) -> Iterator[Row]:
        """Yield the rows after the row number *heading* that hold something."""
        width, blank, tally = self._width, self._blank, self._tally
        for number, cells in split:
            if number <= heading:
                continue
            if isinstance(cells, Broken):
                tally.reject(self._broken(number, cells), cells.lines)
                continue
            row = [cell.strip() for cell in cells]
            if not any(row):
                continue
            if len(row) != width and not self._fit(number, row):
                continue
            if blank and any(row[place] for place in blank):
                tally.issues.append(self._nameless())
                blank = []
            tally.read += 1
            yield number, [bounded(cell) for cell in row] if _is_long(row) else row

    def _fit(self, number: int, row: list[str]) -> bool:
        """Bring *row* to the width of the heading row, if its cells can belong to headings."""
        count, width = len(row), self._width
        if any(row[width:]):
            message = f"the row has {count} cells under {width} headings; it was rejected"
            hint = "put text that holds the separator in double quotes"
            self._tally.reject(
                issue(IssueCode.RAGGED_ROW, message, file=self._file, row=number, hint=hint)
            )
            return False
        if count < width:
            message = f"the row has {count} cells under {width} headings; the last are missing"
            severity = IssueSeverity.WARNING
            self._tally.issues.append(
                issue(IssueCode.RAGGED_ROW, message, file=self._file, row=number, severity=severity)
            )
        row[:] = (row + [""] * width)[:width]
        return True

    def _broken(self, number: int, broken: Broken) -> DataIssue:
        lines = "1 line was" if broken.lines == 1 else f"{broken.lines} lines were"
        what = "is followed by text in its cell" if broken.closed else "is never closed"
        message = f"a quote that opens a cell {what}; {lines} rejected"
        hint = "write a quote within a cell twice"
        return issue(IssueCode.RAGGED_ROW, message, file=self._file, row=number, hint=hint)

    def _nameless(self) -> DataIssue:
        message = "a column without a heading holds values; it is not read"
        return issue(IssueCode.UNKNOWN_COLUMN, message, file=self._file)


def _is_long(row: list[str]) -> bool:
    return max(map(len, row)) > LONGEST_CELL
