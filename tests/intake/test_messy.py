"""The exports of a service that has never heard of our shape."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from peercomply import check, load_mapping, load_rules, load_snapshot
from peercomply.cli import run

MESSY = Path("fixtures/messy")
ANSWER = Path(__file__).with_name("messy.expected.json")


@pytest.fixture(scope="module")
def snapshot():
    """Return the records of the messy exports."""
    return load_snapshot(MESSY)


def records(found):
    return {name: dict(found.of_type(name)) for name in found.supplied}


def test_the_messy_exports_give_the_records_of_the_hand_made_answer(snapshot):
    """
    A workbook, a list of names and a register give the records that a person wrote down.
    """
    assert records(snapshot) == records(load_snapshot(ANSWER))


def test_the_messy_exports_give_the_findings_of_the_hand_made_answer(snapshot):
    """
    The findings are those of the same records in our shape.
    """
    pack, day = load_rules("peer-support"), date(2026, 11, 22)

    ours = check(snapshot, pack, as_of=day)
    theirs = check(load_snapshot(ANSWER), pack, as_of=day)

    assert [(one.id, one.rating) for one in ours.findings] == [
        (one.id, one.rating) for one in theirs.findings
    ]
    assert ours.findings


def test_every_row_of_the_messy_exports_is_accounted_for(snapshot):
    """
    Rows read are those accepted, rejected and left out; the count below the staff list is left out.
    """
    found = {(one.sheet or one.path, one.record_type): one for one in snapshot.provenance.inputs}

    staff = found["Staff 2026", "worker"]
    assert (staff.read, staff.accepted, staff.left_out, staff.expected) == (7, 6, 1, 6)
    for one in snapshot.provenance.inputs:
        assert one.read == one.accepted + one.rejected + one.left_out


def test_what_a_person_would_stumble_over_is_said(snapshot):
    """
    Doubled rows, a manager without the zeros of his key and an unknown supervisee are issues.
    """
    found = {(one.code.name, one.sheet, one.row) for one in snapshot.provenance.issues}

    assert ("REPEATED_ROW", "Supervision log", 6) in found
    assert ("DANGLING_REFERENCE", "Staff 2026", 10) in found
    assert ("DANGLING_REFERENCE", "Supervision log", 8) in found
    assert ("OTHER_ENCODING", None, None) in found
    hints = [one.hint for one in snapshot.provenance.issues if one.row == 10]
    assert any("first zeros" in hint for hint in hints)


def test_init_proposes_most_of_the_mapping(tmp_path, capsys):
    """
    The proposal names the record types and most fields, is written, and can be read back.
    """
    for name in ("hr.xlsx", "volunteers.ods", "incidents.csv"):
        shutil.copy(MESSY / name, tmp_path)

    assert run(["init", str(tmp_path)]) == 0

    said = capsys.readouterr().out
    for words in ("Staff 2026]: worker", "Services]: program", "incidents.csv: incident"):
        assert words in said
    mapping = load_mapping(tmp_path / "peercomply.yaml")
    tables = {one.table: one for one in mapping.tables}
    fields = {one.field: one for one in tables["incidents"].fields}
    assert fields["occurred_on"].format.text == "DD/MM/YY hh:mm"
    assert fields["affected"].separator == ","
    assert {one.field: one for one in tables["Staff 2026"].fields}["started_on"].format.text == (
        "serial"
    )
    assert {one.field: one for one in tables["Volunteers"].fields}["id"].hashed


def test_the_proposal_is_found_beside_the_export(tmp_path, capsys):
    """
    After init the same folder can be checked, without a word more.
    """
    for name in ("hr.xlsx", "volunteers.ods", "incidents.csv"):
        shutil.copy(MESSY / name, tmp_path)
    run(["init", str(tmp_path)])
    capsys.readouterr()

    code = run(["check", str(tmp_path), "--as-of", "2026-11-22", "--format", "json",
                "--fail-on", "never"])  # fmt: skip

    document = json.loads(capsys.readouterr().out)
    assert code == 0
    assert {one["record_type"] for one in document["inputs"] if one["read"]} == {
        "incident", "program", "supervision", "worker",
    }  # fmt: skip


def test_init_does_not_write_over_a_mapping(tmp_path, capsys):
    """
    A mapping that a person may have corrected stays as it is, unless they say otherwise.
    """
    (tmp_path / "worker.csv").write_text("id\nW1\n")
    (tmp_path / "peercomply.yaml").write_text("# mine\n")

    assert run(["init", str(tmp_path)]) == 2
    assert "--force" in capsys.readouterr().err
    assert (tmp_path / "peercomply.yaml").read_text() == "# mine\n"

    assert run(["init", str(tmp_path), "--force"]) == 0
    assert "worker" in (tmp_path / "peercomply.yaml").read_text()
