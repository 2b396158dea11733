"""Turns the tables of an export into sheets of record types, as their names or a mapping say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from peercomply.errors import did_you_mean
from peercomply.intake.bundles import ITEM, PAIR
from peercomply.intake.decoding import Refusal
from peercomply.intake.grids import Grid, HeadingRow
from peercomply.intake.mapping.cells import Read, reader
from peercomply.intake.mapping.day_formats import in_zone
from peercomply.intake.mapping.model import FieldMapping, ImportMapping, Lookup, TableMapping
from peercomply.intake.marks import marked
from peercomply.intake.names import (
    Column,
    Headings,
    Target,
    count_known,
    plain,
    read_headings,
    record_type_of,
)
from peercomply.intake.places import issue
from peercomply.intake.sheet import Row, Sheet, Tally, arrange, heading_issues
from peercomply.records.fields import FieldType
from peercomply.records.issue_codes import IssueCode, IssueSeverity
from peercomply.records.model import RecordType, Schema
from peercomply.records.provenance import DataIssue

_ALL = "*"
"""In place of a heading: every column that the mapping does not name."""

_DAYS = (FieldType.DATE, FieldType.DATETIME)
_NESTED = (FieldType.SET, FieldType.MAPPING)


@attrs.frozen(kw_only=True)
class Shaper:
    """
    Makes sheets of tables.

    Attributes:
        schema: The record types.

        mapping: How tables are read that are not in our shape.

        grids: Every table of the export, for lookups.
    """

    schema: Schema
    mapping: ImportMapping
    grids: Sequence[Grid] = attrs.field(repr=False)

    def sheets(self, grid: Grid) -> list[Sheet] | Refusal | None:
        """Return the sheets of one table; None where it is of no record type."""
        tables = self.mapping.of(grid.place)
        if not tables:
            record_type = record_type_of(grid.place.name, self.schema)
            if record_type is None:
                return None
            tables = (TableMapping(record_type=record_type.name),)
        sheets: list[Sheet] = []
        for table in tables:
            made = self._sheet(grid, table)
            if isinstance(made, Refusal):
                return made
            sheets.append(made)
        return sheets

    def _sheet(self, grid: Grid, table: TableMapping) -> Sheet | Refusal:
        record_type = self.schema[table.record_type]
        row = grid.headings(_known(record_type, table), table.headings)
        if isinstance(row, Refusal):
            return row
        shape = _Shape(self, grid, table, record_type, row, Tally())
        return shape.sheet()

    def lookup(self, lookup: Lookup, missing: frozenset[str]) -> dict[str, list[str]]:
        """Return what each text stands for in another table, in the order of its rows."""
        wanted = plain(lookup.table)
        found: dict[str, list[str]] = {}
        for grid in self.grids:
            if plain(grid.place.name) != wanted:
                continue
            names = {plain(one) for one in (*lookup.by, *lookup.take)}
            row = grid.headings(lambda cells: sum(plain(cell) in names for cell in cells))  # noqa: B023 - used at once
            if isinstance(row, Refusal):
                continue
            by, take = (_places(row, part) for part in (lookup.by, lookup.take))
            if by is None or take is None:
                continue
            for _, cells in grid.rows(row, Tally()):
                key, value = _joined(cells, by, missing), _joined(cells, take, missing)
                if key and value and value not in found.setdefault(key, []):
                    found[key].append(value)
        return found


def _known(record_type: RecordType, table: TableMapping) -> Callable[[Sequence[str]], int]:
    named = {plain(name) for name in table.column_names()}

    def known(cells: Sequence[str]) -> int:
        return count_known(record_type, cells) + sum(plain(cell) in named for cell in cells)

    return known


def _places(row: HeadingRow, columns: Iterable[str]) -> list[int] | None:
    held: dict[str, int] = {}
    for place, name in enumerate(row.names):
        held.setdefault(plain(name), place)
    found = [held.get(plain(column)) for column in columns]
    return None if None in found else [place for place in found if place is not None]


def _joined(cells: Sequence[str], places: Sequence[int], missing: frozenset[str]) -> str:
    texts = [cells[place] for place in places]
    return "" if any(not text or text.casefold() in missing for text in texts) else ":".join(texts)


@attrs.frozen
class _Shape:
    shaper: Shaper
    grid: Grid
    table: TableMapping
    record_type: RecordType
    row: HeadingRow
    tally: Tally

    def sheet(self) -> Sheet:
        """Return the sheet that the table gives for the record type."""
        mapped, lost = self._mapped()
        names = self._names()
        headings = read_headings(self.record_type, names, mapped)
        if self.row.open:
            headings = read_headings(self.record_type, list(self.record_type.fields))
        issues = self.tally.issues
        issues.extend(self._above())
        issues.extend(heading_issues(headings, self.record_type, self.grid.place))
        return Sheet(
            place=self.grid.place,
            record_type=self.record_type,
            headings=self._read(headings),
            rows=self._rows(headings),
            tally=self.tally,
            expected=self.table.rows,
            lost=lost,
            source=None if self.table.only or self.table.last_row else self.grid.source(self.row),
        )

    def _above(self) -> Iterator[DataIssue]:
        if self.row.above:
            count = "1 row" if self.row.above == 1 else f"{self.row.above} rows"
            message = f"the headings stand in row {self.row.row}; above them {count} not read"
            yield issue(IssueCode.ROWS_ABOVE, message, place=self.grid.place)

    def _names(self) -> list[str]:
        """Return the headings, without those that the mapping uses or leaves out."""
        if _ALL in self.table.ignore:
            return ["" for _ in self.row.names]
        used = {plain(name) for name in self.table.column_names()} | self.table.ignore
        return ["" if plain(name) in used else name for name in self.row.names]

    def _mapped(self) -> tuple[list[Column], tuple[str, ...]]:
        """Return the columns that the mapping makes, and the fields whose columns are not there."""
        mapped: list[Column] = []
        lost: list[str] = []
        for one in self.table.fields:
            places = _places(self.row, one.columns)
            if places is None:
                self._note_lost(one)
                lost.append(one.field)
            else:
                heading = " + ".join(self.row.names[place] for place in places)
                target = Target(one.field, one.key)
                mapped.append(Column(-1, heading, target, self._reader(one, places)))
        return mapped, tuple(lost)

    def _note_lost(self, one: FieldMapping) -> None:
        held = {plain(name) for name in self.row.names}
        for column in one.columns:
            if plain(column) not in held:
                name = f"{self.record_type.name}.{one.field}"
                message = f"the mapping reads {name} from a column that is not there"
                hint = did_you_mean(column, self.row.names)
                self.tally.issues.append(
                    issue(
                        IssueCode.NO_SUCH_COLUMN,
                        message,
                        place=self.grid.place,
                        column=column,
                        hint=hint,
                    )
                )

    def _reader(self, one: FieldMapping, places: Sequence[int]) -> Read:
        info = self.record_type.fields[one.field]
        missing = self.shaper.mapping.missing | self.table.missing
        found = None
        if one.lookup is not None:
            found = self.shaper.lookup(one.lookup, missing | one.missing)
        heading = " + ".join(self.row.names[place] for place in places)
        return reader(
            one, info, places, missing, found, lambda: self.tally.restore(one.field, heading)
        )

    def _read(self, headings: Headings) -> Headings:
        """Let plain columns heed missing-value codes and the time zone, where there are any."""
        missing = self.shaper.mapping.missing | self.table.missing
        columns = tuple(self._heeding(column, missing) for column in headings.columns)
        return attrs.evolve(headings, columns=columns)

    def _heeding(self, column: Column, missing: frozenset[str]) -> Column:
        info = self.record_type.fields[column.target.field]
        zone = self.shaper.mapping.zone
        steps: list[Callable[[str], str]] = []
        if missing and column.read is None:
            steps.append(lambda text: "" if text.casefold() in missing else text)
        if zone is not None and info.type in _DAYS:
            steps.append(in_zone(zone))
        if self.grid.nested and info.type not in _NESTED:
            steps.append(_flat)
        elif self.grid.nested and info.type is FieldType.SET:
            steps.append(_no_pairs)
        return attrs.evolve(column, read=_chained(column, steps)) if steps else column

    def _rows(self, headings: Headings) -> Iterator[Row]:
        fields = arrange(self._read(headings), self.record_type)
        counts = self._filter()
        last = self.table.last_row
        for number, cells in self.grid.rows(self.row, self.tally):
            if last is not None and number > last:
                self.tally.leave_below(number)
            elif counts is None or counts(cells):
                yield number, fields(cells)
            else:
                self.tally.leave_out(number)

    def _filter(self) -> Callable[[Sequence[str]], bool] | None:
        """Return the test for the rows that count; None where all do."""
        tests = []
        for column, wanted in self.table.only.items():
            places = _places(self.row, (column,))
            if places is None:
                message = "the mapping chooses rows by a column that is not there; none was chosen"
                hint = did_you_mean(column, self.row.names)
                self.tally.issues.append(
                    issue(
                        IssueCode.NO_SUCH_COLUMN,
                        message,
                        place=self.grid.place,
                        column=column,
                        hint=hint,
                    )
                )
                return lambda _: False
            tests.append((places[0], wanted))
        if not tests:
            return None
        return lambda cells: all(cells[place].casefold() in wanted for place, wanted in tests)


def _chained(column: Column, steps: Sequence[Callable[[str], str]]) -> Read:
    place, first = column.place, column.read

    def read(cells: Sequence[str]) -> str:
        text = cells[place] if first is None else first(cells)
        for step in steps:
            text = step(text)
        return text

    return read


def _flat(text: str) -> str:
    return marked("list", "") if text.startswith(ITEM) else text


def _no_pairs(text: str) -> str:
    return marked("list", "") if PAIR in text else text


def missing_tables(mapping: ImportMapping, grids: Sequence[Grid]) -> Iterator[TableMapping]:
    """Yield the tables that *mapping* names and that are not there."""
    for table in mapping.tables:
        if not table.optional and not any(table.fits(grid.place) for grid in grids):
            yield table


def unread_rows(grid: Grid, sheets: Sequence[Sheet]) -> DataIssue | None:
    """Return the issue for rows that every record type leaves to the others."""
    left: set[int] = set.intersection(*(sheet.tally.left for sheet in sheets)) if sheets else set()
    if not left:
        return None
    rows = ", ".join(map(str, sorted(left)[:5])) + (", …" if len(left) > 5 else "")
    message = f"the mapping chooses {len(left)} rows for no record type: {rows}"
    return issue(IssueCode.ROWS_LEFT_OUT, message, place=grid.place, severity=IssueSeverity.WARNING)
