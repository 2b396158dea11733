"""What people wrote into a workbook survives the next check."""

import datetime as dt
import io
import json
from datetime import date

import openpyxl
import pytest

from peercomply import check
from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode
from peercomply.errors import InputError
from peercomply.report.formats import render
from worlds import DAY, record, rule, worker, world

pytest.importorskip("xlsxwriter")
from peercomply.report import notes as read
from peercomply.report.notes import HUMAN, read_notes

BODY = "require: missing(contract_end_on)"


def report(*programs, day=DAY):
    """Check two programs; the workers of *programs* fail."""
    homes = [record("program", key) for key in ("P1", "P2")]
    people = [
        worker(f"W-{key}", program_id=key, **({"contract_end_on": "2030-01-01"} if key in programs else {}))
        for key in ("P1", "P2")
    ]  # fmt: skip
    return check(world(*homes, *people), rule("worker", BODY), as_of=day)


def rows(content, sheet="Findings"):
    found = openpyxl.load_workbook(io.BytesIO(content))[sheet]
    heads = [cell.value for cell in found[1]]
    return [
        dict(zip(heads, line, strict=True)) for line in found.iter_rows(min_row=2, values_only=True)
    ]


class Book:
    """A workbook of a check that a person edits."""

    def __init__(self, content):
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.findings = self.book["Findings"]

    def column(self, heading, sheet="Findings"):
        heads = [cell.value for cell in self.book[sheet][1]]
        return heads.index(heading) + 1

    def write(self, row, heading, value, sheet="Findings"):
        self.book[sheet].cell(row, self.column(heading, sheet)).value = value
        return self

    def notes(self, folder, name="old.xlsx"):
        self.book.save(folder / name)
        return read_notes(folder / name)


def edited(*programs, **options):
    return Book(render("xlsx", report(*programs, **options)))


def test_what_people_wrote_stands_beside_the_same_finding_again(tmp_path):
    """
    Text over several lines, days, numbers, flags, Thai and what looks like a formula come back.
    """
    book = edited("P1", "P2")
    written = dict(
        zip(HUMAN, ("ไม่มี", "one\ntwo", "=1+1", dt.datetime(2028, 2, 29), "open", 7, True),
            strict=True)
    )  # fmt: skip
    for heading, value in written.items():
        book.write(3, heading, value)
    book.findings.cell(3, book.column("Owner")).data_type = "s"
    key = book.findings.cell(3, book.column("Finding id")).value
    again = rows(render("xlsx", report("P1", "P2"), notes=book.notes(tmp_path)))
    found = next(one for one in again if one["Finding id"] == key)

    assert {heading: found[heading] for heading in HUMAN} == written
    assert not any(other[heading] for other in again if other is not found for heading in HUMAN)


def test_rows_are_known_by_their_finding_and_not_by_their_place(tmp_path):
    """
    A workbook may be sorted, and get a title above its headings.
    """
    book = edited("P1", "P2")
    book.write(2, "Owner", "first").write(3, "Owner", "second")
    keys = [book.findings.cell(row, book.column("Finding id")).value for row in (2, 3)]
    book.findings.move_range(f"A2:{book.findings.cell(2, book.findings.max_column).coordinate}", 5)
    book.findings.insert_rows(1, 2)
    book.findings["A1"] = "Working paper 7"
    again = rows(render("xlsx", report("P1", "P2"), notes=book.notes(tmp_path)))

    assert {one["Finding id"]: one["Owner"] for one in again} == {
        keys[0]: "first",
        keys[1]: "second",
    }


def test_columns_that_people_added_are_kept_under_their_headings(tmp_path):
    """
    So are cells beside the table without a heading, and headings that are ours elsewhere.
    """
    book = edited("P1")
    width = book.findings.max_column
    for place, (heading, value) in enumerate(
        [("Board", 1.5), (None, "loose"), ("Owner", "other"), ("Last seen", "May")], start=width + 1
    ):
        book.findings.cell(1, place).value = heading
        book.findings.cell(2, place).value = value
    notes = book.notes(tmp_path)
    (again,) = rows(render("xlsx", report("P1"), notes=notes))

    assert notes.extra == ("Board", "Note", "Owner (2)", "Last seen (2)")
    assert [again[name] for name in notes.extra] == [1.5, "loose", "other", "May"]


