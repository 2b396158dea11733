"""Reads the cases of rules: small snapshots with the outcomes that are expected of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from peercomply.documents.codes import Code
from peercomply.documents.reader import Reader, as_mapping, note, read_day, shape
from peercomply.documents.yaml_nodes import Mapping as MappingNode
from peercomply.documents.yaml_nodes import Node, Scalar, Sequence, read_yaml
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
from peercomply.rules.case_keys import CASE, DOUBT, EXPECTED, FILE, STATES
from peercomply.rules.files import find_pack
from peercomply.rules.rule import Pack

_ONLY_WITH = {
    "due_on": "fail",
    "days_overdue": "fail",
    "reason": "unknown",
    "due_soon": "pass",
    "items": "fail",
}


@attrs.frozen(kw_only=True)
class Expected:
    """
    What is expected of one record.

    Attributes:
        state: pass, fail, unknown or not_applicable.

        due_on: The due day of a breach; None if the case does not say.

        days_overdue: Its days overdue; None if the case does not say.

        reason: Words that a reason of an unknown outcome contains; empty if it does not say.

        due_soon: Whether a record that passes is listed as due soon; None if it does not say.

        items: The items of the record that fail, in their order; None if it does not say.
    """

    state: str
    due_on: date | None = None
    days_overdue: int | None = None
    reason: str = ""
    due_soon: bool | None = None
    items: tuple[str, ...] | None = None


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
    expect = _expectations(reader, subject, snapshot)
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
    inner = Reader(node, reader.problems, f"{field.name!r}", DOUBT)
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


def _expectations(reader: Reader, subject: str, snapshot: Snapshot | None) -> dict[str, Expected]:
    inner = reader.mapping("expect", required=True)
    found: dict[str, Expected] = {}
    for key, node in inner.node.entries if inner is not None else ():
        if snapshot is not None and subject and key.value not in snapshot.of_type(subject):
            reader.note(
                Code.BAD_VALUE,
                f"the case has no {subject} {key.value!r}",
                key.span,
                expected=f"the key of a {subject} of the case",
                hint=did_you_mean(key.value, snapshot.of_type(subject)),
            )
        expected = _expected(key, node, reader)
        if expected is not None:
            found[key.value] = expected
    return found


def _expected(name: Scalar, node: Node, reader: Reader) -> Expected | None:
    if isinstance(node, Scalar):
        if node.value in STATES:
            return Expected(state=node.value)
        reader.note(
            Code.BAD_VALUE,
            f"{node.value!r} is no outcome",
            node.span,
            expected=f"one of {', '.join(STATES)}",
            hint=did_you_mean(node.value, STATES),
        )
        return None
    mapping = as_mapping(node, reader.problems, f"what is expected of {name.value!r}")
    if mapping is None:
        return None
    inner = Reader(mapping, reader.problems, f"what is expected of {name.value!r}", EXPECTED)
    state = inner.choice("outcome", str, STATES)
    due_on, reason = inner.day("due_on"), inner.text("reason")
    days = _days(inner)
    items = _items(inner)
    due_soon = inner.option("due_soon", lambda word: word == "true", ("true", "false"))
    inner.finish()
    for word, wanted in _ONLY_WITH.items():
        said = inner.get(word)
        if said is not None and state not in (None, wanted):
            inner.note(
                Code.BAD_VALUE,
                f"{word!r} says nothing about the outcome {state}",
                said.span,
                expected=f"{word} only with the outcome {wanted}",
            )
    if state is None:
        return None
    return Expected(
        state=state,
        due_on=due_on,
        days_overdue=days,
        reason=reason,
        due_soon=due_soon,
        items=items,
    )


def _items(reader: Reader) -> tuple[str, ...] | None:
    if reader.get("items") is None:
        return None
    return tuple(item.value for item in reader.items("items") if isinstance(item, Scalar))


def _days(reader: Reader) -> int | None:
    scalar = reader.scalar("days_overdue")
    if scalar is None:
        return None
    if scalar.value.isascii() and scalar.value.isdigit() and len(scalar.value) <= 6:
        return int(scalar.value)
    reader.note(
        Code.BAD_VALUE,
        f"{scalar.value!r} is no number of days",
        scalar.span,
        expected="a whole number such as 3",
    )
    return None
