"""Writes the same records in every format that an export can have."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

import duckdb
import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from peercomply.records.durations import Duration


def cell(value):
    """Return a value as a cell of text."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.isoformat()
        case date() | Duration() | int() | str() | Decimal():
            return str(value)
        case frozenset():
            return "; ".join(sorted(value)) or "none"
        case Mapping():
            return "; ".join(f"{key}={cell(one)}" for key, one in value.items()) or "none"
    raise TypeError(value)


def native(value):
    """Return a value as a spreadsheet or a database holds it; a moment at midnight as text."""
    plain = isinstance(value, bool | int) or (
        isinstance(value, date) and not isinstance(value, datetime)
    )
    return value if plain else (cell(value) or None)


def rows_of(records, convert):
    """Return headings and rows of *records*, which are of one type."""
    names = [field.name for field in type(records[0]).__attrs_attrs__]
    return names, [[convert(getattr(one, name)) for name in names] for one in records]


def as_csv(records, folder, *, separator=",", encoding="utf-8", line_end="\r\n"):
    for name, held in records.items():
        text = io.StringIO()
        writer = csv.writer(text, delimiter=separator, lineterminator=line_end)
        headings, rows = rows_of(held, cell)
        writer.writerows([headings, *rows])
        (folder / f"{name}.csv").write_bytes(text.getvalue().encode(encoding))
    return folder


def as_json(records, folder):
    document = {}
    for name, held in records.items():
        headings, rows = rows_of(held, _jsonable)
        document[name] = [dict(zip(headings, row, strict=True)) for row in rows]
    path = folder / "export.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def _jsonable(value):
    match value:
        case frozenset():
            return sorted(value)
        case Mapping():
            return {key: cell(one) for key, one in value.items()}
        case bool() | int() | None:
            return value
        case _:
            return cell(value)


def as_json_lines(records, folder):
    for name, held in records.items():
        headings, rows = rows_of(held, _jsonable)
        lines = [json.dumps(dict(zip(headings, row, strict=True))) for row in rows]
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def as_workbook(records, folder):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, held in records.items():
        sheet = book.create_sheet(name)
        headings, rows = rows_of(held, native)
        for row in (headings, *rows):
            sheet.append([None if value == "" else value for value in row])
    path = folder / "export.xlsx"
    book.save(path)
    return path


def as_ods(records, folder):
    book = OpenDocumentSpreadsheet()
    for name, held in records.items():
        table = Table(name=name)
        headings, rows = rows_of(held, native)
        for row in (headings, *rows):
            line = TableRow()
            for value in row:
                line.addElement(_ods_cell(value))
            table.addElement(line)
        book.spreadsheet.addElement(table)
    path = folder / "export.ods"
    book.save(str(path))
    return path


def _ods_cell(value):
    match value:
        case None:
            return TableCell()
        case bool():
            return TableCell(valuetype="boolean", booleanvalue=str(value).lower())
        case int():
            return TableCell(valuetype="float", value=value)
        case date():
            return TableCell(valuetype="date", datevalue=value.isoformat())
        case _:
            found = TableCell(valuetype="string")
            found.addElement(P(text=value))
            return found


def as_parquet(records, folder):
    with duckdb.connect() as connection:
        for name, held in records.items():
            _fill(connection, name, held)
            path = str(folder / f"{name}.parquet").replace("'", "''")
            connection.execute(f"COPY \"{name}\" TO '{path}'")
    return folder


def as_duckdb(records, folder):
    path = folder / "export.duckdb"
    with duckdb.connect(str(path)) as connection:
        for name, held in records.items():
            _fill(connection, name, held)
    return path


def as_sqlite(records, folder):
    path = folder / "export.sqlite"
    connection = sqlite3.connect(path)
    for name, held in records.items():
        _fill(connection, name, held, cell)
    connection.commit()
    connection.close()
    return path


def _fill(connection, name, held, convert=native):
    headings, rows = rows_of(held, convert)
    columns = []
    for place, heading in enumerate(headings):
        kinds = {type(row[place]) for row in rows} - {type(None)}
        kind = (
            {date: "DATE", bool: "BOOLEAN", int: "BIGINT"}.get(*kinds) if len(kinds) == 1 else None
        )
        columns.append(f'"{heading}" {kind or "VARCHAR"}')
        if kind is None:
            for row in rows:
                row[place] = None if row[place] in (None, "") else cell(row[place])
    connection.execute(f'CREATE TABLE "{name}" ({", ".join(columns)})')
    marks = ", ".join("?" for _ in headings)
    connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)


def as_zip(records, folder):
    inner = folder / "inner"
    inner.mkdir()
    as_csv(records, inner)
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(inner.iterdir()):
            archive.write(file, f"upload/{file.name}")
    return path


FORMATS = {
    "csv": as_csv,
    "csv with semicolons": lambda records, folder: as_csv(records, folder, separator=";"),
    "csv with tabs": lambda records, folder: as_csv(records, folder, separator="\t"),
    "csv of unix": lambda records, folder: as_csv(records, folder, line_end="\n"),
    "csv with a mark": lambda records, folder: as_csv(records, folder, encoding="utf-8-sig"),
    "csv in utf-16": lambda records, folder: as_csv(records, folder, encoding="utf-16"),
    "json": as_json,
    "json lines": as_json_lines,
    "xlsx": as_workbook,
    "ods": as_ods,
    "parquet": as_parquet,
    "duckdb": as_duckdb,
    "sqlite": as_sqlite,
    "zip": as_zip,
}
