"""Finds related records through the network, and makes one value of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, Protocol, TypeAlias

import attrs

from peercomply.engines.rete import network
from peercomply.engines.rete.cells import Cells
from peercomply.engines.rete.facts import Words
from peercomply.engines.rete.frames import Frame
from peercomply.engines.rete.gather import GATHER, Found, Truth, latest
from peercomply.engines.rete.hours import covered
from peercomply.engines.rete.values import OPEN, Gap, Range, moments, sure
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.model import Record
from peercomply.rules.nodes import (
    Aggregate,
    ByField,
    ByHome,
    ByValue,
    Expr,
    Gather,
    Home,
    Link,
    Members,
    Rows,
)
from peercomply.rules.types import Kind

Row: TypeAlias = Record | None
"""A related record; None for one that is named and is not in the records."""


class Reads(Protocol):
    """What reads expressions for rows."""

    def value(self, node: Expr, frame: Frame) -> Range:
        """Return what is known of the value of *node*."""
        ...

    def decide(self, node: Expr, frames: Sequence[Frame]) -> list[Truth]:
        """Return whether the condition *node* holds about each of *frames*."""
        ...


class Join:
    """
    Rows by the keys that they have.

    Attributes:
        undecided: Rows of which the key is not known.
    """

    def __init__(self, words: Words, keyed: Iterable[tuple[Row, Iterable[str] | None]]) -> None:
        self.undecided: list[Row] = []
        self._words = words
        self._rows: list[Row] = []
        self._keys: list[int] = []
        self._found: dict[int, list[Row]] = {}
        for row, keys in keyed:
            if keys is None:
                self.undecided.append(row)
                continue
            for key in keys:
                self._rows.append(row)
                self._keys.append(words.number(key))

    def match(self, keys: Iterable[str]) -> None:
        """Let the network find the rows of all *keys*."""
        owners = [self._words.number(key) for key in keys]
        self._found |= {owner: [] for owner in owners}
        for owner, place in network.join(owners, self._keys):
            self._found[owner].append(self._rows[place])

    def rows(self, key: str) -> list[Row]:
        """Return the rows that have *key*."""
        if self._words.number(key) not in self._found:
            self.match([key])
        return self._found[self._words.number(key)]


@attrs.frozen
class RowsReader:
    """
    Reads aggregates.

    Attributes:
        cells: The cells of the records.

        words: Numbers for texts.

        as_of: The day of the check.

        reads: What reads expressions.
    """

    cells: Cells
    words: Words
    as_of: date
    reads: Reads
    _joins: dict[tuple[str, object], Join] = attrs.field(factory=dict)

    def aggregate(self, node: Aggregate, frame: Frame) -> Range:
        """Return what is known of the value that *node* makes of rows."""
        chosen = self._chosen(node.rows, frame)
        if chosen is None:
            return OPEN
        certain, possible = chosen
        if node.gather is Gather.COVERS:
            return self._covers(node, frame, certain, possible)
        read = self._reading(node, frame)
        found = Found(read(certain), read(possible))
        if node.gather is Gather.LATEST:
            fallback = None if node.latest_possible is None else self._last_moment(node.type.kind)
            return latest(found, fallback)
        return GATHER[node.gather](found)

    def _last_moment(self, kind: Kind) -> date:
        """Return the latest time that an event without a day can have happened."""
        end = datetime.combine(self.as_of, datetime.max.time())
        return end if kind is Kind.MOMENT else self.as_of

    def _reading(self, node: Aggregate, frame: Frame) -> Callable[[list[Row]], Sequence[Any]]:
        """Return what reads of rows that which the aggregate takes."""
        that, value = node.that, node.value
        if that is not None:
            return lambda rows: self._truths(that, rows, frame)
        if value is not None:
            return lambda rows: self._values(value, rows, frame)
        return lambda rows: rows

    def _values(self, node: Expr, rows: list[Row], frame: Frame) -> list[Range]:
        found = [
            OPEN if row is None else self.reads.value(node, Frame(frame.judged, row))
            for row in rows
        ]
        return [moments(one) for one in found] if node.type.kind is Kind.MOMENT else found

    def _truths(self, node: Expr, rows: list[Row], frame: Frame) -> list[Truth]:
        there = [row for row in rows if row is not None]
        truths = iter(self.reads.decide(node, [Frame(frame.judged, row) for row in there]))
        return [None if row is None else next(truths) for row in rows]

    def _covers(
        self, node: Aggregate, frame: Frame, certain: list[Row], possible: list[Row]
    ) -> Range:
        assert node.value is not None
        assert node.until is not None
        assert node.window is not None
        starts, ends = node.value, node.until

        def times(rows: list[Row]) -> list[tuple[Range, Range]]:
            pair = (self._values(part, rows, frame) for part in (starts, ends))
            spans = zip(*pair, strict=True)
            return [(moments(first), moments(last)) for first, last in spans]

        first, last = (self.reads.value(part, frame).low for part in node.window)
        found = covered(Found(times(certain), times(possible)), (first, last))
        return OPEN if found is None else sure(found)

    def _chosen(self, rows: Rows, frame: Frame) -> tuple[list[Row], list[Row]] | None:
        """Return the rows that count and those that may; None where nothing is known of them."""
        if rows.record_type not in self.cells.snapshot.supplied:
            return None
        linked = self._linked(rows, frame)
        if linked is None:
            return None
        mine, anybodys = linked
        if rows.where is None:
            return mine, anybodys
        truths = self._truths(rows.where, mine, frame)
        pairs = list(zip(mine, truths, strict=True))
        others = zip(anybodys, self._truths(rows.where, anybodys, frame), strict=True)
        certain = [row for row, truth in pairs if truth is True]
        possible = [row for row, truth in pairs if truth is None]
        return certain, possible + [row for row, truth in others if truth is not False]

    def _linked(self, rows: Rows, frame: Frame) -> tuple[list[Row], list[Row]] | None:
        """Return the rows that belong to the current record, and those that may."""
        join = self._join(rows.record_type, rows.link, frame.current)
        match rows.link:
            case ByField() | ByHome():
                return join.rows(frame.current.id), join.undecided
            case ByValue(outer=outer):
                key = self.reads.value(outer, frame)
                return (join.rows(key.low), join.undecided) if key.certain else None
            case Members(keys=named):
                keys = self.reads.value(named, frame)
                if not keys.certain:
                    return None
                return [row for key in sorted(keys.low) for row in join.rows(key) or [None]], []

    def _join(self, record_type: str, link: Link, current: Record) -> Join:
        """Return the rows of a type by what *link* goes by, matched with all who could ask."""
        by_owner = isinstance(link, ByField | ByHome)
        owner = current.__record__.name
        name = (record_type, (owner, link) if by_owner else _identity(link))
        if name not in self._joins:
            rows = self.cells.snapshot.of_type(record_type).values()
            join = Join(self.words, ((row, self._keys(row, link)) for row in rows))
            if by_owner:
                join.match(self.cells.snapshot.of_type(owner))
            self._joins[name] = join
        return self._joins[name]

    def _keys(self, row: Record, link: Link) -> Iterable[str] | None:
        """Return the keys by which *row* is found; None where they are not known."""
        match link:
            case ByField(info=field):
                return self._referred(row, field)
            case ByHome(home=home):
                found = self.cells.home(row, home)
                if found.certain:
                    return [found.low]
                return [] if home is Home.PROGRAM and found.gap is Gap.EMPTY else None
            case ByValue(row=own):
                found = self.reads.value(own, Frame.about(row))
                return [found.low] if found.certain else None
            case Members():
                return [row.id]

    def _referred(self, row: Record, field: FieldInfo) -> Iterable[str] | None:
        found = self.cells.plain(row, field.name)
        if not found.certain:
            return None
        return sorted(found.low) if field.type is FieldType.SET else [found.low]


def _identity(link: Link) -> object:
    """Return what tells joins apart in which nobody is asked for beforehand."""
    return Members if isinstance(link, Members) else id(link)
