"""Collects what is found on the way from files to typed tables."""

from __future__ import annotations

from collections import defaultdict

import attrs

from peercomply.intake.sheet import Sheet, issue
from peercomply.records.provenance import DataIssue, Doubt, Input, IssueCode, Location

_ROWS = 1 << 32


def line_number(sheet: int, row: int) -> int:
    """Return the number that names a row of an export: the place of its sheet, then its row."""
    return sheet * _ROWS + row


@attrs.define
class Notes:
    """
    What is found on the way from files to typed tables.

    Attributes:
        sheets: Sheets in the order in which they were read.

        inputs: Files that gave no sheet.

        issues: What is wrong, in the order in which it was found.

        doubts: Cells that could not be turned into one value, by record type and field, by line.

        filled: Fields that hold something in some row, by record type; no others need a check.
    """

    sheets: list[Sheet] = attrs.field(factory=list)
    inputs: list[Input] = attrs.field(factory=list)
    issues: list[DataIssue] = attrs.field(factory=list)
    doubts: defaultdict[tuple[str, str], dict[int, Doubt]] = attrs.field(
        factory=lambda: defaultdict(dict)
    )
    filled: defaultdict[str, set[str]] = attrs.field(factory=lambda: defaultdict(set))

    def sheet_number(self, line: int) -> int:
        """Return the place of the sheet to which a line belongs."""
        return line // _ROWS

    def sheet(self, line: int) -> Sheet:
        """Return the sheet to which a line belongs."""
        return self.sheets[self.sheet_number(line)]

    def location(self, line: int) -> Location:
        """Return file and row of a line."""
        return Location(self.sheet(line).file, line % _ROWS)

    def add(
        self,
        code: IssueCode,
        message: str,
        *,
        line: int,
        field: str | None = None,
        value: str | None = None,
        hint: str = "",
    ) -> None:
        """Note something that is wrong with a line, or with its *field*."""
        place = self.location(line)
        column = self.sheet(line).headings.heading(field) if field else None
        self.issues.append(
            issue(
                code,
                message,
                file=place.file,
                row=place.row,
                column=column,
                value=value,
                hint=hint,
            )
        )

    def doubted(self, record_type: str, field: str) -> list[int]:
        """Return the lines whose *field* is in doubt."""
        return list(self.doubts.get((record_type, field), ()))

    def supplied(self) -> frozenset[str]:
        """Return the record types of which at least one sheet says something."""
        return frozenset(sheet.record_type.name for sheet in self.sheets if not sheet.missing)

    def rejected(self) -> dict[str, int]:
        """Return the number of rejected rows of each record type that has some."""
        counts: dict[str, int] = {}
        for sheet in self.sheets:
            if sheet.tally.rejected:
                name = sheet.record_type.name
                counts[name] = counts.get(name, 0) + sheet.tally.rejected
        return dict(sorted(counts.items()))

    def all_issues(self) -> tuple[DataIssue, ...]:
        """Return every issue in a total order."""
        found = [*self.issues, *(one for sheet in self.sheets for one in sheet.tally.issues)]
        return tuple(sorted(found, key=_order))

    def all_inputs(self) -> tuple[Input, ...]:
        """Return what became of the rows of every file, in the order of the names."""
        read = [
            Input(
                path=sheet.file,
                sha256=sheet.sha256,
                record_type=sheet.record_type.name,
                read=sheet.tally.read,
                accepted=sheet.tally.read - sheet.tally.rejected,
                rejected=sheet.tally.rejected,
            )
            for sheet in self.sheets
        ]
        return tuple(
            sorted([*self.inputs, *read], key=lambda one: (one.path, one.record_type or ""))
        )

    def all_headings(self) -> dict[tuple[str, str, str], str]:
        """Return the heading that feeds each field, by file, record type and field."""
        return {
            (sheet.file, sheet.record_type.name, column.target.field): column.heading
            for sheet in reversed(self.sheets)
            for column in reversed(sheet.headings.columns)
        }


def _order(one: DataIssue) -> tuple[str, int, str, str, str, str, str]:
    words = (one.code.value, one.message, one.value or "", one.hint)
    return (one.file, one.row or 0, one.column or "", *words)
