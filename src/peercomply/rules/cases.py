"""Reads the cases of rules: small snapshots with the outcomes that are expected of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from peercomply.errors import (
    Problem,
    RecordError,
    RuleFileError,
    SnapshotError,
    Span,
    did_you_mean,
)
from peercomply.records.fields import FieldInfo, FieldType
from peercomply.records.model import Record, RecordType, Schema
from peercomply.records.provenance import Doubt
from peercomply.records.snapshot import Provenance, Snapshot
from peercomply.records.validation import expectation
from peercomply.records.values import read_value
from peercomply.rules.codes import Code
from peercomply.rules.expectations import EXPECTATION, STATES, Expected, read_expectations
from peercomply.rules.files import find_pack
from peercomply.rules.keys import Either, Holds, Keys, ListOf, Named, OneOf, key_of
from peercomply.rules.reader import Reader, as_mapping, note, read_day, shape
from peercomply.rules.rule import Pack
from peercomply.rules.yaml_nodes import Mapping as MappingNode
from peercomply.rules.yaml_nodes import Node, Scalar, Sequence, read_yaml


@attrs.frozen(kw_only=True)
class Case:
    """
    Records, and what a rule is expected to say about them.

    Attributes:
        rule: Id of the rule.

        name: What the case shows.

        as_of: The day of the check.

        snapshot: The records.

        expect: What is expected, by the key of the record.

        span: Where the case stands.
    """

    rule: str
    name: str
    as_of: date
    snapshot: Snapshot = attrs.field(repr=False)
    expect: Mapping[str, Expected]
    span: Span = attrs.field(eq=False, repr=False)

    @property
    def states(self) -> frozenset[str]:
        """The outcomes that the case expects."""
        return frozenset(expected.state for expected in self.expect.values())


_DOUBT = Keys(
    title="doubtful value",
    says="A cell that could not be turned into one value.",
    keys=(
        key_of("unreadable", "the text of a cell that cannot be read"),
        key_of("either", "the two days that a date can mean", ListOf(Holds.DAY)),
    ),
)

_CELL = Either((Holds.TEXT, ListOf(Holds.TEXT), _DOUBT))

CASE = Keys(
    title="case",
    says="Records, and what a rule is expected to say about them.",
    keys=(
        key_of("rule", "the id of the rule", Holds.IDENTIFIER, required=True),
        key_of("name", "what the case shows", required=True),
        key_of("as_of", "the day of the check, if it is not that of the file", Holds.DAY),
        key_of(
            "records",
            "records by type; a type that is not named was not supplied",
            Named(ListOf(Named(_CELL))),
            required=True,
        ),
        key_of(
            "expect",
            "what is expected, by the key of the record",
            Named(Either((OneOf(STATES), EXPECTATION))),
            required=True,
        ),
    ),
)

FILE = Keys(
    title="case file",
    says="The cases of the rules in the file of the same name.",
    keys=(
        key_of("as_of", "the day of the check", Holds.DAY),
        key_of("cases", "the cases", ListOf(CASE), required=True),
    ),
)


def load_cases(location: str | os.PathLike[str], pack: Pack) -> tuple[Case, ...]:
    """
    Return the cases that stand beside the rules of *pack*, in the order of files and lines.

    Raises:
        RuleFileError: At least one problem in the case files; all of them are listed.
    """
    problems: list[Problem] = []
    cases: list[Case] = []
    for source in find_pack(location).cases:
        node = read_yaml(source, problems)
        mapping = None if node is None else as_mapping(node, problems, "the file")
        if mapping is not None:
            cases += _file(Reader(mapping, problems, "the file", FILE), pack)
    if problems:
        raise RuleFileError(problems)
    return tuple(cases)


def _file(reader: Reader, pack: Pack) -> list[Case]:
    day = reader.day("as_of")
    items = reader.items("cases", required=True)
    reader.finish()
    read = []
    for item in items:
        mapping = as_mapping(item, reader.problems, "the case")
        if mapping is not None:
            read.append(_case(Reader(mapping, reader.problems, "the case", CASE), pack, day))
    return [case for case in read if case is not None]


def _case(reader: Reader, pack: Pack, default: date | None) -> Case | None:
    before = len(reader.problems)
    rule = reader.scalar("rule", required=True)
    name = reader.text("name", required=True)
    day = reader.day("as_of") or default
    if day is None:
        reader.scalar("as_of", required=True)
    snapshot = _snapshot(reader, pack.schema)
    known = [one.id for one in pack.rules]
    if rule is not None and rule.value not in known:
        reader.note(
            Code.UNKNOWN_RULE,
            f"no rule has the id {rule.value!r}",
            rule.span,
            expected="the id of a rule of the pack",
            hint=did_you_mean(rule.value, known),
        )
        rule = None
    subject = "" if rule is None else pack.rule(rule.value).subject
    expect = read_expectations(reader, subject, snapshot)
    reader.finish()
    if len(reader.problems) > before or rule is None or day is None or snapshot is None:
        return None
    return Case(
        rule=rule.value,
        name=name,
        as_of=day,
        snapshot=snapshot,
        expect=expect,
        span=reader.node.span,
    )


def _snapshot(reader: Reader, schema: Schema) -> Snapshot | None:
    inner = reader.mapping("records", required=True)
    if inner is None:
        return None
    records: list[Record] = []
    doubts: dict[tuple[str, str], dict[str, Doubt]] = {}
    for key, _ in inner.node.entries:
        record_type = schema.get(key.value)
        if record_type is None:
            reader.note(
                Code.UNKNOWN_FIELD,
                f"unknown record type {key.value!r}",
                key.span,
                expected=f"one of {', '.join(schema)}",
                hint=did_you_mean(key.value, schema),
            )
            continue
        for item in inner.items(key.value):
            mapping = as_mapping(item, reader.problems, f"the {key.value}")
            record = None if mapping is None else _record(record_type, mapping, doubts, reader)
            if record is not None:
                records.append(record)
    supplied = [key.value for key, _ in inner.node.entries if key.value in schema]
    provenance = Provenance(doubts=doubts)
    try:
        return Snapshot.of(records, supplied=supplied, provenance=provenance, schema=schema)
    except SnapshotError as error:
        for problem in error.problems:
            reader.note(Code.DUPLICATE_ID, problem, inner.node.span, expected="each key once")
        return None


def _record(
    record_type: RecordType,
    node: MappingNode,
    doubts: dict[tuple[str, str], dict[str, Doubt]],
    reader: Reader,
) -> Record | None:
    values: dict[str, Any] = {}
    found: list[tuple[str, Doubt]] = []
    for key, value in node.entries:
        field = record_type.fields.get(key.value)
        if field is None:
            reader.note(
                Code.UNKNOWN_FIELD,
                f"unknown field {key.value!r} on record type {record_type.name!r}",
                key.span,
                expected=f"one of {', '.join(record_type.fields)}",
                hint=did_you_mean(key.value, record_type.fields),
            )
        elif isinstance(value, MappingNode):
            doubt = _doubt(value, record_type.name, field, reader)
            found += [] if doubt is None else [(field.name, doubt)]
        else:
            values[field.name] = _value(field, value, reader)
    values.setdefault("id", None)
    try:
        record = record_type.cls(**values)
    except RecordError as error:
        for problem in error.problems:
            reader.note(Code.BAD_VALUE, str(problem), node.span)
        return None
    except TypeError:
        required = [field.name for field in record_type.fields.values() if field.required]
        reader.note(
            Code.MISSING_KEY,
            f"the {record_type.name} lacks a value",
            node.span,
            expected=f"values of {', '.join(required)}",
        )
        return None
    for name, doubt in found:
        doubts.setdefault((record_type.name, name), {})[record.id] = doubt
    return record


def _value(field: FieldInfo, node: Node, reader: Reader) -> Any:
    match node:
        case Sequence():
            return frozenset(item.value for item in node.items if isinstance(item, Scalar))
        case Scalar():
            try:
                return read_value(field, node.value)
            except ValueError:
                reader.note(
                    Code.BAD_VALUE,
                    f"{node.value!r} is no value of {field.name!r}",
                    node.span,
                    expected=expectation(field),
                )
        case _:
            reader.note(
                Code.WRONG_SHAPE,
                f"{field.name!r} is {shape(node)}",
                node.span,
                expected=expectation(field),
            )
    return None


def _doubt(node: MappingNode, name: str, field: FieldInfo, reader: Reader) -> Doubt | None:
    """Return the doubt that {unreadable: ...} or {either: [day, day]} stands for."""
    inner = Reader(node, reader.problems, f"{field.name!r}", _DOUBT)
    unreadable, either = inner.scalar("unreadable"), inner.get("either")
    inner.finish()
    if unreadable is not None:
        return Doubt(f"{name}.{field.name} could not be read")
    items = either.items if isinstance(either, Sequence) else ()
    days = [read_day(item.value) for item in items if isinstance(item, Scalar)]
    known = tuple(day for day in days if day is not None)
    dated = field.type in (FieldType.DATE, FieldType.DATETIME)
    if dated and len(known) == 2 and len(items) == 2:
        return Doubt(f"{name}.{field.name} can be read in two ways", known)
    note(
        reader.problems,
        Code.BAD_VALUE,
        f"{field.name!r} is no doubtful value",
        node.span,
        expected="{unreadable: text}, or for a day {either: [2026-03-04, 2026-04-03]}",
    )
    return None
