"""Packs that add record types and fields, from the command line."""

import json
from pathlib import Path

import pytest

from peercomply.cli import run
from peercomply.cli.exit_codes import ExitCode

FLEET = Path(__file__).parents[1] / "fleet"
RULES = str(FLEET / "rules")
CHECK = ["check", str(FLEET / "export"), "--as-of", "2026-11-22"]

OTHER = """
pack: {id: other, version: 1.0.0, title: Other}
fields:
  worker:
    vaccinated_on: {type: date, event: true, meaning: Day of the last vaccination., privacy: %s}
    hat_size: {type: int, meaning: Size of the hat., privacy: internal}
rules:
  - id: hat-too-small
    title: Worker with a small hat
    for: worker
    require: hat_size > 50
    severity: low
    strength: may
    obligations: []
    why: It falls off.
    remedy: Change hats.
"""


def other(folder, privacy="sensitive"):
    path = folder / "other.yml"
    path.write_text(OTHER % privacy, encoding="utf-8")
    return str(path)


def test_findings_about_added_types_and_fields_are_printed(capsys):
    """
    Export and pack name a vehicle and a vaccination; both are read, judged and reported.
    """
    assert run([*CHECK, "--rules", RULES]) is ExitCode.FINDINGS
    out = capsys.readouterr().out

    assert "Vehicle without a recent inspection" in out
    assert "Worker drives a vehicle without the licence" in out
    assert "Vehicles.csv:3: error[DI203] vehicle.seats" in out
    assert "vaccinated_on could not be read" in out
    assert "2020-05-05" not in out


def test_the_json_report_names_added_types_and_fields(capsys):
    """
    Inputs, subjects and evidence are those of the added type, with file, row and heading.
    """
    run([*CHECK, "--rules", RULES, "--format", "json"])
    report = json.loads(capsys.readouterr().out)

    (finding,) = [one for one in report["findings"] if one["rule"] == "inspection-overdue"]
    (breach,) = finding["breaches"]
    assert breach["subject"] == {"type": "vehicle", "id": "V1"}
    assert breach["message"] == "car inspected on 2024-05-01"
    cell = next(one for one in breach["evidence"] if one["field"] == "inspected_on")
    assert cell["value"] == "2024-05-01"
    assert cell["location"] == {
        "file": "Vehicles.csv",
        "sheet": None,
        "row": 2,
        "column": "Inspected On",
    }
    counts = {one["record_type"]: one["accepted"] for one in report["inputs"]}
    assert counts["vehicle"] == 3


def test_a_record_of_an_added_type_is_explained(capsys):
    """
    The tree names the cells of the added type.
    """
    arguments = ["explain", "inspection-overdue", str(FLEET / "export"), "--rules", RULES]

    assert run([*arguments, "--subject", "vehicle:V1", "--as-of", "2026-11-22"]) is ExitCode.CLEAN
    assert (
        "inspected on = 2024-05-01  [Vehicles.csv row 2, Inspected On]" in capsys.readouterr().out
    )


def test_an_added_rule_is_said_in_english(capsys):
    """
    Added names read like all others.
    """
    assert run(["explain", "program-without-vehicle", "--rules", RULES]) is ExitCode.CLEAN
    assert "this program's vehicle records" in capsys.readouterr().out


def test_the_cases_of_a_pack_with_added_types_are_run(capsys):
    """
    `rules test` reads records of the added type.
    """
    assert run(["rules", "test", RULES]) is ExitCode.CLEAN
    assert "4 passed, 0 failed" in capsys.readouterr().out


def test_several_packs_that_add_something_are_read_together(tmp_path, capsys):
    """
    The same addition in two packs is one, and the export is read with what both add.
    """
    both = ["--rules", RULES, "--rules", other(tmp_path), "--rules", "peer-support"]

    assert run([*CHECK, *both, "--format", "json"]) is ExitCode.FINDINGS
    report = json.loads(capsys.readouterr().out)
    assert [pack["id"] for pack in report["packs"]] == ["fleet", "other", "peer-support"]
    found = {rule["id"]: rule["unknown_reasons"] for rule in report["rules"]}
    assert found["hat-too-small"] == {"worker.hat_size is missing": 3}


@pytest.mark.parametrize("order", [1, -1])
def test_packs_that_contradict_each_other_are_exit_code_3(tmp_path, capsys, order):
    """
    The message names both packs, the field and what is different; nothing is read.
    """
    both = [RULES, other(tmp_path, "internal")][::order]

    assert run([*CHECK, "--rules", both[0], "--rules", both[1]]) is ExitCode.RULES
    said = capsys.readouterr().err
    assert "the pack 'fleet'" in said
    assert "the pack 'other'" in said
    assert "worker.vaccinated_on: privacy is" in said


def test_a_broken_addition_is_exit_code_3(capsys):
    """
    Problems of additions are problems of rule files.
    """
    broken = str(Path(__file__).parents[1] / "bad_rules" / "added_without_privacy.yml")

    assert run([*CHECK, "--rules", broken]) is ExitCode.RULES
    assert "no key 'privacy'" in capsys.readouterr().err
