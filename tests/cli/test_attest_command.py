"""Self-assessment on paper: the questions that are due, filled in, and read back as records."""

import csv
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode

DAYS = ["--rules", "pack.yml", "--as-of", "2026-11-22"]
PACK = """
pack: {id: test, version: 1.0.0, title: Test}
rules:
  - id: values-unexamined
    title: Nobody has asked lately
    for: program
    when: missing(ended_on)
    attested:
      obligation: GOV-1
      question: "Does it work? Evidence: minutes of the last year."
      within: P12M
      evidence: true
    severity: high
    strength: should
    obligations: [GOV-1]
    why: It harms.
    remedy: Ask.
  - id: safety-unasked
    title: Peer workers were not asked lately
    for: program
    attested:
      obligation: WFD-1
      question: Do you feel safe?
      within: P6M
      answered_by: peer_workers
      planned_action_is_enough: true
    severity: high
    strength: should
    obligations: [WFD-1]
    why: It harms.
    remedy: Ask.
  - id: pillars-unexamined
    title: Nobody has asked about a pillar lately
    for: organisation
    attested:
      obligation: PRA-1
      question: Was something done under this pillar?
      within: P12M
      items: [role_clarity, coworker_support]
    severity: low
    strength: may
    obligations: [PRA-1]
    why: It harms.
    remedy: Ask.
  - id: papers-unexamined
    title: Nobody has asked about papers lately
    for: committee
    attested: {obligation: PAR-1, question: Are papers plain?, within: P12M}
    severity: low
    strength: may
    obligations: [PAR-1]
    why: It harms.
    remedy: Ask.
"""
OLD = (
    "answered_on;id;obligation_id;program_id;organisation_id;answer;answerer_role;question;"
    "evidence;item;committee_id;action_due_on;next_due_on\r\n"
    '2026-10-01;A1;GOV-1;P1;O1;yes;managers;"Does it; work?";Minutes;;;;2026-12-01\r\n'
    "2025-01-01;A2;WFD-1;P1;O1;yes;peer_workers;;;;;;"
)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Make a pack and an export with two programs, one of them over, and two old answers."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pack.yml").write_text(PACK, encoding="utf-8")
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "organisation.csv").write_text("id,name\nO1,Hafen ลา\n", encoding="utf-8")
    (folder / "program.csv").write_text(
        "id,organisation_id,started_on,ended_on\nP1,O1,2020-02-29,\nP2,O1,2020-01-01,2021-01-01\n"
    )
    (folder / "committee.csv").write_text("id,organisation_id,program_id\nC1,O1,P1\n")
    (folder / "attestation.csv").write_bytes(OLD.encode())
    return tmp_path


def sheet(*words, output="q.xlsx"):
    return run(["attest", "sheet", "export", *DAYS, "--output", output, *words])


def read(*words, paper="q.xlsx", export="export"):
    return run(["attest", "import", paper, export, *DAYS, *words])


def fill(values, path="q.xlsx", saved=None, **usual):
    """Fill in the rows of a workbook by rule; None leaves a row empty."""
    book = openpyxl.load_workbook(path)
    page = book["Questions"]
    names = {cell.value: cell.column for cell in page[1]}
    for number in range(2, page.max_row + 1):
        rule = page.cell(number, names["Rule"]).value
        found = values.get(rule, usual)
        for name, value in (found or {}).items():
            page.cell(number, names[name]).value = value
    book.save(saved or path)
    return page


GIVEN = {
    "Answer": "positive",
    "Day of the answer": date(2026, 11, 20),
    "Role of who attests": "managers",
    "Evidence reference": "Minutes ลา, folder 7",
}
SAFE = GIVEN | {"Role of who attests": "peer_workers", "Answer": "partly"}
PLAN = {"Action planned by": date(2027, 1, 31), "Note": "Talk to the roster team"}


def rows(path="q.csv"):
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_sheet_asks_what_is_due_and_shows_the_last_answer(place, capsys):
    """
    An answer that ends within the lead time is asked again; --all asks the others, too.
    """
    assert sheet(output="q.csv") is ExitCode.CLEAN
    due = {(row["Rule"], row["About"], row["Element"]): row for row in rows()}

    assert "q.csv: questions: 6 of 6 are due" in capsys.readouterr().out
    values = due["values-unexamined", "program:P1", ""]
    assert values["Question"] == "Does it work?"
    assert values["What counts as evidence"] == "minutes of the last year."
    assert (values["Last answer"], values["Last answered on"]) == ("positive", "2026-10-01")
    assert values["Due by"] == "2026-12-01"
    assert due["safety-unasked", "program:P1", ""]["Whose answer counts"] == "peer_workers"
    assert {key[2] for key in due if key[1] == "organisation:O1"} == {
        "role_clarity",
        "coworker_support",
    }
    assert sheet("--within", "5", output="few.csv") is ExitCode.CLEAN
    assert "values-unexamined" not in {row["Rule"] for row in rows("few.csv")}
    assert sheet("--within", "5", "--all", output="all.csv") is ExitCode.CLEAN
    assert len(rows("all.csv")) == 6


