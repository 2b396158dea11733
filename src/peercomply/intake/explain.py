"""Says why a cell could not be read: the doubt for the rules, the issue for people."""

from __future__ import annotations

import re
from datetime import date

import attrs

from peercomply.errors import did_you_mean
from peercomply.intake.bundles import ITEM, PAIR, written
from peercomply.intake.days import FIRST_YEAR, LAST_YEAR, Reading, explain_day
from peercomply.intake.decoding import DAMAGED
from peercomply.intake.names import slug
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.provenance import Doubt, IssueCode
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
    code, readings, why = _why(field, cell)
    if why:
        reason = f"{name} could not be read: it {why}"
    elif code is IssueCode.AMBIGUOUS_DATE:
        reason = f"{name} can be read in two ways"
    else:
        reason = f"{name} could not be read"
    value = written(cell) if field.shown and cell != DAMAGED else None
    hint = _nearest_value(field, cell) if field.shown else ""
    if DAMAGED in cell:
        hint = "save the file in UTF-8, with less than a million characters in a cell"
    return Explanation(Doubt(reason, readings), code, hint or f"expected {_expected(field)}", value)


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
    if field.type in (FieldType.DATE, FieldType.DATETIME):
        return _why_no_day(explain_day(cell))
    if _unlisted(field, cell):
        return IssueCode.UNKNOWN_VALUE, (), "holds a value that is not listed"
    if _is_number(field, cell):
        return IssueCode.OUT_OF_RANGE, (), "lies outside what is possible"
    return IssueCode.UNREADABLE_VALUE, (), ""


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
