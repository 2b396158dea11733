"""
Writes the exports of this folder that are no plain text; each has one defect.

Run it after a change: python tests/bad_exports/make_files.py
"""

from __future__ import annotations

import io
import sqlite3
import struct
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import openpyxl

HERE = Path(__file__).parent
STAMP = (2026, 11, 22, 12, 0, 0)
HEADINGS = ["id", "started_on", "location"]


def write(case, name, data):
    folder = HERE / case
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)


def workbook(fill, *, sheet="worker"):
    """Return the bytes of a workbook; the same for the same content."""
    book = openpyxl.Workbook()
    first = book.active
    first.title = sheet
    fill(book, first)
    book.properties.created = book.properties.modified = datetime(2026, 11, 22, tzinfo=UTC)
    raw = io.BytesIO()
    book.save(raw)
    return packed(zipfile.ZipFile(raw))


def packed(archive, *, changes=None):
    """Return an archive with fixed times, some of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            data = archive.read(name)
            if changes and name in changes:
                data = changes[name](data)
            copy.writestr(zipfile.ZipInfo(name, STAMP), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def rows(*held):
    def fill(_book, sheet):
        sheet.append(HEADINGS)
        for row in held:
            sheet.append(row)

    return fill


def archive(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        for name, data in files:
            held.writestr(zipfile.ZipInfo(name, STAMP), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


GOOD = b"id,started_on,location\nW1,2026-01-02,Perth\n"


def workbooks():
    good = workbook(rows(["W1", datetime(2026, 1, 2), "Perth"]))

    def error(_book, sheet):
        rows(["W1", datetime(2026, 1, 2), "#REF!"])(_book, sheet)
        sheet["C2"].data_type = "e"

    def stray(_book, sheet):
        rows(["W1", None, "Perth"])(_book, sheet)
        sheet["XFD1048576"] = "x"

    def hidden(book, sheet):
        rows(["W1", None, "Perth"])(book, sheet)
        book.create_sheet("audit").append(["id"])
        sheet.sheet_state = "hidden"

    def beside(_book, sheet):
        rows(["W1", None, "Perth"])(_book, sheet)
        sheet["F2"] = "ask Jo"

    def titled(_book, sheet):
        sheet.append(["Staff list of Tidewater"])
        sheet.append([])
        rows(["W1", datetime(2026, 1, 2), "Perth"])(_book, sheet)

    def below(_book, sheet):
        rows(["W1", datetime(2026, 1, 2), "Perth"])(_book, sheet)
        sheet["A5"] = "1 person"

    write("workbook-with-an-error", "export.xlsx", workbook(error))
    write("workbook-with-a-stray-cell-far-away", "export.xlsx", workbook(stray))
    write("workbook-with-a-hidden-sheet", "export.xlsx", workbook(hidden))
    write("workbook-with-a-note-beside-the-table", "export.xlsx", workbook(beside))
    write("workbook-with-a-title", "export.xlsx", workbook(titled))
    write("workbook-with-a-count-below-the-table", "export.xlsx", workbook(below))
    write(
        "workbook-with-a-formula-without-value", "export.xlsx", workbook(rows(["W1", None, "=A1"]))
    )
    write("workbook-with-a-day-as-number", "export.xlsx", workbook(rows(["W1", 46024, "Perth"])))
    write(
        "workbook-with-a-long-number-as-key",
        "export.xlsx",
        workbook(rows([12345678901234567890, None, "Perth"])),
    )
    write("workbook-without-records", "export.xlsx", workbook(lambda *_: None))
    write(
        "workbook-of-something-else",
        "export.xlsx",
        workbook(rows(["W1", None, "x"]), sheet="Sheet1"),
    )
    write("workbook-cut-short", "export.xlsx", good[: len(good) // 2])
    write("workbook-that-is-text", "worker.xlsx", GOOD)
    write(
        "workbook-that-is-encrypted",
        "worker.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    )
    write(
        "workbook-with-a-damaged-sheet",
        "export.xlsx",
        packed(
            zipfile.ZipFile(io.BytesIO(good)),
            changes={
                "xl/worksheets/sheet1.xml": lambda data: data[: len(data) // 2],
            },
        ),
    )
    write("workbook-that-unpacks-to-too-much", "export.xlsx", _huge(good))
    write(
        "old-workbook-that-is-none", "worker.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    )
    write(
        "open-document-that-repeats-cells",
        "export.ods",
        _ods(
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
        ),
    )


def _huge(good):
    """Return a workbook one part of which says that it is larger than anything that is read."""
    data = bytearray(packed(zipfile.ZipFile(io.BytesIO(good))))
    place = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 24, (1 << 31) + 1)
    return bytes(data)


def _ods(content):
    space = "urn:oasis:names:tc:opendocument:xmlns"
    return archive(
        [
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            (
                "META-INF/manifest.xml",
                b'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            ),
            (
                "content.xml",
                f'<?xml version="1.0"?><office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet><table:table table:name="worker">{content}</table:table></office:spreadsheet></office:body></office:document-content>'.encode(),
            ),
        ]
    )


def archives():
    write(
        "archive-that-leaves-its-folder",
        "export.zip",
        archive([("../worker.csv", GOOD), ("worker.csv", GOOD)]),
    )
    write(
        "archive-with-an-absolute-path",
        "export.zip",
        archive([("/etc/worker.csv", GOOD), ("worker.csv", GOOD)]),
    )
    write(
        "archive-within-an-archive",
        "export.zip",
        archive([("inner.zip", archive([("worker.csv", GOOD)])), ("worker.csv", GOOD)]),
    )
    write("archive-cut-short", "export.zip", archive([("worker.csv", GOOD)])[:60])
    write("archive-of-nothing", "export.zip", archive([]))
    write(
        "archive-of-other-files",
        "export.zip",
        archive([("photo.jpg", b"\xff\xd8"), ("worker.csv", GOOD)]),
    )
    write(
        "archive-with-too-many-files",
        "export.zip",
        archive([(f"{number}.csv", b"") for number in range(1001)]),
    )
    bomb = bytearray(archive([("worker.csv", b"id\n" + bytes(1000))]))
    struct.pack_into("<I", bomb, bomb.rfind(b"PK\x01\x02") + 24, 0xFFFFFFF0)
    write("archive-that-unpacks-to-too-much", "export.zip", bytes(bomb))
    lies = bytearray(archive([("worker.csv", GOOD * 50)]))
    struct.pack_into("<I", lies, lies.rfind(b"PK\x01\x02") + 24, 10)
    write("archive-that-lies-about-a-size", "export.zip", bytes(lies))
    locked = bytearray(archive([("worker.csv", GOOD)]))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", locked, locked.find(mark) + place, 1)
    write("archive-that-is-encrypted", "export.zip", bytes(locked))
    write(
        "archive-with-a-column-of-huge-cells",
        "export.zip",
        archive(
            [
                (
                    "worker.csv",
                    b"id,location\n"
                    + b"".join(b"W%d,%s\n" % (row, b"x" * 10_000_000) for row in range(3)),
                )
            ]
        ),
    )


def tables():
    with duckdb.connect() as connection:
        path = HERE / "good.parquet"
        connection.execute(
            "CREATE TABLE worker AS SELECT 'W' || i AS id, DATE '2026-01-02' AS started_on FROM range(500) t(i)"
        )
        connection.execute(f"COPY worker TO '{path}' (ROW_GROUP_SIZE 100)")
    good = path.read_bytes()
    path.unlink()
    write("parquet-cut-short", "worker.parquet", good[: len(good) // 2])
    lies = bytearray(good)
    struct.pack_into("<I", lies, len(lies) - 8, 0x7FFFFFFF)
    write("parquet-that-lies-about-its-length", "worker.parquet", bytes(lies))
    spoilt = bytearray(good)
    spoilt[20:120] = b"\xff" * 100
    write("parquet-with-damaged-pages", "worker.parquet", bytes(spoilt))
    write("parquet-that-is-text", "worker.parquet", GOOD)
    write("duckdb-that-is-text", "export.duckdb", GOOD)
    write("sqlite-that-is-text", "export.sqlite", GOOD * 40)
    path = HERE / "good.sqlite"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE worker (id, location)")
    connection.executemany(
        "INSERT INTO worker VALUES (?, ?)",
        [("W1", b"\xff\x00"), ("W2", "Perth"), (3, float("inf"))],
    )
    connection.commit()
    connection.close()
    write("sqlite-with-bytes-as-text", "export.sqlite", path.read_bytes())
    data = path.read_bytes()
    path.unlink()
    write("sqlite-cut-short", "export.sqlite", data[:4096])


if __name__ == "__main__":
    workbooks()
    archives()
    tables()
