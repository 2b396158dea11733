"""Evaluates an expression for one record and keeps the value of each of its parts."""

from __future__ import annotations

from typing import Any

import attrs

from peercomply.engines.compile import Compiler
from peercomply.engines.explanation import Explained, Truth
from peercomply.engines.outcomes import Evidence
from peercomply.engines.telling import evidence, in_words
from peercomply.engines.tracing_rows import row_groups
from peercomply.engines.values import Bounds, Missing, ends, to_day
from peercomply.engines.withholding import reveals, withheld
from peercomply.engines.world import Read, World
from peercomply.records.model import Record
from peercomply.rules.english import phrase
from peercomply.rules.nodes import (
    Aggregate,
    Elsewhere,
    Expr,
    FieldValue,
    Junction,
    Negation,
    ParameterValue,
    Rows,
    RuleFails,
)
from peercomply.rules.parameters import Parameter
from peercomply.rules.traversal import parts_of, walk
from peercomply.rules.types import Kind
from peercomply.rules.voice import Voice, literal


@attrs.frozen
class Place:
    """
    Where an expression is read.

    Attributes:
        judged: The record being judged.

        current: The record that plain names mean.

        voice: How the expression is told there.
    """

    judged: Record
    current: Record
    voice: Voice


class Tracer:
    """Explains expressions in one world; each is compiled once and evaluated where it is asked."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._compiler = Compiler(world)
        self._reads: dict[int, Read] = {}
        self._told: set[tuple[Aggregate, str, str]] = set()

    def start(self) -> None:
        """Begin a new tree, in which nothing has been told yet."""
        self._told.clear()

    def value(self, node: Expr, place: Place) -> Any:
        """Return the value of *node*, which may be missing or lie between bounds."""
        if id(node) not in self._reads:
            self._reads[id(node)] = self._compiler.compile(node)
        return self._reads[id(node)](place.judged, place.current)

    def candidates(self, rows: Rows, place: Place) -> Any:
        """Return the rows that belong, and may belong, to the current record."""
        if id(rows) not in self._reads:
            self._reads[id(rows)] = self._compiler.rows.candidates(rows)
        return self._reads[id(rows)](place.judged, place.current)

    def cells(self, record: Record, *fields: str) -> tuple[Evidence, ...]:
        """Return cells of *record*."""
        return tuple(evidence(self.world.snapshot, record, field) for field in fields)

    def explain(self, node: Expr, place: Place) -> Explained:
        """Return *node* with its value, where that stands, and its parts."""
        match node:
            case Elsewhere():
                return self._elsewhere(node, place)
            case Aggregate():
                return self._aggregate(node, place)
            case FieldValue():
                return self._leaf(node, place, places=self._path(node, place))
            case ParameterValue():
                return self._parameter(node, place)
            case Junction():
                text = "all of these" if node.every else "at least one of these"
                parts = tuple(self.explain(item, place) for item in node.items)
                return Explained(text=text, outcome=truth(self.value(node, place)), parts=parts)
            case _:
                parts = tuple(self.explain(item, place) for item in _telling_parts(node))
                return self._leaf(node, place, parts=parts)

    def _leaf(
        self,
        node: Expr,
        place: Place,
        *,
        places: tuple[Evidence, ...] = (),
        parts: tuple[Explained, ...] = (),
    ) -> Explained:
        value = self.value(node, place)
        text = _text(node, place.voice)
        if node.type.kind is not Kind.BOOL:
            return Explained(text=text, value=self.told(node, value), places=places, parts=parts)
        outcome = Truth.WITHHELD if reveals(node) and _decided(value) else truth(value)
        why = self.told(node, value) if outcome is Truth.UNKNOWN and not parts else None
        return Explained(text=text, value=why, outcome=outcome, places=places, parts=parts)

    def told(self, node: Expr, value: Any) -> str:
        """Return *value* in words, or the reason why it is withheld or not known."""
        if isinstance(value, Missing):
            if value.empty:
                return "not recorded" if isinstance(node, FieldValue) else f"none: {_why(value)}"
            return f"not known: {_why(value)}"
        hidden = withheld(node)
        if hidden:
            return f"(withheld: {hidden})"
        low, high = ends(value)
        if isinstance(value, Bounds) and (isinstance(low, Missing) or isinstance(high, Missing)):
            sides = [in_words(end) for end in (low, high) if not isinstance(end, Missing)]
            return f"{' or '.join([*sides, 'none'])}: {_why(value)}"
        said = in_words(value)
        return f"{said}: {_why(value)}" if isinstance(value, Bounds) else said

    def _path(self, node: FieldValue, place: Place) -> tuple[Evidence, ...]:
        """Return the cells that lead to a field, and the field's own."""
        here = place.judged if node.judged else place.current
        found: list[Evidence] = []
        for step in node.path:
            if isinstance(step, str):
                found += self.cells(here, step)
            here = self.world.relations.follow(here, step)
            if isinstance(here, Missing):
                return tuple(found)
        return (*found, *self.cells(here, node.field))

    def _parameter(self, node: ParameterValue, place: Place) -> Explained:
        value = self.value(node, place)
        day: Any = self.world.as_of if node.day is None else self.value(node.day, place)
        low = to_day(ends(day)[0])
        open_one = isinstance(value, Missing) or isinstance(low, Missing)
        source = None if open_one else _source(self.world.parameters[node.name], low)
        said = self.told(node, value) if isinstance(value, Missing | Bounds) else literal(value)
        parts = () if node.day is None else (self.explain(node.day, place),)
        return Explained(text=phrase(node, place.voice), value=said, source=source, parts=parts)

    def _elsewhere(self, node: Elsewhere, place: Place) -> Explained:
        voice = place.voice.elsewhere(node)
        here = place.judged if node.judged else place.current
        found: list[Evidence] = []
        for step in node.path:
            if isinstance(step, str):
                found += self.cells(here, step)
            here = self.world.relations.follow(here, step)
            if isinstance(here, Missing):
                text, is_bool = phrase(node, place.voice), node.type.kind is Kind.BOOL
                outcome = Truth.UNKNOWN if is_bool else None
                value = f"not known: {_why(here)}"
                return Explained(text=text, value=value, outcome=outcome, places=tuple(found))
        told = self.explain(node.body, Place(here, here, voice))
        return attrs.evolve(told, places=(*found, *told.places))

    def _aggregate(self, node: Aggregate, place: Place) -> Explained:
        value = self.value(node, place)
        is_bool = node.type.kind is Kind.BOOL
        told = Explained(
            text=_text(node, attrs.evolve(place.voice, brief=False)),
            value=self.told(node, value) if not is_bool or isinstance(value, Missing) else None,
            outcome=truth(value) if is_bool else None,
        )
        key = (node, str(place.judged.id), f"{place.current.__record__.name}:{place.current.id}")
        if key in self._told:
            return attrs.evolve(told, text=f"{phrase(node, place.voice)} (shown above)")
        self._told.add(key)
        return attrs.evolve(told, parts=row_groups(self, node, place))


