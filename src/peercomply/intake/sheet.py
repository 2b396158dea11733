"""One file or list whose rows feed one record type, as text."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from peercomply.errors import did_you_mean, nearest
from peercomply.intake.bundles import columns_cell, mapping_cell, set_cell
from peercomply.intake.names import Column, Headings
from peercomply.records.fields import FieldType
from peercomply.records.model import RecordType
from peercomply.records.provenance import DataIssue, IssueCode, IssueSeverity

Row = tuple[int, list[str]]
"""Number of a row and the texts of its fields, in the order of `Headings.fields`."""

_SEVERITIES = {
    IssueCode.UNKNOWN_FILE: IssueSeverity.WARNING,
    IssueCode.UNKNOWN_COLUMN: IssueSeverity.WARNING,
    IssueCode.AMBIGUOUS_DATE: IssueSeverity.WARNING,
    IssueCode.REPEATED_ROW: IssueSeverity.WARNING,
    IssueCode.REPEATED_RECORD: IssueSeverity.WARNING,
    IssueCode.DANGLING_REFERENCE: IssueSeverity.WARNING,
    IssueCode.ONLY_PROGRAM: IssueSeverity.NOTE,
}


def issue(
    code: IssueCode,
    message: str,
    *,
    file: str,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    hint: str = "",
    severity: IssueSeverity | None = None,
) -> DataIssue:
    """Return a data issue with the usual severity of its code, texts of the user cut short."""
    return DataIssue(
        code=code,
        severity=severity or _SEVERITIES.get(code, IssueSeverity.ERROR),
        message=message,
        file=file,
        row=row,
        column=short(column),
        value=short(value),
        hint=hint,
    )


def short(text: str | None) -> str | None:
    """Return *text* cut to the 80 characters that may be shown."""
    return text if text is None or len(text) <= 80 else f"{text[:79]}…"


@attrs.define
class Tally:
    """
    What is found while the rows of a sheet are read.

    Attributes:
        read: Data rows so far.

        rejected: Those of them that become no record.

        issues: What is wrong with them.
    """

    read: int = 0
    rejected: int = 0
    issues: list[DataIssue] = attrs.field(factory=list)

    def reject(self, found: DataIssue, rows: int = 1) -> None:
        """Count *rows* that were read and become no record."""
        self.read += rows
        self.rejected += rows
        self.issues.append(found)


@attrs.frozen(kw_only=True)
class Sheet:
    """
    One file or list whose rows feed one record type.

    Attributes:
        file: Name within the export.

        sha256: Hash of the file's bytes.

        record_type: What the rows are.

        headings: What the columns feed.

        rows: The rows; they can be gone through once, and *tally* is complete after that.

        tally: What is found on the way.
    """

    file: str
    sha256: str
    record_type: RecordType
    headings: Headings
    rows: Iterable[Row] = attrs.field(repr=False)
    tally: Tally

    @functools.cached_property
    def missing(self) -> tuple[str, ...]:
        """Required fields that no column feeds; without them no row becomes a record."""
        return self.headings.missing(self.record_type)

    @functools.cached_property
    def unsure(self) -> tuple[str, ...]:
        """
        Fields that no column feeds, although a column that is not read is headed much like them.

        Their cells are not known to be empty: an expiry day may stand under "Expiry".
        """
        headings = self.headings
        near = {
            nearest(heading.lower(), self.record_type.fields) for _, heading in headings.unknown
        }
        return tuple(name for name in self.record_type.fields if name in near - {*headings.fields})


def heading_issues(headings: Headings, record_type: RecordType, file: str) -> Iterator[DataIssue]:
    """Yield what is wrong with the headings of a file, missing columns apart."""
    for heading, target in headings.repeated:
        name = f"{record_type.name}.{target.field}"
        message = f"a second column stands for {name}; only the first is read"
        yield issue(IssueCode.REPEATED_COLUMN, message, file=file, column=heading)
    if not headings.columns:
        return
    for _, heading in headings.unknown:
        if heading:
            message = f"a column is no field of {record_type.name}; it is not read"
            hint = did_you_mean(heading.lower(), record_type.fields)
            yield issue(IssueCode.UNKNOWN_COLUMN, message, file=file, column=heading, hint=hint)


def arrange(headings: Headings, record_type: RecordType) -> Callable[[Sequence[str]], list[str]]:
    """Return the function that turns the cells of a row into the texts of its fields."""
    parts = [
        [column for column in headings.columns if column.target.field == name]
        for name in headings.fields
    ]
    first = _picker([part[0].place for part in parts])
    bundles = [
        (index, bundle)
        for index, part in enumerate(parts)
        if (bundle := _bundle(record_type.fields[part[0].target.field].type, part))
    ]
    if not bundles:
        return first

    def fields(cells: Sequence[str]) -> list[str]:
        texts = first(cells)
        for index, bundle in bundles:
            texts[index] = bundle(cells)
        return texts

    return fields


def _picker(places: Sequence[int]) -> Callable[[Sequence[str]], list[str]]:
    if len(places) > 1:
        pick = operator.itemgetter(*places)
        return lambda cells: list(pick(cells))
    return lambda cells: [cells[place] for place in places]


def _bundle(kind: FieldType, columns: Sequence[Column]) -> Callable[[Sequence[str]], str] | None:
    place = columns[0].place
    if kind is FieldType.SET:
        return lambda cells: set_cell(cells[place])
    if kind is not FieldType.MAPPING:
        return None
    if columns[0].target.key is None:
        return lambda cells: mapping_cell(cells[place])
    keys = [column.target.key or "" for column in columns]
    places = [column.place for column in columns]
    return lambda cells: columns_cell(keys, [cells[one] for one in places])
