"""Says why a cell could not be read: the doubt for the rules, the issue for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import attrs

from peercomply.errors import did_you_mean
from peercomply.intake.bundles import ITEM, PAIR, written
from peercomply.intake.days import FIRST_YEAR, LAST_YEAR, Reading, explain_day
from peercomply.intake.decoding import DAMAGED
from peercomply.intake.marks import unmarked
from peercomply.intake.names import slug
from peercomply.intake.words import SPREADSHEET_ERROR
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.issue_codes import IssueCode
from peercomply.records.provenance import Doubt
from peercomply.records.validation import expectation


@attrs.frozen
class Explanation:
    """
    Why a cell could not be read.

    Attributes:
        doubt: What rules need to know of it.

        code: Stable code of the issue.

        hint: What would have been read.

        value: The cell, where it may be shown.
    """

    doubt: Doubt
    code: IssueCode
    hint: str
    value: str | None


def explain(record_type: str, field: FieldInfo, cell: str) -> Explanation:
    """Say why *cell* could not be read as *field*."""
    name = f"{record_type}.{field.name}"
    marked, cell = unmarked(cell)
    code, readings, why = _MARKED[marked] if marked in _MARKED else _why(field, cell)
    if why:
        reason = f"{name} could not be read: it {why}"
    elif code is IssueCode.AMBIGUOUS_DATE:
        reason = f"{name} can be read in two ways"
    else:
        reason = f"{name} could not be read"
    value = written(cell) if field.shown and cell not in ("", DAMAGED) else None
    return Explanation(Doubt(reason, readings), code, _hint(field, cell, code), value)


_MARKED: Mapping[str, tuple[IssueCode, tuple[date, ...], str]] = {
    "format": (IssueCode.OTHER_FORMAT, (), "is not written as the mapping declares"),
    "lookup": (IssueCode.NO_PARTNER, (), "has no row in the table in which it is looked up"),
    "formula": (IssueCode.NO_FORMULA_VALUE, (), "holds a formula whose value nobody stored"),
    "list": (IssueCode.UNREADABLE_VALUE, (), "holds a list or a mapping, not one value"),
    "several": (IssueCode.NO_PARTNER, (), "has several values in the table where it is looked up"),
}


def _hint(field: FieldInfo, cell: str, code: IssueCode) -> str:
    if DAMAGED in cell:
        return "save the file in UTF-8, with less than a million characters in a cell"
    if code is IssueCode.TIME_ZONE:
        return "in the mapping, below import, write time_zone: Australia/Sydney, or the like"
    if code in _SETTLED:
        return f"in the mapping, below {field.name}, write {_SETTLED[code]}"
    nearest = _nearest_value(field, cell) if field.shown else ""
    return nearest or f"expected {_expected(field)}"


_SETTLED: Mapping[IssueCode, str] = {
    IssueCode.AMBIGUOUS_DATE: "format: DD/MM/YYYY, or format: MM/DD/YYYY",
    IssueCode.SERIAL_DATE: "format: serial, if it is a day that a spreadsheet shows as a number",
    IssueCode.SHORT_YEAR: "format: DD/MM/YY, or the order that the column has",
    IssueCode.NO_PARTNER: "another lookup, or add the row to that table",
    IssueCode.OTHER_FORMAT: "the format that the column has",
}


def _expected(field: FieldInfo) -> str:
    if field.type in (FieldType.DATE, FieldType.DATETIME):
        return f"{expectation(field)}, in the years {FIRST_YEAR} to {LAST_YEAR}"
    words = expectation(field)
    return words if len(words) <= _LONGEST_HINT else f"{words[:_LONGEST_HINT].rsplit(',', 1)[0]}, …"


_LONGEST_HINT = 160


def _why(field: FieldInfo, cell: str) -> tuple[IssueCode, tuple[date, ...], str]:
    """Return the code, the readings of a day, and what to say besides the usual words."""
    if DAMAGED in cell:
        return IssueCode.UNREADABLE_VALUE, (), "holds what is no text, or too much of it"
    if re.fullmatch(SPREADSHEET_ERROR, cell):
        return IssueCode.SPREADSHEET_ERROR, (), "holds an error of a spreadsheet"
    if field.type in (FieldType.DATE, FieldType.DATETIME):
        odd = next((found for found in _ODD_DAYS if re.fullmatch(found[0], cell, _FLAGS)), None)
        return _why_no_day(explain_day(cell)) if odd is None else (odd[1], (), odd[2])
    if _unlisted(field, cell):
        return IssueCode.UNKNOWN_VALUE, (), "holds a value that is not listed"
    if _is_number(field, cell):
        return IssueCode.OUT_OF_RANGE, (), "lies outside what is possible"
    return IssueCode.UNREADABLE_VALUE, (), ""


_FLAGS = re.ASCII | re.IGNORECASE

_ODD_DAYS = (
    (r"[2-7]\d{4}(\.\d+)?", IssueCode.SERIAL_DATE, "is a number, as spreadsheets count days"),
    (
        r"\d{4}|\d{4}-\d{1,2}|\d{1,2}[/.]\d{4}|[a-z]{3,9}[ .-]+\d{4}",
        IssueCode.PARTIAL_DATE,
        "names no day",
    ),
    (
        r"\d{1,2}([/.-])(\d{1,2}|[a-z]{3,4})\1\d{2}([T ].*)?",
        IssueCode.SHORT_YEAR,
        "has a year of two digits",
    ),
    (
        r"\d{4}-\d{2}-\d{2}[T ].*\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})",
        IssueCode.TIME_ZONE,
        "is given in a time zone, and no place is known whose clocks count",
    ),
)


def _why_no_day(reading: Reading) -> tuple[IssueCode, tuple[date, ...], str]:
    if reading.outside:
        return IssueCode.OUT_OF_RANGE, (), "lies outside the years that are possible"
    if reading.days and reading.timed:
        return IssueCode.UNREADABLE_VALUE, (), ""
    code = IssueCode.AMBIGUOUS_DATE if reading.days else IssueCode.UNREADABLE_VALUE
    return code, reading.days, ""


def _unlisted(field: FieldInfo, cell: str) -> list[str]:
    """Return the values or keys of *cell* that its field does not list."""
    if field.type is FieldType.ENUM:
        words = [cell]
    elif field.type is FieldType.SET and field.item is FieldType.ENUM:
        items = cell[1:].split(ITEM) if cell.startswith(ITEM) else cell.split(";")
        words = [item.strip() for item in items if item.strip()]
    elif field.type is FieldType.MAPPING:
        pairs = cell[1:].split(ITEM) if cell.startswith(ITEM) else cell.split(";")
        split = [re.split(f"[={PAIR}]", pair, maxsplit=1) for pair in pairs]
        words = [pair[0].strip() for pair in split if len(pair) == 2]
    else:
        return []
    return [word for word in words if slug(word) not in field.values]


def _is_number(field: FieldInfo, cell: str) -> bool:
    if field.type is FieldType.INT:
        return re.fullmatch(r"[+-]?[0-9]+", cell) is not None
    if field.type is FieldType.DECIMAL:
        return re.fullmatch(_PLAIN_NUMBER, cell) is not None
    if field.of is not FieldType.DECIMAL or not cell.startswith(ITEM):
        return False
    values = [pair.partition(PAIR)[2] for pair in cell[1:].split(ITEM)]
    return all(re.fullmatch(_PLAIN_NUMBER, value) for value in values)


_PLAIN_NUMBER = r"[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)"


def _nearest_value(field: FieldInfo, cell: str) -> str:
    words = _unlisted(field, cell)
    return did_you_mean(slug(words[0]), field.values) if words else ""
