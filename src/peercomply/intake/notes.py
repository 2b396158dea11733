"""Collects what is found on the way from files to typed tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import attrs

from peercomply.intake.places import Place, issue
from peercomply.intake.sheet import Sheet
from peercomply.records.issue_codes import IssueCode
from peercomply.records.provenance import DataIssue, Doubt, Input, Location

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
        """Return file, sheet and row of a line."""
        place = self.sheet(line).place
        return Location(place.file, line % _ROWS, sheet=place.part)

    def where(self, line: int) -> str:
        """Return the row of a line in words."""
        return f"row {line % _ROWS} of {self.sheet(line).place}"

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
        sheet = self.sheet(line)
        column = sheet.headings.heading(field) if field else None
        self.issues.append(
            issue(
                code,
                message,
                place=sheet.place,
                row=line % _ROWS,
                column=column,
                value=value,
                hint=hint,
            )
        )

    def refuse(
        self, place: Place, *, record_type: str | None = None, sha256: str | None = None
    ) -> None:
        """Note a file or table of which no row was read."""
        self.inputs.append(
            Input(
                path=place.file,
                sheet=place.part,
                sha256=sha256 or place.sha256,
                record_type=record_type,
                read=0,
                accepted=0,
                rejected=0,
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
        """Return what became of the rows of every table, in the order of the names."""
        rows: dict[tuple[str, str | None], set[int]] = {}
        for one in self.all_issues():
            if one.row is not None:
                rows.setdefault((one.file, one.sheet), set()).add(one.row)
        read = [_input(sheet, rows) for sheet in self.sheets]
        return tuple(
            sorted(
                [*self.inputs, *read],
                key=lambda one: (one.path, one.sheet or "", one.record_type or ""),
            )
        )

    def all_headings(self) -> dict[tuple[str, str, str], str]:
        """Return the heading that feeds each field, by file, record type and field."""
        return {
            (sheet.place.file, sheet.record_type.name, column.target.field): column.heading
            for sheet in reversed(self.sheets)
            for column in reversed(sheet.headings.columns)
        }


def _input(sheet: Sheet, rows: Mapping[tuple[str, str | None], set[int]]) -> Input:
    tally, place = sheet.tally, sheet.place
    left = len(tally.left) + tally.below
    return Input(
        path=place.file,
        sheet=place.part,
        sha256=place.sha256,
        record_type=sheet.record_type.name,
        read=tally.read,
        accepted=tally.read - tally.rejected - left,
        rejected=tally.rejected,
        left_out=left,
        with_issues=len(rows.get((place.file, place.part), set()) - tally.left),
        expected=sheet.expected,
    )


def _order(one: DataIssue) -> tuple[str, str, int, str, str, str, str, str]:
    words = (one.code.value, one.message, one.value or "", one.hint)
    return (one.file, one.sheet or "", one.row or 0, one.column or "", *words)
