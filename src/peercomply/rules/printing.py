"""
Prints expressions of rules as a rule file writes them.

Printing and reading again gives the same tree, except for places, so two rules say the same if they
print alike. What only plans hold, such as the item being judged, is never printed.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from peercomply.records.durations import Duration
from peercomply.rules.nodes import (
    Aggregate,
    Arithmetic,
    AsOf,
    ByField,
    ByValue,
    Calculation,
    Chosen,
    Comparison,
    Contains,
    Elsewhere,
    Entry,
    Expr,
    Extreme,
    FieldValue,
    FirstPresent,
    Home,
    IsMissing,
    Junction,
    Literal,
    Members,
    Moved,
    Negation,
    ParameterValue,
    Rows,
    Step,
)

_CHOICE, _OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _ATOM = range(8)


def printed(node: Expr, *, nested: bool = False) -> str:
    """Return the text of *node*; *nested* where it is a condition on related records."""
    return _Printer(nested).at(node, _CHOICE)


class _Printer:
    def __init__(self, nested: bool) -> None:  # noqa: FBT001 - one flag of one private class
        self.nested = nested

    def at(self, node: Expr, least: int) -> str:
        """Return the text of *node*, in parentheses if it binds less than *least*."""
        text, binds = self._text(node)
        return text if binds >= least else f"({text})"

    def _text(self, node: Expr) -> tuple[str, int]:
        match node:
            case Chosen(condition=condition, value=value, otherwise=otherwise):
                parts = [self.at(part, _OR) for part in (value, condition, otherwise)]
                return f"{parts[0]} if {parts[1]} else {parts[2]}", _CHOICE
            case Junction(every=every, items=items):
                word, own = (" and ", _AND) if every else (" or ", _OR)
                return word.join(self.at(item, own + 1) for item in items), own
            case Negation():
                return self._negation(node)
            case Comparison(operator=operator, left=left, right=right):
                sides = [self.at(side, _COMPARISON + 1) for side in (left, right)]
                return f"{sides[0]} {operator.value} {sides[1]}", _COMPARISON
            case Contains():
                return self._contains(node, "in"), _COMPARISON
            case Moved(value=value, duration=duration, sign=sign):
                sides = [self.at(value, _SUM), self.at(duration, _SUM + 1)]
                return f"{sides[0]} {'+' if sign > 0 else '-'} {sides[1]}", _SUM
            case Calculation(operator=operator, left=left, right=right):
                own = _PRODUCT if operator is Arithmetic.TIMES else _SUM
                sides = [self.at(left, own), self.at(right, own + 1)]
                return f"{sides[0]} {operator.value} {sides[1]}", own
            case _:
                return self._atom(node), _ATOM

    def _negation(self, node: Negation) -> tuple[str, int]:
        match node.item:
            case IsMissing(item=item):
                return f"present({self.at(item, _CHOICE)})", _ATOM
            case Contains() as contains:
                return self._contains(contains, "not in"), _COMPARISON
        return f"not {self.at(node.item, _NOT)}", _NOT

    def _contains(self, node: Contains, word: str) -> str:
        sides = [self.at(side, _COMPARISON + 1) for side in (node.item, node.container)]
        return f"{sides[0]} {word} {sides[1]}"

    def _atom(self, node: Expr) -> str:
        match node:
            case Literal(value=value):
                return literal(value)
            case AsOf():
                return "as_of"
            case ParameterValue(name=name, day=day):
                return name if day is None else f"value_on({name}, {self.at(day, _CHOICE)})"
            case FieldValue():
                return self._path(node.path, node.field, judged=node.judged)
            case Elsewhere():
                return self._path(node.path, node.name, judged=node.judged)
            case IsMissing(item=item):
                return f"missing({self.at(item, _CHOICE)})"
            case Entry(mapping=mapping, key=key):
                return f"entry({self.at(mapping, _CHOICE)}, {literal(key)})"
            case FirstPresent(items=items):
                return f"first_present({self._listed(items)})"
            case Extreme(latest=latest, items=items):
                return f"{'later' if latest else 'earlier'}_of({self._listed(items)})"
        assert isinstance(node, Aggregate)
        return self._aggregate(node)

    def _listed(self, items: tuple[Expr, ...]) -> str:
        return ", ".join(self.at(item, _CHOICE) for item in items)

    def _path(self, path: tuple[Step, ...], name: str, *, judged: bool) -> str:
        names = [
            step.value if isinstance(step, Home) else step.removesuffix("_id") for step in path
        ]
        this = ["this"] if judged and self.nested else []
        return ".".join([*this, *names, name])

    def _aggregate(self, node: Aggregate) -> str:
        parts = [of(node.rows, node.value)]
        where = where_of(node.rows)
        if where:
            parts.append(f"where={where}")
        if node.that is not None:
            parts.append(f"that={printed(node.that, nested=True)}")
        if isinstance(node.rows.link, ByField):
            parts.append(f"by={node.rows.link.field}")
        return f"{node.gather.value}({', '.join(parts)})"


def of(rows: Rows, value: Expr | None) -> str:
    """Return what `of` names: related records, and the value of each if there is one."""
    start = rows.link.keys.field if isinstance(rows.link, Members) else rows.record_type
    return start if value is None else f"{start}.{printed(value, nested=True)}"


def where_of(rows: Rows) -> str:
    """Return the condition on related records, with the equality by which they belong."""
    items: tuple[Expr, ...] = () if rows.where is None else (rows.where,)
    if isinstance(rows.where, Junction) and rows.where.every:
        items = rows.where.items
    found = [_Printer(nested=True).at(item, _NOT) for item in items]
    if isinstance(rows.link, ByValue):
        sides = [printed(side, nested=True) for side in (rows.link.row, rows.link.outer)]
        found.insert(0, f"{sides[0]} == {sides[1]}")
    elif len(items) == 1:
        return printed(items[0], nested=True)
    return " and ".join(found)


def literal(value: Any) -> str:
    """Return a value of a rule file as it is written there."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            quote = "'" if '"' in value else '"'
            return f"{quote}{value}{quote}"
        case date():
            return f'day("{value.isoformat()}")'
        case frozenset():
            items = ", ".join(sorted(literal(item) for item in value))
            return f"({items},)" if len(value) == 1 else f"({items})"
        case Duration():
            return str(value)
        case _:
            return f"{value:f}"
