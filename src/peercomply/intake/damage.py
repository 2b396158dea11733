"""Looks for what spreadsheets and careless exports do to a table before anyone reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from peercomply.intake.days import survey_days
from peercomply.intake.places import issue
from peercomply.intake.quick import AnyColumn, AnyTexts
from peercomply.intake.sheet import Sheet
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.issue_codes import IssueCode
from peercomply.records.provenance import DataIssue

_DAYS = (FieldType.DATE, FieldType.DATETIME)
_KEYS = (FieldType.KEY, FieldType.REF)

_ROW_LIMITS = {65_536: "XLS", 1_048_576: "XLSX"}
"""Rows, headings included, that a sheet can have."""

_CUT = (255, 32_767)
"""Characters at which spreadsheets, and drivers that read them, cut a text."""


@attrs.frozen
class _Sign:
    """Something that shows in the text of a cell."""

    code: IssueCode
    pattern: re.Pattern[str]
    hints: tuple[str, ...]
    message: str
    hint: str


_IN_KEYS = (
    _Sign(
        IssueCode.KEY_AS_NUMBER,
        re.compile(r"[+-]?\d(?:[.,]\d+)?E\+\d{2}", re.ASCII | re.IGNORECASE),
        ("E+", "e+"),
        "keys in the notation of large numbers",
        "format the column as text before the export; the digits are lost in this one",
    ),
)

_IN_TEXTS = (
    _Sign(
        IssueCode.WRONG_ENCODING,
        re.compile(r".*(?:Ã[\u0080-\u00bf\u2018-\u2026]|â€|Â[\u00a0-\u00bf]).*", re.DOTALL),
        ("Ã", "â€", "Â"),
        "texts that were decoded wrongly before the export",
        "export again, and choose UTF-8",
    ),
    _Sign(
        IssueCode.FORMULA_TEXT,
        re.compile(r"=[A-Za-z(+-].*", re.DOTALL),
        ("=",),
        "texts of formulas in place of their values",
        "export the values",
    ),
)


def damage(sheet: Sheet, texts: AnyTexts) -> Iterator[DataIssue]:
    """Yield what has happened to the table of *sheet*; each kind once for each column."""
    for name, column in texts.columns.items():
        field = sheet.record_type.fields[name]
        if column.filled:
            yield from _column(sheet, field, column)
    yield from _whole(sheet, texts)


def _column(sheet: Sheet, field: FieldInfo, column: AnyColumn) -> Iterator[DataIssue]:
    signs: tuple[_Sign, ...] = ()
    if field.type in _KEYS:
        signs = (*_IN_KEYS, *_IN_TEXTS)
    elif field.type in (FieldType.TEXT, FieldType.SET):
        signs = _IN_TEXTS
    for sign in signs:
        cells = _matching(column, sign)
        if cells:
            count = f"{cells} cell" + ("s" if cells > 1 else "")
            yield _found(sheet, field, sign.code, f"{sign.message} ({count})", sign.hint)
    if field.type is FieldType.TEXT and (length := _cut_at(column)):
        message = f"texts of exactly {length} characters, at which some programs cut them"
        yield _found(sheet, field, IssueCode.CUT_TEXT, message, "compare them with the source")
    if field.type in _DAYS and survey_days(column.odd).mixed:
        message = "some dates can only be day first, and others only month first"
        hint = "in the mapping, declare the format, or correct the column"
        yield _found(sheet, field, IssueCode.MIXED_ORDER, message, hint)


def _found(sheet: Sheet, field: FieldInfo, code: IssueCode, message: str, hint: str) -> DataIssue:
    heading = sheet.headings.heading(field.name)
    return issue(code, message, place=sheet.place, column=heading, hint=hint)


def _matching(column: AnyColumn, sign: _Sign) -> int:
    """Count the cells that show *sign*."""
    return sum(sign.pattern.fullmatch(text) is not None for text in column.holding(sign.hints))


def _cut_at(column: AnyColumn) -> int:
    longest = column.longest()
    return longest if longest in _CUT else 0


def _whole(sheet: Sheet, texts: AnyTexts) -> Iterator[DataIssue]:
    last = texts.last_row
    if kind := _ROW_LIMITS.get(last):
        message = f"the table ends at row {last}, the last that {kind} can have; rows may be lost"
        hint = "export in several files, or as Parquet"
        yield issue(IssueCode.ROW_LIMIT, message, place=sheet.place, hint=hint)
    for (field, heading), count in sorted(sheet.tally.restored.items()):
        message = f"first zeros were put back in {count} cells of {field}"
        hint = "format the column as text before the export"
        yield issue(IssueCode.LOST_ZERO, message, place=sheet.place, column=heading, hint=hint)


def total_issue(sheet: Sheet) -> DataIssue | None:
    """Return the issue for a table that has another number of rows than it should have."""
    read = sheet.tally.read - sheet.tally.below
    if sheet.expected is None or sheet.expected == read:
        return None
    message = f"the table has {read} rows, and the mapping says {sheet.expected}"
    hint = "export again, or correct `rows` in the mapping"
    return issue(IssueCode.ROW_TOTAL, message, place=sheet.place, hint=hint)
