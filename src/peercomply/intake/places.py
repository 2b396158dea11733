"""The place of a table in an export, and what is wrong there."""

from __future__ import annotations

import attrs

from peercomply.records.issue_codes import IssueCode, IssueSeverity
from peercomply.records.provenance import DataIssue

_SEVERITIES = {
    IssueCode.UNKNOWN_FILE: IssueSeverity.WARNING,
    IssueCode.UNKNOWN_COLUMN: IssueSeverity.WARNING,
    IssueCode.AMBIGUOUS_DATE: IssueSeverity.WARNING,
    IssueCode.REPEATED_ROW: IssueSeverity.WARNING,
    IssueCode.REPEATED_RECORD: IssueSeverity.WARNING,
    IssueCode.DANGLING_REFERENCE: IssueSeverity.WARNING,
    IssueCode.ONLY_PROGRAM: IssueSeverity.NOTE,
    IssueCode.ROWS_LEFT_OUT: IssueSeverity.WARNING,
    IssueCode.ROWS_ABOVE: IssueSeverity.NOTE,
    IssueCode.HIDDEN_SHEET: IssueSeverity.NOTE,
    IssueCode.OTHER_ENCODING: IssueSeverity.NOTE,
    IssueCode.LOST_ZERO: IssueSeverity.WARNING,
    IssueCode.CUT_TEXT: IssueSeverity.WARNING,
    IssueCode.ROW_LIMIT: IssueSeverity.WARNING,
    IssueCode.WRONG_ENCODING: IssueSeverity.WARNING,
    IssueCode.FORMULA_TEXT: IssueSeverity.WARNING,
}


@attrs.frozen(kw_only=True)
class Place:
    """
    Where a table stands.

    Attributes:
        file: Name of the file within the export.

        part: Sheet, list or table within the file; None where the file is one table.

        sha256: Hash of the file's bytes; None where there are none, as in a database.

        name: What may name the record type: the sheet, list or table, else the file.
    """

    file: str
    part: str | None
    sha256: str | None
    name: str

    def __str__(self) -> str:
        """Return file and part as a person writes them."""
        return self.file if self.part is None else f"{self.file} [{self.part}]"


def issue(
    code: IssueCode,
    message: str,
    *,
    place: Place,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    hint: str = "",
    severity: IssueSeverity | None = None,
) -> DataIssue:
    """Return a data issue with the usual severity of its code, texts of the user cut short."""
    return DataIssue(
        code=code,
        severity=severity or severity_of(code),
        message=message,
        file=place.file,
        sheet=place.part,
        row=row,
        column=short(column),
        value=short(value),
        hint=hint,
    )


def severity_of(code: IssueCode) -> IssueSeverity:
    """Return the usual severity of a code."""
    return _SEVERITIES.get(code, IssueSeverity.ERROR)


def short(text: str | None) -> str | None:
    """Return *text* cut to the 80 characters that may be shown."""
    return text if text is None or len(text) <= 80 else f"{text[:79]}…"
