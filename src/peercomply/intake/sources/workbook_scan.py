"""
Looks through the raw parts of a workbook before its reader does.

The reader gives an empty cell for an error and for a formula whose value nobody stored, and asks
for as much memory as the outermost cells span. All three would be lost in silence, or end the
program, so they are found here.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

import attrs

from peercomply.intake.marks import marked

MOST_BYTES = 1 << 30
"""Unpacked size of a workbook that is still read."""

MOST_CELLS = 30_000_000
"""Area of a sheet, from its first cell to its last one, that is still read."""

_NO_VALUE = marked("formula", "")
"""Stands for the value of a formula that nobody stored."""

_CHUNK = 1 << 20
_LONGEST_ROW = 1 << 26

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,9})"')
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<|<(?:\w+:)?is\b")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_REPEATS = re.compile(rb'number-(rows|columns)-repeated="(\d+)"')
_ODS_CELLS = re.compile(
    rb'<table:table-row\b[^>]*?number-rows-repeated="(\d+)"[^>]*>(.*?)</table:table-row>',
    re.DOTALL,
)


@attrs.frozen
class SheetScan:
    """
    What stands in a sheet besides its values.

    Attributes:
        marks: Texts for cells that the reader takes for empty ones, by row and column from 0.

        without_value: References of formulas whose value nobody stored.
    """

    marks: Mapping[tuple[int, int], str] = attrs.field(factory=dict, repr=False)
    without_value: tuple[str, ...] = ()


@attrs.frozen
class Scan:
    """What was found in the sheets of a workbook, by name."""

    sheets: Mapping[str, SheetScan] = attrs.field(factory=dict)


def scan_workbook(path: Path) -> Scan | str:
    """Look through the workbook at *path*; return what is wrong where it must not be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            if problem := _refused(archive):
                return problem
            names = set(archive.namelist())
            if "content.xml" in names:
                return _scan_ods(archive)
            if "xl/workbook.xml" not in names:
                return "it is no workbook"
            sheets = {}
            for name, part in _parts(archive).items():
                found = _scan_sheet(archive, part)
                if isinstance(found, str):
                    return f"its sheet {name!r} {found}"
                sheets[name] = found
            return Scan(sheets)
    except (zipfile.BadZipFile, OSError, EOFError, ET.ParseError, KeyError, NotImplementedError):
        return "it is damaged, or no workbook"
    except (RuntimeError, ValueError):
        return "it is encrypted, or damaged"


def _refused(archive: zipfile.ZipFile) -> str:
    if any(one.flag_bits & 1 for one in archive.infolist()):
        return "it is encrypted"
    if sum(one.file_size for one in archive.infolist()) > MOST_BYTES:
        return f"it is larger than {MOST_BYTES >> 20} MB when unpacked"
    return ""


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet by its name."""
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat limits entities
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] != "sheet":
            continue
        key = next((value for name, value in sheet.items() if name.endswith("}id")), None)
        target = targets.get(key, "")
        part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl", target))
        if part in archive.namelist():
            found[sheet.get("name", "")] = part
    return found


def _scan_sheet(archive: zipfile.ZipFile, part: str) -> SheetScan | str:
    marks: dict[tuple[int, int], str] = {}
    without: list[str] = []
    columns: set[bytes] = set()
    last = 0
    for text in _rows(archive, part):
        if text is None:
            return "has a row that is too long to be read"
        for cell in _CELL.finditer(text):
            place = _REFERENCE.search(cell[1])
            if place is None:
                continue
            columns.add(place[1])
            last = max(last, int(place[2]))
            mark = _mark(cell[1], cell[2] or b"")
            if mark is not None:
                marks[int(place[2]) - 1, _column(place[1])] = mark
                if mark == _NO_VALUE:
                    without.append((place[1] + place[2]).decode())
        for row in _ROW.finditer(text):
            last = max(last, int(row[1]))
    width = max(map(_column, columns), default=-1) + 1
    if last * width > MOST_CELLS:
        return f"spans {last} rows and {width} columns, which is more than can be read"
    return SheetScan(marks, tuple(without))


def _mark(attributes: bytes, content: bytes) -> str | None:
    value = _VALUE.search(content)
    if b't="e"' in attributes and value is not None:
        return (value[1] or b"#ERROR").decode(errors="replace").strip() or "#ERROR"
    if value is None and _FORMULA.search(content):
        return _NO_VALUE if b't="str"' not in attributes else None
    return None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _rows(archive: zipfile.ZipFile, part: str) -> Iterator[bytes | None]:
    """Yield the text of a sheet in pieces that end with a row; None where a row is too long."""
    held = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            held += chunk
            end = held.rfind(b"row>")
            if end >= 0:
                yield held[: end + 4]
                held = held[end + 4 :]
            elif len(held) > _LONGEST_ROW:
                yield None
                return
    yield held


def _scan_ods(archive: zipfile.ZipFile) -> Scan | str:
    """Refuse repeats that would unpack to more cells than can be read."""
    text = archive.read("content.xml")
    for row in _ODS_CELLS.finditer(text):
        filled = re.search(rb"office:value-type|<text:p", row[2]) is not None
        widths = [int(count) for kind, count in _REPEATS.findall(row[2]) if kind == b"columns"]
        if filled and int(row[1]) * max([1, *widths]) > MOST_CELLS:
            return "it repeats cells more often than can be read"
    return Scan()
