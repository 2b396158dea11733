"""Says which CSV files the database may split by itself."""

from __future__ import annotations

from pathlib import Path

import attrs

from peercomply.intake.decoding import DAMAGED

LEAST = 1 << 20
"""Characters from which on a file is worth it."""

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
    """

    path: Path
    separator: str
    heading: int
    width: int
    lines: int


def is_plain(text: str, separator: str) -> bool:
    """Whether every line of *text* is a row, and every cell what stands between separators."""
    beside = (f"{separator} ", f" {separator}", " \n", "\n ", "\n\n")
    doubtful = ('"', DAMAGED, *beside)
    blanks = _BLANKS if not text.isascii() else [one for one in _BLANKS if one.isascii()]
    return not any(
        one in text for one in (*doubtful, *(blank for blank in blanks if blank != separator))
    )
