"""
Turns conditions into pairs of rules: one fires where the condition holds, one where it fails.

The two are made from each other by Kleene's logic: a conjunction holds where all parts hold and
fails where one part fails, a negation exchanges the two. A comparison of two values that are not
sure holds where it holds for all of their values, and fails where it fails for all of them. So
where neither fires, the condition is unknown.

The values that a condition reads are the properties of one fact.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import TypeAlias

import attrs

from peercomply.engines.rete.cells import Cells
from peercomply.engines.rete.facts import UNKNOWN, Words
from peercomply.engines.rete.frames import Frame
from peercomply.engines.rete.network import Condition
from peercomply.engines.rete.values import Gap, Range
from peercomply.rules.nodes import (
    Comparison,
    Contains,
    Elsewhere,
    Expr,
    IsMissing,
    Junction,
    Literal,
    Negation,
    Operator,
)
from peercomply.rules.types import BOOL, Kind

MOST_GROUPS = 6
"""Conditions that one rule joins by and, or or; what has more is asked in several questions."""

MOST_ITEMS = 6
"""Items of one such group."""

_NEVER = -1

Reach: TypeAlias = Callable[[Frame], Frame | None]
"""Leads from the frame of a question to that of a part; None where it leads nowhere."""

Truth: TypeAlias = Callable[[Expr, Frame], bool | None]
Value: TypeAlias = Callable[[Expr, Frame], Range]


@attrs.frozen
class Slot:
    """
    Some properties of the fact of a question.

    Attributes:
        names: Their names.

        read: Reads them.
    """

    names: tuple[str, ...]
    read: Callable[[Frame], Sequence[int]]


@attrs.frozen
class Part:
    """
    A condition as two conditions on a fact.

    Attributes:
        holds: Matches where it holds.

        fails: Matches where it fails.

        groups: How many groups of conditions each of them has at most.

        slots: The properties that they read.
    """

    holds: Condition
    fails: Condition
    groups: int
    slots: tuple[Slot, ...]

    @property
    def reversed(self) -> Part:
        """The negation of the condition."""
        return Part(self.fails, self.holds, self.groups, self.slots)


@attrs.frozen
class Asker:
    """
    Makes the rules of questions.

    Attributes:
        value: Reads the value of an expression.

        truth: Answers a condition with a question of its own.

        cells: The cells of the records.

        words: Numbers for texts.
    """

    value: Value
    truth: Truth
    cells: Cells
    words: Words
    _names: itertools.count[int] = attrs.field(factory=itertools.count)

    def part(self, node: Expr, reach: Reach) -> Part:
        """Return the condition that *node* is about the frame to which *reach* leads."""
        match node:
            case Junction():
                return self._junction(node, reach)
            case Negation():
                return self.part(node.item, reach).reversed
            case Comparison():
                return self._comparison(node, reach)
            case IsMissing():
                return self._missing(node.item, reach)
            case Elsewhere():
                return self._elsewhere(node, reach)
            case Contains(container=Literal() as container):
                return self._listed(node, container, reach)
            case _:
                return self._flag(lambda frame: _told(self.value(node, frame)), reach)

    def _name(self) -> str:
        return f"p{next(self._names)}"

    def _flag(self, truth: Callable[[Frame], bool | None], reach: Reach) -> Part:
        """Return the condition that something is true which was found out before."""
        name = self._name()

        def read(frame: Frame) -> tuple[int]:
            there = reach(frame)
            told = None if there is None else truth(there)
            return (2 if told is None else int(told),)

        return Part({name: 1}, {name: 0}, 0, (Slot((name,), read),))

    def _junction(self, node: Junction, reach: Reach) -> Part:
        items = _portions(node)
        if not items:
            return self._flag(lambda _frame: node.every, reach)
        parts = [self.part(item, reach) for item in items]
        while sum(part.groups for part in parts) > MOST_GROUPS:
            widest = max(range(len(parts)), key=lambda place: parts[place].groups)
            parts[widest] = self._asked_before(items[widest], reach)
        return _joined(parts, every=node.every)

    def _asked_before(self, node: Expr, reach: Reach) -> Part:
        return self._flag(lambda frame: self.truth(node, frame), reach)

    def _comparison(self, node: Comparison, reach: Reach) -> Part:
        a, b, c, d = names = tuple(self._name() for _ in range(4))
        kinds = {node.left.type.kind, node.right.type.kind}

        def read(frame: Frame) -> Sequence[int]:
            there = reach(frame)
            if there is None:
                return UNKNOWN
            left, right = self.value(node.left, there), self.value(node.right, there)
            return self.words.sides(left, right, kinds)

        slots = (Slot(names, read),)
        before, after = _order("$lt", b, c), _order("$gt", a, d)
        same = {"$and": [_order("$gte", a, d), _order("$lte", b, c)]}
        match node.operator:
            case Operator.LESS:
                return Part(before, _order("$gte", a, d), 0, slots)
            case Operator.AT_MOST:
                return Part(_order("$lte", b, c), after, 0, slots)
            case Operator.MORE:
                return Part(after, _order("$lte", b, c), 0, slots)
            case Operator.AT_LEAST:
                return Part(_order("$gte", a, d), before, 0, slots)
            case Operator.EQUAL:
                return Part(same, {"$or": [before, after]}, 1, slots)
            case Operator.UNEQUAL:
                return Part({"$or": [before, after]}, same, 1, slots)

    def _missing(self, item: Expr, reach: Reach) -> Part:
        low, high = names = (self._name(), self._name())

        def read(frame: Frame) -> Sequence[int]:
            there = reach(frame)
            if there is None:
                return 2, 2
            found = self.value(item, there)
            return _presence(found.low), _presence(found.high)

        return Part(
            {"$and": [{low: 0}, {high: 0}]},
            {"$and": [{low: 1}, {high: 1}]},
            1,
            (Slot(names, read),),
        )

    def _elsewhere(self, node: Elsewhere, reach: Reach) -> Part:
        def further(frame: Frame) -> Frame | None:
            there = reach(frame)
            return None if there is None else there.elsewhere(node, self.cells)

        return self.part(node.body, further)

    def _listed(self, node: Contains, container: Literal, reach: Reach) -> Part:
        """Return whether a value is one of those that stand in the rule file."""
        kind = container.type.item
        if node.item.type.kind not in (Kind.TEXT, Kind.KEY):
            same = tuple(
                Comparison(
                    Operator.EQUAL,
                    node.item,
                    Literal(value, kind, span=node.span),
                    BOOL,
                    span=node.span,
                )
                for value in sorted(container.value)
            )
            return self.part(Junction(every=False, items=same, type=BOOL, span=node.span), reach)
        name = self._name()
        numbers = sorted(self.words.number(value) for value in container.value)

        def read(frame: Frame) -> tuple[int]:
            there = reach(frame)
            found = None if there is None else self.value(node.item, there)
            return (self.words.number(found.low) if found and found.certain else _NEVER,)

        return Part(
            {"$or": [{name: number} for number in numbers]},
            {"$and": [{"$gte": {name: 0}}, *({"$neq": {name: number}} for number in numbers)]},
            1,
            (Slot((name,), read),),
        )


def _order(sign: str, left: str, right: str) -> Condition:
    return {sign: {left: {"$m": right}}}


def _joined(parts: Sequence[Part], *, every: bool) -> Part:
    every_sign, some_sign = ("$and", "$or") if every else ("$or", "$and")
    return Part(
        {every_sign: [part.holds for part in parts]},
        {some_sign: [part.fails for part in parts]},
        1 + sum(part.groups for part in parts),
        tuple(slot for part in parts for slot in part.slots),
    )


def _portions(node: Junction) -> tuple[Expr, ...]:
    """Return the items of *node*, in groups of their own where there are many."""
    items = node.items
    while len(items) > MOST_ITEMS:
        items = tuple(
            attrs.evolve(node, items=items[start : start + MOST_ITEMS])
            for start in range(0, len(items), MOST_ITEMS)
        )
    return items


def _presence(end: object) -> int:
    if isinstance(end, Gap):
        return 0 if end is Gap.EMPTY else 2
    return 1


def _told(found: Range) -> bool | None:
    return bool(found.low) if found.certain else None
