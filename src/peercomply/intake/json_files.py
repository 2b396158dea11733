"""Reads a JSON document, which holds lists of objects by record type, as sheets."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from peercomply.errors import did_you_mean
from peercomply.intake.bundles import Pairs, list_text, object_text, parse_json, scalar_text
from peercomply.intake.decoding import Refusal, encodable, read_text
from peercomply.intake.names import Headings, plain, read_headings, record_type_of, type_names
from peercomply.intake.sheet import Row, Sheet, Tally, arrange, heading_issues, issue
from peercomply.records.fields import FieldType
from peercomply.records.model import RecordType, Schema
from peercomply.records.provenance import DataIssue, IssueCode


@attrs.frozen
class Lists:
    """
    What a JSON document holds.

    Attributes:
        sheets: One for each list of a record type, in the order of the document.

        issues: Parts of the document that are no such list.

        sha256: Hash of the file's bytes.
    """

    sheets: tuple[Sheet, ...]
    issues: tuple[DataIssue, ...]
    sha256: str


def read_document(path: Path, file: str, schema: Schema) -> Lists | Refusal:
    """Read the document at *path*, called *file* in the export."""
    match read_text(path):
        case Refusal() as refusal:
            return refusal
        case text:
            pass
    try:
        document = parse_json(text.text)
    except RecursionError:
        return _refuse("it is nested too deeply", text.sha256)
    except ValueError as error:
        place = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        return _refuse(f"it is no JSON{place}", text.sha256)
    if isinstance(document, list) and record_type_of(path.stem, schema) is not None:
        document = Pairs(((path.stem, document),))
    if not isinstance(document, Pairs):
        return _refuse("it is no object of lists by record type", text.sha256)
    return _lists(document, file, text.sha256, schema)


def _refuse(problem: str, sha256: str) -> Refusal:
    hint = 'write it as {"worker": [{"id": "W1"}]}'
    return Refusal(IssueCode.UNREADABLE_FILE, problem, hint, sha256)


def _lists(document: Pairs, file: str, sha256: str, schema: Schema) -> Lists:
    sheets: list[Sheet] = []
    issues: list[DataIssue] = []
    for name, value in document.items:
        record_type = record_type_of(name, schema)
        if record_type is None:
            issues.append(_unknown(name, file, schema))
        elif not isinstance(value, list):
            message = f"{record_type.name} is no list of objects; it was not read"
            issues.append(issue(IssueCode.UNREADABLE_FILE, message, file=file))
        else:
            sheets.append(_sheet(value, record_type, file, sha256))
    return Lists(tuple(sheets), tuple(issues), sha256)


def _unknown(name: str, file: str, schema: Schema) -> DataIssue:
    message = "a list is not named after a record type; it was not read"
    hint = did_you_mean(plain(name), type_names(schema))
    return issue(
        IssueCode.UNKNOWN_FILE, message, file=file, column=encodable(name) or None, hint=hint
    )


def _sheet(rows: list[Any], record_type: RecordType, file: str, sha256: str) -> Sheet:
    names = [key for row in rows if isinstance(row, Pairs) for key, _ in row.items]
    keys = list(dict.fromkeys(names))
    headings = read_headings(record_type, [encodable(key) for key in keys])
    issues = list(heading_issues(headings, record_type, file))
    if not rows:
        headings = read_headings(record_type, list(record_type.fields))
    tally = Tally(issues=issues)
    reader = _Reader(file, record_type, headings, tally)
    return Sheet(
        file=file,
        sha256=sha256,
        record_type=record_type,
        headings=headings,
        rows=reader.rows(rows, keys),
        tally=tally,
    )


@attrs.frozen
class _Reader:
    """Turns objects into rows with one cell for each key that the list has anywhere."""

    file: str
    record_type: RecordType
    headings: Headings
    tally: Tally

    def rows(self, rows: list[Any], keys: list[str]) -> Iterator[Row]:
        fields = arrange(self.headings, self.record_type)
        texts = self._texts(keys)
        for number, row in enumerate(rows, start=1):
            if not isinstance(row, Pairs):
                message = f"the {self.record_type.name} is no object; it was rejected"
                found = issue(IssueCode.REJECTED_ROW, message, file=self.file, row=number)
                self.tally.reject(found)
                continue
            self.tally.read += 1
            values = dict(reversed(row.items))
            if len(values) < len(row.items):
                self._repeats(number, row)
            yield number, fields([text(values.get(key)) for key, text in texts])

    def _texts(self, keys: list[str]) -> list[tuple[str, Callable[[Any], str]]]:
        kinds = {
            column.place: self.record_type.fields[column.target.field].type
            for column in self.headings.columns
            if column.target.key is None
        }
        return [(key, _READ.get(kinds.get(place), scalar_text)) for place, key in enumerate(keys)]

    def _repeats(self, number: int, row: Pairs) -> None:
        names = [key for key, _ in row.items]
        for key in sorted({key for key in names if names.count(key) > 1}):
            message = "an object has one name twice; only the first is read"
            self.tally.issues.append(
                issue(
                    IssueCode.REPEATED_COLUMN,
                    message,
                    file=self.file,
                    row=number,
                    column=encodable(key),
                )
            )


def _set_text(value: Any) -> str:
    return list_text(value) if isinstance(value, list) else scalar_text(value)


def _mapping_text(value: Any) -> str:
    return object_text(value) if isinstance(value, Pairs) else scalar_text(value)


_READ: Mapping[FieldType | None, Callable[[Any], str]] = {
    FieldType.SET: _set_text,
    FieldType.MAPPING: _mapping_text,
}
