"""Says which CSV files the database may split by itself."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

import attrs

from peercomply.intake.decoding import DAMAGED
from peercomply.intake.quick_source import cell_name
from peercomply.intake.quoting import identifier, literal
from peercomply.records.fields import FieldInfo

LEAST = 1 << 20
"""Characters from which on a file is worth it."""

MARKS = frozenset("# +=ÃÂâ")
"""Characters that are looked for in cells; a text that holds none of them needs no look."""

_BLANKS = tuple(chr(code) for code in range(0x3001) if chr(code).isspace() and code not in (10, 32))
"""White space other than a space and a line feed: cells are trimmed of it."""


@attrs.frozen
class CsvSource:
    """
    A CSV file that may be split by DuckDB.

    Attributes:
        path: The file.

        separator: What stands between its cells.

        heading: Number of its heading row.

        width: Number of its headings.

        lines: Number of its lines.

        marks: Those of MARKS that it holds.
    """

    path: Path
    separator: str
    heading: int
    width: int
    lines: int
    marks: frozenset[str] = MARKS

    @property
    def rows(self) -> int:
        """How many rows stand below the headings, if every line is one."""
        return self.lines - self.heading

    def can_hold(self, text: str) -> bool:
        """Whether a cell of the file may hold *text*."""
        return MARKS.isdisjoint(set(text) - self.marks)

    def costly(self, place: int) -> bool:
        """Whether a look at a cell is costly: no, its first and last character say all."""
        del place
        return False

    def typed(self, place: int, field: FieldInfo) -> bool:
        """Whether cells are values of a type: no, all are texts."""
        del place, field
        return False

    def query(self, typed: Container[int] = ()) -> str:
        """Return SQL for the cells of each row."""
        del typed
        names = ", ".join(f"{literal(cell_name(place))}: 'VARCHAR'" for place in range(self.width))
        return (
            f"SELECT * FROM read_csv({literal(str(self.path))}, auto_detect = false,"  # noqa: S608
            f" columns = {{{names}}}, delim = {literal(self.separator)}, quote = '', escape = '',"
            f" header = false, skip = {self.heading})"
        )

    def clean(self, place: int) -> str:
        """Return SQL for whether a text shows no sign of damage; all were looked at together."""
        return "false" if self.marks - {" "} else f"NOT ({self.doubt(place)})"

    def doubt(self, place: int) -> str:
        """Return SQL for whether the cell at *place* has spaces around it."""
        if not self.can_hold(" "):
            return "false"
        cell = identifier(cell_name(place))
        return f"starts_with({cell}, ' ') OR ends_with({cell}, ' ')"


def marks_in(text: str) -> frozenset[str]:
    """Return those of MARKS that *text* holds."""
    return frozenset(mark for mark in MARKS if mark in text)


def is_plain(text: str, separator: str) -> bool:
    """
    Whether every line of *text* is a row, and every cell what stands between separators.

    Spaces around a cell and empty rows are left to the database, which sees them in less time.
    """
    blanks = _BLANKS if not text.isascii() else [one for one in _BLANKS if one.isascii()]
    return not any(
        one in text for one in ('"', DAMAGED, *(blank for blank in blanks if blank != separator))
    )
