"""
The report as a workbook: an auditor's working paper.

Its sheets are Summary, Findings, Closed, Breaches, Rules, Data issues, Parameters and Manifest.
Texts are written as texts, so no cell is ever a formula or a link. The last columns of Findings are
for people; what they wrote into an earlier workbook is carried over.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from peercomply.findings.model import Report
from peercomply.findings.rating import Rating
from peercomply.report.notes import Cell, Notes
from peercomply.report.plain import plain
from peercomply.report.table import summary
from peercomply.report.xlsx_sheets import Rows, came_back, gone, headings, people, rows

LONGEST = 32_767
"""Characters of a cell."""

MOST_ROWS = 1_048_575
"""Rows of a sheet below its headings."""

STATES = (
    *("open", "in progress", "closed, not verified", "closed, verified", "risk accepted"),
    "not applicable",
)
"""What the column Status offers; other words may be written."""

_COLOURS = {
    Rating.EXTREME: "#F4B6B6",
    Rating.HIGH: "#F9D5A7",
    Rating.MEDIUM: "#FFF2B3",
    Rating.LOW: "#D5EBD0",
}
_WIDEST = 60
_THEIRS = 24
_WIDTHS = {
    "Finding": 40,
    "Rule": 32,
    "Obligations": 16,
    "Criteria": 44,
    "Condition": 36,
    "Consequence": 36,
    "What to do": 36,
    "Source": 36,
    "Why it stands here": 36,
    "Why it is here": 40,
    "What is wrong": 50,
    "What ends it": 40,
    "Places": 30,
}
_FRONT = 100
_LINE = 15.0
_HIGHEST = 409.0
_A3, _A4 = 8, 9
_SCALE = 65
_BREAKS = frozenset(("Criteria", "Why it stands here"))
"""Columns at which a new page of paper begins; the first three columns stand on each."""

_CUT = "… (cut)"


def render(report: Report, *, notes: Notes | None = None) -> bytes:
    """
    Return *report* as the bytes of an XLSX file, the same for the same report and notes.

    Args:
        report: The report.

        notes: What people wrote into an earlier workbook; it is written beside the same findings,
            and for those that are gone into the sheet Closed.
    """
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(held, options)
    book.set_properties(
        {"title": "Findings", "created": datetime.combine(report.as_of, time.min)},
    )
    cut = _Cut()
    front = book.add_worksheet("Summary")
    styles = _Styles(book)
    known = rows(report, notes)
    for name, columns in headings(report, notes).items():
        writing = _Sheet(book.add_worksheet(name), columns, people(notes), styles, cut)
        writing.fill(known[name])
    _front(front, report, notes, styles, cut)
    book.close()
    return held.getvalue()


class _Cut:
    """Counts what did not fit."""

    def __init__(self) -> None:
        self.cells = 0
        self.rows = 0

    def text(self, value: str) -> str:
        text = plain(value)
        if len(text) <= LONGEST:
            return text
        self.cells += 1
        return text[: LONGEST - len(_CUT)] + _CUT

    def __str__(self) -> str:
        return f"Cut:      {self.rows} rows and {self.cells} long texts; json holds them"


class _Styles:
    """The looks of cells."""

    def __init__(self, book: Any) -> None:
        shared = {"valign": "top", "text_wrap": True}
        self.heading = book.add_format({"bold": True, "bottom": 1, **shared})
        self.theirs = book.add_format({"bold": True, "bottom": 1, "bg_color": "#D9E7F5", **shared})
        shared |= {"bottom": 1, "bottom_color": "#D9DDE1"}
        self.text = book.add_format(shared)
        self.number = book.add_format({"align": "center", **shared})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", **shared})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", **shared})
        self.share = book.add_format({"num_format": "0%", "align": "center", **shared})
        self.line = book.add_format({"font_name": "Consolas", "valign": "top", "text_wrap": True})
        self.ratings = {
            str(rating): book.add_format({"bg_color": colour, **shared})
            for rating, colour in _COLOURS.items()
        }


def _front(sheet: Any, report: Report, notes: Notes | None, styles: _Styles, cut: _Cut) -> None:
    packs = ", ".join(f"{pack.id} {pack.version}" for pack in report.packs)
    lines = [
        f"peercomply: {packs}, as of {report.as_of.isoformat()}",
        "",
        *summary(report).split("\n"),
        *([] if notes is None else _continued(report, notes)),
    ]
    if cut.rows or cut.cells:
        lines.append(str(cut))
    for number, line in enumerate(lines):
        text = cut.text(line)
        sheet.write_string(number, 0, text, styles.line)
        sheet.set_row(number, _height([text], [_FRONT]))
    sheet.set_column(0, 0, _FRONT)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)


def _continued(report: Report, notes: Notes) -> list[str]:
    left = len(gone(report, notes))
    back = len(came_back(report, notes))
    old = sum(one.id in notes.rows for one in report.findings)
    return [
        f"Continues: {notes.name}, as of {notes.as_of.isoformat()}",
        (
            f"          {old} findings were there before, {back} of them had been gone;"
            f" {len(report.findings) - old} are new"
        ),
        (
            f"          {left} are not there any more, and {len(notes.loose)} rows belong to no"
            " finding: see the sheet Closed, and verify why"
        ),
    ]


class _Sheet:
    """Writes the rows of one sheet below its headings."""

    def __init__(
        self, sheet: Any, columns: Sequence[str], theirs: Sequence[str], styles: _Styles, cut: _Cut
    ) -> None:
        self.sheet = sheet
        self.columns = columns
        self.theirs = {place for place, name in enumerate(columns) if name in theirs}
        self.rating = columns.index("Rating") if "Rating" in columns else None
        self.styles = styles
        self.cut = cut

    def fill(self, found: Rows) -> None:
        """Write *found*, and set the sheet up for the screen and for paper."""
        listed = list(found)
        self.cut.rows += max(len(listed) - MOST_ROWS, 0)
        del listed[MOST_ROWS:]
        widths = self._widths(listed)
        for column, (heading, width) in enumerate(zip(self.columns, widths, strict=True)):
            own = self.styles.theirs if column in self.theirs else self.styles.heading
            self.sheet.write_string(0, column, heading, own)
            self.sheet.set_column(column, column, width)
        for number, row in enumerate(listed, start=1):
            self.sheet.set_row(number, _height(row, widths))
            for column, value in enumerate(row):
                self._write(number, column, value)
        self._set_up(len(listed))

    def _widths(self, listed: Sequence[Sequence[Cell]]) -> list[int]:
        """Return the width of each column in characters."""
        found = [len(heading) for heading in self.columns]
        for row in listed:
            for column, value in enumerate(row):
                found[column] = max(found[column], *map(len, _shown(value).split("\n")))
        widest = [
            _THEIRS if place in self.theirs else _WIDTHS.get(name, _WIDEST)
            for place, name in enumerate(self.columns)
        ]
        least = [16 if place in self.theirs else 0 for place in range(len(self.columns))]
        return [
            max(min(width + 2, most), low)
            for width, most, low in zip(found, widest, least, strict=True)
        ]

    def _set_up(self, last: int) -> None:
        sheet = self.sheet
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(self.columns) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&RPage &P of &N")
        if not self.theirs:
            sheet.set_paper(_A4)
            sheet.fit_to_pages(1, 0)
            return
        sheet.set_paper(_A3)
        sheet.set_print_scale(_SCALE)
        sheet.repeat_columns(0, 2)
        sheet.set_v_pagebreaks([self.columns.index(name) for name in _BREAKS & {*self.columns}])
        if last:
            place = self.columns.index("Status")
            offered = {"validate": "list", "source": list(STATES), "error_type": "information"}
            sheet.data_validation(1, place, last, place, offered)

    def _write(self, row: int, column: int, value: Cell) -> None:
        sheet, styles = self.sheet, self.styles
        match value:
            case None | "":
                pass
            case bool():
                sheet.write_boolean(row, column, value, styles.text)
            case int():
                sheet.write_number(row, column, value, styles.number)
            case float():
                ours = column not in self.theirs
                sheet.write_number(row, column, value, styles.share if ours else styles.number)
            case date():
                self._write_day(row, column, value)
            case _ if column in self.theirs:
                sheet.write_string(row, column, value, styles.text)
            case _:
                style = styles.ratings.get(value) if column == self.rating else None
                sheet.write_string(row, column, self.cut.text(value), style or styles.text)

    def _write_day(self, row: int, column: int, value: date) -> None:
        if value.year < 1900:
            self.sheet.write_string(row, column, value.isoformat(), self.styles.text)
            return
        is_moment = isinstance(value, datetime) and value.time() != time.min
        style = self.styles.moment if is_moment else self.styles.day
        self.sheet.write_datetime(row, column, value, style)


def _shown(value: Cell) -> str:
    """Return roughly what a cell shows, to measure it."""
    match value:
        case None:
            return ""
        case float():
            return f"{value:.2f}"
        case datetime():
            return value.isoformat(" ", "minutes")
    return str(value)


def _height(row: Sequence[Cell], widths: Sequence[int]) -> float:
    """Return the height of *row* in points, for programs that do not fit it themselves."""
    lines = max(
        sum(math.ceil(max(len(part), 1) / width) for part in _shown(value).split("\n"))
        for value, width in zip(row, widths, strict=True)
    )
    return min(_LINE * lines, _HIGHEST)