def test_a_paper_is_filled_in_read_back_and_answers_the_check(place, capsys):
    """
    The old rows stay byte for byte, the second reading adds nothing, and the check passes.
    """
    sheet()
    fill({"safety-unasked": SAFE | PLAN}, **GIVEN)
    check = ["check", "export", *DAYS, "--fail-on", "low"]

    assert run(check) is ExitCode.FINDINGS
    assert read() is ExitCode.CLEAN
    assert "nothing was written" in capsys.readouterr().out
    assert read("--output", "new") is ExitCode.CLEAN
    assert read("--write") is ExitCode.CLEAN
    held = (place / "export" / "attestation.csv").read_bytes()
    assert held.startswith(OLD.encode() + b"\r\n")
    assert held == (place / "new" / "attestation.csv").read_bytes()
    assert read("--write") is ExitCode.CLEAN
    said = capsys.readouterr().out
    assert "6 of the answers are in the export already" in said
    assert "2 notes stay in the paper" in said
    assert "roster" not in said
    assert (place / "export" / "attestation.csv").read_bytes() == held
    assert run(check) is ExitCode.CLEAN
    assert sheet("--within", "5", output="again.csv") is ExitCode.CLEAN
    assert rows("again.csv") == []


def test_a_workbook_offers_the_words_and_holds_no_formula(place):
    """
    The headings stay in sight, lists offer answers and roles, and pages repeat the headings.
    """
    sheet()
    book = openpyxl.load_workbook("q.xlsx")
    page = book["Questions"]

    assert book.sheetnames == ["Questions", "How to fill it in", "Words"]
    assert page.freeze_panes == "B2"
    assert page.print_title_rows == "$1:$1"
    lists = [one for one in page.data_validations.dataValidation if one.type == "list"]
    assert [one.formula1 for one in lists] == ["Words!$A$2:$A$5", "Words!$B$2:$B$21"]
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_without_a_table_of_attestations_the_questions_are_asked_and_one_is_made(place, capsys):
    """
    Not supplied is not answered: everything is asked, and --write makes the table.
    """
    (place / "export" / "attestation.csv").unlink()
    sheet()
    fill({"safety-unasked": SAFE, "pillars-unexamined": None}, **GIVEN)

    assert read("--write") is ExitCode.CLEAN
    assert "4 answers, 2 questions left open" in capsys.readouterr().out
    made = rows("export/attestations.csv")
    assert {row["obligation_id"] for row in made} == {"GOV-1", "WFD-1", "PAR-1"}
    assert {row["program_id"] for row in made if row["committee_id"] == "C1"} == {""}


@pytest.mark.parametrize(
    "old",
    [
        "id,obligation_id,answer\nA1,GOV-1,yes\n".encode("utf-16"),
        b"id,obligation_id,answer\nA1,GOV-1,yes\n",
        b'id,obligation_id,question\nA1,GOV-1,"never closed\n',
    ],
)
def test_a_table_that_cannot_take_the_rows_gets_a_second_one_beside_it(place, old):
    """
    Another encoding, a missing column or a broken quote: the old file is not touched.
    """
    path = place / "export" / "attestation.csv"
    path.write_bytes(old)
    sheet()
    fill({"safety-unasked": SAFE}, **GIVEN)

    assert read("--write") is ExitCode.CLEAN
    assert path.read_bytes() == old
    assert len(rows("export/attestations.csv")) == 6
    (place / "export" / "attestations.csv").write_bytes(old)
    assert read("--write") is ExitCode.INPUT


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"Answer": "positiv"}, "did you mean 'positive'?"),
        ({"Answer": None}, "filled in without an answer"),
        ({"Day of the answer": None}, "the answer has no day"),
        ({"Day of the answer": date(2026, 11, 23)}, "lies after the day"),
        ({"Day of the answer": "03/04/2026"}, "is 2026-03-04 or 2026-04-03"),
        ({"Day of the answer": "29/02/2026"}, "is no day"),
        ({"Role of who attests": None}, "the role of who attests is missing"),
        ({"Role of who attests": "manager"}, "did you mean 'managers'?"),
        ({"Evidence reference": "n/a"}, "names no evidence"),
        ({"Evidence reference": "+61 7"}, "is a formula to a spreadsheet"),
        ({"Evidence reference": "=A1"}, "cannot be read"),
        ({"Evidence reference": "#REF!"}, "cannot be read"),
        ({"Question key": None}, "no question key"),
        ({"Question key": "0123-45"}, "there is no question"),
        ({"Question key": "{key}0"}, "was changed since"),
        ({"Rule": "safety-unasked"}, "stands beside the key of another question"),
    ],
)
def test_whatever_is_wrong_with_an_answer_is_said_and_nothing_is_written(
    place, capsys, values, says
):
    """
    Each problem names file, sheet, row and column.
    """
    sheet()
    key = next(
        cell.value for cell in openpyxl.load_workbook("q.xlsx")["Questions"]["T"] if cell.row == 5
    )
    given = {
        name: value.format(key=key) if isinstance(value, str) else value
        for name, value in (GIVEN | values).items()
    }
    only = dict.fromkeys(("safety-unasked", "pillars-unexamined", "papers-unexamined"))
    fill(only | {"values-unexamined": given})

    assert read("--write") is ExitCode.INPUT
    said = capsys.readouterr().err
    assert says in said
    assert "q.xlsx [Questions]:" in said
    assert (place / "export" / "attestation.csv").read_bytes() == OLD.encode()


