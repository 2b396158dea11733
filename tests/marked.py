"""An export with every record type and every field, with marks in all that may not be shown."""

import csv
import zipfile

from peercomply.records.fields import FieldType
from peercomply.records.model import RECORD_TYPES
from peercomply.records.naming import plural

MARK = "Zqx Marker"
"""Stands in every cell that may not be shown."""

KEY = "Kvw"
"""Begins every key of a record but those of programs and organisations."""

NOBODY = 9
"""Number of a record that is in no file."""

HOMES = ("program", "organisation")

_NUMBERS = {FieldType.INT: "3", FieldType.DECIMAL: "3.5", FieldType.DURATION: "P1M"}
_DAYS = {FieldType.DATE: "2026-01-05", FieldType.DATETIME: "2026-01-05T09:00"}
_CELLS = {FieldType.BOOL: "yes", **_NUMBERS, **_DAYS}


def key_of(name, number=1):
    """Return the key of a record of a type."""
    return f"{'Home' if name in HOMES else KEY}-{name}-{number}"


def hidden(record_type):
    """Return the fields whose values may not be shown; of keys the records are marked instead."""
    keys = (FieldType.KEY, FieldType.REF)
    return [
        one.name
        for one in record_type.fields.values()
        if not one.shown and one.type not in keys and one.of not in keys
    ]


def texts(record_type):
    """Return the hidden fields that hold a text, or texts."""
    return [
        name
        for name in hidden(record_type)
        if FieldType.TEXT in (record_type.fields[name].type, record_type.fields[name].of)
    ]


def cell(name, field, number):
    """Return what stands in a cell of the record of that number."""
    if field.type is FieldType.KEY:
        return key_of(name, number)
    if FieldType.REF in (field.type, field.of):
        return key_of(field.to[0], 1 if number == 1 else NOBODY)
    said = "Shown" if field.shown else MARK
    value = field.values[0] if field.values else f"{said} {name} {field.name}"
    if field.type is FieldType.MAPPING:
        held = {"duration": "PT1H", "decimal": "2"}.get(field.of.value, f"{said} {field.name}")
        return f"{value}={held}"
    return _CELLS.get(field.type, value)


def write_export(folder, *, broken=False):
    """
    Write a file for each record type, with a record in which every field is filled.

    A *broken* one has a second record whose hidden fields all hold a mark that they cannot hold, and
    whose references name records that are in no file.
    """
    folder.mkdir()
    for name, known in RECORD_TYPES.items():
        fields = known.fields.values()
        rows = [{one.name: cell(name, one, 1) for one in fields}]
        if broken:
            wrong = dict.fromkeys(hidden(known), f"{MARK} {name}")
            rows.append({one.name: cell(name, one, 2) for one in fields} | wrong)
        with (folder / f"{plural(name)}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [one.name for one in fields])
            writer.writeheader()
            writer.writerows(rows)
    return folder


def write_pack(path):
    """Write a pack with one rule for each record type, which fails and reads every hidden field."""
    lines = ["pack: {id: marked, version: 1.0.0, title: Marked}", "rules:"]
    for name, known in RECORD_TYPES.items():
        read = " or ".join(f"missing({field})" for field in ("id", *hidden(known)))
        lines += [
            f"  - id: {name.replace('_', '-')}-marked",
            f"    title: A {name} is marked",
            f"    for: {name}",
            f"    require: {read}",
            *_message(known),
            "    severity: high",
            "    strength: should",
            "    obligations: [X-1]",
            "    why: It harms.",
            "    remedy: Mend it.",
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _message(known):
    refs = [
        one.name
        for one in known.fields.values()
        if one.shown and one.type in (FieldType.KEY, FieldType.REF)
    ]
    return [f"    message: '{' and '.join(f'{{{name}}}' for name in refs)} are marked'"]


def content(path):
    """Return the bytes of a file; of a workbook those of its parts."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return b"".join(book.read(name) for name in book.namelist())


def with_mark(folder, mark):
    """Return the names of the files of *folder* in which *mark* stands."""
    files = [path for path in folder.iterdir() if path.is_file()]
    return {path.name for path in files if mark.encode() in content(path)}
