"""The pages about data issues: what each code means, what follows from it, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from peercomply.intake.places import severity_of
from peercomply.records.issue_codes import IssueCode
from peercomply.records.provenance import DataIssue


@attrs.frozen
class Example:
    """
    An export that shows a code.

    Attributes:
        files: Its files, by name; only those that are text.

        issue: What is said of it.
    """

    files: Mapping[str, str]
    issue: DataIssue


def pages(examples: Mapping[IssueCode, Example]) -> dict[str, str]:
    """Return the page of each code by the name of its file."""
    return {f"{code.value}.md": _page(code, examples.get(code)) for code in IssueCode}


def _page(code: IssueCode, example: Example | None) -> str:
    follows, cure = _ADVICE[code]
    parts = [
        f"# {code.value}: {code.name.lower().replace('_', ' ')}",
        code.meaning,
        f"Severity: {severity_of(code).value}.",
        f"**What follows.** {follows}",
        f"**What to do.** {cure}",
    ]
    if example is not None:
        parts.append("## Example")
        parts += [f"`{name}`\n\n```\n{text.rstrip()}\n```" for name, text in example.files.items()]
        parts.append(f"```\n{_said(example.issue)}\n```")
    return "\n\n".join(parts) + "\n"


def _said(one: DataIssue) -> str:
    found = f"\n  found: {one.value!r}" if one.value is not None else ""
    hint = f"\n  hint: {one.hint}" if one.hint else ""
    column = f", column {one.column!r}" if one.column else ""
    place = f"{one.place}{column}"
    return f"{place}: {one.severity.value}[{one.code.value}] {one.message}{found}{hint}"


_NOT_SUPPLIED = (
    "The record type counts as not supplied by this file: rules that judge it are not judged, and"
    " rules that need it are unknown. The program exits with 4."
)
_CELL = "The cell is in doubt: whatever depends on it is unknown, never a pass and never a fail."
_ROW = "The row becomes no record and counts as unknown for the rules that judge its type."
_KEPT = "Nothing is changed; the records are read as they stand."
_EXPORT = "Correct it in the program that the export comes from, and export again."

_ADVICE: Mapping[IssueCode, tuple[str, str]] = {
    IssueCode.UNKNOWN_FILE: (
        "Nothing of it is read, and what it might hold counts as not supplied.",
        "Name it after a record type, map it (`peercomply init`), or list it under `ignore`.",
    ),
    IssueCode.UNREADABLE_FILE: (_NOT_SUPPLIED, "Open it in the program that made it, save again."),
    IssueCode.EMPTY_FILE: (
        _NOT_SUPPLIED,
        "Export it with its headings, even without rows.",
    ),
    IssueCode.UNKNOWN_COLUMN: (
        "It is not read. A field of a similar name is in doubt for all rows.",
        "Correct the heading, map it to a field, or list it under `ignore`.",
    ),
    IssueCode.MISSING_COLUMN: (_NOT_SUPPLIED, "Add the column, or let a mapping make the key."),
    IssueCode.REPEATED_COLUMN: ("Only the first is read.", "Rename or remove one of them."),
    IssueCode.RAGGED_ROW: (
        (
            "A row with too many cells, or a broken quote, is rejected; one with too few is read"
            " with empty cells at its end."
        ),
        "Put texts that hold the separator or a line end in double quotes.",
    ),
    IssueCode.UNREADABLE_VALUE: (_CELL, _EXPORT),
    IssueCode.UNKNOWN_VALUE: (_CELL, "Translate it under `values` in the mapping, or correct it."),
    IssueCode.OUT_OF_RANGE: (_CELL, _EXPORT),
    IssueCode.AMBIGUOUS_DATE: (
        "Both days count: an outcome that is the same under both stands, others are unknown.",
        "One line of the mapping settles the column: `format: DD/MM/YYYY`, or the other.",
    ),
    IssueCode.REJECTED_ROW: (_ROW, "Fill the cell, or let the mapping make the key from others."),
    IssueCode.REPEATED_ROW: ("They count once; the number of them stays visible.", _EXPORT),
    IssueCode.CONFLICTING_ROWS: (
        "Fields that differ are in doubt; if a required one does, all rows are rejected.",
        "Find out which row is right, and remove the others.",
    ),
    IssueCode.REPEATED_RECORD: (_KEPT, "Look whether one event was entered twice."),
    IssueCode.DANGLING_REFERENCE: (
        "The path through it is unknown, and the record counts for nobody.",
        "Correct the key, or export the missing record too.",
    ),
    IssueCode.IMPOSSIBLE_ORDER: ("Both days are in doubt.", _EXPORT),
    IssueCode.ONLY_PROGRAM: (
        "The records belong to the one program, or organisation, that the export holds.",
        "Fill the column before a second program is exported.",
    ),
    IssueCode.FUTURE_EVENT: (
        "What is said to have happened after the day of the check has not happened yet.",
        "Look whether the year is right, or whether it is a plan.",
    ),
    IssueCode.NO_SUCH_COLUMN: (
        (
            "The field is in doubt for every row: its column may have another heading today. The"
            " program exits with 4."
        ),
        "Correct the heading in the mapping.",
    ),
    IssueCode.NO_SUCH_TABLE: (
        "Its record type counts as not supplied by it. The program exits with 4.",
        "Correct its name in the mapping, or write `optional: true`.",
    ),
    IssueCode.ROWS_LEFT_OUT: (
        "These rows become no record of any type.",
        "Widen `only` in the mapping, unless they are meant to be left out.",
    ),
    IssueCode.ROWS_ABOVE: (
        "The headings were found below them.",
        "If another row holds the headings, name it: `headings: 3`.",
    ),
    IssueCode.HIDDEN_SHEET: (
        _KEPT,
        "List it under `ignore` if it is a draft or a list of choices.",
    ),
    IssueCode.OTHER_ENCODING: (
        "Every byte is a letter of Windows-1252, and none belongs to UTF-8.",
        "Look at a name with an accent; save as UTF-8 if it is wrong.",
    ),
    IssueCode.ROW_TOTAL: (
        "Rows may be lost, or too many. The program exits with 4.",
        "Export again, or correct `rows` in the mapping.",
    ),
    IssueCode.LONELY_ROW: (
        "It was read as a record.",
        "If it is a note or a total, name the last row in the mapping: `last_row: 40`.",
    ),
    IssueCode.SERIAL_DATE: (
        _CELL,
        "Write `format: serial` (or `serial-1904`) in the mapping, if it is a day.",
    ),
    IssueCode.PARTIAL_DATE: (_CELL, "Record the day; a month is not enough for a limit in days."),
    IssueCode.SHORT_YEAR: (_CELL, "Write the format in the mapping, such as `format: DD/MM/YY`."),
    IssueCode.TIME_ZONE: (
        _CELL,
        "Write `time_zone: Australia/Melbourne`, or the like, below `import` in the mapping.",
    ),
    IssueCode.OTHER_FORMAT: (_CELL, "Correct the cell, or the format in the mapping."),
    IssueCode.NO_PARTNER: (_CELL, "Add the row to the table in which it is looked up."),
    IssueCode.LOST_ZERO: (
        "They were put back where the declared format leaves no other reading.",
        "Format the column as text before the export.",
    ),
    IssueCode.KEY_AS_NUMBER: (
        "Two keys may have become one, and references may lead nowhere.",
        "Format the column as text before the export.",
    ),
    IssueCode.CUT_TEXT: (_KEPT, "Compare the longest texts with the source."),
    IssueCode.ROW_LIMIT: (_KEPT, "Compare the number of rows with the source; export in parts."),
    IssueCode.WRONG_ENCODING: (_KEPT, "Export again, and choose UTF-8."),
    IssueCode.SPREADSHEET_ERROR: (_CELL, "Mend the formula, or widen the column, and save again."),
    IssueCode.NO_FORMULA_VALUE: (_CELL, "Open the workbook, let it calculate, and save it."),
    IssueCode.FORMULA_TEXT: (_KEPT, "Export the values in place of the formulas."),
    IssueCode.SHIFTED_ROW: (
        "Every field of the record but its key is in doubt.",
        "Look for a cell that is missing or doubled in the row.",
    ),
    IssueCode.MIXED_ORDER: (
        "A date that can be read two ways stays so: the column proves no order.",
        "Declare the format in the mapping, or correct the dates of the other order.",
    ),
}
