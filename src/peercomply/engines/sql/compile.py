"""Turns typed expressions into SQL about the record being judged and the current one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlglot import exp

from peercomply.engines.sql import homes, values
from peercomply.engines.sql.aggregates import aggregate
from peercomply.engines.sql.build import (
    FALSE,
    NULL,
    TRUE,
    Sql,
    binary,
    both,
    call,
    case,
    cast,
    coalesce,
    column,
    either,
    is_null,
    is_true,
    negated,
    number,
    text,
    value_of,
)
from peercomply.engines.sql.durations import Length, last_anchor, length, moved, moved_by_minutes
from peercomply.engines.sql.fails import rule_fails
from peercomply.engines.sql.frame import At, Frame
from peercomply.engines.sql.scope import Scope, World
from peercomply.engines.sql.spanning import spans
from peercomply.engines.sql.tables import READINGS, extra, sql_type
from peercomply.engines.sql.unsupported import Unsupported
from peercomply.engines.sql.values import End, Value
from peercomply.records.fields import FieldType
from peercomply.rules.nodes import (
    Aggregate,
    Anchor,
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
    Gather,
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
from peercomply.rules.parameters import Parameter
from peercomply.rules.types import Kind

_SIGNS = {
    Operator.LESS: "<",
    Operator.AT_MOST: "<=",
    Operator.MORE: ">",
    Operator.AT_LEAST: ">=",
}


class Compiler:
    """Compiles expressions for one world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def truth(self, node: Expr, scope: Scope) -> Sql:
        """Return the condition *node*; NULL is unknown."""
        match node:
            case Literal(value=value):
                return TRUE if value else FALSE
            case Comparison():
                return self._comparison(node, scope)
            case Junction(every=every, items=items):
                return (both if every else either)(*(self.truth(item, scope) for item in items))
            case Negation(item=item):
                return negated(self.truth(item, scope))
            case IsMissing(item=item):
                return values.missing(self.value(item, scope))
            case Contains():
                return self._contains(node, scope)
            case RuleFails():
                return rule_fails(self.world, node, scope)
            case Aggregate(gather=Gather.COVERS):
                return spans(self, node, scope)
            case Aggregate():
                return aggregate(self, node, scope).low.sql
            case Chosen():
                return self._chosen_truth(node, scope)
            case FieldValue() | Elsewhere() | Entry() | FirstPresent():
                return self.value(node, scope).low.sql
        raise Unsupported(f"a condition of the kind {type(node).__name__}")

    def value(self, node: Expr, scope: Scope) -> Value:
        """Return the value of *node*."""
        match node:
            case FieldValue():
                return self._field(node, scope)
            case Elsewhere():
                return self._elsewhere(node, scope)
            case Literal():
                return _literal(node)
            case AsOf():
                return Value.of(value_of(self.world.as_of))
            case ParameterValue():
                return self._parameter(node, scope)
            case Entry():
                return self._entry(node, scope)
            case FirstPresent(items=items):
                return values.first_present([self.value(item, scope) for item in items])
            case Extreme():
                return self._extreme(node, scope)
            case Chosen() if node.type.kind is not Kind.BOOL:
                return self._chosen(node, scope)
            case Calculation():
                sides = self.value(node.left, scope), self.value(node.right, scope)
                return values.calculate(node.operator.value, *sides)
            case Moved() | Anchor() | EndOfDay():
                return self._day(node, scope)
            case ItemValue():
                return self._item(node, scope)
            case Aggregate():
                return aggregate(self, node, scope)
        truth = self.truth(node, scope)
        return Value.of(truth, is_null(truth))

    def day(self, node: Expr, scope: Scope) -> Value:
        """Return the calendar day of *node*."""
        moment = node.type.kind is Kind.MOMENT
        return values.to_day(self.value(node, scope), moment=moment)

    def moment(self, node: Expr, scope: Scope) -> Value:
        """Return *node* as a date-time; a day alone is any moment of it."""
        value = self.value(node, scope)
        return value if node.type.kind is Kind.MOMENT else values.to_moment(value)

    def record(self, start: At, path: tuple[Step, ...], frame: Frame) -> At:
        """Return the record to which *path* leads."""
        for step in path:
            start = homes.follow(self.world, start, step, frame)
        return start

    def cell(self, at: At, name: str) -> Value:
        """Return a field of a record; a reading is taken where a date has two."""
        info = self.world.type_of(at.type).fields[name]
        if (at.type, name) in self.world.tables.large:
            raise Unsupported("numbers of this size")
        low = column(at.alias, name)
        high = column(at.alias, extra(name, "end")) if info.type is FieldType.DATETIME else low
        cell = (at.type, name)
        unknown = at.gone
        if (
            cell in self.world.tables.empty
            and cell not in self.world.tables.doubtful | self.world.tables.ambiguous
        ):
            nothing = cast(NULL, sql_type(info))
            return Value.of(nothing, unknown)
        if cell in self.world.tables.doubtful:
            unknown = either(unknown, is_true(column(at.alias, extra(name, "unreadable"))))
        if cell in self.world.tables.ambiguous:
            day = column(at.alias, extra(name, READINGS[self.world.choice.get(cell, 0)]))
            if info.type is FieldType.DATETIME:
                low, high = (
                    coalesce(low, cast(day, "TIMESTAMP")),
                    coalesce(high, values.end_of(day)),
                )
            else:
                low = high = coalesce(low, day)
        if info.type is FieldType.DATETIME:
            return Value(End(low, unknown), End(high, unknown))
        return Value.of(low, unknown)

    def _field(self, node: FieldValue, scope: Scope) -> Value:
        start = scope.judged if node.judged else scope.current
        if node.path and node.field == "id":
            return self._key_at_end(node, start, scope.frame)
        return self.cell(self.record(start, node.path, scope.frame), node.field)

    def _key_at_end(self, node: FieldValue, start: At, frame: Frame) -> Value:
        here = self.record(start, node.path[:-1], frame)
        step = node.path[-1]
        if isinstance(step, Home):
            end = homes.home(self.world, here, step, frame)
            return Value.of(end.sql, either(here.gone, end.unknown))
        return self.cell(here, step)

    def _elsewhere(self, node: Elsewhere, scope: Scope) -> Value:
        start = scope.judged if node.judged else scope.current
        at = self.record(start, node.path, scope.frame)
        found = self.value(node.body, scope.about(at))
        if not node.path:
            return found
        ends = [
            End(case((at.gone, NULL), otherwise=end.sql), either(at.gone, end.unknown), end.over)
            for end in (found.low, found.high)
        ]
        return Value(ends[0], ends[0] if found.plain else ends[1])

    def _comparison(self, node: Comparison, scope: Scope) -> Sql:
        kinds = {node.left.type.kind, node.right.type.kind}
        read = self.value
        if kinds == {Kind.DATE, Kind.MOMENT}:
            read = self.day
        left, right = (read(side, scope) for side in (node.left, node.right))
        if node.operator in _SIGNS:
            return values.compare(_SIGNS[node.operator], left, right)
        same = values.equal(left, right)
        return same if node.operator is Operator.EQUAL else negated(same)

    def _contains(self, node: Contains, scope: Scope) -> Sql:
        if isinstance(node.container, Literal):
            return self._is_one_of(node, node.container, scope)
        item, held = self.value(node.item, scope).low.sql, self.value(node.container, scope).low.sql
        listed = call("map_keys", held) if node.container.type.kind is Kind.MAPPING else held
        found = call("list_contains", listed, item)
        return case((either(is_null(item), is_null(held)), NULL), otherwise=found)

    def _is_one_of(self, node: Contains, listed: Literal, scope: Scope) -> Sql:
        kinds = {node.item.type.kind, listed.type.item.kind}
        item = (self.day if kinds == {Kind.DATE, Kind.MOMENT} else self.value)(node.item, scope)
        held = sorted(listed.value, key=str)
        if item.plain and item.low.over is None:
            inside = exp.In(
                this=exp.paren(item.low.sql), expressions=[value_of(one) for one in held]
            )
            return case((is_null(item.low.sql), NULL), otherwise=inside)
        return either(*(values.equal(item, Value.of(value_of(one))) for one in held))

    def _parameter(self, node: ParameterValue, scope: Scope) -> Value:
        parameter = self.world.parameters[node.name]
        if node.day is None:
            value = parameter.on(self.world.as_of)
            return (
                values.unknown(node.type.kind) if value is None else Value.of(value_of(value.value))
            )
        day = self.day(node.day, scope)
        low, high = (_dated(parameter, end.sql, value_of) for end in (day.low, day.high))
        found = low if day.plain else case((binary(low, "==", high), low))
        return Value.of(found, values.of_day(day))

    def _entry(self, node: Entry, scope: Scope) -> Value:
        mapping = self.value(node.mapping, scope).low
        found = exp.Anonymous(
            this="list_extract",
            expressions=[call("map_extract", mapping.sql, text(node.key)), number(1)],
        )
        return Value.of(found, is_true(both(is_null(mapping.sql), mapping.unknown)))

    def _extreme(self, node: Extreme, scope: Scope) -> Value:
        moment = node.type.kind is Kind.MOMENT
        read = self.moment if moment else self.day
        kind = "TIMESTAMP" if moment else "DATE"
        found = [read(item, scope) for item in node.items]
        return values.extreme(found, kind, latest=node.latest)

    def _chosen(self, node: Chosen, scope: Scope) -> Value:
        condition = self.truth(node.condition, scope)
        one, other = self.value(node.value, scope), self.value(node.otherwise, scope)
        ordered = node.type.kind in (Kind.DATE, Kind.NUMBER)
        return values.between_two(condition, one, other, ordered=ordered)

    def _chosen_truth(self, node: Chosen, scope: Scope) -> Sql:
        condition = self.truth(node.condition, scope)
        one, other = self.truth(node.value, scope), self.truth(node.otherwise, scope)
        same = case((binary(one, "==", other), one))
        return case((condition, one), (negated(condition), other), otherwise=same)

    def _day(self, node: Moved | Anchor | EndOfDay, scope: Scope) -> Value:
        match node:
            case EndOfDay():
                return self.day(node.day, scope).each(values.end_of)
            case Anchor():
                if not node.latest:
                    raise Unsupported("the first day of an interval")
                by = self.length(node.duration, scope)
                return last_anchor(self, scope, self.day(node.end, scope), by)
            case Moved():
                return self._moved(node, scope)

    def _moved(self, node: Moved, scope: Scope) -> Value:
        by = self.length(node.duration, scope)
        if node.duration.type.exact:
            found = moved_by_minutes(self.moment(node.value, scope), by, node.sign)
            return found if node.type.kind is Kind.MOMENT else values.to_day(found, moment=True)
        days = moved(self, scope, self.day(node.value, scope), by, node.sign)
        if by.days_only:
            return days
        if node.value.type.kind is Kind.DATE:
            exactly = values.unknown(Kind.DATE)
        else:
            found = moved_by_minutes(self.moment(node.value, scope), by, node.sign)
            exactly = values.to_day(found, moment=True)
        return values.between_two(is_null(by.minutes), days, exactly, ordered=False)

    def length(self, node: Expr, scope: Scope) -> Length:
        """Return a duration."""
        return length(self, node, scope)

    def dated(self, parameter: Parameter, day: Sql, make: Callable[[Any], Sql]) -> Sql:
        """Return what *make* makes of the value that *parameter* has on *day*."""
        return _dated(parameter, day, make)

    def _item(self, node: ItemValue, scope: Scope) -> Value:
        return Value.of(column(scope.items, _ITEM_COLUMNS[node.part]))


_ITEM_COLUMNS = {
    ItemPart.VALUE: "value",
    ItemPart.FIRST: "first",
    ItemPart.LAST: "last",
    ItemPart.START: "opens",
    ItemPart.END: "closes",
}


def _literal(node: Literal) -> Value:
    if node.type.kind is Kind.SET:
        held = exp.Array(expressions=[value_of(one) for one in sorted(node.value, key=str)])
        return Value.of(held)
    if node.type.kind is Kind.MAPPING:
        raise Unsupported("hours that a rule declares, as a value")
    return Value.of(value_of(node.value))


def _dated(parameter: Parameter, day: Sql, make: Callable[[Any], Sql]) -> Sql:
    pairs = [
        (TRUE if one.start is None else binary(day, ">=", value_of(one.start)), make(one.value))
        for one in reversed(parameter.values)
    ]
    return case((is_null(day), NULL), *pairs)
