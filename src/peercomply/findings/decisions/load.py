"""Reads waivers from YAML or CSV, and notes everything that is wrong with them at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from peercomply.documents.codes import Code
from peercomply.documents.keys import Holds, Keys, ListOf, key_of
from peercomply.documents.reader import Reader, as_mapping, note, short
from peercomply.documents.yaml_nodes import Mapping, Node, Scalar, read_yaml
from peercomply.errors import ConfigError, Problem, Source, Span
from peercomply.findings.decisions.model import Waiver
from peercomply.intake.mapping.load import read_source
from peercomply.records.provenance import RecordKey

WAIVER = Keys(
    title="waiver",
    says="A decision to live with a breach until a day.",
    keys=(
        key_of("rule", "the rule", required=True),
        key_of("record", "the record, such as worker:W017"),
        key_of("item", "the part of the record, where the breach names one"),
        key_of("reason", "why the breach is accepted", required=True),
        key_of("approved_by", "the role of the person who accepts it", required=True),
        key_of("from", "the first day in force", Holds.DAY, required=True),
        key_of("until", "the last day in force", Holds.DAY, required=True),
        key_of("due_on", "the day by which it was due when it was accepted", Holds.DAY),
        key_of("max_days_overdue", "the most days overdue that are accepted", Holds.WHOLE),
    ),
)

KEYS = Keys(
    title="waivers",
    says="Decisions to live with breaches; see `peercomply waivers`.",
    keys=(key_of("waivers", "the waivers", ListOf(WAIVER), required=True),),
)


def load_waivers(path: Path) -> tuple[Waiver, ...]:
    """
    Return the waivers of the file *path*, in their order; CSV by its ending, else YAML.

    Raises:
        ConfigError: It cannot be read, or something is wrong with it; all is listed.
    """
    problems: list[Problem] = []
    source = read_source(path)
    read = _of_csv if path.suffix.lower() == ".csv" else _of_yaml
    found = [_waiver(reader) for reader in read(source, problems)]
    if problems:
        raise ConfigError(problems)
    return tuple(one for one in found if one is not None)


def _of_yaml(source: Source, problems: list[Problem]) -> Iterator[Reader]:
    node = read_yaml(source, problems)
    if node is None:
        if not problems:
            expected = "waivers: and a list; an empty one is written waivers: []"
            note(problems, Code.WRONG_SHAPE, "is empty", Span(source, 0, 0), expected=expected)
        return
    mapping = as_mapping(node, problems, "the file")
    if mapping is None:
        return
    reader = Reader(mapping, problems, "the file", KEYS)
    for item in reader.items("waivers", required=True):
        entry = as_mapping(item, problems, "the waiver")
        if entry is not None:
            yield Reader(entry, problems, "the waiver", WAIVER)
    reader.finish()


def _of_csv(source: Source, problems: list[Problem]) -> Iterator[Reader]:
    rows = csv.reader(io.StringIO(source.text), strict=True)
    headings: list[str] | None = None
    before = 0
    try:
        for row in rows:
            span, before = _line(source, before + 1), rows.line_num
            if not any(cell.strip() for cell in row):
                continue
            if headings is None:
                headings = [cell.strip() for cell in row]
                continue
            if len(row) > len(headings):
                expected = f"{len(headings)} cells, as the first row has"
                message = f"the row has {len(row)} cells"
                note(problems, Code.WRONG_SHAPE, message, span, expected=expected)
            yield Reader(_cells(headings, row, span), problems, "the waiver", WAIVER)
    except csv.Error as error:
        span = _line(source, max(rows.line_num, 1))
        note(problems, Code.SYNTAX, f"is no CSV: {error}", span, expected="cells between commas")
    if headings is None or len(set(headings)) < len(headings):
        expected = f"a first row with headings, each once: {', '.join(WAIVER.names)}"
        message = "has no headings, or one of them twice"
        note(problems, Code.WRONG_SHAPE, message, _line(source, 1), expected=expected)


def _cells(headings: list[str], row: list[str], span: Span) -> Mapping:
    entries: list[tuple[Scalar, Node]] = [
        (Scalar(name, span, quoted=False), Scalar(value.strip(), span, quoted=True))
        for name, value in zip(headings, row, strict=False)
        if value.strip()
    ]
    return Mapping(tuple(entries), span)


def _line(source: Source, number: int) -> Span:
    starts = [0, *(place + 1 for place, sign in enumerate(source.text) if sign == "\n")]
    start = starts[min(number, len(starts)) - 1]
    return Span(source, start, start)


def _waiver(reader: Reader) -> Waiver | None:
    before = len(reader.problems)
    since, until = _day(reader, "from"), _day(reader, "until")
    if since is not None and until is not None and until < since:
        message = f"'until' is {until}, before 'from', {since}"
        reader.note(Code.BAD_VALUE, message, reader.node.span, expected="a later day")
    rule, reason = reader.text("rule", required=True), reader.text("reason", required=True)
    approved_by = reader.text("approved_by", required=True)
    record, item = _record(reader), reader.text("item") or None
    due_on, most = reader.day("due_on"), _whole(reader, "max_days_overdue")
    reader.finish()
    if len(reader.problems) > before or since is None or until is None:
        return None
    span = reader.node.span
    return Waiver(
        rule=rule,
        record=record,
        item=item,
        reason=reason,
        approved_by=approved_by,
        since=since,
        until=until,
        due_on=due_on,
        max_days_overdue=most,
        place=f"{span.source.path}:{span.line}",
    )


def _day(reader: Reader, key: str) -> date | None:
    reader.get(key, required=True)
    return reader.day(key)


def _record(reader: Reader) -> RecordKey | None:
    """Return the record that is named; none where a star stands for all of them."""
    scalar = reader.scalar("record")
    if scalar is None or scalar.value.strip() in ("", "*"):
        return None
    kind, sign, key = (part.strip() for part in scalar.value.partition(":"))
    if not sign or not kind or not key:
        message = f"'record' is {short(scalar.value)}"
        expected = "a record type and a key, such as worker:W017"
        reader.note(Code.BAD_VALUE, message, scalar.span, expected=expected)
        return None
    return None if key == "*" else RecordKey(kind, key)


def _whole(reader: Reader, key: str) -> int | None:
    scalar = reader.scalar(key)
    if scalar is None:
        return None
    text = scalar.value.strip()
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return int(text)
    message = f"{key!r} is {short(scalar.value)}"
    reader.note(Code.BAD_VALUE, message, scalar.span, expected="a whole number such as 30")
    return None
