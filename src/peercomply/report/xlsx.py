"""
The report as a workbook: an auditor's working paper.

Its sheets are Summary, Findings, Breaches, Rules, Data issues, Parameters and Manifest. Texts are
written as texts, so no cell is ever a formula or a link. The last columns of Findings are for
people.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, TypeAlias

import xlsxwriter

from peercomply.findings.model import Report
from peercomply.findings.rating import Rating
from peercomply.report.csv import undecided
from peercomply.report.plain import plain
from peercomply.report.table import summary
from peercomply.rules.rule import NOTICE

_Cell: TypeAlias = str | int | date | None
_Rows: TypeAlias = Iterator[tuple[_Cell, ...]]

LONGEST = 32_767
"""Characters of a cell."""

MOST_ROWS = 1_048_575
"""Rows of a sheet below its headings."""

_COLOURS = {
    Rating.EXTREME: "#F4B6B6",
    Rating.HIGH: "#F9D5A7",
    Rating.MEDIUM: "#FFF2B3",
    Rating.LOW: "#D5EBD0",
}
_WIDEST = 60
_CUT = "… (cut)"

_HUMAN = ("Management response", "Owner", "Due by", "Verified by")
_SHEETS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Findings",
        (
            *("#", "Rating", "Finding", "Rule", "Program", "Organisation", "Severity"),
            *("Source says", "Population", "Tested", "Breached", "Unknown", "Criteria"),
            *("Condition", "Consequence", "What to do", "Source", "Why it stands here"),
            *("Consequence of", "Finding id", *_HUMAN),
        ),
    ),
    (
        "Breaches",
        (
            *("#", "Rating", "Rule", "Program", "Record type", "Record", "Item", "Due on"),
            *("Days overdue", "What is wrong", "What ends it", "Places", "Finding id"),
            "Breach id",
        ),
    ),
    (
        "Rules",
        (
            *("Rule", "Title", "Severity", "Source says", "Obligations", "Status", "Judged"),
            *("Pass", "Fail", "Unknown", "Not applicable", "What is open"),
        ),
    ),
    (
        "Data issues",
        ("Severity", "Code", "File", "Sheet", "Row", "Column", "Value", "Message", "Hint"),
    ),
    (
        "Parameters",
        ("Parameter", "Meaning", "Value", "Unit", "Since", "Whose number", "Source", "Pack"),
    ),
    ("Manifest", ("What", "Name", "Value")),
)


def render(report: Report) -> bytes:
    """Return *report* as the bytes of an XLSX file, the same for the same report."""
    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(held, options)
    book.set_properties(
        {"title": "Findings", "created": datetime.combine(report.as_of, time.min)},
    )
    known = {
        "Findings": _findings(report),
        "Breaches": _breaches(report),
        "Rules": _rules(report),
        "Data issues": _issues(report),
        "Parameters": _parameters(report),
        "Manifest": _manifest(report),
    }
    cut = _Cut()
    front = book.add_worksheet("Summary")
    styles = _Styles(book)
    for name, headings in _SHEETS:
        _fill(book.add_worksheet(name), headings, known[name], styles, cut)
    _front(front, report, styles, cut)
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
        self.text = book.add_format(shared)
        self.day = book.add_format({"num_format": "yyyy-mm-dd", **shared})
        self.line = book.add_format({"font_name": "Consolas"})
        self.ratings = {
            str(rating): book.add_format({"bg_color": colour, **shared})
            for rating, colour in _COLOURS.items()
        }


def _front(sheet: Any, report: Report, styles: _Styles, cut: _Cut) -> None:
    packs = ", ".join(f"{pack.id} {pack.version}" for pack in report.packs)
    lines = [
        f"peercomply: {packs}, as of {report.as_of.isoformat()}",
        "",
        *summary(report).split("\n"),
    ]
    if cut.rows or cut.cells:
        lines.append(str(cut))
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, cut.text(line), styles.line)
    sheet.set_column(0, 0, 120)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _fill(sheet: Any, headings: Sequence[str], rows: _Rows, styles: _Styles, cut: _Cut) -> None:
    widths = [len(heading) for heading in headings]
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, styles.heading)
    last = 0
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            cut.rows += 1
            continue
        last = number
        for column, value in enumerate(row):
            widths[column] = max(widths[column], _write(sheet, number, column, value, styles, cut))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(headings) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write(sheet: Any, row: int, column: int, value: _Cell, styles: _Styles, cut: _Cut) -> int:
    """Write a cell, and return how wide it is."""
    match value:
        case None | "":
            return 0
        case int():
            sheet.write_number(row, column, value, styles.text)
            return 6
        case date():
            if value.year < 1900:
                sheet.write_string(row, column, value.isoformat(), styles.text)
            else:
                sheet.write_datetime(row, column, value, styles.day)
            return 10
    text = cut.text(value)
    sheet.write_string(row, column, text, styles.ratings.get(text, styles.text))
    return len(text)


def _findings(report: Report) -> _Rows:
    for one in report.findings:
        rule = one.rule
        yield (
            *(one.rank, str(one.rating), rule.title, rule.id, one.program_id),
            *(one.organisation_id, str(rule.severity), str(rule.strength), one.population),
            *(one.tested, one.breached, one.unknown, one.criteria, one.condition, rule.why),
            *(rule.remedy, one.source, one.rank_reason, one.consequence_of, one.id),
        )


def _breaches(report: Report) -> _Rows:
    for one in report.findings:
        for late in one.breaches:
            places = (str(seen.location) for seen in late.evidence if seen.location is not None)
            yield (
                *(one.rank, str(one.rating), one.rule.id, one.program_id),
                *(late.subject.type, late.subject.id, late.item, late.due_on),
                *(late.days_overdue, late.message, late.cure),
                *("; ".join(dict.fromkeys(places)), one.id, late.id),
            )


def _rules(report: Report) -> _Rows:
    for one in report.rules:
        rule = one.rule
        yield (
            *(rule.id, rule.title, str(rule.severity), str(rule.strength)),
            *(" ".join(rule.obligations), one.status, one.judged, one.passed, one.failed),
            *(one.unknown, one.not_applicable, undecided(one)),
        )


def _issues(report: Report) -> _Rows:
    for one in report.data_issues:
        yield (
            *(one.severity.value, one.code.value, one.file, one.sheet, one.row),
            *(one.column, one.value, one.message, one.hint),
        )


def _parameters(report: Report) -> _Rows:
    for one in report.parameters:
        value = "not yet in force" if one.value is None else one.value
        whose = {"stated": "stated by the source", "proposed": "ours: proposed by the pack"}
        yield (
            *(one.name, one.meaning, value, one.unit, one.since),
            *(whose.get(one.basis, one.basis), one.source, one.pack),
        )


def _manifest(report: Report) -> _Rows:
    yield "as of", "", report.as_of.isoformat()
    yield "engine", report.engine, ""
    yield "notice", "", NOTICE
    if report.profile is not None:
        yield "profile", report.profile, ""
    for pack in report.packs:
        yield "pack", f"{pack.id} {pack.version}", pack.sha256
        for change in pack.changes:
            yield "change", pack.id, change
        for rule in pack.left_out:
            yield "left out by the profile", pack.id, rule
    for one in report.inputs:
        name = one.path if one.sheet is None else f"{one.path} [{one.sheet}]"
        yield "input", name, one.sha256
        counts = f"{one.read} read, {one.accepted} accepted, {one.rejected} rejected"
        yield "rows", name, f"{counts}, {one.left_out} left out"
