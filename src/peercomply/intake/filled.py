"""Reads a table that people filled in: a sheet of a workbook, or a CSV file, by its headings."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

import attrs

from peercomply.errors import InputError
from peercomply.intake.decoding import Refusal
from peercomply.intake.grids import Grid, HeadingRow
from peercomply.intake.names import plain
from peercomply.intake.sheet import Tally
from peercomply.intake.sources import open_file

ENDINGS = (".xlsx", ".csv", ".xlsm", ".ods")


@attrs.frozen(kw_only=True)
class FilledRow:
    """
    One row.

    Attributes:
        place: File, sheet and row.

        cells: What stands under each heading, trimmed; headings in their plain form.
    """

    place: str
    cells: Mapping[str, str] = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class FilledTable:
    """
    A table that people filled in.

    Attributes:
        headings: Its headings as they were written.

        rows: Its rows that hold something.

        broken: Rows that could not be read, each with its place and what is wrong.
    """

    headings: tuple[str, ...]
    rows: tuple[FilledRow, ...] = attrs.field(repr=False)
    broken: tuple[tuple[str, str], ...] = ()


def read_filled(path: Path, headings: Collection[str], key: str, *, hint: str) -> FilledTable:
    """
    Return the table of the file *path* that has the heading *key*.

    Args:
        path: A workbook or a CSV file.

        headings: The headings that are known; upper and lower case are the same.

        key: The one by which the table is found.

        hint: What to do where there is no such table.

    Raises:
        InputError: The file cannot be read, has no such table or several, or a heading twice.
    """
    if path.suffix.lower() not in ENDINGS:
        expected = f"a file that ends in {', '.join(ENDINGS)}"
        raise InputError(str(path), "is of a kind that is not read", expected=expected, hint=hint)
    known = frozenset(map(plain, headings))
    count = lambda cells: sum(plain(cell) in known for cell in cells)
    with tempfile.TemporaryDirectory(prefix="peercomply-") as folder:
        (opened,) = open_file(path, path.name, Path(folder))
        if opened.refusal is not None:
            raise InputError(str(path), opened.refusal.problem, hint=opened.refusal.hint)
        found: list[tuple[Grid, HeadingRow]] = []
        for grid in opened.grids:
            top = grid.headings(count)
            if not isinstance(top, Refusal) and plain(key) in map(plain, top.names):
                found.append((grid, top))
        if len(found) != 1:
            problem = "has no table" if not found else "has several tables"
            raise InputError(str(path), f"{problem} with the heading {key!r}", hint=hint)
        return _table(*found[0], path, known)


def _table(grid: Grid, top: HeadingRow, path: Path, known: Collection[str]) -> FilledTable:
    names = [plain(name) for name in top.names]
    for name in dict.fromkeys(names):
        if name in known and names.count(name) > 1:
            problem = f"has the heading {name!r} twice"
            raise InputError(str(path), problem, hint="remove or rename one of the two columns")
    tally = Tally()
    rows = tuple(
        FilledRow(
            place=f"{grid.place}:{number}",
            cells={name: cell for name, cell in zip(names, cells, strict=True) if name},
        )
        for number, cells in grid.rows(top, tally)
    )
    broken = tuple((one.place, one.message) for one in tally.issues) if tally.rejected else ()
    return FilledTable(headings=top.names, rows=rows, broken=broken)
