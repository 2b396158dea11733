"""A table of an export before anything is known of its meaning: rows of texts, and a place."""

from __future__ import annotations

import abc
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from peercomply.intake.decoding import LONGEST_CELL, Refusal, bounded
from peercomply.intake.places import Place, issue
from peercomply.intake.quick_source import QuickSource
from peercomply.intake.sheet import Row, Tally
from peercomply.records.issue_codes import IssueCode, IssueSeverity
from peercomply.records.provenance import DataIssue

TOP_ROWS = 25
"""How many rows that hold something are looked at for the headings."""

Known = Callable[[Sequence[str]], int]
"""Says how many of some headings are known."""


@attrs.frozen(kw_only=True)
class HeadingRow:
    """
    The row that names the columns.

    Attributes:
        row: Its number; 0 where no row does, as in a list of objects.

        names: The headings, empty ones included.

        above: How many rows that hold something stand above it.

        open: The table is an empty list, which might have any column.

        separator: What stands between the cells of a text file.
    """

    row: int
    names: tuple[str, ...]
    above: int = 0
    open: bool = False
    separator: str = ","


class Grid(abc.ABC):
    """One table of an export: a CSV file, a sheet, a list of objects, a table of a database."""

    nested = False
    """Whether a cell can be a list or a mapping, beside one text."""

    def __init__(self, place: Place, issues: Iterable[DataIssue] = ()) -> None:
        self.place = place
        self.issues = tuple(issues)
        """What is wrong with the table as a whole."""

    @abc.abstractmethod
    def top(self, known: Known) -> Sequence[Row]:
        """Return the first rows that hold something, with their numbers."""

    @abc.abstractmethod
    def rows(self, headings: HeadingRow, tally: Tally) -> Iterator[Row]:
        """
        Yield the rows below *headings* that hold something, each as wide as they are.

        Rows that cannot be read go to the *tally*; so do the numbers of those that can.
        """

    def headings(self, known: Known, row: int | None = None) -> HeadingRow | Refusal:
        """Return the headings: those of *row*, or of the row that looks most like it."""
        top = self.top(known)
        place = _heading_place(top, known) if row is None else _place_of(top, row)
        if place is None:
            return _no_headings(row, self.place.sha256)
        number, cells = top[place]
        return HeadingRow(row=number, names=tuple(self.names(number, cells)), above=place)

    def source(self, headings: HeadingRow) -> QuickSource | None:
        """Return the file itself where the database may split it below *headings*."""
        del headings
        return None

    def names(self, _row: int, cells: Sequence[str]) -> Sequence[str]:
        """Return the headings that the *cells* of a row give."""
        return cells


def _no_headings(row: int | None, sha256: str | None) -> Refusal:
    if row is None:
        problem, hint = "it has no heading row", "write the headings in row 1"
    else:
        problem = f"its row {row} holds nothing, or lies below the first {TOP_ROWS} that do"
        hint = "name the row of the headings"
    return Refusal(IssueCode.EMPTY_FILE, problem, hint, sha256)


def _heading_place(top: Sequence[Row], known: Known) -> int | None:
    """
    Return the place of the first row, unless a later one is clearly the headings.

    That is one with more known headings or, where none are known, the first with several cells
    below titles of one cell.
    """
    if not top:
        return None
    counts = [known(cells) for _, cells in top]
    best = max(range(len(top)), key=lambda place: (counts[place], -place))
    if counts[best] >= 2:
        return best if counts[best] > counts[0] else 0
    held = [sum(map(bool, cells)) for _, cells in top]
    return next((place for place, cells in enumerate(held) if cells > 2), 0) if held[0] == 1 else 0


def _place_of(top: Sequence[Row], row: int) -> int | None:
    return next((place for place, (number, _) in enumerate(top) if number == row), None)


def fitted(
    rows: Iterable[tuple[int, Sequence[str]]], headings: HeadingRow, place: Place, tally: Tally
) -> Iterator[Row]:
    """Yield the *rows* below *headings* that hold something, cut or filled to their width."""
    width = len(headings.names)
    blank = [column for column, name in enumerate(headings.names) if not name]
    before = headings.row
    for number, cells in rows:
        if number <= headings.row:
            continue
        row = [bounded(cell) if len(cell) > LONGEST_CELL else cell for cell in cells]
        beyond = any(row[width:]) or any(row[column] for column in blank if column < len(row))
        if beyond and not tally.nameless:
            tally.note_nameless(place)
        row = (row + [""] * width)[:width]
        if not any(row):
            if beyond:
                tally.reject(_stray(number, place))
            continue
        if number > before + 1 and before > headings.row and width > 2 and _is_lonely(row):
            tally.issues.append(_lonely(number, place))
        before = number
        tally.read += 1
        yield number, row


def _is_lonely(row: Sequence[str]) -> bool:
    return sum(map(bool, row)) == 1


def _lonely(number: int, place: Place) -> DataIssue:
    message = "a row with a single cell stands apart below the table; it was read as a record"
    hint = "if it is a note, name the last row in the mapping: last_row"
    severity = IssueSeverity.WARNING
    return issue(
        IssueCode.LONELY_ROW, message, place=place, row=number, hint=hint, severity=severity
    )


def _stray(number: int, place: Place) -> DataIssue:
    message = "the row holds something only where no heading is; it was rejected"
    return issue(IssueCode.RAGGED_ROW, message, place=place, row=number)


def filled(rows: Iterable[Row], limit: int = TOP_ROWS) -> list[Row]:
    """Return the first of *rows* that hold something."""
    found: list[Row] = []
    for row in rows:
        if any(row[1]):
            found.append(row)
            if len(found) == limit:
                break
    return found
