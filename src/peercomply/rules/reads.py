"""Lists the cells that expressions read, those of references and links included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from peercomply.records.model import RECORD_TYPES
from peercomply.rules.nodes import (
    Aggregate,
    ByField,
    ByValue,
    Elsewhere,
    Expr,
    FieldValue,
    Home,
    Members,
    Rows,
    Step,
    parts_of,
)

Cell = tuple[str, str]
"""A record type and one of its fields."""


def cells_read(parts: Iterable[Expr | None], subject: str) -> tuple[Cell, ...]:
    """Return what *parts*, which are about records of the type *subject*, read, sorted."""
    found = (_of(part, subject, subject) for part in parts if part is not None)
    return tuple(sorted({cell for cells in found for cell in cells}))


def _of(node: Expr, judged: str, current: str) -> Iterator[Cell]:
    match node:
        case FieldValue():
            yield from _steps(judged if node.judged else current, node.path)
            yield node.record_type, node.field
        case Elsewhere():
            start = judged if node.judged else current
            yield from _steps(start, node.path)
            end = _end(start, node.path)
            yield from _of(node.body, end, end)
        case Aggregate():
            yield from _rows(node.rows, judged, current)
            for part in (node.value, node.that, node.latest_possible):
                if part is not None:
                    yield from _of(part, judged, node.rows.record_type)
        case _:
            for part in parts_of(node):
                yield from _of(part, judged, current)


def _rows(rows: Rows, judged: str, current: str) -> Iterator[Cell]:
    name = rows.record_type
    match rows.link:
        case ByField(field=field):
            yield name, field
        case ByValue(row=row, outer=outer):
            yield from _of(row, name, name)
            yield from _of(outer, judged, current)
        case Members(keys=keys):
            yield from _of(keys, judged, current)
    if rows.where is not None:
        yield from _of(rows.where, judged, name)


def _steps(start: str, path: tuple[Step, ...]) -> Iterator[Cell]:
    for place, step in enumerate(path):
        if not isinstance(step, Home):
            yield _end(start, path[:place]), step


def _end(start: str, path: tuple[Step, ...]) -> str:
    for step in path:
        start = step.value if isinstance(step, Home) else RECORD_TYPES[start].fields[step].to[0]
    return start
