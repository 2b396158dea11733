"""
The working paper of the self-assessment as a workbook, to be filled in and printed.

On paper a row takes two pages of A3: what is asked, and again the question with what is filled in.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from peercomply.findings.attestation.columns import HEADINGS, OWN, Column
from peercomply.findings.attestation.questions import Asked
from peercomply.records.model import RECORD_TYPES
from peercomply.report.attestation.sheet import Value, guide, rows
from peercomply.report.plain import plain

_FIELDS = RECORD_TYPES["attestation"].fields
ANSWERS = _FIELDS["answer"].values
ROLES = _FIELDS["answerer_role"].values

_WIDTHS = {
    "Question": 44,
    "What counts as evidence": 30,
    "Obligation": 13,
    "Source and place": 24,
    "Rule": 20,
    "Why it is asked": 22,
    "Due by": 11,
    "Last answer": 10,
    "Last answered on": 11,
    Column.ANSWER.value: 13,
    Column.EVIDENCE.value: 28,
    Column.NOTE.value: 28,
}
_USUAL = 14
_SCALE = 60
_LINE = 15.0
_HIGHEST = 409.0
_LONGEST = 32_767
_A3, _A4 = 8, 9
_THEIRS = frozenset(one.value for one in OWN)
_DAYS = frozenset((Column.DAY.value, Column.ACTION.value))


def render(asked: Asked, as_of: date, *, every: bool) -> bytes:
    """
    Return the paper as the bytes of an XLSX file, the same for the same questions.

    Args:
        asked: The questions.

        as_of: The day of the paper.

        every: Whether it holds those that are not due, too.
    """
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(held, options)
    moment = datetime.combine(as_of, time.min)
    book.set_properties({"title": "Self-assessment", "created": moment})
    questions = asked.questions if every else asked.due
    _questions(book, list(rows(questions)))
    lines = book.add_worksheet("How to fill it in")
    for number, line in enumerate(guide(asked, as_of, every=every)):
        lines.write_string(number, 0, plain(line))
    lines.set_column(0, 0, 100)
    lines.set_paper(_A4)
    lines.fit_to_pages(1, 0)
    words = book.add_worksheet("Words")
    for column, (heading, known) in enumerate((("Answer", ANSWERS), ("Role", ROLES))):
        for number, word in enumerate((heading, *known)):
            words.write_string(number, column, word)
    words.set_column(0, 1, 24)
    book.close()
    return held.getvalue()


def _questions(book: Any, listed: Sequence[Sequence[Value]]) -> None:
    sheet = book.add_worksheet("Questions")
    shared = {"valign": "top", "text_wrap": True, "bottom": 1}
    heading = book.add_format({"bold": True, **shared})
    theirs = book.add_format({"bold": True, "bg_color": "#D9E7F5", **shared})
    text = book.add_format({**shared, "bottom_color": "#D9DDE1"})
    shown = {"num_format": "yyyy-mm-dd", "align": "left", "bottom_color": "#D9DDE1"}
    day = book.add_format({**shared, **shown})
    blue = {**shared, "bg_color": "#F3F8FD", "bottom_color": "#D9DDE1"}
    own = book.add_format({"num_format": "@", **blue})
    own_day = book.add_format({"num_format": "yyyy-mm-dd", **blue})
    widths = [_WIDTHS.get(name, _USUAL) for name in HEADINGS]
    for column, (name, width) in enumerate(zip(HEADINGS, widths, strict=True)):
        sheet.write_string(0, column, name, theirs if name in _THEIRS else heading)
        sheet.set_column(column, column, width)
    sheet.set_row(0, _height(HEADINGS, widths))
    for number, row in enumerate(listed, start=1):
        sheet.set_row(number, _height(row, widths))
        for column, value in enumerate(row):
            if HEADINGS[column] in _THEIRS:
                blank = own_day if HEADINGS[column] in _DAYS else own
                sheet.write_blank(number, column, None, blank)
            elif isinstance(value, date) and value.year >= 1900:
                sheet.write_datetime(number, column, value, day)
            elif value is None:
                sheet.write_blank(number, column, None, text)
            else:
                sheet.write_string(number, column, plain(str(value))[:_LONGEST], text)
    _set_up(sheet, len(listed))


def _set_up(sheet: Any, last: int) -> None:
    """Set the sheet up for the screen, for paper, and for what may be filled in."""
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(HEADINGS) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.set_print_scale(_SCALE)
    sheet.repeat_columns(0, 2)
    sheet.set_v_pagebreaks([HEADINGS.index(Column.ANSWER.value)])
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&RPage &P of &N")
    if not last:
        return
    offers = (
        (Column.ANSWER, "list", f"=Words!$A$2:$A${len(ANSWERS) + 1}"),
        (Column.ROLE, "list", f"=Words!$B$2:$B${len(ROLES) + 1}"),
    )
    for column, kind, source in offers:
        place = HEADINGS.index(column.value)
        sheet.data_validation(1, place, last, place, {"validate": kind, "source": source})
    for column in (Column.DAY, Column.ACTION):
        place = HEADINGS.index(column.value)
        allowed = {
            "validate": "date",
            "criteria": ">=",
            "value": date(2000, 1, 1),
            "error_title": "No day",
            "error_message": "Write a day such as 2026-11-22.",
        }
        sheet.data_validation(1, place, last, place, allowed)


def _height(row: Sequence[Value], widths: Sequence[int]) -> float:
    """Return the height of *row* in points, for programs that do not fit it themselves."""
    lines = max(
        math.ceil(max(len(str(value or "")), 1) / (width - 2))
        for value, width in zip(row, widths, strict=True)
    )
    return min(_LINE * lines, _HIGHEST)
