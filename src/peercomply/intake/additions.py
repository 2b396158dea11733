"""Adds rows to a table of an export, so that what was there stays byte for byte."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from peercomply.errors import InputError
from peercomply.intake.build import build_snapshot
from peercomply.intake.decoding import Refusal
from peercomply.intake.grids import HeadingRow
from peercomply.intake.mapping.model import ImportMapping
from peercomply.intake.names import count_known, read_headings
from peercomply.intake.sources.csv_files import read_csv
from peercomply.intake.typed import open_typed_tables
from peercomply.records.model import RecordType, Schema
from peercomply.records.naming import plural
from peercomply.records.provenance import Input
from peercomply.records.snapshot import Snapshot

Entry = Mapping[str, str]
"""A new record as the texts of its fields; an empty text is no value."""


@attrs.frozen(kw_only=True)
class Addition:
    """
    Rows for a file.

    Attributes:
        name: Name of the file.

        before: Its bytes so far; empty for a new file.

        added: The bytes that follow.
    """

    name: str
    before: bytes = attrs.field(repr=False)
    added: bytes = attrs.field(repr=False)


def new_table(entries: Sequence[Entry], record_type: str, fields: Sequence[str]) -> Addition:
    """Return a new CSV file with *entries* of a *record_type* under *fields*."""
    return Addition(
        name=f"{plural(record_type)}.csv", before=b"", added=_table(entries, fields).encode()
    )


def addition(
    folder: Path, inputs: Sequence[Input], entries: Sequence[Entry], known: RecordType
) -> Iterator[Addition]:
    """
    Yield the ways in which *entries* can join the export in *folder*, the best first.

    The rows follow those of a CSV file of the record type that has a column for each of their
    values; else they make a file of their own, under the name that is free.

    Args:
        folder: The export.

        inputs: Its files.

        entries: The new records.

        known: Their record type.
    """
    files = dict.fromkeys(
        one.path for one in inputs if one.record_type == known.name and one.sheet is None
    )
    for name in files:
        path = folder / name
        if path.suffix.lower() == ".csv" and path.is_file():
            added = _appended(path, entries, known)
            if added is not None:
                yield Addition(name=name, before=path.read_bytes(), added=added)
    fields = [name for name in known.fields if any(one.get(name) for one in entries)]
    for name in (plural(known.name), known.name):
        if not (folder / f"{name}.csv").exists():
            content = _table(entries, fields).encode()
            yield Addition(name=f"{name}.csv", before=b"", added=content)


def is_read(
    one: Addition,
    entries: Sequence[Entry],
    known: RecordType,
    *,
    schema: Schema,
    mapping: ImportMapping,
) -> bool:
    """Whether the file of *one* is read as its old records and *entries*, and nothing else."""
    before = _read(one.name, one.before, schema, mapping) if one.before else None
    after = _read(one.name, one.before + one.added, schema, mapping)
    if after is None or (one.before and before is None):
        return False
    old = {} if before is None else before.of_type(known.name)
    new = after.of_type(known.name)
    keys = {entry["id"] for entry in entries}
    doubts = after.provenance.doubts
    return (
        {key: record for key, record in new.items() if key not in keys} == dict(old)
        and keys.isdisjoint(old)
        and all(_holds(new.get(entry["id"]), entry) for entry in entries)
        and not any(
            keys.intersection(cells) for (name, _), cells in doubts.items() if name == known.name
        )
    )


def _holds(record: object, entry: Entry) -> bool:
    return record is not None and all(
        str(getattr(record, name, "")) == value for name, value in entry.items() if value
    )


def _read(name: str, content: bytes, schema: Schema, mapping: ImportMapping) -> Snapshot | None:
    with tempfile.TemporaryDirectory(prefix="peercomply-") as folder:
        (Path(folder) / name).write_bytes(content)
        try:
            with open_typed_tables(folder, schema=schema, mapping=mapping) as tables:
                return build_snapshot(tables)
        except InputError:
            return None


def _appended(path: Path, entries: Sequence[Entry], known: RecordType) -> bytes | None:
    """Return the rows of *entries* as they follow in the file *path*; None if they cannot."""
    data = path.read_bytes()
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    grid = read_csv(path, path.name)
    if isinstance(grid, Refusal) or b"\r" in data.replace(b"\r\n", b""):
        return None
    top = grid.headings(lambda cells: count_known(known, cells))
    if not isinstance(top, HeadingRow):
        return None
    columns = read_headings(known, top.names).columns
    places = {one.target.field: one.place for one in columns if one.target.key is None}
    if any(value and name not in places for entry in entries for name, value in entry.items()):
        return None
    end = "\r\n" if b"\r\n" in data else "\n"
    text = io.StringIO()
    text.write("" if data.endswith(b"\n") else end)
    writer = csv.writer(text, delimiter=top.separator, lineterminator=end)
    for entry in entries:
        row = [""] * len(top.names)
        for name, value in entry.items():
            if value:
                row[places[name]] = value
        writer.writerow(row)
    return text.getvalue().encode()


def _table(entries: Sequence[Entry], fields: Sequence[str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fields, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(entries)
    return text.getvalue()
