"""Says which CSV files the database may split by itself."""

from __future__ import annotations

from pathlib import Path

import attrs

from peercomply.intake.decoding import DAMAGED

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

    def can_hold(self, text: str) -> bool:
        """Whether a cell of the file may hold *text*."""
        return MARKS.isdisjoint(set(text) - self.marks)


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