def test_an_answer_of_another_group_and_an_answer_given_twice_are_refused_together(place, capsys):
    """
    All problems are listed at once.
    """
    sheet(output="q.csv")
    listed = rows()
    for row in listed:
        row |= {"Answer": "Yes", "Day of the answer": "20/11/2026", "Note": ""}
        row |= {"Role of who attests": "Managers", "Evidence reference": "Minutes"}
    listed.append(listed[0])
    with Path("q.csv").open("w", encoding="utf-8-sig", newline="") as file:
        names = ["Ours", *reversed(listed[0])]
        writer = csv.DictWriter(file, names, delimiter=";", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(listed)

    assert read("--write", paper="q.csv") is ExitCode.INPUT
    said = capsys.readouterr().err
    assert "an answer of managers does not count for this question" in said
    assert "is answered twice; first in q.csv:2" in said
    assert "3 problems in the paper" in said


def test_another_answer_for_a_day_that_was_read_before_is_refused(place, capsys):
    """
    A changed mind needs a day of its own; a slip is mended in the record.
    """
    sheet()
    fill({"safety-unasked": None}, saved="first.xlsx", **GIVEN)
    fill({"safety-unasked": None}, saved="second.xlsx", **GIVEN | {"Evidence reference": "Other"})

    assert read("--write", paper="first.xlsx") is ExitCode.CLEAN
    assert read("--write", paper="second.xlsx") is ExitCode.INPUT
    assert "was read before and is another one now" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["attest", "sheet", "export", "--output", "q.txt"], "ends in neither .xlsx nor .csv"),
        (["attest", "sheet", "export", "--output", "pack.yml.csv"], "is there already"),
        (["attest", "sheet", "export", "--output", "export/q.csv"], "lies in the export"),
        (["attest", "import", "q.csv", "export", "--write", "--output", "o"], "choose one"),
        (["attest", "import", "q.csv", "one.json", "--write"], "is no folder of files"),
        (["attest", "import", "q.txt", "export"], "is of a kind that is not read"),
        (["attest", "import", "gone.csv", "export"], "cannot be read"),
        (["attest", "import", "pack.yml.csv", "export"], "has no table with the heading"),
    ],
)
def test_a_command_that_would_do_harm_or_nothing_is_refused(place, capsys, words, says):
    """
    Nothing is written over, and nothing but a paper is read.
    """
    (place / "pack.yml.csv").write_text("a,b\n1,2\n")

    assert run([*words, *DAYS]) in (ExitCode.USAGE, ExitCode.INPUT)
    assert says in " ".join(capsys.readouterr().err.split())


def test_the_answers_for_an_export_that_is_no_folder_make_a_table_of_their_own(place, capsys):
    """
    The new table holds the new answers alone, and the program says so.
    """
    shutil.make_archive("packed", "zip", "export")
    sheet()
    fill({"safety-unasked": SAFE}, **GIVEN)

    assert read("--output", "new", export="packed.zip") is ExitCode.CLEAN
    assert "it holds the new answers alone" in capsys.readouterr().out
    assert len(rows("new/attestations.csv")) == 6
    assert read("--output", "new", export="packed.zip") is ExitCode.USAGE


def test_an_answer_that_does_not_settle_its_question_is_named(place, capsys):
    """
    One that is too old, or not positive, is added, and the program says that it changes nothing.
    """
    sheet()
    old = GIVEN | {"Day of the answer": date(2024, 2, 29)}
    fill({"safety-unasked": SAFE, "values-unexamined": GIVEN, "papers-unexamined": old}, **GIVEN)

    assert read() is ExitCode.CLEAN
    said = capsys.readouterr().out
    assert "3 of the questions answered stay due" in said
    assert "PAR-1, committee:C1: the last answer is no longer current" in said
    assert "WFD-1, program:P2: the last answer is partly" in said


def test_programs_that_were_rejected_or_not_supplied_are_named(place, capsys):
    """
    Where nobody is asked, the program says so.
    """
    with (place / "export" / "program.csv").open("a", encoding="utf-8") as file:
        file.write(",O1,2020-01-01,\n")
    (place / "export" / "committee.csv").unlink()

    assert sheet() is ExitCode.CLEAN
    said = capsys.readouterr().out
    assert "rejected rows of program, about which nobody is asked: 1" in said
    assert "not supplied: papers-unexamined" in said