def test_a_finding_that_is_gone_is_kept_with_what_the_check_knows(tmp_path):
    """
    Closed never says mended, only what was found, and what is written there lasts.
    """
    book = edited("P1", "P2", day=date(2026, 5, 31))
    for row in (2, 3):
        book.write(
            row, "Owner", f"Owner of {book.findings.cell(row, book.column('Program')).value}"
        )
    second = Book(render("xlsx", report("P1"), notes=book.notes(tmp_path)))
    (closed,) = rows(render("xlsx", report("P1"), notes=book.notes(tmp_path)), "Closed")
    second.write(2, "Verified by", "Ngaire", "Closed")
    third = render("xlsx", report("P1", day=date(2027, 1, 1)), notes=second.notes(tmp_path))
    (kept,) = rows(third, "Closed")

    assert closed["Why it is here"] == "no breach found here; in all, the rule passes 1 and fails 1"
    assert (closed["Program"], closed["Owner"]) == ("P2", "Owner of P2")
    assert closed["Last seen"] == dt.datetime(2026, 5, 31)
    assert kept == closed | {"Verified by": "Ngaire"}


def test_a_finding_that_comes_back_brings_its_history(tmp_path):
    """
    It leaves Closed, with its first day, the number of checks that saw it, and all text.
    """
    book = edited("P1", day=date(2026, 1, 31)).write(2, "Cause", "nobody was told")
    gone = Book(render("xlsx", report(day=date(2026, 2, 28)), notes=book.notes(tmp_path)))
    back = render("xlsx", report("P1", day=date(2026, 3, 31)), notes=gone.notes(tmp_path))
    (found,) = rows(back)
    summary = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(back))["Summary"]["A"]]

    assert (found["First seen"], found["Times seen"]) == (dt.datetime(2026, 1, 31), 2)
    assert found["Cause"] == "nobody was told"
    assert rows(back, "Closed") == []
    assert any(
        "1 findings were there before, 1 of them had been gone" in (one or "") for one in summary
    )


def test_a_check_of_the_same_day_counts_once(tmp_path):
    """
    Running it again does not make a finding older.
    """
    notes = edited("P1").notes(tmp_path)

    assert rows(render("xlsx", report("P1"), notes=notes))[0]["Times seen"] == 1


def test_what_cannot_be_known_is_not_called_gone(tmp_path):
    """
    A rule that was not run, or had no records, says so in Closed.
    """
    notes = edited("P1").notes(tmp_path)
    other = check(world(worker("W1")), rule("supervision", "require: present(held_on)"), as_of=DAY)
    empty = check(world(record("program", "P1")), rule("worker", BODY), as_of=DAY)
    (row,) = rows(render("xlsx", other, notes=notes), "Closed")
    (unsupplied,) = rows(render("xlsx", empty, notes=notes), "Closed")

    assert unsupplied["Why it is here"] == "not known: no records of worker were supplied"
    assert row["Why it is here"] == "not known: no records of supervision were supplied"


def test_rows_of_people_that_belong_to_no_finding_are_kept(tmp_path):
    """
    A row without an id, or a copied one, goes to Closed with the reason, and stays there.
    """
    book = edited("P1").write(2, "Owner", "first")
    book.write(4, "Owner", "inserted")
    book.write(5, "Owner", "copied")
    book.write(5, "Finding id", book.findings.cell(2, book.column("Finding id")).value)
    once = render("xlsx", report("P1"), notes=book.notes(tmp_path))
    twice = render("xlsx", report("P1"), notes=Book(once).notes(tmp_path))

    for content in (once, twice):
        assert [(one["Why it is here"], one["Owner"]) for one in rows(content, "Closed")] == [
            ("a row without a finding id", "inserted"),
            ("its finding id stands twice", "copied"),
        ]
        assert rows(content)[0]["Owner"] == "first"


