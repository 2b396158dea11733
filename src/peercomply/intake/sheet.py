"""One table whose rows feed one record type, as text."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from peercomply.errors import did_you_mean, nearest
from peercomply.intake.bundles import columns_cell, mapping_cell, set_cell
from peercomply.intake.names import Column, Headings
from peercomply.intake.places import Place, issue
from peercomply.intake.quick_source import QuickSource
from peercomply.records.fields import FieldType
from peercomply.records.issue_codes import IssueCode
from peercomply.records.model import RecordType
from peercomply.records.provenance import DataIssue

Row = tuple[int, list[str]]
"""Number of a row and the texts of its cells or fields."""


@attrs.define
class Tally:
    """
    What is found while the rows of a sheet are read.

    Attributes:
        read: Data rows so far.

        rejected: Those of them that become no record.

        left: Numbers of those that the mapping leaves to other record types.

        below: How many stand below the last row that the mapping lets be read.

        restored: How many texts of each field had lost their first zero, with the heading.

        issues: What is wrong with them.

        nameless: Values were met in a column without a heading.
    """

    read: int = 0
    rejected: int = 0
    left: set[int] = attrs.field(factory=set)
    below: int = 0
    restored: dict[tuple[str, str], int] = attrs.field(factory=dict)
    issues: list[DataIssue] = attrs.field(factory=list)
    nameless: bool = False

    def reject(self, found: DataIssue, rows: int = 1) -> None:
        """Count *rows* that were read and become no record."""
        self.read += rows
        self.rejected += rows
        self.issues.append(found)

    def leave_out(self, row: int) -> None:
        """Count a row that was read and is left to another record type."""
        self.left.add(row)

    def leave_below(self, row: int) -> None:
        """Count a row below the last one that is read; that it stands apart is known then."""
        self.below += 1
        self.issues = [
            one for one in self.issues if one.code is not IssueCode.LONELY_ROW or one.row != row
        ]

    def restore(self, field: str, heading: str) -> None:
        """Count a text whose first zero was put back."""
        self.restored[field, heading] = self.restored.get((field, heading), 0) + 1

    def note_nameless(self, place: Place) -> None:
        """Note, once, that values stand under no heading."""
        if not self.nameless:
            self.nameless = True
            message = "a column without a heading holds values; it is not read"
            self.issues.append(issue(IssueCode.UNKNOWN_COLUMN, message, place=place))


@attrs.frozen(kw_only=True)
class Sheet:
    """
    One table whose rows feed one record type.

    Attributes:
        place: Where it stands.

        record_type: What the rows are.

        headings: What the columns feed.

        rows: The rows; they can be gone through once, and *tally* is complete after that.

        tally: What is found on the way.

        expected: How many rows the table should have, where someone said so.

        source: The file itself, where the database may split it; see quick.py.

        lost: Fields whose columns a mapping names and that are not there.
    """

    place: Place
    record_type: RecordType
    headings: Headings
    rows: Iterable[Row] = attrs.field(repr=False)
    tally: Tally
    expected: int | None = None
    lost: tuple[str, ...] = ()
    source: QuickSource | None = None

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
        near |= {*self.lost}
        return tuple(name for name in self.record_type.fields if name in near - {*headings.fields})


def heading_issues(
    headings: Headings, record_type: RecordType, place: Place
) -> Iterator[DataIssue]:
    """Yield what is wrong with the headings of a table, missing columns apart."""
    for heading, target in headings.repeated:
        name = f"{record_type.name}.{target.field}"
        message = f"a second column stands for {name}; only the first is read"
        yield issue(IssueCode.REPEATED_COLUMN, message, place=place, column=heading)
    if not headings.columns:
        return
    for _, heading in headings.unknown:
        if heading:
            message = f"a column is no field of {record_type.name}; it is not read"
            hint = did_you_mean(heading.lower(), record_type.fields)
            yield issue(IssueCode.UNKNOWN_COLUMN, message, place=place, column=heading, hint=hint)


def arrange(headings: Headings, record_type: RecordType) -> Callable[[Sequence[str]], list[str]]:
    """Return the function that turns the cells of a row into the texts of its fields."""
    parts = [
        [column for column in headings.columns if column.target.field == name]
        for name in headings.fields
    ]
    first = _picker([max(part[0].place, 0) for part in parts])
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
    if kind is FieldType.MAPPING and columns[0].target.key is not None:
        keys = [column.target.key or "" for column in columns]
        readers = [_reader(column) for column in columns]
        return lambda cells: columns_cell(keys, [read(cells) for read in readers])
    if kind in _BUNDLES:
        whole, read = _BUNDLES[kind], _reader(columns[0])
        return lambda cells: whole(read(cells))
    return columns[0].read


_BUNDLES = {FieldType.SET: set_cell, FieldType.MAPPING: mapping_cell}


def _reader(column: Column) -> Callable[[Sequence[str]], str]:
    return column.read or operator.itemgetter(column.place)
