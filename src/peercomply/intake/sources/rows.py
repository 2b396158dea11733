"""
Splits the text of a CSV file into rows and cells.

The standard library's reader is not used: it takes a quote that is never closed for the end of the
file, and its longest cell is a setting of the whole process. Here a row whose quotes are broken is
told apart from a good one, and reading goes on only where a line is a whole row beyond doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs


@attrs.frozen
class Broken:
    """
    Lines that give no row because of a quote.

    Attributes:
        lines: How many lines hold something.

        closed: Whether the quote was closed; then something follows it within the cell.
    """

    lines: int
    closed: bool


_QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"[ \t]*')
_BARE = {separator: re.compile(rf"[^{re.escape(separator)}\n]*") for separator in ",;\t|"}
_BLANKS = {separator: re.compile("[ \t]*" if separator != "\t" else " *") for separator in ",;\t|"}


def split_rows(
    text: str, separator: str, width: int = 0
) -> Iterator[tuple[int, list[str] | Broken]]:
    """
    Yield each row with its number: cells, or what is broken.

    A cell in quotes may hold separators, line ends and doubled quotes. Empty lines are rows too.

    Args:
        text: With a line feed as the only line end.

        separator: Comma, semicolon, tab or pipe.

        width: Number of cells of a whole row, by which reading finds its way after a broken one.
    """
    start, number, size = 0, 1, len(text)
    while start < size:
        end = _line_end(text, start)
        line = text[start:end]
        if '"' not in line:
            yield number, line.split(separator)
            start, number = end + 1, number + 1
            continue
        cells, stop = _quoted_row(text, start, separator)
        if cells is not None:
            yield number, cells
            start, number = stop + 1, number + 1
            continue
        closed = stop < size
        stop = _next_whole_row(text, _line_end(text, stop) + 1, separator, width)
        lines = text[start:stop].split("\n")
        yield number, Broken(sum(bool(line.strip()) for line in lines), closed)
        start, number = stop, number + len(lines) - 1


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _quoted_row(text: str, start: int, separator: str) -> tuple[list[str] | None, int]:
    """Return the cells and the place of the line end; None and the place where a quote breaks."""
    if (cells := _all_quoted(text, start, separator)) is not None:
        return cells, _line_end(text, start)
    cells = []
    bare, blanks, size = _BARE[separator], _BLANKS[separator], len(text)
    place = start
    while True:
        opening = _after(blanks, text, place)
        if text.startswith('"', opening):
            match = _QUOTED.match(text, opening)
            if match is None:
                return None, size
            place = match.end() if separator != "\t" else match.end(1) + 1
            if place < size and text[place] not in (separator, "\n"):
                return None, place
            cells.append(match[1].replace('""', '"'))
        else:
            end = _after(bare, text, place)
            cells.append(text[place:end])
            place = end
        if place >= size or text[place] == "\n":
            return cells, place
        place += 1


def _after(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return match.end() if match else place


def _all_quoted(text: str, start: int, separator: str) -> list[str] | None:
    """Split a line whose cells are all in quotes and hold none: the usual case, made quick."""
    line = text[start : _line_end(text, start)]
    if len(line) < 2 or line[0] != '"' or line[-1] != '"':
        return None
    cells = line[1:-1].split(f'"{separator}"')
    return cells if line.count('"') == 2 * len(cells) else None


def _next_whole_row(text: str, start: int, separator: str, width: int) -> int:
    """
    Return the start of the next line that is a whole row, or the end of the text.

    What follows a broken quote may be the rest of a cell, and must not become a record.
    """
    while start < len(text):
        end = _line_end(text, start)
        line = text[start:end]
        if width > 1 and line.count('"') % 2 == 0:
            cells, stop = _quoted_row(line, 0, separator)
            if cells is not None and stop == len(line) and len(cells) == width:
                return start
        start = end + 1
    return len(text)
