"""
Finds out whether an empty cell can leave a condition unknown.

Only where this is certain not to be so does it say no: every field that may be empty is read behind
`missing(...)`, `present(...)` or a value that stands in for it.
"""

from __future__ import annotations

from peercomply.rules.nodes import (
    Aggregate,
    Anchor,
    AsOf,
    ByField,
    ByValue,
    Chosen,
    Elsewhere,
    Entry,
    Expr,
    Extreme,
    FieldValue,
    FirstPresent,
    Gather,
    IsMissing,
    ItemValue,
    Junction,
    Literal,
    Members,
    Moved,
    Negation,
    Rows,
    RuleFails,
)
from peercomply.rules.traversal import parts_of, walk

Guards = frozenset[Expr]
"""Fields that are recorded wherever the condition matters."""


def can_be_undecided(node: Expr, guards: Guards = frozenset()) -> bool:
    """Whether the condition *node* can be unknown because a cell is empty."""
    match node:
        case Negation(item=item):
            return can_be_undecided(item, guards)
        case Junction():
            inside = guards | {field for item in node.items for field in _guarded(item, node)}
            return any(can_be_undecided(item, inside) for item in node.items)
        case IsMissing(item=item):
            return _is_murky(item)
        case RuleFails():
            return True
        case _:
            return _can_be_empty(node, guards)


def may_be_empty(node: FieldValue) -> bool:
    """Whether the cell of the field can be empty in a record that was accepted."""
    return not node.info.required


def _guarded(item: Expr, junction: Junction) -> list[Expr]:
    """Return the field that *item*, one of those of *junction*, asks to be there."""
    match item:
        case IsMissing(item=field) if not junction.every:
            return [field]
        case Negation(item=IsMissing(item=field)) if junction.every:
            return [field]
    return []


def _is_murky(item: Expr) -> bool:
    """Whether it can be unknown, because of an empty cell, if *item* was recorded."""
    match item:
        case Elsewhere(path=()):
            return _is_murky(item.body)
        case Aggregate(value=value):
            empty = value is not None and _can_be_empty(value, frozenset())
            return empty or _rows_undecided(item.rows)
        case _:
            return any(
                isinstance(part, Aggregate)
                or (isinstance(part, FieldValue | Elsewhere) and part.path)
                for part in walk(item)
            )


def _can_be_empty(node: Expr, guards: Guards) -> bool:
    """Whether the value of *node* can be missing or unknown because a cell is empty."""
    match node:
        case Literal() | AsOf() | ItemValue():
            return False
        case FieldValue():
            return bool(node.path) or (node not in guards and may_be_empty(node))
        case FirstPresent(items=items) | Extreme(items=items):
            return any(map(_is_murky, items)) or all(_can_be_empty(one, guards) for one in items)
        case Elsewhere():
            return bool(node.path) or can_be_undecided(node.body)
        case Aggregate():
            return _aggregate(node)
        case Entry():
            return True
        case Moved() | Anchor() if node.duration.type.business:
            return True
        case Chosen():
            values = (node.value, node.otherwise)
            return can_be_undecided(node.condition, guards) or any(
                _can_be_empty(value, guards) for value in values
            )
        case Junction() | Negation() | IsMissing() | RuleFails():
            return can_be_undecided(node, guards)
        case _:
            return any(_can_be_empty(part, guards) for part in parts_of(node))


def _aggregate(node: Aggregate) -> bool:
    if node.gather not in (Gather.COUNT, Gather.ANY, Gather.ALL, Gather.SUM):
        return True
    inner = node.that if node.that is not None else node.value
    return _rows_undecided(node.rows) or (inner is not None and can_be_undecided(inner))


def _rows_undecided(rows: Rows) -> bool:
    match rows.link:
        case ByField(info=info):
            open_link = not info.required
        case ByValue(row=row, outer=outer):
            open_link = any(_can_be_empty(one, frozenset()) for one in (row, outer))
        case Members(keys=keys):
            open_link = may_be_empty(keys)
        case _:
            open_link = True
    return open_link or (rows.where is not None and can_be_undecided(rows.where))
