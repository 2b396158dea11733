"""Short ways to build expressions while lowering a check form."""

from __future__ import annotations

import attrs

from peercomply.errors import Span
from peercomply.records.model import RECORD_TYPES
from peercomply.rules.nodes import (
    Aggregate,
    Anchor,
    AsOf,
    Comparison,
    Contains,
    Elsewhere,
    EndOfDay,
    Expr,
    FieldValue,
    Gather,
    IsMissing,
    ItemPart,
    ItemValue,
    Junction,
    Literal,
    Moved,
    Negation,
    Operator,
    Rows,
)
from peercomply.rules.types import BOOL, DATE, MOMENT, NUMBER, TEXT, Kind, Type, type_of


@attrs.frozen
class Builder:
    """
    Builds expressions for one rule.

    Attributes:
        span: The rule, which every built expression names as its place.
    """

    span: Span

    @property
    def as_of(self) -> Expr:
        """The day of the check."""
        return AsOf(DATE, span=self.span)

    def compare(self, left: Expr, operator: Operator, right: Expr) -> Expr:
        """Return a comparison."""
        return Comparison(operator, left, right, BOOL, span=self.span)

    def all(self, *items: Expr | None) -> Expr:
        """Return the conjunction of the items that are there."""
        return self._join(items, every=True)

    def any(self, *items: Expr | None) -> Expr:
        """Return the disjunction of the items that are there."""
        return self._join(items, every=False)

    def within(self, value: Expr, at_least: Expr | None, at_most: Expr | None) -> Expr:
        """Return whether *value* lies within the limits that are there."""
        limits = ((Operator.AT_LEAST, at_least), (Operator.AT_MOST, at_most))
        return self.all(
            *(self.compare(value, sign, limit) for sign, limit in limits if limit is not None)
        )

    def _join(self, items: tuple[Expr | None, ...], *, every: bool) -> Expr:
        there = tuple(item for item in items if item is not None)
        if len(there) == 1:
            return there[0]
        return Junction(every=every, items=there, type=BOOL, span=self.span)

    def missing(self, item: Expr) -> Expr:
        """Return whether *item* is missing."""
        return IsMissing(item, BOOL, span=self.span)

    def present(self, item: Expr) -> Expr:
        """Return whether *item* is not missing."""
        return Negation(self.missing(item), BOOL, span=self.span)

    def later(self, value: Expr, duration: Expr) -> Expr:
        """Return *value* moved forwards by *duration*."""
        moment = duration.type.exact
        return Moved(value, duration, 1, MOMENT if moment else DATE, span=self.span)

    def latest_anchor(self, end: Expr, duration: Expr) -> Expr:
        """Return the last day whose *duration* ends by *end*."""
        return Anchor(end, duration, latest=True, type=DATE, span=self.span)

    def not_past(self, due: Expr) -> Expr:
        """Return whether *due* has not passed: the day itself is still in time."""
        moment = due.type.kind is Kind.MOMENT and isinstance(due, Moved)
        end = EndOfDay(self.as_of, MOMENT, span=self.span) if moment else self.as_of
        return self.compare(due, Operator.AT_LEAST, end)

    def earliest_anchor(self, duration: Expr) -> Expr:
        """Return the first day whose *duration* reaches the day of the check."""
        return Anchor(self.as_of, duration, latest=False, type=DATE, span=self.span)

    def filtered(self, rows: Rows, *conditions: Expr | None) -> Rows:
        """Return those of *rows* that meet the conditions too."""
        there = [item for item in (rows.where, *conditions) if item is not None]
        return attrs.evolve(rows, where=self.all(*there) if there else None)

    def item(self, part: ItemPart, type_: Type) -> Expr:
        """Return a part of the item that is being judged."""
        return ItemValue(part, type_, span=self.span)

    def of_judged(self, body: Expr, record_type: str) -> Expr:
        """Return *body* about the judged record, for use in a condition on rows."""
        return Elsewhere(
            judged=True, path=(), about=record_type, body=body, type=body.type, span=self.span
        )

    def negation(self, item: Expr) -> Expr:
        """Return that *item* does not hold."""
        return Negation(item, BOOL, span=self.span)

    def row_field(self, record_type: str, field: str) -> FieldValue:
        """Return a field of a related record, whose type comes with peercomply."""
        info = RECORD_TYPES[record_type].fields[field]
        kind = type_of(info, record_type)
        return FieldValue(
            judged=False,
            path=(),
            record_type=record_type,
            field=field,
            type=kind,
            info=info,
            span=self.span,
        )

    def text(self, value: str) -> Expr:
        """Return a fixed text."""
        return Literal(value, TEXT, span=self.span)

    def one_of(self, value: Expr, *texts: str) -> Expr:
        """Return whether *value* is one of *texts*."""
        kind = Type(Kind.SET, of=Kind.TEXT)
        listed = Literal(frozenset(texts), kind, span=self.span)
        return Contains(value, listed, BOOL, span=self.span)

    def count(self, rows: Rows) -> Expr:
        """Return how many *rows* there are."""
        return Aggregate(Gather.COUNT, rows, None, None, NUMBER, span=self.span)

    def exists(self, rows: Rows) -> Expr:
        """Return whether there is at least one of *rows*."""
        return Aggregate(Gather.ANY, rows, None, None, BOOL, span=self.span)

    def latest(self, rows: Rows, value: Expr, latest_possible: Expr | None) -> Aggregate:
        """Return the latest *value* of *rows*."""
        return Aggregate(
            Gather.LATEST, rows, value, None, value.type, latest_possible, span=self.span
        )

    def share(self, rows: Rows, that: Expr) -> Expr:
        """Return the share of *rows* that meet *that*, as an exact fraction."""
        return Aggregate(Gather.SHARE, rows, None, that, NUMBER, span=self.span)


def an(noun: str) -> str:
    """Return *noun* with its article."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"
