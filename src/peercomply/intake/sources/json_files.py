"""Reads a JSON document, which holds lists of objects by record type, and JSON Lines, as grids."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from peercomply.intake.bundles import Pairs, list_text, object_text, parse_json, scalar_text
from peercomply.intake.decoding import Refusal, Text, encodable, read_text
from peercomply.intake.grids import TOP_ROWS, Grid, HeadingRow, Known
from peercomply.intake.places import Place, issue
from peercomply.intake.sheet import Row, Tally
from peercomply.records.issue_codes import IssueCode


@attrs.frozen
class Lists:
    """
    What a JSON document holds.

    Attributes:
        grids: One for each list, in the order of the document.

        others: Names of its parts that are no lists.

        sha256: Hash of the file's bytes.
    """

    grids: tuple[Grid, ...]
    others: tuple[str, ...]
    sha256: str


def read_document(path: Path, file: str) -> Lists | Refusal:
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
    if isinstance(document, list):
        place_ = Place(file=file, part=None, sha256=text.sha256, name=Path(file).stem)
        return Lists((ObjectGrid(place_, list(enumerate(document, start=1))),), (), text.sha256)
    if not isinstance(document, Pairs):
        return _refuse("it is no object of lists by record type", text.sha256)
    return _lists(document, file, text.sha256)


def _refuse(problem: str, sha256: str) -> Refusal:
    hint = 'write it as {"worker": [{"id": "W1"}]}'
    return Refusal(IssueCode.UNREADABLE_FILE, problem, hint, sha256)


def _lists(document: Pairs, file: str, sha256: str) -> Lists:
    grids: list[Grid] = []
    others: list[str] = []
    for name, value in document.items:
        place = Place(file=file, part=None, sha256=sha256, name=encodable(name))
        if isinstance(value, list):
            grids.append(ObjectGrid(place, list(enumerate(value, start=1))))
        else:
            others.append(place.name)
    return Lists(tuple(grids), tuple(others), sha256)


def read_lines(path: Path, file: str) -> Grid | Refusal:
    """Read the JSON Lines file at *path*: one object in each line."""
    match read_text(path):
        case Refusal() as refusal:
            return refusal
        case text:
            place = Place(file=file, part=None, sha256=text.sha256, name=Path(file).stem)
            return ObjectGrid(place, list(_line_objects(text)))


def _line_objects(text: Text) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, parse_json(line)
            except (ValueError, RecursionError):
                yield number, None


class ObjectGrid(Grid):
    """A list of objects; its headings are the names that any of them has."""

    nested = True

    def __init__(self, place: Place, objects: Sequence[tuple[int, Any]]) -> None:
        super().__init__(place)
        self._objects = objects
        names = (key for _, one in objects if isinstance(one, Pairs) for key, _ in one.items)
        self._keys = list(dict.fromkeys(names))

    def top(self, known: Known) -> Sequence[Row]:
        """Return the headings and the first rows that hold something."""
        del known
        keys = [(0, [encodable(key) for key in self._keys])]
        objects = [(row, one) for row, one in self._objects if isinstance(one, Pairs)]
        return keys + [(row, self._cells(one)) for row, one in objects[: TOP_ROWS - 1]]

    def headings(self, known: Known, row: int | None = None) -> HeadingRow | Refusal:
        """Return the names of the objects; a list needs no heading row."""
        del known, row
        names = tuple(map(encodable, self._keys))
        return HeadingRow(row=0, names=names, open=not self._objects)

    def rows(self, headings: HeadingRow, tally: Tally) -> Iterator[Row]:
        """Yield the objects, one cell for each name that the list has anywhere."""
        del headings
        for number, one in self._objects:
            if not isinstance(one, Pairs):
                message = "this is no object; it was rejected"
                tally.reject(issue(IssueCode.REJECTED_ROW, message, place=self.place, row=number))
                continue
            tally.read += 1
            self._note_repeats(number, one, tally)
            yield number, self._cells(one)

    def _cells(self, one: Pairs) -> list[str]:
        values = dict(reversed(one.items))
        return [_text(values.get(key)) for key in self._keys]

    def _note_repeats(self, number: int, one: Pairs, tally: Tally) -> None:
        names = [key for key, _ in one.items]
        if len(set(names)) == len(names):
            return
        for key in sorted({key for key in names if names.count(key) > 1}):
            message = "an object has one name twice; only the first is read"
            tally.issues.append(
                issue(
                    IssueCode.REPEATED_COLUMN,
                    message,
                    place=self.place,
                    row=number,
                    column=encodable(key),
                )
            )


def _text(value: Any) -> str:
    match value:
        case list():
            return list_text(value)
        case Pairs():
            return object_text(value)
        case _:
            return scalar_text(value)
