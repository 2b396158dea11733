"""The report as a workbook, read by another program."""

import io
import zipfile

import openpyxl
import pytest

import peercomply
from peercomply import check
from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode
from peercomply.report import formats
from peercomply.report.formats import render
from worlds import DAY, rule, worker, world

xlsx = pytest.importorskip("peercomply.report.xlsx", exc_type=ImportError)

HARBOUR = ["check", "fixtures/harbour", "--as-of", "2026-11-22", "--fail-on", "never"]


def book_of(report):
    return openpyxl.load_workbook(io.BytesIO(render("xlsx", report)))


def failing(*keys):
    """Check workers who all fail."""
    pack = rule("worker", "require: missing(started_on)")
    return check(world(*(worker(key) for key in keys)), pack, as_of=DAY)


@pytest.fixture(scope="module")
def report():
    """Check the example service once."""
    snapshot = peercomply.load_snapshot("fixtures/harbour")
    return check(snapshot, peercomply.load_rules("peer-support"), as_of=DAY)


def test_each_sheet_holds_all_rows_of_the_report(report):
    """
    Findings, breaches, rules and data issues are complete, below a heading that stays in view.
    """
    book = book_of(report)
    rows = {sheet.title: sheet.max_row - 1 for sheet in book}

    assert book.sheetnames == [
        *("Summary", "Findings", "Breaches", "Rules", "Data issues", "Parameters", "Manifest"),
    ]
    assert rows["Findings"] == len(report.findings)
    assert rows["Breaches"] == sum(len(one.breaches) for one in report.findings)
    assert rows["Rules"] == len(report.rules)
    assert rows["Parameters"] == len(report.parameters)
    assert rows["Data issues"] == len(report.data_issues)
    assert all(sheet.freeze_panes == "A2" for sheet in book.worksheets[1:])
    assert book["Findings"]["B2"].value == "extreme"
    assert book["Findings"]["B2"].fill.fgColor.rgb == "FFF4B6B6"


def test_no_cell_is_a_formula_or_a_link():
    """
    Keys that begin like a formula are texts, and are shown as they are.
    """
    keys = ["=1+1", "@SUM(A1)", "+1", "{=1}", "http://evil.example", "ไทย", "a\x1bb"]
    book = book_of(failing(*keys))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    found = {row[5].value for row in book["Breaches"].iter_rows(min_row=2)}

    assert found == {*keys[:-1], "a\\x1bb"}
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_what_does_not_fit_is_cut_and_counted(monkeypatch):
    """
    The summary says how many rows and texts were cut.
    """
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    monkeypatch.setattr(xlsx, "LONGEST", 200)
    lines = [
        row[0].value for row in book_of(failing("W1", "W2", "W3" * 200))["Summary"].iter_rows()
    ]

    assert any(line and line.startswith("Cut:      4 rows and ") for line in lines)


def test_a_workbook_holds_no_time_of_the_machine(report):
    """
    The only moment in it is the day of the check.
    """
    with zipfile.ZipFile(io.BytesIO(render("xlsx", report))) as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-11-22T00:00:00Z" in parts.read("docProps/core.xml")


def test_a_workbook_goes_to_a_file_and_never_to_a_terminal(tmp_path, capsys):
    """
    --format xlsx asks for --output; --report has a file anyway.
    """
    assert run([*HARBOUR, "--format", "xlsx"]) is ExitCode.USAGE
    assert "--output FILE" in " ".join(capsys.readouterr().err.split())
    assert run([*HARBOUR, "--report", f"xlsx={tmp_path / 'a.xlsx'}"]) is ExitCode.CLEAN
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames[0] == "Summary"


@pytest.mark.parametrize(
    "options", [["--report", "xlsx={0}"], ["--format", "xlsx", "--output", "{0}"]]
)
def test_a_format_that_is_not_installed_says_how_to_get_it(options, tmp_path, capsys, monkeypatch):
    """
    Nothing is read or written before that.
    """
    monkeypatch.setattr(formats.importlib.util, "find_spec", lambda _name: None)
    target = tmp_path / "a.xlsx"

    assert run([*HARBOUR, *(one.format(target) for one in options)]) is ExitCode.USAGE
    assert "pip install 'peercomply[xlsx]'" in " ".join(capsys.readouterr().err.split())
    assert not target.exists()
