"""Reads files of decisions, YAML or CSV, entry by entry."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from peercomply.documents.codes import Code
from peercomply.documents.keys import Keys, ListOf
from peercomply.documents.reader import Reader, as_mapping, note, short
from peercomply.documents.yaml_nodes import Mapping, Node, Scalar, read_yaml
from peercomply.errors import ConfigError, Problem, Source, Span
from peercomply.intake.mapping.load import read_source
from peercomply.records.provenance import RecordKey

T = TypeVar("T")


def read_entries(path: Path, keys: Keys, read: Callable[[Reader], T | None]) -> tuple[T, ...]:
    """
    Return the entries of the file *path*, in their order; CSV by its ending, else YAML.

    Args:
        path: The file.

        keys: What the file holds: one list, whose entries have keys; they are the headings of CSV.

        read: Makes an entry, or notes what is wrong with it and makes none.

    Raises:
        ConfigError: It cannot be read, or something is wrong with it; all is listed.
    """
    problems: list[Problem] = []
    found = [read(reader) for reader in _entries(path, keys, problems)]
    if problems:
        raise ConfigError(problems)
    return tuple(one for one in found if one is not None)


def _entries(path: Path, keys: Keys, problems: list[Problem]) -> Iterator[Reader]:
    (held,) = keys.keys
    assert isinstance(held.holds, ListOf)
    entry = held.holds.item
    assert isinstance(entry, Keys)
    source = read_source(path)
    if path.suffix.lower() == ".csv":
        yield from _of_csv(source, entry, problems)
    else:
        yield from _of_yaml(source, keys, entry, problems)


def _of_yaml(source: Source, keys: Keys, entry: Keys, problems: list[Problem]) -> Iterator[Reader]:
    (name,), what = keys.names, f"the {entry.title}"
    node = read_yaml(source, problems)
    if node is None:
        if not problems:
            expected = f"{name}: and a list; an empty one is written {name}: []"
            note(problems, Code.WRONG_SHAPE, "is empty", Span(source, 0, 0), expected=expected)
        return
    mapping = as_mapping(node, problems, "the file")
    if mapping is None:
        return
    reader = Reader(mapping, problems, "the file", keys)
    for item in reader.items(name, required=True):
        found = as_mapping(item, problems, what)
        if found is not None:
            yield Reader(found, problems, what, entry)
    reader.finish()


def _of_csv(source: Source, entry: Keys, problems: list[Problem]) -> Iterator[Reader]:
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
            yield Reader(_cells(headings, row, span), problems, f"the {entry.title}", entry)
    except csv.Error as error:
        span = _line(source, max(rows.line_num, 1))
        note(problems, Code.SYNTAX, f"is no CSV: {error}", span, expected="cells between commas")
    if headings is None or len(set(headings)) < len(headings):
        expected = f"a first row with headings, each once: {', '.join(entry.names)}"
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


def day_of(reader: Reader, key: str) -> date | None:
    """Return the day of *key*, which has to be there."""
    reader.get(key, required=True)
    return reader.day(key)


def record_of(reader: Reader) -> RecordKey | None:
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