def test_the_manifest_names_the_workbook_that_is_continued(tmp_path):
    """
    It has the name without the folder, the day, and the hash of the bytes.
    """
    notes = edited("P1").notes(tmp_path, "april.xlsx")
    manifest = rows(render("xlsx", report("P1"), notes=notes), "Manifest")

    assert {
        "What": "continues",
        "Name": "april.xlsx, as of 2026-11-22",
        "Value": notes.sha256,
    } in manifest


def no_key(book):
    book.findings.delete_cols(book.column("Finding id"))


def no_findings(book):
    del book.book["Findings"]


def no_day(book):
    del book.book["Manifest"]


def uncalculated(book):
    book.write(2, "Owner", "=A1")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (no_key, "its sheet 'Findings' has no column 'Finding id'"),
        (no_findings, "it has no sheet 'Findings'"),
        (no_day, "its sheet 'Manifest' does not say 'as of'"),
        (uncalculated, "formulas whose value nobody stored"),
    ],
)
def test_a_workbook_that_cannot_be_continued_says_why(spoil, said, tmp_path):
    """
    Nothing is carried over by half.
    """
    book = edited("P1")
    spoil(book)

    with pytest.raises(InputError, match=said):
        book.notes(tmp_path)


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04cut"])
def test_a_file_that_is_no_workbook_says_so(content, tmp_path):
    """
    It is an error of the input, with a hint.
    """
    (tmp_path / "old.xlsx").write_bytes(content)

    with pytest.raises(InputError, match="hint: name a workbook"):
        read_notes(tmp_path / "old.xlsx")


def test_an_error_of_a_spreadsheet_is_carried_over_as_text():
    """
    The reader takes #N/A for an empty cell; the mark of the scan stands in for it.
    """
    scan = type("Scan", (), {"marks": {(1, 0): "#N/A"}, "without_value": ()})()

    assert read._with_marks([["Owner"], [""]], scan, "old.xlsx", "Findings") == [
        ["Owner"],
        ["#N/A"],
    ]


@pytest.fixture
def small(tmp_path, monkeypatch):
    """Stand in a folder with a small export and a pack of one rule."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "worker.json").write_text(
        json.dumps([{"id": "W1", "contract_end_on": "2030-01-01"}]), encoding="utf-8"
    )
    (tmp_path / "pack.yml").write_text(
        "pack: {id: test, version: 1.0.0, title: Test}\nrules:\n  - id: test-rule\n"
        "    title: Wrong\n    for: worker\n    require: missing(contract_end_on)\n"
        "    severity: high\n    strength: should\n    obligations: [X-1]\n    why: W.\n    remedy: R.\n",
        encoding="utf-8",
    )
    return ["check", "export", "--rules", "pack.yml", "--as-of", "2026-11-22", "--fail-on", "never"]


def test_the_command_continues_a_workbook(small, tmp_path, capsys):
    """
    --continue carries over what stands in the file, and leaves the file alone.
    """
    assert run([*small, "--report", "xlsx=a.xlsx"]) is ExitCode.CLEAN
    book = Book((tmp_path / "a.xlsx").read_bytes()).write(2, "Owner", "Ngaire")
    book.book.save(tmp_path / "a.xlsx")
    before = (tmp_path / "a.xlsx").read_bytes()

    assert run([*small, "--report", "xlsx=b.xlsx", "--continue", "a.xlsx"]) is ExitCode.CLEAN
    assert rows((tmp_path / "b.xlsx").read_bytes())[0]["Owner"] == "Ngaire"
    assert (tmp_path / "a.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--continue", "a.xlsx"], ExitCode.USAGE, "add --report xlsx=FILE"),
        (
            ["--report", "xlsx=./a.xlsx", "--continue", "a.xlsx"],
            ExitCode.USAGE,
            "would be written over",
        ),
        (
            ["--report", "xlsx=b.xlsx", "--continue", "a.xlsx"],
            ExitCode.INPUT,
            "a.xlsx: cannot be read: No such file",
        ),
    ],
)
def test_a_continuation_that_makes_no_sense_is_refused(
    options, code, said, small, tmp_path, capsys
):
    """
    Nothing is written before that.
    """
    assert run([*small, *options]) is code
    assert said in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "b.xlsx").exists()
