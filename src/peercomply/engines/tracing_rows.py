"""Tells of each related row whether an aggregate counted it, and why not where it did not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs

from peercomply.engines.explanation import Explained
from peercomply.engines.outcomes import Evidence, as_text
from peercomply.engines.values import Missing, ends
from peercomply.records.provenance import RecordKey
from peercomply.rules.nodes import (
    Aggregate,
    Elsewhere,
    Expr,
    FieldValue,
    Gather,
    Junction,
)
from peercomply.rules.traversal import parts_of
from peercomply.rules.voice import words

if TYPE_CHECKING:
    from peercomply.engines.tracing import Place, Tracer

MOST_ROWS = 12
"""Rows of one group that are shown; the others are counted."""


@attrs.frozen
class _Row:
    """
    A row that was found.

    Attributes:
        row: The record, or why it cannot be found.

        counts: Whether it meets the condition.

        why: Why it is not known whether it belongs to the record; empty if it does.
    """

    row: Any
    counts: Any
    why: frozenset[str] = frozenset()


def row_groups(tracer: Tracer, node: Aggregate, place: Place) -> tuple[Explained, ...]:
    """Return the rows of *node*: those that counted, those that may count, those that did not."""
    if node.rows.record_type not in tracer.world.snapshot.supplied:
        return ()
    found = tracer.candidates(node.rows, place)
    if isinstance(found, Missing):
        return ()
    rows = [_judged(tracer, node, place, row, frozenset()) for row in found[0]]
    may = [_judged(tracer, node, place, row, why.reasons) for row, why in found[1]]
    rows += [row for row in may if row.counts is not False]
    noun = words(node.rows.record_type)
    if not rows:
        return (Explained(text=f"no {noun} records were found"),)
    yes = [row for row in rows if row.counts is True and not row.why]
    no = [row for row in rows if row.counts is False]
    open_ones = [row for row in rows if row.counts is not False and row not in yes]
    groups = (("counted", yes), ("may count", open_ones), ("did not count", no))
    return tuple(
        _group(tracer, node, place, f"{len(members)} of {len(rows)} {noun} records {said}", members)
        for said, members in groups
        if members
    )


def _judged(tracer: Tracer, node: Aggregate, place: Place, row: Any, why: frozenset[str]) -> _Row:
    if isinstance(row, Missing):
        return _Row(row, True if node.rows.where is None else row, why)
    where = node.rows.where
    counts = True if where is None else tracer.value(where, _inside(node, place, row))
    return _Row(row, counts, why)


def _inside(node: Aggregate, place: Place, row: Any) -> Place:
    voice = place.voice.rows(node.rows.record_type)
    return attrs.evolve(place, current=row, voice=voice)


def _group(tracer: Tracer, node: Aggregate, place: Place, text: str, rows: list[_Row]) -> Explained:
    ordered = sorted(rows, key=lambda one: _order(tracer, node, place, one))
    if node.gather is Gather.LATEST:
        ordered.reverse()
    parts = [_row(tracer, node, place, one) for one in ordered[:MOST_ROWS]]
    more = len(rows) - MOST_ROWS
    if more > 0:
        parts.append(Explained(text=f"and {more} more"))
    return Explained(text=text, parts=tuple(parts))


def _order(tracer: Tracer, node: Aggregate, place: Place, one: _Row) -> tuple[str, str]:
    if isinstance(one.row, Missing):
        return "", ""
    if node.value is None:
        return "", one.row.id
    low, _ = ends(tracer.value(node.value, _inside(node, place, one.row)))
    return "" if isinstance(low, Missing) else as_text(low), one.row.id


def _row(tracer: Tracer, node: Aggregate, place: Place, one: _Row) -> Explained:
    name = node.rows.record_type
    if isinstance(one.row, Missing):
        return Explained(text=f"{name} not found", value="; ".join(sorted(one.row.reasons)))
    inside = _inside(node, place, one.row)
    places = tracer.cells(one.row, *_fields_read(node))
    parts: list[Explained] = []
    if node.rows.where is not None and one.counts is not True:
        against = _against(tracer, node.rows.where, inside, one.counts)
        parts += [_without(told, places) for told in against]
    outcome = None
    if node.that is not None and one.counts is not False:
        told = _without(tracer.explain(node.that, inside), places)
        outcome = told.outcome
        parts.append(told)
    return Explained(
        text=str(RecordKey(name, one.row.id)),
        value="; ".join(sorted(one.why)) or None,
        outcome=outcome,
        places=places,
        parts=tuple(parts),
    )


def _without(told: Explained, places: tuple[Evidence, ...]) -> Explained:
    """Leave out of a condition on a row the cells that already stand beside the row."""
    return attrs.evolve(
        told,
        places=tuple(place for place in told.places if place not in places),
        parts=tuple(
            _without(part, places)
            for part in told.parts
            if part.parts or not part.places or not set(part.places) <= set(places)
        ),
    )


def _against(tracer: Tracer, node: Expr, place: Place, counts: Any) -> Iterator[Explained]:
    """Explain the conditions that keep a row out, or that leave it open."""
    match node:
        case Junction(every=True):
            for item in node.items:
                yield from _against(tracer, item, place, counts)
        case Elsewhere(path=(), judged=False):
            voice = place.voice.elsewhere(node)
            inner = attrs.evolve(place, judged=place.current, voice=voice)
            yield from _against(tracer, node.body, inner, counts)
        case _:
            value = tracer.value(node, place)
            if (value is False) if counts is False else isinstance(value, Missing):
                yield tracer.explain(node, place)


def _fields_read(node: Aggregate) -> list[str]:
    parts = (node.value, node.rows.where, node.that)
    found = [name for part in parts if part is not None for name in _own(part, inside=False)]
    return list(dict.fromkeys(found)) or ["id"]


def _own(node: Expr, *, inside: bool) -> Iterator[str]:
    """Yield the fields of the row itself that *node* reads; *inside* a definition about it."""
    match node:
        case FieldValue(path=()):
            if inside or not node.judged:
                yield node.field
        case Elsewhere(path=()):
            if inside or not node.judged:
                yield from _own(node.body, inside=True)
        case Elsewhere() | Aggregate():
            return
        case _:
            for part in parts_of(node):
                yield from _own(part, inside=inside)
