"""
Turns typed expressions into Python functions of two records.

Each function takes the record being judged and the current one: the same record outside conditions
on related rows, and the row inside them.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from peercomply.engines.compile_days import DaysCompiler
from peercomply.engines.compile_rows import RowsCompiler
from peercomply.engines.operands import (
    alike,
    calculate,
    converted,
    converter,
    either,
    first,
    in_order,
)
from peercomply.engines.relations import because
from peercomply.engines.values import (
    Bounds,
    Missing,
    apply,
    disjunction,
    ends,
    equal,
    extreme,
    is_missing,
    negation,
    to_day,
    to_moment,
    unknown,
)
from peercomply.engines.world import Read, World
from peercomply.records.model import Record
from peercomply.rules.nodes import (
    Aggregate,
    Anchor,
    Arithmetic,
    AsOf,
    Calculation,
    Chosen,
    Comparison,
    Contains,
    Elsewhere,
    EndOfDay,
    Entry,
    Expr,
    Extreme,
    FieldValue,
    FirstPresent,
    Home,
    IsMissing,
    ItemPart,
    ItemValue,
    Junction,
    Literal,
    Moved,
    Negation,
    Operator,
    ParameterValue,
    RuleFails,
    Step,
)
from peercomply.rules.types import Kind

Watch: TypeAlias = Callable[[Expr, Read], Read]
"""Takes the function that reads a condition, and returns one that also notes what it reads."""

_HELD = (Aggregate, Comparison, Contains, Elsewhere, FieldValue, Junction, Moved, Negation)
"""Expressions that read alike wherever they stand."""

_ORDERS = {
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.MORE: operator.gt,
    Operator.AT_LEAST: operator.ge,
}

_CALCULATIONS = {
    Arithmetic.PLUS: operator.add,
    Arithmetic.MINUS: operator.sub,
    Arithmetic.TIMES: operator.mul,
}


class Compiler:
    """Compiles expressions for one world; *watch*, if there is one, sees every condition."""

    def __init__(self, world: World, watch: Watch | None = None) -> None:
        self.world = world
        self.watch = watch
        self.rows = RowsCompiler(self.compile, world, watched=watch is not None)
        self.days = DaysCompiler(self.compile, world)
        self._by_type: Mapping[type, Callable[[Any], Read]] = {
            Literal: self._constant,
            AsOf: self._constant,
            ParameterValue: self._parameter,
            FieldValue: self._field,
            Elsewhere: self._elsewhere,
            Comparison: self._comparison,
            Junction: self._junction,
            Negation: self._negation,
            IsMissing: self._is_missing,
            Contains: self._contains,
            Entry: self._entry,
            FirstPresent: self._first_present,
            Extreme: self._extreme,
            Chosen: self._chosen,
            ItemValue: self._item,
            RuleFails: self._rule_fails,
            Aggregate: self.rows.aggregate,
            Calculation: self._calculation,
            Moved: self.days.compile,
            Anchor: self.days.compile,
            EndOfDay: self.days.compile,
        }

    def compile(self, node: Expr) -> Read:
        """Return the function that reads *node*; the same one for expressions that are equal."""
        if self.watch is not None or not isinstance(node, _HELD):
            return self.watched(node, self._by_type[type(node)](node))
        read = self.world.compiled.get(node)
        if read is None:
            read = self._by_type[type(node)](node)
            self.world.compiled[node] = read
        return read

    def watched(self, node: Expr, read: Read) -> Read:
        """Return *read*, the function of *node*, as the watch wants it."""
        if self.watch is None or node.type.kind is not Kind.BOOL:
            return read
        return self.watch(node, read)

    def _negation(self, node: Negation) -> Read:
        item = self.compile(node.item)
        return lambda judged, current: negation(item(judged, current))

    def _is_missing(self, node: IsMissing) -> Read:
        item = self.compile(node.item)
        return lambda judged, current: is_missing(item(judged, current))

    def _rule_fails(self, node: RuleFails) -> Read:
        fails = self.world.rule_fails(node.rule)
        return lambda judged, _current: fails(judged, node.home)

    def _calculation(self, node: Calculation) -> Read:
        left, right = self.compile(node.left), self.compile(node.right)
        function = _CALCULATIONS[node.operator]
        return lambda judged, current: calculate(
            function, left(judged, current), right(judged, current)
        )

    def _parameter(self, node: ParameterValue) -> Read:
        if node.day is None:
            return self._constant(node)
        day, world = self.compile(node.day), self.world

        def on_that_day(judged: Record, current: Record) -> Any:
            low, high = (
                end if isinstance(end, Missing) else world.parameter(node.name, to_day(end))
                for end in ends(day(judged, current))
            )
            return low if low == high else unknown(day(judged, current), low, high)

        return on_that_day

    def _chosen(self, node: Chosen) -> Read:
        parts = (node.condition, node.value, node.otherwise)
        condition, value, otherwise = (self.compile(part) for part in parts)
        ordered = node.type.kind in (Kind.DATE, Kind.NUMBER)

        def chosen(judged: Record, current: Record) -> Any:
            truth = condition(judged, current)
            if not isinstance(truth, Missing):
                return (value if truth else otherwise)(judged, current)
            return either(
                truth, value(judged, current), otherwise(judged, current), ordered=ordered
            )

        return chosen

    def _constant(self, node: Literal | AsOf | ParameterValue) -> Read:
        value = self._value_of(node)
        return lambda _judged, _current: value

    def _value_of(self, node: Literal | AsOf | ParameterValue) -> Any:
        match node:
            case AsOf():
                return self.world.as_of
            case ParameterValue():
                return self.world.parameter(node.name, self.world.as_of)
            case Literal():
                return node.value

    def _path(self, path: tuple[Step, ...], *, judged: bool) -> Read:
        relations = self.world.relations

        def resolve(root: Record, current: Record) -> Any:
            here = root if judged else current
            for step in path:
                here = relations.follow(here, step)
                if isinstance(here, Missing):
                    return here
            return here

        return resolve

    def _field(self, node: FieldValue) -> Read:
        if not node.path:
            return self.world.cell(node.record_type, node.field, judged=node.judged)
        read = self.world.reader(node.record_type, node.field)
        if node.field == "id":
            return self._key_at_end(node)
        resolve = self._path(node.path, judged=node.judged)

        def follow(judged: Record, current: Record) -> Any:
            record = resolve(judged, current)
            return record if isinstance(record, Missing) else read(record)

        return follow

    def _key_at_end(self, node: FieldValue) -> Read:
        """Read the key to which a path leads; the record itself need not be there for that."""
        resolve = self._path(node.path[:-1], judged=node.judged)
        step, relations = node.path[-1], self.world.relations

        def key(judged: Record, current: Record) -> Any:
            record = resolve(judged, current)
            if isinstance(record, Missing):
                return record
            if isinstance(step, Home):
                return relations.home(record, step)
            return relations.value(record, step)

        return key

    def _elsewhere(self, node: Elsewhere) -> Read:
        body = self.compile(node.body)
        resolve = self._path(node.path, judged=node.judged)

        def elsewhere(judged: Record, current: Record) -> Any:
            record = resolve(judged, current)
            return record if isinstance(record, Missing) else body(record, record)

        return elsewhere

    def _comparison(self, node: Comparison) -> Read:
        kinds = node.left.type.kind, node.right.type.kind
        left, right = (converted(self.compile(one), kinds) for one in (node.left, node.right))
        if node.operator in _ORDERS:
            return in_order(_ORDERS[node.operator], left, right)
        same = alike(left, right)
        if node.operator is Operator.EQUAL:
            return same
        return lambda judged, current: negation(same(judged, current))

    def _junction(self, node: Junction) -> Read:
        items = tuple(self.compile(item) for item in node.items)
        ends_it = not node.every

        def junction(judged: Record, current: Record) -> Any:
            open_ones: list[Any] = []
            for item in items:
                truth = item(judged, current)
                if truth is ends_it:
                    return ends_it
                if truth is node.every:
                    continue
                open_ones.append(truth)
            return unknown(*open_ones) if open_ones else node.every

        return junction

    def _contains(self, node: Contains) -> Read:
        item, container = self.compile(node.item), self.compile(node.container)
        if isinstance(node.container, Literal):
            return self._is_one_of(node, node.container)

        def contains(judged: Record, current: Record) -> Any:
            value, values = item(judged, current), container(judged, current)
            if isinstance(value, Missing) or isinstance(values, Missing):
                return unknown(value, values)
            return value in values

        return contains

    def _is_one_of(self, node: Contains, listed: Literal) -> Read:
        """Compare with the listed values, so that days and bounds are equal as they are in ==."""
        kinds = node.item.type.kind, listed.type.item.kind
        item = converted(self.compile(node.item), kinds)
        convert = converter(kinds)
        values = frozenset(listed.value if convert is None else map(convert, listed.value))

        def contains(judged: Record, current: Record) -> Any:
            value = item(judged, current)
            if isinstance(value, Missing):
                return unknown(value)
            if not isinstance(value, Bounds):
                return value in values
            return disjunction(equal(value, one) for one in values)

        return contains

    def _entry(self, node: Entry) -> Read:
        mapping = self.compile(node.mapping)
        gone = because(f"there is no entry {node.key}", empty=True)

        def entry(judged: Record, current: Record) -> Any:
            entries = mapping(judged, current)
            return entries if isinstance(entries, Missing) else entries.get(node.key, gone)

        return entry

    def _first_present(self, node: FirstPresent) -> Read:
        items = [self.compile(item) for item in node.items]
        return lambda judged, current: first([item(judged, current) for item in items])

    def _item(self, node: ItemValue) -> Read:
        world = self.world
        match node.part:
            case ItemPart.VALUE:
                return lambda _judged, _current: world.item.value
            case ItemPart.FIRST:
                return lambda _judged, _current: world.item.first
            case ItemPart.LAST:
                return lambda _judged, _current: world.item.last
            case ItemPart.START:
                return lambda _judged, _current: world.item.start
            case ItemPart.END:
                return lambda _judged, _current: world.item.end

    def _extreme(self, node: Extreme) -> Read:
        items = [self.compile(item) for item in node.items]
        pick = max if node.latest else min
        convert = to_moment if node.type.kind is Kind.MOMENT else lambda value: apply(to_day, value)
        return lambda judged, current: extreme(
            [convert(item(judged, current)) for item in items], pick
        )
