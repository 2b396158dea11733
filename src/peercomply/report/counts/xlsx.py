"""A report in numbers as a workbook: summary, findings and rules."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime, time

import xlsxwriter

from peercomply.findings.privacy.counted import CountedReport
from peercomply.report.counts.words import FINDINGS, RULES, finding_rows, rule_rows, summary
from peercomply.report.plain import plain

_WIDE = 36
_NARROW = 14
_TEXTS = frozenset(("Finding", "Title", "Rule"))


def render(report: CountedReport) -> bytes:
    """Return *report* as the bytes of an XLSX file; no cell is ever a formula or a link."""
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(held, options)
    book.set_properties(
        {"title": "Findings", "created": datetime.combine(report.as_of, time.min)},
    )
    front = book.add_worksheet("Summary")
    front.set_column(0, 0, 120, book.add_format({"text_wrap": True}))
    head = f"peercomply: as of {report.as_of.isoformat()}, in numbers alone"
    for number, line in enumerate((head, "", *summary(report))):
        front.write_string(number, 0, plain(line))
    for name, headings, rows in (
        ("Counts", FINDINGS, finding_rows(report)),
        ("Rules", RULES, rule_rows(report)),
    ):
        _fill(book, name, headings, rows)
    book.close()
    return held.getvalue()


def _fill(
    book: xlsxwriter.Workbook, name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True, "bottom": 1})
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
        sheet.set_column(column, column, _WIDE if heading in _TEXTS else _NARROW)
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row):
            if text.isdigit():
                sheet.write_number(number, column, int(text))
            else:
                sheet.write_string(number, column, plain(text))
    sheet.freeze_panes(1, 0)
