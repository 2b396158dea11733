"""Lists the cells that expressions read, those of references and links included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from peercomply.records.model import Schema
from peercomply.rules.nodes import (
    Aggregate,
    ByField,
    ByHome,
    ByValue,
    Elsewhere,
    Expr,
    FieldValue,
    Home,
    Members,
    Rows,
    Step,
)
from peercomply.rules.traversal import parts_of

Cell = tuple[str, str]
"""A record type and one of its fields."""


def cells_read(parts: Iterable[Expr | None], subject: str, schema: Schema) -> frozenset[Cell]:
    """Return what *parts*, which are about records of the type *subject*, read."""
    walk = _Reads(schema)
    found = (walk.of(part, subject, subject) for part in parts if part is not None)
    return frozenset(cell for cells in found for cell in cells)


@attrs.frozen
class _Reads:
    """
    Looks for cells.

    Attributes:
        schema: The record types.
    """

    schema: Schema

    def of(self, node: Expr, judged: str, current: str) -> Iterator[Cell]:
        """Yield what *node* reads of a record of the type *judged* and of one of *current*."""
        match node:
            case FieldValue():
                yield from self._steps(judged if node.judged else current, node.path)
                yield node.record_type, node.field
            case Elsewhere(about=about):
                yield from self._steps(judged if node.judged else current, node.path)
                yield from self.of(node.body, about, about)
            case Aggregate(rows=rows):
                yield from self._rows(rows, judged, current)
                for part in parts_of(node):
                    yield from self.of(part, judged, rows.record_type)
            case _:
                for part in parts_of(node):
                    yield from self.of(part, judged, current)

    def _rows(self, rows: Rows, judged: str, current: str) -> Iterator[Cell]:
        name = rows.record_type
        match rows.link:
            case ByField(field=field):
                yield name, field
            case ByValue(row=row, outer=outer):
                yield from self.of(row, name, name)
                yield from self.of(outer, judged, current)
            case Members(keys=keys):
                yield from self.of(keys, judged, current)
            case ByHome():
                pass
        if rows.where is not None:
            yield from self.of(rows.where, judged, name)

    def _steps(self, start: str, path: tuple[Step, ...]) -> Iterator[Cell]:
        for step in path:
            if isinstance(step, Home):
                start = step.value
            else:
                yield start, step
                start = self.schema[start].fields[step].to[0]
