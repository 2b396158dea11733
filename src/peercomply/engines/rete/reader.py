"""Reads expressions about records: their values here, their conditions through the network."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

import attrs

from peercomply.engines.rete import network
from peercomply.engines.rete.cells import Cells
from peercomply.engines.rete.chain import Chain
from peercomply.engines.rete.days import anchored, end_of_day, moved
from peercomply.engines.rete.facts import Words
from peercomply.engines.rete.frames import Frame
from peercomply.engines.rete.items import Item
from peercomply.engines.rete.questions import Asker, Part
from peercomply.engines.rete.rows import RowsReader
from peercomply.engines.rete.values import (
    OPEN,
    Gap,
    Range,
    calculated,
    chosen,
    day_of,
    days,
    extreme,
    first_present,
    moments,
    sure,
)
from peercomply.records.calendars import Calendar
from peercomply.records.snapshot import Snapshot
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
    ItemValue,
    Junction,
    Literal,
    Moved,
    Negation,
    ParameterValue,
    RuleFails,
)
from peercomply.rules.parameters import Parameter
from peercomply.rules.types import Kind

Made: TypeAlias = Calculation | Moved | Anchor | EndOfDay | Entry | FirstPresent | Extreme | Chosen
"""Values that are made of other values."""

_CALCULATIONS = {
    Arithmetic.PLUS: operator.add,
    Arithmetic.MINUS: operator.sub,
    Arithmetic.TIMES: operator.mul,
}


@attrs.frozen
class _Question:
    """
    A condition as a pair of rules, with the answers that were given so far.

    Attributes:
        node: The condition.

        part: Its rules.

        names: The properties of its fact.

        answers: Answers by the values of these.
    """

    node: Expr
    part: Part
    names: tuple[str, ...]
    answers: dict[tuple[int, ...], bool | None] = attrs.field(factory=dict)

    def content(self, frame: Frame) -> tuple[int, ...]:
        """Return the values of the properties for *frame*."""
        return tuple(number for slot in self.part.slots for number in slot.read(frame))


@attrs.frozen(eq=False)
class _Aside:
    """
    What a condition on rows reads of the judged record.

    Attributes:
        node: What is read; kept so that nothing else gets its place in memory.

        under: The record, the readings of dates and the item for which it was read.

        value: What is known of it.
    """

    node: Elsewhere
    under: tuple[object, ...]
    value: Range


class Reader:
    """
    Reads expressions about the records of one snapshot on one day.

    Attributes:
        as_of: The day of the check.

        cells: The cells of the records.

        chain: What rules said so far.

        item: The item of the record that is being judged.
    """

    def __init__(
        self, snapshot: Snapshot, as_of: date, parameters: Mapping[str, Parameter]
    ) -> None:
        self.as_of = as_of
        self.cells = Cells(snapshot)
        self.item = Item()
        words = Words()
        self.chain = Chain(self.cells, words)
        self._words = words
        self._parameters = parameters
        self._rows = RowsReader(self.cells, words, as_of, self)
        self._asker = Asker(self.value, self.truth, self.cells, words)
        self._questions: dict[int, _Question] = {}
        self._asides: dict[int, _Aside] = {}

    def truth(self, node: Expr, frame: Frame) -> bool | None:
        """Return whether the condition *node* holds about *frame*; None where it is not known."""
        return self.decide(node, [frame])[0]

    def decide(self, node: Expr, frames: Sequence[Frame]) -> list[bool | None]:
        """
        Return whether the condition *node* holds about each of *frames*.

        What the condition is about becomes facts; the network says for which of them it holds, and
        for which it fails. Facts of the same content are shown to it once.
        """
        question = self._question(node)
        contents = [question.content(frame) for frame in frames]
        new = [one for one in dict.fromkeys(contents) if one not in question.answers]
        facts = [dict(zip(question.names, content, strict=True)) for content in new]
        answers = network.decide(question.part.holds, question.part.fails, facts)
        question.answers.update(zip(new, answers, strict=True))
        return [question.answers[content] for content in contents]

    def _question(self, node: Expr) -> _Question:
        found = self._questions.get(id(node))
        if found is None:
            part = self._asker.part(node, lambda frame: frame)
            names = tuple(name for slot in part.slots for name in slot.names)
            found = self._questions[id(node)] = _Question(node, part, names)
        return found

    def calendar(self, frame: Frame) -> Calendar | None:
        """Return the business days of the judged record; None if they are not known."""
        return self.cells.calendar(frame.judged)

    def value(self, node: Expr, frame: Frame) -> Range:
        """Return what is known of the value of *node* about *frame*."""
        match node:
            case Literal():
                return sure(node.value)
            case AsOf():
                return sure(self.as_of)
            case ParameterValue():
                return self._parameter(node, frame)
            case FieldValue():
                return self._field(node, frame)
            case Elsewhere():
                return self._elsewhere(node, frame)
            case ItemValue():
                return sure(self.item.part(node.part))
            case RuleFails():
                return self.chain.fails(node.rule, node.home, frame.judged)
            case Aggregate():
                return self._rows.aggregate(node, frame)
            case Contains() if not isinstance(node.container, Literal):
                return self._contains(node, frame)
            case Comparison() | Junction() | Negation() | IsMissing() | Contains():
                told = self.truth(node, frame)
                return OPEN if told is None else sure(told)
            case _:
                return self._made(node, frame)

    def _elsewhere(self, node: Elsewhere, frame: Frame) -> Range:
        """
        Return what is known of a value of another record, or of the judged one.

        What a condition on rows reads of the judged record is the same for all rows.
        """
        there = frame.elsewhere(node, self.cells)
        if there is None:
            return OPEN
        if node.path or not node.judged:
            return self.value(node.body, there)
        aside, now = self._asides.get(id(node)), (frame.judged, self.cells.reading, self.item)
        if aside is None or any(a is not b for a, b in zip(aside.under, now, strict=True)):
            aside = self._asides[id(node)] = _Aside(node, now, self.value(node.body, there))
        return aside.value

    def _made(self, node: Made, frame: Frame) -> Range:
        """Return what is known of a value that is made of other values."""
        match node:
            case Calculation():
                left, right = self.value(node.left, frame), self.value(node.right, frame)
                return calculated(_CALCULATIONS[node.operator], left, right)
            case Moved():
                value, length = self.value(node.value, frame), self.value(node.duration, frame)
                return moved(node, value, length, lambda: self.calendar(frame))
            case Anchor():
                end, length = self.value(node.end, frame), self.value(node.duration, frame)
                return anchored(node, end, length, lambda: self.calendar(frame))
            case EndOfDay():
                return end_of_day(self.value(node.day, frame))
            case Entry():
                return self._entry(node, frame)
            case FirstPresent():
                return first_present([self.value(item, frame) for item in node.items])
            case Extreme():
                convert = moments if node.type.kind is Kind.MOMENT else days
                found = [convert(self.value(item, frame)) for item in node.items]
                return extreme(found, latest=node.latest)
            case Chosen():
                return self._chosen(node, frame)

    def _parameter(self, node: ParameterValue, frame: Frame) -> Range:
        day = sure(self.as_of) if node.day is None else self.value(node.day, frame)
        if day.gap is not None:
            return day
        if not day.bounded:
            return OPEN
        dated = self._parameters[node.name]
        low, high = dated.on(day_of(day.low)), dated.on(day_of(day.high))
        if low is None or high is None or low.value != high.value:
            return OPEN
        return sure(low.value)

    def _field(self, node: FieldValue, frame: Frame) -> Range:
        if node.field == "id" and node.path:
            *steps, last = node.path
            holder = frame.holder(node, self.cells, tuple(steps))
            if holder is None:
                return OPEN
            if isinstance(last, Home):
                return self.cells.home(holder, last)
            return self.cells.plain(holder, last)
        holder = frame.holder(node, self.cells, node.path)
        return OPEN if holder is None else self.cells.cell(holder, node.field)

    def _entry(self, node: Entry, frame: Frame) -> Range:
        mapping = self.value(node.mapping, frame)
        if not mapping.certain:
            return mapping
        found = mapping.low.get(node.key, Gap.EMPTY)
        return Range(found, found)

    def _contains(self, node: Contains, frame: Frame) -> Range:
        item, container = self.value(node.item, frame), self.value(node.container, frame)
        if not item.certain or not container.certain:
            return OPEN
        numbers = [self._words.number(str(value)) for value in sorted(container.low)]
        return sure(bool(network.join(numbers, [self._words.number(str(item.low))])))

    def _chosen(self, node: Chosen, frame: Frame) -> Range:
        told = self.truth(node.condition, frame)
        if told is not None:
            return self.value(node.value if told else node.otherwise, frame)
        ordered = node.type.kind in (Kind.DATE, Kind.NUMBER)
        one, two = self.value(node.value, frame), self.value(node.otherwise, frame)
        return chosen(one, two, ordered=ordered)
