"""Reads one parameter of a pack."""

from __future__ import annotations

import itertools
from decimal import Decimal, InvalidOperation
from typing import Any

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import Holds, Keys, ListOf, OneOf, key_of
from peercomply.documents.reader import Reader, as_mapping, note, short
from peercomply.documents.yaml_nodes import Mapping, Node, Scalar
from peercomply.errors import Problem
from peercomply.records.durations import parse_duration
from peercomply.rules.parameters import Basis, DatedValue, Parameter
from peercomply.rules.types import NUMBER, Type, duration_type, is_plain_number

VALUE = Keys(
    title="value of a parameter",
    says="A value from a day on, and whose number it is.",
    keys=(
        key_of("value", "the value", Holds.VALUE, required=True),
        key_of("from", "the first day in force; only the first value may lack it", Holds.DAY),
        key_of(
            "basis",
            "whether the source document states the value or this pack proposes it",
            OneOf(tuple(basis.value for basis in Basis)),
            required=True,
        ),
        key_of("source", "document and section, or the reason of the proposal", required=True),
    ),
)

KEYS = Keys(
    title="parameter",
    says="A limit that rules name, with its values in the order of their days.",
    keys=(
        key_of("meaning", "what it limits", required=True),
        key_of("values", "its values, the earliest first", ListOf(VALUE), required=True),
    ),
)


def read_parameter(name: Scalar, node: object, problems: list[Problem]) -> Parameter | None:
    """Return the parameter *name*, or None after noting what is wrong with it."""
    if not isinstance(node, Mapping):
        note(
            problems,
            Code.WRONG_SHAPE,
            f"the parameter {name.value!r} is no mapping",
            name.span,
            expected="meaning and values",
        )
        return None
    reader = Reader(node, problems, f"the parameter {name.value!r}", KEYS)
    meaning = reader.text("meaning", required=True)
    items = reader.items("values", required=True)
    reader.finish()
    read = [_dated_value(item, problems) for item in items]
    values = [value for value in read if value is not None]
    if not values or len(values) < len(items):
        if not items:
            reader.note(
                Code.WRONG_SHAPE,
                f"the parameter {name.value!r} has no value",
                name.span,
                expected="at least one value",
            )
        return None
    kinds = {attrs.evolve(kind, business=False) for _, kind in values}
    if len(kinds) > 1:
        reader.note(
            Code.WRONG_TYPE,
            f"the values of {name.value!r} are of several types",
            name.span,
            expected="durations in days, durations in hours, or numbers; never mixed",
        )
        return None
    dated = [value for value, _ in values]
    starts = [value.start for value in dated]
    if any(start is None for start in starts[1:]) or not _ascending(dated):
        reader.note(
            Code.BAD_VALUE,
            f"the values of {name.value!r} are not in order",
            name.span,
            expected="each `from` later than the one before; only the first may lack it",
        )
        return None
    return Parameter(
        name=name.value,
        meaning=meaning,
        type=attrs.evolve(values[0][1], business=any(kind.business for _, kind in values)),
        values=tuple(dated),
        span=name.span,
    )


def _ascending(values: list[DatedValue]) -> bool:
    days = [value.start for value in values if value.start is not None]
    return all(early < late for early, late in itertools.pairwise(days))


def _dated_value(node: Node, problems: list[Problem]) -> tuple[DatedValue, Type] | None:
    mapping = as_mapping(node, problems, "the value")
    if mapping is None:
        return None
    count = len(problems)
    reader = Reader(mapping, problems, "the value", VALUE)
    scalar = reader.scalar("value", required=True)
    start = reader.day("from")
    basis = reader.choice("basis", Basis, tuple(basis.value for basis in Basis))
    source = reader.text("source", required=True)
    reader.finish()
    if scalar is None or basis is None:
        return None
    found = _value(scalar.value)
    if found is None:
        reader.note(
            Code.BAD_VALUE,
            f"{short(scalar.value)} is no value of a parameter",
            scalar.span,
            expected="an ISO 8601 duration such as P1M, or a number such as 0.51",
        )
        return None
    if len(problems) > count:
        return None
    return DatedValue(value=found[0], start=start, basis=basis, source=source), found[1]


def _value(text: str) -> tuple[Any, Type] | None:
    try:
        duration = parse_duration(text)
    except ValueError:
        pass
    else:
        return duration, duration_type(duration)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return (number, NUMBER) if number.is_finite() and is_plain_number(text) else None
