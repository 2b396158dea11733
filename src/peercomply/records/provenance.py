"""Where records come from, and what is doubtful about them."""

from __future__ import annotations

from datetime import date

import attrs

from peercomply.records.issue_codes import IssueCode, IssueSeverity


@attrs.frozen
class RecordKey:
    """
    Names one record: its record type and its key within the type.

    Attributes:
        type: Name of the record type.

        id: Key of the record.
    """

    type: str
    id: str

    def __str__(self) -> str:
        """Return both parts, such as worker:W017."""
        return f"{self.type}:{self.id}"


@attrs.frozen
class Location:
    """
    The place of a record or a cell in an export.

    Attributes:
        file: Name of the file within the export.

        row: Row as a spreadsheet counts it: the heading is row 1. In a JSON document the
            place within its list, counted from 1.

        column: Heading of the column; None for a whole row.

        sheet: Sheet or table within the file; None where the file is one.
    """

    file: str
    row: int | None = None
    column: str | None = None
    sheet: str | None = None

    def __str__(self) -> str:
        """Return file, sheet and row, such as staff.xlsx [Workers]:12."""
        return _place(self.file, self.sheet, self.row)


def _place(file: str, sheet: str | None, row: int | None) -> str:
    place = file if sheet is None else f"{file} [{sheet}]"
    return place if row is None else f"{place}:{row}"


@attrs.frozen
class Doubt:
    """
    A cell that holds something which could not be turned into one value.

    The field of the record is None then. Such a cell is neither missing nor present: what depends
    on it is unknown, or, with *readings*, what holds under each of them.

    Attributes:
        reason: Why, in words that name no value.

        readings: The days that the cell may mean, day-first reading first; empty if unreadable.
    """

    reason: str
    readings: tuple[date, ...] = ()


@attrs.frozen(kw_only=True)
class DataIssue:
    """
    Something wrong with the export itself.

    Attributes:
        code: Stable code.

        severity: How much it matters.

        message: What is wrong, in a sentence that can stand alone.

        file: File within the export.

        row: Row as in Location; None where a whole file or column is meant.

        column: Heading of the column.

        value: The cell as it was written; None where its privacy class withholds it.

        hint: What to do, often the nearest known name.

        sheet: Sheet or table within the file; None where the file is one.
    """

    code: IssueCode
    severity: IssueSeverity
    message: str
    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    hint: str = ""
    sheet: str | None = None

    @property
    def place(self) -> str:
        """File, sheet and row, such as staff.xlsx [Workers]:12."""
        return _place(self.file, self.sheet, self.row)


@attrs.frozen(kw_only=True)
class Input:
    """
    One table of an export, and what became of its rows: *read* is the sum of the next three.

    Attributes:
        path: Name of the file within the export.

        sha256: Hash of the file's bytes; None where it could not be read, or is no file.

        record_type: Record type that it feeds; None if unknown.

        read: Data rows in the table.

        accepted: Rows that became records; identical rows count here too.

        rejected: Rows that became none; each has a data issue.

        left_out: Rows that the mapping leaves to other record types.

        with_issues: Rows that at least one data issue names.

        sheet: Sheet or table within the file; None where the file is one.

        expected: How many rows there should be, where someone said so.
    """

    path: str
    sha256: str | None
    record_type: str | None
    read: int
    accepted: int
    rejected: int
    left_out: int = 0
    with_issues: int = 0
    sheet: str | None = None
    expected: int | None = None
