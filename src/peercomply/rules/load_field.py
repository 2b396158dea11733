"""Reads one field that a pack adds to a record type."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.keys import Either, Holds, Keys, ListOf, OneOf, Shape, key_of
from peercomply.documents.reader import Reader, as_mapping, note, shape, short
from peercomply.documents.yaml_nodes import Node, Scalar, Sequence
from peercomply.errors import Problem, did_you_mean
from peercomply.records.fields import FieldInfo, FieldType, Privacy
from peercomply.records.naming import is_name

_TYPES = tuple(kind.value for kind in FieldType if kind is not FieldType.KEY)
_CLASSES = tuple(str(privacy) for privacy in Privacy)
_NUMBER = re.compile(r"-?[0-9]{1,9}")

_FACTS: Mapping[str, tuple[FieldType, ...]] = {
    "of": (FieldType.SET, FieldType.MAPPING),
    "to": (FieldType.REF, FieldType.SET),
    "by": (FieldType.REF,),
    "values": (FieldType.ENUM, FieldType.SET, FieldType.MAPPING),
    "event": (FieldType.DATE, FieldType.DATETIME),
    "planned": (FieldType.DATE, FieldType.DATETIME),
    "unit": (FieldType.INT, FieldType.DECIMAL, FieldType.DATETIME, FieldType.MAPPING),
    "minimum": (FieldType.INT, FieldType.DECIMAL, FieldType.MAPPING),
    "maximum": (FieldType.INT, FieldType.DECIMAL, FieldType.MAPPING),
}
"""Facts that only fields of some types have."""

_PARTS: Mapping[FieldType, tuple[FieldType, ...]] = {
    FieldType.SET: (FieldType.ENUM, FieldType.REF, FieldType.TEXT),
    FieldType.MAPPING: (FieldType.TEXT, FieldType.DECIMAL, FieldType.DURATION),
}
"""What a set and the values of a mapping can be."""


_OF: Mapping[tuple[FieldType, str], FieldType] = {
    (FieldType.SET, "to"): FieldType.REF,
    (FieldType.SET, "values"): FieldType.ENUM,
    (FieldType.MAPPING, "minimum"): FieldType.DECIMAL,
    (FieldType.MAPPING, "maximum"): FieldType.DECIMAL,
}
"""What a set, or the values of a mapping, must be to have a fact."""


@attrs.frozen
class Known:
    """
    The names that the description of a field may use.

    Attributes:
        enumerations: Values by the name of their enumeration.

        types: Names of the record types.
    """

    enumerations: Mapping[str, tuple[str, ...]]
    types: tuple[str, ...]


@attrs.frozen
class Added:
    """
    A field that a pack adds.

    Attributes:
        info: Its description.

        key: Its name, where it stands.

        by: The field that says which record type it names, where that stands; None if none does.
    """

    info: FieldInfo
    key: Scalar
    by: Scalar | None


_SAYS: Mapping[str, tuple[str, Shape]] = {
    "of": ("what a set holds, or what the values of a mapping are", Holds.NAME),
    "to": ("the record types that it can name", Either((Holds.NAME, ListOf(Holds.NAME)))),
    "by": ("the field that says which of several record types it names", Holds.NAME),
    "values": ("the enumeration of its values, or of the keys of a mapping", Holds.NAME),
    "event": ("whether the date says that something happened", Holds.FLAG),
    "planned": ("whether the date may lie ahead", Holds.FLAG),
    "unit": ("the unit of a number, or the clock of a date-time", Holds.TEXT),
    "minimum": ("the smallest number that is possible", Holds.WHOLE),
    "maximum": ("the largest number that is possible", Holds.WHOLE),
}

KEYS = Keys(
    title="field",
    says="A field that a pack adds to a record type.",
    keys=(
        key_of("type", "what it holds", OneOf(_TYPES), required=True),
        key_of("meaning", "what its value says", required=True),
        key_of("privacy", "who may see its values", OneOf(_CLASSES), required=True),
        *(key_of(fact, *_SAYS[fact]) for fact in _FACTS),
        key_of("required", "whether a row without it is rejected", Holds.FLAG),
        key_of("csv", "how a cell is written where the type does not say it"),
    ),
)


def check_name(key: Scalar, what: str, problems: list[Problem]) -> bool:
    """Whether *key* can name *what*; if not, the problem is noted."""
    if is_name(key.value):
        return True
    note(
        problems,
        Code.BAD_VALUE,
        f"{short(key.value)} cannot name {what}",
        key.span,
        expected="small letters and digits, joined by '_', and no word of the rule language",
    )
    return False


def check_type(name: Scalar, known: Known, problems: list[Problem]) -> bool:
    """Whether *name* is a record type; if not, the problem is noted."""
    if name.value in known.types:
        return True
    note(
        problems,
        Code.UNKNOWN_FIELD,
        f"unknown record type {short(name.value)}",
        name.span,
        expected=f"one of {', '.join(known.types)}",
        hint=did_you_mean(name.value, known.types),
    )
    return False


def read_field(name: Scalar, node: Node, known: Known, problems: list[Problem]) -> Added | None:
    """Return the field *name*, or None after noting what is wrong with its name or its type."""
    named = check_name(name, "a field", problems)
    mapping = as_mapping(node, problems, f"the field {name.value!r}")
    if mapping is None or not named:
        return None
    reader = Reader(mapping, problems, f"the field {name.value!r}", KEYS)
    kind = reader.choice("type", FieldType, _TYPES)
    info = _info(name, reader, kind or FieldType.TEXT, known)
    if kind is not None:
        _check_facts(reader, info)
        _check_range(reader, info)
    reader.finish()
    return None if kind is None else Added(info, name, reader.scalar("by"))


def _info(name: Scalar, reader: Reader, kind: FieldType, known: Known) -> FieldInfo:
    privacy = reader.choice("privacy", lambda word: Privacy[word.upper()], _CLASSES)
    of = _part(reader, kind)
    return FieldInfo(
        name=name.value,
        type=kind,
        of=of,
        to=_targets(reader, known) if FieldType.REF in (kind, of) else (),
        by=reader.text("by") or None,
        values=_values(reader, known, kind) if _has_values(kind, of) else (),
        meaning=reader.text("meaning", required=True),
        privacy=Privacy.SENSITIVE if privacy is None else privacy,
        required=reader.flag("required"),
        event=reader.flag("event"),
        planned=reader.flag("planned"),
        unit=reader.text("unit") or None,
        minimum=_number(reader, "minimum"),
        maximum=_number(reader, "maximum"),
        csv=reader.text("csv") or None,
    )


def _has_values(kind: FieldType, of: FieldType | None) -> bool:
    return kind is FieldType.MAPPING or FieldType.ENUM in (kind, of)


def _check_facts(reader: Reader, info: FieldInfo) -> None:
    """Note the facts that a field of the type of *info* does not have."""
    for fact, kinds in _FACTS.items():
        found = reader.get(fact)
        if found is None:
            continue
        of = _OF.get((info.type, fact))
        if info.type not in kinds:
            said, wanted = info.type.value, f"the types {', '.join(one.value for one in kinds)}"
        elif of and info.of and of is not info.of:
            said, wanted = f"{info.type.value} of {info.of.value}", f"of: {of.value}"
        else:
            continue
        what = f"a field of type {said} has no {fact!r}"
        reader.note(Code.BAD_VALUE, what, found.span, expected=f"{fact!r} only with {wanted}")


def _part(reader: Reader, kind: FieldType) -> FieldType | None:
    """Return what a set or the values of a mapping are."""
    if kind not in _PARTS:
        return None
    return reader.choice("of", FieldType, tuple(part.value for part in _PARTS[kind]))


def _targets(reader: Reader, known: Known) -> tuple[str, ...]:
    """Return the record types that a reference can name."""
    node = reader.get("to", required=True)
    items = node.items if isinstance(node, Sequence) else (node,)
    found = []
    for item in items:
        if isinstance(item, Scalar):
            found.append(item.value)
            check_type(item, known, reader.problems)
        elif item is not None:
            what = f"'to' holds {shape(item)}"
            reader.note(Code.WRONG_SHAPE, what, item.span, expected="names of record types")
    return tuple(name for name in dict.fromkeys(found) if name in known.types)


def _values(reader: Reader, known: Known, kind: FieldType) -> tuple[str, ...]:
    """Return the values of the enumeration that is named."""
    scalar = reader.get("values", required=True)
    if not isinstance(scalar, Scalar):
        if scalar is not None:
            what, expected = f"'values' is {shape(scalar)}", "the name of one of `enumerations`"
            reader.note(Code.WRONG_SHAPE, what, scalar.span, expected=expected)
        return ()
    values = known.enumerations.get(scalar.value)
    if values is None:
        reader.note(
            Code.BAD_VALUE,
            f"there is no enumeration {short(scalar.value)}",
            scalar.span,
            expected=f"one of {', '.join(sorted(known.enumerations)) or 'none: add one first'}",
            hint=did_you_mean(scalar.value, known.enumerations),
        )
        return ()
    if kind is FieldType.SET and "none" in values:
        reader.note(
            Code.BAD_VALUE,
            f"the enumeration {scalar.value!r} has the value 'none'",
            scalar.span,
            expected="other values: a cell with none stands for an empty set",
        )
    return values


def _number(reader: Reader, key: str) -> int | None:
    scalar = reader.scalar(key)
    if scalar is None:
        return None
    if _NUMBER.fullmatch(scalar.value):
        return int(scalar.value)
    reader.note(
        Code.BAD_VALUE,
        f"{key!r} is {short(scalar.value)}",
        scalar.span,
        expected="a whole number such as 0",
    )
    return None


def _check_range(reader: Reader, info: FieldInfo) -> None:
    if info.minimum is not None and info.maximum is not None and info.minimum > info.maximum:
        reader.note(
            Code.BAD_VALUE,
            f"no number is at least {info.minimum} and at most {info.maximum}",
            reader.node.span,
            expected="a minimum that is not above the maximum",
        )
