"""What became of the rows of each table: records, rejected rows, cells in doubt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

import attrs
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as spark

from peercomply.engines.spark.cells import no_cells
from peercomply.engines.spark.given import Given, together
from peercomply.engines.sql.tables import extra
from peercomply.intake.places import Place, issue
from peercomply.intake.sheet import heading_issues
from peercomply.records.issue_codes import IssueCode
from peercomply.records.model import RecordType
from peercomply.records.provenance import DataIssue, Input
from peercomply.records.validation import parse_order


@attrs.frozen(kw_only=True)
class Account:
    """
    What became of one table.

    Attributes:
        given: Its rows: those that are records.

        read: Number of rows that it holds.

        rejected: Number of rows that are no records.

        size: Number of records.

        doubtful: Fields with cells in doubt.

        business: Fields with durations in business days.

        issues: What is wrong with it.
    """

    given: Given = attrs.field(repr=False)
    read: int
    rejected: int
    size: int
    doubtful: frozenset[str]
    business: frozenset[str]
    issues: tuple[DataIssue, ...]

    @property
    def record_type(self) -> RecordType:
        """The record type that it feeds."""
        return self.given.record_type

    @property
    def input(self) -> Input:
        """The table in the account of a report."""
        return Input(
            path=self.given.label,
            sha256=None,
            record_type=self.record_type.name,
            read=self.read,
            accepted=self.read - self.rejected,
            rejected=self.rejected,
        )

    def doubts(self, field: str) -> bool:
        """Return whether *field* is in doubt for some record."""
        unread = field in self.given.unsure or field not in self.record_type.fields
        return unread or field in self.doubtful

    def select(self, known: RecordType, fields: Iterable[str]) -> DataFrame:
        """Return the columns of *fields*, some of which only the type *known* may have."""
        asked: list[Column] = []
        for name in fields:
            own = self.given.columns.get(name, ())
            asked += [spark.col(f"`{one}`") for one in own]
            if not own:
                asked += [cell.alias(one) for one, cell in no_cells(known.fields[name]).items()]
            flag = extra(name, "unreadable")
            if name in self.doubtful:
                asked.append(spark.col(f"`{flag}`"))
            elif self.doubts(name):
                asked.append(spark.lit(True).alias(flag))  # noqa: FBT003
        return self.given.frame.select(*asked)


def accounts(given: Sequence[Given]) -> list[Account]:
    """Return what became of the rows of each table; one job counts, a second one what repeats."""
    whole = {one.record_type.name: one for one in given if not one.missing}
    counts = {name: _Counts(whole[name], numbers, examples) for name, numbers, examples in
              together([one.counted() for one in whole.values()])}  # fmt: skip
    merged = {
        name: whole[name].accepted().merged() for name, found in counts.items() if found.repeated
    }
    repeats = {
        name: _Repeats(merged[name], numbers, examples)
        for name, numbers, examples in together([one.repeats() for one in merged.values()])
    }
    made = []
    for one in given:
        name = one.record_type.name
        if one.missing:
            made.append(_without_columns(one))
        else:
            made.append(_account(one, counts[name], merged.get(name), repeats.get(name)))
    return made


def _account(
    given: Given, counts: _Counts, merged: Given | None, repeats: _Repeats | None
) -> Account:
    kept = given.accepted() if merged is None else merged.kept()
    found = [*_headings(given), *counts.issues()]
    lost = 0
    doubtful = counts.doubtful
    if repeats is not None:
        found += repeats.issues()
        lost = repeats.lost
        doubtful |= repeats.doubtful
    rejected = counts.rejected + lost
    size = counts.distinct - (repeats.keys_lost if repeats is not None else 0)
    return Account(
        given=kept.ordered(),
        read=counts.rows,
        rejected=rejected,
        size=size,
        doubtful=frozenset(doubtful),
        business=counts.business,
        issues=tuple(found),
    )


def _without_columns(given: Given) -> Account:
    rows = given.frame.count()
    name = given.record_type.name
    fields = " and ".join(f"{name}.{field}" for field in given.missing)
    message = f"no column stands for {fields}; its rows ({rows}) were rejected"
    hint = f"expected headings such as {', '.join(list(given.record_type.fields)[:4])}"
    lacking = issue(IssueCode.MISSING_COLUMN, message, place=_place(given), hint=hint)
    return Account(
        given=given,
        read=rows,
        rejected=rows,
        size=0,
        doubtful=frozenset(),
        business=frozenset(),
        issues=(*_headings(given), lacking),
    )


def _place(given: Given) -> Place:
    return Place(file=given.label, part=None, sha256=None, name=given.record_type.name)


def _headings(given: Given) -> Iterator[DataIssue]:
    yield from heading_issues(given.headings, given.record_type, _place(given))


class _Counts:
    """What one job has counted of a table; see `Given.counted`."""

    def __init__(self, given: Given, numbers: list[int], examples: list[str | None]) -> None:
        self.given = given
        self.rows, self.distinct = numbers[:2]
        held = list(zip(numbers[2:], examples[:-1], strict=True))
        self._lacking, held = _taken(held, given.required)
        self._unread, held = _taken(held, tuple(given.columns))
        self._broken, held = _taken(held, given.orders)
        timed, _ = _taken(held, given.durations)
        self.rejected = sum(count for count, _ in self._lacking.values())
        self.business = frozenset(name for name, (count, _) in timed.items() if count)
        self.repeated = self.rows - self.rejected > self.distinct
        self.doubtful = {name for name, (count, _) in self._unread.items() if count}
        for order, (count, _) in self._broken.items():
            if count:
                self.doubtful |= {*parse_order(order)[::2]}

    def issues(self) -> Iterator[DataIssue]:
        """Yield what is wrong, once for each column, with the first key that has it."""
        name, place = self.given.record_type.name, _place(self.given)
        for field, (count, _) in self._lacking.items():
            if count:
                message = f"{_rows(count)} no {name}.{field}; rejected"
                yield issue(IssueCode.REJECTED_ROW, message, place=place, column=self._of(field))
        for field, (count, key) in self._unread.items():
            if count:
                message = f"{name}.{field} could not be read in {_records(count, key)}"
                hint = f"expected a plain {self.given.record_type.fields[field].type.value}"
                yield issue(
                    IssueCode.UNREADABLE_VALUE,
                    message,
                    place=place,
                    column=self._of(field),
                    hint=hint,
                )
        for order, (count, key) in self._broken.items():
            if count:
                early, sign, late = parse_order(order)
                what = "is after" if sign == "<=" else "is not before"
                message = f"{name}.{early} {what} {name}.{late} in {_records(count, key)}"
                yield issue(
                    IssueCode.IMPOSSIBLE_ORDER, message, place=place, column=self._of(early)
                )

    def _of(self, field: str) -> str | None:
        return self.given.headings.heading(field)


class _Repeats:
    """What one job has counted of rows with one key; see `Given.repeats`."""

    def __init__(self, given: Given, numbers: list[int], examples: list[str | None]) -> None:
        self.given = given
        self.same, self.other, self.lost = numbers[:3]
        held = list(zip(numbers[3:], examples[:-1], strict=True))
        self._differs, held = _taken(held, tuple(given.columns))
        (_, self._key), (self._lost, _) = held
        self.doubtful = {name for name, (count, _) in self._differs.items() if count}

    @property
    def keys_lost(self) -> int:
        """Number of keys of which no record is left."""
        return self._lost

    def issues(self) -> Iterator[DataIssue]:
        """Yield what is repeated, and what differs."""
        place, column = _place(self.given), self.given.headings.heading("id")
        if self.same:
            message = f"rows are the same as others ({self.same}); they count once"
            yield issue(IssueCode.REPEATED_ROW, message, place=place, column=column)
        if self.other:
            end = f"; {_rows(self.lost, 'were')} rejected" if self.lost else ""
            names = ", ".join(sorted(self.doubtful))
            message = (
                f"rows have the key of others ({self.other}), the first of them {self._key},"
                f" and differ in: {names}{end}"
            )
            yield issue(IssueCode.CONFLICTING_ROWS, message, place=place, column=column)


def _taken(
    held: list[tuple[int, str | None]], names: Collection[str]
) -> tuple[dict[str, tuple[int, str | None]], list[tuple[int, str | None]]]:
    size = len(names)
    return dict(zip(names, held[:size], strict=True)), held[size:]


def _rows(count: int, verb: str = "") -> str:
    if verb:
        return "1 row was" if count == 1 else f"{count} rows {verb}"
    return "1 row has" if count == 1 else f"{count} rows have"


def _records(count: int, key: str | None) -> str:
    return f"record {key}" if count == 1 else f"{count} records, the first of them {key}"