def _text(node: Expr, voice: Voice) -> str:
    """Return *node* in words, after the name that it has for other parts."""
    said = phrase(node, attrs.evolve(voice, named=()))
    names = [name for known, name in voice.named if node == known]
    return ": ".join([*names, said])


def truth(value: Any) -> Truth:
    """Return whether a condition with the value *value* holds."""
    if isinstance(value, Missing | Bounds):
        return Truth.UNKNOWN
    return Truth.YES if value else Truth.NO


def _decided(value: Any) -> bool:
    return not isinstance(value, Missing)


def _why(value: Missing | Bounds) -> str:
    return "; ".join(sorted(value.reasons)) or "nothing is recorded"


def _telling_parts(node: Expr) -> list[Expr]:
    """Return the parts of *node* that read something; a denial has those of what it denies."""
    inner = node
    while isinstance(inner, Negation):
        inner = inner.item
    if isinstance(inner, FieldValue | ParameterValue | Aggregate | Elsewhere | Junction):
        return [inner]
    if isinstance(inner, RuleFails):
        return [] if inner is node else [inner]
    return [part for part in parts_of(inner) if any(map(_reads, walk(part)))]


def _reads(part: Expr) -> bool:
    return isinstance(part, FieldValue | ParameterValue | Aggregate | RuleFails)


def _source(parameter: Parameter, day: Any) -> str:
    value = parameter.on(day)
    assert value is not None
    since = "" if value.start is None else f" from {value.start.isoformat()}"
    return f"{value.basis.value}{since}: {value.source}"
